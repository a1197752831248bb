"""What a network marks, held against the constructions: invented marks on invented sentences."""

import re

import pytest

from workers.article.model import Article, Block
from workers.claims.constructions import candidates
from workers.claims.constructions.line import lines
from workers.claims.grouping import Group, groups, tagging
from workers.claims.model import Role, TaggedSpan
from workers.claims.quotation import quotations
from workers.claims.tagger.agreement import Marked, Proposal, agree, judged, proposals
from workers.claims.text import sentences

TEXT = "“It fell,” said Dana Orr, the mayor."


def proposed(text: str) -> tuple[Proposal, ...]:
    blocks = tuple(Block(*m.span(), "body") for m in re.finditer(r"\S[^\n]*", text))
    read = sentences(Article(text, blocks, "en", "text"))
    return tuple(
        one
        for line in lines(read, quotations(read))
        for one in proposals(line, tuple(candidates(line)))
    )


def group(text: str, source: str, cue: str, content: str, sure: float = 0.9) -> Group:
    def spans(role: Role, words: str) -> tuple[TaggedSpan, ...]:
        start = text.index(words)
        return (TaggedSpan(role, start, start + len(words), sure),) if words else ()

    return Group(spans("cue", cue)[0], spans("source", source), spans("content", content))


def words(text: str, spans: tuple[TaggedSpan, ...]) -> list[str]:
    return [text[span.start : span.end] for span in spans]


def test_what_a_construction_confirms_is_surer_than_what_the_network_says_alone() -> None:
    marked = group(TEXT, "Dana Orr, the mayor", "said", "“It fell,”")
    assert judged(marked, proposed(TEXT)).confidence > judged(marked, ()).confidence


def test_a_construction_confirms_a_source_of_which_more_is_told() -> None:
    text = "“It fell,” said Dana Orr, who had come from the far side of the hill to see it."
    short, long = (
        judged(group(text, source, "said", "“It fell,”"), proposed(text)).confidence
        for source in ("Dana Orr", text[text.index("Dana") : -1])
    )
    assert short == long


def test_what_the_network_is_surer_of_stays_surer() -> None:
    weak, strong = (group(TEXT, "Dana Orr", "said", "“It fell,”", sure) for sure in (0.6, 0.9))
    assert judged(weak, ()).confidence < judged(strong, ()).confidence


@pytest.mark.parametrize("sure", [0.0, 0.5, 1.0])
def test_a_confidence_is_a_probability_and_the_cue_carries_it(sure: float) -> None:
    found = judged(group(TEXT, "the mayor", "said", "“It fell,”", sure), proposed(TEXT))
    assert 0 < found.cue.confidence < 1
    assert {span.confidence for span in (*found.source, *found.content)} == {1.0}


def test_a_speaker_the_network_does_not_see_is_taken_from_the_construction() -> None:
    found = judged(group(TEXT, "", "said", "“It fell,”"), proposed(TEXT))
    assert words(TEXT, found.source) == ["Dana Orr, the mayor"]


def test_a_speaker_of_another_sentence_gives_way_to_the_one_beside_the_cue() -> None:
    text = "The harbour board met. " + TEXT
    found = judged(group(text, "The harbour board", "said", "“It fell,”"), proposed(text))
    assert words(text, found.source) == ["Dana Orr, the mayor"]


def test_a_source_the_network_is_sure_of_stays() -> None:
    text = "It fell, the mayor of Harlow and her aide said."
    marked = group(text, "her aide", "said", "It fell", sure=0.99)
    assert judged(marked, proposed(text)).source[0].start == text.index("her aide")


def test_words_that_say_there_is_no_source_are_all_of_the_cue() -> None:
    text = "There are rumours that the mill will shut."
    found = judged(group(text, "", "are rumours", "the mill will shut"), proposed(text))
    assert words(text, (found.cue,)) == ["There are rumours that"]


def test_the_network_leaves_only_what_it_says_nothing_of() -> None:
    text = "Orr said that it fell. There are rumours that the mill will shut."
    marked = Marked([group(text, "Orr", "said", "that it fell")])
    left = {
        text[p.group.cue.start : p.group.cue.end] for p in proposed(text) if marked.leaves(p.group)
    }
    assert left == {"There are rumours that"}


def test_groups_come_back_from_the_form_a_tagger_gives() -> None:
    found = [one.group for one in proposed(TEXT)]
    assert found and list(groups(tagging(found))) == found


@pytest.mark.parametrize(
    ("text", "cue", "content", "source"),
    [
        ("Orr allegedly told police that it fell.", "allegedly told", "that it fell", ["Orr"]),
        ("Orr reportedly said it fell.", "reportedly said", "it fell", ["Orr"]),
        ("Orr reportedly sold the mill.", "reportedly sold", "the mill", []),
    ],
)
def test_who_allegedly_tells_is_heard_and_who_allegedly_acts_is_told_of(
    text: str, cue: str, content: str, source: list[str]
) -> None:
    told = judged(group(text, "Orr", cue, content), proposed(text))
    assert words(text, told.source) == source


def test_who_closes_a_sentence_says_all_of_it() -> None:
    text = "A nurse explained that the ward was full, Orr continued."
    told = judged(group(text, "Orr", "continued", "that the ward was full"), proposed(text))
    assert words(text, told.content) == ["A nurse explained that the ward was full"]


def test_a_quotation_over_two_sentences_is_as_sure_as_its_first() -> None:
    first, rest = (
        "“We know of it.",
        " It was a cold night and nobody saw the gate close behind us.”",
    )
    text = "A spokesman for the port said: " + first + rest
    whole = judged(group(text, "A spokesman for the port", "said", first + rest), proposed(text))
    one = judged(group(text, "A spokesman for the port", "said", first), proposed(text))
    assert whole.cue.confidence == one.cue.confidence


@pytest.mark.parametrize(
    ("source", "agrees"),
    [("The head of its union, Ann Orr", True), ("Ann Orr", True), ("its union", False)],
)
def test_a_source_that_ends_alike_is_the_same(source: str, agrees: bool) -> None:
    text = "The head of its union, Ann Orr, said that it fell."
    marked = group(text, source, "said", "that it fell")
    assert any(agree(marked, one.group) for one in proposed(text)) == agrees


def test_who_repeats_it_within_a_sentence_says_a_clause_of_it() -> None:
    text = "The paper was wrong that the ward was full, and Orr continued."
    told = judged(group(text, "Orr", "continued", "that the ward was full"), proposed(text))
    assert words(text, told.content) == ["that the ward was full"]
