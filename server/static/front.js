// The first page: Enter sends an address, and the button says that something is happening.

const form = document.querySelector(".ask");
const field = form.elements.article;

const isAddress = (text) => /^(https?:\/\/)?[^\s/]+\.[^\s]+$/i.test(text.trim());

field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing && isAddress(field.value)) {
    event.preventDefault();
    form.requestSubmit();
  }
});

for (const each of document.querySelectorAll("form")) {
  each.addEventListener("submit", () => {
    const button = each.querySelector("button");
    button.setAttribute("aria-busy", "true");
    button.textContent = "Reading…";
  });
}

// Back from the article: the browser may show this page as it was left.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
