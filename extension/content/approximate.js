/**
 * The best approximate match of a quote in a stretch of text. After P. H. Sellers, "The theory and
 * computation of evolutionary distances", J. Algorithms 1 (1980): edit distance in which the quote
 * may begin and end anywhere in the text. Costs quote × text, so the caller bounds both.
 */

/**
 * @typedef {{ start: number, end: number, errors: number }} Match  units into the text
 */

/**
 * The match with the fewest errors, the first of several; null past `maxErrors`.
 * @param {string} text
 * @param {string} quote
 * @param {number} maxErrors
 * @returns {Match | null}
 */
export function approximateMatch(text, quote, maxErrors) {
  const size = quote.length;
  // errors[i]: of quote[0, i) against text that ends here and began at begun[i].
  const errors = Uint32Array.from({ length: size + 1 }, (_, i) => i);
  const begun = new Uint32Array(size + 1);
  /** @type {Match | null} */
  let best = null;
  for (let at = 0; at < text.length; at += 1) {
    advance(errors, begun, quote, text.charCodeAt(at), at);
    if (errors[size] <= maxErrors && (best === null || errors[size] < best.errors)) {
      best = { start: begun[size], end: at + 1, errors: errors[size] };
    }
  }
  return best;
}

/**
 * One column of the table, in place.
 * @param {Uint32Array} errors
 * @param {Uint32Array} begun
 * @param {string} quote
 * @param {number} code
 * @param {number} at
 */
function advance(errors, begun, quote, code, at) {
  let diagonal = errors[0];
  let diagonalBegun = at;
  begun[0] = at + 1;
  for (let i = 1; i <= quote.length; i += 1) {
    const left = errors[i];
    const leftBegun = begun[i];
    const replaced = diagonal + (quote.charCodeAt(i - 1) === code ? 0 : 1);
    const least = Math.min(replaced, left + 1, errors[i - 1] + 1);
    if (least === replaced) begun[i] = diagonalBegun;
    else if (least === errors[i - 1] + 1) begun[i] = begun[i - 1];
    errors[i] = least;
    diagonal = left;
    diagonalBegun = leftBegun;
  }
}
