/**
 * Where the returned quotes stand in the page's text. Pure: text and quotes in, places out.
 *
 *     fold ─► exact hits ─► the heaviest chain in reading order ─► hits that stand out of order
 *                                                             └─► near hits between neighbours
 *
 * A quote that is not found is reported as such. A mark on other words is worse than none: on 6,900
 * sentences of real articles an error budget of half the quote "found" every second short quote
 * that was not there.
 */

import { approximateMatch } from "./approximate.js";
import { heaviestChain } from "./chain.js";
import { fold, foldText, withoutSpaces } from "./fold.js";

/** @typedef {import("./fold.js").Folded} Folded */
/** W3C TextQuoteSelector. @typedef {{ exact: string, prefix: string, suffix: string }} Quote */
/** Units into the page's text. @typedef {{ start: number, end: number, exact: boolean }} Placed */
/** @typedef {{ start: number, end: number, weight: number, context: number }} Hit  folded units */
/** @typedef {{ exact: string, prefix: string, suffix: string }} Needle  folded */

/** More occurrences of one quote than this say nothing about where it belongs. */
const MAX_HITS = 64;
/** A quote shorter than this is too common to stand without its context. */
const SHORT = 16;
const CONTEXT_OF_SHORT = 8;
/** Out of reading order, a quote must be this long and the only one, or agree with its context. */
const LONG = 32;
/** Near hits: share of the quote that may differ; also only for quotes of at least LONG units. */
const MAX_ERROR_SHARE = 0.15;
const MAX_GAP = 6_000;
/** Cells of the tables of all near searches together: some 30 ms. */
const MAX_CELLS = 4_000_000;
const HIDDEN = -48;
/** Length beyond this makes a quote no surer. */
const MAX_WEIGHED_LENGTH = 120;

const WORD = /[\p{L}\p{N}\p{M}]/u;

/**
 * A place, or null, for each quote.
 * @param {string} text  the page's text
 * @param {readonly Quote[]} quotes  in reading order
 * @param {(start: number) => boolean} isShown  whether the page shows its text at a unit; asked only
 *   where a quote stands more than once
 * @returns {(Placed | null)[]}
 */
export function anchor(text, quotes, isShown = () => true) {
  const page = fold(text);
  const needles = quotes.map(foldQuote);
  /** @type {Folded | undefined} */
  let squeezed;
  const hits = needles.map((needle) => {
    const found = hitsOf(page, page, needle, text);
    if (found.length || !needle.exact) return weighed(found, needle, page, isShown);
    squeezed ??= withoutSpaces(page);
    return weighed(hitsOf(squeezed, page, needle, text), needle, page, isShown);
  });
  const chosen = heaviestChain(hits);
  const placed = chosen.map((hit, at) => hit ?? outOfOrder(hits[at], chosen));
  const near = nearHits(page, needles, hits, chosen);
  return placed.map((hit, at) => original(page, hit, true) ?? original(page, near[at], false));
}

/** @param {Quote} quote @returns {Needle} */
function foldQuote({ exact, prefix, suffix }) {
  return { exact: foldText(exact).trim(), prefix: foldText(prefix), suffix: foldText(suffix) };
}

/**
 * Back from folded units to the page's.
 * @param {Folded} page
 * @param {{ start: number, end: number } | null} hit
 * @param {boolean} exact
 * @returns {Placed | null}
 */
function original(page, hit, exact) {
  return hit && { start: page.starts[hit.start], end: page.ends[hit.end - 1], exact };
}

/**
 * The exact occurrences that begin and end with a word. `searched` is the page or the page without
 * spaces; what comes back counts in the page.
 * @param {Folded} searched
 * @param {Folded} page
 * @param {Needle} needle
 * @param {string} text
 * @returns {Hit[]}
 */
function hitsOf(searched, page, needle, text) {
  const isPage = searched === page;
  const sought = isPage ? needle.exact : needle.exact.replaceAll(" ", "");
  if (!sought) return [];
  const hits = [];
  let at = searched.text.indexOf(sought);
  for (; at >= 0 && hits.length < MAX_HITS; at = searched.text.indexOf(sought, at + 1)) {
    const from = searched.starts[at];
    const to = searched.ends[at + sought.length - 1];
    if (cutsWord(text, from) || cutsWord(text, to)) continue;
    const start = isPage ? at : indexOfStart(page, from);
    const end = isPage ? at + sought.length : indexOfStart(page, to);
    hits.push({ start, end, weight: 0, context: contextOf(page.text, start, end, needle) });
  }
  return hits;
}

