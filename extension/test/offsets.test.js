import assert from "node:assert/strict";
import { test } from "node:test";

import { slicer, unitOffsets } from "../content/offsets.js";

test("code points become units past characters beyond the first plane", () => {
  const units = unitOffsets("a\u{1f30a}b");
  assert.deepEqual([0, 1, 2, 3].map(units), [0, 1, 3, 4]);
});

test("a text of the first plane is its own map", () => {
  assert.equal(unitOffsets("plain é text")(7), 7);
});

test("a span of code points slices the same words as on the server", () => {
  assert.equal(slicer("\u{1f30a}\u{1f30a} the mayor said")([3, 12]), "the mayor");
});

test("an offset past the end is the end", () => {
  assert.equal(unitOffsets("\u{1f30a}")(9), 2);
});
