"""What a text was worth to a member, against the line below which it breaks silence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialogue_sim.engine.resolve import backing_parts
from dialogue_sim.engine.silence import BREAK_SILENCE, in_resolve, weigh
from dialogue_sim.session.views.figures import add_up_as_shown, signed
from dialogue_sim.session.views.sizes import TERM, signs, step

if TYPE_CHECKING:
    from dialogue_sim.engine.hearing import Hearing
    from dialogue_sim.engine.terms import Moment
    from dialogue_sim.words import Difficulty

PARTS = ("utility", "not standing alone", "assured for this text", "an open promise",
         "broken promises")  # fmt: skip


@dataclass(frozen=True, slots=True)
class WorthView:
    """A member's worth of a text; the shown parts add up to the shown worth.

    Attributes:
        parts: (label, exact number, as shown), the utility of the receipt first.
        value, shown: their sum; 0 and nothing where numbers are kept back.
        says: how that compares with the member's line, as a sentence.
    """

    parts: tuple[tuple[str, float, str], ...]
    value: float
    shown: str
    says: str


def worth_view(
    moment: Moment, hearing: Hearing, actor: int, told: Difficulty = "open"
) -> WorthView | None:
    """The line that decides over silence; None for who cannot break it, or decides in person.

    Args:
        moment: the text in the situation in which it was heard.
        hearing: what became of it.
        actor: place of the actor.
        told: how exactly.
    """
    in_play = in_resolve(moment)
    decided = hearing.given is not None and hearing.given[actor, 0] >= 0
    member = actor in moment.world.actors.members
    if in_play is None or decided or not member or not hearing.ruling.applies[0]:
        return None
    weighed = weigh(moment, hearing.reactions, hearing.ruling.drawn)
    numbers = [
        float(row[actor, 0])
        for row in (hearing.reactions.utility, weighed.relief, *backing_parts(*in_play))
    ]
    total = float(weighed.worth[actor, 0])
    shown = add_up_as_shown(numbers, total)
    parts = tuple(
        part
        for place, part in enumerate(zip(PARTS, numbers, shown, strict=True))
        if place == 0 or part[1]
    )
    low, high = (float(bound[actor, 0]) for bound in (in_play[1].low, in_play[1].high))
    broke = bool(hearing.ruling.responses[actor, 0] == BREAK_SILENCE)
    if told == "hard":
        steps = tuple(
            (label, float(step(value, TERM)), signs(value, TERM)) for label, value, _ in parts
        )
        return WorthView(steps, 0.0, "", _says_plainly(known=low == high, broke=broke))
    return WorthView(parts, total, signed(total), _says(total, (low, high), broke=broke))


def _says_plainly(*, known: bool, broke: bool) -> str:
    if known:
        side, does = ("less", "breaks silence") if broke else ("no less", "lets silence pass")
        return f"The text is worth {side} to it than the line that it has told: it {does}."
    if broke:
        return "It breaks silence, so its line lies above what the text is worth to it."
    return "It lets silence pass, so its line lies no higher than what the text is worth to it."


def _says(worth: float, bounds: tuple[float, float], *, broke: bool) -> str:
    low, high = bounds
    if low == high:
        side = "below" if broke else "not below"
        does = "it breaks silence" if broke else "it lets silence pass"
        return f"Its line is {signed(low)}, and {signed(worth)} is {side}: {does}."
    if broke:
        return f"It breaks silence, so its line lies above {signed(worth)}."
    return f"It lets silence pass, so its line lies no higher than {signed(worth)}."
