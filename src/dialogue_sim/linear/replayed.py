"""A recorded line that could be played again: the fuller pages of its turns, and receipts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialogue_sim.content.diagnostics import ContentError
from dialogue_sim.linear import again, looking_back
from dialogue_sim.linear.receipts import Table
from dialogue_sim.session.persons import common_view, look
from dialogue_sim.session.replay.decisions import menus_of
from dialogue_sim.session.saves.journal import SaveError
from dialogue_sim.session.saves.opening import recording_at
from dialogue_sim.session.saves.playback import Playback

if TYPE_CHECKING:
    from dialogue_sim.session.game import Game
    from dialogue_sim.session.saves.reading import Save
    from dialogue_sim.session.views.view import View

NOT_YET = ["Nothing has been said at the opening; type next first."]


def menu_of(save: Save, turn: int) -> tuple[str, ...]:
    """What could be chosen from in a turn; nothing where the content cannot be read."""
    try:
        return menus_of(Playback(save).bundle(), turn).get(turn, ())
    except (ContentError, SaveError):
        return ()


@dataclass(frozen=True)
class Replayed:
    """A line played again, and what all persons may see of it."""

    game: Game
    view: View

    def turn(self, number: int) -> list[str]:
        """A finished turn as it was told when it ended."""
        return again.turn(self.view, str(number)) if number else NOT_YET

    def receipt(self, actor: str, number: int) -> list[str]:
        """All terms of an actor in a finished turn, with their sources."""
        if not actor:
            return ["Say whose receipt, such as receipt poland."]
        return (
            Table(self.game, self.view, None).receipt(f"{actor} {number}") if number else NOT_YET
        )

    def history(self, indicator: str) -> list[str]:
        """How the situation moved, and with an indicator what other luck would have made of it."""
        return looking_back.history(self.game, self.view, indicator)


def played_again(save: Save, end: int) -> Replayed:
    """A line of a save played again, every turn compared with its record.

    Raises:
        SaveError: it cannot be played, or a turn comes out otherwise than it was recorded.
        ContentError: the embedded content cannot be read by this version.
    """
    game = recording_at(Playback(save), end).game
    return Replayed(game, common_view(game, look(game)))
