"""What has become of a scenario since a session of it was saved."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.session.changes.conftest import DECEMBER, RULES, Edit, Library
from tests.session.test_save import lines
from tests.session.test_save_damage import rechained

from dialogue_sim.session.changes.standing import MOST, Standing, standing_of
from dialogue_sim.session.game import Game
from dialogue_sim.session.saves.reading import read_save

QUIET = """\
  quiet:
    at: 6
    title: Quiet
    label: FIC
    text: Nothing happens.
    effects:
      - tension += 0
"""


@pytest.fixture(scope="module")
def path(session: tuple[Game, Path]) -> Path:
    return session[1]


def standing(path: Path, library: Library) -> Standing:
    return standing_of(read_save(path), library)


def sentences(path: Path, library: Library) -> list[str]:
    found = standing(path, library)
    assert (found.kind, found.more) == ("rules", 0)
    return [one.sentence for one in found.differences]


def test_what_nobody_touched_is_the_same(path: Path, files: Library) -> None:
    assert standing(path, files) == Standing("same", "december_2019")


def test_layout_and_comments_change_nothing(path: Path, files: Library, edit: Edit) -> None:
    commented = edit(RULES, ("# Values in the order", "# A comment\n# Values in the order"))
    assert standing(path, commented).kind == "same"
    windows = {name: raw.replace(b"\n", b"\r\n") for name, raw in files.items()}
    assert standing(path, windows).kind == "same"


def test_other_words_are_other_prose(path: Path, edit: Edit) -> None:
    found = standing(path, edit(DECEMBER, ("Six turns remain.", "There are six turns.")))
    assert (found.kind, found.notice, found.differences) == ("prose", "", ())


def test_another_number_is_named_with_what_it_was(path: Path, edit: Edit) -> None:
    assert sentences(path, edit(RULES, ("loss_factor: 2.0", "loss_factor: 2.25"))) == [
        "rules.utility.loss_factor 2.25, was 2.0"
    ]
    assert sentences(path, edit(DECEMBER, ("procedure: silence", "procedure: consensus"))) == [
        "scenario.procedure consensus, was silence"
    ]


def test_of_a_list_of_words_only_those_are_named_that_differ(path: Path, edit: Edit) -> None:
    without = edit(DECEMBER, ("  - postwar_reset\n", ""))
    assert sentences(path, without) == ["scenario.policies postwar_reset, gone"]
    instead = edit(DECEMBER, ("  - postwar_reset\n", "  - firm_line\n"))
    assert sentences(path, instead) == ["scenario.policies firm_line, was postwar_reset"]
    effect = edit(DECEMBER, ("      - cohesion += 3\n", "      - cohesion += 4\n"))
    assert sentences(path, effect) == [
        "scenario.injects.reflection_process.effects cohesion += 4, was cohesion += 3"
    ]


def test_words_in_another_order_are_named_whole(path: Path, edit: Edit) -> None:
    one, two = "      - tension -= 2\n", "      - cohesion -= 3\n"
    (told,) = sentences(path, edit(DECEMBER, (one + two, two + one)))
    assert told == (
        "scenario.injects.president_remark.effects "
        "cohesion -= 3, tension -= 2, was tension -= 2, cohesion -= 3"
    )


def test_a_part_that_is_new_or_gone_is_named_once(path: Path, edit: Edit) -> None:
    assert sentences(path, edit(DECEMBER, ("injects:\n", f"injects:\n{QUIET}"))) == [
        "scenario.injects.quiet, new"
    ]
    assert sentences(path, edit(DECEMBER, ("  ukraine: {}\n", ""))) == ["actor ukraine, gone"]


def test_many_differences_are_counted_beyond_the_first(path: Path, files: Library) -> None:
    """Every salience of 1..4 of some actors, who have no periods, is a quarter higher."""
    changed, count = dict(files), 0
    for name in ("france", "nato_publics", "rasmussen", "think_tank_critics", "ukraine"):
        file = f"actors/{name}.yaml"
        raw, places = re.subn(rb"(\bsalience: [1-4])\n", rb"\1.25\n", files[file])
        changed[file], count = raw, count + places
    found = standing(path, changed)
    assert count > MOST
    assert (len(found.differences), found.more) == (MOST, count - MOST)
    assert {one.path.rpartition(".")[2] for one in found.differences} == {"salience"}


def test_a_scenario_that_is_not_there_any_more(path: Path, files: Library) -> None:
    found = standing(path, {name: raw for name, raw in files.items() if name != DECEMBER})
    assert found.kind == "missing"
    assert "no scenario 'december_2019' here any more" in found.notice


def test_a_scenario_with_errors_says_which(path: Path, edit: Edit) -> None:
    found = standing(path, edit(DECEMBER, ("procedure: silence", "procedure: silense")))
    assert (found.kind, found.today) == ("broken", None)
    assert f"{DECEMBER}: 'silense' is not allowed here" in found.notice


def test_the_format_of_the_save_does_not_matter(
    path: Path, files: Library, tmp_path: Path
) -> None:
    head, *rest = (record for record in lines(path) if record["k"] in {"head", "file"})
    old = tmp_path / "old.dsim"
    old.write_bytes(rechained([{**head, "v": 1}, *rest]))
    assert standing(old, files).kind == "same"


def test_the_content_counts_and_not_what_the_head_says_of_it(
    path: Path, edit: Edit, tmp_path: Path
) -> None:
    """Whoever writes the hashes of other rules into a head makes no other rules of them."""
    library = edit(RULES, ("loss_factor: 2.0", "loss_factor: 2.25"))
    head, *rest = lines(path)
    forged = tmp_path / "forged.dsim"
    forged.write_bytes(rechained([{**head, "rules": "r:0", "text": "t:0"}, *rest]))
    assert sentences(forged, library) == ["rules.utility.loss_factor 2.25, was 2.0"]
