"""Which mentions are one body, outlet or document, and by what name the ledger tells it."""

from dataclasses import replace

import pytest

from tests.workers.claims.marked import article_of, attribution, is_one, is_two, told
from workers.claims.sources import ledger
from workers.claims.text import sentences

ONE_BODY = [
    "[The harbour board] said so. [It] said more.",
    "[The Harrow Echo] said so. [They] said more.",
    "[Harrow Coal] said so. [Harrow] said more.",
    "[The Supreme Court] said so. [The court] said more.",
    "[The Tax Foundation] said so. [the foundation] said more.",
    "[The Harbour Workers Federation] said so. [HWF] said more.",
    "[The International Monetary Fund] said so. [The fund] said more.",
    "[the New York Times] wrote so. [The Times] wrote more.",
    "[A report from the contractor] said so. [The report] said more.",
    "[The Home Office] said so. [A Home Office spokesman] said more.",
    "[A poll of farmers] said so. [The survey] said more.",
    "[An advertisement for Harlow] said so. [The narrator] said more.",
    "[Google] said so. [The company] said more.",
    "[The Harrow Echo] said so. [The newspaper] said more.",
    "[Tom Dow's campaign] said so. [The Dow campaign] said more.",
    "The nominee Tom Dow came. [The campaign] said so. [Tom Dow's campaign] said more.",
    "[Tom Dow's campaign] met Ann Lee's brother. [The campaign] said more.",
    "[The Harbour Workers Federation] said so. [The union] said more.",
    "[A federal appeals court] said so. [The appeals court] said more.",
    "[A survey of farms] said so. [The study] said more.",
    "[The regional water board] said so. [The water board] said more.",
    "[The Northern Wire] said so. [The agency] said more.",
    "[Amnesty International] said so. [Amnesty] said more.",
    "[The Centers for Disease Control and Prevention] said so. [The CDC] said more.",
    "[Kestrel Mobility (KMB)] said so. [KMB] said more.",
    "[KMB] said so. [Kestrel Mobility (KMB)] said more.",
    "[Maintenance records] said so. [The records] said more.",
    "[Both Google and Apple] said so. [Google and Apple] said more.",
    "[The Chinese Center for Disease Control and Prevention] said so. [The Chinese CDC] said more.",
    "[The Chinese Center for Disease Control and Prevention] said so. [The CDC] said more.",
    "[The Department of Fish] said so. [A spokeswoman for the department] said more.",
    "[Google] said so. [A company spokesman] said more.",
    "Google wrote a letter. The letter is not shy. [It] said so. [The letter] said more.",
    "[Google] said so. [A spokesman] said more.",
    "[A spokesman for Google] said so. [He] said more.",
    "[Kestrel Shipping plc] said so. [A Kestrel spokeswoman] said more.",
    "Kestrel shares fell. [Kestrel] said so. [The operator] said more.",
]

TWO_BODIES = [
    "[Google] said so. It was hot. It was late. It was dark. [A spokesman] said more.",
    "[The Transport and Allied Workers' Union] said so. [The Department for Transport] said more.",
    "[The Department of Health] said so. [Health] said more.",
    "[A federal appeals court] said so. [The supreme court] said more.",
    "[The House Ethics Committee] said so. [The House] said more.",
    "[A poll of farmers] said so. [The report] said more.",
    "[The Harrow Echo] said so. [The media] said more.",
    "[The Republican Party] said so. [The company] said more.",
    "[Twitter] said no. It was hot. It was late. Google fell on Monday. [The company] said so.",
    "[Tom Dow's campaign] said so. The nominee Ann Lee spoke. [The campaign] said more.",
    "[The Tax Foundation] said so. [The Arts Foundation] said more.",
    "[The council] said so. [A report from the contractor] said more.",
    "[The regional water board] said so. [The school board] said more.",
    "[Tom Dow] said so. [A company spokesman] said more.",
    "[Google and Apple] said so. [Google] said more.",
    "[Reuters and the Harrow Echo] said so. [Reuters] said more.",
    "[The Home Office] said so. [A company spokesman] said more.",
    "[The Northern Wire] said so. NASA was late. [The agency] said more.",
    "[Kestrel Mobility (in part)] said so. [KMB] said more.",
    "[The Department for Business and Trade] said so. [DB] said more.",
]


@pytest.mark.parametrize("marked", ONE_BODY)
def test_mentions_of_one_body_are_one_entry(marked: str) -> None:
    assert is_one(marked)


@pytest.mark.parametrize("marked", TWO_BODIES)
def test_mentions_of_two_bodies_are_two_entries(marked: str) -> None:
    assert is_two(marked)


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("[Google and Apple] said so.", "Google and Apple"),
        ("[Both Google and Apple] said so.", "Google and Apple"),
        ("[Customs and Border Protection] said so.", "Customs and Border Protection"),
        ("[US Customs and Border Protection] said so.", "US Customs and Border Protection"),
        ("[The US and China] said so.", "the US and China"),
        ("[Reuters and the Harrow Echo] said so.", "Reuters and the Harrow Echo"),
        (
            "[Reports in Reuters and the Harrow Echo] said so.",
            "Reports in Reuters and the Harrow Echo",
        ),
        ("[Google and Apple's owners] said so.", "Google"),
        ("The crowd met the Oslo Council, [which in March] said so.", "Oslo Council"),
        ("[UEFA as part of the talks] said so.", "UEFA"),
        ("Twitter met the Echo. Though Google has said no, [it] has said so.", "Google"),
        ("[The US Justice Department] said so.", "the US Justice Department"),
        ("[a spokesman for the Home Office] said so.", "the Home Office"),
        ("[One small, early study] said so.", "one small, early study"),
        (
            "Google met the Harlow Council. Google denied the tale, which [it] said hurt.",
            "Google",
        ),
    ],
)
def test_what_a_body_is_called_comes_from_what_was_told_before(
    marked: str, name: str | None
) -> None:
    assert told(marked)[2][0].name == name


def test_an_outlet_is_not_named_after_its_staff() -> None:
    _, _, rests = told("[Several former Reuters journalists] said so. [Reuters] said no.")
    assert {source.name for source in rests} == {"Reuters"}


def test_what_a_title_announces_is_the_source_below_it() -> None:
    text = "Poll: Dow leads\nA Harlow College poll finds it close."
    article = replace(article_of(text), title=(0, 15))
    start = text.index("A Harlow")
    found = ledger(
        article,
        sentences(article),
        [attribution(1, ((0, 4),)), attribution(2, ((start, start + 21),))],
    )
    assert found.source_of["a1"] == found.source_of["a2"]
    assert [source.name for source in found.sources] == ["a Harlow College poll"]
