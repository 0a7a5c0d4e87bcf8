"""Reads the files of a library one after the other, and collects what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from dialogue_sim.content import parts
from dialogue_sim.content.diagnostics import Diagnostic, Place
from dialogue_sim.content.suggest import hint
from dialogue_sim.content.text import Content
from dialogue_sim.content.yaml_source import YamlFile, read_yaml

if TYPE_CHECKING:
    from dialogue_sim.content import sourced
    from dialogue_sim.content.actor import Actor, Counterpart

M = TypeVar("M", bound=Content)
Asked = Callable[[], Place]
"""Where a file is asked for; looked for only if it is missing."""


@dataclass
class Reading:
    """The files that one scenario needs, and what is wrong with them.

    Attributes:
        files: the library.
        read: the files that were asked for as they were written, by path.
        laid: files as the story reads them, where that is not as they were written, by path.
        broken: paths of files that cannot be put together; why is reported.
        sources: where the numbers of each file come from, by path.
        foreign: by path of a file that is used from another setting, where it is asked for and
            what belongs to which setting.
    """

    files: Mapping[str, bytes]
    problems: list[Diagnostic] = field(default_factory=list)
    read: dict[str, YamlFile] = field(default_factory=dict)
    laid: dict[str, YamlFile] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    sources: dict[str, sourced.Sources] = field(default_factory=dict)
    foreign: dict[str, tuple[Place, str]] = field(default_factory=dict)

    def file(self, path: str, asked_by: Asked) -> YamlFile | None:
        """A file as it was written."""
        if path not in self.files:
            wanted, paths = Path(path), map(Path, self.files)
            known = [one.stem for one in paths if one.parent == wanted.parent]
            remedy = hint(wanted.stem, known)
            self.report(asked_by(), "DS201", f"there is no file {path}", remedy)
            return None
        if path in self.read:
            return self.read[path]
        file, problems = read_yaml(path, self.files[path])
        self.problems.extend(problems)
        if file is not None:
            self.read[path] = file
        return file

    def model(self, model: type[M], path: str, asked_by: Asked) -> M | None:
        """A file as the story reads it, of which some parts at most hold sourced numbers."""
        if path in self.broken:
            return None
        file = self.laid.get(path) or self.file(path, asked_by)
        return None if file is None else self.taken(file, parts.part(model, file))

    def actor(self, file: YamlFile) -> Actor | Counterpart | None:
        """A profile."""
        return self.taken(file, parts.actor(file))

    def taken(self, file: YamlFile, part: parts.Part[M]) -> M | None:
        """The model of a file; its sources and its problems are kept."""
        if part.sources is not None:
            self.sources[file.path] = part.sources
        self.problems.extend(part.problems)
        return part.model

    def report(self, place: Place, code: str, message: str, remedy: str = "") -> None:
        """One more error."""
        self.problems.append(Diagnostic(place, "error", code, message, remedy))

    def warn(self, place: Place, code: str, message: str, remedy: str = "") -> None:
        """One more thing that is probably not meant."""
        self.problems.append(Diagnostic(place, "warning", code, message, remedy))
