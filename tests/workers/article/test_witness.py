import trafilatura

from workers.article.layout import layout_of
from workers.article.witness import Witness, chosen

ONE = "The harbour board met on Monday and heard what the divers had found."
TWO = "Nobody had been warned before the water came, the divers told the board."
THREE = "The mayor said that she would answer the report before the summer ends."
FOUR = "A ferry line has asked for a year to move its boats to another quay."


def taken(body: str, *lines: str, parts: tuple[str, ...] = ()) -> list[str]:
    page = layout_of(trafilatura.load_html(f"<html><body>{body}</body></html>"))
    return [page.shown[at].text for at in chosen(page, Witness.of(lines, parts))]


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def test_the_words_are_the_pages_own_where_the_witness_lost_some() -> None:
    said = f"{ONE} {TWO}".replace("on Monday ", "").replace("before the", "beforethe")
    assert taken(paragraphs(f"{ONE} {TWO}"), said) == [f"{ONE} {TWO}"]


def test_what_the_witness_does_not_hold_is_left_out() -> None:
    body = f"<nav>{paragraphs(FOUR)}</nav><div>{paragraphs(ONE, TWO)}</div>"
    assert taken(body, ONE, TWO) == [ONE, TWO]


def test_a_line_that_stands_twice_is_taken_where_the_article_is() -> None:
    body = f"<ul><li>{TWO}</li></ul><main><div>{paragraphs(ONE + ONE, TWO)}</div></main>"
    assert taken(body, ONE + ONE, TWO) == [ONE + ONE, TWO]


def test_a_line_between_two_of_the_article_in_one_box_belongs_to_it() -> None:
    body = f"<div>{paragraphs(ONE)}<h3>What now?</h3>{paragraphs(TWO)}</div>"
    assert taken(body, ONE, TWO) == [ONE, "What now?", TWO]


def test_a_linked_line_or_a_box_of_its_own_between_two_does_not() -> None:
    others = f"<p><a>{FOUR}</a></p><aside><p>What now?</p></aside>"
    assert taken(f"<div>{paragraphs(ONE)}{others}{paragraphs(TWO)}</div>", ONE, TWO) == [ONE, TWO]


def test_a_witness_that_stopped_half_way_is_helped_by_the_sort_of_its_paragraphs() -> None:
    chunk = "<section class='chunk-{}'><div class='text'>{}</div></section>"
    rest = f"<section class='comments'><div class='text'>{paragraphs(FOUR)}</div></section>"
    body = chunk.format(1, paragraphs(ONE)) + chunk.format(2, paragraphs(TWO, THREE)) + rest
    assert taken(body, ONE) == [ONE, TWO, THREE]


def test_another_article_of_the_same_sort_is_another_article() -> None:
    body = "".join(f"<article>{paragraphs(text)}</article>" for text in (ONE, TWO))
    assert taken(body, ONE) == [ONE]


def test_a_short_line_is_taken_within_the_article_or_beside_it_only() -> None:
    body = f"<p>Yes.</p><div>{paragraphs(ONE)}<ul><li>Yes.</li></ul>{paragraphs(TWO)}</div>"
    assert taken(body, ONE, TWO, parts=("Yes.",)) == [ONE, "Yes.", TWO]


def test_a_witness_of_another_text_finds_nothing() -> None:
    assert taken(paragraphs(ONE, TWO), "Something else was said by someone else there.") == []
    assert taken(paragraphs(ONE, TWO)) == []
