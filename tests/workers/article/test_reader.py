import contextlib
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.errors import BehindAWall, NotAnArticle, PageError, PageTooLarge, Unreadable
from workers.article.model import Article
from workers.article.reader import MAX_ARTICLE_CHARS, MAX_ELEMENTS, read

URL = "https://gull.example/news/4411"
SENTENCE = "The harbour board met on Monday and heard what the divers had found under the quay. "


def page(body: str, head: str = "", title: str = "Divers report to the board") -> str:
    return f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


def article_page(*extra: str, head: str = "") -> str:
    paragraphs = "".join(f"<p>{SENTENCE * 2}It was visit number {at}.</p>" for at in range(5))
    return page(
        f"<article><h1>Divers report to the board</h1>{paragraphs}{''.join(extra)}</article>", head
    )


def texts(article: Article, role: str) -> list[str]:
    return [article.text_of(block) for block in article.blocks if block.role == role]


def test_a_tabloid_page_is_read_as_its_paragraphs_and_nothing_else(saved_page) -> None:
    article = read(saved_page("tabloid.html"), URL)
    body = texts(article, "body")
    assert article.text.startswith(
        "Mayor's plan to sink ferries and trawlers for a secret ‘reef’\n\n"
    )
    assert body[0].startswith("There are reports that")
    assert body[-1].endswith("“wholly” backs the reef.")
    assert len(body) == 14
    for noise in (
        "cookies",
        "Seal steals",
        "Most read",
        "Follow us",
        "dataLayer",
        "Leave a comment",
    ):
        assert noise not in article.text


def test_the_furniture_of_a_tabloid_page_is_kept_and_named(saved_page) -> None:
    article = read(saved_page("tabloid.html"), URL)
    named = [block.furniture for block in article.blocks if block.role == "furniture"]
    assert named == ["read-more", "advert", "newsletter", *["related"] * 5, "source-line"]


def test_the_words_of_quotations_stay_as_they_are(saved_page) -> None:
    text = read(saved_page("tabloid.html"), URL).text
    for words in (
        'a "reef\n\n',
        "brass band.”",
        "“\"they're looking",
        "‘cleanest beach in the north’?”",
    ):
        assert words in text


def test_a_broadsheet_page_says_who_wrote_it_when_and_where(saved_page) -> None:
    article = read(saved_page("broadsheet.html"), URL)
    assert article.byline == ("Ines Halvorsen", "Jonah Okafor")
    assert article.date == "2026-02-03"
    assert article.site == "The Northern Courier"
    assert article.url == URL
    assert article.obtained == "page"


def test_a_page_that_states_only_its_own_name_as_author_is_asked_what_it_shows() -> None:
    stated = {"@type": "NewsArticle", "author": {"@type": "Person", "name": "Harbour Gull"}}
    head = (
        '<meta property="og:site_name" content="Harbour Gull">'
        f'<script type="application/ld+json">{json.dumps(stated)}</script>'
    )
    named, unnamed = (
        article_page(head=head).replace("</h1>", f"</h1><p>By {name} on 16 March 2026</p>")
        for name in ("Tess Arkwright", "Harbour Gull")
    )
    assert read(named, URL).byline == ("Tess Arkwright",)
    assert read(unnamed, URL).byline == ()


def test_headings_quotations_and_lists_of_an_article_are_told_apart(saved_page) -> None:
    article = read(saved_page("broadsheet.html"), URL)
    assert texts(article, "heading") == ["A warning a year before"]
    assert texts(article, "quote")[0].startswith("“Nobody upstairs")
    assert texts(article, "list")[0] == "an independent inquiry into the night of the flood"
    assert len(texts(article, "list")) == 3
    assert texts(article, "furniture") == ["Additional reporting by Salma Reyhan."]


def test_a_blog_page_needs_no_metadata(saved_page) -> None:
    article = read(saved_page("blog.html"), URL)
    assert texts(article, "title") == ["What the ferry timetable hides"]
    assert (article.byline, article.date) == ((), None)
    assert len(texts(article, "body")) == 4


