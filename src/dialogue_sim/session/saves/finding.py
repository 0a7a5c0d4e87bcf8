"""Places in a save, as people name them: a line by its name, and where a turn of it begins."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dialogue_sim.content.files import UnknownIdError
from dialogue_sim.session.moves import MoveError
from dialogue_sim.session.saves.tree import MAIN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dialogue_sim.session.saves.reading import Save
    from dialogue_sim.session.saves.tree import Tree, Variation

UNASKED = re.compile(rf"{MAIN}|(variation )?\d+")
"""What lines are called and numbered where nobody gives them a name."""


def must_be_free(name: str, taken: Iterable[str]) -> None:
    """Refuse a name for a line by which another one is found.

    Args:
        name: what a new line is to be called; taken: the names of those that there are.

    Raises:
        MoveError: it is one that lines have unasked, or one of those.
    """
    plain = name.strip().casefold()
    if UNASKED.fullmatch(plain):
        message = f"'{name}' is what a line is called that nobody named; take another name"
        raise MoveError(message)
    if plain in {one.strip().casefold() for one in taken}:
        message = f"there is a line '{name}' in this save already; take another name"
        raise MoveError(message)


def line_named(tree: Tree, wanted: str) -> Variation:
    """The line of a number, 1 being the main line, as they are listed; or else of a name.

    A save may hold lines of equal names, or one that is called `2`: a number that there is means
    the number, so that every line can be reached, and of equal names the first is meant.

    Raises:
        UnknownIdError: there is none, with the names of those that there are.
    """
    lines = tree.variations
    plain = wanted.strip().casefold()
    numbers = {str(number): line for number, line in enumerate(lines, start=1)}
    if plain in numbers:
        return numbers[plain]
    for line in lines:
        if line.name.strip().casefold() == plain:
            return line
    raise UnknownIdError("line", wanted, [line.name for line in lines])


def other_line(tree: Tree, shown: Variation) -> Variation:
    """The line that one is compared with: that which it leaves, and else the one begun last.

    Raises:
        MoveError: there is no other.
    """
    if len(tree.variations) == 1:
        message = "this save has one line alone; begin another with `branch`, or name another save"
        raise MoveError(message)
    main, *others = tree.variations
    return others[-1] if shown is main else tree.variation_of(shown.fork)


def end_to_go_on(save: Save, wanted: str) -> int:
    """The last step of a line that a session can go on with, or where it stands already.

    Raises:
        UnknownIdError: there is no such line.
        MoveError: it is over, and the session stands elsewhere.
    """
    tree = save.tree
    line = line_named(tree, wanted)
    if line.end != tree.tip:
        must_not_be_over(save, line.end)
    return line.end


def must_not_be_over(save: Save, end: int) -> None:
    """Refuse to go on at the end of a line, by its last step, where nothing is left to play.

    Raises:
        MoveError: the line is over.
    """
    if save.is_over(save.tree.turns(end)):
        name = save.tree.variation_of(end).name
        message = (
            f"the line '{name}' is over; `replay --line` shows it, and `branch` goes on from "
            "an earlier turn of it"
        )
        raise MoveError(message)


def beginning_of(save: Save, end: int, turn: int) -> int:
    """The step at which a turn begins: after what was decided between two turns, if anything was.

    Args:
        save: the save; end: the last step of the line.
        turn: one that is finished, or the one that is going on.

    Raises:
        MoveError: the line has no such turn.
    """
    tree = save.tree
    turns = tree.turns(end)
    last = len(turns) + (not save.is_over(turns))
    if not 1 <= turn <= last:
        name = tree.variation_of(end).name
        what = f"it has turns 1 to {last}" if last > 1 else "it has turn 1 alone"
        message = f"there is no turn {turn} in the line '{name}': {what}"
        raise MoveError(message)
    at = tree.content_end if turn == 1 else turns[turn - 2]
    line = tree.line(end)
    for step in line[line.index(at) + 1 :]:
        if tree.kind(step) in {"move", "turn"}:
            break
        at = step
    return at
