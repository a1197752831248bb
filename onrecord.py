"""The command: the one module that may import both the server's side and the workers'.

    serve    server and workers on this machine        check   read pages, print who says what
    worker   perform jobs until told to stop           score   the same for texts, or JSON lines

Results go to standard output, everything else to standard error. Exit status 0: all done; 1: some
of it could not be read; 2: used wrongly.
"""

import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import get_context
from typing import BinaryIO, TypeVar

import click

from command.batch import Batch
from command.jsonl import ScoreLine, score_lines
from command.printing import print_each, print_lines
from command.supervisor import PortTaken, serve_until_stopped
from server import logs
from server.backends import open_backend
from server.backends.base import Job
from server.contract import MAX_TEXT_CHARS, Analysis, Stage
from server.errors import MalformedRequest, TooLarge, Unreadable
from server.settings import SettingError, Settings, from_env
from workers import limits
from workers.analysis import engine
from workers.fetch import robots
from workers.fetch.guard import allowances
from workers.fetch.robots import Robots
from workers.jobs import perform, renew
from workers.policies import policy_of

MAX_BYTES_A_CHAR = 4  # UTF-8

FILE = click.Path(exists=True, dir_okay=False, allow_dash=True)
"""Known to be there before the first one is read."""

T = TypeVar("T")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="onrecord")
def main() -> None:
    """Show who stands behind each claim of a news article, and how sure they say they are."""


@main.command()
def serve() -> None:
    """Run the server and, beside it, its workers.

    Every setting is an environment variable, ONRECORD_...: docs/self-hosting.md lists them.
    """
    try:
        sys.exit(serve_until_stopped(_settings()))
    except PortTaken as error:
        raise click.ClickException(f"{error}. ONRECORD_PORT chooses another.") from error


@main.command()
def worker() -> None:
    """Perform jobs until told to stop; the one in hand is finished first."""
    settings = _settings()
    logs.begin(settings)
    made_by = engine(policy_of(settings))
    backend = open_backend(settings)
    try:
        backend.work(lambda job, stage: renew(job, settings, stage), made_by, _limit(settings))
    finally:
        backend.close()


@main.command()
@click.argument("addresses", nargs=-1, required=True, metavar="ADDRESS...")
def check(addresses: tuple[str, ...]) -> None:
    """Read the pages at some addresses and print who says what.

    One address is read as for a person who has the page open. Several are a batch: it does what
    the robots.txt of each site asks, and pauses between two pages of a site.
    """
    settings = _settings()
    if len(addresses) == 1:
        sys.exit(print_each(addresses, partial(_page, settings)))
    batch = Batch(partial(_rules, settings), partial(_page, settings), settings.site_pause_s)
    sys.exit(print_each(addresses, batch.analyse))


@main.command()
@click.argument("files", nargs=-1, metavar="FILE...|-", type=FILE)
@click.option("--title", help="The headline; marked as such where a text begins with it.")
@click.option("--jsonl", is_flag=True, help='Lines {"id", "text", "title"?, "language"?} instead.')
def score(files: tuple[str, ...], title: str | None, jsonl: bool) -> None:
    """Print who says what in texts: files, or standard input for -.

    With --jsonl every line is a text, read from standard input unless files are named, and every
    line of the output its analysis, or {"id", "problem"}.
    """
    settings = _settings()
    if jsonl:
        for file in files or ("-",):
            with _opened(file) as lines:
                print_lines(score_lines(lines, lambda line: _line(line, settings)))
    elif not files:
        raise click.UsageError("Name a file, or - for standard input.")
    else:
        sys.exit(print_each(files, lambda file: _file(file, title, settings)))


def _settings() -> Settings:
    """Return the settings, once the table they name is known to be one: a worker would only die."""
    try:
        settings = from_env()
        policy_of(settings)
        return settings
    except SettingError as error:
        raise click.UsageError(str(error)) from error


def _opened(file: str) -> BinaryIO:
    try:
        return click.open_file(file, "rb")  # type: ignore[return-value]
    except OSError as error:
        raise click.UsageError(f"{file}: {error.strerror}") from error


def _page(settings: Settings, address: str, rules: Robots | None = None) -> Analysis:
    return _in_a_child(partial(_read, settings, address, rules), settings)


def _read(settings: Settings, address: str, rules: Robots | None) -> Analysis:
    if rules is not None:
        robots.refuse_unless_allowed(rules, address)
    return perform(Job(id=address, kind="page", url=address), settings, _unheard)


def _rules(settings: Settings, address: str) -> Robots:
    allowed = allowances(settings.fetch_allow)
    return _in_a_child(partial(robots.read, address, allowed), settings)


def _line(line: ScoreLine, settings: Settings) -> Analysis:
    job = Job(line.id, "text", text=line.text, title=line.title, language=line.language)
    return perform(job, settings, _unheard)


def _file(file: str, title: str | None, settings: Settings) -> Analysis:
    with _opened(file) as stream:
        raw = stream.read(MAX_TEXT_CHARS * MAX_BYTES_A_CHAR + 1)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise MalformedRequest("The file is not text in UTF-8.") from error
    if len(text) > MAX_TEXT_CHARS:
        raise TooLarge(f"The text is longer than {MAX_TEXT_CHARS:,} characters.")
    return perform(Job(file, "text", text=text, title=title), settings, _unheard)


def _in_a_child(read: Callable[[], T], settings: Settings) -> T:
    """Read in a process with limits, as a worker would: what a site sends is a stranger's."""
    with ProcessPoolExecutor(1, get_context("fork"), _limit(settings)) as pool:
        try:
            return pool.submit(read).result()
        except BrokenProcessPool as crash:
            raise Unreadable from crash


def _limit(settings: Settings) -> Callable[[], None]:
    return partial(limits.apply, settings.job_cpu_s, settings.job_memory_bytes)


def _unheard(stage: Stage) -> None:
    """Nobody waits for stages here: the next line of output is soon enough."""


if __name__ == "__main__":
    main()
