"""The ledger: which mentions are one source, and what is told of it."""

import re
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workers.claims.marked import article_of, attribution, told
from workers.article.model import Article
from workers.claims.model import Attribution
from workers.claims.sources import ledger
from workers.claims.text import sentences

ONE = [
    # surname alone, spellings, titles
    "[Mara Quill] said so. [Quill] said more.",
    "[Pavel Petrovsky], a presenter, said so.\n[Petrovskiy] said more.",
    "“No,” said [Petrovskiy].\n[Pavel Petrovsky] said more.",
    "[Mr. Quill] said so. [Tom Quill], a baker, said more.",
    "[Senator Ann Lee] said so. [Lee] said more.",
    "[Ann Lee], the senator for Maine, said so. [The senator] said more.",
    "[Dana Reyes, the council's chief engineer,] said so. [The engineer] said more.",
    "[Governor Ann Lee] spoke. The hall was full. [The governor] said more.",
    "[MARA QUILL]: It is so. Later on [Mara Quill] left.",
    "[Mayor Don Guardian] said so. [Guardian] said more.",
    "[Secretary of State Mara Quill] said so. [Quill] said more.",
    "[A senior aide] said so. [She and her staff] said more.",
    # pronouns
    "[Mara Quill] said so. [She] said more.",
    "[Tom Quill] said so. [He] said more.",
    "[Tom Quill], [who] said so, left.",
    "[The harbour board] said so. [It] said more.",
    "[Three residents of the block] said so. [They] said more.",
    "[Three residents of the block] said so. [One] said more. [Another] left.",
    "[A senior defence official] said so. [He] said more.",
    "[A spokesman for the mayor] said so. [He] said more.",
    "[Tom Quill] met Rosa Hale. [He] said so.",
    "[Tom Quill] met the mayor of Oslo. [He] said so.",
    # descriptions
    "[Tom Dow] said so. [The Ohio businessman] said more.",
    "The crowd met Tom Dow. “Late again,” [the former mayor] said. [Dow] left.",
    "Ann Lee left Tom Dow when [the millionaire developer] said no. [Dow] left.",
    "[Tom Dow and Ann Lee] said so. [They] said more.",
    "[Both Mr. Dow and Ms. Lee] said so. Tom Dow and Ann Lee left. [Tom Dow and Ann Lee] cried.",
    "[Tom Dow], now the council leader, [who] said so, left.",
    "[Tom Dow], a clerk at Harlow Council [who] said so, left.",
    "[The Republican nominee Tom Dow] said so. [The GOP nominee] said more.",
    "[Tom Dow] spoke at the Kent County Republican office. [The Republican] left.",
    "[Sens. Ann Lee (D-Ore.), Tom Dow (D-Ohio) and Dan Cole (D-Me.)] said so. "
    "Ann Lee, Tom Dow and Dan Cole left. [Ann Lee, Tom Dow and Dan Cole] cried.",
    "[Prime Minister Theresa May] said so. [Mrs May] said more.",
    # bodies, documents, outlets
    "[The Harrow Echo] said so. [They] said more.",
    "[Harrow Coal] said so. [Harrow] said more.",
    "[The Supreme Court] said so. [The court] said more.",
    "[The Tax Foundation] said so. [the foundation] said more.",
    "[The Harbour Workers Federation] said so. [HWF] said more.",
    "[The International Monetary Fund] said so. [The fund] said more.",
    "[the New York Times] wrote so. [The Times] wrote more.",
    "[A report from the contractor] said so. [The report] said more.",
    "[The Home Office] said so. [A Home Office spokesman] said more.",
    # another noun, or the name that says none
    "[A poll of farmers] said so. [The survey] said more.",
    "[An advertisement for Harlow] said so. [The narrator] said more.",
    "[Google] said so. [The company] said more.",
    "[The Harrow Echo] said so. [The newspaper] said more.",
    "[Tom Dow's campaign] said so. [The Dow campaign] said more.",
    "The nominee Tom Dow came. [The campaign] said so. [Tom Dow's campaign] said more.",
    "[Tom Dow's campaign] met Ann Lee's brother. [The campaign] said more.",
    "[Justice Ann Lee] said so. [The judge] said more.",
    "[A judge] said so. Justice Ann Lee left. [Lee] said more.",
    "[The Republican nominee Tom Dow] said so. The hall was full. It was hot. It was late. It was "
    "loud. [The GOP nominee] said more.",
    "[The Harbour Workers Federation] said so. [The union] said more.",
    "[An attorney for Tom Hale, Ann Lee,] said so. [Hale's lawyer] said more.",
    "[A federal appeals court] said so. [The appeals court] said more.",
    "[A survey of farms] said so. [The study] said more.",
    # the unnamed and the vague
    "[A senior defence official] said so. [The official] said more.",
    "[Harlow analyst Tom Dow] said so. [The analyst] said more.",
    "[Critics] said so. [Critics] said more.",
    "[Sources close to the project] said so. [Sources close to the project] said more.",
]

