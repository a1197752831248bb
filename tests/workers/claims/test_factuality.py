"""How far a claim is stated to be so, from -3 to +3."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.workers.claims.hedged import article_of, judged
from workers.claims.hedging import hedges, hedging
from workers.claims.model import Segment
from workers.claims.text import sentences

Maker = Callable[..., Any]


@pytest.mark.parametrize(
    ("text", "factuality"),
    [
        ("It is improbable that the mill will shut.", -2.0),
        ("There is little chance that the mill will shut.", -2.0),
        ("There is almost no chance that the mill will shut.", -2.0),
        ("There is a very good chance that the mill will shut.", 2.0),
        ("The council closed the bridge.", 3.0),
        ("The council did not close the bridge.", -3.0),
        ("The council didn’t close the bridge.", -3.0),
        ("The council never closed the bridge.", -3.0),
        ("Nobody closed the bridge.", -3.0),
        ("No one closed the bridge.", -3.0),
        ("The council has not only closed the bridge but sold it.", 3.0),
        ("We cannot keep patching it.", 3.0),
        ("The council may close the bridge.", 1.0),
        ("The council may not close the bridge.", -1.0),
        ("The council is unlikely to close the bridge.", -2.0),
        ("The council will probably close the bridge.", 2.0),
        ("The council reportedly closed the bridge.", 0.0),
        ("The council said it did not know.", 3.0),
        ("At no time did the council agree.", -3.0),
        ("Under no circumstances will the council sell.", -3.0),
        ("In no time the council was gone.", 3.0),
    ],
)
def test_factuality_has_the_sign_of_the_main_verb_and_the_size_of_certainty(
    text: str, factuality: float
) -> None:
    article = article_of(text)
    cues = hedges(article, sentences(article), ())
    assert hedging(article, Segment(0, len(text), None), (), cues).factuality == factuality


@pytest.mark.parametrize("cue", ["did not deny", "never denied", "didn’t deny"])
def test_what_is_not_denied_may_be_so(marked: Maker, cue: str) -> None:
    m = marked(f"<s1>Reyes</s1> <c1>{cue}</c1> <t1>that the dam leaks</t1>.")
    assert judged(m, "a1").factuality == 3.0


def test_what_is_denied_is_not_so(marked: Maker) -> None:
    m = marked("<s1>Reyes</s1> <c1>denied</c1> <t1>that the dam leaks</t1>.")
    assert judged(m, "a1").factuality == -3.0
