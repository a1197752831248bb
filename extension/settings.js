/** The reader's settings. Only the extension's own pages may read them: there may be a key. */

import { DEFAULTS } from "./server.js";

/** @typedef {import("./server.js").Settings} Settings */

/** @returns {Promise<Settings>} */
export async function load() {
  return chrome.storage.local.get(DEFAULTS);
}

/** @param {Settings} settings */
export async function save(settings) {
  // Firefox has no access levels: there content scripts could read it, and none of ours does.
  await chrome.storage.local.setAccessLevel?.({ accessLevel: "TRUSTED_CONTEXTS" });
  await chrome.storage.local.set(settings);
}
