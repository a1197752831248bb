"""What records show, what is told at second hand and what is talked of, in invented sentences."""

import re

import pytest

from workers.article.model import Article, Block
from workers.claims.constructions import candidates
from workers.claims.constructions.line import lines
from workers.claims.quotation import quotations
from workers.claims.text import sentences

Found = tuple[str, str, str, list[str]]


def found(text: str) -> list[Found]:
    """Return construction without its frame, source, cue and content of each candidate."""
    blocks = tuple(Block(*m.span(), "body") for m in re.finditer(r"\S[^\n]*", text))
    told = sentences(Article(text, blocks, "en", "text"))

    def words(line, part) -> str:
        return text[slice(*line.span(*part))] if part else ""

    return [
        (
            one.construction.split(" ", maxsplit=1)[0],
            words(line, one.source),
            words(line, one.cue),
            [words(line, part) for part in one.content],
        )
        for line in lines(told, quotations(told))
        for one in candidates(line)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Dashcam footage shows a van leaving the yard at noon.",
            ("record", "Dashcam footage", "shows", ["a van leaving the yard at noon"]),
        ),
        (
            "Replays appeared to show that the ball was in.",
            ("record", "Replays", "appeared to show", ["that the ball was in"]),
        ),
        (
            "One driver, who left, told the Gazette that the buses leaked.",
            ("scx-finite", "One driver, who left", "told", ["that the buses leaked"]),
        ),
        (
            "A survey released in March counted more than 900 seals on the bank.",
            (
                "record",
                "A survey released in March",
                "counted",
                ["more than 900 seals on the bank"],
            ),
        ),
        (
            "The survey he sent to the mayor lists eleven leaks in the dam.",
            ("record", "The survey he sent to the mayor", "lists", ["eleven leaks in the dam"]),
        ),
        (
            "The note the guard left for Orr shows a plan of the vault.",
            ("record", "The note the guard left for Orr", "shows", ["a plan of the vault"]),
        ),
        (
            "The report lists eleven leaks in the dam.",
            ("record", "The report", "lists", ["eleven leaks in the dam"]),
        ),
        (
            "Orr said that a report had found eleven leaks in the dam.",
            ("record", "a report", "had found", ["eleven leaks in the dam"]),
        ),
        (
            "As a batch of port records shows, the pilot boat was never checked.",
            ("as-said", "a batch of port records", "shows", ["the pilot boat was never checked"]),
        ),
        (
            "The ferry, as the Gazette reported, had no lifeboats.",
            ("as-said", "the Gazette", "reported", ["The ferry", "had no lifeboats"]),
        ),
        (
            "Goalkeeper Ada Lund was quoted as saying that she would stay.",
            ("quoted-as", "Goalkeeper Ada Lund", "was quoted as saying", ["that she would stay"]),
        ),
        (
            "“I am done,” Lund was quoted by the Gazette as saying.",
            ("quoted-as", "Lund", "was quoted by the Gazette as saying", ["“I am done,”"]),
        ),
        (
            "Lund was overheard saying the boat would sink.",
            ("quoted-as", "Lund", "was overheard saying", ["the boat would sink"]),
        ),
        (
            "The Gazette quoted coach Ada Lund as saying that she would stay.",
            ("quoted-as", "coach Ada Lund", "as saying", ["that she would stay"]),
        ),
        ("The editor quoted her as saying it.", ("quoted-as", "her", "as saying", ["it"])),
        (
            "The port had paid nothing for years, the minutes showed.",
            ("record", "the minutes", "showed", ["The port had paid nothing for years"]),
        ),
        (
            "Research by the port has proved that mud moves.",
            ("record", "Research by the port", "has proved", ["that mud moves"]),
        ),
        (
            "The inquest heard the brakes had failed twice.",
            ("heard", "The inquest", "heard", ["the brakes had failed twice"]),
        ),
        (
            "The committee has heard that bees were dying.",
            ("heard", "The committee", "has heard", ["that bees were dying"]),
        ),
        (
            "The brakes had failed twice, the court heard.",
            ("heard", "the court", "heard", ["The brakes had failed twice"]),
        ),
        (
            "The coroner was told that the brakes had failed.",
            ("told", "", "was told", ["that the brakes had failed"]),
        ),
        (
            "Brakes had failed twice, jury told",
            ("told", "", "told", ["Brakes had failed twice"]),
        ),
        (
            "“A bad day at the office,” was how coach Ada Lund put it.",
            ("was-how", "coach Ada Lund", "was how", ["“A bad day at the office,”"]),
        ),
        (
            "The cash was under the stairs, the jury was told.",
            ("told", "", "was told", ["The cash was under the stairs"]),
        ),
        (
            "“It's over,” Orr texted his brother that night, jurors were told.",
            ("told", "", "were told", ["“It's over,” Orr texted his brother that night"]),
        ),
        (
            "There has been much speculation in the port for weeks as to whether Orr will go.",
            ("talk", "", "There has been much speculation", ["whether Orr will go"]),
        ),
        (
            "Orr dismissed a Harbour Post report that the deck is bad.",
            ("outlet-report", "Harbour Post", "report", ["that the deck is bad"]),
        ),
        (
            "There is talk of a merger between the two mills.",
            ("talk", "", "There is talk", ["a merger between the two mills"]),
        ),
        (
            "Talk had been mounting about a rival for the post.",
            ("talk", "", "Talk had been mounting", ["a rival for the post"]),
        ),
        (
            "Rumours are swirling that the mill will shut.",
            ("talk", "", "Rumours are swirling", ["the mill will shut"]),
        ),
    ],
)
def test_second_hand_words_have_source_and_content(text: str, expected: Found) -> None:
    assert expected in found(text)


