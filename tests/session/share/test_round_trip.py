"""A line that is sent arrives whole: the same records, the same notes, the same code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.session.debates_in_yaml import GERMANY_TABLES, debating
from tests.session.share.any_session import session
from tests.session.share.comparing import head_of, line_of

from dialogue_sim.content.characters import FORBIDDEN
from dialogue_sim.session.saves.opening import open_save
from dialogue_sim.session.saves.reading import Save, read_save
from dialogue_sim.session.saves.recording import Recording
from dialogue_sim.session.share.as_json import export_json
from dialogue_sim.session.share.importing import import_line
from dialogue_sim.session.share.readable import export_line


def library(recording: Recording) -> Mapping[str, bytes]:
    """The files that a session was made of."""
    tables = bool(recording.game.bundle.scenario.agenda)
    return debating("ledger", *([GERMANY_TABLES] if tables else []))


def written(save: Save, layout: str, end: int, folder: Path) -> Path:
    """A line in a file; whatever is in it can be seen."""
    text = {"text": export_line, "json": export_json}[layout](save, end)
    assert not FORBIDDEN.search(text)
    path = folder / f"{end}.{layout}"
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


@pytest.mark.thorough
@settings(max_examples=12)
@given(luck=st.randoms(use_true_random=True), layout=st.sampled_from(["text", "json"]))
def test_every_line_of_any_session_arrives_whole(
    luck: Random, layout: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("sent")
    recording = session(luck, folder / "sent.dsim")
    recording.close()
    save = read_save(folder / "sent.dsim")
    files = library(recording) if layout == "text" else {}
    for end in {save.tree.tip, *(line.end for line in save.tree.variations)}:
        source = written(save, layout, end, folder)
        done = import_line(source, files, folder / "arrived")
        assert (done.remarks, done.problems) == ((), ())
        opened = open_save(done.path)
        there = opened.save
        assert line_of(there, there.tree.tip) == line_of(save, end)
        assert head_of(there) == head_of(save)
        assert there.files == save.files
        assert opened.recording.game.code == done.code
        if end == save.tree.tip:
            assert done.code == recording.game.code
        # What arrived is sent on as it came.
        again = {"text": export_line, "json": export_json}[layout](there, there.tree.tip)
        assert without_name(again) == without_name(source.read_text("utf-8"))


def without_name(text: str) -> list[str]:
    """A text without the name of the line, which is `main` where it stands alone."""
    named = re.compile(r'"name":"(?:[^"\\]|\\.)*",|^\[Line .*$', re.MULTILINE)
    return named.sub("", text, count=1).splitlines()
