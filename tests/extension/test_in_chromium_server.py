"""The server as the extension's reader meets it in real Chromium: away, failing, or not asked."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.extension.articles import ARTICLE, HEAD
from tests.extension.harness import Inside, Site, serving

SPANISH = f"""<!doctype html><html lang="es"><head>{HEAD}</head><body><article><h1>El puente</h1>
<p>El puente del puerto se cerrará durante seis meses desde mayo, dijo el ayuntamiento el lunes, y
los vecinos del barrio pidieron más autobuses para poder llegar al trabajo por la mañana.</p>
<p>Según la alcaldesa, las obras costarán doce millones de euros y empezarán antes del verano.
Los comerciantes temen perder a muchos de sus clientes mientras duren los trabajos.</p>
<p>La última reparación se hizo hace casi cuarenta años, cuando aún circulaban tranvías por
el centro de la ciudad y el río se cruzaba también en barca.</p></article></body></html>"""


def test_answer_comes_although_the_background_page_dies(reader, opened, site):
    page = opened("/slow", ARTICLE)
    site.delay_s["/slow"] = 3.0
    reader.click(page)
    inside = Inside(reader, page)
    inside.until("reading?.isAsking")
    for _ in range(2):
        page.wait_for_timeout(500)
        reader.kill_background()
    inside.until("!reading.isAsking")
    assert "claims were found" in inside.summary()
    assert site.asked.count("/slow") == 2, "once by the reader, once by the server"


@pytest.mark.parametrize(
    ("path", "html", "said"),
    [
        ("/nothing", "<!doctype html><title>A</title><p>Log in.</p>", "no article"),
        ("/spanish", SPANISH, "language"),
    ],
)
def test_problem_of_the_server_is_said_in_words(reader, opened, path, html, said):
    inside = reader.mark(opened(path, html))
    assert said in inside.summary() and "Try again" in inside.summary()


def test_server_that_is_not_there_is_said_and_a_second_try_helps(reader, opened, service):
    page = opened("/nobody", ARTICLE)
    reader.use("http://127.0.0.1:9")
    inside = reader.mark(page)
    assert "No server answers" in inside.summary()
    reader.use(service)
    reader.click(page)  # the summary is open: a click puts it away, the next one asks again
    reader.click(page)
    inside.until("reading.analysis && !reading.isAsking")
    assert "claims were found" in inside.summary()


def test_page_the_browser_keeps_to_itself_is_said_on_the_button(reader):
    page = reader.context.new_page()
    page.goto("chrome://version")
    reader.click(page)
    page.wait_for_timeout(1_000)
    told = reader.worker.evaluate(
        "async () => { const [tab] = await chrome.tabs.query({ active: true });"
        " return [await chrome.action.getBadgeText({ tabId: tab.id }),"
        " await chrome.action.getTitle({ tabId: tab.id })]; }"
    )
    page.close()
    assert told[0] == "!" and "only read pages of the web" in told[1]


def test_twenty_pages_without_a_click_ask_the_server_nothing(reader, opened):
    counter = Site()
    reader.use(f"http://127.0.0.1:{counter.port}")
    for number in range(20):
        page = opened(f"/browse{number}", ARTICLE)
        page.mouse.wheel(0, 400)
        page.mouse.click(60, 130)
        assert page.evaluate("CSS.highlights.size") == 0
        page.close()
    assert counter.asked == []
    page = opened("/browse-and-click", ARTICLE)
    reader.mark(page)
    counter.close()
    assert counter.asked, "the counter does count"


def test_settings_reach_a_server_under_a_path_and_name_what_fails(reader, service, site):
    page = reader.context.new_page()
    page.goto(f"chrome-extension://{reader.id}/options/options.html")
    said = page.locator("#said")

    def enter(server: str) -> None:
        page.reload()  # so that what is said next is said anew
        expect(page.locator("#server")).not_to_have_value("")
        page.fill("#server", server)
        page.click("button")
        expect(said).to_have_text(re.compile(r"(Not saved|Saved).*"))

    expect(page.locator("#server")).to_have_value(service)
    enter("not an address at all")
    assert "Not saved" in said.inner_text()
    enter("http://127.0.0.1:9")
    assert "No server answers" in said.inner_text()
    cors = {"Access_Control_Allow_Origin": "*", "Content_Type": "application/json"}
    site.put("/tools/onrecord/api/v1/meta", '{"name": "onrecord", "engine": null}', **cors)
    enter(f"127.0.0.1:{site.port}/tools/onrecord/")
    assert "no worker" in said.inner_text()
    site.put("/other/api/v1/meta", "<p>Hello</p>", Access_Control_Allow_Origin="*")
    enter(f"http://127.0.0.1:{site.port}/other")
    assert "not Onrecord" in said.inner_text()
    enter(service)
    assert said.inner_text() == "Saved. The server answers and is at work."
    page.reload()
    expect(page.locator("#server")).to_have_value(service)
    page.close()


def test_server_without_a_worker_is_said(reader, opened, site, tmp_path: Path):
    with serving(site, tmp_path, ONRECORD_WORKERS="0", ready="/healthz") as idle:
        reader.use(idle)
        inside = reader.mark(opened("/idle", ARTICLE))
        assert "nobody works there" in inside.summary()
