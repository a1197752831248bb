import re
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.article.model import Article, Block, Span
from workers.claims.model import Attribution, Segment, Sentence
from workers.claims.segmentation import segments
from workers.claims.text import sentences

Maker = Callable[..., Any]

OWN = None
ROWS: list[tuple[str, list[tuple[str | None, str]]]] = [
    # the publication's own voice
    ("The bridge opened in 1961.", [(OWN, "The bridge opened in 1961.")]),
    ("It rained. The dam broke!", [(OWN, "It rained."), (OWN, "The dam broke!")]),
    ("“The dam” broke.", [(OWN, "“The dam” broke.")]),
    ("A long cold winter.", []),
    ("- The dam broke.", [(OWN, "The dam broke.")]),
    ("• •", []),
    # one attribution
    (
        "<t1>The bridge will close</t1>, <s1>the council</s1> <c1>said</c1> on Monday.",
        [("a1", "The bridge will close")],
    ),
    (
        "<t1>The bridge will close,</t1> <s1>the council</s1> <c1>said</c1>.",
        [("a1", "The bridge will close")],
    ),
    (
        "<t1>“The deck is failing,”</t1> <c1>said</c1> <s1>Reyes</s1>.",
        [("a1", "“The deck is failing,”")],
    ),
    (
        "<s1>Reyes</s1> <c1>said</c1>: <t1>“The deck is failing.”</t1>",
        [("a1", "“The deck is failing.”")],
    ),
    (
        "<c1>According to</c1> <s1>Reyes</s1>, <t1>the deck is failing</t1>.",
        [("a1", "the deck is failing")],
    ),
    (
        "<t1>The bridge</t1>, <s1>Reyes</s1> <c1>said</c1>, <t1>will close in May</t1>.",
        [("a1", "The bridge"), ("a1", "will close in May")],
    ),
    (
        "<s1>Reyes</s1>, speaking on her show, <c1>said</c1> <t1>it leaks</t1>.",
        [("a1", "it leaks")],
    ),
    (
        "<t1>“It leaks,”</t1> <c1>said</c1> <s1>Reyes</s1>. <t1>“It drips.</t1>\n"
        "<t1>“It runs.”</t1>",
        [("a1", "“It leaks,”"), ("a1", "“It drips."), ("a1", "“It runs.”")],
    ),
    (
        "<s1>Reyes</s1> <c1>said</c1> <t1>it leaks. It drips.</t1>",
        [("a1", "it leaks."), ("a1", "It drips.")],
    ),
    ("<s1>She</s1> <c1>said</c1> <t1>“no” and “never”</t1>.", [("a1", "“no” and “never”")]),
    # own voice around it
    (
        "<s1>Reyes</s1> <c1>said</c1> <t1>it leaks</t1>, and the council met.",
        [("a1", "it leaks"), (OWN, "and the council met")],
    ),
    (
        "After the dam broke, <s1>Reyes</s1> <c1>said</c1> <t1>it leaks</t1>.",
        [(OWN, "After the dam broke"), ("a1", "it leaks")],
    ),
    (
        "<s1>Reyes</s1>, who was hired in May, <c1>said</c1> <t1>it leaks</t1>.",
        [(OWN, "who was hired in May"), ("a1", "it leaks")],
    ),
    (
        "<s1>Reyes</s1> left the room, <c1>telling</c1> reporters <t1>that it leaks</t1>.",
        [(OWN, "Reyes left the room"), ("a1", "that it leaks")],
    ),
    (
        "<s1>Reyes</s1> left the “room”, and <c1>said</c1> <t1>that it leaks</t1>.",
        [(OWN, "Reyes left the “room”"), ("a1", "that it leaks")],
    ),
    (
        "Orr left early when <c1>asked about</c1> <t1>the leak</t1>.",
        [(OWN, "Orr left early"), ("a1", "the leak")],
    ),
    (
        "<s1>Reyes</s1> never <c1>said</c1> so, but <s2>Orr</s2> also left.",
        [(OWN, "Reyes never said so, but Orr also left.")],
    ),
    ("<c1>It is believed</c1> <t1>that it leaks</t1>.", [("a1", "that it leaks")]),
    # what cuts nothing
    ("<s1>Reyes</s1> <c1>refused</c1> to speak.", [(OWN, "Reyes refused to speak.")]),
    (
        "<s1>Reyes</s1> <c1>spoke</c1> of <t1>“…”</t1>.",
        [],
    ),
]