TWO = [
    "[A federal appeals court] said so. [The supreme court] said more.",
    "[An attorney for Tom Hale, Ann Lee,] said so. Dan Cole came. [Cole's lawyer] said more.",
    "[Ann Lee] said so. [The Vermont senator] said more.",
    "[The House Ethics Committee] said so. [The House] said more.",
    "[President Lee] and [Ann Lee] came. Mr. Lee left. Mr. Lee sang.",
    "[A poll of farmers] said so. [The report] said more.",
    "[The Harrow Echo] said so. [The media] said more.",
    "[The Republican Party] said so. [The company] said more.",
    "[Twitter] said no. It was hot. It was late. Google fell on Monday. [The company] said so.",
    "[Tom Dow's campaign] said so. The nominee Ann Lee spoke. [The campaign] said more.",
    "[A judge] said so. Justice Ann Lee met Justice Tom Dow. [Lee] said more.",
    "[An official] said so. Ann Lee, an official, left. [Lee] said more.",
    "[The Republican nominee Tom Dow] said so. [The Democratic nominee] said more.",
    "[Tom Dow and Ann Dow] said so. [Lawyers for Tom and Ann Dow] said more.",
    "[Tom Hale] said so. [Several judges hearing the case of Tom Hale] said more.",
    "[Ann May] said so. In [May] it rained.",
    "[Secretary General Ola Bane] said so. [Secretary of State Mara Quill] said more.",
    "[Tom Dow and Ann Lee] said so. [Ann Lee] said more.",
    "[The Labour candidate Tom Dow] said so. [The Conservative candidate] said more.",
    "[The vice presidential nominee Tom Dow] said so. [The presidential nominee] said more.",
    "[Tom Dow] said so. [The Oslo police chief] said more.",
    "[Mara Quill] said so. [Aides and advisers to Quill] said more.",
    "[Senators Ann Lee and Dan Cole] said so. [Lawmakers] said more.",
    "[Mara Quill] said so. [Tom Quill] said more.",
    "[A spokeswoman for the mayor] said so. [He] said more.",
    "[Mara Quill] said so. [Critics] said more.",
    "[Critics] said so. [Observers] said more.",
    "[Officials] said so. [Health officials] said more.",
    "[A defence official] said so. [A treasury official] said more.",
    "[Sources close to the project] said so. [Sources] said more.",
    "[A defence official] said so. [Officials] said more.",
    "[Mara Quill] met Tom Hale. [He] said so.",
    "[Ann Miller] said so. [Tom Muller] said more.",
    "[The Tax Foundation] said so. [The Arts Foundation] said more.",
    "[The council] said so. [A report from the contractor] said more.",
    "[Senator Ann Lee] said so. [Mayor Tom Dow] said more.",
]


@pytest.mark.parametrize("marked", ONE)
def test_mentions_of_one_source_are_one_entry(marked: str) -> None:
    _, found, rests = told(marked)
    assert len({source.id for source in rests}) == 1
    assert len(found.sources) == 1


