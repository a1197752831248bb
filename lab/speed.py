"""How fast a text is read, beside spaCy's small English pipeline: `python -m lab.speed`.

Invented articles of 800 words (sentences of `tests/workers/claims/beyond_politics.tsv`, each time
others) are given in turn to two processes, each on one thread of the same core: one reads them as a
worker does, from the text to the result; the other runs spaCy's tagger, parser, lemmatizer and
entities (`lab/spacy_small.py`). The first rounds warm up and are not counted.

Prints for each the median milliseconds by the clock and of the processor, words a second, and the
most memory the process held; then the ratio of words a second. Run it on an idle machine.
"""

import argparse
import multiprocessing
import os
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from multiprocessing.connection import Connection
from random import Random
from statistics import median

from lab.beyond import rows

WORDS = 800
WARM_UP = 3
SENTENCES_A_PARAGRAPH = 3
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")


@dataclass(frozen=True, slots=True)
class Timing:
    """One text read."""

    wall_s: float
    cpu_s: float
    peak_mb: float
    """The most the process has held so far."""


def article(number: int) -> str:
    """Return an article of some 800 words, each number with other sentences in another order."""
    picked: list[str] = []
    words = 0
    for row in Random(number).sample(rows(), len(rows())):
        if words < WORDS:
            picked.append(row.text)
            words += len(row.text.split())
    every = range(0, len(picked), SENTENCES_A_PARAGRAPH)
    return "\n\n".join(" ".join(picked[n : n + SENTENCES_A_PARAGRAPH]) for n in every)


def ours() -> Callable[[str], object]:
    """Return what reads a text as a worker does, with all in memory that a worker holds."""
    import_module("onrecord")
    read: Callable[[str], object] = import_module("lab.scoring").analysis
    return read


def theirs() -> Callable[[str], object]:
    """Return spaCy's small English pipeline."""
    made: Callable[[str], object] = import_module("lab.spacy_small").pipeline()
    return made


def _serve(reader: Callable[[], Callable[[str], object]], wire: Connection, core: int) -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {core})
    read = reader()
    while (text := wire.recv()) is not None:
        wall_s, cpu_s = time.perf_counter(), time.process_time()
        read(text)
        wall_s, cpu_s = time.perf_counter() - wall_s, time.process_time() - cpu_s
        peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        wire.send(Timing(wall_s, cpu_s, peak_mb))


def _started(reader: Callable[[], Callable[[str], object]], core: int) -> Connection:
    context = multiprocessing.get_context("spawn")
    mine, its = context.Pipe()
    context.Process(target=_serve, args=(reader, its, core), daemon=True).start()
    its.close()
    return mine


def measured(rounds: int) -> tuple[list[int], list[Timing], list[Timing]]:
    """Return how many words each text has, how we read it, and how spaCy did right after."""
    os.environ.update(dict.fromkeys(ONE_THREAD, "1"))
    core = max(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 0
    wires = [_started(reader, core) for reader in (ours, theirs)]
    texts = [article(number) for number in range(WARM_UP + rounds)]
    timings: tuple[list[Timing], list[Timing]] = ([], [])
    for text in texts:
        for wire, kept in zip(wires, timings, strict=True):
            wire.send(text)
            kept.append(wire.recv())
    for wire in wires:
        wire.send(None)
    words = [len(text.split()) for text in texts]
    return words[WARM_UP:], timings[0][WARM_UP:], timings[1][WARM_UP:]


def main() -> None:
    """Print a line each and the ratio."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=30)
    words, by_us, by_spacy = measured(parser.parse_args().rounds)
    print(f"{len(words)} texts of {min(words)} to {max(words)} words, one thread each")
    ours_per_s = _line("Onrecord", words, by_us)
    theirs_per_s = _line("spaCy", words, by_spacy)
    print(f"Onrecord reads {ours_per_s / theirs_per_s:.2f} times as many words a second as spaCy")


def _line(name: str, words: list[int], timings: list[Timing]) -> float:
    """Print what a reader's timings come to; return the words a second."""
    wall_s = median(timing.wall_s for timing in timings)
    cpu_s = median(timing.cpu_s for timing in timings)
    per_s = median(n / timing.wall_s for n, timing in zip(words, timings, strict=True))
    peak_mb = max(timing.peak_mb for timing in timings)
    print(
        f"{name:9} {wall_s * 1000:6.1f} ms by the clock, {cpu_s * 1000:6.1f} ms of the processor,"
        f" {per_s:6.0f} words/s, {peak_mb:4.0f} MB at most"
    )
    return per_s


if __name__ == "__main__":
    main()
