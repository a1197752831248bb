/**
 * The marks of one analysis in the page as it stands: found, painted, and found again when the page
 * has changed under them.
 */

import { anchor } from "./anchor.js";
import { MAX_LINES, paint } from "./paint.js";
import { nodeAt, pageText, rangeOf } from "./page-text.js";

/** @typedef {import("./card.js").Mark} Mark */
/** @typedef {import("./facts.js").Fact} Fact */
/** @typedef {import("../types.js").Analysis} Analysis */
/** @typedef {{ range: Range, words: string, isExact: boolean }} Found */
/**
 * @typedef {object} Placing
 * @property {string} text  of the page, when they were found
 * @property {Map<string, Found>} found  by claim
 * @property {Mark[]} marks  those with a card, in reading order
 * @property {number} undrawn
 */

/**
 * Find the claims of an analysis in the page and draw the lines of those that have a card.
 * @param {Analysis} analysis
 * @param {readonly Fact[]} facts
 * @returns {Placing}
 */
export function placeMarks(analysis, facts) {
  const page = pageText(document.body);
  const found = find(analysis, page);
  const marks = facts
    .filter((fact) => fact.hasCard && found.has(fact.claim.id))
    .map((fact, at) => ({ fact, number: at + 1, .../** @type {Found} */ (found.get(fact.claim.id)) }));
  return { text: page.text, found, marks, undrawn: draw(marks) };
}

/**
 * Draw the marks, those with a source first where there are too many. How many were left out.
 * @param {readonly Mark[]} marks
 */
export function draw(marks) {
  const most = marks.toSorted((a, b) => Number(!a.fact.source) - Number(!b.fact.source)).slice(0, MAX_LINES);
  paint(most.map(({ range, fact }) => ({ range, look: fact.look })));
  return marks.length - most.length;
}

/**
 * @param {Analysis} analysis
 * @param {import("./page-text.js").PageText} page
 * @returns {Map<string, Found>}
 */
function find(analysis, page) {
  const isShown = (/** @type {number} */ unit) => nodeAt(page, unit)?.parentElement?.checkVisibility({ visibilityProperty: true }) ?? false;
  const places = anchor(page.text, analysis.claims.map(({ selector }) => selector[0]), isShown);
  /** @type {Map<string, Found>} */
  const found = new Map();
  places.forEach((place, at) => {
    if (!place) return;
    const range = rangeOf(page, place);
    found.set(analysis.claims[at].id, { range, words: range.toString(), isExact: place.exact });
  });
  return found;
}

/**
 * Whether finding the claims anew could find no more and nothing else.
 * @param {Placing} placing
 * @param {Analysis} analysis
 */
export function standsStill({ text, found }, analysis) {
  for (const { range, words } of found.values()) {
    if (!range.startContainer.isConnected || range.toString() !== words) return false;
  }
  return found.size === analysis.claims.length || pageText(document.body).text === text;
}
