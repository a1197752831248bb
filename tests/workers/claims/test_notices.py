from collections.abc import Callable
from typing import Any

import pytest

from workers.claims.hedging import hedges
from workers.claims.notices import notices
from workers.claims.score import claims
from workers.claims.segmentation import segments

Maker = Callable[..., Any]
VAGUE = {"kind": "vague"}
UNNAMED = {"kind": "unnamed", "described_as": "close to the board"}
PERSON = {"kind": "person", "name": "Dana Reyes"}
OUTLET = {"kind": "outlet", "name": "the Courier"}


def noted(m: Any) -> dict[str, tuple[str, ...]]:
    pieces = segments(m.article, m.sentences, m.attributions)
    cues = hedges(m.article, m.sentences, m.attributions)
    found = claims(m.article, pieces, m.attributions, m.ledger, cues)
    return {
        n.code: n.claims for n in notices(m.article, m.sentences, m.attributions, m.ledger, found)
    }


STRONGER = [
    (
        "Mayor to resign over harbour contract",
        "<c1>There are reports that</c1> <t1>the mayor will resign over the harbour contract</t1>.",
        VAGUE,
    ),
    (
        "Mill's owner sells river plant to rival",
        "<s1>People close to the board</s1> <c1>say</c1> "
        "<t1>the owner has sold the river plant to its rival</t1>.",
        UNNAMED,
    ),
    (
        "Norland troops massing at northern border",
        "<s1>Reports</s1> <c1>indicate</c1> <t1>troops are massing at the northern border</t1>.",
        VAGUE,
    ),
    (
        "Factory fire destroyed harvest stocks",
        "A factory fire reportedly destroyed most of the harvest stocks.",
        None,
    ),
    (
        "Singer's secret wedding on lake island",
        "<s1>Friends of the singer</s1> <c1>said</c1> "
        "<t1>a secret wedding was held on the lake island</t1>.",
        UNNAMED,
    ),
    (
        "Bank closes 200 branches in spring",
        "<s1>Sources</s1> <c1>said</c1> <t1>the bank would close 200 branches next spring</t1>.",
        VAGUE,
    ),
    (
        "Minister paid thief for stolen diary",
        "The minister allegedly paid the thief for the stolen diary.",
        None,
    ),
    (
        "Coach leaves Rovers after cup defeat",
        "<c1>It is rumoured that</c1> <t1>the coach will leave Rovers after the cup defeat</t1>.",
        {"kind": "none"},
    ),
    (
        "Norlanders' plan to unite island armies",
        "<c1>There are rumours that</c1> <t1>Norland plans to unite the armies of the island</t1>.",
        VAGUE,
    ),
    (
        "Poison found in village well",
        "<s1>Villagers</s1> <c1>claimed</c1> <t1>poison had been found in the village well</t1>.",
        VAGUE,
    ),
    (
        "Airline cancels winter flights to Norland",
        "<s1>Two managers</s1> <c1>said</c1> "
        "<t1>the airline had cancelled all winter flights to Norland</t1>.",
        UNNAMED,
    ),
    (
        "Museum hid forged paintings for years",
        "<s1>Former guards</s1> <c1>say</c1> <t1>the museum hid forged paintings for years</t1>.",
        UNNAMED,
    ),
    (
        "Dam wall cracked before flood",
        "It is unconfirmed that the dam wall cracked before the flood came.",
        None,
    ),
]

