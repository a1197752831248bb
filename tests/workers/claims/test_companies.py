"""A name without a noun of its own is a body's where the article tells so."""

import pytest

from tests.workers.claims.marked import told

BODIES = [
    "[Kestrel] said so. Kestrel, which makes tents, did well.",
    "[Kestrel], a Leeds-based maker of tents, said so.",
    "[Kestrel, the carmaker,] said so.",
    "[carmaker Kestrel] said so.",
    "[Carmaker Kestrel] said so.",
    "[Kestrel] said so. The law firm Dow left tech giant Kestrel.",
    "[Kestrel] said so. Shares in Kestrel fell.",
    "[Kestrel] said so. Kestrel shares fell.",
    "[Kestrel] said so. Kestrel's shareholders left.",
    "[Kestrel Depot] said so. Tom Dow, chief executive of Kestrel Depot, left.",
    "[Kestrel] said so. Tom Dow, an engineer for engines at Kestrel, left.",
    "[Kestrel] said so. Kestrel President Tom Dow left.",
    "[Kestrel] said so. Kestrel chief executive Tom Dow left.",
    "[Kestrel] said so. Kestrel goalkeeper Tom Dow left.",
    "[Kestrel] said so. Kestrel spokeswoman Ann Lee left.",
    "[Kestrel] said so. Ann Lee, a spokeswoman for Kestrel, left.",
    "[Kestrel] said so. Kestrel's chief executive left.",
    "[Kestrel.com] said so.",
    "[InfoTent] said so.",
    "[Kestrel SA] said so.",
    "[Kestrel House] said so.",
    "[The owner, Kestrel Dow of Leeds,] said so.",
    "[Kestrel Dow] said so. The owner, Kestrel Dow, left.",
    "[Kestrel] insist so.",
    "[Kestrel] have said so.",
    "[Kestrel] insists its tents are dry.",
    "[Kestrel] said so. But Kestrel apologised for itself.",
]

PERSONS = [
    "[Kestrel] said so.",
    "[Kestrel], the carmaker said, had left.",
    "[Kestrel] said so. Kestrel, who makes tents, did well.",
    "[Kestrel] said so. They told the company Kestrel had left.",
    "[Kestrel] said so. The coach at noon laughed at Kestrel.",
    "[Kestrel] said so. Kestrel's shares fell.",
    "[Kestrel] said so. Kestrel knew the firm and its tents.",
    "[Kestrel] said so. Tom told Kestrel its tents were dry.",
    "[Kestrel] said so. Kestrel said she had its keys.",
    "[The owner, Ann Dow,] said so.",
    "[Kestrel] said so. Kestrel adviser Ann Lee left.",
    "[Jo Kestrel] said so. [Kestrel] said more. Kestrel shares fell.",
    "[Mr. Kestrel] said so. [Kestrel] said more. Kestrel spokesman Tom Dow left.",
    "[McDow] said so. [DeMarco] left.",
    "[Kestrel CEO Tadaki Son] said so. [Tadaki Son] said more. [Son] left.",
]


@pytest.mark.parametrize("marked", BODIES)
def test_one_sign_anywhere_makes_a_name_that_of_a_body(marked: str) -> None:
    _, _, (source,) = told(marked)
    assert (source.kind, source.official) == ("organisation", False)


@pytest.mark.parametrize("marked", PERSONS)
def test_name_without_a_sign_or_of_a_person_told_of_stays_a_persons(marked: str) -> None:
    _, _, rests = told(marked)
    assert {source.kind for source in rests} == {"person"}


@pytest.mark.parametrize(
    "marked",
    [
        "[Kestrel.com] said so. [Kestrel] said more.",
        "[Carmaker Kestrel] said so. [Kestrel] said more.",
        "[Kestrel], a travel company, said so. [Kestrel] said more. [The company] left.",
        "[Kestrel Inc.] said so. [Kestrel] said more.",
    ],
)
def test_a_body_is_one_entry_under_its_short_name(marked: str) -> None:
    _, found, _ = told(marked)
    assert len(found.sources) == 1


def test_a_company_is_named_without_its_trade() -> None:
    _, _, rests = told("[Carmaker Kestrel] said so. [carmaker Kestrel] said more.")
    assert {source.name for source in rests} == {"Kestrel"}


@pytest.mark.parametrize(
    "marked",
    [
        "[The blog Kestrel Dow] said so.",
        "[Kestrel Dow] said so. The daily Kestrel Dow left.",
        "Later [Radio Kestrel] said so.",
        "[The Kestrel Ledger] said so.",
        "He told [the Courier] so.",
        "[The Kestrel Echo’s reviewer] said so.",
    ],
)
def test_name_after_a_noun_for_a_medium_or_with_its_sign_is_an_outlets(marked: str) -> None:
    _, _, (source,) = told(marked)
    assert source.kind == "outlet"


@pytest.mark.parametrize(
    ("marked", "kind"),
    [
        ("[Wholesalers] say so.", "vague"),
        ("[Hawkers] ask so.", "vague"),
        ("[Sanders] said so.", "person"),
        ("[The broadcaster Ann Lee] said so.", "person"),
        ("[Two reviewers whose notes are public] said so.", "unnamed"),
    ],
)
def test_what_looks_like_a_name_is_none_and_what_is_one_stays(marked: str, kind: str) -> None:
    _, _, (source,) = told(marked)
    assert source.kind == kind
