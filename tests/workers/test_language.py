import pytest

from server.errors import LanguageNotRead
from workers.language import language_of

SPANISH = (
    "El puente viejo permanecerá cerrado durante seis meses a partir de mayo, anunció el lunes el "
    "ayuntamiento. Las obras costarán cuatro millones de euros, según un informe de la empresa "
    "constructora. Los comerciantes de la orilla sur temen perder a la mitad de sus clientes. "
)
ENGLISH = (
    "The old bridge will be shut from May until the autumn, the council said on Monday. The work "
    "will "
    "cost four million pounds, according to a report of the contractor. Traders on the south bank "
    "fear that they will lose half of their customers. "
)
JAPANESE = (
    "市議会は月曜日、古い橋が五月から半年間閉鎖されると発表した。"
    "工事の費用は四百万ポンドになると、業者の報告書は述べている。"
)


def test_english_is_read() -> None:
    assert language_of(ENGLISH) == "en"


@pytest.mark.parametrize("text", [SPANISH, JAPANESE])
def test_a_language_without_a_lexicon_is_not_read(text: str) -> None:
    with pytest.raises(LanguageNotRead):
        language_of(text)


def test_a_short_text_is_taken_for_english() -> None:
    assert language_of("Los comerciantes temen perder a la mitad de sus clientes.") == "en"


@pytest.mark.parametrize("text", ["4 11 97 " * 60, "🌊 " * 60, "", "xqz " * 60, "Ж ! " * 60])
def test_what_is_in_no_language_for_sure_is_taken_for_english(text: str) -> None:
    assert language_of(text) == "en"


def test_what_the_caller_says_counts() -> None:
    assert language_of(SPANISH, told="en") == "en"
    with pytest.raises(LanguageNotRead):
        language_of(ENGLISH, told="de")


def test_a_quotation_in_another_language_does_not_decide() -> None:
    assert language_of(ENGLISH * 2 + SPANISH[:94]) == "en"
