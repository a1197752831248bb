"""Take the pictures of docs/images: the annotated example, and the extension in a page.

    python -m lab.pictures

Real Chromium over a real server, with the example of the server's own front page. Take them anew
when the look changes or the engine reads the example otherwise.
"""

import tempfile
from html import escape
from pathlib import Path

from playwright.sync_api import Page

from server.pages import EXAMPLE
from tests.extension.harness import ROOT, Reader, Site, browsing, serving

IMAGES = ROOT / "docs" / "images"
WINDOW = {"width": 1200, "height": 860}
OPENED = "Patients are already being moved"
"""The claim whose card is open: two nurses who are not named."""
STYLE = (
    "body { max-width: 720px; margin: 40px auto; font: 18px/1.6 Georgia, serif }"
    "h1 { line-height: 1.2 }"
)


def story() -> str:
    """Return the example as a site's page."""
    headline, *paragraphs = EXAMPLE.strip().split("\n\n")
    body = "".join(f"<p>{escape(each, quote=False)}</p>" for each in paragraphs)
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        f"<title>{headline}</title><style>{STYLE}</style>"
        f"<body><article><h1>{headline}</h1>{body}</article></body></html>"
    )


def take_article(page: Page, server: str) -> None:
    """Take the server's page of the example with one card open."""
    page.goto(server)
    page.get_by_role("button", name="See an example").click()
    page.wait_for_selector("article.story")
    page.wait_for_load_state("load")
    page.get_by_role("link", name=OPENED).click()
    page.screenshot(path=IMAGES / "annotated-article.png")


def take_extension(reader: Reader, page: Page, site: Site) -> None:
    """Take the extension's marks, card and summary in a page."""
    page.goto(site.put("/night-ward", story()))
    inside = reader.mark(page)
    page.mouse.click(*inside.point_of(OPENED))
    page.screenshot(path=IMAGES / "extension.png")


def main() -> None:
    """Take both pictures."""
    site = Site()
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(site, Path(folder)) as server,
        browsing(viewport=WINDOW, reduced_motion="reduce") as reader,
    ):
        reader.use(server)
        take_article(reader.context.new_page(), server)
        take_extension(reader, reader.context.new_page(), site)
    site.close()


if __name__ == "__main__":
    main()
