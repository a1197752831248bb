"""Texts of every sort against the engine: `python -m lab.any_text 20000 [--first SEED]`.

Makes so many texts, each from its seed: prose in pieces with quotation marks of every kind, any
Unicode at all, one word, only punctuation, one mark a thousand times, mixed line ends; and for
every thousandth seed one of 50,000 words. Two processes with different seeds of hashing read the
same texts. Each result must keep its promises (`lab/promises.py`) and have the same bytes in both.

Prints every seed that fails (of many, the first ones), then the count, the seconds, the worst
memory and the slowest text; the exit status is 1 if one fails. `1 --first SEED` reads one again.
"""

import argparse
import hashlib
import multiprocessing
import os
import resource
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from random import Random

from lab.beyond import rows
from lab.promises import broken
from lab.scoring import analysis
from server.errors import NotAnArticle

QUOTES = "\"'`´“”„‟‘’‚‛«»‹›「」『』〝〞〟＂＇❛❜❝❞"
MARKS = QUOTES + ".,:;!?…‽¿¡()[]{}<>/\\|-–—_*&@#%•§¶。、"
LINE_ENDS = ("\n", "\n\n", "\r\n", "\r\n\r\n", "\r", "\n\r\n", "\u2028", "\u2029", "\x85", "\x0b")
PIECES = (
    *("“", "”", '"', "''", "``", "‘", "’", "'", "«", "»", "(", ")", "[", "]", "—", "–", "-", "…"),
    *(".", "!", "?", ",", ":", ";", "\n", "\n\n", "\r\n", "\r", "\u2028", "\t", "\u00a0", " "),
    *("The mayor", "Ms. Dana Orrey", "officials", "a report", "she", "it", "Reuters", "critics"),
    *("said", "says that", "claimed", "according to", "told", "is believed to", "reportedly"),
    *("may", "could not", "found that", "wants to", "the bridge is closed", "rain will fall"),
    *("\U0001f4f0", "e\u0301", "\u200b", "\u202e", "ﬁ", "İ", "\x00", "م", "語", "x" * 300),
    *("on condition of anonymity", "who asked not to be named", "READ MORE: x", "• y", "5.5 per"),
)
LONG_WORDS = 50_000
EVERY = 1_000
"""Every so many seeds, a long text."""
SHOWN = 20
"""So many failing seeds are printed with how their text begins."""
SHOWN_CHARS = 120


def written(random: Random) -> str:
    """Return pieces of prose and marks, in no order a writer would choose."""
    pieces = [random.choice(PIECES) for _ in range(random.randrange(1, 60))]
    between = random.choice((" ", " ", ""))
    return between.join(pieces)


def anything(random: Random) -> str:
    """Return code points from one part of Unicode or all of it; never half a character."""
    end = random.choice((0x80, 0x250, 0x3000, 0xD800, 0x110000))
    codes = [random.randrange(end) for _ in range(random.randrange(1, 400))]
    return "".join(chr(code) for code in codes if not 0xD800 <= code < 0xE000)


def one_word(random: Random) -> str:
    """Return a word or a mark alone, perhaps repeated until it is one long word."""
    word, times = random.choice(PIECES).split(" ")[0], random.choice((1, 1, 2, 50))
    return word * times


def punctuation(random: Random) -> str:
    """Return marks and white space only."""
    return "".join(random.choice(MARKS + "  \n") for _ in range(random.randrange(1, 300)))


