"""Measure the main thread's time from the server's answer to painted marks, in real Chromium.

    python -m lab.painting [--marks 300] [--characters 60000] [--rounds 9]

A page of invented paragraphs is opened anew for each round and clicked. A stand-in for the server
holds its answer back for a second, so that what the page and the extension do before it is over by
then; the time is the growth of Chromium's own count of what the page's main thread was busy with
(`TaskDuration`), from before the answer to a second after it: reading the message, finding the
quotes, painting, layout, the summary. Prints each round and the median.
"""

import argparse
import json
import statistics
from typing import Any

from playwright.sync_api import CDPSession, Page

from tests.extension.harness import Inside, Reader, Site, browsing

WORDS = (
    *("harbour", "board", "council", "quay", "boats", "ferry", "winter", "repairs", "lantern"),
    *("crew", "storm", "budget", "village", "engineers", "survey", "owners", "bridge", "tide"),
)
HOLD_S = 1.0
CERTAIN = {"certainty": "certain", "factuality": 3.0, "cues": [], "holder": None}
CORS = {
    "Access_Control_Allow_Origin": "*",
    "Access_Control_Allow_Headers": "*, Authorization",
    "Content_Type": "application/json",
}


def sentences(characters: int) -> list[str]:
    """Return sentences, all different, of so many characters together."""
    made: list[str] = []
    size = 0
    while size < characters:
        n = len(made)
        picked = " ".join(WORDS[(n * step + step) % len(WORDS)] for step in (1, 3, 7, 11, 13, 17))
        made.append(
            f"In point {n} the {picked} were named, said Ada Holm of round {n * 7919 % 997}."
        )
        size += len(made[-1]) + 1
    return made


def page_of(made: list[str]) -> str:
    """Return a page of paragraphs of five sentences, a word of each in an element of its own."""
    marked = [sentence.replace(" were ", " <em>were</em> ") for sentence in made]
    paragraphs = [" ".join(marked[at : at + 5]) for at in range(0, len(marked), 5)]
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<!doctype html><meta charset='utf-8'><title>A page</title><article>{body}</article>"


def analysis_of(made: list[str], marks: int) -> dict[str, Any]:
    """Return an answer of the server's shape in which so many sentences are claims."""
    text = " ".join(made)
    every = len(made) / marks
    chosen = [made[int(n * every)].split(", said")[0] for n in range(marks)]
    starts = [text.index(words) for words in chosen]
    spans = [(start, start + len(words)) for start, words in zip(starts, chosen, strict=True)]
    source = {"id": "s1", "kind": "person", "official": False, "name": "Ada Holm", "role": None}
    unsaid = {"described_as": None, "number": None, "reason": None}
    return {
        "id": "an-1",
        "document": {"text": text, "language": "en"},
        "sources": [{**source, **unsaid, "mentions": [], "claims": []}],
        "attributions": [_attribution(n) for n in range(marks)],
        "claims": [_claim(n, text, span) for n, span in enumerate(spans)],
        "hedges": [],
        "notices": [],
        "summary": {"coverage": {"sentences": len(made), "scored": len(made), "skipped": {}}},
        "engine": {"version": "0"},
    }


def _attribution(n: int) -> dict[str, Any]:
    told = {"form": "indirect", "stance": "neutral", "source_id": "s1", "via": None}
    return {"id": f"a{n}", "source": [], "cue": [], "content": [], **told}


def _claim(n: int, text: str, span: tuple[int, int]) -> dict[str, Any]:
    start, end = span
    context = {"prefix": text[max(0, start - 32) : start], "suffix": text[end : end + 32]}
    return {
        "id": f"c{n}",
        "start": start,
        "end": end,
        "selector": [
            {"type": "TextQuoteSelector", "exact": text[start:end], **context},
            {"type": "TextPositionSelector", "start": start, "end": end},
        ],
        "attribution": f"a{n}",
        "hedging": CERTAIN,
        "traceability": 1.0,
        "hint": {"code": "person", "text": "Ada Holm"},
        "shown": True,
    }


def busy_s(session: CDPSession) -> float:
    """Return how long the page's main thread has been busy so far."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return next(each["value"] for each in metrics if each["name"] == "TaskDuration")


def measure(reader: Reader, page: Page, address: str, marks: int) -> tuple[float, float]:
    """Return the milliseconds from answer to paint, and of those what finding and drawing took."""
    page.goto(address)
    page.wait_for_timeout(300)
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    reader.click(page)
    page.wait_for_timeout(HOLD_S * 700)
    before = busy_s(session)
    page.wait_for_timeout(HOLD_S * 1_300)
    spent = busy_s(session) - before
    inside = Inside(reader, page)
    painted = "[...CSS.highlights.values()].reduce((sum, { size }) => sum + size, 0)"
    assert inside.tell(painted) == marks, "answered before or after the time it was held"
    return 1_000 * spent, float(inside.tell("reading.cost_ms"))


def main() -> None:
    """Print every round, then the medians."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--marks", type=int, default=300)
    parser.add_argument("--characters", type=int, default=60_000)
    parser.add_argument("--rounds", type=int, default=9)
    arguments = parser.parse_args()
    made = sentences(arguments.characters)
    site = Site()
    address = site.put("/page", page_of(made))
    site.put("/api/v1/analyses", json.dumps(analysis_of(made, arguments.marks)), **CORS)
    site.delay_s["/api/v1/analyses"] = HOLD_S
    rounds = []
    with browsing() as reader:
        reader.use(f"http://127.0.0.1:{site.port}")
        for number in range(arguments.rounds):
            page = reader.context.new_page()
            rounds.append(measure(reader, page, address, arguments.marks))
            page.close()
            print(
                f"{number + 1}: {rounds[-1][0]:6.1f} ms, of that finding and drawing"
                f" {rounds[-1][1]:5.1f} ms"
            )
    site.close()
    whole, own = (statistics.median(column) for column in zip(*rounds, strict=True))
    print(f"{arguments.marks} marks, {sum(map(len, made))} characters, median of {len(rounds)}:")
    print(f"answer to paint {whole:.1f} ms, finding and drawing {own:.1f} ms")


if __name__ == "__main__":
    main()
