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

/** Looked up once for each unit outside plain ASCII: pages have few. @type {Map<number, string>} */
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
 * Whether a unit stays as it is, whatever stands before it.
 * @param {number} code
 */
function stays(code) {
  if (code > 0x20 && code < 0x7f) return code !== 0x60; // printable ASCII but for the grave accent
  return code > 0x7f && lookUp(code).charCodeAt(0) === code;
}

/**
 * The text folded, with the way back. Linear in its length; stretches that stay are copied whole.
 * @param {string} text
 * @returns {Folded}
 */
export function fold(text) {
  const starts = new Uint32Array(text.length * 3); // an ellipsis is three points
  const ends = new Uint32Array(text.length * 3);
  const pieces = [];
  let size = 0;
  let copied = 0;
  let afterSpace = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x20 ? !afterSpace : stays(code)) {
      starts[size] = at;
      ends[size] = at + 1;
      size += 1;
      afterSpace = code === 0x20;
      continue;
    }
    pieces.push(text.slice(copied, at));
    copied = at + 1;
    const folded = lookUp(code);
    if (folded === " " && afterSpace) {
      ends[size - 1] = at + 1;
      continue;
    }
    for (let each = 0; each < folded.length; each += 1) {
      starts[size] = at;
      ends[size] = at + 1;
      size += 1;
    }
    pieces.push(folded);
    if (folded) afterSpace = folded === " ";
  }
  pieces.push(text.slice(copied));
  return { text: pieces.join(""), starts: starts.subarray(0, size), ends: ends.subarray(0, size) };
}

const everyWhite = new RegExp(`${WHITE.source}+`, "g");
const everyDropped = new RegExp(DROPPED.source, "g");
const everyOther = new RegExp(`[${[CURLY, DASH].map(({ source }) => source.slice(1, -1)).join("")}\u2026]`, "g");

/**
 * The text folded, without the way back: for quotes, which are short and many.
 * @param {string} text
 */
export function foldText(text) {
  return text.replace(everyDropped, "").replace(everyWhite, " ").replace(everyOther, foldUnit);
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
