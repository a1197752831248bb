/**
 * The small summary in the page: what goes on while the server reads, what went wrong, and then the
 * article's profile: counts by line, notices, what could not be placed.
 */

import { count, say } from "../words.js";
import { element, sample } from "../content/element.js";
import { profile } from "../content/facts.js";

/** @typedef {import("../content/facts.js").Fact} Fact */
/** @typedef {import("../types.js").Analysis} Analysis */
/** @typedef {import("../types.js").Failure} Failure */
/**
 * @typedef {object} Result
 * @property {Analysis} analysis
 * @property {Fact[]} facts
 * @property {Fact[]} unplaced
 * @property {number} undrawn  placed, but past what a page can bear
 * @property {string} report  address of the whole report
 * @property {ReadonlySet<string>} marked  claims that have a mark to go to
 */
/**
 * @typedef {object} Ways
 * @property {(by: 1 | -1) => void} turn
 * @property {(claim: string) => void} goTo
 * @property {() => void} again
 * @property {() => void} options
 */

/**
 * @param {ShadowRoot} root
 * @param {Ways} ways
 */
export function makeSummary(root, ways) {
  const title = element("h2", { id: "summary-title" }, say("name"));
  const hide = element("button", { type: "button", class: "hide", click: () => sheet.hidePopover() }, say("summary_hide"));
  const said = element("p", { class: "said", role: "status" });
  const rest = element("div", { class: "rest" });
  const sheet = element(
    "section",
    { class: "sheet summary", popover: "manual", "aria-labelledby": "summary-title" },
    element("div", { class: "top" }, title, hide),
    said,
    rest,
  );
  root.append(sheet);

  /** @param {string} look @param {string} words @param {...Node} more */
  function tell(look, words, ...more) {
    said.className = `said ${look}`;
    said.textContent = words;
    rest.replaceChildren(...more);
    if (!sheet.matches(":popover-open")) sheet.showPopover();
  }

  return {
    isOpen: () => sheet.matches(":popover-open"),
    show: () => !sheet.matches(":popover-open") && sheet.showPopover(),
    hide: () => sheet.hidePopover(),
    /** @param {string} stage */
    showStage: (stage) => tell("busy", say(`stage_${stage}`) || say("stage_queued")),
    /** @param {Failure} failure */
    showFailure: (failure) => tell("wrong", failureWords(failure), failureWays(ways)),
    /** @param {Result} result */
    showResult: (result) => tell("", headline(result), ...content(result, ways)),
  };
}

/**
 * A problem in words of ours; of one we do not know, in the server's.
 * @param {Failure} failure
 */
export function failureWords({ code, detail }) {
  return say(`failure_${code}`) || say("failure_other", detail || code);
}

/** @param {Ways} ways */
function failureWays(ways) {
  return element(
    "p",
    { class: "turn" },
    element("button", { type: "button", class: "again", click: ways.again }, say("summary_again")),
    element("button", { type: "button", class: "options", click: ways.options }, say("summary_options")),
  );
}

/** @param {Result} result */
function headline({ facts }) {
  const { claims, sourced, inTheDark, hedged } = profile(facts);
  if (claims === 0) return say("summary_no_claims");
  return [
    count("summary_claims", claims),
    count("summary_sourced", sourced),
    sourced > 0 && count("summary_in_the_dark", inTheDark),
    count("summary_hedged", hedged),
  ].filter(Boolean).join(" ");
}

/**
 * @param {Result} result
 * @param {Ways} ways
 */
function content({ analysis, facts, unplaced, undrawn, report, marked }, ways) {
  const { coverage } = analysis.summary;
  return [
    looks(facts),
    analysis.notices.length > 0 && remarks(analysis, marked, ways),
    unplaced.length > 0 && missing(unplaced),
    undrawn > 0 && element("p", { class: "small" }, count("summary_undrawn", undrawn)),
    element("p", { class: "small" }, count("summary_coverage", coverage.sentences, coverage.scored), " ", say("summary_no_grade")),
    element(
      "p",
      { class: "turn" },
      marked.size > 0 && element("button", { type: "button", class: "before", click: () => ways.turn(-1) }, say("turn_before")),
      marked.size > 0 && element("button", { type: "button", class: "after", click: () => ways.turn(1) }, say("turn_after")),
      element("a", { class: "report", href: report, target: "_blank", rel: "noopener noreferrer" }, say("summary_report")),
    ),
  ].filter((child) => child !== false);
}

/** @param {Fact[]} facts */
function looks(facts) {
  const rows = profile(facts).byLook.map(([look, number]) =>
    element("li", { class: look }, sample(look), element("span", {}, say(`look_${look}`)), element("b", {}, `${number}`)),
  );
  return element("ul", { class: "looks" }, ...rows);
}

/**
 * @param {Analysis} analysis
 * @param {ReadonlySet<string>} marked
 * @param {Ways} ways
 */
function remarks({ notices }, marked, ways) {
  const rows = notices.map(({ code, claims }) => {
    const first = claims.find((claim) => marked.has(claim));
    const goTo = first && element("button", { type: "button", click: () => ways.goTo(first) }, say("summary_see"));
    return element("li", {}, say(`notice_${code}`) || code, " ", goTo);
  });
  return element("ul", { class: "remarks" }, ...rows);
}

/** @param {Fact[]} unplaced */
function missing(unplaced) {
  const rows = unplaced.map((fact) => element("li", { dir: "auto" }, fact.words));
  return element("details", { class: "missing" }, element("summary", {}, count("summary_unplaced", unplaced.length)), element("ul", {}, ...rows));
}
