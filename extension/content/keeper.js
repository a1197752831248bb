/**
 * Tells when the page has changed under the marks. Asks nothing of a page that stands still: one
 * observer, and once a second a look at the registry and the address, while the page is in view.
 */

const SETTLE_MS = 250;
const LOOK_MS = 1_000;
/** Work after a change may take this share of the time at most, on a page that never rests. */
const MAX_SHARE = 1 / 20;

/**
 * @param {{ onChange: () => void, onLook: () => void }} told  `onChange` after the page has
 *   changed and settled, `onLook` every second
 * @returns {() => void} stop
 */
export function keep({ onChange, onLook }) {
  let resting = SETTLE_MS;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let due;
  const settle = () => {
    due = undefined;
    const begun = performance.now();
    onChange();
    resting = Math.max(SETTLE_MS, (performance.now() - begun) / MAX_SHARE);
  };
  const observer = new MutationObserver(() => {
    due ??= setTimeout(settle, resting);
  });
  observer.observe(document, { childList: true, characterData: true, subtree: true });
  const looking = setInterval(() => document.visibilityState === "visible" && onLook(), LOOK_MS);
  return () => {
    observer.disconnect();
    clearInterval(looking);
    clearTimeout(due);
  };
}
