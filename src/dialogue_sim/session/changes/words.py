"""What is said of changed rules and of trials, on screens, at a desk and in reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.engine.indicators import INDICATORS
from dialogue_sim.session.replay.names import plainly
from dialogue_sim.session.views.figures import points

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dialogue_sim.session.changes.parting import Pair, Parting
    from dialogue_sim.session.changes.standing import Standing
    from dialogue_sim.session.changes.trial import Trial
    from dialogue_sim.session.replay.comparing import Changed

MOST_ACTORS, MOST_INDICATORS, MOST_TERMS = 3, 3, 2
"""What is named of a turn that comes out otherwise; the others are counted."""
LABELS = {row.name: row.label.lower() for row in INDICATORS}

WAYS = (
    ("old", "Go on under the old rules", "The session has them with it and stays what it was."),
    (
        "new",
        "Try the new rules",
        "The same decisions from the start, in a save of its own; the old one is not touched.",
    ),
    ("recorded", "Look at it as recorded", "Every turn as it was; nothing is played."),
)
"""What can be done where the rules have changed: a word, what it is called, what it means."""


def changed_lines(standing: Standing) -> tuple[str, ...]:
    """What has changed in the rules of a scenario since, a line each."""
    lines = [one.sentence for one in standing.differences]
    return (*lines, f"and {standing.more} more") if standing.more else tuple(lines)


def trial_lines(trial: Trial) -> tuple[str, ...]:
    """Where the same decisions stopped, and where they came out otherwise, as sentences."""
    if trial.same:
        return (f"All of it comes out as it was recorded: {_turns(trial.turns)}.",)
    lines = [
        f"Turn {one.turn} comes out otherwise: {parting_phrase(one, exact=trial.exact)}."
        for one in trial.telling
    ]
    stop = trial.stop
    if stop is None:
        return (*lines, f"All decisions could be made: {_turns(trial.turns)}.")
    where = f"They stop in turn {stop.turn}"
    at = f" at {stop.move}" if stop.move else ""
    return (*lines, f"{where}{at}: {stop.why}.")


def _turns(number: int) -> str:
    return f"{number} {'turn' if number == 1 else 'turns'}"


def parting_phrase(parting: Parting, *, exact: bool = True) -> str:
    """What comes out otherwise in a turn: `Poland object -> hedge (principle -0.20 -> -0.05)`.

    Args:
        exact: whether the terms behind a response may be told.
    """
    said = [_response(one, exact=exact) for one in parting.responses[:MOST_ACTORS]]
    said += _rest(len(parting.responses) - MOST_ACTORS, "actors")
    said += [_pair(one) for one in parting.outcomes]
    if not said:
        moved = _worth_telling(parting)
        said = [_indicator(*one) for one in moved[:MOST_INDICATORS]]
        said += _rest(len(moved) - MOST_INDICATORS, "numbers")
    return ", ".join(said)


def _worth_telling(parting: Parting) -> list[tuple[str, float, float]]:
    """The numbers that differ as screens show them; where none does, all, the largest first."""
    shown = [one for one in parting.indicators if points(one[1]) != points(one[2])]
    moved = shown or list(parting.indicators)
    return sorted(moved, key=lambda one: (-abs(one[2] - one[1]), one[0]))


def _rest(number: int, what: str) -> Iterator[str]:
    if number > 0:
        yield f"{number} more {what}"


def _response(one: Changed, *, exact: bool) -> str:
    terms = [
        f"{term.label.lower()} {term.before:+.2f} -> {term.after:+.2f}"
        for term in one.because[:MOST_TERMS]
    ]
    why = f" ({', '.join(terms)})" if terms and exact else ""
    return f"{one.name} {_plain(one.before)} -> {_plain(one.after)}{why}"


def _pair(one: Pair) -> str:
    return f"{one.what} {_plain(one.before)} -> {_plain(one.after)}"


def _plain(word: str) -> str:
    return word.replace("_", " ") or "none"


def _indicator(name: str, before: float, after: float) -> str:
    """Points as screens show them, and more digits where they would be the same."""
    label = LABELS.get(name, plainly(name).lower())
    then, now = points(before), points(after)
    if then != now:
        return f"{label} {then} -> {now}"
    digits = next((d for d in (1, 2, 3) if f"{before:.{d}f}" != f"{after:.{d}f}"), 6)
    return f"{label} {before:.{digits}f} -> {after:.{digits}f}"
