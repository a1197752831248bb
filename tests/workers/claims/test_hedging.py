import re
import time
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workers.claims.hedged import article_of, certainty, found, judged
from workers.claims import epistemic, lexicon
from workers.claims.hedging import RANK, hedges
from workers.claims.text import sentences

Maker = Callable[..., Any]


def bracketed(marked_up: str) -> tuple[str, list[str]]:
    return re.sub(r"[\[\]]", "", marked_up), re.findall(r"\[(.+?)\]", marked_up)


HEDGED = [
    ("The bridge [may] close in spring.", "possible"),
    ("Repairs [might] take a year.", "possible"),
    ("The flood [could] reach the old town by night.", "possible"),
    ("It [could be] the largest order in a decade.", "possible"),
    ("They [could] amount to several thousand crowns.", "possible"),
    ("The plan [could easily] fail.", "possible"),
    ("A warmer spring [could] help farmers.", "possible"),
    ("The engineers [must have] known of the crack.", "probable"),
    ("Sabotage [could not be ruled out].", "possible"),
    ("[Perhaps] the ferry will return.", "possible"),
    ("The ferry will [possibly] return.", "possible"),
    ("[Maybe] the ferry will return.", "possible"),
    ("The ferry will [probably] return.", "probable"),
    ("The ferry is, [presumably], sold.", "probable"),
    ("The gate was [apparently] left open.", "probable"),
    ("The gate was [seemingly] left open.", "probable"),
    ("The clerk [allegedly] took the money.", "unknown"),
    ("The clerk [reportedly] took the money.", "unknown"),
    ("The clerk [supposedly] took the money.", "unknown"),
    ("The find is [arguably] the richest of its kind.", "probable"),
    ("[In all likelihood] the mine closes.", "probable"),
    ("Rain is [likely] in the north.", "probable"),
    ("The mill [is likely to] close.", "probable"),
    ("The mill is [very likely] gone.", "probable"),
    ("A deal is [unlikely] before June.", "probable"),
    ("It is [improbable] that the mill will shut.", "probable"),
    ("There is [little chance] that the mill will shut.", "probable"),
    ("There is [almost no chance] that the mill will shut.", "probable"),
    ("[Chances are slight] that the mill will shut.", "probable"),
    ("There is a [very good chance] that the mill will shut.", "probable"),
    ("[It is possible] that the tank leaked.", "possible"),
    ("Divers look at a [possible] leak in the tank.", "possible"),
    ("He died of a [probable] stroke.", "probable"),
    ("It was an [apparent] attempt to win time.", "probable"),
    ("The [alleged] thief left by the window.", "unknown"),
    ("The [supposed] plot was never found.", "unknown"),
    ("The [suspected] arsonist fled.", "unknown"),
    ("It is [unclear] whether the tank leaked.", "unknown"),
    ("It is [not clear] who opened the gate.", "unknown"),
    ("[It is not known] how the fire began.", "unknown"),
    ("The reports are [unconfirmed].", "unknown"),
    ("The clip has [not been independently verified].", "unknown"),
    ("The figures [could not be verified].", "unknown"),
    ("It [remains to be seen] who pays.", "unknown"),
    ("The engine [appears to] be sound.", "probable"),
    ("The minister [appeared] unmoved by the letters.", "probable"),
    ("[It appears] the gate was open.", "probable"),
    ("The engine [seems] sound.", "probable"),
    ("The engine [seemed to] stall.", "probable"),
    ("It [looks as if] the roof will hold.", "probable"),
    ("He spoke [as if] the roof had fallen.", "possible"),
    ("[I think] the roof will hold.", "probable"),
    ("[I don’t think] the roof will hold.", "probable"),
    ("[We believe] the roof will hold.", "probable"),
    ("The roof, [I guess], will hold.", "probable"),
    ("[I suspect] the roof was never checked.", "probable"),
    ("The roof will hold, [in my opinion].", "probable"),
    ("Reyes [believes] the roof will hold.", "probable"),
    ("Reyes [thinks] that the roof will hold.", "probable"),
    ("Investigators [believe] the fire began upstairs.", "probable"),
    ("He did not [believe] the fire began upstairs.", "probable"),
    ("The bank [expects] prices to fall.", "probable"),
    ("The tunnel [is expected to] open in May.", "probable"),
    ("The tunnel [is widely expected to] open in May.", "probable"),
    ("Six men [are believed to] be trapped.", "probable"),
    ("Six men [are thought to] be trapped.", "probable"),
    ("[It is believed] that six men are trapped.", "probable"),
    ("The ring [is said to] be cursed.", "unknown"),
    ("The ring [is rumoured to] be cursed.", "unknown"),
    ("[It is rumoured] that the ring is cursed.", "unknown"),
    ("The survey [suggests] that fewer people walk.", "probable"),
    ("The data [indicate] a slow recovery.", "probable"),
    ("[There are reports] that the dam has burst.", "unknown"),
    ("[Reports indicate] that the dam has burst.", "unknown"),
    ("Crews set out [amid rumours] that the dam had burst.", "unknown"),
    ("[There is a possibility] that the dam will burst.", "possible"),
    ("Her [theory] is that the dam was old.", "possible"),
    ("There are many [unknowns] about the dam.", "unknown"),
    ("They [kind of] gave up.", "possible"),
    ("[I feel like] we lost it.", "probable"),
    ("There is evidence [suggesting] that the dam was old.", "probable"),
    ("The dam was old, [in a way].", "possible"),
    ("It is [hard to say] who gave up.", "unknown"),
    ("The dam [may] burst, and the [alleged] leak is to blame.", "unknown"),
    ("The dam will [probably] hold but [may] leak.", "possible"),
    ("If the dam bursts, the town [may] flood.", "possible"),
    ("It was [not immediately clear] who opened the gate.", "unknown"),
    ("The crew is [not entirely sure] when it leaks.", "unknown"),
    ("The rent [could] now rise.", "possible"),
    ("She [could] now face a fine.", "possible"),
    ("The wind makes it [look as if] the mill turns.", "probable"),
    ("The divers [have their doubts].", "possible"),
    ("There is every [reason to believe] the dam was old.", "probable"),
    ("The scans of the wall, as well as old maps, [indicate] that it moved.", "probable"),
    ("[In theory] the lock holds.", "possible"),
    ("[I don’t believe] it will leak.", "probable"),
    ("[I believe] that the roof will hold.", "probable"),
    ("[I think] it’s a fine roof.", "probable"),
    ("The hall heard press [reports] that the dam had burst.", "unknown"),
]


