import assert from "node:assert/strict";
import { test } from "node:test";

import { anchor } from "../content/anchor.js";

const quote = (/** @type {string} */ exact, prefix = "", suffix = "") => ({ exact, prefix, suffix });

/**
 * The words each quote was placed on.
 * @param {string} text
 * @param {Parameters<typeof anchor>[1]} quotes
 * @param {Parameters<typeof anchor>[2]} [isShown]
 */
function words(text, quotes, isShown) {
  return anchor(text, quotes, isShown).map((at) => at && text.slice(at.start, at.end));
}

/**
 * Quotes as the server cuts them: 32 units of context on both sides.
 * @param {string} read
 * @param {readonly string[]} claims
 */
function cut(read, claims) {
  let from = 0;
  return claims.map((exact) => {
    const start = read.indexOf(exact, from);
    assert.ok(start >= 0, exact);
    from = start + exact.length;
    return quote(exact, read.slice(Math.max(0, start - 32), start), read.slice(from, from + 32));
  });
}

test("a quote is found however the page writes its quotes, dashes and spaces", () => {
  const page = "\n  “The\u00a0toll won’t rise — not\n this coun\u00adcil’s toll…”, she said.";
  assert.deepEqual(words(page, [quote("\"The toll won't rise - not this council's toll...\"")]), [
    "“The\u00a0toll won’t rise — not\n this coun\u00adcil’s toll…”",
  ]);
});

test("a quote is found where the page sets a break the reader did not see", () => {
  const page = "The ferry\nwill stop running from No vember, the harbour master said.";
  assert.deepEqual(words(page, [quote("The ferry will stop running fromNovember")]), [
    "The ferry\nwill stop running from No vember",
  ]);
});

test("a quote that is not there is reported as not placed", () => {
  assert.deepEqual(anchor("Nothing of it is here, and more.", [quote("The ferry will stop")]), [null]);
});

test("a quote never begins or ends inside a word", () => {
  assert.deepEqual(words("It was the start of war games", [quote("art of war games")]), [null]);
  assert.deepEqual(words("the dam will holdall of the water", [quote("the dam will hold")]), [null]);
});

test("each of three same sentences is placed on its own, by what stands around it", () => {
  const read =
    "Lee was asked about the toll. We will see about that. Then the pier came up. We will see about that. Of the road she said: We will see about that. End.";
  const quotes = cut(read, Array(3).fill("We will see about that."));
  const places = anchor(read, [quotes[2]]);
  assert.equal(places[0]?.start, read.lastIndexOf("We will see"));
  const [one, two, three] = anchor(read, quotes).map((at) => at?.start ?? -1);
  assert.ok(0 < one && one < two && two < three);
});

test("reading order tells duplicates apart where the page has changed what stands around", () => {
  const page =
    "Menu We will see about that. | The harbour board met again on Friday evening. | We will see about that. | A vote on the pier is due in the spring.";
  const places = anchor(page, [
    quote("The harbour board met again on Friday evening."),
    quote("We will see about that."),
    quote("A vote on the pier is due in the spring."),
  ]);
  assert.equal(places[1]?.start, page.lastIndexOf("We will"));
});

test("what the page does not show is not marked if the same words are shown elsewhere", () => {
  const page = "The tunnel floods each winter. | The tunnel floods each winter.";
  const shown = anchor(page, [quote("The tunnel floods each winter.")], (start) => start === 0);
  assert.equal(shown[0]?.start, 0);
  const other = anchor(page, [quote("The tunnel floods each winter.")], (start) => start > 0);
  assert.notEqual(other[0]?.start, 0);
});

test("a short quote needs its context", () => {
  const page = "No, thanks. Reporters asked the mayor whether she would resign. No. She left.";
  assert.deepEqual(words(page, [quote("No.")]), [null]);
  const [place] = anchor(page, [quote("No.", "whether she would resign. ", " She left.")]);
  assert.equal(place?.start, page.indexOf("No. She"));
});

test("a long quote that stands alone is placed even out of reading order", () => {
  const late = "The board will publish every letter it was sent.";
  const page = `${late} | The harbour board met again on Friday evening. It sat for long. | A vote on the pier is due in the spring, it said.`;
  const places = words(page, [
    quote("The harbour board met again on Friday evening."),
    quote(late),
    quote("A vote on the pier is due in the spring, it said."),
  ]);
  assert.equal(places[1], late);
});

const BEFORE = "The harbour board met again on Friday evening.";
const AFTER = "A vote on the pier is due in the spring, it said.";
const READ = "The old lighthouse keeper said that the lamp would be lit again by Easter.";

test("a long quote the page has since corrected is found between its neighbours, and said to be near", () => {
  const changed = READ.replace("lamp would be lit", "lamps will be lit");
  const page = `${BEFORE} ${changed} ${AFTER}`;
  const [, place] = anchor(page, [quote(BEFORE), quote(READ), quote(AFTER)]);
  assert.ok(place && !place.exact);
  assert.equal(page.slice(place.start, place.end), changed);
});

test("a near quote is not looked for outside its neighbours", () => {
  const changed = READ.replace("lamp would be lit", "lamps will be lit");
  const page = `${changed} ${BEFORE} ${AFTER}`;
  assert.equal(anchor(page, [quote(BEFORE), quote(READ), quote(AFTER)])[1], null);
});

test("no sentence of the same length is taken for a near one", () => {
  const other = "A young lifeboat pilot thought of what the fog could do to them on a Sunday.";
  const page = `${BEFORE} ${other} ${AFTER}`;
  assert.equal(anchor(page, [quote(BEFORE), quote(READ), quote(AFTER)])[1], null);
});

test("a short quote is never near", () => {
  const page = `${BEFORE} The lamp was lid. ${AFTER}`;
  assert.equal(anchor(page, [quote(BEFORE), quote("The lamp was lit."), quote(AFTER)])[1], null);
});

test("places of claims in order are disjoint and in order", () => {
  const sentence = (/** @type {number} */ at) => `Point ${at % 7} was raised by the group.`;
  const read = Array.from({ length: 60 }, (_, at) => sentence(at)).join(" ");
  const claims = Array.from({ length: 60 }, (_, at) => sentence(at));
  const places = anchor(`Point 3 was raised by the group. ${read}`, cut(read, claims));
  let from = 0;
  for (const place of places) {
    assert.ok(place && place.start >= from);
    from = place.end;
  }
});

test("an empty quote is placed nowhere", () => {
  assert.deepEqual(anchor("Some text.", [quote(""), quote("\u200b ")]), [null, null]);
});
