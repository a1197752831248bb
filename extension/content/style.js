/** How card and summary look: the tokens and lines of the server's own page, in its own words. */

export const STYLE = `
:host { all: initial !important; display: block !important; color-scheme: light dark !important; position: absolute !important; }

.sheet {
  --paper: #fbfaf6; --raised: #ffffff; --ink: #1d1c1a; --muted: #5d5951; --hair: #dcd7cb; --edge: #8b857a; --tint: #efeadd;
  --record: #1f6b63; --document: #3a559c; --outlet: #7b4287; --unnamed: #9a5b00; --vague: #b03a2c; --own: #8b857a;
  --serif: "Iowan Old Style", "Palatino Linotype", Palatino, Charter, Georgia, "Noto Serif", serif;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  position: fixed; inset: auto; margin: 0; box-sizing: border-box; overflow-y: auto; overscroll-behavior: contain;
  border: 1px solid var(--hair); background: var(--raised); color: var(--ink);
  box-shadow: 0 3px 18px rgb(0 0 0 / 16%); font: 14px/1.5 var(--sans); text-align: start; overflow-wrap: anywhere;
  scrollbar-width: thin;
}
@media (prefers-color-scheme: dark) {
  .sheet {
    --paper: #171614; --raised: #211f1c; --ink: #e8e4da; --muted: #aaa396; --hair: #38352f; --edge: #7d776b; --tint: #2c2925;
    --record: #6fc4b8; --document: #93acec; --outlet: #cc9fd8; --unnamed: #e2a64f; --vague: #f08f80; --own: #7d776b;
    box-shadow: 0 3px 18px rgb(0 0 0 / 60%);
  }
}
.sheet:not(:popover-open) { display: none; }
.sheet *, .sheet ::before, .sheet ::after { box-sizing: border-box; }
.sheet:focus { outline: none; }
:focus-visible { outline: 2px solid var(--document); outline-offset: 2px; border-radius: 2px; }
h2, p, ul, dl, dd, blockquote { margin: 0; padding: 0; }
ul { list-style: none; }
small, .small { color: var(--muted); font-size: 12.5px; }
button, a { color: inherit; font: inherit; }
button { padding: 3px 0; border: 0; background: none; cursor: pointer; text-decoration: underline 1px var(--edge); text-underline-offset: 3px; }
a { text-decoration: underline 1px var(--edge); text-underline-offset: 3px; }
button:hover, a:hover { text-decoration-color: currentColor; }

.record { --look: var(--record); } .document { --look: var(--document); } .outlet { --look: var(--outlet); }
.unnamed { --look: var(--unnamed); } .vague { --look: var(--vague); } .own { --look: var(--own); }
.line { vertical-align: 1px; }
.line line { stroke: var(--look); stroke-width: 2; }
.line.document line { stroke-width: 1.2; }
.line.outlet line { stroke-width: 4; }
.line.unnamed line { stroke-dasharray: 5 4; }
.line.vague line { stroke-width: 2.6; stroke-dasharray: .1 5; stroke-linecap: round; }
.line.own line { stroke-width: 1; }

.card { width: 336px; max-height: calc(100vh - 24px); padding: 14px 18px 10px; border-top: 3px solid var(--look); }
.card .kind { display: flex; align-items: baseline; color: var(--muted); font-size: 12.5px; }
.card .kind .line { flex: none; margin-inline-end: 8px; }
.card .number { margin-inline-start: auto; padding-inline-start: 16px; white-space: nowrap; font-variant-numeric: tabular-nums; }
.card .hint { margin-top: 4px; font: 16px/1.45 var(--serif); }
.card .hint strong { font-size: 17px; font-weight: 600; }
.card blockquote { margin-top: 7px; color: var(--muted); font: italic 15px/1.45 var(--serif); display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden; }
.card .near, .card .as-of { margin-top: 7px; }
.card dl { display: grid; grid-template-columns: 82px 1fr; gap: 5px 12px; margin-top: 11px; }
.card dt { color: var(--muted); }
.card dd { min-width: 0; }
.card dd small { display: block; }
.meter { display: block; margin-top: 3px; }
.meter .track { stroke: var(--hair); stroke-width: 3; }
.meter .fill { stroke: var(--look); stroke-width: 3; }
/* The ways on stay in sight where the sheet scrolls, however long what stands above them is. */
.rest { display: contents; }
.turn { position: sticky; bottom: -10px; display: flex; align-items: baseline; gap: 18px; margin: 12px 0 -10px; padding: 7px 0 10px; border-top: 1px solid var(--hair); background: var(--raised); font-size: 13.5px; }
.turn > :last-child { margin-inline-start: auto; }

.summary { inset: auto 16px 16px auto; width: 320px; max-height: 70vh; padding: 12px 18px 10px; border-top: 3px solid var(--ink); }
.summary .top { display: flex; align-items: baseline; gap: 12px; }
.summary h2 { flex: 1; font: 700 17px/1.4 var(--serif); letter-spacing: -.01em; }
.summary .said { margin-top: 6px; }
.summary .wrong { padding-inline-start: 10px; border-inline-start: 3px solid var(--vague); }
.summary .looks { margin-top: 9px; }
.summary .looks li { display: flex; align-items: baseline; gap: 8px; padding: 1px 0; }
.summary .looks b { margin-inline-start: auto; font-weight: 600; font-variant-numeric: tabular-nums; }
.summary .remarks { margin-top: 10px; padding-inline-start: 10px; border-inline-start: 3px solid var(--unnamed); font: italic 15px/1.45 var(--serif); }
.summary .remarks li + li { margin-top: 4px; }
.summary .remarks button { font: 13px var(--sans); }
.summary details { margin-top: 9px; }
.summary summary { cursor: pointer; }
.summary details li { margin-top: 5px; color: var(--muted); font: italic 14px/1.4 var(--serif); }
.summary .small { margin-top: 9px; }
@media (prefers-reduced-motion: no-preference) {
  .summary .busy::after { content: " …"; animation: breathe 1.6s ease-in-out infinite; }
  @keyframes breathe { 50% { opacity: .3; } }
}

@media (max-width: 640px) {
  .card, .summary { inset: auto 0 0 0; width: 100%; max-height: 55vh; border-inline: 0; border-bottom: 0; box-shadow: 0 -2px 20px rgb(0 0 0 / 20%); }
  .summary { max-height: 40vh; }
}
@media (forced-colors: active) {
  .meter .track { stroke-width: 1; }
  .sheet { --record: CanvasText; --document: CanvasText; --outlet: CanvasText; --unnamed: CanvasText; --vague: CanvasText; --own: CanvasText; --muted: CanvasText; --hair: CanvasText; --edge: CanvasText; border: 1px solid CanvasText; border-top-width: 3px; }
}
@media print { .sheet { display: none; } }
`;
