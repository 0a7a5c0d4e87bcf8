"""Makes a pack: one file with everything that the scenarios of a setting need."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from dialogue_sim import __version__
from dialogue_sim.content.bundle import actor_path
from dialogue_sim.content.casting import at_a_glance
from dialogue_sim.content.diagnostics import ContentError
from dialogue_sim.content.files import UnknownIdError, actor_ids, scenario_paths
from dialogue_sim.content.inspection import problems_in
from dialogue_sim.content.layers import lineage_of
from dialogue_sim.content.library import load
from dialogue_sim.content.overrides import inside
from dialogue_sim.session.progress import silent
from dialogue_sim.workshop.packs.manifest import (
    FORMAT,
    NAME,
    Manifest,
    PackError,
    Story,
    is_content,
    sha256,
    write_manifest,
)
from dialogue_sim.workshop.sources.of_setting import settings_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dialogue_sim.session.progress import Tell

ALWAYS: Final = (1980, 1, 1, 0, 0, 0)
"""The time of every entry: the first that the format knows. The same content is the same file."""
READABLE: Final = 0o100644
UNIX: Final = 3


def make_pack(files: Mapping[str, bytes], setting: str, tell: Tell = silent) -> bytes:
    """Everything that the scenarios of a setting need, as the bytes of one zip file.

    Nothing in it is compressed, so that it is the same on every machine.

    Args:
        files: the library.
        setting: id of the setting, the name of its folder.
        tell: hears how much of the check is done, 0..1.

    Raises:
        UnknownIdError: there is no such setting.
        ContentError: with every error in what would be packed.
        PackError: it has no scenario, or a file with a name that no pack can hold.
    """
    if setting not in settings_of(files):
        raise UnknownIdError("setting", setting, list(settings_of(files)))
    content = needed(files, setting)
    odd = [path for path in content if not is_content(path)]
    if odd:
        message = f"{odd[0]} cannot be packed: names are small letters, digits and underscores"
        raise PackError(message)
    # What is packed is checked alone, so that nothing it needs can be missing.
    problems = problems_in(content, content, tell)
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        raise ContentError(sorted(set(errors)))
    return _zip({NAME: write_manifest(_manifest(content, setting)), **content})


def needed(files: Mapping[str, bytes], setting: str) -> dict[str, bytes]:
    """The files of a setting: its folder, its actors, and what these use, by path and sorted."""
    folder = f"scenarios/{setting}/"
    wanted = {path for path in files if path.startswith(folder)}
    for name in actor_ids(files):
        file = at_a_glance(files, name)
        if file is not None and inside(file.data, ("setting",)) == setting:
            wanted |= {actor_path(name), *lineage_of(file)}
    return {path: files[path] for path in sorted(wanted | _used(files, folder))}


def _used(files: Mapping[str, bytes], folder: str) -> set[str]:
    """Files of actors of other settings that scenarios use."""
    found: set[str] = set()
    for name, path in scenario_paths(files).items():
        if path.startswith(folder):
            try:
                found |= load(files, name).written.keys()
            except ContentError:
                continue  # what is wrong is said when all of it is checked
    return found


def _manifest(content: Mapping[str, bytes], setting: str) -> Manifest:
    bundles = [load(content, name) for name in scenario_paths(content)]
    if not bundles:
        message = f"the setting '{setting}' has no scenario, so there is nothing to play in a pack"
        raise PackError(message)
    return Manifest(
        dialogue_sim="pack",
        format=FORMAT,
        program=__version__,
        setting=setting,
        title=bundles[0].setting.title,
        scenarios=[
            Story(
                id=bundle.scenario.id,
                title=bundle.scenario.title,
                authors=bundle.scenario.about.authors,
                licence=bundle.scenario.about.licence,
            )
            for bundle in bundles
        ],
        actors=sorted(actor_ids(content)),
        files={path: sha256(raw) for path, raw in content.items()},
    )


def _zip(entries: Mapping[str, bytes]) -> bytes:
    """A zip file whose bytes depend on its entries alone."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(entries, key=lambda name: (name != NAME, PurePosixPath(name))):
            info = zipfile.ZipInfo(name, ALWAYS)
            info.create_system, info.external_attr = UNIX, READABLE << 16
            archive.writestr(info, entries[name])
    return written.getvalue()
