"""The documents of a story with what rests on them, and nothing of how it goes on."""

from __future__ import annotations

from functools import cache

import pytest
from tests.without_mechanisms import plain_library

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.content.files import default_library
from dialogue_sim.content.library import load
from dialogue_sim.session.game import Game
from dialogue_sim.session.moves import Wait
from dialogue_sim.session.persons import look
from dialogue_sim.session.playing import begin, submit
from dialogue_sim.session.views.bookshelf import DocumentFile, document_files
from dialogue_sim.session.views.reading_room import reading_room


@cache
def bundle(scenario: str) -> Bundle:
    return load(default_library(), scenario)


def opened(scenario: str) -> Game:
    return begin(bundle(scenario), "kalmar")


def played_out(game: Game) -> Game:
    while game.phase == "propose":
        game = submit(game, Wait())
    return game


def used(files: tuple[DocumentFile, ...]) -> str:
    return "; ".join(held for file in files for one in file.sentences for held in one.used_by)


def test_the_documents_of_the_scenario_stand_first() -> None:
    files = document_files(opened("december_2019"))
    assert files[0].id == "D001"
    assert [file.own for file in files] == sorted((file.own for file in files), reverse=True)


def test_a_sentence_says_what_rests_on_it() -> None:
    files = document_files(opened("december_2019"))
    sentences = {one.id: one for file in files for one in file.sentences}
    rests = "; ".join(sentences["D001-S22"].used_by)
    assert "actor poland (" in rests
    assert "issues.deterrence" in rests
    assert sentences["D001-S22"].tagged == "[REP] D001-S22"


def test_only_what_the_story_uses_is_told_and_the_rest_is_counted() -> None:
    game = opened("december_2019")
    for file in document_files(game):
        whole = game.bundle.documents.documents[file.id].sentences
        assert len(file.sentences) + file.unused == len(whole)
        assert all(one.used_by for one in file.sentences)


@pytest.mark.parametrize("scenario", ["december_2019", "council_revival_2016", "january_2022"])
def test_nothing_is_told_of_what_has_not_happened(scenario: str) -> None:
    game = opened(scenario)
    told = used(document_files(game))
    fired = {name for _, item in reading_room(game, look(game)).news for name in [item.id]}
    for inject in game.bundle.scenario.injects:
        assert (f"injects {inject}" in told) <= (inject in fired), inject
    assert "afterwards" not in told
    assert "endings" not in told


def test_the_end_opens_what_happened_in_the_world() -> None:
    game = played_out(opened("december_2019"))
    assert game.phase == "over"
    assert "afterwards" in used(document_files(game))


def test_a_story_without_debates_has_no_evidence_on_its_shelves() -> None:
    game = begin(load(plain_library(), "december_2019"), "kalmar")
    room = reading_room(game, look(game))
    assert (room.cards, room.motion) == ((), "")


def test_cards_are_read_for_the_text_that_is_looked_at() -> None:
    game = opened("december_2019")
    view = look(game)
    at_rest = reading_room(game, view)
    asked = reading_room(game, view, "isolation")
    assert at_rest.motion == view.standing.title
    titles = {policy.id: policy.text.title for policy in view.menu}
    assert asked.motion == titles["isolation"]
    assert {card.id for card in asked.cards} == {card.id for card in at_rest.cards}
    assert asked.cards != at_rest.cards
