"""Nobody can see how much a member bears before it has told: not in a view, menu or forecast."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.engine.situation import Situation
from dialogue_sim.session.game import Game
from dialogue_sim.session.hindsight.luck import hindsight
from dialogue_sim.session.moves import Campaign, Consult, Move, Propose, Wait
from dialogue_sim.session.playing import begin, submit
from dialogue_sim.session.views.texts import preview
from dialogue_sim.session.views.view import View, view_for

CHAIR = "secretary_general"
SEEDS = ("kalmar", "oslo", "riga")
HARMLESS = Propose("deterrence_plus_channel")
"""A text over which nobody breaks silence at the opening."""


def turned(situation: Situation, *, nature: bool) -> Situation:
    """The same situation with every line that nobody knows mirrored between its bounds."""
    backstage = situation.backstage
    assert backstage is not None
    mirrored = backstage.low + (backstage.high - backstage.resolve)
    hidden = backstage.low < backstage.high
    resolve = np.where(hidden, mirrored, backstage.resolve)
    flipped = 1 - situation.nature if nature else situation.nature
    return replace(situation, nature=flipped, backstage=replace(backstage, resolve=resolve))


def other(game: Game, *, nature: bool = False) -> Game:
    """The same new game with other hidden lines, and perhaps a counterpart of the other type."""
    assert game.waiting is not None
    assert not game.played
    before = turned(game.waiting.before, nature=nature)
    return replace(
        game,
        opening=turned(game.opening, nature=nature),
        waiting=replace(game.waiting, before=before),
    )


def seen(game: Game) -> View:
    """The chair's view without the hashes of the whole situation, which cannot be read back."""
    view = view_for(game, CHAIR)
    return replace(view, code="", played=tuple(replace(turn, state="") for turn in view.played))


def pairs(bundle: Bundle, *, nature: bool = False) -> list[tuple[Game, Game]]:
    games = [begin(bundle, seed) for seed in SEEDS]
    return [(game, other(game, nature=nature)) for game in games]


def made(game: Game, *moves: Move) -> Game:
    for move in moves:
        game = submit(game, move)
    return game


def test_the_lines_differ_at_all(rich: Bundle) -> None:
    for one, two in pairs(rich):
        assert one.opening.backstage is not None
        assert two.opening.backstage is not None
        members = list(one.world.actors.members)
        first, second = (g.opening.backstage.resolve[members] for g in (one, two))  # type: ignore[union-attr]
        assert (first != second).all()


def test_a_new_game_looks_the_same_whatever_is_hidden(rich: Bundle) -> None:
    for one, two in pairs(rich, nature=True):
        assert seen(one) == seen(two)
        for policy in ("top_level_talks", "nrc_ambassadors", "isolation"):
            assert preview(one, Propose(policy)) == preview(two, Propose(policy))


def test_every_seat_sees_the_same_but_the_counterparts_own(rich: Bundle) -> None:
    for one, two in pairs(rich, nature=True):
        for seat in ("germany", "poland"):
            assert view_for(one, seat) == view_for(two, seat)
        ours, theirs = (view_for(game, "russia") for game in (one, two))
        assert ours.at.nature != theirs.at.nature
        assert replace(ours, at=theirs.at) == theirs


def test_a_consultation_tells_of_one_member_alone(rich: Bundle) -> None:
    for game in (begin(rich, seed) for seed in SEEDS):
        one = submit(game, Consult("poland"))
        place = game.world.actors.ids.index("poland")
        two = submit(keeping(game, place), Consult("poland"))
        assert seen(one) == seen(two)
        assert one.situation.backstage is not None
        line = one.situation.backstage.resolve[place, 0]
        told = {member.id: member.line for member in seen(one).backstage.members}  # type: ignore[union-attr]
        assert told["poland"] == f"breaks silence below {line:+.3f}"


def keeping(game: Game, place: int) -> Game:
    """The same new game with other hidden lines but one."""
    changed = other(game)
    assert changed.waiting is not None

    def kept(situation: Situation) -> Situation:
        assert situation.backstage is not None
        assert game.opening.backstage is not None
        resolve = situation.backstage.resolve.copy()
        resolve[place] = game.opening.backstage.resolve[place]
        return replace(situation, backstage=replace(situation.backstage, resolve=resolve))

    before = kept(changed.waiting.before)
    return replace(
        changed,
        opening=kept(changed.opening),
        waiting=replace(changed.waiting, before=before),
    )


@pytest.mark.parametrize("moves", [(Wait(),), (HARMLESS,), (Campaign(), HARMLESS, Wait())])
def test_a_session_without_a_broken_silence_tells_nothing_of_lines(
    rich: Bundle, moves: tuple[Move, ...]
) -> None:
    for one, two in pairs(rich):
        first, second = made(one, *moves), made(two, *moves)
        assert seen(first) == seen(second)
        assert hindsight(first, CHAIR, 20) == hindsight(second, CHAIR, 20)


def test_a_receipt_says_no_more_than_what_was_heard(rich: Bundle) -> None:
    """After silence held, a line is known to lie no higher than the worth of the text."""
    for one, _ in pairs(rich):
        game = submit(one, HARMLESS)
        assert game.situation.backstage is not None
        for reaction in seen(game).played[0].reactions:
            worth = reaction.receipt.worth
            assert (worth is None) == (reaction.kind != "member")
            if worth is None:
                continue
            place = game.world.actors.ids.index(reaction.actor)
            high = game.situation.backstage.high[place, 0]
            assert high == min(worth.value, 0.25)
            assert f"{worth.value:+.3f}" in worth.says


def test_the_type_comes_out_at_the_end_and_not_before(rich: Bundle) -> None:
    for game in (begin(rich, seed) for seed in SEEDS):
        shown = game
        while shown.phase != "over":
            assert view_for(shown, CHAIR).at.nature is None
            shown = submit(shown, Wait())
        nature = view_for(shown, CHAIR).at.nature
        assert nature is not None
        kind = shown.world.counterpart.types[int(game.opening.nature[0])].id
        assert nature.id == kind
