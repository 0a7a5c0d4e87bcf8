"""The last good version of a scenario, and what is wrong with the text as it stands now."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from dialogue_sim.content.files import scenario_paths
from dialogue_sim.content.fingerprint import fingerprints
from dialogue_sim.content.inspection import problems_in
from dialogue_sim.content.library import examine
from dialogue_sim.session.changes.differences import differences
from dialogue_sim.workshop.checks.behind import behind_slips
from dialogue_sim.workshop.checks.beyond import beyond
from dialogue_sim.workshop.checks.grading import Findings, judged

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.content.diagnostics import Diagnostic

USELESS_ALLOWANCE = "DS133"
NOTHING = Findings({}, (), 0)


@dataclass(frozen=True)
class Version:
    """A text of the scenario that can be played.

    Attributes:
        number: 1, 2, ...; at: when it was saved, as it is told.
        round: the round in which its files were looked at.
    """

    number: int
    at: str
    round: int
    bundle: Bundle

    @property
    def rules(self) -> str:
        """What decides the course of its sessions, as a hash."""
        return fingerprints(self.bundle)[0]


@dataclass(frozen=True)
class Versions:
    """Where an author stands.

    Attributes:
        scenario: its id; at: when its files were looked at last.
        findings: what a check says about the files as they are now.
        good: the last version that could be played; before: the good one before that.
        missing: what keeps the files from being a scenario at all, as a sentence.
        rounds: how often something that the scenario reads was new.
    """

    scenario: str
    at: str = ""
    findings: Findings = NOTHING
    good: Version | None = None
    before: Version | None = None
    missing: str = ""
    rounds: int = 0
    _files: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    @property
    def problems(self) -> tuple[Diagnostic, ...]:
        """What a check says, sorted."""
        return self.findings.problems

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """What a check calls errors."""
        return tuple(one for one in self.problems if one.severity == "error")

    @property
    def stale(self) -> bool:
        """Whether the good version is not the text as it stands now."""
        return self.good is None or self.good.round != self.rounds

    @property
    def notice(self) -> str:
        """What is shown where the files are broken: which version, and what keeps the new one."""
        if not self.stale:
            return ""
        what = self.missing or _in_the_way(self.errors)
        if self.good is None:
            return f"nothing can be played yet: {what}"
        return f"showing the version of {self.good.at}; {what}"

    def changes(self) -> tuple[str, ...]:
        """What decides the course of a session otherwise than in the version before, a line each.

        Where only words are new, a single line says so.
        """
        if self.good is None or self.before is None:
            return ()
        lines = tuple(one.sentence for one in differences(self.good.bundle, self.before.bundle))
        return lines or ("only words have changed; sessions go the same way",)


def looked_at(
    versions: Versions, files: Mapping[str, bytes], at: str, profile: str = "classroom"
) -> Versions:
    """Where an author stands when some files have changed.

    Args:
        versions: before that; files: the whole library; at: the time, as it is told.
        profile: one of `grading.PROFILES`.

    Returns:
        the same object where nothing that the scenario reads has changed.
    """
    path = scenario_paths(files).get(versions.scenario)
    if path is None:
        what = f"there is no file {versions.scenario}.yaml any more"
        return replace(versions, at=at, findings=NOTHING, missing=what, _files={},
                       rounds=versions.rounds + 1)  # fmt: skip
    bundle, found = examine(files, versions.scenario)
    read = _read(files, path, bundle)
    if read == versions._files and not versions.missing:  # noqa: SLF001  its own kind
        return versions
    findings = _findings(files, path, read, profile)
    now = replace(versions, at=at, findings=findings, missing="", _files=read,
                  rounds=versions.rounds + 1)  # fmt: skip
    if bundle is None or any(one.severity == "error" for one in found):
        return now
    return _with(now, bundle)


def _with(versions: Versions, bundle: Bundle) -> Versions:
    """The next good version; where it says the same as the one before, it takes its place."""
    good = versions.good
    number = 1 if good is None else good.number + 1
    new = Version(number, versions.at, versions.rounds, bundle)
    if good is not None and fingerprints(good.bundle) == fingerprints(bundle):
        return replace(versions, good=replace(new, number=good.number))
    return replace(versions, good=new, before=good)


def _read(files: Mapping[str, bytes], path: str, bundle: Bundle | None) -> dict[str, bytes]:
    """The files on which a scenario depends; all beside it and all actors where nobody knows."""
    if bundle is not None:
        known = {path, *bundle.files, *bundle.written}
    else:
        folders = {Path(path).parent, Path("actors")}
        others = {*scenario_paths(files).values()} - {path}
        known = {name for name in files if Path(name).parent in folders} - others
    return {name: raw for name, raw in files.items() if name in known}


def _findings(
    files: Mapping[str, bytes], path: str, read: Mapping[str, bytes], profile: str
) -> Findings:
    """What `check` says about the files of one scenario.

    Whether an allowance in a file that other scenarios read as well is of use cannot be told from
    one of them.
    """
    own = {path: files[path]}
    found = problems_in(files, own, beyond=beyond)
    judgement = judged(read, sorted({*found, *behind_slips(files, own, found)}), profile)
    kept = tuple(
        one
        for one in judgement.problems
        if one.code != USELESS_ALLOWANCE or one.place.path == path
    )
    return replace(judgement, problems=kept)


def _in_the_way(errors: Sequence[Diagnostic]) -> str:
    """What keeps a version from loading."""
    if not errors:
        return "the files cannot be read as a scenario"
    place, more = errors[0].place, len(errors) - 1
    rest = f" and {more} more" if more else ""
    verb = "keep" if more else "keeps"
    return f"line {place.line} of {Path(place.path).name}{rest} {verb} the new one from loading"
