"""Short invented reports, each in variants that differ in one thing: for test_orderings.py.

A report is who says what, in which words and where; `written` makes the text of it.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

SEED = 20260711


@dataclass(frozen=True)
class Statement:
    """What is said. `american` is the same in the other spelling, where there is one."""

    subject: str
    says: str
    to: str
    american: tuple[tuple[str, str], ...] = ()


STATEMENTS = (
    Statement("the bridge over the Arle", "will close in March", "to close in March"),
    Statement("the mill", "has lost a third of its weavers", "to have lost a third of its weavers"),
    Statement(
        "the harbour board",
        "has cancelled the night ferry",
        "to have cancelled the night ferry",
        (("harbour", "harbor"), ("cancelled", "canceled")),
    ),
    Statement(
        "the new theatre",
        "will cost twice as much as the old one",
        "to cost twice as much as the old one",
        (("theatre", "theater"),),
    ),
    Statement(
        "the labour programme",
        "was ended without a vote",
        "to have ended without a vote",
        (("labour", "labor"), ("programme", "program")),
    ),
    Statement("the well at Tarn Edge", "contains lead", "to contain lead"),
    Statement("the school roof", "leaked for two winters", "to have leaked for two winters"),
    Statement("three of the pumps", "failed on Sunday", "to have failed on Sunday"),
    Statement("the choir", "is moving to Ostley", "to be moving to Ostley"),
    Statement("the fire", "began in the boiler room", "to have begun in the boiler room"),
    Statement("the buyers", "paid nine million crowns", "to have paid nine million crowns"),
    Statement("the ferry", "may stop at Ostley in June", "to stop at Ostley in June"),
    Statement("the vote", "is expected to fail", "to be expected to fail"),
    Statement("the wall", "is likely to fall this winter", "to be likely to fall this winter"),
    Statement("the tunnel", "might have been flooded", "to have been flooded"),
    Statement("the seals", "appear to have moved north", "to have moved north"),
    Statement("the owner", "could not pay the fine", "to have been unable to pay the fine"),
    Statement("the pilots", "did not see the buoy", "not to have seen the buoy"),
    Statement("the trust", "is unlikely to sell the pier", "to be unlikely to sell the pier"),
    Statement("the leak", "seems to have been stopped", "to have been stopped"),
    Statement("the orchard", "could be sold by autumn", "to be for sale"),
    Statement("no ship", "left the port on Friday", "to have left the port on Friday"),
)

PEOPLE = ("Dana Reyes", "Tomas Okafor", "Ilse Brandt", "Amina Osei", "Piet van Loon", "Hua Lin")
ROLES = ("the mayor of Ostley", "the chief engineer", "a city councillor", "the union's chair")
OFFICES = ("Mayor", "Senator", "Police Chief", "Dr")
BODIES = ("the county council", "the Ostley Harbour Trust", "the ministry of works")
PAPERS = ("a report by the county auditor", "the minutes of the meeting", "the court filing")
OUTLETS = ("The Ostley Courier", "the Arle Valley Gazette")
UNNAMED = (
    "a senior council official",
    "two people briefed on the plan",
    "a person close to the talks",
    "an engineer at the mill",
    "three former pilots",
)
VAGUE = ("officials", "sources", "critics", "some residents", "experts", "observers")
DESCRIBED = (" briefed on the plan", " close to the talks", " who work at the port")
REASONS = (
    ", who asked not to be named because the talks are private,",
    ", speaking on condition of anonymity for fear of losing work,",
)
CUES = ("said", "added", "warned", "claimed", "confirmed", "explained", "insisted")
LEADS = (
    "",
    "Rain fell on Ostley for a third day.\n\n",
    "Night boats to be dropped\n\nIt was a long evening in the town hall.\n\n",
    "Ines Calder, the deputy mayor, said on Monday that the repairs were late.\n\n",
    "Residents were angry, a shop owner said. A letter from the trust named no date.\n\n",
)
TAILS = (
    "",
    " It had rained all week.",
    " {Source} would not say more.",
    "\n\n“Nobody asked us,” {source} said. “It is late for that.”",
    "\n\nThe last vote was in 1998. According to {source}, another is not planned.",
)
MARKS = ("“”", '""', "‘’")
HEDGES = (
    "reportedly",
    "allegedly",
    "perhaps",
    "probably",
    "possibly",
    "apparently",
    "supposedly",
    "maybe",
)
PLACES = ("verb", "front", "cue")
FRAMES = ("said that", "told", "said", "behind", "according to", "behind, according to")
SOURCELESS = ("impersonal", "impersonal behind", "passive")
QUOTED = ("quoted", "quoted, verb first", "quoted behind")


@dataclass(frozen=True)
class Report:
    """One sentence with what stands before it. `hedge` is put where `place` says."""

    statement: Statement
    source: str
    cue: str = "said"
    frame: str = "said that"
    lead: str = ""
    tail: str = ""
    marks: str = "“”"
    hedge: str = ""
    place: str = "verb"
    outer: str = ""
    is_american: bool = False


@dataclass(frozen=True)
class Text:
    """A report as it is printed, and where in it the statement stands, in code points.

    `sentence` is where the report itself stands, without what comes before and after.
    """

    text: str
    start: int
    end: int
    sentence: tuple[int, int]


def written(report: Report) -> Text:
    """Return the report as a text. The statement's place is that of its subject and what it did."""
    content = _content(report)
    sentence = _sentence(report, content)
    if report.is_american:
        for british, american in report.statement.american:
            sentence, content = (part.replace(british, american) for part in (sentence, content))
    sentence = _capital(sentence)
    at = sentence.lower().index(content.lower())
    start = len(report.lead) + at
    whole = (len(report.lead), len(report.lead + sentence))
    return Text(report.lead + sentence + _tail(report), start, start + len(content), whole)


