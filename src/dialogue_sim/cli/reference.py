"""`reference`: every key of every content file, to read."""

from __future__ import annotations

import click

from dialogue_sim.content.files import UnknownIdError, packaged_content, read_library

WORDS = "words"
"""Asked for in place of a kind: what conditions and effects can name."""


@click.command()
@click.argument("kind", required=False)
def reference(kind: str | None) -> None:
    """Print every key of every kind of content file, or of one kind.

    Kinds: actor, setting, documents, policies, arguments, rules, expectations, scenario; and
    words: all that conditions and effects can name, with their ranges.
    """
    from dialogue_sim.workshop.reference.page import (
        reference_of,
        reference_of_words,
        reference_page,
    )
    from dialogue_sim.workshop.schemas.kinds import KINDS

    known = {one.id: one for one in KINDS}
    if kind == WORDS:
        click.echo(reference_of_words(), nl=False)
        return
    if kind is not None and kind not in known:
        raise UnknownIdError("kind of content file", kind, [*known, WORDS])
    files = read_library(packaged_content())
    text = reference_page(files) if kind is None else reference_of(known[kind], files)
    click.echo(text, nl=False)
