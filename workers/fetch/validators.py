"""What a site gives to ask by later whether a page has changed, and the asking. Pure.

    an answer's headers ─ given ─► Validators … kept … ─ conditions ─► a later request's headers

A site gets back its own words, so only what is written exactly as RFC 9110 has it is kept: a tag
without spaces or control characters, a date in its one modern form.
"""

import re
from collections.abc import Mapping

from server.backends.base import Validators

MAX_TAG_CHARS = 256
"""Usual are 10 to 70; nobody needs to have more than this kept for him."""

_TAG = re.compile(r'(?:W/)?"[!#-~]*"')
_DATE = re.compile(r"[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT", re.ASCII)


def given(url: str, headers: Mapping[str, str]) -> Validators | None:
    """Return the validators in an answer's headers; None if there is none that can be used.

    `url` is the address that answered, normalised. Names of headers are found in any case if the
    mapping does so.
    """
    etag = headers.get("ETag", "").strip()
    date = headers.get("Last-Modified", "").strip()
    is_tag = len(etag) <= MAX_TAG_CHARS and _TAG.fullmatch(etag)
    is_date = _DATE.fullmatch(date)
    if not is_tag and not is_date:
        return None
    return Validators(url, etag if is_tag else None, date if is_date else None)


def conditions(known: Validators | None, url: str) -> dict[str, str]:
    """Return the headers that ask an address whether its page has changed.

    None for any other address than the one that gave the validators: what a site gave is nobody
    else's to see, and says nothing of another page.
    """
    if known is None or known.url != url:
        return {}
    asked = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in asked.items() if value is not None}
