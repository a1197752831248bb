/**
 * The one folding under which a quote and a page's text are compared. The server's side folds by
 * the same rules (`workers/article/fold.py`); `tests/fold.json` holds both.
 *
 * Offsets here are UTF-16 units, as everywhere in a browser. All that is folded lies in the first
 * plane, so no surrogate pair is ever looked into.
 */

/** Unicode's White_Space property. JavaScript's \s has the byte-order mark too and misses U+0085. */
const WHITE = /[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;
/** Soft hyphen, zero-width and direction marks: there, and seen by nobody. */
const DROPPED = /[\xad\u061c\u200b-\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069]/;
const CURLY = /[\u2018-\u201f\u2032\u2033\u2035\u2036\u02bc`\xb4]/;
const DOUBLE = /[\u201c-\u201f\u2033\u2036]/;
const DASH = /[\u2010-\u2015\u2212]/;

/**
 * A folded text. The character at `i` stands for the original from `starts[i]` to `ends[i]`.
 * @typedef {{ text: string, starts: Uint32Array, ends: Uint32Array }} Folded
 */

/**
 * What one unit is folded to: "" if it is dropped.
 * @param {string} unit
 */
function foldUnit(unit) {
  if (WHITE.test(unit)) return " ";
  if (DROPPED.test(unit)) return "";
  if (CURLY.test(unit)) return DOUBLE.test(unit) ? '"' : "'";
  if (DASH.test(unit)) return "-";
  return unit === "\u2026" ? "..." : unit;
}

/** Folding a unit is looked up once: pages have few different ones. @type {Map<number, string>} */
const known = new Map();

/** @param {number} code */
function lookUp(code) {
  let folded = known.get(code);
  if (folded === undefined) {
    folded = foldUnit(String.fromCharCode(code));
    known.set(code, folded);
  }
  return folded;
}

/**
 * The text folded, with the way back. Linear in its length.
 * @param {string} text
 * @returns {Folded}
 */
export function fold(text) {
  const starts = new Uint32Array(text.length * 3); // an ellipsis is three points
  const ends = new Uint32Array(text.length * 3);
  const pieces = [];
  let size = 0;
  let last = "";
  for (let at = 0; at < text.length; at += 1) {
    const folded = lookUp(text.charCodeAt(at));
    if (folded === "") continue;
    if (folded === " " && last === " ") {
      ends[size - 1] = at + 1;
      continue;
    }
    for (let each = 0; each < folded.length; each += 1) {
      starts[size] = at;
      ends[size] = at + 1;
      size += 1;
    }
    pieces.push(folded);
    last = folded;
  }
  return { text: pieces.join(""), starts: starts.subarray(0, size), ends: ends.subarray(0, size) };
}

/**
 * The same without its spaces: for pages that put words apart, or together, where the reader of the
 * article did not.
 * @param {Folded} folded
 * @returns {Folded}
 */
export function withoutSpaces(folded) {
  const kept = [];
  for (let at = 0; at < folded.text.length; at += 1) if (folded.text[at] !== " ") kept.push(at);
  return {
    text: folded.text.replaceAll(" ", ""),
    starts: Uint32Array.from(kept, (at) => folded.starts[at]),
    ends: Uint32Array.from(kept, (at) => folded.ends[at]),
  };
}