NOT_STRONGER = [
    # someone named says so
    (
        "Mayor to resign over harbour contract",
        "<s1>Reyes</s1> <c1>said</c1> <t1>the mayor will resign over the harbour contract</t1>.",
        PERSON,
    ),
    # the article says so itself
    (
        "Mayor to resign over harbour contract",
        "The mayor will resign over the harbour contract. <c1>There are reports that</c1> "
        "<t1>the mayor will resign over the harbour contract soon</t1>.",
        VAGUE,
    ),
    # the headline reports
    (
        "Mayor to resign over harbour contract, sources say",
        "<s1>Sources</s1> <c1>say</c1> <t1>the mayor will resign over the harbour contract</t1>.",
        VAGUE,
    ),
    (
        "Report: Bank closes 200 branches",
        "<s1>Sources</s1> <c1>said</c1> <t1>the bank would close 200 branches next spring</t1>.",
        VAGUE,
    ),
    # the headline hedges
    (
        "Bank may close 200 branches in spring",
        "<s1>Sources</s1> <c1>said</c1> <t1>the bank would close 200 branches next spring</t1>.",
        VAGUE,
    ),
    (
        "Minister allegedly paid thief for diary",
        "The minister allegedly paid the thief for the diary.",
        None,
    ),
    # the headline asks
    (
        "Will the bank close 200 branches?",
        "<s1>Sources</s1> <c1>said</c1> <t1>the bank would close 200 branches</t1>.",
        VAGUE,
    ),
    # the headline quotes
    (
        "'Museum hid forged paintings for years'",
        "<s1>Former guards</s1> <c1>say</c1> <t1>the museum hid forged paintings for years</t1>.",
        UNNAMED,
    ),
    # what is said by no one named is something else
    (
        "Harbour tunnel opens after ten years",
        "The harbour tunnel opened on Monday. <s1>Sources</s1> <c1>say</c1> "
        "<t1>the mayor was late</t1>.",
        VAGUE,
    ),
    (
        "Harbour tunnel opens after ten years",
        "<s1>Critics</s1> <c1>say</c1> <t1>the tunnel leaks</t1>.",
        VAGUE,
    ),
    # a topic, not a statement
    ("River news", "<s1>Sources</s1> <c1>say</c1> <t1>the river news is bad</t1>.", VAGUE),
    # an unsure claim that is only likely
    (
        "Airline cancels winter flights to Norland",
        "The airline will probably cancel its winter flights to Norland.",
        None,
    ),
    # someone named passes it on
    (
        "Poison found in village well",
        "<s1>The police</s1> <c1>said</c1> <t1>poison was found in the village well</t1>. "
        "Villagers reportedly found poison in the well.",
        {"kind": "organisation", "name": "the police"},
    ),
]


def article(marked: Maker, headline: str, body: str, source: dict[str, Any] | None) -> Any:
    text = f"{headline}\n{body}\nThe weather was fine."
    return marked(text, title=True, sources={"1": source} if source else {})


@pytest.mark.parametrize(("headline", "body", "source"), STRONGER)
def test_a_headline_that_states_what_no_one_named_says_is_noted(
    marked: Maker, headline: str, body: str, source: dict[str, Any] | None
) -> None:
    assert noted(article(marked, headline, body, source)).get("headline-stronger-than-body") == (
        "c1",
        "c2",
    )


@pytest.mark.parametrize(("headline", "body", "source"), NOT_STRONGER)
def test_a_headline_that_is_no_stronger_than_its_article_is_not_noted(
    marked: Maker, headline: str, body: str, source: dict[str, Any] | None
) -> None:
    assert "headline-stronger-than-body" not in noted(article(marked, headline, body, source))


def test_without_a_title_no_headline_is_guessed(marked: Maker) -> None:
    headline, body, source = STRONGER[0]
    m = marked(f"{headline}\n{body}", sources={"1": source})
    assert "headline-stronger-than-body" not in noted(m)


TWO = (
    "<s1>A clerk</s1> <c1>said</c1> <t1>it leaks</t1>. "
    "<s2>The clerk</s2> <c2>said</c2> <t2>it drips</t2>. It rained."
)


def test_an_article_that_rests_on_one_unnamed_source_is_noted(marked: Maker) -> None:
    one = {**UNNAMED, "id": "s1"}
    found = noted(marked(TWO, sources={"1": one, "2": one}))
    assert found["rests-on-one-unnamed-source"] == ("c1", "c2")


