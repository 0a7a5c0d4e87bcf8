"""What a seat could have chosen in a finished turn: other texts, responses or answers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dialogue_sim.session.menu import tablable
from dialogue_sim.session.moves import Answer, Respond
from dialogue_sim.session.opening import policy_point
from dialogue_sim.words import ANSWERS, RESPONSES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dialogue_sim.session.forecast import Chair, Tabled
    from dialogue_sim.session.game import Game, Played

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
        points = {
            policy: policy_point(self.game.bundle, self.game.world, policy)
            for policy in self.titles
        }
        found = {
            policy: replace(chair.instead(policy, point), answer=same.answer)
            for policy, point in points.items()
            if point != self.played.points[0]
            and policy in tablable(self.game, self.played.turn.before, self.played.turn.number)
        }
        if found and same.responses is not None:
            found[AS_PLAYED] = replace(same, responses=None)
        return found

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
        return Options(game, seat, played, played.policy, titles)
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