@pytest.mark.parametrize(("marked_up", "expected"), HEDGED)
def test_a_hedge_is_found_word_for_word_and_caps_certainty(marked_up: str, expected: str) -> None:
    text, cues = bracketed(marked_up)
    assert [text[h.start : h.end] for h in found(text)] == cues
    assert certainty(text) == expected


DOUBLES = [
    "The bridge will close in May.",
    "May 3 is a holiday.",
    "Theresa May was not invited.",
    "You may as well go home.",
    "If I may, sir, one more word.",
    "The fleet shows the military might of the empire.",
    "They pulled with all their might.",
    "It may be costly, but it works.",
    "She could not attend.",
    "He could see the harbour from there.",
    "They climbed as high as they could go.",
    "I wish I could help.",
    "He ran so that she could escape.",
    "Nobody could be reached for comment.",
    "As a boy he would walk to school.",
    "The council will meet on Friday.",
    "If the dam bursts, the town floods.",
    "If it seems dear, ask for another.",
    "The council should act now.",
    "Drivers must wear a belt.",
    "She wants to win.",
    "They plan to build a school.",
    "We hope for rain.",
    "About 40 people came.",
    "Nearly 1,500 people came.",
    "She said the bridge is closed.",
    "According to the mayor, the bridge is closed.",
    "She will appear on stage tonight.",
    "He appeared before the committee.",
    "The singer appeared in a blue coat.",
    "He suggested that they leave.",
    "She indicated the door.",
    "A poll of likely voters was published.",
    "They are twice as likely to smoke.",
    "They are 15% more likely to smoke.",
    "They are 15 per cent less likely to smoke.",
    "Come as soon as possible.",
    "The grant made it possible to build.",
    "Do whatever is possible to help.",
    "There is no doubt that it rained.",
    "It was a kind of apple.",
    "What kind of apple is this.",
    "I believe in the law.",
    "I think about the sea.",
    "The agency reports that rain fell.",
    "The train arrived later than expected.",
    "It is clear that rain fell.",
    "It became apparent that rain fell.",
    "The heir apparent waved.",
    "There were potential buyers in the hall.",
    "Children are supposed to be asleep.",
    "She was asked whether it rained.",
    "We expect you to be on time.",
    "A second chance to win came.",
    "One of the suspects is in custody.",
    "I don’t have any doubt that it rained.",
    "The club spent questionable funds.",
    "He signed it in a way that pleased her.",
    "His chances are slim.",
    "His team is suggesting that the count was off.",
    "I feel proud of the town.",
    "He signed the papers as fast as he possibly could.",
    "At this point to leave is rude.",
    "We didn’t believe it.",
    "We didn’t believe it when the gate fell.",
    "“We didn’t believe it,” she said.",
    "I don’t think so.",
    "I believe him.",
    "Members could now vote by post.",
    "She did not say how heavy a cart the bridge could carry.",
    "Slate is our favourite kind of roof.",
    "The lock is free in theory, but no boat gets through.",
    "As if that were not enough, it rained.",
    "The Harbour Press reports that rain fell.",
    "There is no reason to believe that it rained.",
]


