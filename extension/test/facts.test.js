import assert from "node:assert/strict";
import { test } from "node:test";

import { facts, profile } from "../content/facts.js";
import { ANALYSIS } from "./fixture.js";

const [note, leak, rain] = facts(ANALYSIS);

test("only what is to be shown becomes a fact, in reading order", () => {
  assert.deepEqual(facts(ANALYSIS).map(({ claim }) => claim.id), ["c1", "c2", "c3"]);
});

test("words are sliced by code points, past a character of two units", () => {
  assert.equal(note.words, "of floods");
  assert.equal(leak.cue, "say");
  assert.deepEqual(leak.hedges, ["may"]);
});

test("a claim told through someone names who told it", () => {
  assert.deepEqual(note.tellers, [{ label: "Marta Blom" }]);
});

test("a chain that leads back to itself ends", () => {
  const turned = ANALYSIS.attributions.map((each) => (each.id === "a1" ? { ...each, via: "a2" } : each));
  const [told] = facts({ ...ANALYSIS, attributions: turned });
  assert.ok(told.tellers.length <= turned.length);
});

test("the publication's plain voice has a look and no card", () => {
  assert.equal(rain.look, "own");
  assert.equal(rain.hasCard, false);
  assert.equal(leak.hasCard, true);
});

test("the lower the traceability the harder the word", () => {
  const words = [1, 0.6, 0.3, 0.1].map(
    (traceability) => facts({ ...ANALYSIS, claims: [{ ...ANALYSIS.claims[0], traceability }] })[0].ease,
  );
  assert.deepEqual(words, ["easily", "with-effort", "hardly", "not"]);
  assert.equal(rain.ease, null);
});

test("an unknown kind of source is drawn as the vaguest, not as the surest", () => {
  const sources = ANALYSIS.sources.map((each) => ({ ...each, kind: /** @type {any} */ ("oracle") }));
  assert.equal(facts({ ...ANALYSIS, sources })[0].look, "vague");
});

test("the profile counts every claim once", () => {
  const counted = profile(facts(ANALYSIS));
  assert.equal(counted.byLook.reduce((sum, [, count]) => sum + count, 0), counted.claims);
  assert.deepEqual([counted.claims, counted.sourced, counted.inTheDark, counted.hedged], [3, 2, 1, 1]);
  const sources = ANALYSIS.sources.map((each) => ({ ...each, kind: /** @type {const} */ ("none") }));
  assert.equal(profile(facts({ ...ANALYSIS, sources })).sourced, 0);
});

test("a label leaves out why its source is not named", () => {
  const text = "Sources, who asked not to be named, say";
  const document = { ...ANALYSIS.document, text };
  /** @type {[number, number][]} */
  const mentions = [[0, text.length - " say".length]];
  const sources = ANALYSIS.sources.map((each) => ({ ...each, name: null, mentions }));
  const [told] = facts({ ...ANALYSIS, document, sources });
  assert.deepEqual(told.tellers, [{ label: "Sources" }]);
});

test("the publication itself has no label, whatever it calls itself", () => {
  const sources = ANALYSIS.sources.map((each) => ({ ...each, name: null, kind: /** @type {const} */ ("author") }));
  assert.deepEqual(facts({ ...ANALYSIS, sources })[0].tellers, [{ label: null }]);
});
