"""A job from start to end: fetch, read, find and score, assemble.

Importing this module loads all that a job needs (parser, recogniser, lexicons), so that children
forked for a job share it.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from server.addresses import normalised
from server.backends.base import Job, Made, Report, Unchanged
from server.contract import Analysis
from server.errors import Unreadable
from server.settings import Settings
from workers.analysis import assemble, engine
from workers.article import plain, reader
from workers.article.model import Article
from workers.claims.engine import find
from workers.fetch.client import NotModified, Page, fetch
from workers.fetch.guard import allowances
from workers.language import language_of
from workers.policies import policy_of


def perform(job: Job, settings: Settings, report: Report) -> Analysis:
    """Return the analysis of what a job names; `report` hears of each stage as it begins.

    Raises an OnrecordError for what is known to go wrong with a page or a text. Any other exception
    is a defect of ours.
    """
    if job.kind == "page":
        return _made(job, _fetched(job, settings, report), settings, report).analysis
    return _analysed(job, partial(_sent, job), settings, report)


def renew(job: Job, settings: Settings, report: Report) -> Made | Unchanged:
    """Return what `perform` does, with what the site gave to ask by next time.

    Where the job brings what it gave last time, the site is asked whether the page has changed
    since; Unchanged if it says no. Raises as `perform` does.
    """
    if job.kind != "page":
        return Made(perform(job, settings, report))
    try:
        page = _fetched(job, settings, report)
    except NotModified:
        return Unchanged()
    return _made(job, page, settings, report)


def _fetched(job: Job, settings: Settings, report: Report) -> Page:
    report("fetching")
    return fetch(job.url or "", allowances(settings.fetch_allow), known=job.known)


def _made(job: Job, page: Page, settings: Settings, report: Report) -> Made:
    article = partial(reader.read, page.html, page.url)
    return Made(_analysed(job, article, settings, report), page.validators)


def _sent(job: Job) -> Article:
    if job.kind == "text":
        return plain.read(job.text or "", job.title, job.language)
    return reader.read(job.html or "", normalised(job.url or ""), "html")


def _analysed(
    job: Job, read: Callable[[], Article], settings: Settings, report: Report
) -> Analysis:
    try:
        report("reading")
        article = read()
        told = language_of(article.text, job.language)
        report("scoring")
        policy = policy_of(settings)
        findings = find(replace(article, language=told), policy)
        return assemble(job.id, article, findings, engine(policy))
    except (RecursionError, MemoryError) as crash:
        raise Unreadable from crash