@pytest.mark.parametrize("name", ["tabloid.html", "broadsheet.html", "blog.html", "spanish.html"])
def test_blocks_cover_the_text_and_the_title_is_not_said_twice(saved_page, name: str) -> None:
    article = read(saved_page(name), URL)
    assert "\n\n".join(article.text_of(block) for block in article.blocks) == article.text
    assert article.title == (0, article.blocks[0].end)
    assert article.text.count(article.text_of(article.title)) == 1


@pytest.mark.parametrize(
    ("title", "h1", "shown"),
    [
        ("Divers report | Gull", "", "Divers report"),
        ("Divers report to the board - The Gull", "", "Divers report to the board"),
        ("Opinion | Divers report to the board", "Divers report to the board", None),
        ("Board: divers report", "Divers report to the board", None),
        ("War - and peace", "War - and peace", None),
    ],
)
def test_the_title_is_the_headline_the_page_shows(title: str, h1: str, shown: str | None) -> None:
    head = '<meta property="og:site_name" content="The Gull">'
    body = f"<h1>{h1}</h1>" * bool(h1) + f"<p>{SENTENCE * 3}</p>" * 3
    html = page(f"<article>{body}</article>", head, title)
    article = read(html, "https://gull.example/a")
    assert texts(article, "title") == [shown or h1]


def test_an_empty_line_ends_a_block_and_a_line_break_does_not() -> None:
    html = article_page("<p>The first part.<br><br>The second part<br>goes on.</p>")
    assert texts(read(html, URL), "body")[-2:] == ["The first part.", "The second part goes on."]


def test_a_bullet_that_the_page_does_not_show_is_not_in_the_text() -> None:
    html = article_page("<ul><li>two pumps stood still.</li><li>nobody was warned.</li></ul>")
    assert texts(read(html, URL), "list") == ["two pumps stood still.", "nobody was warned."]


@pytest.mark.parametrize("name", ["listing.html", "empty.html"])
def test_a_page_without_an_article_is_not_an_article(saved_page, name: str) -> None:
    with pytest.raises(NotAnArticle):
        read(saved_page(name), URL)


def test_a_listing_whose_teasers_are_not_links_is_no_article_either(saved_page) -> None:
    html = (
        saved_page("listing.html")
        .replace('<p><a href="/a/', '<p><b id="')
        .replace(".</a>", ".</b>")
    )
    with pytest.raises(NotAnArticle):
        read(html, URL)


@pytest.mark.parametrize(
    "html", ["", " ", "<p>", "\0", "<!-- -->", page("<p>A few words only.</p>")]
)
def test_next_to_nothing_is_not_an_article(html: str) -> None:
    with pytest.raises(NotAnArticle):
        read(html, URL)


@pytest.mark.parametrize("name", ["paywall.html", "app.html"])
def test_a_page_that_keeps_its_article_back_is_behind_a_wall(saved_page, name: str) -> None:
    with pytest.raises(BehindAWall):
        read(saved_page(name), URL)


def test_an_article_that_is_all_there_is_read_though_the_page_sells_subscriptions() -> None:
    html = article_page("<p>Already a subscriber? Log in</p><p>Subscribe to continue reading</p>")
    assert len(texts(read(html, URL), "body")) == 5


def test_a_short_report_is_read_though_the_page_wants_scripts() -> None:
    html = page(
        f"<article><h1>Divers report to the board</h1><p>{SENTENCE * 3}</p></article>"
        "<noscript>Please enable JavaScript to view the comments.</noscript>"
    )
    assert texts(read(html, URL), "body")


def stating(body: str, **more: object) -> str:
    said = json.dumps({"@type": "NewsArticle", "articleBody": body, **more})
    return f'<script type="application/ld+json">{said}</script>'


LONG = "\n".join(f"{SENTENCE * 3}It was visit number {at}." for at in range(8))


def test_a_page_whose_scripts_show_its_text_is_read_from_what_it_states() -> None:
    html = page("<div id='root'></div><noscript>Enable JavaScript</noscript>", stating(LONG))
    assert "\n".join(texts(read(html, URL), "body")) == LONG.replace(" \n", "\n")


def test_a_page_that_is_not_free_is_not_read_from_what_it_states() -> None:
    html = page("<p>Divers went down.</p>", stating(LONG, isAccessibleForFree=False))
    with pytest.raises(BehindAWall):
        read(html, URL)


