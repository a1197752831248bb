/**
 * The heaviest chain: of several possible places for each quote, those that keep the order of
 * reading and weigh most together. It is what tells the second "We will see." from the first.
 */

/**
 * @typedef {{ start: number, end: number, weight: number }} Place
 */

/**
 * For each list of places at most one of them, disjoint and ascending, of the greatest total
 * weight. Among equals the place nearest to what follows wins: a headline's own repetition in a
 * menu stands before it. O(n log n) in the number of places.
 * @template {Place} P
 * @param {readonly (readonly P[])[]} lists  in reading order
 * @returns {(P | null)[]}
 */
export function heaviestChain(lists) {
  const ends = [...new Set(lists.flat().map((place) => place.end))].sort((a, b) => a - b);
  /** @typedef {{ place: P, list: number, total: number, before: Link | null }} Link */
  /** Fenwick tree: the heaviest link that ends at or before the nth end. @type {(Link | null)[]} */
  const tree = new Array(ends.length + 1).fill(null);
  lists.forEach((places, list) => {
    const links = places.map((place) => {
      const before = heaviest(tree, countUpTo(ends, place.start));
      return { place, list, total: place.weight + (before?.total ?? 0), before };
    });
    for (const link of links) raise(tree, countUpTo(ends, link.place.end), link);
  });
  /** @type {(P | null)[]} */
  const chosen = lists.map(() => null);
  for (let link = heaviest(tree, ends.length); link; link = link.before) chosen[link.list] = link.place;
  return chosen;
}

/**
 * @template {{ total: number, place: Place }} L
 * @param {(L | null)[]} tree
 * @param {number} upTo
 * @returns {L | null}
 */
function heaviest(tree, upTo) {
  /** @type {L | null} */
  let best = null;
  for (let at = upTo; at > 0; at -= at & -at) best = heavier(best, tree[at]);
  return best;
}

/**
 * @template {{ total: number, place: Place }} L
 * @param {(L | null)[]} tree
 * @param {number} from
 * @param {L} link
 */
function raise(tree, from, link) {
  for (let at = from; at < tree.length; at += at & -at) tree[at] = heavier(tree[at], link);
}

/**
 * @template {{ total: number, place: Place }} L
 * @param {L | null} a
 * @param {L | null} b
 * @returns {L | null}
 */
function heavier(a, b) {
  if (!a || !b) return a ?? b;
  if (a.total !== b.total) return a.total > b.total ? a : b;
  return a.place.end > b.place.end ? a : b;
}

/**
 * How many of the sorted numbers are at most `limit`.
 * @param {readonly number[]} sorted
 * @param {number} limit
 */
function countUpTo(sorted, limit) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
