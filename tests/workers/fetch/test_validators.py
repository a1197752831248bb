"""Asking a site whether its page has changed: what is kept, what is sent, and to whom."""

import pytest

from server.backends.base import Validators
from server.errors import AddressNotPublic, SiteFailed
from workers.fetch.client import NotModified, Page, fetch
from workers.fetch.guard import allowances
from workers.fetch.validators import MAX_TAG_CHARS, conditions, given

URL = "https://gull.example/ferry"
DATE = "Mon, 02 Nov 2026 08:00:00 GMT"


@pytest.mark.parametrize("etag", ['"a1"', 'W/"a1"', '""', '"' + "x" * (MAX_TAG_CHARS - 2) + '"'])
def test_a_tag_is_kept_as_it_came(etag: str) -> None:
    assert given(URL, {"ETag": etag}) == Validators(URL, etag, None)


@pytest.mark.parametrize(
    "etag",
    [
        "",
        "a1",
        "'a1'",
        'w/"a1"',
        '"a1',
        '"a b"',
        '"a"b"',
        '"a1", "a2"',
        '"a\r\nCookie: b"',
        '"a\x00"',
        '"a\x7f"',
        '"é"',
        '"' + "x" * MAX_TAG_CHARS + '"',
        "x" * 60_000,
    ],
)
def test_what_is_no_tag_or_too_long_a_one_is_not_kept(etag: str) -> None:
    assert given(URL, {"ETag": etag}) is None


@pytest.mark.parametrize(
    "date",
    [
        "",
        "yesterday",
        "Monday, 02-Nov-26 08:00:00 GMT",
        "Mon, 02 Nov 2026 08:00:00 +0000",
        DATE + "\r\nCookie: b",
        DATE + ", " + DATE,
        "Mon, ٠٢ Nov 2026 08:00:00 GMT",
        "x" * 60_000,
    ],
)
def test_what_is_no_date_of_the_modern_form_is_not_kept(date: str) -> None:
    assert given(URL, {"Last-Modified": date}) is None


def test_each_is_kept_without_the_other() -> None:
    assert given(URL, {"ETag": '"a"', "Last-Modified": DATE}) == Validators(URL, '"a"', DATE)
    assert given(URL, {"ETag": "bad", "Last-Modified": DATE}) == Validators(URL, None, DATE)
    assert given(URL, {"ETag": '"a"', "Last-Modified": "bad"}) == Validators(URL, '"a"', None)


def test_what_was_given_is_asked_by_and_nothing_else() -> None:
    both = conditions(Validators(URL, 'W/"a"', DATE), URL)
    assert both == {"If-None-Match": 'W/"a"', "If-Modified-Since": DATE}
    assert conditions(Validators(URL, '"a"', None), URL) == {"If-None-Match": '"a"'}
    assert conditions(Validators(URL, None, DATE), URL) == {"If-Modified-Since": DATE}
    assert conditions(None, URL) == {}


@pytest.mark.parametrize(
    "other", [URL + "?a=1", URL + "/", "http://gull.example/ferry", "https://tern.example/ferry"]
)
def test_another_address_is_told_nothing(other: str) -> None:
    assert conditions(Validators(URL, '"a"', DATE), other) == {}


def get(site, url: str, known: Validators | None = None) -> Page:
    return fetch(url, allowances(site.allow), lambda host, port: ["127.0.0.1"], known=known)


def conditions_heard(site) -> list[tuple[str | None, str | None]]:
    return [(told["If-None-Match"], told["If-Modified-Since"]) for told in site.heard]


def test_a_first_request_asks_without_conditions_and_keeps_what_it_is_given(site) -> None:
    headers = {"ETag": 'W/"1"', "Last-Modified": DATE}
    url = site.serve("/a", "<p>Yes", headers=headers)
    assert get(site, url).validators == Validators(url, 'W/"1"', DATE)
    assert conditions_heard(site) == [(None, None)]


def test_a_page_is_asked_for_by_both_of_what_it_gave(site) -> None:
    url = site.serve("/a", "<p>Yes", headers={"ETag": 'W/"1"', "Last-Modified": DATE})
    assert get(site, url, get(site, url).validators).html == "<p>Yes"
    assert conditions_heard(site)[1] == ('W/"1"', DATE)


def test_a_page_that_has_not_changed_is_not_sent_again(site) -> None:
    url = site.tagged("/a", "<p>Yes", '"1"')
    with pytest.raises(NotModified):
        get(site, url, get(site, url).validators)


def test_a_page_that_has_changed_comes_with_its_new_validators(site) -> None:
    known = get(site, site.tagged("/a", "<p>Yes", '"1"')).validators
    url = site.tagged("/a", "<p>No", '"2"')
    assert get(site, url, known) == Page(url, "<p>No", Validators(url, '"2"', None))


def test_after_a_redirect_only_the_address_that_gave_them_is_sent_them(site) -> None:
    found = site.tagged("/b", "<p>Yes", '"1"')
    url = site.serve("/a", status=302, headers={"Location": "/b", "ETag": '"0"'})
    known = get(site, url).validators
    assert known == Validators(found, '"1"', None)
    with pytest.raises(NotModified):
        get(site, url, known)
    assert site.asked[2:] == ["/a", "/b"]
    assert conditions_heard(site)[2:] == [(None, None), ('"1"', None)]


def test_a_redirect_that_leads_elsewhere_by_now_tells_the_other_place_nothing(site) -> None:
    known = get(site, site.tagged("/a", "<p>Yes", '"1"')).validators
    other = site.tagged("/other", "<p>Other", '"1"')
    url = site.serve("/a", status=302, headers={"Location": "/other"})
    assert get(site, url, known).url == other
    assert conditions_heard(site)[2] == (None, None)


def test_a_name_that_leads_inside_by_now_is_refused_with_validators_as_without(site) -> None:
    url = site.tagged("/a", "<p>Yes", '"1"')
    known = get(site, url).validators
    with pytest.raises(AddressNotPublic):
        fetch(url, known=known)
    assert site.asked == ["/a"]


@pytest.mark.parametrize("etag", ['"1"', ""])
def test_a_304_that_nobody_asked_for_is_the_sites_failure(site, etag: str) -> None:
    url = site.serve("/a", status=304, headers={"ETag": etag})
    for known in (None, Validators(f"{site.url}/elsewhere", '"1"', None)):
        with pytest.raises(SiteFailed, match="304"):
            get(site, url, known)


@pytest.mark.parametrize(
    "headers",
    [
        {"ETag": '"a\x01b"'},
        {"ETag": '"' + "x" * 50_000 + '"'},
        {"ETag": '"a"\r\n "b"'},
        {"Last-Modified": "x" * 50_000},
    ],
)
def test_a_page_with_validators_that_are_none_is_read_all_the_same(site, headers) -> None:
    page = get(site, site.serve("/a", "<p>Yes", headers=headers))
    assert (page.html, page.validators) == ("<p>Yes", None)
