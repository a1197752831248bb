"""Which words of a content stay with its source: marked sentences in, spans out."""

from collections.abc import Callable
from typing import Any

import pytest

from workers.claims import runon
from workers.claims.quotation import quotations


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("<s1>Orr</s1> <c1>said</c1>: <t1>“It fell.” It had rained.</t1>", ["“It fell.”"]),
        ("<s1>Orr</s1> <c1>said</c1>: <t1>‘It fell.’ It had rained.</t1>", ["‘It fell.’"]),
        (
            "<t1>“It fell.”</t1> <s1>He</s1> <c1>added</c1> <t1>that it broke</t1>.",
            ["“It fell.”", "that it broke"],
        ),
        ("<s1>Orr</s1> <c1>said</c1> <t1>“it fell” twice</t1>.", ["“it fell” twice"]),
        (
            "<t1>The letter named no date</t1>.\n\n<t1>It fell</t1>, <s1>Orr</s1> <c1>said</c1>.",
            ["It fell"],
        ),
    ],
)
def test_the_publication_keeps_its_own_sentences(
    marked: Callable[..., Any], text: str, kept: list[str]
) -> None:
    made = marked(text)
    (one,) = made.attributions
    quoted = runon.near(quotations(made.sentences), one.content)
    found = runon.own(one.content, (*one.source, *one.cue), quoted, made.sentences)
    assert [made.article.text[s:e].strip() for s, e in found] == kept
