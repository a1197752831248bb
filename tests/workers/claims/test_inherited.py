"""What a description takes from what was told before it."""

from dataclasses import replace

import pytest

from tests.workers.claims.marked import article_of, attribution, told
from workers.claims.sources import ledger
from workers.claims.text import sentences

ONE = [
    # shares of a poll
    "[A Kent Echo poll] found so. [Fifty-one percent] say no. [Some 70 percent of farmers] say so.",
    # those who wrote a study
    "[The authors of the study] said so. [The authors] said more. [They] left.",
    "[Researchers at Kent University] said so. [The team] said more. [The researchers] left.",
    "[Tom Dow and his colleagues] wrote so. [The researchers] said more.",
    "[Dow et al.] wrote so. [The authors] said more. Tom Dow left.",
    "[The study's lead author, Ann Lee,] said so. [The scientists] said more.",
    # the paper of a study, the paper that is printed
    "[Research published in the journal Marrow] found so. [The paper] said more.",
    "[The Harrow Echo] said so. [The paper] said more.",
    # the one police force
    "[Police] said so. Later [Oslo police] left. [The police] went.",
    "[Harlow Police] said so. [Police] left.",
    # whose body it is
    "President Donald Lee came. [His administration] said so. [The Lee administration] left.",
]

TWO = [
    "[A Kent Echo poll] found so. A Harlow poll has less: [44 percent of farmers] say so.",
    "[A Kent Echo poll] found so. It was hot. It was late. It was dark. [Some 70 percent] left.",
    "[Tom Dow and his colleagues] wrote so. [Researchers] said more.",
    "[Tom Dow] wrote so. [The researchers] said more.",
    "[Police] left. Paris police met [Oslo police].",
    "[Police] left. An Oslo police officer came. [Oslo] said no.",
    "[The Home Office] said so in a statement. [The statement] said more.",
]


@pytest.mark.parametrize("marked", ONE)
def test_description_rests_on_who_was_told_of(marked: str) -> None:
    _, found, _ = told(marked)
    assert len(found.sources) == 1


@pytest.mark.parametrize("marked", TWO)
def test_description_of_another_is_another(marked: str) -> None:
    _, _, (first, second) = told(marked)
    assert first.id != second.id


@pytest.mark.parametrize(("issuer", "official"), [("The Home Office", True), ("Google", False)])
def test_statement_is_official_where_its_issuer_is(issuer: str, official: bool) -> None:
    _, _, (_, statement, it) = told(
        f"[{issuer}] said so in a statement. [The statement] said more. [It] went on."
    )
    assert (statement.kind, statement.official) == ("document", official)
    assert it.id == statement.id


def test_body_is_named_after_whose_it_is() -> None:
    _, _, (source,) = told("President Donald Lee came. [His administration] said so.")
    assert (source.name, source.official) == ("Donald Lee’s administration", True)


@pytest.mark.parametrize(("act", "kind"), [("speech", "person"), ("evidence", "organisation")])
def test_lone_name_that_shows_something_is_no_person(act: str, kind: str) -> None:
    article = article_of("Kestrel shows which farms are dry.")
    shown = replace(attribution(1, ((0, 7),)), act=act)
    (source,) = ledger(article, sentences(article), [shown]).sources
    assert (source.kind, source.name) == (kind, "Kestrel")
