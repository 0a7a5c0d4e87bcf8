"""Finds content files: in the working folder, and in what comes with the program.

A library is a mapping from relative paths (`actors/poland.yaml`) to the bytes of the files. This
module reads nothing into models, so that a screen can open before anything heavy is loaded.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dialogue_sim.content.characters import has_forbidden, quoted
from dialogue_sim.content.suggest import hint
from dialogue_sim.content.yaml_text import MAX_BYTES
from dialogue_sim.errors import DialogueSimError

if TYPE_CHECKING:
    from collections.abc import Mapping

FILES_OF_A_SETTING = frozenset(
    {"setting", "documents", "policies", "rules", "arguments", "expectations"}
)


class UnknownIdError(DialogueSimError):
    """Something was asked for by an id that does not exist."""

    def __init__(self, kind: str, identifier: str, known: list[str]) -> None:
        """Say which ids exist, or which one was probably meant."""
        super().__init__(f"there is no {kind} '{identifier}': {hint(identifier, known)}")


def packaged_content() -> Path:
    """The folder with the content that comes with the program."""
    package = Path(__file__).parent.parent
    installed = package / "_content"
    return installed if installed.is_dir() else package.parent.parent


def read_library(*roots: Path) -> dict[str, bytes]:
    """All content files under some folders; where two hold the same path, the first counts.

    Hidden files, such as an editor's locks, are left out.

    Raises:
        DialogueSimError: a file cannot be read.
    """
    return {name: _bytes_of(path) for name, path in content_paths(*roots).items()}


def content_paths(*roots: Path) -> dict[str, Path]:
    """Where the content files under some folders lie, by their paths in the library.

    Raises:
        DialogueSimError: the name of a file is no plain text.
    """
    paths: dict[str, Path] = {}
    for root in roots:
        for pattern in ("actors/[!.]*.yaml", "scenarios/[!.]*/[!.]*.yaml"):
            for path in sorted(root.glob(pattern)):
                if path.is_file():
                    paths.setdefault(_plain_name(path.relative_to(root).as_posix()), path)
    return paths


def _plain_name(name: str) -> str:
    """The name of a file, if people can read and type it.

    Raises:
        DialogueSimError: nobody can.
    """
    if has_forbidden(name) or set(name) & set("\n\r\t"):
        message = f"the name of {quoted(name)} is not plain text in UTF-8; rename the file"
        raise DialogueSimError(message)
    return name


def bytes_of(path: Path) -> bytes:
    """What a content file holds; of one that is too large only as much as shows that.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _bytes_of(path: Path) -> bytes:
    try:
        return bytes_of(path)
    except OSError as error:
        message = f"cannot read {path}: {error.strerror}"
        raise DialogueSimError(message) from error


def default_library() -> dict[str, bytes]:
    """The workspace (`./actors`, `./scenarios`) first, then what comes with the program."""
    return read_library(Path.cwd(), packaged_content())


def scenario_paths(files: Mapping[str, bytes]) -> dict[str, str]:
    """Path of every scenario's file, by id, sorted; of several with an id the first."""
    return {name: paths[0] for name, paths in scenarios_by_id(files).items()}


def scenarios_by_id(files: Mapping[str, bytes]) -> dict[str, list[str]]:
    """Paths of all files that would be the scenario of an id; more than one is a mistake."""
    found: dict[str, list[str]] = {}
    for path in sorted(files):
        parts = Path(path).parts
        if len(parts) == 3 and parts[0] == "scenarios":  # noqa: PLR2004  scenarios/<setting>/<id>
            stem = Path(path).stem
            if stem not in FILES_OF_A_SETTING:
                found.setdefault(stem, []).append(path)
    return dict(sorted(found.items()))


def expectation_paths(files: Mapping[str, bytes]) -> dict[str, str]:
    """Path of every file of expectations, by the id of its setting, sorted."""
    paths = [Path(path) for path in sorted(files)]
    return {
        path.parts[1]: path.as_posix()
        for path in paths
        if path.parts[0] == "scenarios" and path.stem == "expectations"
    }


def actor_ids(files: Mapping[str, bytes]) -> frozenset[str]:
    """Ids of all actors in a library."""
    paths = [Path(path) for path in files]
    return frozenset(path.stem for path in paths if path.parent == Path("actors"))