def repeated(random: Random) -> str:
    """Return one piece again and again: what makes slow code slower than its text is long."""
    piece: str = random.choice((*PIECES, *MARKS))
    return piece * random.randrange(1, 2_000 // len(piece) + 2)


def quoted(random: Random) -> str:
    """Return sentences whose quotation marks are changed, dropped or doubled at random."""
    said = list(" ".join(random.choice(ROWS) for _ in range(random.randrange(1, 6))))
    for at, char in enumerate(said):
        if char in QUOTES and random.randrange(2):
            said[at] = random.choice(QUOTES) * random.randrange(3)
    return "".join(said)


def lined(random: Random) -> str:
    """Return paragraphs with line ends of every sort between and within them."""
    paragraphs = [random.choice(ROWS) for _ in range(random.randrange(1, 8))]
    broken_up = [text.replace(" ", random.choice((" ", " ", " \r"))) for text in paragraphs]
    return "".join(text + random.choice(LINE_ENDS) for text in broken_up)


def long(random: Random, words: int = LONG_WORDS) -> str:
    """Return a text of so many words, or a few more, of real sentences and of pieces."""
    made: list[str] = []
    while words > 0:
        made += [random.choice(ROWS) if random.randrange(10) else written(random)]
        words -= len(made[-1].split())
        made += [random.choice((" ", " ", *LINE_ENDS))]
    return "".join(made)


ROWS = tuple(row.text for row in rows())
SHAPES: tuple[Callable[[Random], str], ...] = (
    *(written, written, quoted, lined),
    *(anything, anything, one_word, punctuation, repeated),
)


def any_text(random: Random) -> str:
    """Return a text of any of the shapes but `long`."""
    shape = random.choice(SHAPES)
    return shape(random)


def text_of(seed: int) -> str:
    """Return the text of a seed, always the same."""
    random = Random(seed)
    return any_text(random) if seed % EVERY else long(random)


def has_ink(text: str) -> bool:
    """Whether there is anything to see: an invisible text is refused as blank."""
    return any(char.isprintable() and not char.isspace() for char in text)


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of one text in one process."""

    seed: int
    words: int
    seconds: float
    digest: str
    """Of the result's bytes; empty if there is none."""
    faults: tuple[str, ...]
    peak_mb: float
    """The most the process has held so far."""


def reading(seed: int) -> Reading:
    """Return what comes of a seed's text; whatever goes wrong is a fault, not an exception."""
    text, digest = text_of(seed), ""
    began = time.perf_counter()
    try:
        told = analysis(text)
        seconds = time.perf_counter() - began
        digest = hashlib.sha256(told.model_dump_json().encode()).hexdigest()
        faults = broken(text, told)
    except NotAnArticle:
        seconds = time.perf_counter() - began
        faults = ("refused as blank",) if has_ink(text) else ()
    except Exception as crash:  # the edge: whatever it is, it is what is looked for
        seconds = time.perf_counter() - began
        faults = (f"{type(crash).__name__}: {crash}",)
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Reading(seed, len(text.split()), seconds, digest, faults, peak_mb)


def _read(seeds: range, out: Connection) -> None:
    for seed in seeds:
        out.send(reading(seed))


def _readings(seeds: range, hash_seed: int) -> Iterator[Reading]:
    """Yield the readings of another process; one that dies ends them early."""
    context = multiprocessing.get_context("spawn")
    mine, theirs = context.Pipe(duplex=False)
    os.environ["PYTHONHASHSEED"] = str(hash_seed)  # read by an interpreter as it starts
    process = context.Process(target=_read, args=(seeds, theirs))
    process.start()
    theirs.close()
    while mine.poll(None):
        try:
            yield mine.recv()
        except EOFError:
            break
    process.join()


def compared(seeds: range) -> Iterator[Reading]:
    """Yield one reading a seed, with the faults of both processes and of their difference."""
    first, second = (_readings(seeds, hash_seed) for hash_seed in (1, 2))
    for seed in seeds:
        one, other = next(first, None), next(second, None)
        if one is None or other is None:
            yield Reading(seed, 0, 0.0, "", ("a process died",), 0.0)
            return
        faults = list(dict.fromkeys((*one.faults, *other.faults)))
        if one.digest != other.digest:
            faults.append("the same text gave other bytes in another process")
        peak_mb = max(one.peak_mb, other.peak_mb)
        yield Reading(seed, one.words, one.seconds, one.digest, tuple(faults), peak_mb)


def main() -> None:
    """Print every seed that fails, then the count, the seconds and the worst memory."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("count", type=int)
    parser.add_argument("--first", type=int, default=0, metavar="SEED")
    said = parser.parse_args()
    began, done, failed = time.monotonic(), [], 0
    for read in compared(range(said.first, said.first + said.count)):
        done.append(read)
        failed += bool(read.faults)
        if read.faults and failed <= SHOWN:
            print(f"seed {read.seed}: {'; '.join(read.faults[:5])}")
            print(f"    {text_of(read.seed)[:SHOWN_CHARS]!r}", flush=True)
    slowest = max(done, key=lambda read: read.seconds)
    print(f"{len(done)} texts, {sum(read.words for read in done)} words, {failed} failing")
    print(f"{time.monotonic() - began:.0f} s, two processes side by side")
    print(f"worst memory {max(read.peak_mb for read in done):.0f} MB")
    print(f"slowest: seed {slowest.seed}, {slowest.words} words, {slowest.seconds:.2f} s")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
