"""Who can be played, and what one does there, as the page before the first turn lists it."""

from __future__ import annotations

import pytest

from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load
from dialogue_sim.session.playing import begin
from dialogue_sim.session.views.view import view_for

FILES = read_library(packaged_content())


@pytest.mark.parametrize(
    ("scenario", "first", "member", "last"),
    [
        ("first_steps", "steward", ("oldweir", "lets a text pass or breaks silence"), "aldermark"),
        ("december_2019", "secretary_general", ("poland", "lets a text pass or breaks silence"),
         "russia"),
        ("oslo_platform", None, ("poland", "consents to a text or stops it"), "russia"),
    ],
)  # fmt: skip
def test_the_chair_comes_first_and_the_other_side_last(
    scenario: str, first: str | None, member: tuple[str, str], last: str
) -> None:
    game = begin(load(FILES, scenario), "kalmar")
    roles = view_for(game, game.chair).at.roles
    does = {role.id: role.does for role in roles}
    assert set(does) == set(game.bundle.scenario.seats)
    assert roles[0].id == (first or game.chair)
    assert roles[0].does == "tables the texts"
    assert roles[-1].id == last
    assert roles[-1].does == "answers what comes of them"
    if member[0] in does:
        assert does[member[0]] == member[1]
    assert all(role.summary and role.name for role in roles)
