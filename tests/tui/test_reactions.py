"""What the page of responses says beside a response."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.content.mechanisms_in_yaml import BARE, DECEMBER, FILES, SHIPPED

from dialogue_sim.content.library import load
from dialogue_sim.linear import pages
from dialogue_sim.session.moves import Propose
from dialogue_sim.session.persons import look
from dialogue_sim.session.playing import begin, submit
from dialogue_sim.tui.widgets.responses import response_lines


@pytest.mark.parametrize(
    ("files", "words"),
    [
        (BARE, "On the record, but not alone against all others"),
        ({**FILES, DECEMBER: SHIPPED[DECEMBER]}, "On the record, but within what they bear"),
    ],
)
def test_who_did_not_break_silence_after_all_is_told_of_in_the_words_of_linear_mode(
    files: dict[str, bytes], words: str
) -> None:
    game = submit(begin(load(files, "december_2019"), "kalmar"), Propose("nrc_ambassadors"))
    view = look(game)
    hearing = view.played[0].hearings[0]
    (poland,) = (one for one in hearing.reactions if one.actor == "poland")
    before, after = (
        " ".join(str(line) for line in response_lines(one, 400, plain=True))
        for one in (poland, replace(poland, eased=True))
    )
    assert words not in before
    assert words in after
    all_said = tuple(replace(one, eased=one.actor == "poland") for one in hearing.reactions)
    told = pages.hearing(view, replace(hearing, reactions=all_said))
    assert any(line.startswith(f"{words}: ") for line in told)
