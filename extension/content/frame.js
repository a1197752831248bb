/**
 * The one element of ours in the page: an empty host beside the body, whose closed shadow root
 * holds card and summary. The page's styles do not reach in, its scripts do not see in, and no key
 * pressed in there reaches the page's own shortcuts.
 */

import { STYLE } from "./style.js";
import { say } from "../words.js";

const EVENTS = ["keydown", "keyup", "keypress", "click", "pointerdown", "mousedown", "touchstart", "focusin"];

/**
 * @typedef {object} Frame
 * @property {ShadowRoot} root
 * @property {() => void} attach  put the host into the page, again if the page has thrown it out
 * @property {() => void} detach
 */

/** @returns {Frame} */
export function makeFrame() {
  const host = document.createElement("div");
  host.lang = say("language");
  const root = host.attachShadow({ mode: "closed" });
  dress(root);
  for (const type of EVENTS) host.addEventListener(type, (event) => event.stopPropagation());
  return {
    root,
    attach: () => {
      if (!host.isConnected) document.documentElement.append(host);
    },
    detach: () => host.remove(),
  };
}

/**
 * Adopted sheets are no inline style, so no policy of the page's forbids them. Where a content
 * script may not adopt (older Firefox), an element made by it is exempt too.
 * @param {ShadowRoot} root
 */
function dress(root) {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
  } catch {
    const style = document.createElement("style");
    style.textContent = STYLE;
    root.append(style);
  }
}
