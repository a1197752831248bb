// The page that waits: asks how far the job is and says so, then shows the article in its place.

const page = document.querySelector("[data-result]");
const said = page.querySelector(".said");
const pause = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));

function showStage(stage) {
  for (const step of page.querySelectorAll("[data-stage]")) {
    step.toggleAttribute("aria-current", step.dataset.stage === stage);
    if (step.dataset.stage === stage) {
      step.setAttribute("aria-current", "step");
      said.classList.add("is-shown-above");
      said.textContent = `${step.textContent} …`;
    }
  }
}

function tell(words) {
  said.classList.remove("is-shown-above");
  said.textContent = words;
}

// Returns whether to ask again. What else there is to say the page itself says, loaded anew; not at
// once, so that two answers that disagree make no storm of requests.
async function look() {
  const answer = await fetch(page.dataset.result, { headers: { Accept: "application/json" } });
  if (answer.status === 202) {
    showStage((await answer.json()).stage);
    return true;
  }
  if (answer.status === 503 || answer.status === 429) {
    tell("The server has paused. Trying again in a few seconds …");
    await pause(4);
    return true;
  }
  if (!answer.ok) await pause(2);
  location.reload();
  return false;
}

async function follow() {
  for (let failures = 0; failures < 5; await pause(0.7)) {
    try {
      if (!(await look())) return;
      failures = 0;
    } catch {
      failures += 1;
      tell("The server does not answer. Trying again …");
      await pause(2);
    }
  }
  tell("The server does not answer. “Look again” tries once more.");
}

follow();
