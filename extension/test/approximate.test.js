import assert from "node:assert/strict";
import { test } from "node:test";

import { approximateMatch } from "../content/approximate.js";

const TEXT = "On Friday the harbour board met. It will raise the fee for small boats in spring, it said.";

test("words that stand there match without an error", () => {
  const found = approximateMatch(TEXT, "raise the fee for small boats", 4);
  assert.deepEqual(found, { start: 41, end: 70, errors: 0 });
});

test("a changed, a missing and an added character cost one error each", () => {
  for (const quote of ["raise the fee fur small boats", "raise the fe for small boats", "raise thee fee for small boats"]) {
    const found = approximateMatch(TEXT, quote, 4);
    assert.ok(found);
    assert.equal(found.errors, 1, quote);
    assert.equal(TEXT.slice(found.start, found.end), "raise the fee for small boats", quote);
  }
});

test("past the budget nothing matches", () => {
  assert.equal(approximateMatch(TEXT, "lower the tax on large lorries", 4), null);
});

test("of two matches the one with fewer errors wins", () => {
  const found = approximateMatch("the small red boot, the small red boat", "the small red boat", 3);
  assert.equal(found?.start, 20);
});
