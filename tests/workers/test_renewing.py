"""A page asked for again: the whole way from a request to the site and back, on both backends."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from server.backends import open_backend
from server.backends.base import Finished, Job, Made, Unchanged, Validators
from server.contract import Analysis
from server.errors import SiteFailed
from server.settings import Settings
from workers.analysis import engine
from workers.jobs import perform, renew

FRESH_S = 1
FERRY = (
    "The ferry will stop at night from May, the port authority said on Monday. "
    "Two officials, who asked not to be named, confirmed it to this newspaper. "
    "The mayor called the plan a mistake and promised to fight it in the council. "
    "Residents of the island said that they had not been asked."
)
CORRECTED = FERRY.replace("from May", "from June")


def page_of(words: str, around: str = "") -> str:
    paragraphs = "".join(f"<p>{sentence}.</p>" for sentence in words.rstrip(".").split(". "))
    return (
        "<html lang=en><head><title>Ferry to stop at night</title></head>"
        f"<body>{around}<article><h1>Ferry to stop at night</h1>{paragraphs}</article></body>"
    )


def unheard(_: str) -> None:
    pass


@pytest.fixture
def settings(site) -> Settings:
    return Settings(fetch_allow=site.allow, result_fresh_s=FRESH_S)


def test_an_analysis_comes_with_what_the_site_gave(site, settings) -> None:
    job = Job("an-1", "page", url=site.tagged("/a", page_of(FERRY), '"1"'))
    assert renew(job, settings, unheard) == Made(
        perform(job, settings, unheard), Validators(job.url or "", '"1"', None)
    )


def test_a_site_is_asked_by_what_it_gave_and_may_say_that_nothing_changed(site, settings) -> None:
    job = Job("an-1", "page", url=site.tagged("/a", page_of(FERRY), '"1"'))
    made = renew(job, settings, unheard)
    assert isinstance(made, Made)
    assert renew(replace(job, known=made.validators), settings, unheard) == Unchanged()


def test_what_callers_sent_has_nothing_to_ask_by(settings) -> None:
    html = Job("tx-1", "html", url="https://gull.example/", html=page_of(FERRY))
    for job in (html, Job("tx-2", "text", text=FERRY)):
        assert renew(job, settings, unheard) == Made(perform(job, settings, unheard))


def test_a_304_to_a_first_request_is_the_sites_failure(site, settings) -> None:
    job = Job("an-1", "page", url=site.serve("/a", status=304))
    with pytest.raises(SiteFailed):
        renew(job, settings, unheard)


def test_another_dress_around_the_same_article_gives_the_same_bytes(site, settings) -> None:
    """A page with a number of its own for each visitor has no tag that helps, and needs none."""
    job = Job("an-1", "page", url=site.serve("/a", page_of(FERRY, "<nav>Visitor 1</nav>")))
    one = perform(job, settings, unheard)
    site.serve("/a", page_of(FERRY, '<nav data-visit="2">Visitor 2</nav><script>2</script>'))
    assert perform(job, settings, unheard).model_dump_json() == one.model_dump_json()


class Newsroom:
    """A worker that performs what is asked of `backend`, and the job of one page."""

    def __init__(self, settings: Settings) -> None:
        self.backend = open_backend(settings)
        self.pid = os.fork()
        if self.pid == 0:
            try:
                backend = open_backend(settings)
                backend.work(lambda job, stage: renew(job, settings, stage), engine(), lambda: None)
            finally:
                os._exit(0)
        self.until(lambda: self.backend.engine() is not None)

    def until(self, is_so: Callable[[], object]) -> None:
        deadline = time.monotonic() + 20
        while not is_so():
            assert time.monotonic() < deadline, "did not come about in time"
            time.sleep(0.02)

    def read(self, url: str) -> Finished:
        """What there is of a page once all work that this begins has ended."""
        self.backend.submit(Job("an-1", "page", url=url))
        done = self.backend.wait("an-1", 20)
        assert isinstance(done, Finished)
        return done

    def read_later(self, url: str) -> Finished:
        """The same, when what is there has grown old."""
        time.sleep(FRESH_S + 0.1)
        return self.read(url)

    def close(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        self.backend.close()


@pytest.fixture(params=["sqlite", "redis"])
def newsroom(request, settings, tmp_path) -> Iterator[Newsroom]:
    if request.param == "redis":
        address = request.getfixturevalue("redis_server").address
    else:
        address = f"sqlite:{tmp_path}/jobs.sqlite3"
    running = Newsroom(replace(settings, backend=address))
    yield running
    running.close()


def text_of(done: Finished) -> str:
    return Analysis.model_validate_json(done.body).document.text


def test_a_correction_reaches_the_readers_and_nothing_is_fetched_in_vain(site, newsroom) -> None:
    url = site.tagged("/ferry", page_of(FERRY), '"1"')
    first = newsroom.read(url)
    assert newsroom.read(url) == first
    assert len(site.asked) == 1

    same = newsroom.read_later(url)
    assert (same.body, same.etag) == (first.body, first.etag)
    assert same.checked_at > first.checked_at

    site.tagged("/ferry", page_of(CORRECTED), '"2"')
    corrected = newsroom.read_later(url)
    assert "June" in text_of(corrected)
    assert corrected.etag != first.etag

    newsroom.read_later(url)
    assert [told["If-None-Match"] for told in site.heard] == [None, '"1"', '"1"', '"2"']
    assert site.asked == ["/ferry"] * 4


@pytest.mark.parametrize("status", [304, 404, 410, 429, 500, 503])
def test_a_site_that_fails_costs_nobody_the_result(site, newsroom, status: int) -> None:
    """304 with them: the page gave nothing to ask by, so nobody asked."""
    url = site.serve("/ferry", page_of(FERRY))
    first = newsroom.read(url)
    site.serve("/ferry", status=status)
    assert newsroom.read_later(url) == first
    assert newsroom.read(url) == first
    assert len(site.asked) == 2


def test_a_page_that_has_gone_behind_a_wall_keeps_its_result(site, newsroom, saved_page) -> None:
    url = site.tagged("/ferry", page_of(FERRY), '"1"')
    first = newsroom.read(url)
    site.tagged("/ferry", saved_page("paywall.html"), '"2"')
    assert newsroom.read_later(url) == first
