"""An actor's file holds what its profile says, with its grounds, and nothing that is hidden."""

from __future__ import annotations

from functools import cache

import pytest

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.content.files import default_library
from dialogue_sim.content.library import load
from dialogue_sim.session.game import Game
from dialogue_sim.session.moves import Consult, Wait
from dialogue_sim.session.persons import look
from dialogue_sim.session.playing import begin, submit
from dialogue_sim.session.views.actor_file import ActorFile, actor_files

HIDDEN = ("opportunist", "security_seeker", "greed")


@cache
def december() -> Bundle:
    return load(default_library(), "december_2019")


@pytest.fixture(scope="module")
def opening() -> Game:
    return begin(december(), "kalmar")


def file_of(game: Game, name: str) -> ActorFile:
    return next(file for file in actor_files(game, look(game)) if file.id == name)


def test_positions_are_those_of_the_profile_with_their_grounds(opening: Game) -> None:
    """Read off `actors/poland.yaml` by hand."""
    poland = file_of(opening, "poland")
    wanted = {one.title: (one.wanted, one.salience) for one in poland.positions}
    assert wanted["Conditions"] == ("at least strict conditions", 4.0)
    assert wanted["Level of contact"] == ("at most ambassadors", 2.9)
    assert wanted["Venue"] == ("rather NATO-Russia Council than bilateral", 2.0)
    (scope,) = (one for one in poland.positions if one.title == "Scope")
    assert scope.source is not None
    assert (scope.source.label, scope.source.basis) == ("MOD", "inferred")
    assert scope.source.why.startswith("Talks about the order of the region")
    (guard,) = (one for one in poland.positions if one.title == "Deterrence")
    assert guard.source is not None
    assert [code for code, _ in guard.source.cited] == ["D001-S22"]
    assert guard.salience_source is not None
    assert [code for code, _ in guard.salience_source.cited] == ["CHES2024-POL", "KIEL-POL"]


def test_what_an_actor_cares_about_most_stands_first(opening: Game) -> None:
    for file in actor_files(opening, look(opening)):
        stars = [one.salience for one in file.positions]
        assert stars == sorted(stars, reverse=True), file.id


def test_red_lines_and_whom_it_listens_to(opening: Game) -> None:
    poland = file_of(opening, "poland")
    assert [(red.severity, red.always) for red in poland.red_lines] == [
        (100, False), (80, True), (50, False),
    ]  # fmt: skip
    assert [(one.name, one.stars) for one in poland.listens_to] == [
        ("Government of the United States", 1.0)
    ]
    assert poland.moved_by[0].stars == 3.0


def test_members_stand_first_and_the_counterpart_last(opening: Game) -> None:
    kinds = [file.kind for file in actor_files(opening, look(opening))]
    assert kinds == sorted(kinds, key=["member", "voice", "public", "counterpart"].index)
    assert kinds[-1] == "counterpart"


def test_the_nature_of_the_counterpart_is_in_no_file(opening: Game) -> None:
    told = repr(file_of(opening, "russia")).casefold()
    assert not any(word in told for word in HIDDEN)


def test_what_a_member_asks_for_is_known_once_it_was_consulted(opening: Game) -> None:
    before = file_of(opening, "poland")
    after = file_of(submit(opening, Consult("poland")), "poland")
    assert before.asks == ""
    assert after.asks != ""
    assert before.bears != after.bears


def test_a_file_says_who_holds_the_seat() -> None:
    game = begin(december(), "kalmar", {"poland": "player"})
    held = {file.id: file.held for file in actor_files(game, look(game))}
    assert held["germany"] == "modelled"
    assert held["secretary_general"] == "modelled in the chair"


def test_a_file_remembers_the_opening_and_what_was_answered(opening: Game) -> None:
    later = submit(opening, Wait())
    russia = file_of(later, "russia")
    assert [(one.turn, one.label) for one in russia.said] == [(1, "MOD")]
    assert file_of(later, "poland").said == ()
    then, now = file_of(opening, "poland"), file_of(later, "poland")
    assert then.trust is not None
    assert now.trust is not None
    assert now.trust[1] == then.trust[0] == then.trust[1]


def test_every_sentence_that_a_profile_cites_is_there_in_other_words(opening: Game) -> None:
    cited = dict(file_of(opening, "poland").cited)
    assert cited["[DOC] COW-CONT-POL"].startswith("Poland shares a land border")
    assert "[REP] D001-S22" in cited
