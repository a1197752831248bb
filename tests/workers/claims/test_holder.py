from collections.abc import Callable
from typing import Any

import pytest

from workers.claims.hedging import hedges

Maker = Callable[..., Any]


def test_a_hedge_in_what_another_says_is_the_sources(marked: Maker) -> None:
    m = marked("<s1>Reyes</s1> <c1>said</c1> <t1>the bridge may close</t1>. It might rain.")
    holders = [h.holder for h in hedges(m.article, m.sentences, m.attributions)]
    assert holders == ["source", "author"]


@pytest.mark.parametrize("cue", ["believes", "still believes", "suspects"])
def test_a_belief_is_that_of_who_has_it(marked: Maker, cue: str) -> None:
    m = marked(f"<s1>The guild</s1> <c1>{cue}</c1> <t1>that the bridge is old</t1>.")
    (*_, belief) = hedges(m.article, m.sentences, m.attributions)
    assert (belief.kind, belief.holder) == ("belief", "source")


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("<s1>Reyes</s1> <c1>said</c1> <t1>the clerk allegedly took it</t1>.", "author"),
        ("<s1>Reyes</s1> <c1>said</c1> <t1>“the clerk allegedly took it”</t1>.", "source"),
        ("<s1>Reyes</s1> <c1>said</c1> <t1>the alleged thief ran</t1>.", "author"),
        ("<s1>Reyes</s1> <c1>said</c1> <t1>the clerk possibly took it</t1>.", "source"),
    ],
)
def test_hearsay_is_the_writers_unless_it_is_quoted(marked: Maker, text: str, holder: str) -> None:
    m = marked(text)
    assert [h.holder for h in hedges(m.article, m.sentences, m.attributions)] == [holder]


def test_a_cue_of_attribution_that_hedges_is_the_authors(marked: Maker) -> None:
    m = marked("<s1>The dam</s1> <c1>is believed to</c1> <t1>leak</t1>.")
    (hedge,) = hedges(m.article, m.sentences, m.attributions)
    assert hedge.holder == "author"


def test_what_has_no_source_is_hedged_by_the_author(marked: Maker) -> None:
    m = marked("<c1>It is understood that</c1> <t1>the dam may leak</t1>.")
    assert {h.holder for h in hedges(m.article, m.sentences, m.attributions)} == {"author"}


def test_the_publication_hedges_for_itself_when_it_says_we(marked: Maker) -> None:
    m = marked("<s1>We</s1> <c1>learned</c1> <t1>that the dam may leak</t1>.")
    assert {h.holder for h in hedges(m.article, m.sentences, m.attributions)} == {"author"}
