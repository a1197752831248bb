import assert from "node:assert/strict";
import { test } from "node:test";

import { Window } from "happy-dom";

import { I18N } from "./fixture.js";

const window = new Window({ url: "https://news.example/" });
Object.assign(globalThis, { document: window.document, Node: window.Node, chrome: { i18n: I18N } });
const { element } = await import("../content/element.js");
const { nodeAt, pageText, rangeOf } = await import("../content/page-text.js");
const { failureWords } = await import("../panel/summary.js");
const { isLight } = await import("../content/paint.js");

/** @param {string} html */
function body(html) {
  document.body.innerHTML = html; // the page's own markup, which a test may write
  return document.body;
}

/** @param {string} html */
const read = (html) => pageText(body(html)).text.replace(/\n+/g, "|").replace(/^\||\|$/g, "");

test("text of a line is joined, text of blocks is parted", () => {
  assert.equal(read("<p>One <b>bo</b>ld <a>link</a>.</p><p>Two.</p>"), "One bold link.|Two.");
  assert.equal(read("<div>One<br>Two<ul><li>Three</li></ul></div>"), "One|Two|Three");
});

test("what nobody reads is left out, and what stands around it stays", () => {
  assert.equal(read("<p>A<script>x</script>B<style>y</style>C<noscript>z</noscript><textarea>w</textarea>D</p>"), "A|B|C|D");
  assert.equal(read("<p>A<!-- x -->B<svg><title>t</title></svg>C</p>"), "AB|C");
});

test("every unit leads back to its own text node", () => {
  const page = pageText(body("<p>The <i>old</i> pier</p><p>closed</p>"));
  for (const [at, unit] of [...page.text].entries()) {
    if (unit === "\n") continue;
    const node = nodeAt(page, at);
    assert.equal(node.data[at - page.starts[page.nodes.indexOf(node)]], unit);
  }
});

test("a range holds the words of its place, over elements too", () => {
  const page = pageText(body("<p>The <i>old</i> pier <b>closed</b></p>"));
  const start = page.text.indexOf("old");
  assert.equal(rangeOf(page, { start, end: start + 8 }).toString(), "old pier");
});

test("a page nested ten thousand deep is read", () => {
  const root = document.createElement("div");
  /** @type {HTMLElement} */
  let inner = root;
  for (let depth = 0; depth < 10_000; depth += 1) {
    const next = document.createElement("span");
    inner.appendChild(next);
    inner = next;
  }
  inner.textContent = "deep";
  assert.equal(pageText(root).text.trim(), "deep");
});

test("markup from outside stays text", () => {
  const made = element("p", {}, '<img src=x onerror="alert(1)">');
  assert.equal(made.childElementCount, 0);
  assert.equal(made.textContent, '<img src=x onerror="alert(1)">');
});

test("empty children leave no text behind", () => {
  assert.equal(element("p", {}, null, false, undefined, "", "said").childNodes.length, 1);
});

test("a problem we have no words for is said in the server's", () => {
  assert.match(failureWords({ code: "of-the-future", detail: "The moon is full." }), /The moon is full\.$/);
  assert.doesNotMatch(failureWords({ code: "not-an-article", detail: "D" }), /D$/);
});

test("light letters are told from dark ones in every form a browser computes", () => {
  for (const light of ["rgb(255, 255, 255)", "rgba(230, 230, 220, 0.9)", "oklch(0.95 0.01 90)", "lab(92 0 0)", "color(srgb 0.9 0.9 0.9)"]) {
    assert.equal(isLight(light), true, light);
  }
  for (const dark of ["rgb(0, 0, 0)", "rgb(60, 60, 60)", "oklch(0.2 0.01 90)", "lab(12 0 0)", "color(srgb 0.1 0.1 0.1)"]) {
    assert.equal(isLight(dark), false, dark);
  }
});