@pytest.mark.parametrize("other", [{**UNNAMED, "id": "s2"}, {**PERSON, "id": "s2"}])
def test_a_second_source_lifts_the_note(marked: Maker, other: dict[str, Any]) -> None:
    found = noted(marked(TWO, sources={"1": {**UNNAMED, "id": "s1"}, "2": other}))
    assert "rests-on-one-unnamed-source" not in found


def test_a_doubtful_find_of_another_source_lifts_the_note(marked: Maker) -> None:
    one, other = {**UNNAMED, "id": "s1"}, {**PERSON, "id": "s3"}
    text = TWO + " <s3>Dana Reyes</s3> <c3>shows</c3> <t3>that the dam leaks</t3>."
    doubtful = {"3": {"confidence": 0.1}}
    m = marked(text, sources={"1": one, "2": one, "3": other}, links=doubtful)
    assert "rests-on-one-unnamed-source" not in noted(m)


ONE_SENTENCE = (
    "<t1>It leaks</t1>, <s1>a clerk</s1> <c1>said</c1>, <t1>and it drips</t1>. It rained."
)


ONE_TALK = "<s1>A clerk</s1> <c1>said</c1>: <t1>“It leaks. It drips.”</t1> It rained."


@pytest.mark.parametrize("text", [ONE_SENTENCE, ONE_TALK])
@pytest.mark.parametrize("kind", [UNNAMED, OUTLET])
def test_the_pieces_of_one_saying_show_no_pattern(
    marked: Maker, kind: dict[str, Any], text: str
) -> None:
    assert noted(marked(text, sources={"1": kind})) == {}


def test_one_named_source_is_no_reason_for_a_note(marked: Maker) -> None:
    one = {**PERSON, "id": "s1"}
    assert "rests-on-one-unnamed-source" not in noted(marked(TWO, sources={"1": one, "2": one}))


def test_second_hand_claims_that_lead_to_one_outlet_are_noted(marked: Maker) -> None:
    one = {**OUTLET, "id": "s1"}
    found = noted(marked(TWO, sources={"1": one, "2": one}))
    assert found["circular-sourcing"] == ("c1", "c2")


def test_what_another_passes_on_from_the_same_outlet_counts_as_second_hand(marked: Maker) -> None:
    text = (
        "<s1>The Courier</s1> <c1>said</c1> <t1>it leaks</t1>. <s2>Reyes</s2> <c2>said</c2> "
        "<t2><s3>the Courier</s3> <c3>wrote</c3> <t3>it drips</t3></t2>."
    )
    one = {**OUTLET, "id": "s1"}
    m = marked(text, sources={"1": one, "2": PERSON, "3": one}, links={"3": {"via": "a2"}})
    assert noted(m)["circular-sourcing"] == ("c1", "c2")


@pytest.mark.parametrize(("others", "is_noted"), [(4, True), (5, False)])
def test_an_outlet_that_is_heard_now_and_then_is_no_circle(
    marked: Maker, others: int, is_noted: bool
) -> None:
    text, sources = TWO, {str(number): {**OUTLET, "id": "s1"} for number in (1, 2)}
    for number in range(3, 3 + others):
        text += f" <s{number}>Reyes</s{number}> <c{number}>said</c{number}> "
        text += f"<t{number}>it leaks</t{number}>."
        sources[str(number)] = {**PERSON, "id": f"s{number}"}
    assert ("circular-sourcing" in noted(marked(text, sources=sources))) == is_noted


@pytest.mark.parametrize(
    ("second", "site"),
    [
        ({**OUTLET, "id": "s2"}, None),
        ({**PERSON, "id": "s2"}, None),
        ({**OUTLET, "id": "s1"}, "The Courier"),
        ({**OUTLET, "id": "s1"}, "Courier.com"),
    ],
)
def test_two_outlets_or_one_claim_or_the_site_itself_is_no_circle(
    marked: Maker, second: dict[str, Any], site: str | None
) -> None:
    m = marked(TWO, sources={"1": {**OUTLET, "id": "s1"}, "2": second}, site=site)
    assert "circular-sourcing" not in noted(m)


