import json

import pytest
import trafilatura

from workers.article.stated import Stated


def stated(*scripts: object) -> Stated:
    texts = (value if isinstance(value, str) else json.dumps(value) for value in scripts)
    blocks = "".join(f'<script type="application/ld+json">{text}</script>' for text in texts)
    return Stated.of(trafilatura.load_html(f"<html><body>{blocks}<p>So</p></body></html>"))


def article(**fields: object) -> dict[str, object]:
    return {"@type": "NewsArticle", **fields}


def test_the_text_of_the_longest_article_is_told_in_paragraphs() -> None:
    said = stated(article(articleBody="Short."), article(articleBody="One part.\n\nAnother part."))
    assert said.paragraphs == ("One part.", "Another part.")


def test_an_article_is_found_however_deep_it_stands() -> None:
    graph = {"@graph": [{"@type": "WebPage", "mainEntity": article(articleBody="Here.")}]}
    assert stated(graph).paragraphs == stated([[graph]]).paragraphs == ("Here.",)


def test_a_text_that_holds_tags_and_entities_is_told_without() -> None:
    body = "<p>One &amp; <b>two</b>.</p>&lt;p&gt;Three.&lt;/p&gt;"
    assert stated(article(articleBody=body)).paragraphs == ("One & two.", "Three.")


@pytest.mark.parametrize(
    "author",
    [
        {"@type": "Person", "name": "Tess Arkwright"},
        {"name": ["Tess Arkwright"]},
        [
            {"@type": "Organization", "name": "The Gull"},
            {"@type": "Person", "name": "Tess Arkwright"},
        ],
    ],
)
def test_authors_are_the_people_named(author: object) -> None:
    assert stated(article(author=author)).authors == ("Tess Arkwright",)


@pytest.mark.parametrize("kind", ["WebPage", "MedicalWebPage", ["Thing", "WebPage"]])
def test_authors_may_stand_with_the_page_instead_of_an_article(kind: object) -> None:
    page = {"@type": kind, "author": {"@type": "Person", "name": "Tess Arkwright"}}
    assert stated(page).authors == stated(article(), page).authors == ("Tess Arkwright",)


def test_authors_of_the_article_go_before_those_of_its_page_and_no_other_thing_has_any() -> None:
    written = article(author={"name": "Tess Arkwright"})
    assert stated({"@type": "WebPage", "author": {"name": "Web Master"}}, written).authors == (
        "Tess Arkwright",
    )
    for kind in ("Book", "ImageObject", "Review", "WebSite", None):
        assert stated({"@type": kind, "author": {"name": "Jonah Okafor"}}).authors == ()
    assert stated({"@type": "WebPage", "author": {"@type": "Organization", "name": "Gull"}}) == (
        Stated()
    )


@pytest.mark.parametrize("value", [False, "False", "false"])
def test_a_page_that_is_not_free_says_so(value: object) -> None:
    assert stated(article(isAccessibleForFree=value)).is_paid
    assert stated(article(hasPart=[{"isAccessibleForFree": value}])).is_paid
    assert not stated(article(isAccessibleForFree=True)).is_paid


@pytest.mark.parametrize(
    "script",
    [
        "",
        "null",
        "7",
        "{",
        "[" * 100_000,
        "9" * 10_000,
        [article(articleBody=7, author=7)],
        [article(author=[None, {"name": None}, {"name": []}, {"name": [{}]}])],
        [{"@type": {"a": 1}, "isAccessibleForFree": []}],
        [[]] * 50_000,
    ],
)
def test_what_cannot_be_read_is_not_stated(script: object) -> None:
    assert stated(script) == Stated()
