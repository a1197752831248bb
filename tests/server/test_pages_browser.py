"""The page in a real browser, over a real server and a real worker process."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from werkzeug.serving import make_server

from server.app import create_app
from server.backends import open_backend
from server.settings import Settings

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ROOT = Path(__file__).parents[2]
NARROW = {"width": 360, "height": 740}
WIDE = {"width": 1280, "height": 900}

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium: the page is not tried in a browser"),
    # The driver's loop and the threaded server close their sockets when Python collects them.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@dataclass
class Tab:
    """A page and what the browser complained of."""

    page: Page
    complaints: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running server with a worker beside it."""
    store = f"sqlite:{tmp_path_factory.mktemp('var')}/jobs.sqlite3"
    worker = subprocess.Popen(
        [sys.executable, "-m", "onrecord", "worker"],
        cwd=ROOT,
        env={**os.environ, "ONRECORD_BACKEND": store},
    )
    settings = Settings(backend=store)
    backend = open_backend(settings)
    server = make_server("127.0.0.1", 0, create_app(settings, backend), threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    deadline = time.monotonic() + 30
    while backend.engine() is None:
        assert time.monotonic() < deadline, "the worker has not announced itself"
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    server.server_close()
    worker.terminate()
    worker.wait(10)
    backend.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


@contextmanager
def tab(browser: Browser, **options: Any) -> Iterator[Tab]:
    """A tab of its own; the test fails if the console complains, of the policy included."""
    context = browser.new_context(**{"viewport": WIDE, "reduced_motion": "reduce", **options})
    context.set_default_timeout(10_000)
    opened = Tab(context.new_page())
    opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
    opened.page.on(
        "console",
        lambda line: opened.complaints.append(line.text) if line.type == "error" else None,
    )
    yield opened
    context.close()
    assert opened.complaints == []


def read_example(page: Page, site: str) -> None:
    page.goto(site)
    page.get_by_role("button", name="See an example").click()
    page.wait_for_selector("article.story")
    page.wait_for_load_state("load")  # the script has run


def test_the_example_is_read_and_marked_in_several_kinds(browser: Browser, site: str) -> None:
    with tab(browser) as opened:
        read_example(opened.page, site)
        assert opened.page.locator("h1").inner_text().startswith("Hospital to close")
        kinds = ("record", "document", "outlet", "unnamed", "vague")
        marked = [kind for kind in kinds if opened.page.locator(f".prose a.mark.{kind}").count()]
        assert len(marked) >= 4


def test_enter_sends_an_address_and_its_problem_keeps_it(browser: Browser, site: str) -> None:
    with tab(browser) as opened:
        opened.page.goto(site)
        opened.page.get_by_label("A web address").fill("http://10.0.0.1/news")
        opened.page.get_by_label("A web address").press("Enter")
        opened.page.wait_for_selector("[role=alert]")
        assert opened.page.get_by_label("A web address").input_value() == "http://10.0.0.1/news"
        opened.complaints.clear()  # the browser notes the page's own status, 422


def test_a_click_opens_the_card_and_escape_closes_it(browser: Browser, site: str) -> None:
    with tab(browser) as opened:
        read_example(opened.page, site)
        mark = opened.page.locator(".prose a.mark").nth(1)
        mark.click()
        card = opened.page.locator(".card:popover-open")
        assert card.count() == 1
        assert card.get_attribute("id") == (mark.get_attribute("href") or "")[1:]
        opened.page.keyboard.press("Escape")
        assert card.count() == 0


def test_a_click_beside_it_closes_the_card(browser: Browser, site: str) -> None:
    with tab(browser) as opened:
        read_example(opened.page, site)
        opened.page.locator(".prose a.mark").first.click()
        opened.page.locator("h1").click()
        assert opened.page.locator(".card:popover-open").count() == 0


def test_hovering_opens_a_card_and_leaving_closes_it(browser: Browser, site: str) -> None:
    with tab(browser) as opened:
        read_example(opened.page, site)
        opened.page.locator(".prose a.mark").first.hover()
        opened.page.wait_for_selector(".card:popover-open")
        opened.page.locator("h1").hover()
        opened.page.wait_for_selector(".card:popover-open", state="hidden")


def test_the_keyboard_alone_opens_enters_and_leaves_a_card(browser: Browser, site: str) -> None:
    with tab(browser) as opened:
        read_example(opened.page, site)
        mark = opened.page.locator(".prose a.mark").first
        mark.focus()
        opened.page.keyboard.press("Enter")
        assert opened.page.evaluate("document.activeElement.closest('.card') !== null")
        opened.page.keyboard.press("Escape")
        assert mark.evaluate("mark => mark === document.activeElement")
        assert opened.page.locator(".card:popover-open").count() == 0


def test_an_opened_card_is_announced_by_its_hint(browser: Browser, site: str) -> None:
    with tab(browser) as opened:
        read_example(opened.page, site)
        opened.page.locator(".prose a.mark").first.focus()
        opened.page.keyboard.press("Enter")
        hint = opened.page.locator(".card:popover-open .hint").inner_text()
        assert hint
        expect(opened.page.get_by_role("dialog", name=hint)).to_be_focused()


def test_tab_reaches_every_mark_and_each_says_who_and_how_sure(browser: Browser, site: str) -> None:
    with tab(browser) as opened:
        read_example(opened.page, site)
        marks = opened.page.locator("a.mark")
        reached, left = [], marks.evaluate_all("marks => marks.map(mark => mark.id)")
        for _ in range(6 * len(left)):
            opened.page.keyboard.press("Tab")
            reached.append(opened.page.evaluate("document.activeElement.id"))
        assert [id for id in dict.fromkeys(reached) if id in left] == left
        for mark in marks.all():
            hint = f"#hint-{(mark.get_attribute('id') or '').removeprefix('mark-')}"
            said = opened.page.locator(hint).text_content()
            assert said
            expect(mark).to_have_accessible_description(said)


def test_j_and_k_walk_through_the_claims_in_reading_order(browser: Browser, site: str) -> None:
    with tab(browser) as opened:
        read_example(opened.page, site)

        def number() -> str | None:
            return opened.page.locator("a.mark.open").get_attribute("data-number")

        walked = []
        for key in ("j", "j", "ArrowRight", "k"):
            opened.page.keyboard.press(key)
            walked.append(number())
        assert walked == ["1", "2", "3", "2"]


def test_the_legend_switches_a_kind_off_without_a_script(browser: Browser, site: str) -> None:
    with tab(browser, java_script_enabled=False) as opened:
        read_example(opened.page, site)
        mark = opened.page.locator(".prose a.mark.record").first
        line = "mark => getComputedStyle(mark).textDecorationLine"
        assert mark.evaluate(line) == "underline"
        opened.page.get_by_role("checkbox", name="On the record").uncheck()
        assert mark.evaluate(line) == "none"


def test_a_source_lights_up_what_rests_on_it(browser: Browser, site: str) -> None:
    with tab(browser) as opened:
        read_example(opened.page, site)
        entry = opened.page.locator("[data-claims]").first
        entry.hover()
        lit = opened.page.locator(".mark.lit").evaluate_all("marks => marks.map(mark => mark.id)")
        rests = (entry.get_attribute("data-claims") or "").split()
        assert lit == [f"mark-{id}" for id in rests]


def test_without_a_script_a_mark_still_opens_its_card(browser: Browser, site: str) -> None:
    with tab(browser, java_script_enabled=False) as opened:
        read_example(opened.page, site)
        opened.page.locator(".prose a.mark").nth(1).click()
        card = opened.page.locator(".card:visible")
        assert card.count() == 1
        card.get_by_role("link", name="Close").click()
        assert card.count() == 0


@pytest.mark.parametrize("path", ["/", "example"])
def test_nothing_is_wider_than_a_small_screen(browser: Browser, site: str, path: str) -> None:
    with tab(browser, viewport=NARROW) as opened:
        if path == "example":
            read_example(opened.page, site)
            opened.page.locator(".prose a.mark").first.click()
        else:
            opened.page.goto(site + path)
        width = opened.page.evaluate("document.documentElement.scrollWidth")
        assert width <= NARROW["width"]


def test_on_a_small_screen_the_sheet_leaves_its_claim_in_view(browser: Browser, site: str) -> None:
    with tab(browser, viewport=NARROW) as opened:
        read_example(opened.page, site)
        mark = opened.page.locator(".prose a.mark").nth(3)
        mark.click()
        words = mark.bounding_box()
        sheet = opened.page.locator(".card:popover-open").bounding_box()
        assert words is not None
        assert sheet is not None
        assert words["y"] + words["height"] <= sheet["y"]


def test_a_card_that_reaches_below_the_window_is_brought_into_view(
    browser: Browser, site: str
) -> None:
    with tab(browser, viewport={"width": 640, "height": 450}) as opened:
        read_example(opened.page, site)
        mark = opened.page.locator(".prose a.mark").nth(3)
        mark.evaluate("mark => mark.scrollIntoView({ block: 'end' })")
        mark.focus()
        opened.page.keyboard.press("Enter")
        words = mark.bounding_box()
        card = opened.page.locator(".card:popover-open").bounding_box()
        assert words
        assert card
        assert words["y"] >= 0
        assert card["y"] + card["height"] <= 450 or words["y"] <= 13  # no room is left above it


def test_the_links_of_the_ledger_are_large_enough_to_be_hit(browser: Browser, site: str) -> None:
    """WCAG 2.2, 2.5.8: 24 by 24 pixels."""
    with tab(browser, viewport=NARROW) as opened:
        read_example(opened.page, site)
        sizes = opened.page.locator(".places a").evaluate_all(
            "links => links.map(link => link.getBoundingClientRect())"
            ".map(box => [box.width, box.height])"
        )
        assert sizes
        assert [size for size in sizes if min(size) < 24] == []


def test_words_of_a_card_stand_apart_without_a_style(browser: Browser, site: str) -> None:
    with tab(browser) as opened:
        read_example(opened.page, site)
        words = opened.page.locator(".card .turn").nth(1).text_content() or ""
        assert words.split() == ["Previous", "Next", "Close"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_and_lines_stand_out_enough(browser: Browser, site: str, scheme: str) -> None:
    """WCAG AA: 4.5 to 1 for text, 3 to 1 for the lines that carry meaning."""
    with tab(browser, color_scheme=scheme) as opened:
        read_example(opened.page, site)
        names = ("paper", "raised", "tint", "ink", "muted")
        lines = ("record", "document", "outlet", "unnamed", "vague")
        colour = opened.page.evaluate(
            "names => Object.fromEntries(names.map(name => [name, getComputedStyle("
            "document.documentElement).getPropertyValue('--' + name)]))",
            [*names, *lines],
        )
        assert opened.page.evaluate("getComputedStyle(document.body).backgroundColor") == rgb(
            colour["paper"]
        )
        for ground in ("paper", "raised", "tint"):
            assert contrast(colour["ink"], colour[ground]) >= 7
            assert contrast(colour["muted"], colour[ground]) >= 4.5
        for line in lines:
            assert contrast(colour[line], colour["paper"]) >= 3


def test_lines_differ_by_more_than_colour_in_forced_colours(browser: Browser, site: str) -> None:
    with tab(browser, forced_colors="active") as opened:
        read_example(opened.page, site)
        opened.page.goto(site)
        lines = opened.page.locator(".key .mark").evaluate_all(
            "marks => marks.map(mark => { const s = getComputedStyle(mark);"
            "return `${s.textDecorationStyle} ${s.textDecorationThickness}`; })"
        )
        assert len(lines) == len(set(lines)) == 5


def test_a_server_that_goes_away_is_said_in_words(browser: Browser, site: str) -> None:
    with tab(browser) as opened:
        page = f"{site}/analyses/slow"
        opened.page.route(page, lambda asked: asked.fulfill(body=WAITING, content_type="text/html"))
        opened.page.route("**/api/v1/**", lambda asked: asked.fulfill(status=503))
        opened.page.goto(page)
        opened.page.get_by_text("The server has paused").wait_for()
        opened.complaints.clear()  # the browser notes the 503


def test_a_stage_is_heard_but_not_shown_twice(browser: Browser, site: str) -> None:
    with tab(browser) as opened:
        page = f"{site}/analyses/slow"
        opened.page.route(page, lambda asked: asked.fulfill(body=WAITING, content_type="text/html"))
        underway = {"status": 202, "json": {"stage": "reading"}}
        opened.page.route("**/api/v1/**", lambda asked: asked.fulfill(**underway))
        opened.page.goto(page)
        said = opened.page.locator(".said")
        expect(said).to_have_text("Finding …")
        box = said.bounding_box()
        assert box
        assert max(box["width"], box["height"]) <= 1


WAITING = (
    '<link rel="stylesheet" href="/static/front.css">'
    '<div data-result="/api/v1/analyses/slow"><ol><li data-stage="reading">Finding</li></ol>'
    '<p class="said"></p></div>'
    '<script type="module" src="/static/progress.js"></script>'
)


def rgb(colour: str) -> str:
    red, green, blue = (int(colour.strip()[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgb({red}, {green}, {blue})"


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = [int(colour.strip()[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
