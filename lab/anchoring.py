"""Measure how many returned claims the extension places on saved pages, in real Chromium.

    python -m lab.anchoring FOLDER [--scripts] [--only N]

FOLDER holds `*.html.gz`. Each page is served on loopback, read by the real server and its worker,
and opened and clicked in Chromium. Nothing else can be reached. By default the page's own scripts
are off (a policy of the page's forbids them, which is a test of its own), so that whatever changes
the page is ours: `--scripts` lets them run and leaves that comparison out.

A claim is right if the folded words under its mark are the folded words of the claim, and if the
marks are in reading order. Prints a line a page and the totals.
"""

import argparse
import gzip
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Route

from tests.extension.harness import Reader, Site, browsing, serving
from workers.article.fold import folded

NO_SCRIPTS = "script-src 'none'"
SERIALISE = """() => {
    const copy = document.documentElement.cloneNode(true);
    for (const child of [...copy.children]) {
        if (child.localName !== 'head' && child.localName !== 'body') child.remove();
    }
    return copy.outerHTML;
}"""
WATCH = """() => {
    globalThis.seen = [];
    new MutationObserver((records) => {
        for (const { target, type } of records) {
            if (type !== 'childList' || target !== document.documentElement) {
                seen.push(`${type} ${target.nodeName}`);
            }
        }
    }).observe(document, {
        childList: true, characterData: true, attributes: true, subtree: true,
    });
}"""
ASK = """({
    failure: reading.analysis ? null : reading.frame.root.querySelector('.said').innerText,
    claims: (reading.analysis?.claims ?? []).map((claim) => {
        const found = reading.placing.found.get(claim.id);
        return { exact: claim.selector[0].exact, shown: claim.shown,
                 words: found ? found.range.toString() : null, isExact: found?.isExact ?? false };
    }),
    ordered: [...reading.placing.found.values()].filter(({ range }, at, all) =>
        at > 0 && all[at - 1].range.compareBoundaryPoints(Range.END_TO_START, range) > 0).length,
    cost: reading.cost_ms,
})"""


def bare(words: str) -> str:
    """Return words folded and without white space, which a range holds none of between blocks."""
    return folded(words).text.replace(" ", "")


def measure(reader: Reader, address: str, has_scripts: bool) -> dict[str, Any]:
    """Return what came of one page: its claims, and what changed in the page's own elements."""
    page = reader.context.new_page()
    try:
        return _measured(reader, page, address, has_scripts)
    except AssertionError as error:
        return {"failure": str(error), "claims": [], "ordered": 0, "cost": 0, "changes": []}
    finally:
        page.close()


def _measured(reader: Reader, page: Page, address: str, has_scripts: bool) -> dict[str, Any]:
    page.goto(address, wait_until="load")
    page.wait_for_timeout(300)
    before = None if has_scripts else page.evaluate(SERIALISE)
    if not has_scripts:
        page.evaluate(WATCH)
    inside = reader.mark(page)
    told: dict[str, Any] = inside.tell(ASK)
    inside.tell("reading.turn(1)")  # a card, too, leaves the page as it was
    told["changes"] = []
    if not has_scripts:
        told["changes"] = page.evaluate("() => seen")
        if page.evaluate(SERIALISE) != before:
            told["changes"].append("serialised otherwise")
    return told


def tally(told: dict[str, Any]) -> Counter[str]:
    """Return the counts of one page."""
    claims = told["claims"]
    placed = [claim for claim in claims if claim["words"] is not None]
    exact = [claim for claim in placed if bare(claim["words"]) == bare(claim["exact"])]
    return Counter(
        pages=1,
        failed=int(told["failure"] is not None),
        claims=len(claims),
        placed=len(placed),
        other_words=len(placed) - len(exact),
        out_of_order=told["ordered"],
        changed_pages=int(bool(told["changes"])),
    )


def main() -> None:
    """Print a line a page, what could not be placed, and the totals."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scripts", action="store_true", help="let the pages' scripts run")
    parser.add_argument("--only", type=int, help="so many pages")
    arguments = parser.parse_args()
    pages = sorted(arguments.folder.glob("*.html.gz"))[: arguments.only]
    totals: Counter[str] = Counter()
    site = Site()
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(site, Path(folder)) as server,
        browsing() as reader,
    ):
        reader.use(server)
        reader.context.route("**/*", _loopback_only)
        for path in pages:
            policy = {} if arguments.scripts else {"Content_Security_Policy": NO_SCRIPTS}
            address = site.put(f"/{path.name[:12]}", gzip.decompress(path.read_bytes()), **policy)
            told = measure(reader, address, arguments.scripts)
            counts = tally(told)
            totals += counts
            _print_page(path.name[:12], told, counts)
    site.close()
    share = totals["placed"] / max(1, totals["claims"])
    print({name: totals[name] for name in counts}, f"placed {share:.2%}")


def _loopback_only(route: Route) -> None:
    is_outside = route.request.url.startswith("http") and "//127.0.0.1:" not in route.request.url
    if is_outside:
        route.abort()
    else:
        route.continue_()


def _print_page(name: str, told: dict[str, Any], counts: Counter[str]) -> None:
    print(
        f"{name} {counts['placed']:4}/{counts['claims']:<4} {told['cost']:6.1f} ms "
        f"{told['failure'] or ''} {' '.join(sorted(set(told['changes'])))}",
        flush=True,
    )
    for claim in told["claims"]:
        if claim["words"] is None:
            print("    not placed:", claim["exact"][:150].replace("\n", " "))
        elif bare(claim["words"]) != bare(claim["exact"]):
            print("    other words:", claim["words"][:100], "<>", claim["exact"][:100])


if __name__ == "__main__":
    main()
