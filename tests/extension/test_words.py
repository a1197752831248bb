"""The extension says everything the contract can hold, in the same words as the server's page."""

import json
import re
from typing import get_args

import jinja2
import pytest

from server import contract
from server.errors import BY_CODE
from tests.extension.harness import EXTENSION, ROOT

CATALOGUE = json.loads((EXTENSION / "_locales/en/messages.json").read_text("utf-8"))
PAGE = jinja2.Environment(
    loader=jinja2.FileSystemLoader(ROOT / "server" / "templates"), autoescape=True
).get_template("_words.html")
FAMILIES = {
    "LOOKS": "look",
    "FORMS": "form",
    "STANCES": "stance",
    "CERTAINTIES": "certainty",
    "HOLDERS": "holder",
    "EASES": "ease",
    "STAGES": "stage",
    "NOTICES": "notice",
}


def said(family: str, code: str) -> str | None:
    entry = CATALOGUE.get(f"{family}_{code}".replace("-", "_"))
    return None if entry is None else str(entry["message"])


@pytest.mark.parametrize("table", FAMILIES)
def test_extension_says_what_the_servers_page_says(table):
    words = getattr(PAGE.module, table)
    assert words
    assert {code: said(FAMILIES[table], code) for code in words} == words


def test_extension_tells_the_age_of_a_result_as_the_servers_page_does():
    page = (ROOT / "server" / "templates" / "article.html").read_text("utf-8")
    stated = re.search(r"<span>(As of) <time.*?\{\{ read_at\.day \}\}.*?( UTC)</time>", page)
    assert stated and said("card", "as_of") == f"{stated[1]} $1 $2 $3, $4{stated[2]}"


@pytest.mark.parametrize("code", sorted(BY_CODE))
def test_every_problem_of_the_server_has_words_of_its_own(code):
    assert said("failure", code)


@pytest.mark.parametrize(
    ("family", "codes"),
    [
        ("form", contract.Form),
        ("stance", contract.Stance),
        ("certainty", contract.Certainty),
        ("holder", contract.Holder),
        ("stage", contract.Stage),
        ("notice", contract.NoticeCode),
    ],
)
def test_every_label_of_the_contract_has_words(family, codes):
    assert [code for code in get_args(codes) if said(family, code) is None] == []
