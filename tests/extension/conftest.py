"""What every test of the extension starts from."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from tests.extension.harness import CHROMIUM, Reader, Site, browsing, serving


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


@pytest.fixture(scope="session")
def service(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of one server for all tests of this folder."""
    with serving(site, tmp_path_factory.mktemp("server")) as address:
        yield address


@pytest.fixture(scope="module")  # a second browser cannot be driven while this one is
def _chromium() -> Iterator[Reader]:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed: what the extension does in it goes untested")
    with browsing() as reader:
        yield reader


@pytest.fixture
def reader(_chromium: Reader, service: str) -> Reader:
    """A reader whose extension asks the real server."""
    _chromium.use(service)
    return _chromium


@pytest.fixture
def opened(reader: Reader, site: Site) -> Iterator[Callable[..., Page]]:
    """A function that serves a page, opens it, and closes it after the test."""
    pages: list[Page] = []

    def put(path: str, html: str | bytes, **headers: str) -> Page:
        page = reader.context.new_page()
        pages.append(page)
        page.goto(site.put(path, html, **headers))
        return page

    yield put
    for page in pages:
        page.close()
