/** A small result as the server sends it, made up for these tests, and a catalogue to say it with. */

import { readFileSync } from "node:fs";

/** @typedef {import("../types.js").Analysis} Analysis */
/** @typedef {{ message: string, description?: string }} Message */

/** @type {Record<string, Message>} */
export const CATALOGUE = JSON.parse(
  readFileSync(new URL("../_locales/en/messages.json", import.meta.url), "utf8"),
);

const TEXT = "\u{1f30a} Marta Blom said a note had warned of floods. Sources say the dam may leak. It rains.";

/** @param {string} words @returns {[number, number]} code points */
function span(words) {
  const start = [...TEXT.slice(0, TEXT.indexOf(words))].length;
  return [start, start + [...words].length];
}

/** @param {string} id @param {string} words @param {object} more @returns {import("../types.js").Claim} */
function claim(id, words, more) {
  const [start, end] = span(words);
  return {
    id, start, end,
    selector: [{ type: "TextQuoteSelector", exact: words, prefix: "", suffix: "" }, { type: "TextPositionSelector", start, end }],
    attribution: null,
    hedging: { certainty: "certain", cues: [], holder: null },
    traceability: null,
    hint: { code: "own-voice", text: "Stated by the publication itself" },
    shown: true,
    ...more,
  };
}

const source = { official: false, name: null, role: null, described_as: null, number: null, reason: null, claims: [] };

/** @type {Analysis} */
export const ANALYSIS = {
  id: "an-1",
  document: { text: TEXT, language: "en" },
  sources: [
    { ...source, id: "s1", kind: "person", official: true, name: "Marta Blom", role: "head of the water board", mentions: [span("Marta Blom")] },
    { ...source, id: "s2", kind: "document", mentions: [span("a note")] },
    { ...source, id: "s3", kind: "vague", mentions: [span("Sources")] },
  ],
  attributions: [
    { id: "a1", source: [span("Marta Blom")], cue: [span("said")], form: "indirect", stance: "neutral", source_id: "s1", via: null },
    { id: "a2", source: [span("a note")], cue: [span("had warned")], form: "indirect", stance: "neutral", source_id: "s2", via: "a1" },
    { id: "a3", source: [span("Sources")], cue: [span("say")], form: "indirect", stance: "neutral", source_id: "s3", via: null },
  ],
  claims: [
    claim("c1", "of floods", { attribution: "a2", traceability: 0.6, hint: { code: "document", text: "A note, as told by Marta Blom" } }),
    claim("c2", "the dam may leak", {
      attribution: "a3", traceability: 0.1, hint: { code: "vague", text: "Sources who are not described" },
      hedging: { certainty: "possible", cues: ["h1"], holder: "source" },
    }),
    claim("c3", "It rains.", {}),
    claim("c4", "Sources", { shown: false }),
  ],
  hedges: [{ id: "h1", start: span("may")[0], end: span("may")[1] }],
  notices: [{ code: "no-date", claims: [] }, { code: "rests-on-one-unnamed-source", claims: ["c2"] }],
  summary: { coverage: { sentences: 3, scored: 3, skipped: {} } },
  engine: { version: "1" },
};

/** What the browser's own message look-up does, over the catalogue. */
export const I18N = {
  /** @param {string} key @param {string[]} [values] */
  getMessage(key, values = []) {
    return (CATALOGUE[key]?.message ?? "").replace(/\$([1-9])/g, (_, at) => values[Number(at) - 1] ?? "");
  },
};
