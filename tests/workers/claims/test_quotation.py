import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.article.model import Article, Block
from workers.claims.quotation import form, quotations, within
from workers.claims.text import sentences


def quoted(text: str) -> list[list[str]]:
    blocks = tuple(Block(*m.span(), "body") for m in re.finditer(r"\S[^\n]*", text))
    read = sentences(Article(text, blocks, "en", "text"))
    return [[text[s:e] for s, e in quotation.spans] for quotation in quotations(read)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We lost," she said.', [['"We lost,"']]),
        ("“We lost,” she said. “Again.”", [["“We lost,”"], ["“Again.”"]]),
        ("``We lost,'' she said.", [["``We lost,''"]]),
        ("''We lost,'' she said.", [["''We lost,''"]]),
        ("«We lost», she said.", [["«We lost»"]]),
        ('Mixed: "We lost,” she said.', [['"We lost,”']]),
        ('A stray mark: “"we lost" again.', [['“"we lost"']]),
        ("'We lost,' said Ann.", [["'We lost,'"]]),
        ("‘We lost,’ said Ann.", [["‘We lost,’"]]),
        ("The workers' hall isn't Ann's.", []),
        ("'We aren't done,' said Ann.", [["'We aren't done,'"]]),
        ("It's the '90s again.", []),
        ("“He said ‘no’ to me,” said Ann.", [["“He said ‘no’ to me,”"]]),
        ('A board 5" wide.', []),
        ('It was never "closed', [['"closed']]),
        ('She said: "One.\n\n"Two."', [['"One.', '"Two."']]),
        ("“One.\n\n“Two.\n\n“Three.”", [["“One.", "“Two.", "“Three.”"]]),
        ('An open "mark\n\nNo quotation here.', [['"mark']]),
        ("“One.”\n\n“Two.”", [["“One.”"], ["“Two.”"]]),
        ('The deal is "off", he said.', [['"off"']]),
        ('"No" – "yes"', [['"No"'], ['"yes"']]),
    ],
)
def test_quotations_are_found_in_any_kind_of_marks(text: str, expected: list[list[str]]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [("“We lost.”", "direct"), ("that “we lost” it", "mixed"), ("that they lost", "indirect")],
)
def test_form_says_how_much_stands_in_quotations(content: str, expected: str) -> None:
    spans = [match.span() for match in re.finditer("“[^”]*”", content)]
    assert form(content, [(0, len(content))], spans) == expected


@given(st.text(alphabet=st.sampled_from("ab \n.,\"“”'‘’`«»")))
def test_quotations_are_in_order_and_apart(text: str) -> None:
    blocks = tuple(Block(*m.span(), "body") for m in re.finditer(r"\S[^\n]*", text))
    found = quotations(sentences(Article(text, blocks, "en", "text")))
    spans = [span for quotation in found for span in quotation.spans]
    assert spans == sorted(spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert all(within(start, spans) and not within(end, [(start, end)]) for start, end in spans)
