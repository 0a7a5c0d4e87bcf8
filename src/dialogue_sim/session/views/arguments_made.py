"""What persons argued in a session, and whom each argument moved most: for the debrief."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialogue_sim.session.views.debate_view import debate_of
from dialogue_sim.session.views.floor_view import PLAYED

if TYPE_CHECKING:
    from dialogue_sim.session.game import Game
    from dialogue_sim.session.views.debate_view import DebateView


@dataclass(frozen=True, slots=True)
class ArgumentMade:
    """An argument of a person, with what it moved.

    Attributes:
        claim: the words, a person's own or the bank's; side: for or against.
        most: short name of whom it moved most, as far as arguments move that actor, and `share`
            its part in the debate term there, as shown; nobody for what was withdrawn.
    """

    turn: int
    speaker: str
    side: str
    reason: str
    claim: str
    dropped: bool
    most: str
    share: str


def arguments_made(game: Game) -> tuple[ArgumentMade, ...]:
    """Every argument that a person made, in the order of the session."""
    debates = [debate_of(game, place) for place in range(len(game.played))]
    return tuple(made for debate in debates if debate is not None for made in _of_debate(debate))


def _of_debate(debate: DebateView) -> list[ArgumentMade]:
    found = []
    for one in debate.arguments:
        if one.label != PLAYED:
            continue
        shares = [
            (abs(float(line.share)) * (audience.weight or 0.0), audience.short, line.share)
            for audience in debate.audiences
            for line in audience.lines
            if line.argument == one.id
        ]
        _, most, share = max(shares, default=(0.0, "", ""), key=lambda row: row[0])
        found.append(
            ArgumentMade(
                debate.turn, one.speaker, one.side, one.reason, one.claim, one.dropped, most, share
            )
        )
    return found


def made_sentence(made: ArgumentMade) -> str:
    """An argument and whom it moved, in a sentence."""
    said = f"Turn {made.turn}, {made.speaker}, {made.side} the text: {made.claim} [{PLAYED}]"
    if made.dropped:
        return f"{said} Withdrawn."
    return f"{said} It moved {made.most} most ({made.share})." if made.most else said
