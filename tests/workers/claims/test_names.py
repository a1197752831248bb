"""When two names are one."""

import pytest

from workers.claims.names import acronym, are_spellings, fit_given, folded, short_forms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Petrovsky", "Petrovskiy"),
        ("Grigoryev", "Grigoriev"),
        ("Kovalyov", "Kovalev"),
        ("Rakhimov", "Rakimov"),
        ("Khoury", "Khouri"),
        ("Novák", "Novak"),
        ("O’Shea", "O'Shea"),
    ],
)
def test_spellings_of_one_transliterated_surname_are_one(one: str, other: str) -> None:
    assert are_spellings(folded(one), folded(other))
    assert are_spellings(folded(other), folded(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Miller", "Muller"),
        ("Johnson", "Johnston"),
        ("Lee", "Li"),
        ("Brown", "Braun"),
        ("Clark", "Clarkson"),
        ("Hanley", "Henley"),
        ("Petrov", "Petrovsky"),
        ("Morris", "Morse"),
    ],
)
def test_like_surnames_of_two_people_are_two(one: str, other: str) -> None:
    assert not are_spellings(folded(one), folded(other))


@pytest.mark.parametrize(
    ("one", "other", "fit"),
    [
        (("Daniel",), ("Daniel",), True),
        (("Daniel",), (), True),
        (("D.",), ("Daniel",), True),
        (("Dan",), ("Daniel",), True),
        (("Daniel", "J."), ("Daniel",), True),
        (("Daniel",), ("Rosa",), False),
        (("R.",), ("Daniel",), False),
    ],
)
def test_given_names_fit_when_one_may_stand_for_the_other(
    one: tuple[str, ...], other: tuple[str, ...], fit: bool
) -> None:
    assert fit_given(one, other) is fit
    assert fit_given(other, one) is fit


@pytest.mark.parametrize(
    ("short", "full", "one"),
    [
        (("Times",), ("New", "York", "Times"), True),
        (("HWF",), ("Harbour", "Workers", "Federation"), True),
        (("Tax", "Foundation"), ("Tax", "Foundation"), True),
        (("Foundation",), ("Tax", "Foundation"), True),
        (("Tax", "Foundation"), ("Arts", "Foundation"), False),
        (("Harbour",), ("Harbour", "Workers", "Federation"), False),
        (("H",), ("Harbour",), False),
    ],
)
def test_short_form_of_a_body_is_its_acronym_or_its_last_words(
    short: tuple[str, ...], full: tuple[str, ...], one: bool
) -> None:
    assert (tuple(map(folded, short)) in short_forms(full)) is one


def test_acronym_leaves_small_words_out() -> None:
    assert acronym(("Bank", "of", "the", "North")) == "BN"
