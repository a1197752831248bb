/** Which mark a click meant. By geometry, for a highlight is no element and gets no events. */

/** Room around a line of text, for fingers. */
const SLACK_PX = 3;

/** A click on these is meant for them. */
const ACTS = "a[href], button, input, select, textarea, label, summary, video, audio, [contenteditable], [role=button]";

/**
 * The first of the marks under a click; null if there is none, or if the page has its own use for
 * the click: a link, a control, a selection.
 * @template {{ range: Range }} M
 * @param {MouseEvent} event
 * @param {readonly M[]} marks
 * @returns {M | null}
 */
export function markAt(event, marks) {
  const target = event.composedPath()[0];
  if (event.button !== 0 || !(target instanceof Element) || target.closest(ACTS)) return null;
  if (getSelection()?.isCollapsed === false) return null;
  return (
    marks.find(({ range }) => range.intersectsNode(target) && covers(range, event.clientX, event.clientY)) ?? null
  );
}

/**
 * @param {Range} range
 * @param {number} x
 * @param {number} y
 */
function covers(range, x, y) {
  return [...range.getClientRects()].some(
    (box) => x >= box.left && x <= box.right && y >= box.top - SLACK_PX && y <= box.bottom + SLACK_PX,
  );
}
