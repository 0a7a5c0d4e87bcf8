"""Going on with a save whose scenario has changed since, as prompt and answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.content.files import default_library
from dialogue_sim.linear.desk import number_of
from dialogue_sim.session.changes.opening import find_out, go_on, try_today
from dialogue_sim.session.changes.words import WAYS, changed_lines, trial_lines

if TYPE_CHECKING:
    from pathlib import Path

    from dialogue_sim.linear.desk import Desk
    from dialogue_sim.session.changes.standing import Standing
    from dialogue_sim.session.saves.opening import Opened

OLD, NEW, RECORDED = (way for way, *_ in WAYS)


def reopen(desk: Desk, path: Path, rules: str = "", line: str = "") -> Opened | None:
    """A save to go on with, whatever has changed since.

    Args:
        rules: `old` or `new`, where its scenario has others by now; asked for if left out.
        line: name of the line that goes on; that on which the session stands if left out.

    Returns:
        the session; None where it is only to be looked at.

    Raises:
        EndOfInput: nobody says what is to be done.
        BusyError: it is being played in another window.
        SaveError: the file is no save, or does not fit.
    """
    found = find_out(path, default_library(), line)
    if found.opened is None:
        desk.say(found.why)
        return None
    way = rules or OLD
    if found.standing is not None and found.asks and not rules:
        way = _choose(desk, found.standing)
    if way == NEW:
        trial, new = try_today(found)
        desk.say_all(["The same decisions on the rules of today:", *trial_lines(trial)])
        desk.say_whole(f"Saved in {new}")
        return go_on(find_out(new, default_library()))
    return None if way == RECORDED else go_on(found)


def _choose(desk: Desk, standing: Standing) -> str:
    """Ask once how to open a save whose rules have changed; Enter is its own rules."""
    desk.say("The rules of this scenario have changed since the session was saved:")
    desk.say_all(f"  {one}" for one in changed_lines(standing))
    for number, (_, name, means) in enumerate(WAYS, start=1):
        desk.say(f"{number}. {name}. {means}")
    while True:
        typed = desk.ask(f"1-{len(WAYS)}, or Enter for 1") or "1"
        number = number_of(typed, len(WAYS))
        if number:
            return WAYS[number - 1][0]
        desk.say(f"Type a number from 1 to {len(WAYS)}, or press Enter.")
