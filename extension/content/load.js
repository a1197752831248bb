// The one classic script: a content script cannot be a module, but it can import one. The module
// stays loaded with the page, so a second click finds what the first one made.
import(chrome.runtime.getURL("content/main.js")).then((main) => main.click());
