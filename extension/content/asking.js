/**
 * Asking the server through the background page, again and again until there is an answer. Each
 * question is short and complete in itself, so that it does not matter if the background page dies
 * in between or in the midst of one.
 */

/** @typedef {import("../types.js").Answer} Answer */

const GIVE_UP_MS = 150_000;
const MAX_DEATHS = 4;
const REVIVAL_MS = 500;

/**
 * The final answer for an address.
 * @param {string} url
 * @param {(stage: string) => void} onStage
 * @returns {Promise<Exclude<Answer, { state: "waiting" }>>}
 */
export async function askUntilDone(url, onStage) {
  const giveUpAt = Date.now() + GIVE_UP_MS;
  let deaths = 0;
  while (Date.now() < giveUpAt) {
    /** @type {Answer | undefined} */
    const answer = await chrome.runtime.sendMessage({ ask: url }).catch(() => undefined);
    if (answer && answer.state !== "waiting") return answer;
    if (answer) onStage(answer.stage);
    else if ((deaths += 1) > MAX_DEATHS) return failed("extension-gone");
    await new Promise((resolve) => setTimeout(resolve, answer ? answer.pause_s * 1000 : REVIVAL_MS));
  }
  return failed("took-too-long");
}

/** @param {string} code @returns {{ state: "failed", failure: { code: string } }} */
const failed = (code) => ({ state: "failed", failure: { code } });
