"""What a seat could have chosen in a finished turn: other texts, responses or answers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine.capital import affordable, price
from dialogue_sim.session.moves import Answer, Respond
from dialogue_sim.session.views.menu import tablable
from dialogue_sim.session.worlds.opening import policy_point, text_of
from dialogue_sim.words import ANSWERS, RESPONSES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dialogue_sim.session.game import Game, Played
    from dialogue_sim.session.hindsight.forecast import Chair, Tabled

WAIT = "wait"
"""In place of a policy: table nothing."""
AS_PLAYED = "as played"
"""Names the line in which the same text meets what persons would have said to another."""


@dataclass(frozen=True)
class Options:
    """The choices of a seat in a finished turn.

    Attributes:
        chosen: the policy that it tabled, or the response or answer that it gave; nothing where
            it decided nothing.
        titles: of everything that it could choose, in words.
    """

    game: Game
    seat: str
    played: Played
    chosen: str
    titles: Mapping[str, str]

    def tabled(self, chair: Chair) -> dict[str, Tabled]:
        """The turn with every other choice in it."""
        same = chair.as_played(self.played)
        others = [choice for choice in self.titles if choice != self.chosen]
        if self.played.tabler == self.seat:
            return self._texts(chair, same)
        if same.answer is not None and self.seat == self.game.bundle.counterpart.id:
            return {choice: replace(same, answer=ANSWERS.index(choice)) for choice in others}
        return {choice: self._responding(same, choice) for choice in others}

    def _texts(self, chair: Chair, same: Tabled) -> dict[str, Tabled]:
        found: dict[str, Tabled] = {}
        for choice in self.titles:
            instead = self._instead(chair, choice)
            if instead is not None:
                found[choice] = replace(instead, answer=same.answer, groundwork=same.groundwork)
        if found and same.responses is not None:
            found[AS_PLAYED] = replace(same, responses=None)
        return found

    def _instead(self, chair: Chair, choice: str) -> Tabled | None:
        """Another choice of who tables; None for what was done, or could not have been."""
        if choice == WAIT:
            return None if self.chosen == WAIT else chair.waiting()
        if not self._could_be_tabled(choice):
            return None
        point = policy_point(self.game.bundle, self.game.world, choice)
        return None if point in self.played.points[:1] else chair.instead(choice, point)

    def _could_be_tabled(self, policy: str) -> bool:
        """Whether a policy was legal, and could be paid, when the turn's text was tabled."""
        game, turn = self.game, self.played.turn
        if policy not in tablable(game, turn.before, turn.number):
            return False
        world = game.world_in(turn.number)
        place = np.array([world.story.place_of(policy)])
        text = text_of(game.world, policy_point(game.bundle, game.world, policy))
        cost = price(world, place, text)
        charged = self.played.tabler == game.chair
        return not charged or bool(affordable(world, turn.before, cost)[0])

    def _responding(self, same: Tabled, choice: str) -> Tabled:
        assert same.responses is not None  # noqa: S101  the seat gave a response
        said = same.responses.copy()
        said[0, self.game.world.actors.ids.index(self.seat)] = RESPONSES.index(choice)
        return replace(same, responses=said)


def options_of(game: Game, seat: str, number: int) -> Options:
    """What a seat could have chosen in a finished turn; nothing where it was not asked."""
    bundle, played = game.bundle, game.played[number - 1]
    if played.tabler == seat:
        policies = bundle.policies.policies
        menu = {played.policy, *bundle.scenario.menu(number)}
        titles = {name: policies[name].title for name in policies if name in menu}
        if not played.policy or game.world.rules.mechanisms.capital is not None:
            titles = {**titles, WAIT: "Waiting"}
        return Options(game, seat, played, played.policy or WAIT, titles)
    for mover, move in zip(played.movers, played.moves, strict=True):
        if mover == seat and isinstance(move, Answer):
            words = {name: getattr(bundle.rules.answers, name).word for name in ANSWERS}
            return Options(game, seat, played, move.answer, words)
        if mover == seat and isinstance(move, Respond):
            kind = bundle.actors[seat].kind
            said = getattr(bundle.rules.ladder.words, kind)
            return Options(
                game, seat, played, move.response, dict(zip(RESPONSES, said, strict=True))
            )
    return Options(game, seat, played, "", {})
