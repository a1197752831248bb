"""What every result promises, whatever the text: `broken(text, told)` names the promises it breaks.

The contract (`server/contract.py`) fixes the shape of a result; this is what a shape cannot hold:
spans that lie within the text and one block of it, ids that exist, counts that agree, quotes that
slice back. `lab/any_text.py` and `tests/workers/test_any_text.py` hold any text's result to it.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from server.contract import Analysis, Attribution, Claim, Span

CONTEXT_CHARS = 32
_BETWEEN_BLOCKS = "\ufeff\u200b\u2060*•‣▪–-"
"""Besides white space: marks nobody sees, and the bullets of lists."""


def broken(text: str, told: Analysis) -> tuple[str, ...]:
    """Return each promise that a text's result breaks, with what breaks it; none if all is well."""
    checks = (_document, _spans, _order, _claims, _ids, _chains, _numbers, _summary)
    found = [fault for check in checks for fault in check(told)]
    if told.document.text != text:
        found.append("the text is another")
    if Analysis.model_validate_json(told.model_dump_json()) != told:
        found.append("written and read again, the result is another")
    return tuple(found)


def spans_of(told: Analysis) -> Iterator[tuple[str, Span]]:
    """Yield every span of a result but those of blocks, and what it is of."""
    marked: list[Any] = [*told.claims, *told.hedges]
    yield from ((one.id, (one.start, one.end)) for one in marked)
    for one in told.attributions:
        yield from ((one.id, span) for span in (*one.source, *one.cue, *one.content))
    for source in told.sources:
        yield from ((source.id, span) for span in source.mentions)


def _document(told: Analysis) -> Iterator[str]:
    text, at = told.document.text, 0
    for block in told.document.blocks:
        if not at <= block.start < block.end <= len(text):
            yield f"block {block.start}-{block.end} is empty, out of order or out of the text"
        at = block.end
    ends = [0, *(end for block in told.document.blocks for end in (block.start, block.end))]
    for start, end in zip(ends[::2], [*ends[1::2], len(text)], strict=True):
        if text[start:end].strip().strip(_BETWEEN_BLOCKS + " \t").strip():
            yield f"{start}-{end} lies in no block"


def _spans(told: Analysis) -> Iterator[str]:
    text = told.document.text
    owner = [-1] * len(text)
    for at, block in enumerate(told.document.blocks):
        owner[block.start : block.end] = [at] * (block.end - block.start)
    for of, (start, end) in spans_of(told):
        if not 0 <= start < end <= len(text):
            yield f"{of}: {start}-{end} is empty or out of the text"
        elif owner[start] == -1 or owner[start] != owner[end - 1]:
            yield f"{of}: {start}-{end} is not within one block"
        elif not text[start:end].strip():
            yield f"{of}: {start}-{end} is white space"


def _order(told: Analysis) -> Iterator[str]:
    for left, right in pairwise(told.claims):
        if left.end > right.start:
            yield f"{left.id} and {right.id} overlap or are out of order"
    for one in told.attributions:
        for name, spans in (("source", one.source), ("cue", one.cue), ("content", one.content)):
            if any(left[1] > right[0] for left, right in pairwise(spans)):
                yield f"{one.id}: the pieces of its {name} overlap or are out of order"
        if _overlapping(one):
            yield f"{one.id}: its source, cue and content share words"
    for of, starts in (
        ("hedges", [hedge.start for hedge in told.hedges]),
        *((source.id, [start for start, _ in source.mentions]) for source in told.sources),
    ):
        if starts != sorted(starts):
            yield f"{of}: out of order"


def _overlapping(one: Attribution) -> bool:
    spans = sorted((*one.source, *one.cue, *one.content))
    return any(left[1] > right[0] for left, right in pairwise(spans))


def _claims(told: Analysis) -> Iterator[str]:
    furniture = {
        at
        for block in told.document.blocks
        if block.role == "furniture"
        for at in range(block.start, block.end)
    }
    for claim in told.claims:
        if not _slices_back(told.document.text, claim):
            yield f"{claim.id}: its selectors do not lead to it"
        if claim.start in furniture:
            yield f"{claim.id}: lies in furniture"
        if (claim.traceability is None) != (claim.attribution is None):
            yield f"{claim.id}: has a traceability without a source, or a source without one"


def _slices_back(text: str, claim: Claim) -> bool:
    quote, position = claim.selector
    return (
        (position.start, position.end) == (claim.start, claim.end)
        and quote.exact == text[claim.start : claim.end] == quote.exact.strip()
        and quote.prefix == text[max(0, claim.start - CONTEXT_CHARS) : claim.start]
        and quote.suffix == text[claim.end : claim.end + CONTEXT_CHARS]
    )


def _ids(told: Analysis) -> Iterator[str]:
    sources, claims, hedges, attributions = (
        [one.id for one in kind]
        for kind in (told.sources, told.claims, told.hedges, told.attributions)
    )
    every = [*sources, *claims, *hedges, *attributions]
    if len(set(every)) < len(every):
        yield "an id is given twice"
    named = (
        ({one.source_id for one in told.attributions}, sources),
        ({one.via for one in told.attributions} - {None}, attributions),
        ({claim.attribution for claim in told.claims} - {None}, attributions),
        ({cue for claim in told.claims for cue in claim.hedging.cues}, hedges),
        ({id for source in told.sources for id in source.claims}, claims),
        ({id for notice in told.notices for id in notice.claims}, claims),
    )
    for ids, known in named:
        yield from (f"there is no {id}" for id in sorted(str(id) for id in ids.difference(known)))


def _chains(told: Analysis) -> Iterator[str]:
    via = {one.id: one.via for one in told.attributions}
    for link in via:
        at: str | None = link
        for _ in via:
            at = via.get(at) if at else None
        if at:
            yield f"{link}: its chain of via has no end"


def _numbers(told: Analysis) -> Iterator[str]:
    numbers = [
        told.summary.resting_on_unnamed_or_vague,
        *(one.confidence for one in told.attributions),
        *(claim.traceability or 0.0 for claim in told.claims),
        *(claim.hedging.factuality for claim in told.claims),
    ]
    if any(number != round(number, 3) for number in numbers):
        yield "a number has more than three decimals"


def _summary(told: Analysis) -> Iterator[str]:
    summary = told.summary
    counts = (
        (summary.claims, len(told.claims)),
        (sum(summary.by_kind.values()), len(told.claims)),
        (summary.by_kind["own_voice"], sum(c.attribution is None for c in told.claims)),
        (summary.hedged, sum(c.hedging.certainty != "certain" for c in told.claims)),
        (
            summary.coverage.sentences,
            summary.coverage.scored + sum(summary.coverage.skipped.values()),
        ),
    )
    if any(said != counted for said, counted in counts):
        yield f"the summary's counts are not what is there: {counts}"
