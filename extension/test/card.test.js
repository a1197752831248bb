import assert from "node:assert/strict";
import { test } from "node:test";

import { Window } from "happy-dom";

import { facts } from "../content/facts.js";
import { ANALYSIS, I18N } from "./fixture.js";

const window = new Window({ url: "https://news.example/" });
const { document } = window;
const nothing = () => {};
Object.assign(globalThis, {
  document,
  addEventListener: nothing,
  chrome: { i18n: I18N },
  innerWidth: 1200,
  innerHeight: 800,
  matchMedia: () => ({ matches: false }),
});
Object.assign(window.HTMLElement.prototype, { showPopover: nothing });
const { makeCard } = await import("../content/card.js");

/**
 * The rows of the card of a claim.
 * @param {import("../types.js").Analysis} analysis
 * @param {number} at
 * @param {boolean} isExact
 * @param {number | null} asOf
 */
function card(analysis, at, isExact = true, asOf = /** @type {number | null} */ (null)) {
  const holder = document.createElement("div");
  const made = makeCard(/** @type {any} */ (holder), nothing);
  const range = /** @type {any} */ ({ getClientRects: () => [] });
  made.show({ fact: facts(analysis)[at], range, isExact, number: 1 }, { before: null, after: nothing }, asOf);
  const terms = [...holder.querySelectorAll("dt")].map((term) => [term.textContent, term.nextElementSibling?.textContent]);
  return { holder, rows: Object.fromEntries(terms), text: holder.textContent ?? "" };
}

test("a hedge is said with its words and whose caution it is", () => {
  assert.equal(card(ANALYSIS, 1).rows["How sure"], "Said to be possible: “may” (the source’s own caution)");
});

test("the cue is said with the form of the report", () => {
  assert.equal(card(ANALYSIS, 0).rows.How, "“had warned”, reported in other words");
});

test("what the hint has said is not said again", () => {
  assert.equal("Told by" in card(ANALYSIS, 0).rows, false);
  const [first, ...others] = ANALYSIS.claims;
  const claims = [{ ...first, hint: { code: "document", text: "A note" } }, ...others];
  assert.equal(card({ ...ANALYSIS, claims }, 0).rows["Told by"], "Marta Blom");
});

test("a card tells which of the claims it is of", () => {
  assert.equal(card(ANALYSIS, 0).holder.querySelector(".kind .number")?.textContent, "Claim 1");
});

test("near words are called near, and only they", () => {
  assert.match(card(ANALYSIS, 0, false).text, /differ a little/);
  assert.doesNotMatch(card(ANALYSIS, 0).text, /differ a little/);
});

test("an old result tells when it is of, to the minute", () => {
  assert.match(card(ANALYSIS, 0, true, Date.UTC(2026, 2, 7, 9, 5)).text, /As of 7 March 2026, 09:05 UTC/);
  assert.doesNotMatch(card(ANALYSIS, 0).text, /As of/);
});

test("without a claim before it a card has no way back", () => {
  const { holder } = card(ANALYSIS, 0);
  assert.equal(holder.querySelector(".before"), null);
  assert.ok(holder.querySelector(".after"));
});

test("hostile names, roles and hints stay text", () => {
  const bait = "<img src=x onerror=alert(1)>";
  const sources = ANALYSIS.sources.map((each) => ({ ...each, name: bait, role: `${bait}!`, reason: bait, described_as: bait }));
  const claims = ANALYSIS.claims.map((each) => ({ ...each, hint: { code: "person", text: `X; ${bait.slice(1)}` } }));
  const { holder, text } = card({ ...ANALYSIS, sources, claims }, 0);
  assert.equal(holder.querySelector("img"), null);
  assert.ok(text.includes(bait));
});
