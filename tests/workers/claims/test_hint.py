"""How many an unnamed source is said to be: invented descriptions."""

import pytest

from workers.article.model import Article
from workers.claims import hint
from workers.claims.model import Source


@pytest.mark.parametrize(
    ("described", "begins"),
    [
        ("her daughter", "Someone"),
        ("his lawyer", "Someone"),
        ("a clerk", "Someone"),
        ("her daughters", "People"),
        ("a group of clerks", "People"),
        ("clerks at the port", "People"),
    ],
)
def test_one_of_a_family_is_someone(described: str, begins: str) -> None:
    article = Article("", (), "en", "text")
    source = Source("s1", "unnamed", False, None, None, described, None, None, ())
    assert hint._unnamed(article, source).startswith(begins)
