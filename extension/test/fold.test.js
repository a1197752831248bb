import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { fold, foldText, withoutSpaces } from "../content/fold.js";
import { unitOffsets } from "../content/offsets.js";

/** @type {{ name: string, text: string, folded: string, spans: [number, number][] }[]} */
const ROWS = JSON.parse(readFileSync(new URL("../../tests/fold.json", import.meta.url), "utf8"));

for (const row of ROWS) {
  test(`folds as the server does: ${row.name}`, () => {
    const found = fold(row.text);
    assert.equal(found.text, row.folded);
    assert.equal(foldText(row.text), row.folded);
    const units = unitOffsets(row.text);
    const inUnits = unitOffsets(row.folded);
    row.spans.forEach(([start, end], at) => {
      assert.equal(found.starts[inUnits(at)], units(start));
      assert.equal(found.ends[inUnits(at + 1) - 1], units(end));
    });
  });
}

test("every single unit folds to what folding again leaves alone", () => {
  for (let code = 0; code < 0x10000; code += 1) {
    const once = fold(String.fromCharCode(code)).text;
    assert.equal(fold(once).text, once);
    assert.equal(foldText(String.fromCharCode(code)), once);
  }
});

test("without spaces every unit still leads back to its own character", () => {
  const text = "He  said\u00a0“no…”";
  const found = withoutSpaces(fold(text));
  assert.equal(found.text, 'Hesaid"no..."');
  assert.equal(text.slice(found.starts[6], found.ends[6]), "“");
  assert.equal(text.slice(found.starts[9], found.ends[11]), "…");
});
