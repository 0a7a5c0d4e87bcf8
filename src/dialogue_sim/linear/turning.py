"""Words that go back while a session is played, and notes beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.errors import DialogueSimError
from dialogue_sim.linear.desk import number_of
from dialogue_sim.linear.pages import refusal
from dialogue_sim.session.saves.tree import mark_and_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dialogue_sim.session.saves.recording import Recording

HOW_TO_BRANCH = (
    "Type branch, a turn from 1 to {last}, and if you like `seed TEXT` and `name TEXT`."
)
KEPT = "What was played before stays in the save, as a line of its own."


class TurnedBack(Exception):  # noqa: N818  it is no error: whoever plays goes on from elsewhere
    """The session stands at an earlier place now; whatever was being asked is asked no more."""


def undo(recording: Recording, typed: str = "") -> list[str]:
    """Take the last decision back, or say why there is none.

    Raises:
        TurnedBack: it was taken back; the sentence says what happened.
    """
    if typed:
        return ["Type undo alone to take the last decision back; again for the one before."]
    try:
        game = recording.undo()
    except DialogueSimError as error:
        return [refusal(error)]
    message = f"Taken back: turn {game.turn} goes on where it was. {KEPT}"
    raise TurnedBack(message)


def branch(recording: Recording, typed: str) -> list[str]:
    """Go on from the beginning of a turn, or say why not.

    Raises:
        TurnedBack: the session stands there now; the sentence says what happened.
    """
    wanted, _, rest = typed.partition(" ")
    turn, read = number_of(wanted, recording.game.turn), seed_and_name(rest)
    if not turn or read is None:
        return [HOW_TO_BRANCH.format(last=recording.game.turn)]
    try:
        game = recording.branch(turn, *read)
    except DialogueSimError as error:
        return [refusal(error)]
    message = f"Turn {turn} begins again, under seed {game.luck}. {KEPT}"
    raise TurnedBack(message)


def seed_and_name(typed: str) -> tuple[str, str] | None:
    """What `seed TEXT` and `name TEXT` say, in this order; nothing for what is left out.

    Returns:
        None where something else was typed.
    """
    before, named, name = f" {typed.strip()}".partition(" name ")
    word, _, seed = before.strip().partition(" ")
    if word not in {"", "seed"} or bool(word) != bool(seed.strip()) or bool(named) > bool(name):
        return None
    return unquoted(seed), unquoted(name)


def unquoted(typed: str) -> str:
    """Words without the quotes that a shell would take off."""
    plain = typed.strip()
    whole = len(plain) > 1 and plain[0] == plain[-1] and plain[0] in "\"'"
    return plain[1:-1].strip() if whole else plain


def note(recording: Recording, typed: str) -> list[str]:
    """Write something beside where the session stands."""
    mark, text = mark_and_text(typed)
    try:
        recording.note(text, mark)
    except DialogueSimError as error:
        return [refusal(error)]
    return ["Noted. `dialogue-sim replay` shows it beside its turn."]


WORDS: Mapping[str, Callable[[Recording, str], list[str]]] = {
    "undo": undo, "branch": branch, "note": note,
}  # fmt: skip
"""What is done with the session at each word, from what follows it."""
