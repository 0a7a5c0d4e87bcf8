"""What linear mode says of a debate that is over: the ledger, and the turn without an argument."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.content.suggest import hint
from dialogue_sim.linear.floor_pages import MODELLED, words
from dialogue_sim.session.hindsight.without import without_each
from dialogue_sim.session.views.arguments_made import made_sentence

if TYPE_CHECKING:
    from dialogue_sim.session.game import Game
    from dialogue_sim.session.hindsight.without import Without
    from dialogue_sim.session.views.debate_view import DebateView
    from dialogue_sim.session.views.floor_view import ArgumentView
    from dialogue_sim.session.views.ledger import AudienceView, LineView
    from dialogue_sim.session.views.view import View

WHOLE = 1000


def ledger(debate: DebateView, typed: str) -> list[str]:
    """What a debate came to for everybody, or line by line for one audience."""
    if not debate.audiences:
        return ["The ledger is drawn up when the debate is over."]
    if not typed:
        return everybody(debate)
    for one in debate.audiences:
        if typed.casefold() in {one.actor, one.name.casefold(), one.short.casefold()}:
            return _of_one(debate, one)
    known = [one.actor for one in debate.audiences]
    return [f"There is no actor '{typed}': {hint(typed, known)}"]


def everybody(debate: DebateView) -> list[str]:
    """A line for every audience: both sides, the term, and the likeliest response."""
    sides = "; sides per mille" if _in_numbers(debate.audiences) else ""
    lines = [f"Ledger of turn {debate.turn}, on {debate.motion}{sides}: {MODELLED}"]
    for one in debate.audiences:
        sides = f"for {one.in_favour}, against {one.against}, term {one.term}"
        lines.append(f"  {one.name}: {sides}. {_moved(one)}")
    return [*lines, "`ledger ACTOR` shows the lines of one; `floor` what was said."]


def _moved(one: AudienceView) -> str:
    """The likeliest response before the debate and after it."""
    was, now = (chance.brief for chance in one.likeliest)
    if not one.moved:
        return f"Likeliest: {words(one.modal_after)}, {was} before and {now} now."
    then = f"Likeliest before: {words(one.modal_before)}, {was}"
    return f"{then}; now: {words(one.modal_after)}, {now}."


def _of_one(debate: DebateView, one: AudienceView) -> list[str]:
    numbers = {argument.id: number for number, argument in enumerate(debate.arguments, start=1)}
    numbered = "; numbers per mille" if _in_numbers((one,)) else ""
    lines = [f"Ledger of {one.name}, turn {debate.turn}{numbered}. {MODELLED}"]
    for line in one.lines:
        lines += _line(numbers[line.argument], debate.argument(line.argument), line)
    sides = f"For {one.in_favour}, against {one.against}"
    if one.weight is None:
        return [*lines, f"  {sides}. Together that makes {one.term}.", f"  {_moved(one)}"]
    lines.append(f"  {sides}. Term {one.term}: the shares of the lines add up to it.")
    lines.append(f"  In the receipt it counts x {one.weight:.2f}.")
    return [*lines, f"  {_moved(one)}"]


def _in_numbers(audiences: tuple[AudienceView, ...]) -> bool:
    """Whether the ledger is told in numbers."""
    return any(one.weight is not None for one in audiences)


def _line(number: int, argument: ArgumentView, line: LineView) -> list[str]:
    """One argument for one audience: what it is worth, what is left, what it came to."""
    lead = f"  {number}. {argument.speaker}, {line.side}: {argument.title}."
    counts = "" if line.counts else ", not among those that count"
    body = line.reckoning
    if body is None:
        return [lead, f"    {line.says}{counts}.", f"    Share {line.share}."]
    parts = "".join(
        f"{' - ' if value < 0 else ' + '}{abs(value)} {label}" for label, value in body.parts
    ).removeprefix(" + ")
    relevance = "" if body.relevance == WHOLE else f", times {body.relevance / WHOLE:.1f}"
    base = f"; base {body.base}" if body.base != body.worth else ""
    return [
        lead,
        f"    {parts} = {body.worth}{relevance}{base}.",
        f"    Answered {body.answered}, strength {body.strength}{counts}. Share {line.share}.",
    ]


def without(game: Game, typed: str) -> list[str]:
    """The last debate's turn played again without one argument, by its number or id."""
    places = [place for place, one in enumerate(game.played) if one.turn.floor is not None]
    if not places:
        return ["That can be told when a turn with a debate is over."]
    each = {one.argument: one for one in without_each(game, places[-1])}
    name = dict(zip(map(str, range(1, len(each) + 1)), each, strict=True)).get(typed, typed)
    if name not in each:
        return [f"There is no argument '{typed}' in that debate: {hint(typed, each)}"]
    return _otherwise(game.played[places[-1]].turn.number, each[name])


def _otherwise(turn: int, one: Without) -> list[str]:
    lead = f"Turn {turn} again without {one.argument}, with the same luck: {MODELLED}"
    if one.nothing:
        return [lead, "  Everything would have come as it did."]
    lines = [f"  {short}: {words(would)}, and not {words(was)}."
             for short, was, would in one.responses]  # fmt: skip
    if one.stands[0] != one.stands[1]:
        lines.append(f"  The text would {'have stood' if one.stands[1] else 'have failed'}.")
    if one.answer[0] != one.answer[1]:
        lines.append(f"  The answer would have been {words(one.answer[1])}, and not "
                     f"{words(one.answer[0])}.")  # fmt: skip
    return [lead, *lines]


def argued(view: View) -> list[str]:
    """What persons argued in the session and whom it moved, for its ending."""
    made = () if view.ending is None else view.ending.argued
    return ["", "What was argued:", *(f"  {made_sentence(one)}" for one in made)] * bool(made)
