"""A turn whose record was torn off is in the file again as soon as somebody resumes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.resumed import resumed
from tests.session.saves.short_session import moves, recorded

from dialogue_sim.content.files import default_library
from dialogue_sim.session.changes.opening import find_out, go_on
from dialogue_sim.session.saves.catalogue import save_cards
from dialogue_sim.session.saves.playback import Playback
from dialogue_sim.session.saves.reading import read_save
from dialogue_sim.session.saves.recording import Recording


def beside_nothing(path: Path) -> Recording:
    return resumed(path).recording


def beside_the_content_of_today(path: Path) -> Recording:
    return go_on(find_out(path, default_library())).recording


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """A session that is over."""
    path = tmp_path / "whole.dsim"
    recorded(path, len(moves())).close()
    return path


@pytest.mark.parametrize("resume", [beside_nothing, beside_the_content_of_today])
def test_a_finished_session_without_its_last_line_is_finished_again(
    whole: Path, resume: Callable[[Path], Recording]
) -> None:
    sound = whole.read_bytes()
    whole.write_bytes(sound[:-40])
    assert not save_cards(whole.parent)[0].over
    resume(whole).close()
    assert whole.read_bytes() == sound
    assert save_cards(whole.parent)[0].over
    assert [*Playback(read_save(whole)).faults()] == []


@pytest.mark.parametrize("resume", [beside_nothing, beside_the_content_of_today])
def test_where_nothing_is_missing_nothing_is_written(
    whole: Path, resume: Callable[[Path], Recording]
) -> None:
    sound = whole.read_bytes()
    resume(whole).close()
    assert whole.read_bytes() == sound
