import pytest
import trafilatura

from workers.article.byline import MAX_LINES_BELOW, shown_under
from workers.article.layout import layout_of

TITLE = "Divers report to the board"


def shown(*below: str, above: str = "") -> tuple[str, ...]:
    body = f"{above}<h1>{TITLE}</h1>{''.join(below)}"
    tree = trafilatura.load_html(f"<html><body><main>{body}</main></body></html>")
    return shown_under(TITLE, layout_of(tree))


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Tess Arkwright", ["Tess Arkwright"]),
        ("by TESS ARKWRIGHT", ["TESS ARKWRIGHT"]),
        ("By <a href='mailto:t@gull.example'>Tess Arkwright</a>", ["Tess Arkwright"]),
        (
            "By <a href='mailto:news@gull.example'>Tess Arkwright and Jonah Okafor</a><br>"
            "<span>Monday, March 16, 2026, 04:05 pm</span>",
            ["Tess Arkwright", "Jonah Okafor"],
        ),
        (
            "By <a href='/t'>Tess Arkwright</a> , <a href='/j'>Jonah Okafor</a> <span>on Monday,"
            " March 16th, 2026</span>",
            ["Tess Arkwright", "Jonah Okafor"],
        ),
        (
            "By Tess Arkwright, Jonah Okafor & Ann-Marie O’Dell",
            ["Tess Arkwright", "Jonah Okafor", "Ann-Marie O’Dell"],
        ),
        ("Written by Tess Arkwright, MA, RN on 16 March 2026", ["Tess Arkwright"]),
        ("By Tess Arkwright Mar. 16, 2026", ["Tess Arkwright"]),
        ("By Theresa May Arkwright", ["Theresa May Arkwright"]),
        ("By Tess van der Berg | The Gull", ["Tess van der Berg"]),
        ("By T. J. McArkwright@tjmca 2 hours ago", ["T. J. McArkwright"]),
        ("By Tess Arkwright, Harbour Correspondent", ["Tess Arkwright"]),
        ("By Tess Arkwright for The Gull", ["Tess Arkwright"]),
    ],
)
def test_a_line_of_names_under_the_headline_is_the_byline(line: str, names: list[str]) -> None:
    assert shown(f"<p>{line}</p>") == tuple(names)


@pytest.mark.parametrize(
    "line",
    [
        "By Reuters",
        "By Associated Press",
        "by European Harbour Agency",
        "By Gull Staff",
        "By THE GULL NEWSROOM",
        "By Our Harbour Correspondent",
        "By Tess Arkwright Associated Press",
        "By Monday Morning",
        "By Popular Demand",
        "By Local News",
        "By subject",
        "By",
        "By Tess",
        "By Tess Arkwright and the harbour desk",
        "By Tess Arkwright/Gull Images",
        "By Friday the quay had sunk.",
        "By Harbour Road the quay had sunk, Tess Arkwright said.",
        "Photo by Tess Arkwright",
        "Reviewed by Tess Arkwright",
        "Designed by Gull Works",
        "Posted by Tess Arkwright",
        f"By Tess Arkwright | {'and more of it ' * 20}",
    ],
)
def test_agencies_sections_sentences_and_credits_are_no_byline(line: str) -> None:
    assert shown(f"<p>{line}</p>") == ()


def test_a_place_after_a_comma_is_no_author() -> None:
    assert shown("<p>By Tess Arkwright, New York</p>") == ("Tess Arkwright",)


@pytest.mark.parametrize(
    "html",
    [
        "<figure><img><figcaption>By Tess Arkwright</figcaption></figure>",
        "<div class='photo-credit'><p>By Tess Arkwright</p></div>",
        "<ul><li>By Tess Arkwright</li></ul>",
        "<blockquote>By Tess Arkwright</blockquote>",
        "<p hidden>By Tess Arkwright</p>",
    ],
)
def test_names_under_a_picture_in_a_list_or_unseen_are_no_byline(html: str) -> None:
    assert shown(html) == ()


def test_the_byline_stands_near_below_the_headline_and_is_the_first_there() -> None:
    other, own = "<p>By Jonah Okafor</p>", "<p>By Tess Arkwright</p>"
    between = "<p>What the board heard on Monday</p>"
    assert shown(between * (MAX_LINES_BELOW - 1), own, other, above=other) == ("Tess Arkwright",)
    assert shown(between * MAX_LINES_BELOW, own) == ()
    assert shown(above=own) == ()


def test_without_a_headline_there_is_no_byline() -> None:
    page = layout_of(trafilatura.load_html("<html><body><p>By Tess Arkwright</p></body></html>"))
    assert shown_under("", page) == ()
