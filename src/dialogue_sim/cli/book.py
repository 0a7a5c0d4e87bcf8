"""`book`: a scenario as a page to print, for whoever is about to run it."""

from __future__ import annotations

from pathlib import Path

import click

from dialogue_sim.cli.failures import say
from dialogue_sim.cli.pages import must_give_way, write_page
from dialogue_sim.content.files import default_library
from dialogue_sim.paper.page import html
from dialogue_sim.workshop.book.book import MAKE
from dialogue_sim.workshop.book.book import book as book_of

MOST = 100_000


@click.command()
@click.argument("scenario")
@click.option(
    "-o", "--output", metavar="FILE", help="Where to; - prints it. Default: SCENARIO.book.html."
)
@click.option(
    "--sessions",
    type=click.IntRange(0, MOST),
    default=0,
    help="Add figures of a playtest of so many sessions.",
)
@click.option("--seed", default="0", metavar="TEXT", help="Of that playtest: any text; default 0.")
def book(scenario: str, output: str | None, sessions: int, seed: str) -> None:
    """Write a scenario as a book to print: everything that its files say, on one page.

    An earlier book is written over, any other file is not.
    """
    path = Path(output or f"{scenario}.book.html")
    if output != "-":
        must_give_way(path, MAKE)
    text = html(book_of(default_library(), scenario, sessions, seed))
    if output == "-":
        click.echo(text.encode(), nl=False)
        return
    write_page(path, text, MAKE)
    say(f"written to {path}")