/**
 * Whether letters stand on both sides of a place.
 * @param {string} text
 * @param {number} at
 */
function cutsWord(text, at) {
  return WORD.test(text.charAt(at - 1)) && WORD.test(text.charAt(at));
}

/**
 * The first folded unit that begins at or after a unit of the original.
 * @param {Folded} page
 * @param {number} unit
 */
function indexOfStart(page, unit) {
  let low = 0;
  let high = page.starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (page.starts[middle] < unit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * How many units before and after agree with the quote's prefix and suffix.
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @param {Needle} needle
 */
function contextOf(text, start, end, { prefix, suffix }) {
  const lead = prefix.trimEnd();
  const tail = suffix.trimStart();
  let from = start;
  while (text[from - 1] === " ") from -= 1;
  let to = end;
  while (text[to] === " ") to += 1;
  let before = 0;
  while (before < lead.length && lead.at(-1 - before) === text[from - 1 - before]) before += 1;
  let after = 0;
  while (after < tail.length && tail[after] === text[to + after]) after += 1;
  return before + after;
}

/**
 * The hits that may be believed, each with its weight.
 * @param {Hit[]} hits
 * @param {Needle} needle
 * @param {Folded} page
 * @param {(start: number) => boolean} isShown
 */
function weighed(hits, needle, page, isShown) {
  const length = Math.min(needle.exact.length, MAX_WEIGHED_LENGTH);
  return hits
    .filter((hit) => needle.exact.length >= SHORT || hit.context >= CONTEXT_OF_SHORT)
    .map((hit) => {
      const unseen = hits.length > 1 && !isShown(page.starts[hit.start]) ? HIDDEN : 0;
      return { ...hit, weight: Math.max(1, length + hit.context + unseen) };
    });
}

/**
 * A hit that does not fit into the reading order: taken only if nothing else can be meant.
 * @param {readonly Hit[]} hits
 * @param {readonly (Hit | null)[]} chosen
 */
function outOfOrder(hits, chosen) {
  const free = hits.filter(
    (hit) => !chosen.some((other) => other && hit.start < other.end && other.start < hit.end),
  );
  const best = free.toSorted((a, b) => b.weight - a.weight)[0];
  if (!best) return null;
  const isLong = best.end - best.start >= LONG;
  return (isLong && hits.length === 1) || best.context >= LONG ? best : null;
}

/**
 * Near hits for long quotes that have no exact one, each between its placed neighbours.
 * @param {Folded} page
 * @param {readonly Needle[]} needles
 * @param {readonly (readonly Hit[])[]} hits
 * @param {readonly (Hit | null)[]} chosen
 * @returns {({ start: number, end: number } | null)[]}
 */
function nearHits(page, needles, hits, chosen) {
  let cells = MAX_CELLS;
  let from = -1;
  return needles.map(({ exact }, at) => {
    const here = chosen[at];
    if (here) from = here.end;
    if (here || hits[at].length || exact.length < LONG || from < 0) return null;
    const to = chosen.slice(at).find((hit) => hit !== null)?.start ?? -1;
    cells -= Math.max(0, to - from) * exact.length;
    if (to < from || to - from > MAX_GAP + exact.length || cells < 0) return null;
    const found = nearHit(page.text.slice(from, to), exact);
    if (!found) return null;
    const near = { start: from + found.start, end: from + found.end };
    from = near.end;
    return near;
  });
}

/**
 * @param {string} gap
 * @param {string} quote
 */
function nearHit(gap, quote) {
  const found = approximateMatch(gap, quote, Math.floor(quote.length * MAX_ERROR_SHARE));
  if (!found) return null;
  let { start, end } = found;
  while (cutsWord(gap, start)) start -= 1;
  while (cutsWord(gap, end)) end += 1;
  return { start, end };
}
