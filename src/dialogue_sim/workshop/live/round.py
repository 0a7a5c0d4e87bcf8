"""One round of the live loop: the files as they are now, and the same decisions on them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dialogue_sim.session.moves import MoveError
from dialogue_sim.workshop.live.retelling import Line, otherwise, retold
from dialogue_sim.workshop.live.versions import Versions, looked_at

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dialogue_sim.workshop.live.retelling import Otherwise, Told
    from dialogue_sim.workshop.live.versions import Version


@dataclass(frozen=True)
class Round:
    """What an author sees.

    Attributes:
        line: the decisions that are made again and again.
        told: the line on the last good version; None where there is none, or it cannot begin.
        otherwise: what comes out otherwise than on the version before; None where there is none.
        trouble: why the line cannot even begin, as half a sentence.
    """

    versions: Versions
    line: Line
    told: Told | None = None
    otherwise: Otherwise | None = None
    trouble: str = ""

    @property
    def good(self) -> Version | None:
        """The last version that can be played."""
        return self.versions.good


def begun(scenario: str, line: Line) -> Round:
    """Before anything was looked at."""
    return Round(Versions(scenario), line)


def renewed(now: Round, files: Mapping[str, bytes], at: str, profile: str = "classroom") -> Round:
    """What an author sees when some files have changed; the same where none of them counts.

    Args:
        now: before that; files: the whole library; at: the time, as it is told.
        profile: one of `grading.PROFILES`.
    """
    versions = looked_at(now.versions, files, at, profile)
    if versions is now.versions:
        return now
    after = replace(now, versions=versions)
    return after if versions.good is now.versions.good else with_line(after, now.line)


def with_line(now: Round, line: Line) -> Round:
    """The same versions with other decisions."""
    good, before = now.versions.good, now.versions.before
    if good is None:
        return replace(now, line=line)
    try:
        told = retold(line, good.bundle)
    except MoveError as error:
        return replace(now, line=line, told=None, otherwise=None, trouble=str(error))
    apart = None if before is None else otherwise(line, before.bundle, told)
    return replace(now, line=line, told=told, otherwise=apart, trouble="")