@pytest.mark.parametrize("marked", TWO)
def test_mentions_of_two_sources_are_two_entries(marked: str) -> None:
    _, _, (first, second) = told(marked)
    assert first.id != second.id


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("Mara Quill, a baker, came home. [She] said so.", "Mara Quill"),
        ("The crowd met Governor Tom Dow on Monday. [He] said so.", "Tom Dow"),
        ("It was the idea of Tom Dow, [who] said so.", "Tom Dow"),
        ("Tom Dow told Mara Quill. “Mara is late,” [he] said.", "Tom Dow"),
        ("The mayor, Tom Dow, came late. [The mayor] said so.", "Tom Dow"),
        ("Mayor Tom Dow came. Dow ran late. Facing Guy Hale, [he] said so.", "Tom Dow"),
        ("Senator Ann Lee spoke. Tom Dow won. At noon the senator left. [She] said so.", "Ann Lee"),
        ("Mayor Tom Dow spoke in Chelsea. In Chelsea, [the mayor] also said so.", "Tom Dow"),
    ],
)
def test_pronoun_or_title_finds_a_person_who_is_no_source_elsewhere(marked: str, name: str) -> None:
    _, _, (source,) = told(marked)
    assert (source.kind, source.name) == ("person", name)


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        (
            "Tom Dow left. Dow came back. Dow, who sings, met Ann Dow. [Dow] said so.",
            "Tom Dow",
        ),
        ("Tom Dow left. Ann Dow came back. [Dow] said so.", "Ann Dow"),
        ("Tom Dow left. Dow came back. Dow sings. He met Ann Dow. [Mrs. Dow] said so.", "Ann Dow"),
        ("Tom Dow met two men of Al Shabaab. [He] said so.", "Tom Dow"),
        ("Tom Dow lost. When pressed by Dan Hale, [he] said so.", "Tom Dow"),
        ("Tom Dow lost. When Dan Hale came by, [he] said so.", "Dan Hale"),
        ("Tom Dow drew anger from some [who] said so.", None),
        ("Tom Dow spoke on “The Dan Hale Morning Show.” [He] said so.", "Tom Dow"),
        ("Crooked Ann Lee lost. [Ann Lee] said so.", "Ann Lee"),
        ("The crowd met the Oslo Council, [which in March] said so.", "Oslo Council"),
        ("Tom Dow met Dan Hale. He was seen with Dan Hale at noon. [He] said so.", "Tom Dow"),
        ("Tom Dow met Ann Lee. Once she left, Dan Hale came. [He] said so.", "Dan Hale"),
        ("He Weiguo, the director, left. [He] said so.", "He Weiguo"),
        ("Tom Dow told the man to go. Dan Hale came. [The man] said so.", None),
        ("Tom Dow, the man of the hour, came. [The man] said so.", "Tom Dow"),
        ("[Tom Dow, Ann Lee's employer,] said so. Ann Lee left.", "Tom Dow"),
        ("[Bassist-singers Tom Dow and Ann Lee] said so.", "Tom Dow and Ann Lee"),
        ("[UEFA as part of the talks] said so.", "UEFA"),
        ("Twitter met the Echo. Though Google has said no, [it] has said so.", "Google"),
        ("[The US Justice Department] said so.", "the US Justice Department"),
        ("[the wife of Ohio Gov. Tom Dow] said so.", "the wife of Ohio Gov. Tom Dow"),
        ("[a spokesman for the Home Office] said so.", "the Home Office"),
        ("[One small, early study] said so.", "one small, early study"),
        (
            "Google met the Harlow Council. Google denied the tale, which [it] said hurt.",
            "Google",
        ),
    ],
)
def test_who_it_is_comes_from_what_was_told_before(marked: str, name: str | None) -> None:
    assert told(marked)[2][0].name == name


def test_two_who_speak_together_are_named_together() -> None:
    _, _, (both, one) = told("[Tom Dow and Ann Lee] said so. [Mr. Dow] left.")
    assert (both.name, one.name) == ("Tom Dow and Ann Lee", "Tom Dow")


def test_an_outlet_is_not_named_after_its_staff() -> None:
    _, _, rests = told("[Several former Reuters journalists] said so. [Reuters] said no.")
    assert {source.name for source in rests} == {"Reuters"}


def test_what_a_title_announces_is_the_source_below_it() -> None:
    text = "Poll: Dow leads\nA Harlow College poll finds it close."
    article = replace(article_of(text), title=(0, 15))
    start = text.index("A Harlow")
    found = ledger(
        article,
        sentences(article),
        [attribution(1, ((0, 4),)), attribution(2, ((start, start + 21),))],
    )
    assert found.source_of["a1"] == found.source_of["a2"]
    assert [source.name for source in found.sources] == ["a Harlow College poll"]


def test_pronoun_does_not_find_the_person_its_quotation_is_about() -> None:
    text = "Rosa Hale left. “Mara Quill is late,” she said."
    article = article_of(text)
    quoted = (text.index("“"), text.index("”") + 1)
    spoke = (text.index("she"), text.index("she") + 3)
    (source,) = ledger(
        article, sentences(article), [attribution(1, (spoke,), (quoted,), "direct")]
    ).sources
    assert source.name == "Rosa Hale"


