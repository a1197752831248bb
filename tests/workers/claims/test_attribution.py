import re
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workers.article.model import Article, Block
from workers.claims.attribution import attributions
from workers.claims.constructions import sights
from workers.claims.model import Attribution
from workers.claims.tagger.rules import tag
from workers.claims.text import sentences


def paged(text: str) -> Article:
    blocks = tuple(Block(*m.span(), "body") for m in re.finditer(r"\S[^\n]*", text))
    return Article(text, blocks, "en", "text")


def found(text: str) -> tuple[Attribution, ...]:
    article = paged(text)
    read = sentences(article)
    seen = sights(read)
    return attributions(article, read, tag(seen), seen)


def words(text: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[start:end] for start, end in spans]


def only(text: str) -> Attribution:
    outer = [one for one in found(text) if one.via is None]
    assert len(outer) == 1, [words(text, one.cue) for one in outer]
    return outer[0]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "“It is failing,” said Dana Orr. “We cannot go on.”",
            ["“It is failing,”", "“We cannot go on.”"],
        ),
        (
            "Orr said: “It is failing.\n\n“We cannot go on.”",
            ["“It is failing.", "“We cannot go on.”"],
        ),
        (
            'Orr shared a clip of it, adding: “It is failing.\n\n"We cannot go on.”',
            ["“It is failing.", '"We cannot go on.”'],
        ),
        ("“It fell. It broke. It sank,” Orr said.", ["“It fell. It broke. It sank,”"]),
        ("“It fell.”\n\n“It broke,” Orr said.", ["“It broke,”"]),
        ("“It fell,” Orr said, “and it broke.”", ["“It fell,”", "“and it broke.”"]),
        ("Orr said that “it fell” twice.", ["that “it fell” twice"]),
    ],
)
def test_a_content_has_all_of_its_quotations(text: str, content: list[str]) -> None:
    assert words(text, only(text).content) == content


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("“It fell,” Orr said.", "direct"),
        ("Orr said that it “fell hard” twice.", "mixed"),
        ("Orr said that it fell.", "indirect"),
    ],
)
def test_form_follows_the_marks(text: str, form: str) -> None:
    assert only(text).form == form


@pytest.mark.parametrize(
    ("text", "act", "stance"),
    [
        ("Orr said that it fell.", "speech", "neutral"),
        ("Orr claimed that it fell.", "speech", "doubt"),
        ("Orr insists that it fell.", "speech", "doubt"),
        ("Orr confirmed that it fell.", "speech", "assert"),
        ("Orr did not confirm that it fell.", "speech", "neutral"),
        ("The survey found that it fell.", "evidence", "assert"),
        ("Reports indicate that it fell.", "evidence", "neutral"),
        ("Orr hopes that it will fall.", "attitude", "attitude"),
        ("Orr called for a new bridge.", "attitude", "attitude"),
        ("It fell, according to Orr.", "speech", "neutral"),
        ("He was asked whether it fell.", "attitude", "neutral"),
        ("Orr asked whether it fell.", "speech", "neutral"),
    ],
)
def test_act_and_stance_are_those_of_the_cue(text: str, act: str, stance: str) -> None:
    one = only(text)
    assert (one.act, one.stance) == (act, stance)


@pytest.mark.parametrize(
    ("text", "outer", "inner"),
    [
        ("Orr said a report had warned that the piers were bad.", "Orr", "a report"),
        (
            "Orr said that the city’s answer to the letter was that it would wait.",
            "Orr",
            "the city’s answer to the letter",
        ),
        ("Orr said the mayor claims that the deck is sound.", "Orr", "the mayor"),
        ("Orr said earlier surveys had shown no rust.", "Orr", "earlier surveys"),
    ],
)
def test_what_is_attributed_within_a_content_hangs_on_it(text: str, outer: str, inner: str) -> None:
    by_source = {" ".join(words(text, one.source)): one for one in found(text)}
    assert len(by_source) == len(found(text)) == 2
    assert by_source[inner].via == by_source[outer].id
    assert by_source[outer].via is None


def test_a_voice_within_a_quotation_is_not_set_apart() -> None:
    text = "“I told them no. She said yes,” Orr said."
    assert [words(text, one.source) for one in found(text)] == [["Orr"]]


def test_words_of_a_speaker_end_with_the_quotation() -> None:
    text = "“We must admit that it fell,” said Dana Orr."
    assert words(text, only(text).source) == ["Dana Orr"]


def test_ids_count_in_reading_order() -> None:
    text = "Orr said it fell. “It broke,” said Lin.\n\nIt sank, according to police."
    one, two, three = found(text)
    assert (one.id, two.id, three.id) == ("a1", "a2", "a3")
    assert one.source < two.content < three.content


def test_plain_speech_is_surer_than_an_attitude() -> None:
    said, supported = found("“It fell,” Orr said.\n\nLin supports the plan for a bridge.")
    assert said.confidence > supported.confidence


PIECES = st.sampled_from(
    [
        "Orr", "she", "said", "says", "claimed", "that", "the mayor", "a report", "was", "told",
        "reporters", "according to", "reportedly", ",", ".", ":", ";", "“", "”", '"', "''", "``",
        "'", "’s", "\n", "\n\n", "—", "(", ")", "and", "who", "adding", "is expected to",
        "there are", "fell", "it", "if", "not", "?", "…", "é\u0301", "漢字", "\u200b", "🙂",
        "\u2028", "ﬁ", "İ", "1.5",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40).map(" ".join) | st.text())
def test_any_text_gives_sound_spans(text: str) -> None:
    article = paged(text)
    result = found(text)
    assert result == found(text)
    by_id = {one.id: one for one in result}
    for one in result:
        assert one.cue and one.content
        assert 0 <= one.confidence <= 1
        for spans in (one.source, one.cue, one.content):
            assert list(spans) == sorted(spans)
            assert all(a[1] <= b[0] for a, b in pairwise(spans))
            for start, end in spans:
                assert text[start:end] == text[start:end].strip() != ""
                assert any(b.start <= start and end <= b.end for b in article.blocks)
        seen = set()
        while one.via is not None:
            assert one.id not in seen
            seen.add(one.id)
            one = by_id[one.via]


@pytest.mark.parametrize(
    "text", ["He said that. " * 4_000, "he said, " * 4_000, '"a ' * 10_000, "x" * 1_000_000]
)
def test_odd_texts_take_seconds_at_most(text: str) -> None:
    started = time.perf_counter()
    found(text)
    assert time.perf_counter() - started < 20
