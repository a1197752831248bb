"""The shipped tagger on invented sentences: what network and constructions make together."""

import re

import pytest

from workers.article.model import Article, Block
from workers.claims.attribution import attributions
from workers.claims.constructions import sights
from workers.claims.tagger.union import tag
from workers.claims.text import sentences


def read(text: str) -> list[tuple[str, str, list[str]]]:
    """Return source, cue and content of each attribution, in words."""
    blocks = tuple(Block(*m.span(), "body") for m in re.finditer(r"\S[^\n]*", text))
    article = Article(text, blocks, "en", "text")
    told = sentences(article)
    seen = sights(told)
    return [
        (
            " ".join(text[s:e] for s, e in one.source),
            " ".join(text[s:e] for s, e in one.cue),
            [text[s:e] for s, e in one.content],
        )
        for one in attributions(article, told, tag(article, told, seen), seen)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The roof could cost a million, according to board papers.\n\n"
            "“It leaks,” said Ines Calder, the school's head. “We use buckets.”",
            ("Ines Calder, the school's head", "said", ["“It leaks,”", "“We use buckets.”"]),
        ),
        (
            "“It fell,” Orr said. “It broke,” said Lin. “It sank.”",
            ("Lin", "said", ["“It broke,”", "“It sank.”"]),
        ),
        (
            "There are rumours that the mill will shut.",
            ("", "There are rumours that", ["the mill will shut"]),
        ),
        (
            "“It is cold,” comments Ada Lund of the yard.",
            ("Ada Lund of the yard", "comments", ["“It is cold,”"]),
        ),
        (
            "Calder said he had seen the dam, Holm testified.",
            ("Holm", "testified", ["Calder said he had seen the dam"]),
        ),
        (
            "Emails seen by the Harbour Post show that the council knew.",
            ("Emails seen by the Harbour Post", "show", ["that the council knew"]),
        ),
        ("The mill has reportedly shut.", ("", "reportedly", ["The mill has", "shut"])),
        (
            "The gunman is believed to have fled on a motorbike.",
            ("", "is believed", ["The gunman", "to have fled on a motorbike"]),
        ),
    ],
)
def test_each_voice_has_what_it_says(text: str, expected: tuple[str, str, list[str]]) -> None:
    assert expected in read(text)


def test_why_a_source_is_not_named_is_nothing_it_says() -> None:
    text = (
        "The night ward will close in April, the health board said on Tuesday. Patients are "
        "already being moved at weekends, two nurses on the ward said on condition of anonymity "
        "because they feared for their jobs."
    )
    (content,) = [said for source, _, said in read(text) if source == "two nurses on the ward"]
    assert content == ["Patients are already being moved at weekends"]


@pytest.mark.parametrize(
    ("text", "outer"),
    [
        (
            "A nurse explained that her ward was full, Calder continued.",
            ("Calder", "continued", ["A nurse explained that her ward was full"]),
        ),
        (
            "“It's over,” Orr texted his brother that night, the jury was told.",
            ("", "was told", ["“It's over,” Orr texted his brother that night"]),
        ),
    ],
)
def test_who_closes_a_sentence_tells_all_of_it(
    text: str, outer: tuple[str, str, list[str]]
) -> None:
    assert outer in read(text)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            "Two sailors, speaking on condition of anonymity, described a ship without boats.",
            "Two sailors, speaking on condition of anonymity,",
        ),
        (
            "A deckhand, who did not want to be named, said: “The lifeboats had rusted.”",
            "A deckhand, who did not want to be named,",
        ),
        (
            "One deckhand, who asked not to be named, said the lifeboats had rusted.",
            "One deckhand, who asked not to be named,",
        ),
    ],
)
def test_a_source_holds_the_aside_that_it_is_not_named(text: str, source: str) -> None:
    assert [one for one, *_ in read(text)] == [source]


def test_who_asks_not_to_be_named_asks_and_does_not_say_so() -> None:
    text = (
        "The yard is for sale, two people close to the talks said, asking not to be identified "
        "because the plans are secret."
    )
    assert read(text) == [
        ("two people close to the talks", "said", ["The yard is for sale"]),
        ("two people close to the talks", "asking", ["not to be identified"]),
    ]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "…", "🙂", "“”"])
def test_a_text_without_words_has_no_attribution(text: str) -> None:
    assert read(text) == []
