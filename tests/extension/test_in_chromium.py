"""From a click on the button to a card, in real Chromium, over a real server and worker."""

import json
import re
from datetime import UTC, datetime, timedelta

from lab.painting import CORS, analysis_of, page_of, sentences
from tests.extension.articles import ARTICLE
from tests.extension.harness import Site


def test_one_click_marks_the_page_and_a_mark_opens_its_card(reader, opened):
    page = opened("/click", ARTICLE)
    inside = reader.mark(page)
    assert "claims were found" in inside.summary()
    assert inside.has_placed_all()
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
    assert inside.has_placed_all()


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
