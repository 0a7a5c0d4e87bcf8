"""docs/howto.md is followed to the letter, each section in an empty folder of its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.followed import DOCS, Follower, sections

from dialogue_sim.session.saves.folders import SAVES_VARIABLE

PAGE = (DOCS / "howto.md").read_text(encoding="utf-8")
TASKS = sections(PAGE)


@pytest.mark.parametrize("task", TASKS)
def test_a_task_is_done_by_what_its_section_says(
    task: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SAVES_VARIABLE, str(tmp_path / "kept"))
    (tmp_path / "here").mkdir()
    somebody = Follower(tmp_path / "here")
    somebody.follow(TASKS[task])
    assert somebody.commands, "nothing is done here"


def test_the_page_begins_with_a_list_of_its_tasks() -> None:
    listed = [line for line in PAGE.partition("\n## ")[0].splitlines() if line.startswith("- [")]
    assert listed == [f"- [{task}](#{anchor(task)})" for task in TASKS]


@pytest.mark.parametrize("name", ["tutorial.md", "howto.md", "content.md"])
def test_what_trainers_are_sent_to_is_there(name: str) -> None:
    links = re.findall(r"\]\(([\w/.]*)(?:#([\w-]+))?\)", (DOCS / name).read_text(encoding="utf-8"))
    assert links
    for path, at in links:
        text = (DOCS / (path or name)).read_text(encoding="utf-8")
        headings = re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
        assert not at or at in map(anchor, headings), f"{path}#{at}"


def anchor(heading: str) -> str:
    """What a link calls a heading."""
    return re.sub(r"[^\w-]", "", heading.lower().replace(" ", "-"))
