from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from server.contract import Block
from server.pieces import Fact, runs

TEXTS = st.text(min_size=1, max_size=60)


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Fact]]:
    """A text, disjoint claims on it, and sources, cues and hedges anywhere."""
    text = draw(TEXTS)
    places = st.integers(0, len(text))
    edges = sorted(draw(st.sets(places, max_size=8)))
    claims = [Fact(start, end, "claim", f"c{start}") for start, end in list(pairwise(edges))[::2]]
    spans = draw(
        st.lists(st.tuples(places, places, st.sampled_from(["source", "cue", "hedge"])), max_size=8)
    )
    others = [
        Fact(min(a, b), max(a, b), kind, f"x{index}")  # type: ignore[arg-type]
        for index, (a, b, kind) in enumerate(spans)
        if a != b
    ]
    return text, sorted([*claims, *others], key=lambda fact: fact.start)


def printed(text: str, facts: list[Fact], block: Block | None = None) -> str:
    block = block or Block(start=0, end=len(text), role="body")
    return "".join(piece.text for run in runs(text, block, facts) for piece in run.pieces)


@given(marked_texts())
def test_all_text_is_printed_once_and_in_order_whatever_overlaps(
    marked: tuple[str, list[Fact]],
) -> None:
    text, facts = marked
    assert printed(text, facts) == text


@given(marked_texts())
def test_every_claim_is_one_run_with_exactly_its_words(marked: tuple[str, list[Fact]]) -> None:
    text, facts = marked
    cut = runs(text, Block(start=0, end=len(text), role="body"), facts)
    told = [(run.claim, "".join(piece.text for piece in run.pieces)) for run in cut if run.claim]
    assert told == [
        (fact.id, text[fact.start : fact.end]) for fact in facts if fact.kind == "claim"
    ]


@given(marked_texts(), st.data())
def test_blocks_print_their_own_text_though_facts_cross_them(
    marked: tuple[str, list[Fact]], data: st.DataObject
) -> None:
    text, facts = marked
    middle = data.draw(st.integers(0, len(text)))
    for start, end in ((0, middle), (middle, len(text))):
        block = Block(start=start, end=end, role="body")
        assert printed(text, facts, block) == text[start:end]


def test_a_source_within_a_claim_is_a_piece_of_its_own() -> None:
    text = "the mayor said the bridge holds"
    facts = [
        Fact(0, 31, "claim", "c1"),
        Fact(0, 9, "source", "a2"),
        Fact(10, 14, "cue", "a2"),
        Fact(10, 14, "cue", "a3"),
    ]
    (run,) = runs(text, Block(start=0, end=31, role="body"), facts)
    assert [(piece.text, piece.source_of, piece.cue_of) for piece in run.pieces] == [
        ("the mayor", ("a2",), ()),
        (" ", (), ()),
        ("said", (), ("a2", "a3")),
        (" the bridge holds", (), ()),
    ]


def test_the_cost_grows_with_the_facts_and_not_with_their_square() -> None:
    text = "so it is said. " * 13_000
    facts = [Fact(at, at + 4, "cue", f"a{at}") for at in range(0, len(text), 15)]
    assert printed(text, facts) == text