def pieces(m: Any) -> list[tuple[str | None, str]]:
    found = segments(m.article, m.sentences, m.attributions)
    return [(s.attribution, m.article.text[s.start : s.end]) for s in found]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_a_sentence_is_cut_where_its_speaker_changes(
    marked: Maker, text: str, expected: list[tuple[str | None, str]]
) -> None:
    assert pieces(marked(text)) == expected


def test_what_is_told_inside_belongs_to_the_inner_attribution(marked: Maker) -> None:
    text = (
        "<s1>Reyes</s1> <c1>said</c1> "
        "<t1><s2>a report</s2> <c2>warned</c2> <t2>that it leaks</t2>, and it drips</t1>."
    )
    m = marked(text, links={"2": {"via": "a1"}})
    assert pieces(m) == [("a2", "that it leaks"), ("a1", "and it drips")]


def test_of_two_nested_apart_the_shorter_is_the_inner_one(marked: Maker) -> None:
    m = marked(
        "<s1>A</s1> <c1>said</c1> <t1>the deck is failing and <t2>the piers fall</t2></t1> "
        "<s2>B</s2> <c2>said</c2>."
    )
    assert pieces(m) == [("a1", "the deck is failing and"), ("a2", "the piers fall")]


def test_a_chain_of_three_gives_its_words_to_the_innermost(marked: Maker) -> None:
    text = (
        "<s1>A</s1> <c1>said</c1> <t1><s2>B</s2> <c2>said</c2> "
        "<t2><s3>C</s3> <c3>said</c3> <t3>it leaks</t3></t2></t1>."
    )
    m = marked(text, links={"2": {"via": "a1"}, "3": {"via": "a2"}})
    assert pieces(m) == [("a3", "it leaks")]


def test_what_is_found_inside_without_being_sure_cuts_nothing(marked: Maker) -> None:
    text = "<s1>Orr</s1> <c1>said</c1> <t1>that <s2>Reyes</s2> <c2>saw</c2> <t2>it leak</t2></t1>."
    m = marked(text, links={"2": {"via": "a1"}})
    unsure = tuple(replace(a, confidence=0.5 if a.via else 0.9) for a in m.attributions)
    for least, expected in ((0.4, "a2"), (0.6, "a1")):
        found = segments(m.article, m.sentences, unsure, least)
        assert [piece.attribution for piece in found] == [expected]


def test_what_stands_beside_an_inner_attribution_is_a_piece_if_it_states_something(
    marked: Maker,
) -> None:
    text = (
        "<s1>A message</s1> <c1>said</c1> <t1><s2>Marsh</s2> <c2>told</c2> staff in March "
        "<t2>that it leaks</t2></t1>."
    )
    assert pieces(marked(text, links={"2": {"via": "a1"}})) == [("a2", "that it leaks")]


def test_own_voice_beside_an_unsure_attribution_is_unsure(marked: Maker) -> None:
    m = marked("<s1>Reyes</s1> <c1>said</c1> <t1>it leaks</t1>, and the dam broke. It rained.")
    for sure in (0.5, 0.9):
        told = tuple(replace(a, confidence=sure) for a in m.attributions)
        found = segments(m.article, m.sentences, told, 0.6)
        assert [p.is_sure for p in found if p.attribution is OWN] == [sure > 0.6, True]


def test_an_attitude_inside_a_quotation_leaves_the_quotation_whole(marked: Maker) -> None:
    text = "<t1>“<s2>I</s2> <c2>want</c2> <t2>to win</t2>,”</t1> <s1>she</s1> <c1>said</c1>."
    m = marked(text, links={"2": {"via": "a1", "act": "attitude"}})
    assert pieces(m) == [("a1", "“I want to win,”")]


