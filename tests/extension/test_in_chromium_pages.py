"""A page's own scripts, styles and changes in real Chromium: it keeps its elements and marks."""

import pytest

from tests.extension.articles import ARTICLE, BODY, HEAD, PARAGRAPHS
from tests.extension.harness import ROOT

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
    assert not inside.has_placed_all()
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
