import pytest
import trafilatura
from hypothesis import given, settings
from hypothesis import strategies as st

from workers.article.layout import Layout, Shown, layout_of


def laid_out(body: str) -> Layout:
    return layout_of(trafilatura.load_html(f"<html><body>{body}</body></html>"))


def texts(body: str) -> list[str]:
    return [shown.text for shown in laid_out(body).shown]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>One</p><p>Two</p>", ["One", "Two"]),
        ("<div>One<p>Two</p>Three</div>", ["One", "Two", "Three"]),
        ("<p>One <a href='/x'>linked</a> <b>w</b>ord.</p>", ["One linked word."]),
        ("<p>A <news-link><a>new</a></news-link> element</p>", ["A new element"]),
        ("<p>One<br>line<br><br>Two</p>", ["One line", "Two"]),
        ("<p>One<br> <br/>\n<br>Two</p>", ["One", "Two"]),
        ("<p>One<br><b>bold</b><br>line</p>", ["One bold line"]),
        ("<p>One<!-- not this --> and on</p>", ["One and on"]),
        ("<p>One\n  &nbsp; two</p>", ["One two"]),
        ("<p>— * —</p><p>Two</p>", ["Two"]),
        ("<table><tr><td>One</td><td>Two</td></tr></table>", ["One", "Two"]),
    ],
)
def test_a_stretch_ends_where_a_line_begins_on_the_screen(body: str, expected: list[str]) -> None:
    assert texts(body) == expected


@pytest.mark.parametrize(
    "unseen",
    [
        "<script>Not</script>",
        "<style>Not</style>",
        "<noscript>Not</noscript>",
        "<button>Not</button>",
        "<p hidden>Not</p>",
        "<p style='color: red; display:none'>Not</p>",
        "<div style='visibility: hidden'><p>Not</p></div>",
    ],
)
def test_what_is_not_seen_is_not_shown(unseen: str) -> None:
    assert texts(f"<p>One</p>{unseen}tail<p>Two</p>") == ["One", "tail", "Two"]


@pytest.mark.parametrize(
    ("body", "role"),
    [
        ("<p>So</p>", "body"),
        ("<h2>So</h2>", "heading"),
        ("<ul><li>So</li></ul>", "list"),
        ("<blockquote><p>So</p></blockquote>", "quote"),
        ("<ul><li><h3>So</h3></li></ul>", "heading"),
    ],
)
def test_a_stretch_has_the_role_of_the_nearest_element_that_has_one(body: str, role: str) -> None:
    assert laid_out(body).shown[0].role == role


def only(body: str) -> Shown:
    (shown,) = laid_out(body).shown
    return shown


@pytest.mark.parametrize(
    "body",
    [
        "<figure><img><figcaption>The pier</figcaption></figure>",
        "<figure><figcaption><p>The pier</p></figcaption></figure>",
        "<div class='wp-caption-text'>The pier</div>",
        "<p class='image-caption large'>The pier</p>",
        "<div class='photo-credit'>Gull</div>",
    ],
)
def test_words_under_a_picture_are_known_by_their_mark(body: str) -> None:
    assert only(body).is_caption
    assert not only("<p class='text'>The pier</p>").is_caption


def test_the_share_in_links_counts_letters() -> None:
    assert only("<p>abc <a>def</a></p>").linked == 0.5
    assert only("<p><a><b>abc</b> …</a>!</p>").linked == 1
    assert only("<a><div>abc</div></a>").linked == 1


def test_paragraphs_of_one_sort_are_known_by_what_they_stand_in() -> None:
    page = laid_out(
        "<div class='chunk-1'><p>One</p></div><div class='chunk-2'><p>Two</p></div>"
        "<div class='aside'><p>Three</p></div>"
    )
    sorts = [page.sort(shown.box) for shown in page.shown]
    assert sorts[0] == sorts[1] != sorts[2]


TAGS = ["<p>", "</p>", "<b>", "</b>", "<br>", "<a>", "</a>", "<div>", "</div>", "<li>", "x", "é"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(TAGS)))
def test_no_letter_is_lost_or_made_up(parts: list[str]) -> None:
    tree = trafilatura.load_html(f"<html><body><div>x</div>{''.join(parts)}</body></html>")
    shown = "".join(one.text for one in layout_of(tree).shown)
    assert shown.replace(" ", "") == tree.text_content().replace(" ", "")
