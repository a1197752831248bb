/** The settings page: where the server is, a key if it wants one, and whether that works. */

import { element, sample } from "../content/element.js";
import { LOOKS } from "../content/facts.js";
import { failureWords } from "../panel/summary.js";
import { ServerFailure, baseOf, testConnection } from "../server.js";
import { load, save } from "../settings.js";
import { say } from "../words.js";

const form = /** @type {HTMLFormElement} */ (document.querySelector("form"));
const server = /** @type {HTMLInputElement} */ (document.getElementById("server"));
const key = /** @type {HTMLInputElement} */ (document.getElementById("key"));
const said = /** @type {HTMLElement} */ (document.getElementById("said"));

document.documentElement.lang = say("language");
document.title = say("options_title");
for (const each of document.querySelectorAll("[data-say]")) {
  each.textContent = say(each.getAttribute("data-say") ?? "");
}
document.getElementById("lines")?.append(
  ...LOOKS.map((look) => element("li", { class: look }, sample(look), say(`look_${look}`))),
);

load().then((settings) => {
  server.value = settings.server;
  key.value = settings.key;
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  submit();
});

async function submit() {
  const settings = { server: server.value, key: key.value.trim() };
  try {
    settings.server = baseOf(settings.server);
  } catch (error) {
    if (!(error instanceof ServerFailure)) throw error;
    return tell("wrong", say("options_not_saved", failureWords(error.failure)));
  }
  server.value = settings.server;
  await save(settings);
  tell("", say("options_testing"));
  const failure = await testConnection(fetch, settings);
  if (failure) tell("wrong", say("options_saved_but", failureWords(failure)));
  else tell("right", say("options_works"));
}

/** @param {string} look @param {string} words */
function tell(look, words) {
  said.className = look;
  said.textContent = words;
}