def _tail(report: Report) -> str:
    """Return what comes after: the source once more, by name alone; nothing if there is none."""
    again = report.source.split(",")[0]
    return report.tail.format(source=again, Source=_capital(again)) if again else ""


def _content(report: Report) -> str:
    said, hedge = report.statement, report.hedge
    if report.frame == "passive":
        return said.to
    if not hedge or report.place == "cue":
        return f"{said.subject} {said.says}"
    if report.place == "front":
        return f"{hedge} {said.subject} {said.says}"
    first, _, rest = said.says.partition(" ")
    if first in ("will", "has", "was", "is", "may", "might", "could", "did"):
        return f"{said.subject} {first} {hedge} {rest}"
    return f"{said.subject} {hedge} {said.says}"


def _sentence(report: Report, content: str) -> str:
    cue = report.cue
    if report.hedge and report.place == "cue":
        cue = f"{report.hedge} {cue}"
    source, (opening, closing) = report.source, report.marks
    last = source.removesuffix(",")  # an apposition in front of a full stop needs no comma
    if report.outer:
        return f"{report.outer} said {source} had {cue} that {content}."
    return {
        "said that": f"{source} {cue} that {content}.",
        "said": f"{source} {cue} {content}.",
        "behind": f"{content}, {source} {cue}.",
        "according to": f"according to {last}, {content}.",
        "behind, according to": f"{content}, according to {last}.",
        "quoted": f"{source} {cue}: {opening}{_capital(content)}.{closing}",
        "quoted, verb first": f"{opening}{_capital(content)},{closing} {cue} {last}.",
        "quoted behind": f"{opening}{_capital(content)},{closing} {source} {cue}.",
        "told": f"{source} told the Tarn Herald that {content}.",
        "impersonal": f"it is said that {content}.",
        "impersonal behind": f"{content}, it is said.",
        "passive": f"{report.statement.subject} {_is(report.statement.subject)} said {content}.",
    }[report.frame]


def _is(subject: str) -> str:
    return "are" if subject.split()[-1].endswith("s") else "is"


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


Pairs = Mapping[str, tuple[Report, Report]]
"""By what was done: the report that may not be more traceable (or surer), and the other."""


def families(count: int) -> Iterator[Pairs]:
    """Yield so many reports with their variants, the same ones every time."""
    chance = random.Random(SEED)
    for _ in range(count):
        yield _family(_dark(chance), chance)


def _dark(chance: random.Random) -> Report:
    """Return a report of someone who is not named."""
    return Report(
        chance.choice(STATEMENTS),
        chance.choice(UNNAMED + VAGUE),
        cue=chance.choice(CUES),
        frame=chance.choice(FRAMES + QUOTED),
        lead=chance.choice(LEADS),
        tail=chance.choice(TAILS),
        marks=chance.choice(MARKS),
        is_american=chance.random() < 0.5,
    )


def _family(dark: Report, chance: random.Random) -> Pairs:
    named = replace(dark, source=chance.choice(_names(chance)))
    person = chance.choice(PEOPLE)
    shadow, mouth = chance.choice(UNNAMED + VAGUE), chance.choice(PEOPLE + BODIES + OUTLETS)
    told = replace(named, frame="said that")
    quoted = replace(named, frame=chance.choice(QUOTED))
    stripped = replace(named, source="", frame=chance.choice(SOURCELESS))
    hedged = {"hedge": chance.choice(HEDGES), "place": chance.choice(PLACES)}
    vague = replace(dark, source=chance.choice(VAGUE))
    unnamed = replace(dark, source=chance.choice(UNNAMED))
    return {
        "naming": (dark, named),
        "naming within a chain": (
            replace(dark, frame="said that", outer=mouth),
            replace(told, outer=mouth),
        ),
        "naming who told it": (replace(told, outer=shadow), replace(told, outer=mouth)),
        "taking the name away": (stripped, named),
        "taking the source away": (stripped, dark),
        "saying who they are": (
            vague,
            replace(vague, source=vague.source + chance.choice(DESCRIBED)),
        ),
        "saying why": (unnamed, replace(unnamed, source=unnamed.source + chance.choice(REASONS))),
        "giving an office": (
            replace(dark, source=person),
            replace(dark, source=f"{chance.choice(OFFICES)} {person}"),
        ),
        "quoting": (replace(named, frame=chance.choice(FRAMES)), quoted),
        "one mouth less": (replace(told, outer=chance.choice((mouth, shadow))), told),
        "hedging the named": (replace(named, **hedged), named),  # type: ignore[arg-type]
        "hedging the others": (replace(dark, **hedged), dark),  # type: ignore[arg-type]
        "other marks": (
            replace(quoted, marks=chance.choice(MARKS[1:])),
            replace(quoted, marks="“”"),
        ),
        "other spelling": (replace(named, is_american=True), replace(named, is_american=False)),
    }


def _names(chance: random.Random) -> tuple[str, ...]:
    """Return a source of each kind that has a name."""
    person = chance.choice(PEOPLE)
    return (
        person,
        f"{person}, {chance.choice(ROLES)},",
        f"{chance.choice(OFFICES)} {person}",
        chance.choice(BODIES),
        chance.choice(PAPERS),
        chance.choice(OUTLETS),
    )


FAMILIES = tuple(families(130))
"""The reports of test_orderings.py: at least 2,000 different texts."""
