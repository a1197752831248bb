import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

import { CATALOGUE, I18N } from "./fixture.js";

/** @type {any} */ (globalThis).chrome = { i18n: I18N };
const { count, say } = await import("../words.js");

const FOLDER = new URL("..", import.meta.url);
const SOURCES = readdirSync(FOLDER, { recursive: true, encoding: "utf8" }).filter(
  (name) => /\.(js|html|json)$/.test(name) && !/^(test|_locales)\b/.test(name),
);
const ALL = SOURCES.map((name) => readFileSync(new URL(name, FOLDER), "utf8")).join("\n");
/** Keys that are made of a fixed beginning and a code. */
const FAMILIES = ["look", "form", "stance", "certainty", "holder", "ease", "stage", "notice", "failure"];

test("every key that is said is in the catalogue", () => {
  const said = [...ALL.matchAll(/(?:say|row)\("([a-z_-]+)"|data-say="([a-z_]+)"|__MSG_([a-z_]+)__/g)];
  assert.ok(said.length > 30);
  for (const [, ...names] of said) {
    const key = names.find(Boolean) ?? "";
    assert.ok(key.replaceAll("-", "_") in CATALOGUE, key);
  }
});

test("every counted key has both forms of English", () => {
  for (const [, key] of ALL.matchAll(/count\("([a-z_]+)"/g)) {
    assert.ok(`${key}_one` in CATALOGUE && `${key}_other` in CATALOGUE, key);
  }
});

test("nothing in the catalogue is never said", () => {
  for (const key of Object.keys(CATALOGUE)) {
    const isOfFamily = FAMILIES.some((family) => key.startsWith(`${family}_`));
    const stem = key.replace(/_(one|other)$/, "");
    assert.ok(isOfFamily || ALL.includes(`"${stem}"`) || ALL.includes(`__MSG_${key}__`), key);
  }
});

test("a code's hyphens are spelt as the browser's messages can", () => {
  assert.equal(say("ease_with-effort"), "With some effort");
});

test("numbers choose their form", () => {
  assert.equal(count("summary_hedged", 1), "1 is hedged.");
  assert.equal(count("summary_hedged", 3), "3 are hedged.");
});

test("what the catalogue does not know is said with nothing", () => {
  assert.equal(say("failure_of-the-future"), "");
});
