from pathlib import Path

import jinja2

from command.report import NOTICES

TEMPLATES = Path(__file__).parents[2] / "server" / "templates"


def test_the_terminal_says_a_note_as_the_servers_page_does() -> None:
    loader = jinja2.FileSystemLoader(TEMPLATES)
    page = jinja2.Environment(loader=loader, autoescape=True).get_template("_words.html")
    assert page.module.NOTICES == NOTICES  # type: ignore[attr-defined]
