"""What a command says when something goes wrong: a sentence and an exit code."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from dialogue_sim.content.characters import visible
from dialogue_sim.errors import DialogueSimError

if TYPE_CHECKING:
    from typing import Any

FAILED, WRONG_USAGE = 1, 2


def say(text: str, *, err: bool = False) -> None:
    """Print text for people; what authors and players wrote cannot steer the terminal."""
    click.echo("\n".join(visible(line) for line in text.split("\n")), err=err)


class Group(click.Group):
    """The top command: turns what people can do wrong into a sentence on standard error."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401  click's own signature
        """Run the command.

        Raises:
            SystemExit: 1 if content, a save or a session has errors, 2 if the call was wrong.
        """
        try:
            return super().invoke(ctx)
        except DialogueSimError as error:
            say(sentence(error), err=True)
            sys.exit(WRONG_USAGE if is_usage(error) else FAILED)


def sentence(error: DialogueSimError) -> str:
    """The error in full: diagnostics with their source lines, or the sentence itself."""
    from dialogue_sim.cli.reports import with_source_lines
    from dialogue_sim.content.diagnostics import ContentError

    if isinstance(error, ContentError):
        return with_source_lines(error.diagnostics)
    return f"dialogue-sim: {error}"


def is_usage(error: DialogueSimError) -> bool:
    """Whether the call named something that does not exist."""
    from dialogue_sim.content.library import UnknownIdError

    return isinstance(error, UnknownIdError)
