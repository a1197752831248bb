/**
 * The card of a mark: who stands behind the claim, what is known of them, the cue, the hedge and
 * whose it is, in sentences. A popover in the top layer, closed by Esc or a click elsewhere.
 */

import { say } from "../words.js";
import { element, meter, quoted, sample } from "./element.js";

/** @typedef {import("./facts.js").Fact} Fact */
/** @typedef {{ fact: Fact, range: Range, isExact: boolean, number: number }} Mark */
/**
 * @typedef {object} Turns
 * @property {((event: Event) => void) | null} before
 * @property {((event: Event) => void) | null} after
 */

const GAP_PX = 10;
const EDGE_PX = 12;
const MIN_HEIGHT_PX = 160;
const NARROW = "(max-width: 640px)";

/**
 * The one card of a page.
 * @param {ShadowRoot} root
 * @param {() => void} onClose
 */
export function makeCard(root, onClose) {
  const sheet = element("div", { class: "sheet card", popover: "auto", role: "dialog", tabindex: "-1", "aria-labelledby": "hint" });
  /** @type {Mark | null} */
  let open = null;
  root.append(sheet);
  sheet.addEventListener("toggle", (event) => {
    if (/** @type {ToggleEvent} */ (event).newState === "closed" && !sheet.matches(":popover-open")) {
      open = null;
      onClose();
    }
  });
  const follow = () => open && place(sheet, open.range);
  addEventListener("scroll", follow, { capture: true, passive: true });
  addEventListener("resize", follow, { passive: true });

  return {
    /** @returns {Mark | null} */
    current: () => open,
    close: () => sheet.hidePopover(),
    /**
     * @param {Mark} mark
     * @param {Turns} turns
     * @param {number | null} asOf  when the page was last seen, if that is long ago
     */
    show(mark, turns, asOf) {
      open = mark;
      sheet.className = `sheet card ${mark.fact.look}`;
      sheet.setAttribute("aria-description", say("claim_number", mark.number));
      sheet.replaceChildren(...content(mark, turns, asOf, () => sheet.hidePopover()));
      if (!sheet.matches(":popover-open")) sheet.showPopover();
      uncover(sheet, mark.range);
      place(sheet, mark.range);
      sheet.scrollTop = 0;
      sheet.focus({ preventScroll: true });
    },
    /** The same card over a range found anew. @param {Mark} mark */
    moveTo(mark) {
      open = mark;
      place(sheet, mark.range);
    },
  };
}

/**
 * Beside the mark's words, below them if there is room. A range has one rectangle for each text
 * node, so its ends are those of the first and of the last.
 * @param {HTMLElement} sheet
 * @param {Range} range
 */
function place(sheet, range) {
  for (const side of ["left", "top", "bottom", "max-height"]) sheet.style.removeProperty(side);
  const boxes = [...range.getClientRects()].filter((box) => box.width > 0);
  if (boxes.length === 0) return;
  const { left, top } = boxes[0];
  const bottom = Math.max(...boxes.map((box) => box.bottom));
  const { offsetWidth: width, offsetHeight: height } = sheet;
  const isAboveFree = top - GAP_PX - height > 0;
  const isBelowFree = bottom + GAP_PX + height < innerHeight;
  if (matchMedia(NARROW).matches) {
    if (isBelowFree) return;
    if (isAboveFree) Object.assign(sheet.style, { top: "0", bottom: "auto" });
    else sheet.style.maxHeight = `${Math.max(MIN_HEIGHT_PX, innerHeight - bottom - GAP_PX)}px`;
    return;
  }
  const beside = isBelowFree || !isAboveFree ? bottom + GAP_PX : top - GAP_PX - height;
  const lowest = innerHeight - height - EDGE_PX;
  sheet.style.left = `${Math.max(EDGE_PX, Math.min(left, innerWidth - width - EDGE_PX))}px`;
  sheet.style.top = `${Math.max(EDGE_PX, isBelowFree || isAboveFree ? beside : lowest)}px`;
}

/**
 * On a small screen the sheet lies at the foot, or at the head if the words are at the foot. Where
 * it would lie over them all the same, the page makes way.
 * @param {HTMLElement} sheet
 * @param {Range} range
 */
