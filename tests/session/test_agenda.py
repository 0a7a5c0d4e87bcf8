"""An agenda: initiative passes to a member, to the counterpart, to nobody's seat."""

from __future__ import annotations

from typing import Any

import pytest

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.content.diagnostics import ContentError
from dialogue_sim.content.library import load
from dialogue_sim.session.game import Game
from dialogue_sim.session.moves import Answer, Move, MoveError, Propose, Respond
from dialogue_sim.session.playing import begin, submit
from dialogue_sim.session.saves.records import run_record
from dialogue_sim.session.strategies.strategies import STRATEGIES, next_move
from dialogue_sim.session.views.view import view_for

DECEMBER = "scenarios/nato_russia/december_2019.yaml"
COUNCIL = Propose("nrc_ambassadors")


def after(game: Game, *moves: Move) -> Game:
    for move in moves:
        game = submit(game, move)
    return game


def with_agenda(files: dict[str, bytes], agenda: str) -> Bundle:
    text = files[DECEMBER].decode().partition("\ntests:\n")[0]  # they table what is not on it
    text = text.replace("injects:\n", f"{agenda}\ninjects:\n", 1)
    return load({**files, DECEMBER: text.encode()}, "december_2019")


@pytest.fixture(scope="module")
def agenda(files: dict[str, bytes]) -> Bundle:
    """Germany tables in turn 1 from a menu of its own, Russia in turn 2 from the usual one."""
    menu = "[neutral_platform, backchannel]"
    return with_agenda(
        files, f"agenda: {{1: {{by: germany, policies: {menu}}}, 2: {{by: russia}}}}"
    )


def test_initiative_passes(agenda: Bundle) -> None:
    seats = dict.fromkeys(("secretary_general", "germany", "russia"), "player")
    game = begin(agenda, "kalmar", seats)
    assert (game.mover, [p.id for p in view_for(game, "germany").menu]) == (
        "germany", ["neutral_platform", "backchannel"],
    )  # fmt: skip
    with pytest.raises(MoveError, match="not on the menu"):
        submit(game, COUNCIL)
    game = submit(game, Propose("neutral_platform"))
    # Who tables by the agenda has a say like everybody, and so has the chair now.
    assert game.mover == "germany"
    game = submit(game, Respond("endorse"))
    assert game.mover == "secretary_general"
    game = after(game, Respond("hedge"), Answer("stonewall"))
    assert (game.turn, game.mover, game.phase) == (2, "russia", "propose")
    assert len(view_for(game, "russia").menu) == 14
    game = after(game, COUNCIL, Respond("endorse"), Respond("hedge"))
    assert (game.mover, game.phase) == ("russia", "answer")
    game = submit(game, Answer("reciprocate"))
    assert (game.turn, game.mover) == (3, "secretary_general")
    assert [turn.tabler for turn in view_for(game, "germany").played] == ["germany", "russia"]
    first: Any = run_record(game)["turns"]
    assert [turn["proposal"]["by"] for turn in first] == ["germany", "russia"]


@pytest.mark.parametrize("strategy", ["least_used", "greedy", "uniform"])
def test_nobodys_initiative_is_taken_by_a_strategy(agenda: Bundle, strategy: str) -> None:
    game = begin(agenda, "kalmar", {})
    move = next_move(game, STRATEGIES[strategy])
    assert isinstance(move, Propose)
    assert move.policy in {"neutral_platform", "backchannel"}
    game = submit(game, move)
    while game.turn == 1:
        game = submit(game, next_move(game, STRATEGIES[strategy]))
    assert isinstance(next_move(game, STRATEGIES[strategy]), Propose)


def test_the_counterpart_that_is_greedy_tables_what_it_likes_best(agenda: Bundle) -> None:
    game = begin(agenda, "kalmar", {})
    game = submit(game, next_move(game, STRATEGIES["greedy"]))
    while game.turn == 1:
        game = submit(game, next_move(game, STRATEGIES["greedy"]))
    # Top level, no conditions, open trade, normal relations: all that its profile asks for.
    assert next_move(game, STRATEGIES["greedy"]) == Propose("business_as_usual")


def test_an_agenda_beyond_the_last_turn_is_refused(files: dict[str, bytes]) -> None:
    with pytest.raises(ContentError, match="turn 9 never comes: the scenario has 6 turns"):
        with_agenda(files, "agenda: {9: {by: germany}}")


def test_who_may_not_table_cannot_be_given_the_text(files: dict[str, bytes]) -> None:
    path = "scenarios/nato_russia/policies.yaml"
    old = b"    short: Top-level\n"
    only = {**files, path: files[path].replace(old, old + b"    tabled_by: [germany_france]\n")}
    agenda = "agenda: {{3: {{by: {}, policies: [nrc_ambassadors, top_level_talks]}}}}"
    with pytest.raises(ContentError, match="'poland' may not table 'top_level_talks'"):
        with_agenda(only, agenda.format("poland"))
    game = begin(with_agenda(only, agenda.format("germany")), "kalmar")
    game = after(game, COUNCIL, COUNCIL)
    assert game.mover == "germany"
    assert submit(game, Propose("top_level_talks")).pending


def test_a_menu_of_which_nothing_may_be_tabled_is_refused(files: dict[str, bytes]) -> None:
    path = "scenarios/nato_russia/policies.yaml"
    old = b"    short: Top-level\n"
    only = {**files, path: files[path].replace(old, old + b"    tabled_by: [germany_france]\n")}
    with pytest.raises(ContentError, match="'poland' may table nothing on the menu of turn 3"):
        with_agenda(only, "agenda: {3: {by: poland, policies: [top_level_talks]}}")


def test_a_turn_is_a_plain_number(files: dict[str, bytes]) -> None:
    for turn in ("0", "x", "-1", "1.5"):
        with pytest.raises(ContentError):
            with_agenda(files, f"agenda: {{{turn}: {{by: germany}}}}")