@pytest.mark.parametrize("text", DOUBLES)
def test_a_double_is_no_hedge(text: str) -> None:
    assert [text[h.start : h.end] for h in found(text)] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<s1>Reports</s1> <c1>indicate</c1> <t1>that the dam leaks</t1>.", "unknown"),
        ("<c1>There are reports that</c1> <t1>the dam leaks</t1>.", "unknown"),
        ("<s1>Reyes</s1> <c1>reportedly said</c1> <t1>the dam leaks</t1>.", "unknown"),
        ("<s1>Reyes</s1> reportedly <c1>said</c1> <t1>the dam leaks</t1>.", "unknown"),
        ("Reportedly, <s1>Reyes</s1> <c1>said</c1> <t1>the dam leaks</t1>.", "unknown"),
        ("It rains. Perhaps <s1>she</s1> <c1>said</c1> <t1>the dam leaks</t1>.", "possible"),
        ("It may rain. <s1>Reyes</s1> <c1>said</c1> <t1>the dam leaks</t1>.", "certain"),
        ("It may rain, and <s1>Reyes</s1> <c1>said</c1> <t1>it leaks</t1>.", "certain"),
        ("<s1>She</s1> <c1>believes</c1> <t1>the dam leaks</t1>.", "probable"),
        ("<s1>The survey</s1> <c1>suggests</c1> <t1>the dam leaks</t1>.", "probable"),
        ("<s1>Reyes, who may retire,</s1> <c1>said</c1> <t1>the dam leaks</t1>.", "certain"),
        ("<s1>Reyes</s1> <c1>said</c1> <t1>the dam leaks</t1>, which may be costly.", "certain"),
    ],
)
def test_a_claim_is_as_sure_as_the_words_that_attribute_it(
    marked: Maker, text: str, expected: str
) -> None:
    assert judged(marked(text), "a1").certainty == expected


def test_a_hedge_further_out_reaches_what_is_told_inside(marked: Maker) -> None:
    text = (
        "<s1>Reyes</s1> <c1>reportedly said</c1> "
        "<t1><s2>a report</s2> <c2>found</c2> <t2>the dam leaks</t2></t1>."
    )
    m = marked(text, links={"2": {"via": "a1"}})
    assert judged(m, "a2").certainty == "unknown"


@pytest.mark.parametrize(
    "text",
    ["Will the dam hold?", "“Will the dam hold?”", "Who knew?", "First, “will it hold?”"],
)
def test_a_question_says_nothing_for_sure(text: str) -> None:
    assert certainty(text) == "unknown"


@pytest.mark.parametrize(
    "text",
    [
        "The dam will hold, right?",
        "The dam held, didn’t it?",
        "The villagers ask themselves: ‘Why us?’",
        "“The villagers ask themselves: ‘Why us?’”",
    ],
)
def test_what_asks_for_consent_or_tells_of_a_question_is_said(text: str) -> None:
    assert certainty(text) == "certain"


PLAIN = [bracketed(marked_up)[0] for marked_up, _ in HEDGED] + DOUBLES


@pytest.mark.parametrize("text", PLAIN)
@pytest.mark.parametrize("word", ["Reportedly", "Allegedly", "Perhaps"])
def test_one_more_hedge_never_makes_a_claim_surer(text: str, word: str) -> None:
    doubted = f"{word}, {text[0].lower()}{text[1:]}"
    assert RANK[certainty(doubted)] >= RANK[certainty(text)]


def test_every_test_and_no_other_is_named_in_the_list() -> None:
    named = {row[3] for row in lexicon.rows("en", "hedges.tsv") if len(row) > 3}
    assert named == set(epistemic.TESTS)


@given(st.text(max_size=300))
def test_any_text_gives_hedges_that_slice_back_in_order(text: str) -> None:
    article = article_of(text)
    cues = hedges(article, sentences(article), ())
    assert [h.id for h in cues] == [f"h{n}" for n in range(1, len(cues) + 1)]
    assert all(0 <= h.start < h.end <= len(text) for h in cues)
    assert all(a.end <= b.start for a, b in pairwise(cues))


CUE_WORDS = (
    *("may", "might", "could", "if", "(", ")", ",", "?", "I", "think", "believe", "that", "the"),
    *("reports", "suggest", "it", "is", "not", "known", "likely", "as", "possible", "kind", "of"),
)


@given(st.lists(st.sampled_from(CUE_WORDS), max_size=40))
def test_any_row_of_cue_words_gives_hedges_that_slice_back(row: list[str]) -> None:
    text = " ".join(row)
    article = article_of(text)
    cues = hedges(article, sentences(article), ())
    assert all(text[h.start : h.end].strip() for h in cues)


@pytest.mark.parametrize(
    "text",
    [
        "may be " * 20_000,
        "if (" * 20_000,
        "I think " * 20_000,
        "it suggesting that appear odd " * 9_000,
    ],
)
def test_time_grows_with_the_text_only(text: str) -> None:
    article = article_of(text)
    started = time.process_time()
    hedges(article, sentences(article), ())
    assert time.process_time() - started < 10
