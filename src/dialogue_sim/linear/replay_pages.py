"""What linear mode says of a save looked at again: moments, reasons, lines, notes, differences."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dialogue_sim.content.suggest import hint
from dialogue_sim.engine.indicators import BY_NAME
from dialogue_sim.session.replay.comparing import compare_lines
from dialogue_sim.session.replay.decisions import told
from dialogue_sim.session.views.figures import signed
from dialogue_sim.session.views.sizes import TERM, signs

if TYPE_CHECKING:
    from collections.abc import Callable

    from dialogue_sim.session.replay.comparing import Changed, Compared, TurnPair
    from dialogue_sim.session.replay.names import Names
    from dialogue_sim.session.replay.recorded import Reason, RecordedLine, RecordedTurn, Said
    from dialogue_sim.session.saves.tree import Note, Tree

MODELLED = "[MOD]"
NUMBERLESS = "Signs say how strongly each speaks for it (+) or against it (-)."


def moment(line: RecordedLine, names: Names, at: int) -> list[str]:
    """The session at the opening, or at the end of a finished turn."""
    if at == 0:
        seats = ", ".join(names.actor(seat).name for seat in line.seats)
        held = f", in the seat of {seats}" if seats else ""
        played = f"{len(line.turns)} of {line.planned} turns played"
        lines = [
            f"{line.title}, seed {line.seed}. {played}{held}.",
            "The opening. Situation, 0 to 100:",
        ]
    else:
        lines = _turn(line, line.turns[at - 1], names)
    lines += _situation(line, at)
    lines += [f"  {_note(one)}" for one in line.notes_at(at)]
    if at and line.turns[at - 1].ending:
        lines.append(f"Ending: {line.turns[at - 1].ending}. {MODELLED}")
    return lines


def _turn(line: RecordedLine, turn: RecordedTurn, names: Names) -> list[str]:
    lines = [f"Turn {turn.number} of {line.planned}. {turn.title}."]
    lines += [f"  News: {news}." for news in turn.news]
    lines += [f"  {decision.name}: {told(decision, names)}." for decision in turn.decisions]
    for number, hearing in enumerate(turn.hearings):
        last = number == len(turn.hearings) - 1
        became = "It stands." if turn.stands else "It does not stand."
        lines.append(f"What was said. {became if last else 'Silence was broken.'}")
        lines += [f"  {_said(one)}" for one in hearing]
    answer = turn.answer.replace("_", " ")
    other = names.actors.get(names.counterpart)
    who = "The counterpart's answer" if other is None else f"{other.name} answers"
    return [*lines, f"{who}: {answer}. {MODELLED}"] if answer else lines


def _said(one: Said) -> str:
    """A response with the weightiest reason for the text and the weightiest against it."""
    sides = {"for it": 1.0, "against it": -1.0}
    firsts = {
        way: next((row for row in one.reasons if row.value * sign > 0.0), None)
        for way, sign in sides.items()
    }
    told = [f"{way} {row.label} ({row.shown})" for way, row in firsts.items() if row is not None]
    weighs = f" Weighs most {', '.join(told)}." if told else ""
    return f"{one.name}: {one.response.replace('_', ' ')}.{weighs} {MODELLED}"


def _situation(line: RecordedLine, at: int) -> list[str]:
    found = []
    for row in line.history.lines:
        change = row.change(at)
        good = (change > 0) == (row.better == "up")
        moved = f" ({change:+d}, {'better' if good else 'worse'})" if change else ""
        found.append(f"  {row.label}: {row.values[at]}{moved}")
    return found


def _note(one: Note) -> str:
    return f"Note{f' {one.mark}' if one.mark else ''}: {' '.join(one.text.split())}"


# ---------------------------------------------------------------- reasons


def why(line: RecordedLine, names: Names, at: int, wanted: str) -> list[str]:
    """All reasons of an actor in a turn, of the counterpart's answer too, as recorded."""
    if at == 0:
        return ["Nobody has said anything at the opening; type next first."]
    turn, plain = line.turns[at - 1], wanted.casefold()
    other = names.actors.get(names.counterpart)
    theirs = {names.counterpart, other.name.casefold(), other.short.casefold()} if other else set()
    if plain in theirs - {""}:
        answer = turn.answer.replace("_", " ")
        return [f"What drove the answer ({answer}) in turn {turn.number}. {MODELLED}",
                *_reasons(turn.drivers, exact=line.exact)]  # fmt: skip
    heard = [one for hearing in turn.hearings for one in hearing]
    found = [
        one for one in heard if plain in {one.actor, one.name.casefold(), one.short.casefold()}
    ]
    if not found:
        known = [one.actor for one in heard] + [names.counterpart] * bool(theirs)
        who = f"nobody called '{wanted}' was asked" if wanted else "say whose reasons"
        return [f"In turn {turn.number} {who}: {hint(wanted, known)}."]
    return [text for number, one in enumerate(found) for text in _whole(one, number, line.exact)]


