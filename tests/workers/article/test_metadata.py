import pytest

from workers.article.metadata import byline, headline, iso_date


@pytest.mark.parametrize(
    ("stated", "h1s", "site", "expected"),
    [
        ("Divers report | The Gull", [], "The Gull", "Divers report"),
        ("The Gull: divers report", [], "The Gull", "The Gull: divers report"),
        ("The Gull | Divers report", [], "The Gull", "Divers report"),
        ("Divers report - North - Gull", [], None, "Divers report - North"),
        ("Six feet under - and counting", [], "The Gull", "Six feet under - and counting"),
        ("Divers report", ["Divers’ report"], None, "Divers’ report"),
        ("Board hears what divers found", ["Menu", "What divers found"], None, "What divers found"),
        ("Divers report", ["Subscribe today"], None, "Divers report"),
        (None, ["Divers report"], None, "Divers report"),
        (None, ["", "Divers report", "Comments"], None, "Divers report"),
        (None, [], None, ""),
    ],
)
def test_the_headline_is_the_one_the_page_shows(
    stated: str | None, h1s: list[str], site: str | None, expected: str
) -> None:
    assert headline(stated, h1s, site, "https://www.gull.example/a") == expected


@pytest.mark.parametrize(
    ("authors", "expected"),
    [
        ([], ()),
        (["Tess Arkwright"], ("Tess Arkwright",)),
        (["Tess Arkwright", " Jonah Okafor", "Tess Arkwright"], ("Tess Arkwright", "Jonah Okafor")),
        (["By Tess Arkwright Monday", " November"], ("Tess Arkwright",)),
        (["By TESS ARKWRIGHT, Gull Political Writer"], ("TESS ARKWRIGHT",)),
        (["Tess Arkwright", "Gull Political Writer", "Gull Staff"], ("Tess Arkwright",)),
        (["Tess Arkwright, Jonah Okafor"], ("Tess Arkwright, Jonah Okafor",)),
        (["The Gull", " https://gull.example/tess", " @tess", ""], ()),
    ],
)
def test_a_byline_is_names(authors: list[str], expected: tuple[str, ...]) -> None:
    assert byline(authors, "The Gull") == expected


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("2026-03-14", "2026-03-14"),
        ("2026-03-14T07:30:00+00:00", "2026-03-14"),
        ("14 March 2026", None),
        ("2026-13-40", None),
        ("", None),
        (None, None),
    ],
)
def test_a_date_is_iso_8601_or_none(stated: str | None, expected: str | None) -> None:
    assert iso_date(stated) == expected
