"""The extension reads a result by the tables that the server's page reads it by."""

import json
import re

import pytest

from server.marks import ASIDE, EASE, LOOK_OF, LOOKS
from tests.extension.harness import EXTENSION

FACTS = (EXTENSION / "content/facts.js").read_text("utf-8")


def stated(name: str, value: str) -> str:
    """What a constant of facts.js is given, as its source writes it."""
    found = re.search(rf"^(?:export )?const {name} = {value};$", FACTS, re.M | re.S)
    assert found, f"facts.js gives no {name}"
    return found[1]


def test_extension_ends_a_label_where_the_servers_page_ends_it():
    assert stated("ASIDE", r"/([^\n]+)\|\[ ,\]\+\$/") == ASIDE.pattern


@pytest.mark.parametrize(
    ("name", "table"), [("LOOKS", [*LOOKS]), ("EASE", [[least, word] for least, word in EASE])]
)
def test_extension_has_the_servers_steps(name, table):
    assert json.loads(stated(name, r"(\[[^;]+\])")) == table


def test_extension_draws_each_kind_of_source_as_the_servers_page_does():
    drawn = dict(re.findall(r'"?([\w-]+)"?: "(\w+)"', stated("LOOK_OF", r"\{([^}]+)\}")))
    assert drawn == {kind: look for kind, look in LOOK_OF.items() if kind != "own-voice"}