def test_first_person_inside_a_quotation_is_who_is_quoted() -> None:
    text = "Mara Quill said: “I think it is safe.” I think it is not."
    article = article_of(text)
    first, last = text.index("I think"), text.rindex("I think")
    found = ledger(
        article,
        sentences(article),
        [
            attribution(1, ((0, 10),), ((first - 1, last - 1),), "direct"),
            attribution(2, ((first, first + 1),), via="a1"),
            attribution(3, ((last, last + 1),)),
        ],
    )
    assert found.source_of["a1"] == found.source_of["a2"]
    assert [source.kind for source in found.sources] == ["person", "author"]


ROLES = [
    ("[Dana Reyes, the council's chief engineer,] said so.", "the council's chief engineer"),
    ("[Oslo’s minister of trade, Ivo Lund,] said so.", "Oslo’s minister of trade"),
    ("[Senator Ann Lee] said so.", "Senator"),
    ("[Former mayor Tom Dow] said so.", "Former mayor"),
    ("Tom Dow, a local baker, came home. [Dow] said so.", "a local baker"),
    ("[Dow] said so. Tom Dow, 41, a local baker, came home.", "a local baker"),
    ("[longtime party pollster Tom Dow] said so.", "longtime party pollster"),
    ("[Mr. Dow] said so.", None),
    ("[chairman, CEO and president Tom Dow] said so.", "chairman, CEO and president"),
    ("[Ann Lee, who is the town's expert on fish,] said so.", "the town's expert on fish"),
    ("[Ann Lee, an aide to the mayor on her tour of farms,] said so.", "an aide to the mayor"),
    ("[Biologist Prof Ann Lee] said so.", "Biologist"),
    ("[Coach Ann Lee] said so.", "Coach"),
    ("Guitarists Tom Dow and Ann Lee left. [Dow] said so.", "Guitarist"),
    ("[Rovers goalie Tom Dow] said so.", "Rovers goalie"),
    ("[Rovers DL Tom Dow] said so.", "Rovers DL"),
    ("[Harlow's recently named chair Tom Dow] said so.", "Harlow's recently named chair"),
    ("[BBC News Tom Dow] said so.", "BBC News"),
    ("[Lorland's envoy to Britain Tom Dow] said so.", "Lorland's envoy to Britain"),
    ("[Another man, envoy to France Tom Dow,] said so.", "envoy to France"),
    ("Last week [Home Office official Tom Dow] said so.", "Home Office official"),
]


@pytest.mark.parametrize(("marked", "role"), ROLES)
def test_role_comes_from_titles_and_appositions_anywhere(marked: str, role: str | None) -> None:
    _, _, (source,) = told(marked)
    assert source.role == role


@pytest.mark.parametrize(
    ("marked", "described_as", "number"),
    [
        ("[Sources close to the project] said so.", "close to the project", None),
        ("[Two people briefed on the call] said so.", "briefed on the call", 2),
        ("[Three senior officials at the bank] said so.", "senior officials at the bank", 3),
        ("[a senior defence official] said so.", "a senior defence official", None),
        ("[Critics] said so.", "critics", None),
        ("[At least 40 residents of the block] said so.", "residents of the block", 40),
    ],
)
def test_unnamed_source_is_told_by_description_and_number(
    marked: str, described_as: str, number: int | None
) -> None:
    _, _, (source,) = told(marked)
    assert (source.described_as, source.number, source.name) == (described_as, number, None)


@pytest.mark.parametrize(
    ("marked", "reason"),
    [
        (
            "[An aide to Lee], who spoke on condition of anonymity because talks go on, said no.",
            "on condition of anonymity because talks go on",
        ),
        ("[A miner at the pit, who asked not to be named], said so.", "asked not to be named"),
        (
            "[A guard at the jail] said so, declining to be identified for fear of losing her job.",
            "declining to be identified for fear of losing her job",
        ),
        (
            "[Two nurses, who spoke on condition of anonymity for fear of losing their jobs,] told "
            "of a ward where nobody asked.",
            "on condition of anonymity for fear of losing their jobs",
        ),
        (
            "[Two nurses at the ward] spoke on condition of anonymity, citing their pay, at noon.",
            "on condition of anonymity, citing their pay",
        ),
        ("[A guard at the jail] said so.", None),
    ],
)
def test_reason_for_anonymity_is_kept_in_the_words_given(marked: str, reason: str | None) -> None:
    _, _, (source,) = told(marked)
    assert source.kind == "unnamed"
    assert source.reason == reason


@pytest.mark.parametrize("word", ["One", "Another", "Others"])
def test_one_of_nobody_told_of_before_stays_vague(word: str) -> None:
    _, _, rests = told(f"[Mara Quill] said so. [{word}] said more.")
    assert [source.kind for source in rests] == ["person", "vague"]


