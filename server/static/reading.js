// The annotated article, with a script: cards beside their marks, keys to go from claim to claim,
// and sources that show what rests on them. Without it all of this is links.

import { close, current, isFor, open, supported } from "./card.js";

const story = document.querySelector(".story");
const HOVER_MS = 160; // shorter, and cards flash up under a passing pointer
const LEAVE_MS = 320; // time to reach the card in the margin
let timer = 0;

const later = (action, ms) => {
  clearTimeout(timer);
  timer = setTimeout(action, ms);
};

const isOn = (mark) => {
  const look = ["record", "document", "outlet", "unnamed", "vague"].find((name) => mark.classList.contains(name));
  return document.getElementById(`show-${look}`)?.checked ?? true;
};
const marks = () => [...story.querySelectorAll("a.mark")].filter(isOn);

function step(by) {
  const all = marks();
  const at = all.indexOf(current().mark ?? document.activeElement);
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by];
  if (!next) return;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "center" });
  open(next, { pinned: true });
}

function onPointerOver(event) {
  if (event.pointerType !== "mouse") return;
  const mark = event.target.closest("a.mark");
  if (mark && isOn(mark) && !current().pinned) later(() => open(mark), HOVER_MS);
  else if (event.target.closest(".card")) clearTimeout(timer);
  else if (current().mark && !current().pinned) later(close, LEAVE_MS);
}

function onClick(event) {
  const link = event.target.closest('a[href^="#claim-"], a[href^="#mark-"]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const id = link.hash.replace(/^#(claim|mark)-/, "");
  const mark = document.getElementById(`mark-${id}`);
  clearTimeout(timer);
  if (link.classList.contains("close")) {
    event.preventDefault();
    close({ refocus: true });
  } else if (mark?.matches("a")) {
    event.preventDefault();
    if (link !== mark) mark.scrollIntoView({ block: "center" });
    open(mark, { pinned: true, enter: event.detail === 0 || link.closest(".card") !== null });
  }
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("textarea, input")) return;
  const keys = { j: 1, k: -1, ...(current().mark ? { ArrowRight: 1, ArrowLeft: -1 } : {}) };
  if (event.key === "Escape" && current().mark) close({ refocus: true });
  else if (event.key in keys) step(keys[event.key]);
  else return;
  event.preventDefault();
}

function light(entry, on) {
  for (const id of entry.dataset.claims.split(" ")) {
    document.getElementById(`mark-${id}`)?.classList.toggle("lit", on);
  }
}

if (supported) {
  document.getElementById("keys").hidden = false;
  document.addEventListener("pointerover", onPointerOver);
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onKey);
  document.addEventListener("pointerdown", (event) => {
    if (!event.target.closest(".card, a.mark, .places a")) close();
  });
  story.addEventListener("focusin", (event) => {
    const mark = event.target.closest("a.mark");
    if (mark?.matches(":focus-visible") && !isFor(mark)) open(mark);
  });
  document.querySelector(".legend")?.addEventListener("change", () => {
    close();
    for (const mark of story.querySelectorAll("a.mark")) mark.tabIndex = isOn(mark) ? 0 : -1;
  });
  for (const entry of document.querySelectorAll("[data-claims]")) {
    for (const type of ["pointerenter", "focusin"]) entry.addEventListener(type, () => light(entry, true));
    for (const type of ["pointerleave", "focusout"]) entry.addEventListener(type, () => light(entry, false));
  }
  const asked = document.getElementById(location.hash.replace(/^#claim-/, "mark-"));
  if (asked?.matches("a.mark")) open(asked, { pinned: true });
}
