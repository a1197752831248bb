import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.addresses import normalised, parse
from server.errors import AddressInvalid

SAME = [
    ("https://news.example/a", "HTTPS://News.Example/a"),
    ("https://news.example/a", "https://news.example:443/a"),
    ("https://news.example/a", "https://news.example/a#part"),
    ("https://news.example/a", "  https://news.example/a\n"),
    ("https://news.example/a", "https://news.example./a"),
    ("https://news.example/a", "https://news.example/b/../a"),
    ("https://news.example/a", "https://news.example/b/%2E./a"),
    ("https://news.example/a", "https://news.example/../../a"),
    ("https://news.example/a/", "https://news.example/a/b/.."),
    ("https://news.example/a/", "https://news.example/a/."),
    ("https://news.example//a", "https://news.example//b/../a"),
    ("https://news.example/", "https://news.example"),
    ("https://news.example/?q=1", "https://news.example?q=1"),
    ("https://xn--bcher-kva.example/", "https://bücher.example/"),
    ("https://xn--bcher-kva.example/", "https://BÜCHER.example/"),
    ("https://news.example/caf%C3%A9", "https://news.example/café"),
    ("http://127.0.0.1/", "http://2130706433/"),
    ("http://127.0.0.1/", "http://0x7f.1/"),
    ("http://127.0.0.1/", "http://0177.0.0.01/"),
    ("http://127.0.0.1/", "http://127.1/"),
    ("http://127.0.0.1/", "http://①②⑦.⓪.⓪.①/"),
    ("http://0.0.0.0/", "http://0/"),
    ("http://[::1]/", "http://[0:0:0:0:0:0:0:1]/"),
]

DIFFERENT = [
    ("https://news.example/a", "http://news.example/a"),
    ("https://news.example/a", "https://news.example/A"),
    ("https://news.example/a", "https://news.example/a/"),
    ("https://news.example/a", "https://www.news.example/a"),
    ("https://news.example/?a=1", "https://news.example/?a=2"),
    ("https://news.example/a", "https://news.example//a"),
    ("https://news.example/a/b", "https://news.example/a//b"),
    ("https://news.example/a%2Fb", "https://news.example/a/b"),
    ("http://news.example/", "http://news.example:443/"),
]

INVALID = [
    "",
    "news.example/a",
    "//news.example/a",
    "https:news.example",
    "https://",
    "https:///a",
    "ftp://news.example/",
    "file:///etc/passwd",
    "gopher://news.example/",
    "javascript:alert(1)",
    "https://user@news.example/",
    "https://user:word@news.example/",
    "https://@news.example/",
    "http://evil.example\\@news.example/",
    "http://news.example\\a",
    "http://news.example/a b",
    "http://news.example/\ta",
    "http://news.example/a\r\nHost: x",
    "http://news.example/\x00",
    "http://news\u00a0.example/",
    "http://news.example:0/",
    "http://news.example:99999/",
    "http://news.example:8o/",
    "http://256.1.1.1/",
    "http://1.2.3.4.5/",
    "http://127.0.0.09/",
    "http://%31%32%37.0.0.1/",
    "http://[::1/",
    "http://[fe80::1%25eth0]/",
    "http://[news.example]/",
    "http://-news.example/",
    "http://news..example/",
    f"http://{'a' * 64}.example/",
    "https://news.example/" + "a" * 2048,
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_writings_of_an_address_are_one(one: str, other: str) -> None:
    assert normalised(one) == normalised(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_addresses_stay_different(one: str, other: str) -> None:
    assert normalised(one) != normalised(other)


@pytest.mark.parametrize("url", INVALID)
def test_what_could_be_read_in_two_ways_is_invalid(url: str) -> None:
    with pytest.raises(AddressInvalid):
        normalised(url)


def test_an_address_is_taken_apart_and_put_together_again() -> None:
    address = parse("http://[2001:DB8::1]:8080/a?b=c")
    assert (address.host, address.port, address.target) == ("2001:db8::1", 8080, "/a?b=c")
    assert address.url == "http://[2001:db8::1]:8080/a?b=c"


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_invalid_or_has_a_normal_form_that_stays(host: str, rest: str) -> None:
    try:
        once = normalised(f"http://{host}/{rest}")
    except AddressInvalid:
        return
    assert normalised(once) == once
    assert once.isascii()
