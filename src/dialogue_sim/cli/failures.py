"""What a command says when something goes wrong: a sentence and an exit code."""

from __future__ import annotations

import importlib
import sys
from errno import EPIPE
from io import TextIOWrapper
from typing import Any

import click

from dialogue_sim.content.characters import visible
from dialogue_sim.errors import DialogueSimError

FAILED, WRONG_USAGE = 1, 2


def say(text: str, *, err: bool = False) -> None:
    """Print text for people; what authors and players wrote cannot steer the terminal."""
    click.echo("\n".join(visible(line) for line in text.split("\n")), err=err)


class Commands(click.Group):
    """The top command: loads a command when it is asked for, and turns errors into sentences."""

    def __init__(self, *args: Any, table: dict[str, str], **settings: Any) -> None:  # noqa: ANN401
        """Take click's own settings, and where each command is written (`module:name`)."""
        super().__init__(*args, **settings)
        self.table = table

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of all commands, in the order of the table."""
        del ctx
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command by its name; None if there is none of that name."""
        del ctx
        if cmd_name not in self.table:
            return None
        module, _, name = self.table[cmd_name].partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401  click's own signature
        """Run the command.

        Raises:
            SystemExit: 1 if content, a save or a session has errors, 2 if the call was wrong.
        """
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):  # some terminals know few signs
                stream.reconfigure(errors="replace")
        try:
            return super().invoke(ctx)
        except DialogueSimError as error:
            say(sentence(error), err=True)
            sys.exit(WRONG_USAGE if is_usage(error) else FAILED)
        except UnicodeEncodeError:
            say("dialogue-sim: some word of the call is not plain text in UTF-8", err=True)
            sys.exit(WRONG_USAGE)
        except OSError as error:
            if error.errno == EPIPE:  # whoever was to read it has gone
                raise
            where = "" if error.filename is None else f" {error.filename}"
            say(f"dialogue-sim: the system refuses{where}: {error.strerror}", err=True)
            sys.exit(FAILED)


def sentence(error: DialogueSimError) -> str:
    """The error in full: diagnostics with their source lines, or the sentence itself."""
    from dialogue_sim.cli.reports import with_source_lines
    from dialogue_sim.content.diagnostics import ContentError

    if isinstance(error, ContentError):
        return with_source_lines(error.diagnostics)
    return f"dialogue-sim: {error}"


def is_usage(error: DialogueSimError) -> bool:
    """Whether the call named something that does not exist."""
    from dialogue_sim.content.files import UnknownIdError

    return isinstance(error, UnknownIdError)
