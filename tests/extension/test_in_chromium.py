"""From a click on the button to a card, in real Chromium, over a real server and worker."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from lab.painting import CORS, analysis_of, page_of, sentences
from tests.extension.harness import ROOT, Inside, Site, serving

PARAGRAPHS = (
    "The harbour board will raise the fee for small boats in spring, its chair, Ingrid Falk, said"
    " on Friday. “We have no choice,” she told reporters after the meeting. “The quay is falling"
    " into the <em>sea</em>.”",
    "Officials close to the talks said the fee might double within a year. According to a report by"
    " the county auditor, repairs will cost 12 million euros, and the work could last until 2029.",
    "Some say the board acted too late. The quay was built in 1931 and last repaired in 1987.",
    "Boat owners may lodge an objection with the county until the end of March, the board said.",
)
BODY = (
    '<nav><a href="#">Home</a> <a href="#">Harbour board raises fee for small boats</a></nav>'
    '<article id="story"><h1>Harbour board raises fee for small boats</h1>'
    f"{''.join(f'<p>{paragraph}</p>' for paragraph in PARAGRAPHS)}</article>"
)
HEAD = '<meta charset="utf-8"><title>Harbour board raises fee for small boats</title>'
ARTICLE = f'<!doctype html><html lang="en"><head>{HEAD}</head><body>{BODY}</body></html>'
SPANISH = f"""<!doctype html><html lang="es"><head>{HEAD}</head><body><article><h1>El puente</h1>
<p>El puente del puerto se cerrará durante seis meses desde mayo, dijo el ayuntamiento el lunes, y
los vecinos del barrio pidieron más autobuses para poder llegar al trabajo por la mañana.</p>
<p>Según la alcaldesa, las obras costarán doce millones de euros y empezarán antes del verano.
Los comerciantes temen perder a muchos de sus clientes mientras duren los trabajos.</p>
<p>La última reparación se hizo hace casi cuarenta años, cuando aún circulaban tranvías por
el centro de la ciudad y el río se cruzaba también en barca.</p></article></body></html>"""
REACT = ROOT / "node_modules"

COMPUTED = """(() => {
    const of = (element, pseudo) => getComputedStyle(element, pseudo);
    const card = reading.frame.root.querySelector('.card');
    const line = [...CSS.highlights.keys()].find((name) => name.startsWith('line-solid'));
    return {
        card: [of(card).display, of(card).position, of(card).borderTopWidth],
        line: of(document.querySelector('p'), `::highlight(${line})`).textDecorationLine,
    };
})()"""


def all_placed(inside: Inside) -> bool:
    return bool(inside.tell("reading.placing.found.size === reading.analysis.claims.length"))


def test_one_click_marks_the_page_and_a_mark_opens_its_card(reader, opened):
    page = opened("/click", ARTICLE)
    inside = reader.mark(page)
    assert "claims were found" in inside.summary()
    assert all_placed(inside)
    page.mouse.click(*inside.point_of("no choice"))
    card = inside.card()
    assert card and "On the record" in card and "quoted word for word" in card
    page.keyboard.press("Escape")
    assert inside.card() is None


def test_headline_is_marked_where_it_is_shown_and_not_in_the_menu(reader, opened):
    page = opened("/headline", ARTICLE)
    inside = reader.mark(page)
    parents = inside.tell(
        "[...reading.placing.found.values()].map(({ range }) =>"
        " range.startContainer.parentElement.localName)"
    )
    assert "h1" in parents and "a" not in parents


def test_card_says_whose_hedge_it_is_and_in_which_words(reader, opened):
    page = opened("/hedge", ARTICLE)
    inside = reader.mark(page)
    page.mouse.click(*inside.point_of("might double"))
    card = inside.card()
    assert card and "“might”" in card and "caution" in card and "possible" in card


def test_keyboard_goes_through_every_mark_and_back(reader, opened):
    page = opened("/keys", ARTICLE)
    inside = reader.mark(page)
    count = inside.tell("reading.placing.marks.length")
    hints = []
    for _ in range(count):  # what the browser's keys send: chords cannot be pressed from here
        reader.worker.evaluate(
            "async () => { const [tab] = await chrome.tabs.query({ active: true });"
            " chrome.commands.onCommand.dispatch('next-mark', tab); }"
        )
        page.wait_for_timeout(60)
        hints.append(inside.tell("reading.card.current()?.number"))
    assert hints == list(range(1, count + 1))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the first button in the last card: back
    assert inside.tell("reading.card.current().number") == count - 1


def test_further_clicks_hide_and_show_without_asking_again(reader, opened, site):
    page = opened("/again", ARTICLE)
    inside = reader.mark(page)
    fetched = site.asked.count("/again")
    reader.click(page)
    inside.until("!reading.isDrawn && CSS.highlights.size === 0")
    reader.click(page)
    inside.until("reading.isDrawn && CSS.highlights.size > 0 && reading.summary.isOpen()")
    assert site.asked.count("/again") == fetched


def test_elements_of_the_page_stay_as_they_were(reader, opened):
    page = opened("/untouched", ARTICLE)
    before = page.evaluate("document.body.outerHTML + document.head.outerHTML")
    page.evaluate(
        "globalThis.seen = []; new MutationObserver((records) => seen.push(...records.filter("
        "({ target }) => target !== document.documentElement))).observe(document,"
        " { attributes: true, childList: true, characterData: true, subtree: true })"
    )
    inside = reader.mark(page)
    page.mouse.click(*inside.point_of("no choice"))
    assert inside.card()
    assert page.evaluate("seen.length") == 0
    assert page.evaluate("document.body.outerHTML + document.head.outerHTML") == before


def test_page_under_react_renders_on_and_keeps_its_marks(reader, opened, site):
    if not REACT.is_dir():
        pytest.skip("node_modules is missing (make extension): the page under React goes untested")
    for name in ("react", "react-dom"):
        umd = REACT / name / "umd" / f"{name}.development.js"
        site.put(f"/{name}.js", umd.read_bytes(), Content_Type="text/javascript")
    page = opened(
        "/react",
        f"""<!doctype html><html lang="en"><head>{HEAD}</head><body><div id="root">{BODY}</div>