@pytest.mark.parametrize(
    ("headline", "more"),
    [
        ("Courier to open a second office", ""),
        ("Office opens", " The Courier hired ten people. The Courier is old. The Courier grew."),
    ],
)
def test_what_an_outlet_says_where_it_is_the_topic_is_not_second_hand(
    marked: Maker, headline: str, more: str
) -> None:
    one = {**OUTLET, "id": "s1"}
    m = marked(f"{headline}\n{TWO}{more}", title=True, sources={"1": one, "2": one})
    assert "circular-sourcing" not in noted(m)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Source: The full article", True),
        ("Source: Read Full Article", True),
        ("This article was first published by the Harlow Courier.", True),
        ("Source: Reuters", True),
        ("Via: The Harlow Echo", True),
        ("Source: harlowecho.example/dam", True),
        ("Source: Harlow Dam Authority", False),
        ("Source: Norland census, 2021", False),
    ],
)
def test_a_page_that_says_its_article_is_from_elsewhere_is_republished(
    marked: Maker, line: str, expected: bool
) -> None:
    m = marked(f"The dam broke.\n{line}", roles={1: "source-line"})
    assert ("republished" in noted(m)) is expected


@pytest.mark.parametrize(
    ("lead", "site", "expected"),
    [
        ("OSLO (Reuters) - The dam broke.", "Harlow Echo", True),
        ("PORT ELLEN, Scotland, March 3 (AP) — The dam broke.", "Harlow Echo", True),
        ("OSLO (Reuters) - The dam broke.", "Reuters", False),
        ("OSLO (AP) — The dam broke.", "apnews.com", False),
        ("OSLO (AP) — The dam broke.", "Associated Press", False),
        ("OSLO (Reuters) - The dam broke.", None, False),
        ("Harlow (population 900) - The dam broke.", "Harlow Echo", False),
        ("The agency (Reuters) said the dam broke.", "Harlow Echo", False),
    ],
)
def test_an_agencys_dateline_on_another_site_is_republished(
    marked: Maker, lead: str, site: str | None, expected: bool
) -> None:
    assert ("republished" in noted(marked(lead, site=site))) is expected


def test_other_furniture_says_nothing_of_where_an_article_is_from(marked: Maker) -> None:
    assert noted(marked("The dam broke.\nRead the full article", roles={1: "read-more"})) == {}


WHOLE = "The dam broke on Monday.\nPeople fled to the hills above the town.\n"


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("The council met in the evening to discuss what should", True),
        ("The council met in the evening to discuss what should…", True),
        ("The council met in the evening to discuss what should...", True),
        ("The council met in the evening, and it decided nothing.", False),
        ("“The council met in the evening, and it decided nothing.”", False),
        ("The council met in the evening (and it decided nothing).", False),
        ("Dana Reyes, Harlow", False),
        ("The council met in the evening; more on www.example.org/council", False),
        ("The council met in the evening, as planned, on 3 June 2021", False),
        ("Tickets for the evening are at the town hall of Harlow", False),
    ],
)
def test_a_last_paragraph_that_stops_in_mid_sentence_is_noted(
    marked: Maker, last: str, expected: bool
) -> None:
    assert ("text-looks-cut-off" in noted(marked(WHOLE + last))) is expected


def test_a_text_that_never_ends_its_paragraphs_is_not_cut_off(marked: Maker) -> None:
    lines = "\n".join(["The dam broke and people fled to the hills above"] * 5)
    assert "text-looks-cut-off" not in noted(marked(lines))


@pytest.mark.parametrize("obtained", ["page", "html"])
def test_a_page_without_author_and_date_is_noted(marked: Maker, obtained: str) -> None:
    bare = noted(marked("The dam broke.", obtained=obtained))
    assert {"no-byline", "no-date"} <= set(bare)
    full = noted(
        marked("The dam broke.", obtained=obtained, byline=("Dana Reyes",), date="2026-01-02")
    )
    assert not {"no-byline", "no-date"} & set(full)


def test_a_sent_text_owes_no_author_and_no_date(marked: Maker) -> None:
    assert noted(marked("The dam broke.")) == {}
