/** The server's result, as far as the extension reads it (`server/contract.py` is normative). */

export type Span = readonly [number, number];

export type Kind =
  | "person" | "organisation" | "document" | "outlet" | "unnamed" | "vague" | "author" | "none";

export interface Source {
  id: string;
  kind: Kind;
  official: boolean;
  name: string | null;
  role: string | null;
  described_as: string | null;
  number: number | null;
  reason: string | null;
  mentions: Span[];
  claims: string[];
}

export interface Attribution {
  id: string;
  source: Span[];
  cue: Span[];
  form: "direct" | "indirect" | "mixed";
  stance: "neutral" | "doubt" | "assert" | "attitude";
  source_id: string;
  via: string | null;
}

export interface Claim {
  id: string;
  start: number;
  end: number;
  selector: [
    { type: "TextQuoteSelector"; exact: string; prefix: string; suffix: string },
    { type: "TextPositionSelector"; start: number; end: number },
  ];
  attribution: string | null;
  hedging: {
    certainty: "certain" | "probable" | "possible" | "unknown";
    cues: string[];
    holder: "author" | "source" | null;
  };
  traceability: number | null;
  hint: { code: string; text: string };
  shown: boolean;
}

export interface Analysis {
  id: string;
  document: { text: string; language: string };
  sources: Source[];
  attributions: Attribution[];
  claims: Claim[];
  hedges: { id: string; start: number; end: number }[];
  notices: { code: string; claims: string[] }[];
  summary: { coverage: { sentences: number; scored: number; skipped: Record<string, number> } };
  engine: { version: string };
}

/** What the background page answers to a content script that asks. */
export type Answer =
  | { state: "done"; analysis: Analysis; report: string; as_of: number | null }
  | { state: "waiting"; stage: string; pause_s: number }
  | { state: "failed"; failure: Failure };

/** What went wrong: a code with words of its own, or a problem of the server's in its words. */
export interface Failure {
  code: string;
  detail?: string;
}

/** How a mark is drawn: six lines, as on the server's own page. */
export type Look = "record" | "document" | "outlet" | "unnamed" | "vague" | "own";
