/**
 * Ranges onto the page, as CSS highlights: no element of the page is touched. (Wrapping one text
 * node in a page under React unmounted the whole article.) The registry is shared with the page, so
 * it is never cleared, only our own names are set, and set again when they are lost.
 */

/** @typedef {import("../types.js").Look} Look */
/** @typedef {{ range: Range, look: Look }} Line */

/** More ranges cost a page its smoothness: 1,000 took a browser 200 ms. */
export const MAX_LINES = 300;

/** The names say how a line looks: pages can read them. @type {Record<Look, string>} */
const NAME_OF = {
  record: "line-solid",
  document: "line-double",
  outlet: "line-heavy",
  unnamed: "line-dashed",
  vague: "line-dotted",
  own: "line-thin",
};
const OPEN = "line-open";

/** Those of ours that are on the page. @type {Map<string, Highlight>} */
const registered = new Map();

/**
 * Draw these lines and no others.
 * @param {readonly Line[]} lines
 */
export function paint(lines) {
  clear();
  /** @type {Map<string, Range[]>} */
  const named = new Map();
  const tone = toneOf();
  for (const { range, look } of lines) {
    const name = NAME_OF[look] + tone(range);
    const ranges = named.get(name);
    if (ranges) ranges.push(range);
    else named.set(name, [range]);
  }
  for (const [name, ranges] of named) register(name, new Highlight(...ranges));
}

/**
 * Ground under the one mark whose card is open; null for none.
 * @param {Range | null} range
 */
export function paintOpen(range) {
  for (const name of [OPEN, `${OPEN}-dark`]) unregister(name);
  if (range) register(OPEN + toneOf()(range), new Highlight(range));
}

/** Take every line of ours off the page. */
export function clear() {
  for (const name of [...registered.keys()]) unregister(name);
}

/** Put back what the page has thrown out of the registry. Cheap: it may run every second. */
export function restore() {
  for (const [name, highlight] of registered) {
    if (CSS.highlights.get(name) !== highlight) CSS.highlights.set(name, highlight);
  }
}

/**
 * @param {string} name
 * @param {Highlight} highlight
 */
function register(name, highlight) {
  registered.set(name, highlight);
  CSS.highlights.set(name, highlight);
}

/** @param {string} name */
function unregister(name) {
  if (registered.delete(name)) CSS.highlights.delete(name);
}

/**
 * A function from a range to "-dark" or "": light letters stand on dark ground, whatever it is made
 * of. Letters are asked once for each element.
 * @returns {(range: Range) => "" | "-dark"}
 */
function toneOf() {
  /** @type {Map<Element, "" | "-dark">} */
  const known = new Map();
  return (range) => {
    const element = range.startContainer.parentElement ?? document.documentElement;
    let tone = known.get(element);
    if (tone === undefined) {
      tone = isLight(getComputedStyle(element).color) ? "-dark" : "";
      known.set(element, tone);
    }
    return tone;
  };
}

/**
 * Whether a computed colour is light: `rgb(r, g, b)`, or another form whose first number after a
 * name is its lightness (`oklch(0.9 …)`, `lab(90 …)`, `color(srgb 0.9 …)`).
 * @param {string} color
 */
export function isLight(color) {
  const numbers = (color.match(/[\d.]+(?=[\s,/)])/g) ?? []).map(Number);
  if (/^rgb/.test(color)) {
    const [red = 0, green = 0, blue = 0] = numbers;
    return 0.299 * red + 0.587 * green + 0.114 * blue > 140;
  }
  const most = /^(ok|color)/.test(color) ? 1 : 100;
  return (numbers[0] ?? 0) / most > 0.55;
}
