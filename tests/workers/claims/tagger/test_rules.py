import re

import pytest

from workers.article.model import Article, Block
from workers.claims.constructions import sights
from workers.claims.model import Tagging
from workers.claims.tagger.rules import tag
from workers.claims.text import sentences


def tagged(text: str) -> Tagging:
    blocks = tuple(Block(*m.span(), "body") for m in re.finditer(r"\S[^\n]*", text))
    article = Article(text, blocks, "en", "text")
    return tag(sights(sentences(article)))


def read(text: str) -> list[tuple[str, str, list[str]]]:
    """Return source, cue and content of each cue, in words."""
    tagging = tagged(text)
    rows = []
    for index, mark in enumerate(tagging.spans):
        if mark.role == "cue":
            parts = [tagging.spans[link.span] for link in tagging.links if link.cue == index]
            source = " ".join(text[s.start : s.end] for s in parts if s.role == "source")
            content = [text[s.start : s.end] for s in parts if s.role == "content"]
            rows.append((source, text[mark.start : mark.end], content))
    return rows


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("Orr said that it fell.", "Orr", "said", ["that it fell"]),
        ("Orr said it fell.", "Orr", "said", ["it fell"]),
        ("The mayor has also said it fell.", "The mayor", "has also said", ["it fell"]),
        ("It fell, Orr said.", "Orr", "said", ["It fell"]),
        ("“It fell,” Orr said.", "Orr", "said", ["“It fell,”"]),
        ("“It fell,” said Orr.", "Orr", "said", ["“It fell,”"]),
        ("“Why?” Orr asked.", "Orr", "asked", ["“Why?”"]),
        ("“It fell,” she told reporters.", "she", "told", ["“It fell,”"]),
        ("Orr told reporters that it fell.", "Orr", "told", ["that it fell"]),
        ("The deck, Orr said, is failing.", "Orr", "said", ["The deck", "is failing"]),
        ("Orr said on Monday that it fell.", "Orr", "said", ["that it fell"]),
        ("Orr on Monday said it fell.", "Orr", "said", ["it fell"]),
        ("On Monday Orr said it fell.", "Orr", "said", ["it fell"]),
        ("In Harlow, the council said it fell.", "the council", "said", ["it fell"]),
        ("Orr said last week it fell.", "Orr", "said", ["it fell"]),
        ("Orr said earlier surveys had shown it.", "Orr", "said", ["earlier surveys had shown it"]),
        ("“It fell,” quipped host Dana Orr when asked.", "host Dana Orr", "quipped",
         ["“It fell,”"]),
        ("“It fell,” said the mayor, Dana Orr, who saw it.", "the mayor, Dana Orr", "said",
         ["“It fell,”"]),
        ("Orr vowed not to sell the mill.", "Orr", "vowed", ["not to sell the mill"]),
        ("But the council said it fell.", "the council", "said", ["it fell"]),
        (
            "“It fell,” said Dana Orr, the chief engineer.",
            "Dana Orr, the chief engineer",
            "said",
            ["“It fell,”"],
        ),
        (
            "Dana Orr, the chief engineer and a friend of Lin, claims that it fell.",
            "Dana Orr, the chief engineer and a friend of Lin",
            "claims",
            ["that it fell"],
        ),
        ("Orr, speaking on her own show, said: “It fell.”", "Orr", "said", ["“It fell.”"]),
        ("The council's chief, Dana Orr, said it fell.", "The council's chief, Dana Orr", "said",
         ["it fell"]),
        ("While it rains, the deputy mayor Dana Orr, said that it fell.",
         "the deputy mayor Dana Orr", "said", ["that it fell"]),
        ("Sen. Dana Orr (D-Ohio) said it fell.", "Sen. Dana Orr (D-Ohio)", "said", ["it fell"]),
        ("Allies close to Orr say that it fell.", "Allies close to Orr", "say", ["that it fell"]),
        ("Two officials in Ohio said it fell.", "Two officials in Ohio", "said", ["it fell"]),
        ("People who saw the plan said it fell.", "People who saw the plan", "said", ["it fell"]),
        ("Orr and Lin said it fell.", "Orr and Lin", "said", ["it fell"]),
        ("Orr rejected the plan and said it fell.", "Orr", "said", ["it fell"]),
        ("Orr shared a clip, adding: “It fell.”", "Orr", "adding", ["“It fell.”"]),
        ("It fell, according to the council.", "the council", "according to", ["It fell"]),
        ("According to the council, it fell.", "the council", "According to", ["it fell"]),
        ("It fell, according to two people familiar with the plans.",
         "two people familiar with the plans", "according to", ["It fell"]),
        ("The deck, according to the poll, is safe.", "the poll", "according to",
         ["The deck", "is safe"]),
        ("It is old (it opened in 1961, according to Orr).", "Orr", "according to",
         ["it opened in 1961"]),
        ("“It fell,” said Dana Orr, whose team had built it.",
         "Dana Orr, whose team had built it", "said", ["“It fell,”"]),
        ("“It fell,” said one council member.", "one council member", "said", ["“It fell,”"]),
        ("Several of them said it fell.", "Several of them", "said", ["it fell"]),
        ("A poll of Ohio released on Tuesday showed Orr ahead.",
         "A poll of Ohio released on Tuesday", "showed", ["Orr ahead"]),
        ("“It fell,” Orr said of the bridge, “and it broke.”", "Orr", "said",
         ["“It fell,”", "“and it broke.”"]),
        ("Orr, who built it, said it fell.", "Orr, who built it", "said", ["it fell"]),
        ("Orr — the council's engineer — said it fell.", "Orr — the council's engineer", "said",
         ["it fell"]),
        ("Reports indicate that it fell.", "Reports", "indicate", ["that it fell"]),
        ("There are reports that it fell.", "", "There are reports that", ["it fell"]),
        ("The deal is expected to fail.", "", "is expected", ["The deal", "to fail"]),
        ("The deal seems to be off.", "", "seems", ["The deal", "to be off"]),
        ("It is believed that Orr left.", "", "is believed", ["that Orr left"]),
        ("It is widely believed that Orr left.", "", "is widely believed", ["that Orr left"]),
        ("It was long thought that Orr left.", "", "was long thought", ["that Orr left"]),
        ("The bridge reportedly fell.", "", "reportedly", ["The bridge", "fell"]),
        ("Orr's claim that it fell is old.", "Orr", "'s claim", ["that it fell is old"]),
        ("Her answer was that it fell.", "Her answer", "was that", ["it fell"]),
        ("Orr hopes to win the vote.", "Orr", "hopes", ["to win the vote"]),
        ("Orr called for a new bridge.", "Orr", "called for", ["a new bridge"]),
        ("Orr supports the plan.", "Orr", "supports", ["the plan"]),
        ("Mayor Orr: The bridge is safe now", "Mayor Orr", ":", ["The bridge is safe now"]),
        ("A poll shows Lin ahead of Orr.", "A poll", "shows", ["Lin ahead of Orr"]),
        ("Orr said that Lin “firmly” supports it.", "Orr", "said",
         ["that Lin “firmly” supports it"]),
    ],
)  # fmt: skip
def test_each_construction_gives_source_cue_and_content(
    text: str, source: str, cue: str, content: list[str]
) -> None:
    assert (source, cue, content) in read(text)


