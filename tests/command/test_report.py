from pathlib import Path

import jinja2
import pytest
from rich.console import Console

from command.report import KIND_NAMES, NOBODY, NOTICES, SKIPPED, report
from server.contract import Analysis
from server.reading import Reading, read

TESTS = Path(__file__).parents[1]
TEMPLATES = TESTS.parent / "server" / "templates"


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    return Analysis.model_validate_json((TESTS / "contract-example.json").read_bytes())


@pytest.fixture(scope="module")
def page(analysis: Analysis) -> Reading:
    return read(analysis)


@pytest.fixture(scope="module")
def printed(analysis: Analysis) -> str:
    console = Console(width=100, color_system=None)
    with console.capture() as captured:
        console.print(report(analysis))
    return captured.get()


@pytest.mark.parametrize(
    ("table", "ours"), [("NOTICES", NOTICES), ("SKIPPED", SKIPPED), ("NOBODY", NOBODY)]
)
def test_the_terminal_says_a_note_as_the_servers_page_does(
    table: str, ours: dict[str, str]
) -> None:
    loader = jinja2.FileSystemLoader(TEMPLATES)
    words = jinja2.Environment(loader=loader, autoescape=True).get_template("_words.html").module
    assert getattr(words, table) == ours


def test_marks_have_the_numbers_that_the_servers_page_gives_them(
    printed: str, page: Reading
) -> None:
    numbers = [mark.number for mark in page.marks.values() if mark.number]
    assert numbers
    assert [number for number in numbers if f"[{number}]" not in printed] == []
    assert f"[{max(numbers) + 1}]" not in printed


def test_sources_have_the_names_that_the_servers_page_gives_them(
    printed: str, page: Reading
) -> None:
    ledger = " ".join(printed.partition("Marks")[2].lower().split())
    named = [e.label for _, entries in page.ledger for e in entries if e.label]
    assert named
    assert [name for name in named if name.lower() not in ledger] == []


def test_counts_are_those_of_the_servers_page(printed: str, page: Reading) -> None:
    profile = page.profile
    assert f"Claims: {profile.claims} (" in printed
    assert f"With a source: {profile.sourced};" in printed
    assert f"Hedged: {profile.hedged}." in printed


def test_every_kind_of_source_has_a_name_of_its_own() -> None:
    assert len(set(KIND_NAMES.values())) == len(KIND_NAMES)
