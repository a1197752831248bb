"""Which mentions are one person, who "he" is, and what the ledger tells of someone."""

import pytest

from tests.workers.claims.marked import article_of, attribution, is_one, is_two, told
from workers.claims.sources import ledger
from workers.claims.text import sentences

ONE_PERSON = [
    "[Tom Dow] came for his wife Ann Dow. [Dow] said more.",
    "[Ann Lee], 34, left. Tom Dow came. [The 34-year-old] said so.",
    "[Tom Dow] said so. [The 34-year-old] said more.",
    "Tom Quill-Dow came. [TQD]: It is so. [Quill-Dow] said more.",
    "[Tom Quill] left. School was out in San Telmo. [He] said so.",
    "[Tom Quill] won in Solomon Islands. [He] said so.",
    "[Tom Quill] ran past Kestrel Street. [He] said so.",
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
    "[Mara Quill] said so. [She] said more.",
    "[Tom Quill] said so. [He] said more.",
    "[Tom Quill], [who] said so, left.",
    "[Tom Quill] met Rosa Hale. [He] said so.",
    "[Tom Quill] met the mayor of Oslo. [He] said so.",
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
    "[Justice Ann Lee] said so. [The judge] said more.",
    "[A judge] said so. Justice Ann Lee left. [Lee] said more.",
    "[The Republican nominee Tom Dow] said so. The hall was full. It was hot. It was late. It was "
    "loud. [The GOP nominee] said more.",
    "[An attorney for Tom Hale, Ann Lee,] said so. [Hale's lawyer] said more.",
    "[Harlow analyst Tom Dow] said so. [The analyst] said more.",
    "The then Lorland trade minister, Tom Dow, left. [The minister] said so. [Dow] said more.",
    "[Director of Public Prosecution Eva-Marie Dow] said so. [Ms Dow] said more.",
    "The Harlow co-founder Tom Dow left. [Dow] said so. [The Harlow founder] said more.",
]

TWO_PEOPLE = [
    "[An attorney for Tom Hale, Ann Lee,] said so. Dan Cole came. [Cole's lawyer] said more.",
    "[Ann Lee] said so. [The Vermont senator] said more.",
    "[President Lee] and [Ann Lee] came. Mr. Lee left. Mr. Lee sang.",
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
    "[Mara Quill] met Tom Hale. [He] said so.",
    "[Ann Miller] said so. [Tom Muller] said more.",
    "[Senator Ann Lee] said so. [Mayor Tom Dow] said more.",
]


@pytest.mark.parametrize("marked", ONE_PERSON)
def test_mentions_of_one_person_are_one_entry(marked: str) -> None:
    assert is_one(marked)


@pytest.mark.parametrize("marked", TWO_PEOPLE)
def test_mentions_of_two_people_are_two_entries(marked: str) -> None:
    assert is_two(marked)


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("Mara Quill, a baker, came home. [She] said so.", "Mara Quill"),
        ("The crowd met Governor Tom Dow on Monday. [He] said so.", "Tom Dow"),
        ("It was the idea of Tom Dow, [who] said so.", "Tom Dow"),
        ("It was the idea of [Will Dow, who has a business account], said the crowd.", "Will Dow"),
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
        ("Tom Dow met Dan Hale. He was seen with Dan Hale at noon. [He] said so.", "Tom Dow"),
        ("Tom Dow met Ann Lee. Once she left, Dan Hale came. [He] said so.", "Dan Hale"),
        ("He Weiguo, the director, left. [He] said so.", "He Weiguo"),
        ("Tom Dow told the man to go. Dan Hale came. [The man] said so.", None),
        ("Tom Dow, the man of the hour, came. [The man] said so.", "Tom Dow"),
        ("[Tom Dow, Ann Lee's employer,] said so. Ann Lee left.", "Tom Dow"),
        ("[Bassist-singers Tom Dow and Ann Lee] said so.", "Tom Dow and Ann Lee"),
        ("[the wife of Ohio Gov. Tom Dow] said so.", "the wife of Ohio Gov. Tom Dow"),
    ],
)
def test_who_a_person_is_comes_from_what_was_told_before(marked: str, name: str | None) -> None:
    assert told(marked)[2][0].name == name


def test_two_who_speak_together_are_named_together() -> None:
    _, _, (both, one) = told("[Tom Dow and Ann Lee] said so. [Mr. Dow] left.")
    assert (both.name, one.name) == ("Tom Dow and Ann Lee", "Tom Dow")


def test_pronoun_does_not_find_the_person_its_quotation_is_about() -> None:
    text = "Rosa Hale left. “Mara Quill is late,” she said."
    article = article_of(text)
    quoted = (text.index("“"), text.index("”") + 1)
    spoke = (text.index("she"), text.index("she") + 3)
    (source,) = ledger(
        article, sentences(article), [attribution(1, (spoke,), (quoted,), "direct")]
    ).sources
    assert source.name == "Rosa Hale"


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
    ("[Tom Dow, its lead author,] said so.", "lead author"),
    ("[The then UK Home Secretary, Tom Dow,] said so.", "the then UK Home Secretary"),
    (
        "[Tom Dow, Trade and Fish Director for the North,] said so.",
        "Trade and Fish Director for the North",
    ),
    (
        "[Lt. Tom Dow, Harlow Police Department spokesman,] said so.",
        "Harlow Police Department spokesman",
    ),
    ("Ann Lee accused Tom Dow of theft. [Dow] said so.", None),
    ("[BBC News Tom Dow] said so.", "BBC News"),
    ("[Lorland's envoy to Britain Tom Dow] said so.", "Lorland's envoy to Britain"),
    ("[Another man, envoy to France Tom Dow,] said so.", "envoy to France"),
    ("Last week [Home Office official Tom Dow] said so.", "Home Office official"),
]


@pytest.mark.parametrize(("marked", "role"), ROLES)
def test_role_comes_from_titles_and_appositions_anywhere(marked: str, role: str | None) -> None:
    _, _, (source,) = told(marked)
    assert source.role == role


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


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("[A driver who gave her name only as Trish] said so.", "Trish"),
        ("[A neighbour, who gave his name only as Big Phil,] said so.", "Big Phil"),
        ("[A driver who identified himself simply as Tunde] said so.", "Tunde"),
        ("[Our correspondent Ann Lee] said so.", "Ann Lee"),
        ("Tom Dow left with Ann Lee. [A]: It is so.", "Tom Dow"),
    ],
)
def test_who_is_named_in_passing_has_a_name(marked: str, name: str) -> None:
    _, _, (source,) = told(marked)
    assert (source.kind, source.name) == ("person", name)


@pytest.mark.parametrize(
    "mention",
    ["Our photographer there", "Checks by our correspondent", "My own editorials", "Q"],
)
def test_publications_own_people_and_pieces_are_its_author(mention: str) -> None:
    _, _, (source,) = told(f"[{mention}] said so.")
    assert (source.kind, source.name) == ("author", None)
