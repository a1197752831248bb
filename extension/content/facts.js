/**
 * What is known of each claim, as a card and the summary say it: pure, out of the server's result,
 * with nothing left to work out. The same readings as on the server's own page (`server/marks.py`),
 * to whose tables `tests/extension/test_facts.py` holds the ones here.
 */

import { slicer } from "./offsets.js";

/** @typedef {import("../types.js").Analysis} Analysis */
/** @typedef {import("../types.js").Attribution} Attribution */
/** @typedef {import("../types.js").Claim} Claim */
/** @typedef {import("../types.js").Look} Look */
/** @typedef {import("../types.js").Source} Source */
/** @typedef {{ label: string | null }} Teller */
/**
 * @typedef {object} Fact
 * @property {Claim} claim
 * @property {Look} look
 * @property {boolean} hasCard  the publication's own plain statements have none
 * @property {string} words  what the claim says, as the server read it
 * @property {Source | null} source
 * @property {string} cue
 * @property {Attribution | null} attribution
 * @property {Teller[]} tellers  through whom it reached the article, the nearest first
 * @property {string[]} hedges
 * @property {"easily" | "with-effort" | "hardly" | "not" | null} ease
 */

/** From what a reader can check best to what no source was given for. @type {Look[]} */
export const LOOKS = ["record", "document", "outlet", "unnamed", "vague", "own"];

/** @type {Record<string, Look>} */
const LOOK_OF = {
  person: "record",
  organisation: "record",
  document: "document",
  outlet: "outlet",
  unnamed: "unnamed",
  vague: "vague",
  none: "vague",
  author: "own",
};

/** Least traceability for each word. @type {[number, "easily" | "with-effort" | "hardly"][]} */
const EASE = [[0.8, "easily"], [0.5, "with-effort"], [0.2, "hardly"]];

/** Kinds of source that words of the article only point at: "I", "this newspaper". */
const WORDLESS = ["none", "author"];

/** What is told of a source behind its name: "three colleagues, who asked not to be named,". */
const ASIDE = /, (?:who|whose|which|speaking|asking|declining|requesting)\b|[ ,]+$/;

/**
 * A fact for each claim that is to be shown, in reading order.
 * @param {Analysis} analysis
 * @returns {Fact[]}
 */
export function facts(analysis) {
  const slice = slicer(analysis.document.text);
  const sources = new Map(analysis.sources.map((source) => [source.id, source]));
  const attributions = new Map(analysis.attributions.map((each) => [each.id, each]));
  const hedges = new Map(analysis.hedges.map((each) => [each.id, slice([each.start, each.end])]));
  /** @param {Source | undefined} source */
  function label(source) {
    if (!source || source.name || WORDLESS.includes(source.kind)) return source?.name ?? null;
    return source.mentions.length ? slice(source.mentions[0]).split(ASIDE)[0] : null;
  }

  /** @param {Claim} claim @returns {Fact} */
  function fact(claim) {
    const attribution = attributions.get(claim.attribution ?? "") ?? null;
    const source = sources.get(attribution?.source_id ?? "") ?? null;
    const cues = claim.hedging.cues.map((id) => hedges.get(id) ?? "").filter(Boolean);
    return {
      claim,
      look: source ? (LOOK_OF[source.kind] ?? "vague") : "own",
      hasCard: attribution !== null || claim.hedging.certainty !== "certain",
      words: slice([claim.start, claim.end]),
      source,
      cue: attribution ? attribution.cue.map(slice).join(" … ") : "",
      attribution,
      tellers: outwards(attribution, attributions).map((each) => ({ label: label(sources.get(each.source_id)) })),
      hedges: [...new Set(cues)],
      ease: easeOf(claim.traceability),
    };
  }
  return analysis.claims.filter((claim) => claim.shown).map(fact);
}

/**
 * The chain of `via`, at most as long as there are attributions.
 * @param {Attribution | null} attribution
 * @param {Map<string, Attribution>} attributions
 */
function outwards(attribution, attributions) {
  const chain = [];
  let next = attributions.get(attribution?.via ?? "");
  while (next && chain.length < attributions.size) {
    chain.push(next);
    next = attributions.get(next.via ?? "");
  }
  return chain;
}

/** @param {number | null} traceability @returns {Fact["ease"]} */
function easeOf(traceability) {
  if (traceability === null) return null;
  return EASE.find(([least]) => traceability >= least)?.[1] ?? "not";
}

/**
 * Counts over the facts: a profile, not a grade.
 * @param {readonly Fact[]} all
 */
export function profile(all) {
  const counts = new Map(LOOKS.map((look) => [look, 0]));
  for (const { look } of all) counts.set(look, (counts.get(look) ?? 0) + 1);
  const kinds = all.map(({ source }) => source?.kind);
  return {
    claims: all.length,
    byLook: [...counts].filter(([, count]) => count > 0),
    sourced: kinds.filter((kind) => kind && kind !== "none").length,
    inTheDark: kinds.filter((kind) => kind === "unnamed" || kind === "vague").length,
    hedged: all.filter(({ claim }) => claim.hedging.certainty !== "certain").length,
  };
}