def test_what_a_page_states_only_says_where_its_own_words_are() -> None:
    shown = "".join(f"<div><span>{line}</span> Really.</div>" for line in LONG.split("\n"))
    article = read(page(f"<main>{shown}</main>", stating(LONG)), URL)
    assert len(texts(article, "body")) == 8
    assert all(text.endswith("Really.") for text in texts(article, "body"))


def test_the_people_a_page_states_are_its_byline() -> None:
    author = [{"@type": "Organization", "name": "Gull"}, {"@type": "Person", "name": "Ines Roe"}]
    article = read(article_page(head=stating("", author=author)), URL)
    assert article.byline == ("Ines Roe",)


def test_words_under_a_picture_are_furniture() -> None:
    caption = "The quay at low tide, seen from the harbour master's window last week"
    html = article_page(f"<p>{SENTENCE}</p><figure><figcaption>{caption}</figcaption></figure>")
    assert caption not in texts(read(html, URL), "body")


def test_linked_words_stay_in_their_sentence() -> None:
    html = article_page("<p>The board said <a href='/x'>the divers were right</a> to wait.</p>")
    assert "The board said the divers were right to wait." in texts(read(html, URL), "body")


def test_a_tag_past_64_kb_is_refused_before_it_is_parsed() -> None:
    attributes = " ".join(f"a{at}=1" for at in range(30_000))
    with pytest.raises(Unreadable):
        read(article_page(f"<p {attributes}>So</p>"), URL)


def test_a_long_tag_does_not_hide_behind_a_quoted_bracket() -> None:
    attributes = " ".join(f'a{at}=">"' for at in range(30_000))
    with pytest.raises(Unreadable):
        read(article_page(f"<p {attributes}>So</p>"), URL)


def test_a_picture_written_into_the_page_is_no_hostile_tag() -> None:
    html = article_page(f'<img src="data:image/png;base64,{"A" * 200_000}">')
    assert read(html, URL)


def test_html_past_the_limit_is_too_large() -> None:
    with pytest.raises(PageTooLarge):
        read("<p>" + "x" * 3_000_000, URL)


def test_an_article_past_any_long_read_is_too_large() -> None:
    with pytest.raises(PageTooLarge):
        read(
            article_page(
                *[f"<p>{SENTENCE * 10}{at}</p>" for at in range(MAX_ARTICLE_CHARS // 800)]
            ),
            URL,
        )


def test_a_page_of_more_elements_than_any_has_is_refused() -> None:
    with pytest.raises(Unreadable):
        read(article_page("<i>so</i>" * MAX_ELEMENTS), URL)


@pytest.mark.parametrize(
    "html",
    [
        article_page("<div>" * 20_000),
        article_page("<b>" * 20_000 + "so" + "</b>" * 20_000),
        article_page("<ul><li>" * 5_000),
        article_page("<table><tr><td>" * 3_000),
        article_page("&#0;\x00\x0b\ud800"),
        article_page(head='<script type="application/ld+json">{"@graph": [[[{]}</script>'),
        article_page(head='<meta name="date" content="99999-99-99">'),
        "<" * 100_000,
        "<a " * 50_000,
        '="' * 100_000,
    ],
)
def test_hostile_html_gives_an_article_or_a_problem(html: str) -> None:
    with contextlib.suppress(PageError):
        assert read(html, URL).blocks


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<ul><li>",
                "</li></ul>",
                "<h2>",
                "</h2>",
                "<br>",
                "<a href='/x'>",
                "</a>",
                "<blockquote>",
                "</blockquote>",
                "<table><tr><td>",
                "</table>",
                "<b>",
                "</b>",
                "“",
                "é",
                "\u200b",
                SENTENCE,
                "\n",
                "&nbsp;",
                "<script>",
                "</script>",
                "<!--",
                "-->",
                "Read more: so",
            ]
        ),
        max_size=60,
    )
)
def test_any_html_gives_blocks_that_make_up_the_text_or_a_problem(parts: list[str]) -> None:
    try:
        article = read(page("".join(parts)), URL)
    except PageError:
        return
    assert "\n\n".join(article.text_of(block) for block in article.blocks) == article.text
    assert all(article.text_of(block).strip() for block in article.blocks)