<script src="/react.js"></script><script src="/react-dom.js"></script><script>
const h = React.createElement;
const texts = [...document.querySelectorAll('p')].map((p) => p.textContent);
const title = document.querySelector('h1').textContent;
globalThis.errors = [];
addEventListener('error', (event) => errors.push(event.message));
function Story() {{
  const [round, setRound] = React.useState(0);
  globalThis.again = () => setRound((round) => round + 1);
  const story = texts.map((text, at) => h('p', {{ key: at + ':' + (at % 2 ? round : 0) }},
    round % 2 ? ['', text] : text));
  const tally = h('small', null, 'Round ' + round);
  return h('article', {{ id: 'story' }}, h('h1', null, title), tally, story);
}}
ReactDOM.createRoot(document.getElementById('root')).render(h(Story));
</script></body></html>""",
    )
    page.wait_for_function("'again' in globalThis")
    inside = reader.mark(page)
    before = inside.placed()
    assert len(before) == inside.tell("reading.analysis.claims.length")
    for round_ in (1, 2, 3):
        page.evaluate("again()")
        page.wait_for_function(f"document.body.innerText.includes('Round {round_}')")
        inside.until(
            "[...reading.placing.found.values()].every(({ range, words }) =>"
            " range.toString() === words && range.startContainer.isConnected)"
        )
        assert inside.placed() == before
    assert page.evaluate("errors") == []
    assert page.locator("p").count() == len(PARAGRAPHS)


def test_lines_come_back_when_the_page_clears_the_registry(reader, opened):
    page = opened("/clears", ARTICLE)
    inside = reader.mark(page)
    names = inside.tell("[...CSS.highlights.keys()]")
    assert names
    page.evaluate("CSS.highlights.clear(); CSS.highlights.set('theirs', new Highlight())")
    inside.until(f"CSS.highlights.size === {len(names) + 1}")
    assert set(inside.tell("[...CSS.highlights.keys()]")) == {*names, "theirs"}
    reader.click(page)
    inside.until("CSS.highlights.size === 1")
    assert inside.tell("[...CSS.highlights.keys()]") == ["theirs"]


def test_strict_policy_of_the_page_takes_nothing_away(reader, opened):
    policy = "default-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    page = opened("/strict", ARTICLE, Content_Security_Policy=policy)
    inside = reader.mark(page)
    page.mouse.click(*inside.point_of("no choice"))
    assert inside.card()
    assert inside.tell(COMPUTED) == {"card": ["block", "fixed", "3px"], "line": "underline"}


def test_styles_of_the_page_do_not_reach_card_and_summary(reader, opened):
    hostile = (
        "<style>body *, html > :not(body) { display: none !important; position: static !important;"
        " font-size: 90px !important; transform: scale(9) !important }</style>"
    )
    page = opened("/styles", ARTICLE)
    inside = reader.mark(page)
    page.mouse.click(*inside.point_of("no choice"))
    size = (
        "[...reading.frame.root.querySelectorAll('.sheet')]"
        ".map(({ offsetWidth, offsetHeight }) => [offsetWidth, offsetHeight])"
    )
    before = inside.tell(size)
    page.evaluate("style => document.head.insertAdjacentHTML('beforeend', style)", hostile)
    assert inside.tell(size) == before


def test_content_that_comes_late_is_marked_when_it_comes(reader, opened):
    script = """<script>
        const late = [...document.querySelectorAll('p')].slice(1);
        late.forEach((p) => p.remove());
        globalThis.arrive = () => document.getElementById('story').append(...late);
    </script>"""
    page = opened("/late", ARTICLE.replace("</body>", f"{script}</body>"))
    inside = reader.mark(page)
    assert not all_placed(inside)
    assert "could not be placed" in inside.summary()
    page.evaluate("arrive()")
    inside.until("reading.placing.found.size === reading.analysis.claims.length")
    assert "could not be placed" not in inside.summary()


def test_words_that_changed_since_are_marked_as_near_and_the_card_says_so(reader, opened):
    script = "<script>const [, p] = document.querySelectorAll('p');p.textContent ="
    script += " p.textContent.replace('will cost 12 million', 'would cost 15 million')</script>"
    page = opened("/corrected", ARTICLE.replace("</body>", f"{script}</body>"))
    inside = reader.mark(page)
    page.mouse.click(*inside.point_of("15 million"))
    card = inside.card()
    assert card and "differ a little" in card
    page.mouse.click(*inside.point_of("no choice"))
    assert "differ a little" not in inside.card()


def test_card_of_an_old_result_says_when_it_is_of(reader, opened):
    stand_in, made = Site(), sentences(2_000)
    stand_in.put(
        "/api/v1/analyses",
        json.dumps(analysis_of(made, marks=3)),
        **CORS,
        Age="7200",
        Access_Control_Expose_Headers="Age",
    )
    reader.use(f"http://127.0.0.1:{stand_in.port}")
    inside = reader.mark(opened("/old", page_of(made)))
    stand_in.close()
    seen = datetime.now(UTC) - timedelta(hours=2)
    inside.tell("reading.turn(1)")
    told = re.search(r"As of (\d+ \w+ \d{4}, \d\d:\d\d) UTC", inside.card() or "")
    assert told
    as_of = datetime.strptime(told[1], "%d %B %Y, %H:%M").replace(tzinfo=UTC)
    assert abs(as_of - seen) < timedelta(minutes=3)


def test_no_more_marks_are_drawn_than_a_page_can_bear_and_the_summary_says_so(reader, opened):
    stand_in, made = Site(), sentences(60_000)
    answer = json.dumps(analysis_of(made, marks=320))
    reader.use(f"http://127.0.0.1:{stand_in.port}")
    stand_in.put("/api/v1/analyses", answer, **CORS)
    inside = reader.mark(opened("/many", page_of(made)))
    stand_in.close()
    assert inside.tell("[...CSS.highlights.values()].reduce((n, { size }) => n + size, 0)") == 300
    assert "20 further marks are left out" in inside.summary()
    assert all_placed(inside)


def test_card_on_a_small_screen_does_not_cover_its_words(reader, opened):
    page = opened("/small", ARTICLE.replace("<head>", '<head><meta name="viewport" content="">'))
    page.set_viewport_size({"width": 360, "height": 640})
    inside = reader.mark(page)
    for _ in range(inside.tell("reading.placing.marks.length")):
        inside.tell("reading.turn(1)")
        words, card = inside.tell(
            "[reading.card.current().range, reading.frame.root.querySelector('.card')]"
            ".map((each) => each.getBoundingClientRect().toJSON())"
        )
        assert words["bottom"] <= card["top"] or card["bottom"] <= words["top"]


def test_summary_on_a_small_screen_keeps_its_ways_on_in_sight(reader, opened):
    page = opened("/low", ARTICLE.replace("<head>", '<head><meta name="viewport" content="">'))
    page.set_viewport_size({"width": 360, "height": 420})
    inside = reader.mark(page)
    foot, is_cut = inside.tell(
        "[reading.frame.root.querySelector('.summary')].map((sheet) =>"
        " [sheet.querySelector('.report').getBoundingClientRect().bottom,"
        " sheet.scrollHeight > sheet.clientHeight])[0]"
    )
    assert is_cut
    assert foot <= 420


def test_page_that_moves_on_keeps_no_marks_of_another_address(reader, opened):
    page = opened("/moves", ARTICLE)
    inside = reader.mark(page)
    page.evaluate("history.pushState({}, '', '/moved'); document.title = 'Elsewhere'")
    inside.until("reading.hasEnded && CSS.highlights.size === 0")


def test_hostile_words_of_a_page_stay_words(reader, opened):
    bait = "&lt;img src=x onerror=&quot;document.title='caught'&quot;&gt;"
    page = opened("/hostile", ARTICLE.replace("Ingrid Falk", f"Ingrid {bait} Falk"))
    inside = reader.mark(page)
    page.mouse.click(*inside.point_of("no choice"))
    assert inside.card()
    assert inside.tell("reading.frame.root.querySelectorAll('img').length") == 0
    assert page.title() != "caught"


def test_page_sees_nothing_of_what_is_said(reader, opened):
    page = opened("/closed", ARTICLE)
    reader.mark(page)
    assert page.evaluate("document.documentElement.lastElementChild.shadowRoot") is None
    assert page.evaluate("document.documentElement.lastElementChild.childNodes.length") == 0
    assert "unnamed" not in page.evaluate("[...CSS.highlights.keys()].join()")


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
