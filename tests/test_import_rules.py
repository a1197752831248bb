"""The layout's rules, held: who may import what (docs/adr/0001-two-sides-one-contract.md)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("server", "workers", "command", "lab")
SHARED = ("server.contract", "server.settings", "server.errors", "server.addresses")
"""What both sides may import, besides `server.backends`; none of it knows flask."""

TO_SHOW = ("server.marks", "server.pieces", "server.reading")
"""An analysis as a reader sees it: what page and terminal print. Pure as well."""


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {
    name_of(path): path
    for path in sorted(
        [*ROOT.glob("*.py"), *(p for d in PACKAGES for p in ROOT.glob(f"{d}/**/*.py"))]
    )
}


def imported(path: Path) -> Iterator[str]:
    """Every module a file imports, also inside functions; `from a import b` gives a and a.b."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def imports_of(name: str, *roots: str) -> set[str]:
    """The imports of a module that lie in one of the packages `roots`."""
    return {i for i in imported(MODULES[name]) if i.split(".")[0] in roots}


def inside(name: str, *places: str) -> bool:
    return any(name == place or name.startswith(f"{place}.") for place in places)


def modules_in(*places: str) -> list[str]:
    found = [name for name in MODULES if inside(name, *places)]
    assert found, f"no modules in {places}: has the layout changed?"
    return found


@pytest.mark.parametrize("name", modules_in("server"))
def test_server_never_imports_the_side_that_works(name: str) -> None:
    assert not imports_of(name, "workers", "command", "onrecord", "lab")


@pytest.mark.parametrize("name", modules_in("workers"))
def test_workers_import_of_the_server_only_what_is_shared(name: str) -> None:
    allowed = (*SHARED, "server.backends")
    taken = {i for i in imports_of(name, "server") if i != "server"}
    assert not [i for i in taken if not inside(i, *allowed)]
    assert not imports_of(name, "command", "onrecord", "lab", "flask")


@pytest.mark.parametrize("name", modules_in(*TO_SHOW))
def test_what_page_and_terminal_show_is_made_of_the_contract_alone(name: str) -> None:
    others = {i for i in imports_of(name, "server") if i != "server"}
    assert not imports_of(name, "flask", "werkzeug", "jinja2")
    assert not [i for i in others if not inside(i, "server.contract", *TO_SHOW)]


@pytest.mark.parametrize("name", modules_in(*SHARED, "server.backends"))
def test_what_is_shared_does_not_know_flask(name: str) -> None:
    others = {i for i in imports_of(name, "server") if i != "server"}
    assert not imports_of(name, "flask", "flask_cors", "werkzeug")
    assert not [i for i in others if not inside(i, *SHARED, "server.backends")]


@pytest.mark.parametrize("name", modules_in("workers.claims"))
def test_claims_do_no_input_or_output(name: str) -> None:
    assert not imports_of(name, "os", "socket", "subprocess", "urllib", "urllib3", "time")
    assert not imports_of(name, "random", "datetime", "logging", "trafilatura", "lxml")


@pytest.mark.parametrize(
    ("library", "owner"),
    [
        ("trafilatura", "workers.article.reader"),
        ("urllib3", "workers.fetch.client"),
        ("sqlite3", "server.backends"),
        ("redis", "server.backends"),
        ("rq", "server.backends"),
    ],
)
def test_a_dangerous_library_has_one_owner(library: str, owner: str) -> None:
    users = {n for n in modules_in("server", "workers", "command") if imports_of(n, library)}
    assert users
    assert not [n for n in users if not inside(n, owner)]


def test_only_the_command_imports_both_sides() -> None:
    both = [n for n in MODULES if imports_of(n, "workers") and imports_of(n, "flask", "gunicorn")]
    app = [
        n for n in MODULES if imports_of(n, "workers") and "server.app" in imports_of(n, "server")
    ]
    assert not [n for n in both + app if n != "onrecord" and not inside(n, "lab")]


@pytest.mark.parametrize("name", modules_in("command"))
def test_the_commands_rooms_know_only_what_is_shared(name: str) -> None:
    taken = {i for i in imports_of(name, "server", "workers") if i != "server"}
    assert not [i for i in taken if not inside(i, *SHARED, *TO_SHOW)]
