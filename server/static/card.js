// The one open card: where it stands and what it lights up in the text.

const GAP = 10;
const EDGE = 12;
let mark = null;
let pinned = false;

export const supported = "showPopover" in HTMLElement.prototype;
export const current = () => ({ mark, pinned });
export const isFor = (other) => mark === other;

const cardOf = (of) => document.getElementById(of.hash.slice(1));

// A small screen keeps the sheet at its foot; a wide one has room in the margin; else below.
function place(card) {
  card.classList.toggle("beside", matchMedia("(min-width: 40rem)").matches);
  if (!card.classList.contains("beside")) return clear(card);
  const [line] = mark.getClientRects();
  const margin = document.querySelector(".margin").getBoundingClientRect();
  const story = document.querySelector(".story").getBoundingClientRect();
  const inMargin = margin.left > story.right;
  const left = inMargin ? margin.left - 1.5 * GAP : Math.min(line.left, innerWidth - card.offsetWidth - EDGE);
  const wanted = inMargin ? line.top - GAP : below(card);
  const top = inMargin ? Math.max(EDGE, Math.min(wanted, innerHeight - card.offsetHeight - EDGE)) : wanted;
  card.style.left = `${Math.max(EDGE, left) + scrollX}px`;
  card.style.top = `${Math.max(0, top + scrollY)}px`;
}

// The sheet must not lie over the words it speaks of.
function clear(card) {
  const hidden = mark.getBoundingClientRect().bottom + GAP - card.getBoundingClientRect().top;
  if (hidden > 0) scrollBy({ top: hidden });
}

// Below the mark's last line, or above its first if only there is room.
function below(card) {
  const box = mark.getBoundingClientRect();
  const fitsBelow = box.bottom + GAP + card.offsetHeight < innerHeight;
  const fitsAbove = box.top - GAP - card.offsetHeight > 0;
  return fitsBelow || !fitsAbove ? box.bottom + GAP : box.top - GAP - card.offsetHeight;
}

// A card under its mark may reach below the window: as much of it as leaves the mark in sight.
function bringIntoView(card) {
  const hidden = card.getBoundingClientRect().bottom + EDGE - innerHeight;
  const room = mark.getBoundingClientRect().top - EDGE;
  if (card.classList.contains("beside") && Math.min(hidden, room) > 0) scrollBy({ top: Math.min(hidden, room) });
}

function lightUp(on) {
  mark.classList.toggle("open", on);
  const attribution = mark.dataset.attribution;
  if (!attribution) return;
  for (const piece of document.querySelectorAll(`[data-of~="${CSS.escape(attribution)}"]`)) {
    piece.classList.toggle("lit", on);
  }
}

// `pinned`: it stays until it is closed. `enter`: the keyboard goes on inside the card.
export function open(of, options = {}) {
  if (mark !== of) {
    close();
    mark = of;
    const card = cardOf(of);
    card.popover = "manual";
    card.role = "dialog"; // whoever hears it is told what it is about, by its label
    card.tabIndex = -1;
    card.showPopover();
    place(card);
    lightUp(true);
  }
  pinned = options.pinned ?? false;
  if (options.pinned) bringIntoView(cardOf(of));
  if (options.enter) cardOf(of).focus({ preventScroll: true });
}

export function close({ refocus = false } = {}) {
  if (!mark) return;
  const was = mark;
  const card = cardOf(was);
  const inside = card.contains(document.activeElement);
  lightUp(false);
  if (refocus && inside) was.focus({ preventScroll: true });
  card.hidePopover();
  mark = null;
  pinned = false;
}
