"""docs/tutorial.md is followed to the letter: whoever does so comes where the page says."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.followed import DOCS, Follower, blocks, must_show

from dialogue_sim.session.saves.folders import SAVES_VARIABLE

PAGE = (DOCS / "tutorial.md").read_text(encoding="utf-8")


@pytest.fixture
def somebody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Follower:
    """A trainer in an empty folder, whose saves lie there."""
    monkeypatch.setenv(SAVES_VARIABLE, str(tmp_path / "kept"))
    return Follower(tmp_path)


def test_an_evening_leads_from_nothing_to_a_tested_scenario(somebody: Follower) -> None:
    somebody.follow(PAGE)
    assert somebody.folder.name == "yard"
    assert (somebody.folder / "spring_term.book.html").exists()
    assert (somebody.folder / "schoolyard.zip").exists()


def test_what_a_page_shows_has_to_come_in_its_order() -> None:
    must_show("one\ntwo  \nthree\nfour\n", ("one", "...", "three", "four"))
    for lines in (("one", "three"), ("two", "...", "one"), ("thre",)):
        with pytest.raises(AssertionError, match="not shown"):
            must_show("one\ntwo\nthree\nfour\n", lines)


@pytest.mark.parametrize(
    ("page", "problem"),
    [
        ("```sh\ndialogue-sim check nowhere\n```\n", "ended with 2"),
        ("```sh\nrm x\n```\n", "a command of its own"),
        ("```text\nnever said\n```\n", "not shown"),
        ("```diff\n--- a.yaml\n-x: 3\n+x: 4\n```\n", "not exactly once"),
        ("```yaml\n# a.yaml\nx: 4\n```\n", "a.yaml is there already"),
        ("```yaml\n# at the end of b.yaml\nx: 4\n```\n", "b.yaml is not there already"),
        ("```ini\n```\n", "what is to be done"),
    ],
)
def test_a_page_that_is_wrong_is_found_out(somebody: Follower, page: str, problem: str) -> None:
    (somebody.folder / "a.yaml").write_text("x: 1\n")
    with pytest.raises(AssertionError, match=rf"at line 1 of .*{problem}"):
        somebody.follow(page)


def test_a_file_is_changed_as_a_page_says(somebody: Follower) -> None:
    (somebody.folder / "a.yaml").write_text("x: 1\ny: 2\nz: 3\nx: 1\n")
    somebody.follow(
        "```diff\n--- a.yaml\n y: 2\n-z: 3\n+z: 4\n@@\n+w: 5\n```\n"
        "```yaml\n# b/c.yaml\nv: 6\n```\n```yaml\n# at the end of b/c.yaml\nu: 7\n```\n"
    )
    assert (somebody.folder / "a.yaml").read_text() == "x: 1\ny: 2\nz: 4\nx: 1\nw: 5\n"
    assert (somebody.folder / "b/c.yaml").read_text() == "v: 6\nu: 7\n"
    assert [block.line for block in blocks("a\n```sh\nx\n```\n\n```text\n```\n")] == [2, 6]
