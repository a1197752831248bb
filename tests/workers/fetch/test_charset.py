import codecs

import pytest

from workers.fetch.charset import decode

WORDS = "Grüße aus Łódź, “naive”"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (codecs.BOM_UTF8 + WORDS.encode(), "text/html; charset=windows-1252"),
        (codecs.BOM_UTF16_LE + WORDS.encode("utf-16-le"), "text/html; charset=utf-8"),
        (codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"), ""),
        (WORDS.encode(), "text/html; charset=utf-8"),
        (WORDS.encode(), 'text/html; charset="UTF-8"'),
        (WORDS.encode(), "text/html"),
        (WORDS.encode(), "text/html; charset=no-such-thing"),
        (WORDS.encode("cp1250"), "text/html; charset=windows-1250"),
    ],
)
def test_the_words_come_back(body: bytes, content_type: str) -> None:
    assert decode(body, content_type) == WORDS


def test_a_byte_order_mark_is_trusted_before_the_header_and_the_header_before_the_meta() -> None:
    body = b'<meta charset="koi8-r">\xe9'
    assert decode(body, "text/html; charset=iso-8859-1").endswith("é")
    assert decode(body).endswith("И")
    assert decode(codecs.BOM_UTF8 + "é".encode(), "text/html; charset=koi8-r") == "é"


def test_a_meta_counts_within_the_first_kilobyte() -> None:
    meta = b'<meta http-equiv="content-type" content="text/html; charset=iso-8859-2">'
    assert decode(meta + b"\xa3").endswith("Ł")
    assert decode(b" " * 1024 + meta + "Ł".encode()).endswith(">Ł")


def test_a_page_called_latin_1_is_read_as_the_superset_that_browsers_read() -> None:
    assert decode(b"\x93so\x94", "text/html; charset=iso-8859-1") == "“so”"


@pytest.mark.parametrize("label", ["unicode_escape", "punycode", "utf-7", "base64", "zip", "idna"])
def test_a_codec_that_is_no_charset_of_the_web_is_not_used(label: str) -> None:
    assert decode(b"\\u0041", f"text/html; charset={label}") == "\\u0041"


def test_bytes_of_no_charset_do_not_fail() -> None:
    assert decode(b"\xff\x00\x81" * 10, "text/html; charset=utf-8")
    assert decode(bytes(range(256)))
