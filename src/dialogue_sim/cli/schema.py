"""`schema`: what editors need to help whoever writes content."""

from __future__ import annotations

from pathlib import Path

import click

from dialogue_sim.cli.failures import say
from dialogue_sim.content.files import UnknownIdError
from dialogue_sim.errors import DialogueSimError


@click.command()
@click.argument("kind", required=False)
@click.option("--write", "folder", metavar="DIR", help="Write all of them into a folder.")
def schema(kind: str | None, folder: str | None) -> None:
    """Print the JSON Schema of a kind of content file, or write all of them into a folder.

    Kinds: actor, setting, documents, policies, arguments, rules, expectations, scenario.
    """
    from dialogue_sim.workshop.schemas.kinds import KINDS
    from dialogue_sim.workshop.schemas.schema import schema_text
    from dialogue_sim.workshop.schemas.writing import write_schemas

    if (kind is None) == (folder is None):
        message = "name a kind of file, or a folder with --write"
        raise click.UsageError(message)
    if folder is not None:
        try:
            written = write_schemas(Path(folder))
        except OSError as error:
            message = f"cannot write {error.filename or folder}: {error.strerror}"
            raise DialogueSimError(message) from error
        say(f"{len(written)} schemas are in {folder}")
        return
    known = {one.id: one for one in KINDS}
    if kind not in known:
        raise UnknownIdError("kind of content file", str(kind), list(known))
    click.echo(schema_text(known[str(kind)]), nl=False)
