"""The ledger of a whole article: every attribution one source, numbered, whatever the order."""

import re
import time

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workers.claims.marked import article_of, attribution, told
from workers.article.model import Article
from workers.claims.model import Attribution
from workers.claims.sources import ledger
from workers.claims.text import sentences


def test_first_person_inside_a_quotation_is_who_is_quoted() -> None:
    text = "Mara Quill said: “I think it is safe.” I think it is not."
    article = article_of(text)
    first, last = text.index("I think"), text.rindex("I think")
    found = ledger(
        article,
        sentences(article),
        [
            attribution(1, ((0, 10),), ((first - 1, last - 1),), "direct"),
            attribution(2, ((first, first + 1),), via="a1"),
            attribution(3, ((last, last + 1),)),
        ],
    )
    assert found.source_of["a1"] == found.source_of["a2"]
    assert [source.kind for source in found.sources] == ["person", "author"]


def test_sources_are_numbered_in_order_of_first_mention() -> None:
    _, found, rests = told("[Critics] said so. [Mara Quill] said so. [Critics] left.")
    assert [source.id for source in found.sources] == ["s1", "s2"]
    assert [source.id for source in rests] == ["s1", "s2", "s1"]


def test_order_of_attributions_does_not_change_the_ledger() -> None:
    text = "Mara Quill said so. She said more. Critics said no."
    article = article_of(text)
    spans = [(0, 10), (text.index("She"), text.index("She") + 3), (text.index("Cr"), 42)]
    given_order = [attribution(n, (span,)) for n, span in enumerate(spans)]
    read = sentences(article)
    assert ledger(article, read, given_order) == ledger(article, read, given_order[::-1])


_WORDS = st.sampled_from(
    re.findall(
        r"\S+",
        "the a of said Mara Quill Senator he they who officials critics, “ ” ' . ? report Reuters "
        "42 % and minister's London, — U.S. I \u200b é",
    )
)


@st.composite
def articles(draw: st.DrawFn) -> tuple[Article, list[Attribution]]:
    text = draw(st.one_of(st.lists(_WORDS, min_size=1).map(" ".join), st.text(min_size=1)))
    article = article_of(text)
    place = st.integers(0, len(text))
    span = st.tuples(place, place).map(sorted).map(lambda pair: (pair[0], pair[1]))
    spans = st.lists(span, max_size=2).map(tuple)
    drawn = draw(st.lists(st.tuples(spans, spans, spans), max_size=6))
    return article, [
        Attribution(
            f"a{n}",
            source,
            cue,
            content,
            "direct",
            "neutral",
            "speech",
            f"a{n - 1}",
            confidence=0.5,
        )
        for n, (source, cue, content) in enumerate(drawn)
    ]


@settings(max_examples=150, deadline=None)
@given(articles())
def test_any_text_gives_every_attribution_one_source_and_the_same_twice(
    drawn: tuple[Article, list[Attribution]],
) -> None:
    article, found = drawn
    read = sentences(article)
    result = ledger(article, read, found)
    ids = [source.id for source in result.sources]
    assert ids == [f"s{n}" for n in range(1, len(ids) + 1)]
    assert set(result.source_of) == {a.id for a in found}
    assert set(result.source_of.values()) == set(ids)
    spans = {span for a in found for span in a.source}
    assert {span for source in result.sources for span in source.mentions} <= spans
    assert ledger(article, read, found) == result


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["Mara Quill", "Tom Dow", "critics", "officials", "a defence official", "Reuters"]
        ),
        min_size=1,
        max_size=12,
    )
)
def test_no_entry_mixes_the_vague_or_unnamed_with_the_named(mentions: list[str]) -> None:
    text, found, _ = told(" ".join(f"Then [{mention}] said so." for mention in mentions))
    for source in found.sources:
        assert len({text[start:end] for start, end in source.mentions}) == 1


def test_long_article_is_read_in_linear_time() -> None:
    line = (
        "Senator Ann Lee of Maine said so. “No,” [he] said. [Critics] said the council was late.\n"
    )

    def seconds(lines: int) -> float:
        marked = "".join(line.replace("Lee", f"Lee{n}") for n in range(lines))
        taken = []
        for _ in range(3):
            started = time.process_time()
            told(marked)
            taken.append(time.process_time() - started)
        return min(taken)

    assert seconds(400) < 10 * seconds(100)  # 4 were linear, 16 quadratic
