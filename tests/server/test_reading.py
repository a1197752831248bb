import pytest

from server.contract import (
    Analysis,
    Attribution,
    Block,
    Certainty,
    Claim,
    Coverage,
    Document,
    Engine,
    Hedge,
    Hedging,
    Hint,
    Notice,
    Source,
    SourceKind,
    Span,
    Summary,
    TextPositionSelector,
    TextQuoteSelector,
    Title,
)
from server.marks import label_of
from server.reading import Reading, read, web_address

TITLE = "Ferry stays in port"
TEXT = f"""{TITLE}

The ferry is worn out, the harbour office said.

The master told the office that a survey found rust. Crew on the quay say it may never sail.

It sailed first in 1971. Some hope for a new one.

READ MORE: Ten ferries"""


def span(words: str) -> Span:
    start = TEXT.index(words)
    return start, start + len(words)


def source(id: str, kind: SourceKind, words: str, claims: list[str]) -> Source:
    return Source(
        id=id,
        kind=kind,
        official=False,
        name=words if kind == "person" else None,
        role=None,
        described_as=None,
        number=None,
        reason=None,
        mentions=(span(words),),
        claims=tuple(claims),
    )


def attribution(id: str, who: str, cue: str, content: str, via: str | None = None) -> Attribution:
    return Attribution(
        id=id,
        source=(span(who),),
        cue=(span(cue),),
        content=(span(content),),
        form="indirect",
        stance="neutral",
        source_id=id.replace("a", "s"),
        via=via,
        confidence=1,
    )


def claim(
    id: str,
    words: str,
    of: str | None = None,
    certainty: Certainty = "certain",
    traceability: float | None = None,
    shown: bool = True,
) -> Claim:
    start, end = span(words)
    return Claim(
        id=id,
        start=start,
        end=end,
        selector=(
            TextQuoteSelector(exact=words, prefix="", suffix=""),
            TextPositionSelector(start=start, end=end),
        ),
        attribution=of,
        hedging=Hedging(
            certainty=certainty,
            factuality=0,
            cues=("h1",) if certainty != "certain" else (),
            holder=None,
        ),
        traceability=traceability,
        hint=Hint(code="own-voice", text="a hint"),
        rules=(),
        shown=shown,
    )


@pytest.fixture
def analysis() -> Analysis:
    paragraphs = TEXT.split("\n\n")
    roles = ["title", "body", "body", "body", "furniture"]
    return Analysis(
        id="an-1",
        document=Document(
            url="https://news.example/ferry",
            title=Title(text=TITLE, start=0, end=len(TITLE)),
            byline=("Mo Hale",),
            date="2026-02-03T08:00:00Z",
            site=None,
            language="en",
            text=TEXT,
            blocks=tuple(
                Block(start=span(words)[0], end=span(words)[1], role=role)  # type: ignore[arg-type]
                for words, role in zip(paragraphs, roles, strict=True)
            ),
            obtained="text",
        ),
        sources=(
            source("s1", "organisation", "the harbour office", ["c2"]),
            source("s2", "person", "The master", ["c3"]),
            source("s3", "document", "a survey", ["c3"]),
            source("s4", "unnamed", "Crew on the quay", ["c4"]),
            source("s5", "vague", "Some", ["c6"]),
        ),
        attributions=(
            attribution("a1", "the harbour office", "said", "The ferry is worn out"),
            attribution("a2", "The master", "told", "that a survey found rust"),
            attribution("a3", "a survey", "found", "rust", via="a2"),
            attribution("a4", "Crew on the quay", "say", "it may never sail"),
            attribution("a5", "Some", "hope", "for a new one"),
        ),
        claims=(
            claim("c1", TITLE),
            claim("c2", "The ferry is worn out", "a1", traceability=0.9),
            claim("c3", "rust", "a3", traceability=0.6),
            claim("c4", "it may never sail", "a4", "possible", traceability=0.3),
            claim("c5", "It sailed first in 1971"),
            claim("c6", "for a new one", "a5", traceability=0.1, shown=False),
        ),
        hedges=(
            Hedge(id="h1", start=span("may")[0], end=span("may")[1], kind="modal", holder="source"),
        ),
        notices=(Notice(code="rests-on-one-unnamed-source", claims=("c4", "c6")),),
        summary=Summary(
            claims=6,
            by_kind={},
            hedged=1,
            resting_on_unnamed_or_vague=0.5,
            coverage=Coverage(sentences=7, scored=6, skipped={"furniture": 1}),
        ),
        engine=Engine(version="1", model="rules", lexicons={}),
    )


def printed(page: Reading) -> list[str]:
    paragraphs = [p for section in page.sections for p in section.paragraphs]
    return [
        "".join(piece.text for run in paragraph.runs for piece in run.pieces)
        for paragraph in ([page.title] if page.title else []) + paragraphs
    ]


def test_every_block_is_printed_once_and_in_order(analysis: Analysis) -> None:
    assert printed(read(analysis)) == TEXT.split("\n\n")


def test_every_shown_claim_is_marked_once(analysis: Analysis) -> None:
    page = read(analysis)
    paragraphs = [page.title, *(p for section in page.sections for p in section.paragraphs)]
    marked = [run.claim for p in paragraphs if p for run in p.runs if run.claim]
    assert marked == ["c1", "c2", "c3", "c4", "c5"] == list(page.marks)


def test_claims_set_aside_are_marked_on_request_only(analysis: Analysis) -> None:
    assert "c6" not in read(analysis).marks
    assert "c6" in read(analysis, everything=True).marks
    assert read(analysis).set_aside == read(analysis, everything=True).set_aside == 1


