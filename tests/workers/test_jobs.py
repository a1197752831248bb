"""The whole way of a job, with a real site on loopback."""

import dataclasses

import pytest

from server.backends.base import Job
from server.contract import Analysis, Stage
from server.errors import (
    AddressInvalid,
    AddressNotPublic,
    AddressUnknown,
    BehindAWall,
    LanguageNotRead,
    NotAnArticle,
    NotAPage,
    OnrecordError,
    PageTooLarge,
    SiteFailed,
    Unreadable,
)
from server.settings import Settings
from workers import jobs
from workers.jobs import perform

TEXT = "Bridge to close\n\nThe bridge will close in May, the council said on Monday."


def run(job: Job, settings: Settings | None = None) -> tuple[Analysis, list[Stage]]:
    stages: list[Stage] = []
    return perform(job, settings or Settings(), stages.append), stages


def test_a_text_is_read_and_scored_under_the_id_of_its_job() -> None:
    analysis, stages = run(Job("an-1", "text", text=TEXT, title="Bridge to close"))
    assert analysis.id == "an-1"
    assert analysis.document.text == TEXT
    assert analysis.document.obtained == "text"
    assert analysis.document.title is not None
    assert stages == ["reading", "scoring"]


def test_an_address_is_fetched_read_and_scored(site) -> None:
    url = site.page("tabloid.html")
    analysis, stages = run(Job("an-2", "page", url=url), Settings(fetch_allow=site.allow))
    assert analysis.document.url == url
    assert analysis.document.obtained == "page"
    assert analysis.document.site == "The Daily Gull"
    assert stages == ["fetching", "reading", "scoring"]
    assert site.asked == ["/tabloid.html"]


def test_html_that_the_caller_holds_is_read_without_asking_the_site(site, saved_page) -> None:
    url = site.url + "/tabloid.html"
    job = Job("an-3", "html", url=f"{url}#top", html=saved_page("tabloid.html"))
    analysis, stages = run(job)
    assert analysis.document.url == url
    assert analysis.document.obtained == "html"
    assert stages == ["reading", "scoring"]
    assert site.asked == []


def test_a_page_reads_the_same_however_it_came(site, saved_page) -> None:
    url = site.page("broadsheet.html")
    fetched, _ = run(Job("an-4", "page", url=url), Settings(fetch_allow=site.allow))
    sent, _ = run(Job("an-4", "html", url=url, html=saved_page("broadsheet.html")))
    as_page = sent.document.model_copy(update={"obtained": "page"})
    assert sent.model_copy(update={"document": as_page}) == fetched


def test_the_same_job_gives_the_same_bytes(saved_page) -> None:
    job = Job("an-5", "html", url="https://gull.example/", html=saved_page("tabloid.html"))
    assert run(job)[0].model_dump_json() == run(job)[0].model_dump_json()


@pytest.mark.parametrize(
    ("job", "error"),
    [
        (Job("x", "page", url="not an address"), AddressInvalid),
        (Job("x", "page", url="http://127.0.0.1/"), AddressNotPublic),
        (Job("x", "page", url="http://10.0.0.1/"), AddressNotPublic),
        (Job("x", "page", url="http://no-such-host.invalid/"), AddressUnknown),
        (Job("x", "html", url="ftp://gull.example/", html="<p>"), AddressInvalid),
        (Job("x", "html", url="https://gull.example/", html="<p>So"), NotAnArticle),
        (Job("x", "text", text=" \n "), NotAnArticle),
        (Job("x", "text", text=TEXT, language="fr"), LanguageNotRead),
    ],
)
def test_what_cannot_be_read_has_its_problem(job: Job, error: type[OnrecordError]) -> None:
    with pytest.raises(error):
        run(job)


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("spanish.html", LanguageNotRead),
        ("paywall.html", BehindAWall),
        ("app.html", BehindAWall),
        ("listing.html", NotAnArticle),
        ("empty.html", NotAnArticle),
    ],
)
def test_a_page_that_is_no_article_for_us_has_its_problem(
    site, name: str, error: type[OnrecordError]
) -> None:
    with pytest.raises(error):
        run(Job("x", "page", url=site.page(name)), Settings(fetch_allow=site.allow))


def test_a_site_that_sends_no_page_has_its_problem(site) -> None:
    settings = Settings(fetch_allow=site.allow)
    site.serve("/pdf", b"%PDF-1.7", content_type="application/pdf")
    site.serve("/large", b"x" * 10_000_000)
    for path, error in (("/gone", SiteFailed), ("/pdf", NotAPage), ("/large", PageTooLarge)):
        with pytest.raises(error):
            run(Job("x", "page", url=site.url + path), settings)


@pytest.mark.parametrize("crash", [RecursionError, MemoryError])
def test_running_out_of_stack_or_memory_is_unreadable(
    crash: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def find(*_: object) -> None:
        raise crash

    monkeypatch.setattr(jobs, "find", find)
    with pytest.raises(Unreadable):
        run(Job("x", "text", text=TEXT))


def test_a_job_is_not_changed_by_being_done() -> None:
    job = Job("an-6", "text", text=TEXT)
    before = dataclasses.asdict(job)
    run(job)
    assert dataclasses.asdict(job) == before