def _whole(one: Said, number: int, exact: bool) -> list[str]:  # noqa: FBT001  how it is told
    text = "the text" if number == 0 else "the text that came after it"
    lines = [f"{one.name}, {one.response.replace('_', ' ')}, to {text}. {MODELLED}"]
    lines += _reasons(one.reasons, exact=exact)
    return [*lines, f"  Together: {signed(one.total)}"] if exact else lines


def _reasons(reasons: tuple[Reason, ...], *, exact: bool) -> list[str]:
    lines = [] if exact else [f"  {NUMBERLESS}"]
    return [*lines, *(f"  {one.label}: {one.shown}" for one in reasons)]


# ---------------------------------------------------------------- lines and notes


def lines(tree: Tree, names: Names, shown: int, *, endings: bool = True) -> list[str]:
    """All lines of a save: where each parts and ends, and on which one the session stands.

    Args:
        tree: of the save; names: of its endings.
        shown: last step of the line that is looked at.
        endings: whether it may be told how far they go.
    """
    looked, stands = tree.variation_of(shown), tree.variation_of(tree.tip)
    found = []
    for number, one in enumerate(tree.variations, start=1):
        said = [f"{number}. {one.name}"]
        if number > 1:
            said.append(f"leaves {tree.variation_of(one.fork).name} in turn {one.since}")
        said += [f"other luck: seed {one.seed}"] if one.seed else []
        if endings:
            count = f"{one.turns} turn{'' if one.turns == 1 else 's'}"
            ended = f", ending: {names.ending(one.ending)}" if one.ending else ""
            said.append(f"{count} finished{ended}")
        said += ["the session stands here"] if one is stands else []
        said += ["shown now"] if one is looked else []
        found.append(f"  {'; '.join(said)}.")
    return ["Lines of this save:", *found]


def notes(line: RecordedLine, until: int) -> list[str]:
    """All notes of a line up to a moment, turn by turn."""
    found = [
        f"  {f'Turn {at}' if at else 'Opening'}. {_note(one)}"
        for at in range(until + 1)
        for one in line.notes_at(at)
    ]
    return found or [
        "Nobody has written a note here yet. Type note, a mark if you like, and words."
    ]


# ---------------------------------------------------------------- two lines

WHY = {
    "moves": "what was decided differs",
    "luck": "the same was decided under other luck",
    "rules": "the same was decided under the same luck, and the rules are others",
}


def compared(
    first: RecordedLine, second: RecordedLine, labels: tuple[str, str], names: Names
) -> list[str]:
    """Two lines turn by turn, where they part, and why."""
    found = compare_lines(first, second)
    told_in = signed if first.exact and second.exact else partial(signs, limits=TERM)
    said = [f"1 is {labels[0]}, 2 is {labels[1]}."]
    for pair in found.turns:
        if pair.same:
            said.append(f"Turn {pair.number}: the same on both.")
            continue
        said.append(f"Turn {pair.number}{_parts(found, pair)}")
        said += _pair(pair, names)
        said += [f"  {_changed(one, told_in)}" for one in pair.responses]
    if found.parts is None:
        said.append("They do not part: nothing differs that was recorded.")
    return said


def _parts(found: Compared, pair: TurnPair) -> str:
    for number, turn in enumerate((pair.first, pair.second), start=1):
        if turn is None:
            return f", to which {number} has not come:"
    if pair.number != found.parts:
        return ":"
    return f". Here they part: {WHY.get(found.why, 'something differs')}."


def _pair(pair: TurnPair, names: Names) -> list[str]:
    said = []
    for number, turn in enumerate((pair.first, pair.second), start=1):
        if turn is None:
            continue
        made = "; ".join(f"{one.name} {told(one, names)}" for one in turn.decisions)
        state = "stands" if turn.stands else "does not stand"
        came = [state, turn.answer.replace("_", " "), turn.ending and f"ending: {turn.ending}"]
        said.append(f"  {number}: {made or turn.title}; {', '.join(filter(None, came))}.")
    moved = [f"{BY_NAME[name].label} {a} and {b}" for name, _, a, b in pair.indicators if a != b]
    return [*said, f"  Situation on 1 and 2: {', '.join(moved)}. {MODELLED}"] if moved else said


def _changed(one: Changed, told_in: Callable[[float], str]) -> str:
    before, after = (word.replace("_", " ") or "was not asked" for word in (one.before, one.after))
    terms = [f"{o.label} {told_in(o.before)} and {told_in(o.after)}" for o in one.because]
    because = f"; what differs most: {', '.join(terms)}" if terms else ""
    return f"{one.name}: {before} on 1, {after} on 2{because}. {MODELLED}"
