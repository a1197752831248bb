"""What the fetcher never reaches, by whatever name or redirect it is led there."""

import pytest

from server.errors import AddressInvalid, AddressNotPublic, OnrecordError
from tests.workers.fetch.asking import LOOPBACK, answering_with, get
from workers.fetch.client import fetch


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:{port}/a",
        "http://2130706433:{port}/a",
        "http://0x7f000001:{port}/a",
        "http://017700000001:{port}/a",
        "http://127.1:{port}/a",
        "http://0:{port}/a",
        "http://[::ffff:127.0.0.1]:{port}/a",
        "http://localhost:{port}/a",
        "http://news.example:{port}/a",
    ],
)
def test_loopback_is_never_reached_however_it_is_written(site, url: str) -> None:
    site.serve("/a", "<p>secret")
    with pytest.raises(AddressNotPublic):
        fetch(url.format(port=site.port), resolver=LOOPBACK)
    assert site.asked == []


@pytest.mark.parametrize(
    "answers",
    [
        ("10.0.0.1",),
        ("169.254.169.254",),
        ("1.1.1.1", "10.0.0.1"),
        ("10.0.0.1", "1.1.1.1"),
        ("::1",),
        ("64:ff9b::a9fe:a9fe",),
        ("2002:7f00:1::",),
        ("fe80::1%2",),
    ],
)
def test_a_name_that_leads_to_a_private_address_is_refused(answers: tuple[str, ...]) -> None:
    with pytest.raises(AddressNotPublic):
        fetch("http://news.example/", resolver=answering_with(*answers))


@pytest.mark.parametrize(
    ("location", "error"),
    [
        ("http://127.0.0.2/", AddressNotPublic),
        ("http://169.254.169.254/latest/meta-data/", AddressNotPublic),
        ("http://[::1]/", AddressNotPublic),
        ("http://10.0.0.1:80/", AddressNotPublic),
        ("http://0x7f.2/", AddressNotPublic),
        ("//127.0.0.2/", AddressNotPublic),
        ("http://inside.example/", AddressNotPublic),
        ("file:///etc/passwd", AddressInvalid),
        ("gopher://127.0.0.1/", AddressInvalid),
        ("http://user@127.0.0.1/", AddressInvalid),
        ("http://news.example\\@127.0.0.1/", AddressInvalid),
    ],
)
def test_each_redirect_is_vetted_from_the_start(
    site, location: str, error: type[OnrecordError]
) -> None:
    site.serve("/a", status=302, headers={"Location": location})
    with pytest.raises(error):
        get(site, f"{site.url}/a")
