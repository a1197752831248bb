"""A result with markup wherever the outside world may put text."""

from server.contract import (
    Analysis,
    Attribution,
    Block,
    Claim,
    Coverage,
    Document,
    Engine,
    Hedging,
    Hint,
    Source,
    Summary,
    TextPositionSelector,
    TextQuoteSelector,
    Title,
)

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


def hostile_analysis(id: str) -> Analysis:
    """Markup wherever the outside world may put text."""
    text = f"{HOSTILE}\n\nx{HOSTILE} said it."
    start = len(HOSTILE) + 2
    end = start + len(HOSTILE) + 1
    return Analysis(
        id=id,
        document=Document(
            url="javascript:alert(1)",
            title=Title(text=HOSTILE, start=0, end=len(HOSTILE)),
            byline=(HOSTILE,),
            date=HOSTILE,
            site=HOSTILE,
            language="en",
            text=text,
            blocks=(
                Block(start=0, end=len(HOSTILE), role="title"),
                Block(start=start, end=len(text), role="body"),
            ),
            obtained="page",
        ),
        sources=(
            Source(
                id="s1",
                kind="unnamed",
                official=True,
                name=None,
                role=HOSTILE,
                described_as=HOSTILE,
                number=2,
                reason=HOSTILE,
                mentions=((start, end),),
                claims=("c1",),
            ),
        ),
        attributions=(
            Attribution(
                id="a1",
                source=((start, end),),
                cue=((start, end),),
                content=((start, end),),
                form="direct",
                stance="doubt",
                source_id="s1",
                via=None,
                confidence=1,
            ),
        ),
        claims=(
            Claim(
                id="c1",
                start=start,
                end=end,
                selector=(
                    TextQuoteSelector(exact=text[start:end], prefix="", suffix=""),
                    TextPositionSelector(start=start, end=end),
                ),
                attribution="a1",
                hedging=Hedging(certainty="unknown", factuality=0, cues=(), holder="source"),
                traceability=0.3,
                hint=Hint(code="unnamed", text=HOSTILE),
                rules=(),
                shown=True,
            ),
        ),
        hedges=(),
        notices=(),
        summary=Summary(
            claims=1,
            by_kind={},
            hedged=1,
            resting_on_unnamed_or_vague=1,
            coverage=Coverage(sentences=2, scored=1, skipped={HOSTILE: 1}),
        ),
        engine=Engine(version="1", model="rules", lexicons={}),
    )
