"""How much of a page the fetcher reads, packed or not, before it has had enough."""

import gzip
import time
import zlib
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler

import brotli
import pytest

from server.errors import PageTooLarge, SiteFailed
from tests.workers.fetch.asking import get


def test_a_page_that_announces_too_much_is_not_read(site) -> None:
    with pytest.raises(PageTooLarge):
        get(site, site.serve("/a", b"x" * 10_000_000))


def chunked(pieces: Callable[[], Iterator[bytes]], encoding: str = "identity"):
    """A behaviour that sends pieces without saying how many there will be."""

    def behave(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Type", "text/html")
        request.send_header("Content-Encoding", encoding)
        request.send_header("Transfer-Encoding", "chunked")
        request.end_headers()
        for piece in pieces():
            request.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
        request.wfile.write(b"0\r\n\r\n")

    return behave


def test_a_page_that_never_ends_is_left(site) -> None:
    def pieces() -> Iterator[bytes]:
        while True:
            yield b"x" * 100_000

    with pytest.raises(PageTooLarge):
        get(site, site.behave("/a", chunked(pieces)))


PACKINGS = [("gzip", gzip.compress), ("deflate", zlib.compress), ("br", brotli.compress)]


def bomb(compress: Callable[[bytes], bytes]) -> bytes:
    return compress(b"<p>" + b"0" * 200_000_000)


@pytest.mark.parametrize("is_chunked", [True, False])
@pytest.mark.parametrize(("encoding", "compress"), PACKINGS)
def test_a_bomb_is_left_before_it_is_unpacked(site, encoding, compress, is_chunked: bool) -> None:
    """200 MB unpacked: refused in a fraction of the time and memory that unpacking takes."""
    packed = bomb(compress)
    url = (
        site.behave("/a", chunked(lambda: iter([packed]), encoding))
        if is_chunked
        else site.serve("/a", packed, headers={"Content-Encoding": encoding})
    )
    began = time.process_time()
    with pytest.raises(PageTooLarge):
        get(site, url)
    assert time.process_time() - began < 0.5


@pytest.mark.parametrize(("encoding", "compress"), PACKINGS)
def test_a_packed_page_is_unpacked(site, encoding: str, compress) -> None:
    url = site.serve("/a", compress(b"<p>Yes"), headers={"Content-Encoding": encoding})
    assert get(site, url).html == "<p>Yes"


@pytest.mark.parametrize(
    "encoding", ["zstd", "compress", "rot13", "gzip, gzip", "br, gzip", "gzip, br", "br,br"]
)
def test_an_encoding_that_was_not_asked_for_is_refused(site, encoding: str) -> None:
    """One that would unpack to a page, too: two layers are twice the ways to hide a bomb."""
    packed = b"<p>Yes"
    for each in encoding.split(","):
        packed = dict(PACKINGS).get(each.strip(), bytes)(packed)
    with pytest.raises(SiteFailed, match="not asked for"):
        get(site, site.serve("/a", packed, headers={"Content-Encoding": encoding}))


@pytest.mark.parametrize(("encoding", "compress"), PACKINGS)
def test_a_broken_packing_is_the_sites_failure(site, encoding: str, compress) -> None:
    packed = compress(bytes(range(256)) * 400)
    for body in (b"\xfenot packed at all", packed[:100] + b"\xff" * 100 + packed[200:]):
        with pytest.raises(SiteFailed):
            get(site, site.serve("/a", body, headers={"Content-Encoding": encoding}))


@pytest.mark.parametrize(("encoding", "compress"), PACKINGS)
def test_a_packing_that_breaks_off_is_read_as_far_as_it_goes(site, encoding: str, compress) -> None:
    """As browsers do, and as a page is read that breaks off without being packed."""
    page = "".join(f"<p>{n} boats" for n in range(40_000))
    packed = compress(page.encode())
    url = site.serve("/a", packed[: len(packed) // 2], headers={"Content-Encoding": encoding})
    html = get(site, url).html
    assert 0 < len(html) < len(page)
    assert page.startswith(html)
