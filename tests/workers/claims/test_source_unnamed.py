"""Which mentions without a name are one source, and what is told of it: words, number, reason."""

import pytest

from tests.workers.claims.marked import is_one, is_two, told

ONE_SOURCE = [
    "[A senior defence official] said so. [The source] said more.",
    "[A room leader, who left in 2022,] said so. “No,” [the 31-year-old] said.",
    "[A senior aide] said so. [She and her staff] said more.",
    "[Three residents of the block] said so. [They] said more.",
    "[Three residents of the block] said so. [One] said more. [Another] left.",
    "[A senior defence official] said so. [He] said more.",
    "[A spokesman for the mayor] said so. [He] said more.",
    "[A senior defence official] said so. [The official] said more.",
    "[Critics] said so. [Critics] said more.",
    "[Sources close to the project] said so. [Sources close to the project] said more.",
    "[Three engineers at the plant] said so. [The engineers] said more.",
    "A man in a green beret came in. [He] said so. [He] said more.",
]

TWO_SOURCES = [
    "[Mara Quill] said so. [Critics] said more.",
    "[Critics] said so. [Observers] said more.",
    "[Officials] said so. [Health officials] said more.",
    "[A defence official] said so. [A treasury official] said more.",
    "[Sources close to the project] said so. [Sources] said more.",
    "[A defence official] said so. [Officials] said more.",
]


@pytest.mark.parametrize("marked", ONE_SOURCE)
def test_mentions_of_one_source_without_name_are_one_entry(marked: str) -> None:
    assert is_one(marked)


@pytest.mark.parametrize("marked", TWO_SOURCES)
def test_mentions_of_two_sources_without_name_are_two_entries(marked: str) -> None:
    assert is_two(marked)


@pytest.mark.parametrize("pronoun", ["He", "She"])
def test_someone_told_of_nowhere_is_one_person_without_a_name(pronoun: str) -> None:
    _, _, (source,) = told(f"The hall was full. [{pronoun}] said so.")
    assert (source.kind, source.name, source.described_as) == ("unnamed", None, None)
    assert source.number == 1


@pytest.mark.parametrize(
    ("marked", "described_as"),
    [
        ("Tom Dow left at noon. A man in a beret came in. [He] said so.", "a man"),
        (
            "Tom Dow left at noon. An inspector was less surprised. “No,” [she] said.",
            "an inspector",
        ),
        ("Ann Lee left. A jockey wept as [he] told the court so.", "a jockey"),
        ("Tom Dow was forced to defend not paying an architect [who] said so.", "an architect"),
    ],
)
def test_he_and_she_are_who_was_told_of_last_named_or_not(marked: str, described_as: str) -> None:
    _, _, (source,) = told(marked)
    assert (source.kind, source.described_as) == ("unnamed", described_as)


@pytest.mark.parametrize(
    "marked",
    [
        "Tom Dow left. His wife wept. [He] said so.",
        "Tom Dow left. Through his lawyer, [he] said so.",
        "Tom Dow trained as a nurse. [He] said so.",
        "Tom Dow left. It was a matter of public interest. [He] said so.",
        "Ann Lee got it from her father-in-law. “He was right,” [she] said.",
    ],
)
def test_who_cannot_be_he_or_only_stands_aside_is_not(marked: str) -> None:
    _, _, (source,) = told(marked)
    assert (source.kind, source.name) in (("person", "Tom Dow"), ("person", "Ann Lee"))


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


def test_reason_that_one_of_them_gives_is_not_that_of_all() -> None:
    _, _, (several, one) = told(
        "[Three engineers at the plant] said so. [One of them], who asked not to be named, left."
    )
    assert several.id == one.id
    assert (several.number, several.reason) == (3, None)


@pytest.mark.parametrize(
    ("marked", "kinds"),
    [
        ("Two serving sergeants at the station spoke. [Both] said so. [One] said more.", "unnamed"),
        ("Two serving sergeants at the station spoke. [Some] said so.", "vague"),
        ("[Geneticists at Kent College] said so. [They] said more.", "unnamed"),
        ("Two serving sergeants at the station spoke. [No one] said so.", "vague"),
        ("We spoke to drivers. [Six] said so. [Thirty-four] said more.", "vague"),
    ],
)
def test_who_counts_off_people_told_of_is_told_as_they_were(marked: str, kinds: str) -> None:
    _, _, sources = told(marked)
    assert {source.kind for source in sources} == {kinds}
