"""A job from start to end: fetch, read, find and score, assemble.

Importing this module loads all that a job needs (parser, recogniser, lexicons), so that children
forked for a job share it.
"""

from collections.abc import Callable
from dataclasses import replace

from server.addresses import normalised
from server.backends.base import Job
from server.contract import Analysis, Stage
from server.errors import Unreadable
from server.settings import Settings
from workers.analysis import assemble, engine
from workers.article import plain, reader
from workers.article.model import Article
from workers.claims.engine import find
from workers.fetch.client import fetch
from workers.fetch.guard import allowances
from workers.language import language_of
from workers.policies import policy_of


def perform(job: Job, settings: Settings, report: Callable[[Stage], None]) -> Analysis:
    """Return the analysis of what a job names; `report` hears of each stage as it begins.

    Raises an OnrecordError for what is known to go wrong with a page or a text. Any other exception
    is a defect of ours.
    """
    try:
        article = _read(job, settings, report)
        told = language_of(article.text, job.language)
        report("scoring")
        policy = policy_of(settings)
        findings = find(replace(article, language=told), policy)
        return assemble(job.id, article, findings, engine(policy))
    except (RecursionError, MemoryError) as crash:
        raise Unreadable from crash


def _read(job: Job, settings: Settings, report: Callable[[Stage], None]) -> Article:
    if job.kind == "text":
        report("reading")
        return plain.read(job.text or "", job.title, job.language)
    if job.kind == "html":
        report("reading")
        return reader.read(job.html or "", normalised(job.url or ""), "html")
    report("fetching")
    page = fetch(job.url or "", allowances(settings.fetch_allow))
    report("reading")
    return reader.read(page.html, page.url)
