/**
 * The server as the extension knows it: where it is, what is asked of it, what its answers mean.
 * `fetch` is passed in, so that all of it runs without a browser.
 */

/** @typedef {import("./types.js").Answer} Answer */
/** @typedef {import("./types.js").Failure} Failure */
/** @typedef {{ server: string, key: string }} Settings */
/** @typedef {typeof globalThis.fetch} Fetch */

/** @type {Settings} */
export const DEFAULTS = { server: "http://127.0.0.1:8470", key: "" };

/** The server is asked to wait this long. A background page dies of a fetch of 30 s. */
const WAIT_S = 20;
const DEADLINE_MS = 26_000;
/** Without Retry-After, ask again after this. */
const PAUSE_S = 1;
/** A result whose page was seen longer ago than this says so. The server's own page always does. */
const OLD_S = 3600;

/** Something is wrong between us and the server, or it has said what is wrong. */
export class ServerFailure extends Error {
  /** @param {Failure} failure */
  constructor(failure) {
    super(failure.code);
    this.failure = failure;
  }
}

/**
 * The base of all requests, without a slash at its end: scheme, host, port, sub-path.
 * @param {string} given  what the reader typed
 * @throws {ServerFailure} server-address-invalid
 */
export function baseOf(given) {
  const typed = given.trim();
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `http://${typed}`);
  const isWeb = url?.protocol === "http:" || url?.protocol === "https:";
  const isHost = !/[\s%]/.test(url?.hostname ?? ""); // Chromium takes "a b" for a host
  if (!url || !isWeb || !isHost || url.username || url.password || url.search || url.hash) {
    throw new ServerFailure({ code: "server-address-invalid" });
  }
  return url.origin + url.pathname.replace(/\/+$/, "");
}

/**
 * One step towards the analysis of a page: begins it, or, with the id of a job, looks at it.
 * @param {Fetch} fetch
 * @param {Settings} settings
 * @param {{ url: string, id: string | null }} page
 * @returns {Promise<{ answer: Answer, id: string | null }>} `id` is the job's while it runs
 */
export async function ask(fetch, settings, { url, id }) {
  try {
    const base = baseOf(settings.server);
    const response = id
      ? await send(fetch, settings, `/api/v1/analyses/${encodeURIComponent(id)}`, {
          headers: { Prefer: `wait=${WAIT_S}` },
        })
      : await send(fetch, settings, "/api/v1/analyses", {
          method: "POST",
          headers: { "Content-Type": "application/json", Prefer: `wait=${WAIT_S}` },
          body: JSON.stringify({ url }),
        });
    return await read(response, base);
  } catch (error) {
    const failure = failureOf(error);
    const isForgotten = id !== null && failure.code === "not-found";
    if (isForgotten) return { answer: { state: "waiting", stage: "queued", pause_s: 0 }, id: null };
    return { answer: { state: "failed", failure }, id: null };
  }
}

/**
 * Null if the server is there, is Onrecord, lets us in and has a worker; else what fails.
 * @param {Fetch} fetch
 * @param {Settings} settings
 * @returns {Promise<Failure | null>}
 */
export async function testConnection(fetch, settings) {
  try {
    const response = await send(fetch, settings, "/api/v1/meta", {});
    if (!response.ok) throw new ServerFailure(await problemOf(response));
    const meta = await bodyOf(response);
    if (meta.name !== "onrecord") return { code: "not-onrecord" };
    return meta.engine ? null : { code: "no-worker" };
  } catch (error) {
    return failureOf(error);
  }
}

/**
 * A request, sent a second time if the connection breaks: a server may close one that it thought
 * idle just when it is used again, and browsers do not repeat a POST of themselves. Ours may be
 * repeated: it joins the job it has begun.
 * @param {Fetch} fetch
 * @param {Settings} settings
 * @param {string} path
 * @param {RequestInit} request
 */
async function send(fetch, { server, key }, path, request) {
  const headers = new Headers(request.headers);
  headers.set("Accept", "application/json");
  if (key) headers.set("Authorization", `Bearer ${key}`);
  const url = baseOf(server) + path;
  const once = () =>
    fetch(url, {
      ...request,
      headers,
      credentials: "omit",
      redirect: "error",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
  return once().catch((error) => (error instanceof TypeError ? once() : Promise.reject(error)));
}

/**
 * @param {Response} response
 * @param {string} base
 * @returns {Promise<{ answer: Answer, id: string | null }>}
 */
async function read(response, base) {
  if (response.status === 202) {
    const { id, stage } = await bodyOf(response);
    const pause_s = Number(response.headers.get("Retry-After")) || PAUSE_S;
    return { answer: { state: "waiting", stage, pause_s }, id };
  }
  if (response.status !== 200) throw new ServerFailure(await problemOf(response));
  const analysis = await bodyOf(response);
  if (!Array.isArray(analysis.claims)) throw new ServerFailure({ code: "not-onrecord" });
  const report = `${base}/analyses/${encodeURIComponent(analysis.id)}`;
  return { answer: { state: "done", analysis, report, as_of: asOf(response) }, id: null };
}

/**
 * When the site was last asked for the page of an old result, in ms since 1970; null for a new one.
 * @param {Response} response
 */
function asOf(response) {
  const age_s = Number(response.headers.get("Age"));
  return age_s > OLD_S ? Date.now() - age_s * 1000 : null;
}

/** @param {Response} response */
async function bodyOf(response) {
  const type = response.headers.get("Content-Type") ?? "";
  if (!/\bjson\b/.test(type)) throw new ServerFailure({ code: "not-onrecord" });
  return response.json();
}

/**
 * The code and detail of a problem document (RFC 9457).
 * @param {Response} response
 * @returns {Promise<Failure>}
 */
async function problemOf(response) {
  const problem = await bodyOf(response);
  if (typeof problem.type !== "string") throw new ServerFailure({ code: "not-onrecord" });
  const code = problem.type.split("/").at(-1);
  return { code, detail: String(problem.detail ?? problem.title ?? "") };
}

/**
 * What a failed fetch or a body that is no JSON says, as a code of ours.
 * @param {unknown} error
 * @returns {Failure}
 */
function failureOf(error) {
  if (error instanceof ServerFailure) return error.failure;
  const name = error instanceof Error ? error.name : "";
  if (name === "TimeoutError" || name === "AbortError") return { code: "server-too-slow" };
  if (name === "SyntaxError") return { code: "not-onrecord" };
  return { code: "server-unreachable" };
}
