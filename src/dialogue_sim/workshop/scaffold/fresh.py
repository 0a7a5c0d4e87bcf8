"""New files: what they are called, and how they come to lie in a workspace."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from functools import cache
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING, Final

from dialogue_sim.content.characters import cells, has_forbidden, quoted
from dialogue_sim.content.expression_text import CONNECTIVES
from dialogue_sim.content.files import UnknownIdError
from dialogue_sim.content.yaml_scalars import Plain, read_plain
from dialogue_sim.errors import DialogueSimError
from dialogue_sim.workshop.editing.spans import replaced
from dialogue_sim.workshop.editing.writing import in_quotes
from dialogue_sim.workshop.packs.manifest import DEVICES
from dialogue_sim.workshop.schemas.writing import FOLDER, MARKS, modelines, write_schemas

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from dialogue_sim.content.yaml_source import Path_
    from dialogue_sim.workshop.editing.page import Page

ID: Final = re.compile(r"[a-z][a-z0-9_]{0,59}")
NAME, SHORT = 60, 14
"""Cells of the terminal that a name may take, and one where there is little room."""
SMALL: Final = 3
"""Letters of a word that joins others."""


class NotMadeError(DialogueSimError):
    """Nothing was written, and why."""


def must_be_id(text: str) -> str:
    """Refuse what files cannot refer to.

    Raises:
        NotMadeError: with an id that could be meant.
    """
    if can_be_id(text):
        return text
    if ID.fullmatch(text):
        message = f"'{text}' has a meaning of its own, in YAML, in conditions or to a system"
        raise NotMadeError(f"{message}; take another id, such as 'the_{text}'")
    message = f"{quoted(text)} is no id: take lower-case letters, digits and underscores"
    meant = slug(text)
    raise NotMadeError(f"{message}, such as '{meant}'" if meant else message)


def can_be_id(text: str) -> bool:
    """Whether files can be named so, and refer to it without quotes and in conditions."""
    plain = read_plain(text) == Plain(text)
    taken = text in CONNECTIVES or DEVICES.fullmatch(text) is not None
    return ID.fullmatch(text) is not None and plain and not taken


def must_be_name(text: str, widest: int = NAME) -> str:
    """Refuse what no screen can show.

    Raises:
        NotMadeError: it is empty, too wide, or holds something else than text.
    """
    text = text.strip()
    if not text or has_forbidden(text) or "\n" in text or "\t" in text:
        message = f"{quoted(text)} is no name: write a few words on one line"
        raise NotMadeError(message)
    if cells(text) > widest:
        message = f"{quoted(text)} is {cells(text)} cells wide; at most {widest} fit"
        raise NotMadeError(message)
    return text


def must_be_known(kind: str, wanted: str, known: Collection[str]) -> str:
    """Refuse an id that does not exist.

    Raises:
        UnknownIdError: with the one that was probably meant.
    """
    if wanted not in known:
        raise UnknownIdError(kind, wanted, sorted(known))
    return wanted


def settings_in(library: Mapping[str, bytes]) -> list[str]:
    """Ids of all settings of a library, sorted."""
    parts = (path.split("/") for path in library if path.startswith("scenarios/"))
    return sorted({folder for _, folder, *_ in parts})


def slug(name: str) -> str:
    """An id made of a name; empty if it has no letter that an id can have."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_0123456789")[:40].rstrip("_")


def short_of(name: str) -> str:
    """As much of a name as fits where there is little room, in whole words if possible.

    It does not end with a small word such as `of`, which leads to what no longer fits.
    """
    short = longer = ""
    for word in name.split():
        longer = f"{longer} {word}".strip()
        if cells(longer) > SHORT:
            break
        if len(word) > SMALL or not word.islower():
            short = longer
    while not short or cells(short) > SHORT:
        short = (short or name)[: (len(short) or SHORT + 1) - 1]
    return short


@cache
def _template(name: str) -> Template:
    folder = files("dialogue_sim.workshop.scaffold") / "world" / f"{name}.template"
    return Template(folder.read_text(encoding="utf-8"))


def filled(path: str, name: str, words: Mapping[str, str], plain: Mapping[str, str]) -> bytes:
    """A file made of a template.

    Args:
        path: where it will lie, for the lines that editors read.
        name: of the template.
        words: what people read; stands between double quotes there, so that no sign of it is
            taken for YAML. plain: ids and whole blocks, as they are.
    """
    typed = {key: in_quotes(text) for key, text in words.items()}
    return (modelines(path) + _template(name).substitute(typed, **plain)).encode()


def copied(page: Page, path: str, said: Mapping[Path_, str]) -> bytes:
    """A file with some values changed; comments and layout stay, marks and line ends of old go.

    Args:
        page: what is copied; path: where the copy will lie, for the lines that editors read.
        said: the new values, by path in the data.
    """
    text = page.edited(*(replaced(page, at, value) for at, value in said.items())).file.text
    bare = "".join(line for line in text.splitlines(keepends=True) if not line.startswith(MARKS))
    return (modelines(path) + bare).encode()


def write_new(root: Path, made: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write files where none are, all of them or none; the schemas for editors come along.

    Args:
        root: the workspace; made: contents by path below it.

    Returns:
        the paths of the files.

    Raises:
        NotMadeError: one of them is there already, or the disk does not take them.
    """
    taken = [path for path in made if (root / path).exists()]
    if taken:
        message = f"{root / taken[0]} is there already; nothing was written"
        raise NotMadeError(message)
    done: list[Path] = []
    folders: list[Path] = []
    try:
        for name, content in made.items():
            path = root / name
            for folder in (one for one in reversed(path.parents) if not one.exists()):
                folder.mkdir()
                folders.append(folder)
            with path.open("xb") as file:
                done.append(path)
                file.write(content)
        write_schemas(root / FOLDER, anew=False)
    except OSError as error:
        for path in done:
            path.unlink(missing_ok=True)
        for folder in reversed(folders):
            with suppress(OSError):
                folder.rmdir()
        message = f"cannot write {error.filename or root}: {error.strerror}; nothing was written"
        raise NotMadeError(message) from error
    return tuple(done)
