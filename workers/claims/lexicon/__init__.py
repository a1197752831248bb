"""Words as data: one folder a language, one file a list, each with a header on its origin.

A file holds lines of tab-separated fields; an empty line or one that begins with `#` is not data.
"""

from functools import cache
from importlib.resources import files

LANGUAGES = ("en",)


@cache
def rows(language: str, name: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of the list `name` (`cues.tsv`) of a language, in file order."""
    text = files(__name__).joinpath(language, name).read_text(encoding="utf-8")
    lines = (line for line in text.split("\n") if line.strip() and not line.startswith("#"))
    return tuple(tuple(line.split("\t")) for line in lines)


@cache
def words(language: str, name: str) -> frozenset[str]:
    """Return the first field of every row of a list, as a set."""
    return frozenset(row[0] for row in rows(language, name))
