/**
 * What happens in a page after a click.
 *
 *     click ─► ask ─► facts ─► find and draw ─► card, summary
 *                                   ▲ the page has changed
 */

import { makeSummary } from "../panel/summary.js";
import { askUntilDone } from "./asking.js";
import { makeCard } from "./card.js";
import { facts as factsOf } from "./facts.js";
import { makeFrame } from "./frame.js";
import { markAt } from "./hit.js";
import { keep } from "./keeper.js";
import { draw, placeMarks, standsStill } from "./page.js";
import { clear, paintOpen, restore } from "./paint.js";

/** @typedef {import("./card.js").Mark} Mark */
/** @typedef {import("./page.js").Placing} Placing */
/** @typedef {import("../types.js").Analysis} Analysis */

/** The address a result is of: a fragment does not name another page. */
const address = () => location.href.split("#")[0];

/** What the page shows of ours; null before the first click. @type {Reading | null} */
export let reading = null;

/** The first click asks; each further one hides what is shown, or shows it again. */
export function click() {
  if (reading && !reading.hasEnded && reading.address === address()) return reading.toggle();
  reading?.end();
  reading = new Reading(address());
  reading.ask();
}

chrome.runtime.onMessage.addListener((message) => {
  if (message.turn) reading?.turn(message.turn);
});

/** One address, asked about and shown. */
class Reading {
  /** @param {string} address */
  constructor(address) {
    this.address = address;
    this.frame = makeFrame();
    this.summary = makeSummary(this.frame.root, {
      turn: (by) => this.turn(by),
      goTo: (claim) => this.goTo(claim),
      again: () => this.ask(),
      options: () => chrome.runtime.sendMessage({ open: "options" }),
    });
    this.card = makeCard(this.frame.root, () => paintOpen(null));
    /** @type {Analysis | null} */
    this.analysis = null;
    /** @type {import("./facts.js").Fact[]} */
    this.facts = [];
    /** @type {Placing} */
    this.placing = { text: "", found: new Map(), marks: [], undrawn: 0 };
    this.report = "";
    /** @type {number | null} */
    this.asOf = null;
    this.isDrawn = false;
    this.hasEnded = false;
    this.isAsking = false;
    /** Milliseconds of main thread that the last finding and drawing took. */
    this.cost_ms = 0;
    this.stop = () => {};
    this.onClick = (/** @type {MouseEvent} */ event) => this.hit(event);
  }

  async ask() {
    if (this.isAsking) return;
    this.isAsking = true;
    this.frame.attach();
    this.summary.showStage("asking");
    const answer = await askUntilDone(this.address, (stage) => this.summary.showStage(stage));
    this.isAsking = false;
    if (address() !== this.address) return this.end();
    if (answer.state === "failed") return this.summary.showFailure(answer.failure);
    this.analysis = answer.analysis;
    this.report = answer.report;
    this.asOf = answer.as_of;
    this.facts = factsOf(answer.analysis);
    this.begin();
  }

  begin() {
    this.place();
    this.tell();
    document.addEventListener("click", this.onClick);
    this.stop = keep({ onChange: () => this.changed(), onLook: () => this.look() });
  }

  /** Find the claims in the page as it is now and draw them. */
  place() {
    if (!this.analysis) return;
    const begun = performance.now();
    this.placing = placeMarks(this.analysis, this.facts);
    this.isDrawn = true;
    this.cost_ms = performance.now() - begun;
  }

  /** Say in the summary what came of it. */
  tell() {
    if (!this.analysis) return;
    this.summary.showResult({
      analysis: this.analysis,
      facts: this.facts,
      unplaced: this.facts.filter(({ claim }) => !this.placing.found.has(claim.id)),
      undrawn: this.placing.undrawn,
      report: this.report,
      marked: new Set(this.placing.marks.map(({ fact }) => fact.claim.id)),
    });
  }

  /** The page has changed and settled. */
  changed() {
    this.look();
    if (this.hasEnded || !this.isDrawn || !this.analysis) return;
    if (standsStill(this.placing, this.analysis)) return;
    const wasOpen = this.summary.isOpen();
    const were = this.placing.found.size;
    this.place();
    if (this.placing.found.size !== were) this.tell(); // else it would lose the reader's focus
    if (!wasOpen) this.summary.hide();
    const open = this.card.current();
    const same = open && this.placing.marks.find(({ fact }) => fact === open.fact);
    if (same) {
      this.card.moveTo(same);
      paintOpen(same.range);
    } else if (open) this.card.close();
  }

  /** Once a second: has the page gone elsewhere, or thrown our lines or our host out? */
  look() {
    if (address() !== this.address) return this.end();
    this.frame.attach();
    if (this.isDrawn) restore();
  }

  /** @param {MouseEvent} event */
  hit(event) {
    const mark = this.isDrawn && markAt(event, this.placing.marks);
    if (mark) this.show(mark);
  }

  /** @param {1 | -1} by */
  turn(by) {
    const { marks } = this.placing;
    if (!this.isDrawn || marks.length === 0) return;
    const open = this.card.current();
    const at = open ? marks.findIndex(({ fact }) => fact === open.fact) + by : by > 0 ? 0 : marks.length - 1;
    const mark = marks[at];
    if (mark) this.goTo(mark.fact.claim.id);
  }

  /** @param {string} claim */
  goTo(claim) {
    const mark = this.placing.marks.find(({ fact }) => fact.claim.id === claim);
    if (!mark) return;
    bringIntoView(mark.range);
    this.show(mark);
  }

  /** @param {Mark} mark */
  show(mark) {
    const { marks } = this.placing;
    this.card.show(mark, {
      before: mark === marks[0] ? null : () => this.turn(-1),
      after: mark === marks.at(-1) ? null : () => this.turn(1),
    }, this.asOf);
    paintOpen(mark.range);
  }

  /** A further click: away with everything, or back with it. Nothing is asked again. */
  toggle() {
    if (this.isAsking || !this.analysis) return this.summary.isOpen() ? this.summary.hide() : this.ask();
    if (!this.isDrawn) {
      draw(this.placing.marks);
      this.isDrawn = true;
      this.changed();
      return this.summary.show();
    }
    if (!this.summary.isOpen()) return this.summary.show();
    this.card.close();
    this.summary.hide();
    clear();
    this.isDrawn = false;
  }

  /** The page is another now: leave nothing behind. */
  end() {
    this.hasEnded = true;
    this.stop();
    document.removeEventListener("click", this.onClick);
    clear();
    this.isDrawn = false;
    this.frame.detach();
  }
}

/** @param {Range} range */
function bringIntoView(range) {
  const box = range.getBoundingClientRect();
  if (box.top >= 0 && box.bottom <= innerHeight) return;
  range.startContainer.parentElement?.scrollIntoView({ block: "center", behavior: "instant" });
  const moved = range.getBoundingClientRect();
  if (moved.top < 0 || moved.bottom > innerHeight) {
    scrollBy({ top: moved.top - innerHeight / 3, behavior: "instant" });
  }
}
