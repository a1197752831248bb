"""The fetcher against real servers on loopback: what it asks for and what it takes for a page."""

import socket
from http.server import BaseHTTPRequestHandler

import pytest

from server.errors import AddressUnknown, BehindAWall, NotAPage, SiteBusy, SiteFailed
from tests.workers.fetch.asking import answering_with, get
from workers.fetch.client import Page, fetch
from workers.fetch.guard import allowances


def test_a_page_is_fetched_and_says_where_it_was_found(site) -> None:
    site.serve("/a", "<p>Grüße</p>")
    assert get(site, f"{site.url}/b/../a#part") == Page(f"{site.url}/a", "<p>Grüße</p>")


def test_a_host_is_asked_by_its_name_at_the_address_that_was_vetted(site) -> None:
    hosts = []

    def behave(request: BaseHTTPRequestHandler) -> None:
        hosts.append(request.headers["Host"])
        request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Yes")

    site.behave("/a", behave)
    page = get(site, f"http://news.example:{site.port}/a")
    assert page == Page(f"http://news.example:{site.port}/a", "<p>Yes")
    assert hosts == [f"news.example:{site.port}"]


def test_a_name_is_looked_up_once(site) -> None:
    """A second look-up could answer differently from the one that was vetted."""
    asked = []

    def resolver(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.1"]

    site.serve("/a", "<p>Yes")
    assert get(site, f"http://news.example:{site.port}/a", resolver=resolver).html == "<p>Yes"
    assert asked == ["news.example"]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_followed_to_where_the_page_is(site, status: int) -> None:
    site.serve("/a", status=status, headers={"Location": "/b c?d=é".encode().decode("latin-1")})
    site.serve("/b%20c?d=%C3%A9", "<p>Here")
    assert get(site, f"{site.url}/a") == Page(f"{site.url}/b%20c?d=%C3%A9", "<p>Here")


def test_redirects_end_after_five(site) -> None:
    for at in range(8):
        site.serve(f"/{at}", status=302, headers={"Location": f"/{at + 1}"})
    with pytest.raises(SiteFailed):
        get(site, f"{site.url}/0")
    assert len(site.asked) == 6


@pytest.mark.parametrize("status", [204, 206, 300, 304, 400, 403, 404, 410, 500, 503])
def test_a_site_that_answers_with_an_error_has_failed_and_the_status_is_told(
    site, status: int
) -> None:
    site.serve("/a", status=status)
    with pytest.raises(SiteFailed, match=str(status)):
        get(site, f"{site.url}/a")


@pytest.mark.parametrize(("status", "told"), [(429, "7"), (503, "7")])
def test_a_site_that_asks_for_a_pause_is_busy_for_as_long(site, status: int, told: str) -> None:
    url = site.serve("/a", status=status, headers={"Retry-After": told})
    with pytest.raises(SiteBusy, match="7 seconds") as busy:
        get(site, url)
    assert busy.value.retry_after_s == 7


def test_a_site_that_is_asked_too_often_and_does_not_say_how_long_is_busy_too(site) -> None:
    with pytest.raises(SiteBusy) as busy:
        get(site, site.serve("/a", status=429))
    assert busy.value.retry_after_s == SiteBusy.retry_after_s


def test_a_site_that_asks_for_payment_is_a_wall(site) -> None:
    with pytest.raises(BehindAWall):
        get(site, site.serve("/a", status=402))


@pytest.mark.parametrize(
    "kind", ["application/pdf", "image/png", "text/plain", "application/json", "", "text/htmlx"]
)
def test_what_is_not_html_is_not_a_page(site, kind: str) -> None:
    with pytest.raises(NotAPage):
        get(site, site.serve("/a", b"%PDF-1.7", content_type=kind))


@pytest.mark.parametrize("kind", ["text/html", "TEXT/HTML; charset=x", "application/xhtml+xml"])
def test_html_is_a_page_however_its_type_is_written(site, kind: str) -> None:
    assert get(site, site.serve("/a", "<p>Yes", content_type=kind)).html == "<p>Yes"


def test_a_host_that_is_not_there_is_unknown() -> None:
    with pytest.raises(AddressUnknown):
        fetch("http://no-such-host.invalid/")


def test_a_site_that_refuses_or_breaks_off_has_failed(site) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        with pytest.raises(SiteFailed):
            fetch(f"http://127.0.0.1:{port}/", allowances(["127.0.0.1:*"]))
    for answer in (b"", b"SSH-2.0\r\n", b"HTTP/1.1 banana\r\n\r\n"):
        url = site.behave("/a", lambda request, answer=answer: request.wfile.write(answer))
        with pytest.raises(SiteFailed):
            get(site, url)


def test_a_body_that_ends_early_has_failed(site) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100\r\n\r\n<p>half"
    with pytest.raises(SiteFailed):
        get(site, site.behave("/a", lambda request: request.wfile.write(head)))


def test_the_next_address_is_tried_when_the_first_does_not_answer(site) -> None:
    site.serve("/a", "<p>Yes")
    allowed = allowances([f"127.0.0.0/8:{site.port}"])
    resolver = answering_with("127.0.0.7", "127.0.0.1")
    assert fetch(f"http://news.example:{site.port}/a", allowed, resolver).html == "<p>Yes"


def test_proxies_of_the_environment_are_not_used(site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    assert get(site, site.serve("/a", "<p>Yes")).html == "<p>Yes"


def test_the_client_says_who_it_is(site) -> None:
    said = []

    def behave(request: BaseHTTPRequestHandler) -> None:
        said.append(dict(request.headers))
        request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>")

    get(site, site.behave("/a", behave))
    assert said[0]["User-Agent"].startswith("Onrecord/")
    assert "Cookie" not in said[0]
