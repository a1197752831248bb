import assert from "node:assert/strict";
import { test } from "node:test";

import { heaviestChain } from "../content/chain.js";

/** @param {number} start @param {number} weight */
const place = (start, weight = 10) => ({ start, end: start + 5, weight });
/** @param {({ start: number } | null)[]} chain */
const starts = (chain) => chain.map((each) => each?.start ?? null);

test("places in reading order are all kept", () => {
  assert.deepEqual(starts(heaviestChain([[place(0)], [place(5)], [place(20)]])), [0, 5, 20]);
});

test("a quote between two others is placed between them", () => {
  const chain = heaviestChain([[place(10)], [place(0), place(20), place(90)], [place(40)]]);
  assert.deepEqual(starts(chain), [10, 20, 40]);
});

test("of two that contradict each other the lighter is left out", () => {
  assert.deepEqual(starts(heaviestChain([[place(50, 9)], [place(10, 30)]])), [null, 10]);
});

test("overlapping places are never both chosen", () => {
  assert.deepEqual(starts(heaviestChain([[place(0)], [place(3)]])), [null, 3]);
});

test("among equals the place nearest to what follows wins", () => {
  assert.deepEqual(starts(heaviestChain([[place(0), place(30)], [place(60)]])), [30, 60]);
});

test("a quote without a place breaks nothing", () => {
  assert.deepEqual(starts(heaviestChain([[], [place(3)], []])), [null, 3, null]);
});

test("no chain of any other choice is heavier", () => {
  let seed = 7;
  const random = (/** @type {number} */ below) => (seed = (seed * 48271) % 2147483647) % below;
  for (let round = 0; round < 200; round += 1) {
    const lists = Array.from({ length: 5 }, () =>
      Array.from({ length: random(4) }, () => place(random(40), 1 + random(9))),
    );
    const found = heaviestChain(lists).reduce((sum, each) => sum + (each?.weight ?? 0), 0);
    assert.equal(found, heaviestByTrying(lists, 0));
  }
});

/**
 * @param {{ start: number, end: number, weight: number }[][]} lists
 * @param {number} from
 * @returns {number}
 */
function heaviestByTrying([places, ...rest], from) {
  if (!places) return 0;
  const taken = places
    .filter(({ start }) => start >= from)
    .map(({ end, weight }) => weight + heaviestByTrying(rest, end));
  return Math.max(heaviestByTrying(rest, from), ...taken);
}
