"""Links: where they stand in the article's text, and which lead to another site."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.backends.base import Job
from server.settings import Settings
from workers.article.links import Anchor, anchors, leading_away
from workers.article.reader import read
from workers.jobs import perform

URL = "https://gull.example/news/4411"
WORDS = ("The", "port,", " ", "\n ", "board ", " has met", "é", "", " a  b ")
PARTS = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from((None, "", "/a"))), max_size=8)


@given(PARTS)
def test_a_link_slices_back_to_its_words(said: list[tuple[str, str | None]]) -> None:
    text = " ".join("".join(part for part, _ in said).split())
    linked = [" ".join(part.split()) for part, href in said if href and part.strip()]
    assert [text[a.start : a.end] for a in anchors(said)] == linked


@pytest.mark.parametrize(
    ("href", "is_away"),
    [
        ("https://audit.example/report", True),
        ("//audit.example/report", True),
        (" http://audit.example ", True),
        ("https://gull.example/people/reyes", False),
        ("https://WWW.gull.example/people/reyes", False),
        ("https://sport.gull.example/", False),
        ("https://notgull.example/", True),
        ("/people/reyes", False),
        ("#top", False),
        ("", False),
        ("mailto:desk@audit.example", False),
        ("javascript:void(0)", False),
        ("ftp://audit.example/", False),
        ("https://[::1/", False),
    ],
)
def test_only_another_web_site_is_elsewhere(href: str, is_away: bool) -> None:
    assert bool([*leading_away([Anchor(0, 3, href)], URL)]) == is_away


def page(sentence: str) -> str:
    filler = "<p>The harbour board met on Monday and heard what the divers had found below.</p>"
    return (
        "<html><head><title>Divers report</title></head><body><article><h1>Divers report</h1>"
        f"{filler * 5}<p>{sentence}</p></article></body></html>"
    )


LINKED = (
    '<b>The</b> quay is  safe, according to <a href="https://audit.example/1">a report'
    ' by the <i>county auditor</i></a>. <a href="/news">More</a>.'
)


def test_an_articles_links_stand_where_their_words_stand() -> None:
    article = read(page(LINKED), URL)
    assert [article.text_of(span) for span in article.links] == [
        "a report by the",
        "county auditor",
    ]


def test_a_claim_whose_source_is_linked_says_so_and_is_easier_to_trace() -> None:
    told = []
    for sentence in (LINKED, LINKED.replace("https://audit.example", "")):
        job = Job("tx-1", "html", url=URL, html=page(sentence))
        made = perform(job, Settings(), lambda _: None)
        told += [c for c in made.claims if c.shown and "source.document" in c.rules]
    linked, plain = told
    assert ("source.linked" in linked.rules, "source.linked" in plain.rules) == (True, False)
    assert (linked.traceability or 0) > (plain.traceability or 0)
