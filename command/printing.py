"""Prints analyses and problems as they come: results to standard output, the rest to error."""

import os
import sys
from collections.abc import Callable, Iterable

from rich.console import Console, Group, RenderableType
from rich.rule import Rule
from rich.text import Text

from command.report import plain, report
from server.contract import Analysis
from server.errors import OnrecordError

WIDTH = 100
"""Columns of a report at most: longer lines are hard to read."""


def print_each(names: Iterable[str], analyse: Callable[[str], Analysis]) -> int:
    """Print a report of each named thing; return the exit status, 1 if any could not be read."""
    out, aside = Console(highlight=False), Console(stderr=True, highlight=False)
    out.width = min(out.width, WIDTH)
    several, failed = len(names := list(names)) > 1, False
    for name in names:
        try:
            with aside.status(Text(f"Reading {plain(name)}")):
                analysis = analyse(name)
        except OnrecordError as error:
            failed = True
            aside.print(_problem(name, error), soft_wrap=not aside.is_terminal)
            continue
        out.print(_headed(name, report(analysis)) if several else report(analysis))
    return int(failed)


def _headed(name: str, told: RenderableType) -> RenderableType:
    """One report of several: under its name, with a blank line to the next."""
    return Group(Rule(Text(plain(name)), align="left", style="dim"), told, Text())


def _problem(name: str, error: OnrecordError) -> Text:
    """One line: what could not be read and why. A detail that only says the title is left out."""
    title = f"{error.title}."
    said = title if error.detail == title else f"{title} {error.detail}"
    return Text(plain(f"{name}: {said}"))


def print_lines(lines: Iterable[str]) -> None:
    """Write lines as they come, ended by `\\n`; tell on a terminal how many were written.

    Ends quietly when the reader goes away.
    """
    aside, out = Console(stderr=True, highlight=False), sys.stdout.buffer
    try:
        with aside.status("Scoring") as status:
            for count, line in enumerate(lines, 1):
                out.write(line.encode() + b"\n")
                out.flush()
                status.update(f"Scoring: {count} done")
    except BrokenPipeError:
        # Python flushes standard output once more as it ends: give it somewhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
