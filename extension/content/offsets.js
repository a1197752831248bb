/**
 * Code points, which the server counts in, as UTF-16 units, which the browser counts in. The one
 * place where they are converted.
 */

/**
 * A function that cuts a span of code points out of a text.
 * @param {string} text
 * @returns {(span: readonly [number, number]) => string}
 */
export function slicer(text) {
  const units = unitOffsets(text);
  return ([start, end]) => text.slice(units(start), units(end));
}

/**
 * A function from code points to units. A text without surrogates is its own map.
 * @param {string} text
 * @returns {(codePoints: number) => number}
 */
export function unitOffsets(text) {
  if (!/[\ud800-\udfff]/.test(text)) return (at) => at;
  const offsets = [0];
  let at = 0;
  for (const character of text) offsets.push((at += character.length));
  return (codePoints) => offsets[Math.min(codePoints, offsets.length - 1)];
}
