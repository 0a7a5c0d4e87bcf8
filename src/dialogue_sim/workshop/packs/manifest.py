"""What a pack says of itself: who made what, under which licence, and the hash of every file."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final, Literal

from pydantic import Field, ValidationError

from dialogue_sim.content.text import Content, Id, Title
from dialogue_sim.errors import DialogueSimError
from dialogue_sim.session.saves.strict_json import parse

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAT: Final = 1
NAME: Final = "pack.json"
"""The one entry of a pack that is no content."""
CONTENT: Final = re.compile(
    r"(?:actors|scenarios/[a-z][a-z0-9_]{0,59})/[a-z][a-z0-9_]{0,59}\.yaml", re.ASCII
)
"""Names of all other entries: no drive, no way up, no capital letters that could collide."""
DEVICES: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])", re.ASCII)
"""Names that Windows keeps for itself, whatever follows the dot."""


class PackError(DialogueSimError):
    """A pack that cannot be made, or cannot be trusted."""


class Story(Content):
    """A scenario of a pack, as its file tells it."""

    id: Id
    """The name of its file without `.yaml`."""
    title: Title
    """Its title, as on the home screen."""
    authors: list[Title]
    """Who wrote it, one name a line."""
    licence: Title
    """Under which licence it may be handed on."""


class Manifest(Content):
    """`pack.json`: what is in a pack, with the SHA-256 of every file by its path."""

    dialogue_sim: Literal["pack"]
    """What kind of file this is."""
    format: Literal[1]
    """The form of this file; always 1."""
    program: Annotated[str, Field(max_length=40)]
    """The version of the program that wrote the pack."""
    setting: Id
    """The setting that is packed, the name of its folder."""
    title: Title
    """The title of the setting."""
    scenarios: list[Story]
    """All its scenarios, by id."""
    actors: list[Id]
    """The actors that are in the pack, sorted."""
    files: dict[str, Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]]
    """The SHA-256 of every file, by its path."""

    @property
    def authors(self) -> tuple[str, ...]:
        """Everybody who wrote one of its scenarios, each once."""
        return tuple(dict.fromkeys(name for story in self.scenarios for name in story.authors))

    @property
    def licences(self) -> tuple[str, ...]:
        """The licences of its scenarios, each once."""
        return tuple(dict.fromkeys(story.licence for story in self.scenarios))


@dataclass(frozen=True)
class Pack:
    """A pack that was read: what it says of itself, and its files by their paths."""

    manifest: Manifest
    files: Mapping[str, bytes]


def sha256(raw: bytes) -> str:
    """The hash of a file."""
    return hashlib.sha256(raw).hexdigest()


def is_content(name: str) -> bool:
    """Whether a name is one that a content file of a pack can have."""
    folders_and_stem = name.removesuffix(".yaml").split("/")
    reserved = any(DEVICES.fullmatch(part) for part in folders_and_stem)
    return CONTENT.fullmatch(name) is not None and not reserved


def write_manifest(manifest: Manifest) -> bytes:
    """A manifest as JSON, the same for the same content."""
    plain = manifest.model_dump(mode="json")
    return (json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def read_manifest(raw: bytes) -> Manifest:
    """A manifest that somebody else has written.

    Raises:
        PackError: it is none, or of a format that this version does not know.
    """
    try:
        plain = parse(raw)
        found = plain.get("format")
        if plain.get("dialogue_sim") == "pack" and found != FORMAT and isinstance(found, int):
            message = f"the pack is of format {found}, and this version reads format {FORMAT}"
            raise PackError(message)
        return Manifest.model_validate(plain)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(step) for step in first["loc"])
        message = f"{NAME} is no manifest of a pack: {where}: {first['msg']}"
        raise PackError(message) from error
    except ValueError as error:
        message = f"{NAME} is no manifest of a pack: {error}"
        raise PackError(message) from error