def test_a_speakers_own_thought_leaves_the_quotation_whole(marked: Maker) -> None:
    text = "<t1>“<s2>I</s2> <c2>think</c2> <t2>it leaks</t2>,”</t1> <c1>said</c1> <s1>Reyes</s1>."
    assert pieces(marked(text, links={"2": {"via": "a1"}})) == [("a1", "“I think it leaks,”")]


def test_an_attitude_on_its_own_is_a_piece(marked: Maker) -> None:
    m = marked("<s1>She</s1> <c1>wants</c1> <t1>to win</t1>.", links={"1": {"act": "attitude"}})
    assert pieces(m) == [("a1", "to win")]


def test_a_headline_needs_no_verb_to_be_the_publications_claim(marked: Maker) -> None:
    m = marked("Council to close old bridge\nA cold winter.", title=True)
    assert pieces(m) == [(OWN, "Council to close old bridge")]


def test_furniture_gets_no_claims(marked: Maker) -> None:
    m = marked("The dam broke.\nREAD MORE: The dam held.", roles={1: "read-more"})
    assert pieces(m) == [(OWN, "The dam broke.")]


TEXT = "The dam broke. “It leaks,” she said on Monday, and left — “badly”.\nWho knew? They did."
PLACES = st.integers(0, len(TEXT))
SPANS = st.lists(st.tuples(PLACES, PLACES).map(sorted).map(tuple), max_size=3).map(tuple)


@st.composite
def any_attributions(draw: Any) -> tuple[Attribution, ...]:
    count = draw(st.integers(0, 5))
    via = st.sampled_from([None, "a0", "a1", "a2", "a3", "a4", "gone"])
    return tuple(
        Attribution(
            id=f"a{number}",
            source=draw(SPANS),
            cue=draw(SPANS),
            content=draw(SPANS),
            form="indirect",
            stance="neutral",
            act=draw(st.sampled_from(["speech", "attitude"])),
            via=draw(via),
            confidence=0.5,
        )
        for number in range(count)
    )


def article_of(text: str) -> Article:
    blocks = [Block(m.start(), m.end(), "body") for m in re.finditer(r"\S[^\n]*", text)]
    return Article(text=text, blocks=tuple(blocks), language="en", obtained="text")


def covers(spans: tuple[Span, ...], at: int) -> bool:
    return any(start <= at < end for start, end in spans)


def is_valid(found: tuple[Segment, ...], read: tuple[Sentence, ...], text: str) -> bool:
    in_order = all(a.end <= b.start for a, b in pairwise(found))
    inside = all(any(s.start <= p.start < p.end <= s.end for s in read) for p in found)
    edges = all(text[p.start : p.end].strip(" ,;:–—-") == text[p.start : p.end] for p in found)
    return in_order and inside and edges


@given(any_attributions())
def test_any_attributions_give_disjoint_pieces_in_order_within_sentences(
    attributions: tuple[Attribution, ...],
) -> None:
    article = article_of(TEXT)
    read = sentences(article)
    found = segments(article, read, attributions)
    assert is_valid(found, read, TEXT)
    by_id = {a.id: a for a in attributions}
    for piece in found:
        if piece.attribution:
            letters = [i for i in range(piece.start, piece.end) if TEXT[i].isalnum()]
            assert all(covers(by_id[piece.attribution].content, i) for i in letters)


@given(st.text(max_size=200))
def test_any_text_gives_valid_pieces(text: str) -> None:
    article = article_of(text)
    read = sentences(article)
    assert is_valid(segments(article, read, ()), read, text)


def test_time_grows_with_the_attributions_only() -> None:
    text = "he said it " * 5_000
    article = article_of(text)
    attributions = tuple(
        Attribution(
            id=f"a{n}",
            source=((11 * n, 11 * n + 2),),
            cue=((11 * n + 3, 11 * n + 7),),
            content=((11 * n + 8, len(text) - 1),),
            form="indirect",
            stance="neutral",
            act="speech",
            via=None,
            confidence=0.5,
        )
        for n in range(5_000)
    )
    started = time.process_time()
    segments(article, sentences(article), attributions)
    assert time.process_time() - started < 10