@pytest.mark.parametrize(
    ("construction", "text"),
    [
        ("record", "The shop lists twenty cheeses."),
        ("record", "The shop had listed twenty cheeses."),
        ("record", "The report found by the door had coffee on it."),
        ("record", "The guide shows a stranger the way."),
        ("record", "The film festival opened and the poll showed it."),
        ("as-said", "As she spoke, the lights went out."),
        ("as-said", "As the wind rose, the ferry turned back."),
        ("quoted-as", "Shares in the mill were quoted at nine euros."),
        ("quoted-as", "The editor quoted her as a friend, saying it."),
        ("quoted-as", "The mill quoted a price as high as ever."),
        ("heard", "The court heard evidence from two nurses."),
        ("heard", "The crew heard that the gate was shut."),
        ("heard", "The court was heard to sigh."),
        ("record", "The minutes, of course, show."),
        ("was-how", "That was how Lund put the shelf on the wall."),
        ("was-how", "“Rust” was how the paint was sold."),
        ("outlet-report", "Orr wrote a report that the deck is bad."),
        ("outlet-report", "Orr dismissed the January report that the deck is bad."),
        ("talk", "There was no talk of a merger."),
        ("talk", "There will be a talk about bees at the library."),
        ("talk", "People there talk of ships."),
        ("talk", "There were rumours in the port."),
        ("talk", "The talk about boats was long."),
        ("told", "The crew was told to leave."),
        ("told", "On Monday, when the crew was told, nobody spoke."),
        ("told", "The jury had told the judge, and left."),
    ],
)
def test_like_words_of_another_kind_are_left_alone(construction: str, text: str) -> None:
    assert construction not in {name for name, *_ in found(text)}


@pytest.mark.parametrize(
    "text",
    [
        "that ! reportedly said told rain will fall says",
        "yrain will fallérain will fallsaidé according toa report‘ﬁ",
    ],
)
def test_a_verb_never_speaks_for_itself(text: str) -> None:
    for _, source, cue, _ in found(text):
        assert cue not in source
