/**
 * The page's text as one string, and the way from its units back to the page's own text nodes.
 * Nothing of the page is changed.
 */

/** Elements whose text is no part of what is read. */
const UNREAD = new Set(
  "SCRIPT STYLE NOSCRIPT TEMPLATE TEXTAREA SELECT DATALIST IFRAME OBJECT VIDEO AUDIO CANVAS SVG MATH HEAD".split(" "),
);
/** Elements that stand in a line of text. Before and after every other one the line breaks. */
const INLINE = new Set(
  "A ABBR ACRONYM B BDI BDO BIG BUTTON CITE CODE DATA DEL DFN EM FONT I IMG INS KBD LABEL MARK NOBR Q RUBY S SAMP SMALL SPAN STRIKE STRONG SUB SUP TIME TT U VAR WBR".split(" "),
);

/**
 * `nodes[i]` begins at unit `starts[i]` of the text.
 * @typedef {{ text: string, nodes: Text[], starts: number[] }} PageText
 */

/**
 * The text under an element, a line break for each border of a block. Without recursion: a page may
 * be nested as deep as it likes.
 * @param {Element} root
 * @returns {PageText}
 */
export function pageText(root) {
  const read = { pieces: /** @type {string[]} */ ([]), size: 0, nodes: /** @type {Text[]} */ ([]), starts: /** @type {number[]} */ ([]) };
  /** @type {Node | null} */
  let node = root;
  while (node) {
    const goesIn = enter(node, read);
    /** @type {Node | null} */
    let next = goesIn ? node.firstChild : null;
    while (!next && node && node !== root) {
      leave(node, read);
      next = node.nextSibling;
      if (!next) node = node.parentNode;
    }
    node = next;
  }
  return { text: read.pieces.join(""), nodes: read.nodes, starts: read.starts };
}

/** @typedef {{ pieces: string[], size: number, nodes: Text[], starts: number[] }} Read */

/**
 * Take a node in; whether its children are to be read.
 * @param {Node} node
 * @param {Read} read
 */
function enter(node, read) {
  if (node.nodeType === Node.TEXT_NODE) {
    const text = /** @type {Text} */ (node);
    if (!text.data) return false;
    read.nodes.push(text);
    read.starts.push(read.size);
    add(text.data, read);
    return false;
  }
  if (node.nodeType !== Node.ELEMENT_NODE) return false;
  const name = node.nodeName.toUpperCase();
  if (!INLINE.has(name)) add("\n", read);
  return !UNREAD.has(name);
}

/**
 * @param {Node} node
 * @param {Read} read
 */
function leave(node, read) {
  if (node.nodeType === Node.ELEMENT_NODE && !INLINE.has(node.nodeName.toUpperCase())) add("\n", read);
}

/**
 * @param {string} piece
 * @param {Read} read
 */
function add(piece, read) {
  read.pieces.push(piece);
  read.size += piece.length;
}

/**
 * The node in which a unit of the text lies.
 * @param {PageText} page
 * @param {number} unit
 */
export function nodeAt({ nodes, starts }, unit) {
  return nodes[indexAt(starts, unit)];
}

/**
 * A live range over `[start, end)` of the text; both must be units of text nodes.
 * @param {PageText} page
 * @param {{ start: number, end: number }} place
 * @returns {Range}
 */
export function rangeOf({ nodes, starts }, { start, end }) {
  const first = indexAt(starts, start);
  const last = indexAt(starts, end - 1);
  const range = nodes[first].ownerDocument.createRange();
  range.setStart(nodes[first], start - starts[first]);
  range.setEnd(nodes[last], end - starts[last]);
  return range;
}

/**
 * @param {readonly number[]} starts
 * @param {number} unit
 */
function indexAt(starts, unit) {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle] <= unit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
