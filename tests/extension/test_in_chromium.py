"""From a click on the button to a card, in real Chromium, over a real server and worker."""

ARTICLE = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>Harbour board raises fee for small boats</title></head><body>
<nav><a href="#">Home</a> <a href="#">Harbour board raises fee for small boats</a></nav>
<article><h1>Harbour board raises fee for small boats</h1>
<p>The harbour board will raise the fee for small boats in spring, its chair, Ingrid Falk, said on
Friday. “We have no choice,” she told reporters after the meeting. “The quay is falling into the
<em>sea</em>.”</p>
<p>Officials close to the talks said the fee might double within a year. According to a report by
the county auditor, repairs will cost 12 million euros, and the work could last until 2029.</p>
<p>Some say the board acted too late. The quay was built in 1931 and last repaired in 1987.</p>
<p>Boat owners have until the end of March to lodge an objection with the county, the board
said.</p></article></body></html>"""


def test_one_click_marks_the_page_and_a_mark_opens_its_card(reader, opened):
    page = opened("/click", ARTICLE)
    inside = reader.mark(page)
    assert "claims were found" in inside.summary()
    page.mouse.click(*inside.point_of("no choice"))
    card = inside.card()
    assert card and "On the record" in card and "quoted word for word" in card
    page.keyboard.press("Escape")
    assert inside.card() is None
