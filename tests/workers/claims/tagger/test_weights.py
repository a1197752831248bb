"""The shipped model file, as the workers use it."""

import hashlib
import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lab.any_text import has_ink
from workers.article import plain
from workers.claims.model import Tagging
from workers.claims.tagger.network import WEIGHTS, NeuralTagger
from workers.claims.text import sentences

MAX_BYTES = 26_000_000

STORY = (
    "The harbour will close in May, the port authority said on Monday.\n\n"
    "“We have no choice,” said Ines Calder, its director. According to two dockers, the cranes "
    "failed twice last winter. Unions deny it.\n\n"
)


@pytest.fixture(scope="module")
def tagger() -> NeuralTagger:
    return NeuralTagger(WEIGHTS)


def tagged(tagger: NeuralTagger, text: str) -> Tagging:
    article = plain.read(text, language="en")
    return tagger.tag(article, sentences(article))


def test_the_file_is_the_one_the_card_describes_and_small_enough() -> None:
    card = (WEIGHTS.parent / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert hashlib.sha256(WEIGHTS.read_bytes()).hexdigest() in card
    assert WEIGHTS.stat().st_size <= MAX_BYTES


def test_a_story_gives_who_said_what(tagger: NeuralTagger) -> None:
    found = tagged(tagger, STORY)
    words = [STORY[span.start : span.end] for span in found.spans]
    links = {(words[link.span], words[link.cue]) for link in found.links}
    assert links >= {
        ("the port authority", "said"),
        ("The harbour will close in May", "said"),
        ("“We have no choice,”", "said"),
        ("two dockers", "According to"),
        ("Unions", "deny"),
    }


def test_the_same_text_gives_the_same_tags(tagger: NeuralTagger) -> None:
    assert tagged(tagger, STORY * 20) == tagged(NeuralTagger(WEIGHTS), STORY * 20)


def test_a_forked_child_tags_as_its_parent_does(tagger: NeuralTagger) -> None:
    expected = repr(tagged(tagger, STORY * 5))
    for _ in range(3):
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            with os.fdopen(write, "w") as out:
                out.write(repr(tagged(tagger, STORY * 5)))
            os._exit(0)
        os.close(write)
        with os.fdopen(read) as given_back:
            assert given_back.read() == expected
        assert os.waitpid(child, 0)[1] == 0


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=400).filter(has_ink))
def test_any_text_gives_spans_within_its_sentences(tagger: NeuralTagger, text: str) -> None:
    article = plain.read(text, language="en")
    read = sentences(article)
    found = tagger.tag(article, read)
    edges = {t.start for s in read for t in s.tokens}, {t.end for s in read for t in s.tokens}
    assert all(s.start in edges[0] and s.end in edges[1] for s in found.spans)
    assert list(found.spans) == sorted(found.spans, key=lambda s: s.start)
    for link in found.links:
        assert found.spans[link.cue].role == "cue" and found.spans[link.span].role != "cue"


def test_a_process_with_the_model_stays_small() -> None:
    program = (
        "import re, sys\n"
        "from workers.article import plain\nfrom workers.claims.text import sentences\n"
        "from workers.claims.tagger.network import WEIGHTS, NeuralTagger\n"
        "tagger = NeuralTagger(WEIGHTS); article = plain.read(sys.argv[1] * 400)\n"
        "tagger.tag(article, sentences(article))\n"
        "print(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1])"
    )
    done = subprocess.run([sys.executable, "-c", program, STORY], capture_output=True)
    assert int(done.stdout) < 400_000