@pytest.mark.parametrize(
    "text",
    [
        "This came after Orr met with Lin in March to discuss the bridge.",
        "Orr last spoke to Lin before the storm in May.",
        "The bridge opened in 1961.",
        "The council will close the bridge in May.",
        "Rain fell on the town all day.",
        "Police closed the road.",
    ],
)
def test_an_event_in_the_writers_own_voice_is_no_attribution(text: str) -> None:
    assert read(text) == []


def test_tags_are_flat() -> None:
    text = "Orr said that Lin claims that the mayor knows that it fell."
    assert [(source, cue) for source, cue, _ in read(text)] == [("Orr", "said")]


def test_each_voice_of_a_sentence_has_its_own_content() -> None:
    first, second = read("Orr said it fell, and Lin said it broke.")
    assert first == ("Orr", "said", ["it fell"])
    assert second == ("Lin", "said", ["it broke"])


def test_spans_are_in_order_and_links_lead_to_cues() -> None:
    tagging = tagged("“It fell,” said Orr. It sank, according to Lin, who saw it.")
    assert list(tagging.spans) == sorted(tagging.spans, key=lambda span: (span.start, span.end))
    assert {tagging.spans[link.cue].role for link in tagging.links} == {"cue"}
    assert "cue" not in {tagging.spans[link.span].role for link in tagging.links}
