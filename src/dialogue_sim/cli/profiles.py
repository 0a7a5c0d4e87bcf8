"""`--profile`: how strict commands are that check content."""

from __future__ import annotations

import click

from dialogue_sim.workshop.checks.grading import PROFILES

profile_option = click.option(
    "--profile",
    type=click.Choice(tuple(PROFILES)),
    default="classroom",
    show_default=True,
    help="How strict to be about warnings.",
)