function uncover(sheet, range) {
  if (!matchMedia(NARROW).matches) return;
  const foot = innerHeight - sheet.offsetHeight;
  const hidden = range.getBoundingClientRect().bottom + GAP_PX - foot;
  if (hidden > 0) scrollBy({ top: hidden, behavior: "instant" });
}

/**
 * @param {Mark} mark
 * @param {Turns} turns
 * @param {number | null} asOf
 * @param {() => void} close
 */
function content({ fact, isExact, number }, turns, asOf, close) {
  return [
    element("p", { class: "kind" }, sample(fact.look), say(`look_${fact.look}`), element("span", { class: "number" }, say("claim_number", number))),
    hint(fact),
    element("blockquote", { dir: "auto" }, fact.words),
    !isExact && element("p", { class: "near small" }, say("card_near")),
    element("dl", {}, ...who(fact), ...how(fact), ...howSure(fact), ...checkable(fact)),
    asOf !== null && element("p", { class: "as-of small" }, moment(asOf)),
    element(
      "p",
      { class: "turn" },
      turns.before && element("button", { type: "button", class: "before", click: turns.before }, say("turn_before")),
      turns.after && element("button", { type: "button", class: "after", click: turns.after }, say("turn_after")),
      element("button", { type: "button", class: "close", click: close }, say("turn_close")),
    ),
  ].filter((child) => child !== false);
}

/**
 * When an old result is of, as the server's own page writes it.
 * @param {number} asOf
 */
function moment(asOf) {
  const at = new Date(asOf);
  const month = at.toLocaleDateString(say("language"), { month: "long", timeZone: "UTC" });
  return say("card_as_of", at.getUTCDate(), month, at.getUTCFullYear(), at.toISOString().slice(11, 16));
}

/**
 * The hint: who it is, and after a semicolon what is less than that.
 * @param {Fact} fact
 */
function hint({ claim: { hint: { text } } }) {
  const [lead, ...rest] = text.split(/(?=; )/);
  return element("p", { class: "hint", id: "hint", dir: "auto" }, element("strong", {}, lead), rest.join(""));
}

/**
 * What is known of the source and the hint has not said already.
 * @param {Fact} fact
 */
function who({ source, claim, tellers }) {
  if (!source) return [];
  const isNew = (/** @type {string | null} */ value) => value !== null && !claim.hint.text.includes(value);
  const known = [
    isNew(source.role) && source.role,
    isNew(source.described_as) && say("source_described", source.described_as ?? ""),
    source.official && say("source_official"),
  ].filter(Boolean).join("; ");
  const isReasonNew = source.reason && isNew(source.reason);
  const isTellingNew = tellers.some(({ label }) => !label || isNew(label));
  const told = tellers.flatMap(({ label }, at) => [
    at > 0 && say("tellers_join"),
    label ? quoted(label) : say("teller_unsaid"),
  ]);
  return [
    ...(known ? row("row_who", known[0].toUpperCase() + known.slice(1)) : []),
    ...(isReasonNew ? row("row_why", quoted(say("words_quoted", source.reason ?? ""))) : []),
    ...(isTellingNew ? row("row_told_by", ...told) : []),
  ];
}

/** @param {Fact} fact */
function how({ attribution, cue }) {
  if (!attribution) return [];
  const stance = say(`stance_${attribution.stance}`);
  return row("row_how", cue && quoted(say("words_quoted", cue)), cue && ", ", say(`form_${attribution.form}`), stance && `; ${stance}`);
}

/** @param {Fact} fact */
function howSure({ claim, hedges }) {
  const { certainty, holder } = claim.hedging;
  const words = hedges.flatMap((hedge, at) => [at ? ", " : ": ", quoted(say("words_quoted", hedge))]);
  return row("row_how_sure", say(`certainty_${certainty}`), ...words, holder && ` (${say(`holder_${holder}`)})`);
}

/** @param {Fact} fact */
function checkable({ claim, ease, look }) {
  if (ease === null || claim.traceability === null) return [];
  const bar = element("span", { class: look }, meter(claim.traceability));
  return row("row_ease", say(`ease_${ease}`), bar, element("small", {}, say("ease_estimate", claim.traceability)));
}

/**
 * @param {string} name
 * @param {...import("./element.js").Child} said
 */
const row = (name, ...said) => [element("dt", {}, say(name)), element("dd", { dir: "auto" }, ...said)];
