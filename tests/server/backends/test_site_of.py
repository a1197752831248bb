"""Which site a job asks for a page."""

import pytest

from server.backends.base import Job
from server.backends.turns import site_of


def page(url: str) -> Job:
    return Job("an-1", "page", url=url)


@pytest.mark.parametrize(
    ("job", "site"),
    [
        (page("https://news.example/a"), "news.example"),
        (page("http://www.news.example/"), "news.example"),
        (page("https://NEWS.example:8443/b?c"), "news.example"),
        (page("https://blog.news.example/"), "blog.news.example"),
        (Job("tx-1", "html", url="https://news.example/", html="<p>"), None),
        (Job("tx-1", "text", text="https://news.example/"), None),
        (page("nowhere"), None),
    ],
)
def test_only_what_fetches_a_page_has_a_site(job: Job, site: str | None) -> None:
    assert site_of(job) == site
