"""Bytes of a page to text: which charset it is in, in the order of trust that browsers use."""

import codecs
import re

import charset_normalizer

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_IN_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.ASCII | re.IGNORECASE)
_IN_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_META_WITHIN = 1024  # bytes; where HTML says a declaration has to stand

# What the web's labels mean, where Python's codec of that name is narrower (WHATWG Encoding).
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
# Some of Python's text codecs are no charset of a page: punycode, unicode_escape, utf-7.
_OF_THE_WEB = re.compile(r"utf-(8|16)|cp(125\d|874|866|932|949)|iso8859-|koi8|gb|big5|euc_|mac-")


def decode(body: bytes, content_type: str = "") -> str:
    """Return the text of a page; bytes that its charset does not know become U+FFFD.

    A byte order mark decides, else the header, a `<meta>` in the first KB, UTF-8 if all of it is
    valid, and last what the bytes look like.
    """
    for bom, codec in _BOMS:
        if body.startswith(bom):
            return body.decode(codec, "replace").removeprefix("\ufeff")
    if name := _declared(body, content_type):
        return body.decode(name, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        best = charset_normalizer.from_bytes(body[:65_536]).best()
        return body.decode(best.encoding if best else "cp1252", "replace")


def _declared(body: bytes, content_type: str) -> str | None:
    if (header := _IN_HEADER.search(content_type)) and (name := _codec(header[1])):
        return name
    if meta := _IN_META.search(body[:_META_WITHIN]):
        name = _codec(meta[1].decode("ascii"))
        return "utf-8" if name and name.startswith("utf-16") else name  # it was read as ASCII
    return None


def _codec(label: str) -> str | None:
    """The codec of a charset label, or None if it is none that a page is written in."""
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return None
    name = _WIDER.get(name, name)
    return name if _OF_THE_WEB.match(name) else None
