"""A save as it was recorded, turn by turn, as lines; nothing is played."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.linear.desk import terminal
from dialogue_sim.session.replay.names import names_in
from dialogue_sim.session.replay.recorded import recorded_line
from dialogue_sim.session.saves.reading import read_sound

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dialogue_sim.session.replay.recorded import RecordedLine, RecordedTurn
    from dialogue_sim.session.settings import Settings


def replay_linear(path: Path, settings: Settings) -> None:
    """Tell every turn of a save as it was recorded.

    Raises:
        SaveError: there is no such file, or it is no save.
    """
    desk = terminal(in_ascii=settings.signs == "ascii")
    save = read_sound(path)
    line = recorded_line(save, names_in(save))
    desk.say_all([f"{line.title}, seed {line.seed}, as it was recorded:", *_turns(line)])


def _turns(line: RecordedLine) -> Iterator[str]:
    for turn in line.turns:
        yield f"Turn {turn.number}: {turn.title}. {_came(turn)}"
        said = ", ".join(f"{one.short} {_plain(one.response)}" for one in turn.said)
        yield f"  {said or 'nobody was asked'}."
        numbers = [f"{row.label} {row.values[turn.number]}" for row in line.history.lines
                   if turn.number < len(row.values)]  # fmt: skip
        yield f"  {', '.join(numbers)}."


def _came(turn: RecordedTurn) -> str:
    text = "The text stands" if turn.stands else "The text does not stand"
    ending = f" {turn.ending}." if turn.ending else ""
    return f"{text}; the answer: {_plain(turn.answer)}.{ending}"


def _plain(word: str) -> str:
    return word.replace("_", " ")
