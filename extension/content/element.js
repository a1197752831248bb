/** Elements of our own, built without markup: what comes from outside is only ever text. */

/** @typedef {Node | string | null | false | undefined} Child */

/**
 * An element with attributes and children; strings become text, empty children are left out.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | ((event: Event) => void)>} attributes  a function is a click's
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener("click", value);
    else made.setAttribute(name, value);
  }
  for (const child of children) if (child) made.append(child);
  return made;
}

/** Words of the article or of a source, which may run either way. @param {string} words */
export const quoted = (words) => element("bdi", {}, words);

/**
 * A sample of how a mark is drawn.
 * @param {import("../types.js").Look} look
 */
export function sample(look) {
  const rows = look === "document" ? [2.5, 5.5] : [4];
  const image = svg("svg", { class: `line ${look}`, width: "28", height: "8", "aria-hidden": "true", focusable: "false" });
  image.append(...rows.map((y) => svg("line", { x1: "0", x2: "28", y1: `${y}`, y2: `${y}` })));
  return image;
}

/**
 * How far a share of 1 reaches.
 * @param {number} share
 */
export function meter(share) {
  const image = svg("svg", { class: "meter", width: "100%", height: "6", "aria-hidden": "true", focusable: "false" });
  const line = (/** @type {string} */ name, /** @type {string} */ x2) => svg("line", { class: name, x1: "0", x2, y1: "3", y2: "3" });
  image.append(line("track", "100%"), line("fill", `${Math.round(share * 100)}%`));
  return image;
}

/**
 * @param {string} tag
 * @param {Record<string, string>} attributes
 */
function svg(tag, attributes) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}
