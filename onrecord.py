"""The command: the one module that may import both the server's side and the workers'."""

import json
import sys

import click

from workers.analysis import assemble
from workers.article import plain
from workers.claims.engine import find


@click.group()
def main() -> None:
    """Show who stands behind each claim of a news article."""


@main.command()
@click.option("--jsonl", is_flag=True)
def score(jsonl: bool) -> None:
    """Score texts."""
    for line in sys.stdin:
        row = json.loads(line)
        article = plain.read(row["text"], row.get("title"), row.get("language"))
        analysis = assemble(row["id"], article, find(article))
        click.echo(analysis.model_dump_json())


if __name__ == "__main__":
    main()
