"""The lines of a save as a tree that people read: what each is called, where it parts and ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialogue_sim.content.characters import visible

if TYPE_CHECKING:
    from dialogue_sim.session.replay.names import Names
    from dialogue_sim.session.saves.tree import Tree, Variation

OVER = "over"


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line among those of a save.

    Attributes:
        stem: the branch of the tree before its name, drawn: nothing for the main line.
        end: number of its last step.
        since: the last moment that it shares with the line it leaves; 0 for the main line.
        until: its last moment.
        ending: title of the ending that it reached, or `over` where its turns ran out; nothing
            while it can go on.
        seed: other luck from where it parts, if it was given some.
        stands: whether the session stands on it.
    """

    stem: str
    name: str
    end: int
    since: int
    until: int
    ending: str
    seed: str
    stands: bool


def line_rows(tree: Tree, names: Names, planned: int) -> tuple[LineRow, ...]:
    """All lines, each below the one that it leaves.

    Args:
        tree: of a save; names: of its endings.
        planned: how many turns the session has.
    """
    lines = tree.variations
    stands = tree.variation_of(tree.tip)
    above = {line.end: tree.variation_of(line.fork) for line in lines[1:]}

    def below(parent: Variation, stem: str) -> list[tuple[str, Variation]]:
        found = []
        mine = [line for line in lines[1:] if above[line.end] is parent]
        for line in mine:
            last = line is mine[-1]
            found.append((f"{stem}{'└ ' if last else '├ '}", line))
            found += below(line, f"{stem}{'  ' if last else '│ '}")
        return found

    rows = [("", lines[0]), *below(lines[0], "")]
    return tuple(
        LineRow(
            stem=stem,
            name=visible(" ".join(line.name.split())),
            end=line.end,
            since=line.since - 1,
            until=line.turns,
            ending=_ending(line, names, planned),
            seed=line.seed,
            stands=line is stands,
        )
        for stem, line in rows
    )


def _ending(line: Variation, names: Names, planned: int) -> str:
    if line.ending:
        return names.ending(line.ending)
    return OVER if line.turns >= planned > 0 else ""