def test_plain_own_voice_has_no_card_and_the_others_are_numbered_and_chained(
    analysis: Analysis,
) -> None:
    marks = read(analysis).marks
    assert [mark.number for mark in marks.values()] == [None, 1, 2, 3, None]
    assert [marks["c2"].after, marks["c3"].before, marks["c3"].after] == ["c3", "c2", "c4"]
    assert marks["c2"].before is None
    assert marks["c4"].after is None


def test_only_hedges_that_make_a_claim_less_certain_are_shown_as_hedges(analysis: Analysis) -> None:
    start, end = span("first")
    idle = Hedge(id="h2", start=start, end=end, kind="approximator", holder="author")
    page = read(analysis.model_copy(update={"hedges": (*analysis.hedges, idle)}))
    pieces = [
        piece
        for section in page.sections
        for paragraph in section.paragraphs
        for run in paragraph.runs
        for piece in run.pieces
    ]
    assert [piece.text for piece in pieces if piece.is_hedge] == ["may"]


def test_a_card_tells_cue_hedge_and_through_whom_it_came(analysis: Analysis) -> None:
    marks = read(analysis).marks
    assert marks["c3"].cue == "found"
    assert [teller.label for teller in marks["c3"].tellers] == ["The master"]
    assert marks["c4"].hedges == ("may",)
    assert marks["c2"].tellers == ()


def test_a_chain_that_bites_its_tail_still_ends(analysis: Analysis) -> None:
    bitten = analysis.attributions[1].model_copy(update={"via": "a3"})
    attributions = (analysis.attributions[0], bitten, *analysis.attributions[2:])
    page = read(analysis.model_copy(update={"attributions": attributions}))
    assert page.marks["c3"].tellers


def test_what_is_easier_to_check_is_said_to_be(analysis: Analysis) -> None:
    marks = read(analysis, everything=True).marks
    said = [marks[id].ease for id in ("c2", "c3", "c4", "c6", "c1")]
    assert said == ["easily", "with-effort", "hardly", "not", None]


def test_the_bar_is_filled_without_gaps_by_the_claims_on_the_page(analysis: Analysis) -> None:
    page = read(analysis)
    assert sum(share.count for share in page.shares) == page.profile.claims == len(page.marks)
    assert page.shares[0].start == 0
    assert page.shares[-1].end == 100
    ends = [share.end for share in page.shares]
    assert ends[:-1] == [share.start for share in page.shares[1:]]


def test_the_ledger_lists_who_is_relied_on_with_organisations_among_the_named(
    analysis: Analysis,
) -> None:
    ledger = {group: [entry.label for entry in entries] for group, entries in read(analysis).ledger}
    assert ledger == {
        "person": ["the harbour office", "The master"],
        "document": ["a survey"],
        "unnamed": ["Crew on the quay"],
    }


@pytest.mark.parametrize(
    ("mention", "label"),
    [
        ("Two nurses, who asked not to be named,", "Two nurses"),
        ("a guard, speaking on condition of anonymity", "a guard"),
        ("people in Kent, Surrey and Essex", "people in Kent, Surrey and Essex"),
    ],
)
def test_a_label_leaves_out_why_its_source_is_not_named(
    analysis: Analysis, mention: str, label: str
) -> None:
    document = analysis.document.model_copy(update={"text": mention})
    crew = next(source for source in analysis.sources if source.kind == "unnamed")
    told = crew.model_copy(update={"mentions": ((0, len(mention)),)})
    assert label_of(analysis.model_copy(update={"document": document}), told) == label


def test_sources_without_words_of_their_own_are_one_entry(analysis: Analysis) -> None:
    nobody = [
        analysis.sources[at].model_copy(update={"kind": "none", "name": None}) for at in (0, 3)
    ]
    page = read(analysis.model_copy(update={"sources": (*nobody, *analysis.sources[1:3])}))
    (entry,) = dict(page.ledger)["none"]
    assert [mark.claim.id for mark in entry.marks] == ["c2", "c4"]


def test_a_source_of_attitudes_alone_enters_the_ledger_with_them(analysis: Analysis) -> None:
    assert "vague" in dict(read(analysis, everything=True).ledger)


def test_a_notice_leads_to_the_claims_that_are_on_the_page(analysis: Analysis) -> None:
    (remark,) = read(analysis).remarks
    assert [mark.claim.id for mark in remark.marks] == ["c4"]


def test_the_profile_counts_what_the_page_shows(analysis: Analysis) -> None:
    profile = read(analysis).profile
    assert (profile.claims, profile.sourced, profile.in_the_dark, profile.hedged) == (5, 3, 1, 1)


def test_what_no_source_is_told_for_has_none_in_the_profile(analysis: Analysis) -> None:
    nobody = [source.model_copy(update={"kind": "none"}) for source in analysis.sources]
    profile = read(analysis.model_copy(update={"sources": tuple(nobody)})).profile
    assert (profile.claims, profile.sourced, profile.in_the_dark) == (5, 0, 0)


def test_a_date_is_put_in_words_and_what_is_none_is_left(analysis: Analysis) -> None:
    assert (read(analysis).date, read(analysis).date_iso) == ("3 February 2026", "2026-02-03")
    undated = analysis.document.model_copy(update={"date": "last week"})
    page = read(analysis.model_copy(update={"document": undated}))
    assert (page.date, page.date_iso) == ("last week", None)


@pytest.mark.parametrize(
    ("address", "may_be_linked"),
    [
        ("https://news.example/a", True),
        ("http://news.example", True),
        ("HTTPS://news.example", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//news.example", False),
        ("https:", False),
        ("http://[", False),
        (" https://news.example", True),
        ("", False),
        (None, False),
    ],
)
def test_only_web_addresses_become_links(address: str | None, may_be_linked: bool) -> None:
    assert (web_address(address) is not None) == may_be_linked