def test_description_leaves_the_wish_for_anonymity_out() -> None:
    _, _, (source,) = told("[A miner at the pit, who asked not to be named], said so.")
    assert source.described_as == "a miner at the pit"


def test_name_is_the_fullest_form() -> None:
    _, _, rests = told("[Quill] said so. [Mara J. Quill], a baker, said more. [Ms. Quill] left.")
    assert {source.name for source in rests} == {"Mara J. Quill"}


@pytest.mark.parametrize(
    ("marked", "official"),
    [
        ("[Senator Ann Lee] said so. [Senator Lee] said so. [Former senator Ann Lee] left.", True),
        ("[Former senator Ann Lee] said so. [Lee] left. [Ann Lee] stayed.", False),
        ("[Governor Ann Lee] said so. [Lee], the presidential nominee, left.", False),
    ],
)
def test_majority_of_mentions_decides_official(marked: str, official: bool) -> None:
    _, _, rests = told(marked)
    assert {source.official for source in rests} == {official}


def test_sources_are_numbered_in_order_of_first_mention() -> None:
    _, found, rests = told("[Critics] said so. [Mara Quill] said so. [Critics] left.")
    assert [source.id for source in found.sources] == ["s1", "s2"]
    assert [source.id for source in rests] == ["s1", "s2", "s1"]


def test_order_of_attributions_does_not_change_the_ledger() -> None:
    text = "Mara Quill said so. She said more. Critics said no."
    article = article_of(text)
    spans = [(0, 10), (text.index("She"), text.index("She") + 3), (text.index("Cr"), 42)]
    given_order = [attribution(n, (span,)) for n, span in enumerate(spans)]
    read = sentences(article)
    assert ledger(article, read, given_order) == ledger(article, read, given_order[::-1])


_WORDS = st.sampled_from(
    re.findall(
        r"\S+",
        "the a of said Mara Quill Senator he they who officials critics, “ ” ' . ? report Reuters "
        "42 % and minister's London, — U.S. I \u200b é",
    )
)


@st.composite
def articles(draw: st.DrawFn) -> tuple[Article, list[Attribution]]:
    text = draw(st.one_of(st.lists(_WORDS, min_size=1).map(" ".join), st.text(min_size=1)))
    article = article_of(text)
    place = st.integers(0, len(text))
    span = st.tuples(place, place).map(sorted).map(lambda pair: (pair[0], pair[1]))
    spans = st.lists(span, max_size=2).map(tuple)
    drawn = draw(st.lists(st.tuples(spans, spans, spans), max_size=6))
    return article, [
        Attribution(
            f"a{n}",
            source,
            cue,
            content,
            "direct",
            "neutral",
            "speech",
            f"a{n - 1}",
            confidence=0.5,
        )
        for n, (source, cue, content) in enumerate(drawn)
    ]


@settings(max_examples=150, deadline=None)
@given(articles())
def test_any_text_gives_every_attribution_one_source_and_the_same_twice(
    drawn: tuple[Article, list[Attribution]],
) -> None:
    article, found = drawn
    read = sentences(article)
    result = ledger(article, read, found)
    ids = [source.id for source in result.sources]
    assert ids == [f"s{n}" for n in range(1, len(ids) + 1)]
    assert set(result.source_of) == {a.id for a in found}
    assert set(result.source_of.values()) == set(ids)
    spans = {span for a in found for span in a.source}
    assert {span for source in result.sources for span in source.mentions} <= spans
    assert ledger(article, read, found) == result


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["Mara Quill", "Tom Dow", "critics", "officials", "a defence official", "Reuters"]
        ),
        min_size=1,
        max_size=12,
    )
)
def test_no_entry_mixes_the_vague_or_unnamed_with_the_named(mentions: list[str]) -> None:
    text, found, _ = told(" ".join(f"Then [{mention}] said so." for mention in mentions))
    for source in found.sources:
        assert len({text[start:end] for start, end in source.mentions}) == 1


def test_long_article_is_read_in_linear_time() -> None:
    line = (
        "Senator Ann Lee of Maine said so. “No,” [he] said. [Critics] said the council was late.\n"
    )

    def seconds(lines: int) -> float:
        marked = "".join(line.replace("Lee", f"Lee{n}") for n in range(lines))
        taken = []
        for _ in range(3):
            started = time.process_time()
            told(marked)
            taken.append(time.process_time() - started)
        return min(taken)

    assert seconds(400) < 10 * seconds(100)  # 4 were linear, 16 quadratic
