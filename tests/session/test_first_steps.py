"""The first scenario played: its labels on what is shown, and its first lessons."""

from __future__ import annotations

import pytest
from tests.content.mechanisms_in_yaml import FILES

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.content.library import load
from dialogue_sim.session.moves import MoveError, Propose, Settle
from dialogue_sim.session.playing import begin, submit
from dialogue_sim.session.views.explanation import explain
from dialogue_sim.session.views.view import view_for


@pytest.fixture(scope="module")
def bundle() -> Bundle:
    return load(FILES, "first_steps")


def test_every_number_of_a_receipt_is_fiction(bundle: Bundle) -> None:
    explained = explain(bundle, "notice_for_toll", {})
    sources = [row.source for actor in explained.actors for row in actor.receipt.rows]
    sources += [issue.source for actor in explained.actors for issue in actor.receipt.issues]
    sources += [row.source for body in explained.comparisons for row in body.drivers]
    assert len(sources) > 100
    assert {source.label for source in sources if source is not None} == {"FIC"}


def test_the_menu_is_fiction_and_what_the_model_says_is_the_models(bundle: Bundle) -> None:
    game = submit(begin(bundle, "bell"), Propose("notice_for_toll"))
    view = view_for(game, "steward")
    assert {policy.label for policy in view.menu} == {"FIC"}
    assert {reaction.label for reaction in view.played[0].reactions} == {"MOD"}


def test_the_first_text_pleases_some_and_not_others(bundle: Bundle) -> None:
    game = submit(begin(bundle, "bell"), Propose("notice_for_toll"))
    (turn,) = view_for(game, "steward").played
    assert turn.stands
    assert len({reaction.response for reaction in turn.reactions}) >= 3


def test_a_text_without_a_warning_breaks_silence(bundle: Bundle) -> None:
    game = submit(begin(bundle, "bell"), Propose("open_hands"))
    broken = view_for(game, "steward").broken
    assert broken is not None
    assert broken.broken_by == ("Town of Oldweir",)
    amended = submit(game, Settle("amend", {"warning": "gauges"}))
    assert view_for(amended, "steward").played[0].stands


def test_a_text_that_needs_nobodys_consent_is_rejected_and_breaks_no_silence(
    bundle: Bundle,
) -> None:
    words = {
        policy: explain(bundle, policy, {}, "oldweir").actors[0].word
        for policy in ("open_hands", "quiet_payment")
    }
    assert words == {"open_hands": "breaks silence", "quiet_payment": "rejects"}


def test_what_was_tabled_opens_the_next_step(bundle: Bundle) -> None:
    game = begin(bundle, "bell")
    blocked = {policy.id: policy.blocked_by for policy in view_for(game, "steward").menu}
    assert blocked["boats_home"] == "it goes with the offer of the toll, once that was made"
    with pytest.raises(MoveError, match="'boats_home' cannot be tabled now: it goes with"):
        submit(game, Propose("boats_home"))
    game = submit(game, Propose("notice_for_toll"))
    blocked = {policy.id: policy.blocked_by for policy in view_for(game, "steward").menu}
    assert blocked["boats_home"] == ""
    assert blocked["notice_for_toll"] == "this offer is made once"
