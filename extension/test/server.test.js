import assert from "node:assert/strict";
import { test } from "node:test";

import { ServerFailure, ask, baseOf, testConnection } from "../server.js";
import { ANALYSIS } from "./fixture.js";

const SETTINGS = { server: "http://10.0.0.7:8470/onrecord/", key: "" };
const PAGE = { url: "https://news.example/a", id: null };

/**
 * A `fetch` that gives one answer and keeps what it was asked.
 * @param {number} status
 * @param {unknown} body
 * @param {Record<string, string>} [headers]
 */
function answering(status, body, headers = {}) {
  /** @type {{ url: string, init: RequestInit }[]} */
  const asked = [];
  const fetch = async (/** @type {any} */ url, /** @type {any} */ init) => {
    asked.push({ url, init });
    const text = typeof body === "string" ? body : JSON.stringify(body);
    return new Response(text, { status, headers: { "Content-Type": "application/json", ...headers } });
  };
  return { fetch, asked };
}

const failing = (/** @type {Error} */ error) => async () => {
  throw error;
};
const problem = (/** @type {string} */ code) => ({ type: `https://onrecord.example/problems/${code}`, title: "T", status: 422, detail: "D" });

for (const [given, base] of [
  ["http://127.0.0.1:8470", "http://127.0.0.1:8470"],
  [" https://example.org/tools/onrecord// ", "https://example.org/tools/onrecord"],
  ["192.168.1.9:8470", "http://192.168.1.9:8470"],
  ["localhost:8470/x", "http://localhost:8470/x"],
]) {
  test(`an address of a server: ${given}`, () => assert.equal(baseOf(given), base));
}

for (const given of ["", "ftp://example.org", "file:///etc", "http://", "http://a b", "http://u:p@example.org", "http://example.org/?a=1", "javascript:alert(1)"]) {
  test(`no address of a server: ${JSON.stringify(given)}`, () => {
    assert.throws(() => baseOf(given), ServerFailure);
  });
}

test("a page is asked about under the server's sub-path, without cookies or a referrer", async () => {
  const { fetch, asked } = answering(200, ANALYSIS);
  const { answer } = await ask(fetch, SETTINGS, PAGE);
  assert.equal(answer.state, "done");
  assert.equal(asked[0].url, "http://10.0.0.7:8470/onrecord/api/v1/analyses");
  assert.deepEqual(JSON.parse(String(asked[0].init.body)), { url: PAGE.url });
  assert.equal(asked[0].init.credentials, "omit");
  assert.equal(asked[0].init.referrerPolicy, "no-referrer");
  assert.equal(new Headers(asked[0].init.headers).has("Authorization"), false);
});

test("a result tells when it is of if it is old, and only then", async () => {
  /** @param {Record<string, string>} headers */
  const asOf = async (headers) => {
    const { answer } = await ask(answering(200, ANALYSIS, headers).fetch, SETTINGS, PAGE);
    assert.ok(answer.state === "done");
    return answer.as_of;
  };
  assert.equal(await asOf({}), null);
  for (const Age of ["0", "3600", "x"]) assert.equal(await asOf({ Age }), null);
  const told = await asOf({ Age: "7200" });
  assert.ok(told !== null && Math.abs(Date.now() - 7_200_000 - told) < 60_000);
});

test("a key is sent if there is one", async () => {
  const { fetch, asked } = answering(200, ANALYSIS);
  await ask(fetch, { ...SETTINGS, key: "k" }, PAGE);
  assert.equal(new Headers(asked[0].init.headers).get("Authorization"), "Bearer k");
});

test("no request is left to run for the 30 s after which a background page is ended", async () => {
  const { fetch, asked } = answering(202, { id: "an-1", status: "queued", stage: "queued" });
  await ask(fetch, SETTINGS, PAGE);
  const prefer = new Headers(asked[0].init.headers).get("Prefer");
  assert.ok(Number(prefer?.match(/wait=(\d+)/)?.[1]) <= 20);
  assert.ok(asked[0].init.signal);
});

test("a running job gives its id, its stage and when to ask again", async () => {
  const { fetch } = answering(202, { id: "an-1", status: "running", stage: "reading" }, { "Retry-After": "3" });
  assert.deepEqual(await ask(fetch, SETTINGS, PAGE), {
    answer: { state: "waiting", stage: "reading", pause_s: 3 },
    id: "an-1",
  });
});

test("with an id the job is looked at and not begun again", async () => {
  const { fetch, asked } = answering(200, ANALYSIS);
  await ask(fetch, SETTINGS, { ...PAGE, id: "an-1" });
  assert.equal(asked[0].url, "http://10.0.0.7:8470/onrecord/api/v1/analyses/an-1");
  assert.equal(asked[0].init.method, undefined);
});

test("a job the server has forgotten is asked for anew", async () => {
  const { fetch } = answering(404, problem("not-found"));
  const { answer, id } = await ask(fetch, SETTINGS, { ...PAGE, id: "an-1" });
  assert.equal(answer.state, "waiting");
  assert.equal(id, null);
});

/** @type {[string, typeof globalThis.fetch, string][]} */
const FAILURES = [
  ["a problem document", answering(422, problem("not-an-article"), { "Content-Type": "application/problem+json" }).fetch, "not-an-article"],
  ["an unknown page of another program", answering(404, "<h1>404</h1>", { "Content-Type": "text/html" }).fetch, "not-onrecord"],
  ["another program's JSON", answering(200, { hello: 1 }).fetch, "not-onrecord"],
  ["another program's error", answering(500, { error: "x" }).fetch, "not-onrecord"],
  ["half a body", answering(200, "{").fetch, "not-onrecord"],
  ["nothing there", failing(new TypeError("Failed to fetch")), "server-unreachable"],
  ["silence", failing(new DOMException("late", "TimeoutError")), "server-too-slow"],
];
for (const [what, fetch, code] of FAILURES) {
  test(`what fails is named: ${what}`, async () => {
    const { answer, id } = await ask(fetch, SETTINGS, PAGE);
    assert.ok(answer.state === "failed");
    assert.equal(answer.failure.code, code);
    assert.equal(id, null);
  });
}

test("a connection that breaks once is made anew, one that breaks twice is said to", async () => {
  const { fetch, asked } = answering(200, ANALYSIS);
  let broken = 0;
  const breaking = (/** @type {number} */ times) => (/** @type {any} */ url, /** @type {any} */ init) =>
    (broken += 1) <= times ? Promise.reject(new TypeError("reset")) : fetch(url, init);
  assert.equal((await ask(breaking(1), SETTINGS, PAGE)).answer.state, "done");
  broken = 0;
  assert.equal((await ask(breaking(2), SETTINGS, PAGE)).answer.state, "failed");
  assert.equal(asked.length, 1);
});

const META = { name: "onrecord", version: "1", engine: { version: "1" } };
/** @type {[string, typeof globalThis.fetch, string | undefined][]} */
const TESTS = [
  ["works", answering(200, META).fetch, undefined],
  ["has no worker", answering(200, { ...META, engine: null }).fetch, "no-worker"],
  ["is something else", answering(200, { name: "other" }).fetch, "not-onrecord"],
  ["wants a key", answering(401, problem("unauthorised")).fetch, "unauthorised"],
  ["is not there", failing(new TypeError()), "server-unreachable"],
];
for (const [what, fetch, code] of TESTS) {
  test(`the connection test tells when the server ${what}`, async () => {
    assert.equal((await testConnection(fetch, SETTINGS))?.code, code);
  });
}
