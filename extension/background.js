/**
 * The extension's other side: put into a page by a click, asks the server when that page asks.
 *
 * It holds nothing in memory. A browser ends it after half a minute of what it takes for idleness,
 * so each message is one request of at most 20 s, the job's id lies in the session's storage, and
 * the page asks again until there is an answer, whoever is alive by then.
 */

import { ask } from "./server.js";
import { load } from "./settings.js";
import { say } from "./words.js";

chrome.action.onClicked.addListener(enter);
chrome.commands.onCommand.addListener(turn);
chrome.runtime.onMessage.addListener((message, sender, reply) => {
  if (sender.id !== chrome.runtime.id) return;
  if (message.ask) {
    answer(message.ask).then(reply);
    return true; // the reply comes later
  }
  if (message.open === "options") chrome.runtime.openOptionsPage();
});

/** Until the leave that a click gives has reached a page that is only just loading. */
const GRANT_MS = 300;

/**
 * Go into the page that was clicked on. The content script does the rest.
 * @param {chrome.tabs.Tab} tab
 */
async function enter(tab) {
  const tabId = tab.id ?? chrome.tabs.TAB_ID_NONE;
  await chrome.action.setBadgeText({ tabId, text: "" });
  try {
    await putInto(tabId).catch(async () => {
      await new Promise((resolve) => setTimeout(resolve, GRANT_MS));
      await putInto(tabId);
    });
  } catch {
    await chrome.action.setBadgeText({ tabId, text: "!" });
    await chrome.action.setTitle({ tabId, title: say("failure_page-closed-to-us") });
  }
}

/** @param {number} tabId */
async function putInto(tabId) {
  const target = { tabId };
  await chrome.scripting.insertCSS({ target, files: ["content/marks.css"] });
  await chrome.scripting.executeScript({ target, files: ["content/load.js"] });
}

/**
 * To the next or previous mark, if the page has any.
 * @param {string} command
 * @param {chrome.tabs.Tab} [tab]
 */
async function turn(command, tab) {
  if (tab?.id === undefined) return;
  const message = { turn: command === "next-mark" ? 1 : -1 };
  await chrome.tabs.sendMessage(tab.id, message).catch(() => {}); // nobody there: nothing to turn
}

/**
 * One step of a page's analysis.
 * @param {string} url
 */
async function answer(url) {
  const job = `job ${url}`;
  const { [job]: id = null } = await chrome.storage.session.get(job);
  const asked = await ask(fetch, await load(), { url, id: /** @type {string | null} */ (id) });
  if (asked.id) await chrome.storage.session.set({ [job]: asked.id });
  else await chrome.storage.session.remove(job);
  return asked.answer;
}
