"""`code`: what a code of `check` means."""

from __future__ import annotations

import click

from dialogue_sim.cli.failures import say
from dialogue_sim.workshop.checks.pages import codes_text, page_text


@click.command()
@click.argument("code", required=False)
def code(code: str | None) -> None:
    """Explain a code of `check`, such as DS203, with an example; without one list them all."""
    say(codes_text() if code is None else page_text(code))
