"""robots.txt as RFC 9309 has it, from real servers on loopback."""

import time

import pytest

from server.errors import AddressNotPublic, OnrecordError, RefusedByRobots
from workers.fetch import robots
from workers.fetch.client import Limits
from workers.fetch.guard import allowances
from workers.fetch.robots import LONGEST_PAUSE_S, MAX_BYTES, Robots, refuse_unless_allowed

QUICK = Limits(step_s=0.3, total_s=0.8)
REFUSE_ALL = "User-agent: *\nDisallow: /\n"


def read(site, limits: Limits = QUICK) -> Robots:
    return robots.read(f"{site.url}/news/a?b=c", allowances(site.allow), limits=limits)


def serve(site, rules: str | bytes, **more) -> Robots:
    site.serve("/robots.txt", rules, content_type="text/plain", **more)
    return read(site)


def is_allowed(asked: Robots, path: str) -> bool:
    try:
        refuse_unless_allowed(asked, f"https://news.example{path}")
    except RefusedByRobots:
        return False
    return True


@pytest.mark.parametrize(
    ("rules", "open_to_us", "closed_to_us"),
    [
        (REFUSE_ALL, [], ["/", "/a"]),
        ("User-agent: *\nDisallow:\n", ["/", "/a"], []),
        ("", ["/a"], []),
        ("<html><p>Not found", ["/a"], []),
        ("User-agent: *\nDisallow: /search\n", ["/a"], ["/search", "/search?q=x", "/searching"]),
        # the longest rule that fits decides; of equally long ones, Allow
        ("User-agent: *\nDisallow: /a\nAllow: /a/b\n", ["/a/b/c", "/"], ["/a", "/a/c"]),
        ("User-agent: *\nDisallow: /a\nAllow: /a\n", ["/a"], []),
        # wildcards, and an end
        ("User-agent: *\nDisallow: /*.pdf$\n", ["/a.pdf.html"], ["/a.pdf", "/b/c.pdf"]),
        ("User-agent: *\nDisallow: /*/print/\n", ["/print/"], ["/a/print/b"]),
        # our own group counts alone, however it is written, and others' do not count
        ("User-agent: onRecord\nDisallow: /x\n\n" + REFUSE_ALL, ["/a"], ["/x"]),
        ("User-agent: Onrecord\nDisallow: /\n\nUser-agent: *\nDisallow:\n", [], ["/a"]),
        ("User-agent: Otherbot\nDisallow: /\n", ["/a"], []),
        ("User-agent: OnrecordOther\nDisallow: /\n", ["/a"], []),
        ("User-agent: Otherbot\nUser-agent: Onrecord\nDisallow: /x\n", ["/a"], ["/x"]),
        # letters beyond ASCII, a byte order mark, bytes that are none
        ("User-agent: *\nDisallow: /ü\n", ["/u"], ["/%C3%BC", "/ü"]),
        ("\ufeffUser-agent: *\nDisallow: /\n", [], ["/a"]),
        (b"\xff\xfe\nUser-agent: *\nDisallow: /x\n", ["/a"], ["/x"]),
    ],
)
def test_rules_are_read_as_they_are_meant(site, rules, open_to_us, closed_to_us) -> None:
    asked = serve(site, rules)
    assert [path for path in open_to_us if not is_allowed(asked, path)] == []
    assert [path for path in closed_to_us if is_allowed(asked, path)] == []
    assert site.asked == ["/robots.txt"]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_a_site_without_rules_asks_nothing(site, status: int) -> None:
    assert is_allowed(serve(site, REFUSE_ALL, status=status), "/a")


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_a_site_that_cannot_say_its_rules_is_taken_to_refuse(site, status: int) -> None:
    asked = serve(site, "User-agent: *\nDisallow:\n", status=status)
    assert not is_allowed(asked, "/a")
    with pytest.raises(RefusedByRobots, match="could not be read"):
        refuse_unless_allowed(asked, "https://news.example/a")


@pytest.mark.parametrize(
    "answer", [b"", b"SSH-2.0\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n#"]
)
def test_a_site_that_breaks_off_over_its_rules_is_taken_to_refuse(site, answer: bytes) -> None:
    site.behave("/robots.txt", lambda request: request.wfile.write(answer))
    assert not is_allowed(read(site), "/a")


def test_a_site_that_drips_its_rules_is_left_in_time_and_taken_to_refuse(site) -> None:
    def behave(request) -> None:
        request.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            time.sleep(0.05)
            request.wfile.write(b"#")

    site.behave("/robots.txt", behave)
    began = time.monotonic()
    assert not is_allowed(read(site), "/a")
    assert time.monotonic() - began < QUICK.total_s + 0.5


def test_rules_are_followed_to_where_they_are(site) -> None:
    site.serve("/robots.txt", status=301, headers={"Location": "/rules"})
    site.serve("/rules", REFUSE_ALL)
    assert not is_allowed(read(site), "/a")


def test_rules_are_never_fetched_from_inside(site) -> None:
    site.serve("/robots.txt", status=301, headers={"Location": "http://10.0.0.1/robots.txt"})
    with pytest.raises(AddressNotPublic):
        read(site)
    with pytest.raises(AddressNotPublic):
        robots.read(site.url)
    assert site.asked == ["/robots.txt"]


def test_of_rules_without_end_the_beginning_counts(site) -> None:
    filler = "# so it goes on\n" * (MAX_BYTES // 16)
    asked = serve(site, f"User-agent: *\nDisallow: /x\n{filler}Disallow: /y\n")
    assert not is_allowed(asked, "/x")
    assert is_allowed(asked, "/y")


@pytest.mark.parametrize(
    ("told", "pause_s"),
    [
        ("2", 2.0),
        ("0.5", 0.5),
        ("86400", LONGEST_PAUSE_S),
        ("-1", 0.0),
        ("nan", 0.0),
        ("inf", 0.0),
        ("soon", 0.0),
        ("", 0.0),
    ],
)
def test_a_pause_that_a_site_wants_is_kept_within_reason(site, told: str, pause_s: float) -> None:
    assert serve(site, f"User-agent: *\nCrawl-delay: {told}\n").pause_s == pause_s


def test_a_pause_for_others_is_not_ours(site) -> None:
    assert serve(site, "User-agent: Otherbot\nCrawl-delay: 9\n").pause_s == 0.0


def test_hostile_rules_cost_little() -> None:
    """Patterns that keep a backtracking matcher busy for years."""
    stars = "User-agent: *\n" + f"Disallow: /{'*a' * 500}$\n" * 300
    began = time.process_time()
    assert is_allowed(Robots(stars), "/" + "a" * 1_900 + "b")
    assert time.process_time() - began < 3


@pytest.mark.parametrize("url", ["not an address", "ftp://news.example/", "http://user@x.example/"])
def test_what_is_no_address_has_no_rules(url: str) -> None:
    with pytest.raises(OnrecordError):
        robots.read(url)
