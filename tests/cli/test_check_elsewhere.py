"""`check` of one scenario: what keeps it from being played may be wrong in another file."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tests.cli.conftest import Command, Workspace

from dialogue_sim.content.files import packaged_content

RIVER = "scenarios/river_league"
STORY, POLICIES = f"{RIVER}/first_steps.yaml", f"{RIVER}/policies.yaml"
DOCUMENTS = f"{RIVER}/documents.yaml"
MIREFOLD = "actors/mirefold.yaml"
WHY = (
    "why: An invented commune that is torn between its neighbours; "
    "the sizes are chosen by playtest.\n"
)
KEEP_IT = "name it under `actors:` of one, or keep it for a later one"
VARIANT = "  second_offer:\n    use: {use}\n    set: {{title: A second offer}}\n"


def found(command: Command, *asked: str) -> tuple[int, list[tuple[str, str, str]]]:
    """The exit code, and path, code and help of every problem."""
    result = command("check", "--format", "json", *asked)
    rows = json.loads(result.stdout)
    return result.exit_code, [(row["path"], row["code"], row["help"]) for row in rows]


@pytest.mark.parametrize("asked", ["first_steps", STORY])
def test_a_scenario_whose_actor_is_broken_is_not_sound(
    command: Command, workspace: Workspace, asked: str
) -> None:
    """Its own allowance is not called useless: the check that it is about was never made."""
    story = workspace(STORY, "turns: 3", "turns: 3")
    assert "# check: allow" in story
    workspace(MIREFOLD, WHY, "")
    assert found(command, asked) == (1, [(MIREFOLD, "DS204", "")])


def test_so_it_is_when_mistakes_are_put_right(command: Command, workspace: Workspace) -> None:
    workspace(STORY, "turns: 3", "turns: 3")
    workspace(MIREFOLD, WHY, "")
    result = command("check", "--fix", "first_steps")
    assert result.exit_code == 1
    assert f"{MIREFOLD}:11:8: error[DS204]" in result.stdout
    assert "DS133" not in result.stdout


@pytest.mark.parametrize("asked", ["first_steps", POLICIES, "."])
@pytest.mark.parametrize(
    "wrong",
    [
        ("fromat: 1", "notice_for_toll", "DS120", "did you mean 'format'?"),
        ("format: 1", "notice_for_tol", "DS202", "did you mean 'notice_for_toll'?"),
    ],
    ids=["a slip beside it", "nothing of the name that it uses"],
)
def test_a_variant_in_a_catalogue_is_never_taken_for_a_whole_policy(
    command: Command, workspace: Workspace, here: Path, *, asked: str, wrong: tuple[str, ...]
) -> None:
    begins, use, code, remedy = wrong
    workspace(STORY, "turns: 3", "turns: 3")
    text = workspace(POLICIES, "format: 1", begins)
    (here / POLICIES).write_text(f"{text}{VARIANT.format(use=use)}", encoding="utf-8")
    assert found(command, asked) == (1, [(POLICIES, code, remedy)])


def test_a_scenario_whose_own_text_uses_nothing_that_is_there_hears_that_alone(
    command: Command, workspace: Workspace, here: Path
) -> None:
    text = workspace(STORY, "turns: 3", "turns: 3")
    own = f"{text}\nown_policies:\n{VARIANT.format(use='notice_for_tol')}"
    (here / STORY).write_text(own, encoding="utf-8")
    expected = (STORY, "DS202", "did you mean 'notice_for_toll'?")
    assert found(command, "first_steps") == (1, [expected])


def test_no_allowance_is_idle_where_a_story_could_not_be_put_together(
    command: Command, workspace: Workspace
) -> None:
    text = workspace(DOCUMENTS, "format: 1", "format: 1")
    assert "# check: allow" in text
    workspace(STORY, "turns: 3", "turns: 3")
    workspace(MIREFOLD, WHY, "")
    assert found(command, DOCUMENTS) == (0, [])


def test_what_is_wrong_elsewhere_is_shown_with_its_line(
    command: Command, workspace: Workspace
) -> None:
    workspace(STORY, "turns: 3", "turns: 3")
    workspace(MIREFOLD, WHY, "")
    said = command("check", "first_steps").stdout
    assert "   11 | basis: inferred" in said
    assert "2 files, 1 error" in said


def test_an_allowance_of_what_only_all_scenarios_show_is_of_use(
    command: Command, here: Path
) -> None:
    assert command("new", "setting", "lake", "--fictional").exit_code == 0
    made = command("new", "actor", "ferry", "--setting", "lake", "--name", "Ferry")
    assert made.exit_code == 0
    assert found(command, "ferry")[1] == [
        (
            "actors/ferry.yaml",
            "DS314",
            "name it under `actors:` of one, or keep it for a later one",
        )
    ]
    file = here / "actors" / "ferry.yaml"
    allowed = "# check: allow DS314 because it joins later\nid: ferry"
    text = file.read_text(encoding="utf-8").replace("id: ferry", allowed, 1)
    file.write_text(text, encoding="utf-8")
    assert found(command, "ferry") == (0, [])


@pytest.mark.parametrize("key", ["use", "use ", '"use"'])
def test_a_variant_is_heeded_however_its_key_is_written(
    command: Command, workspace: Workspace, here: Path, key: str
) -> None:
    workspace(MIREFOLD, "listens_to: {oldweir: 1", "listens_to: {oldwier: 1")
    twin = here / "actors" / "twin.yaml"
    twin.write_text(f"format: 1\nid: twin\n{key}: mirefold\n", encoding="utf-8")
    workspace(STORY, "  mirefold: {}", "  mirefold: {}\n  twin: {}")
    assert "DS210" in {code for _, code, _ in found(command, MIREFOLD)[1]}


def test_a_scenario_with_an_id_that_is_taken_is_told_whichever_comes_first(
    command: Command, here: Path
) -> None:
    shipped = packaged_content() / "scenarios" / "nato_russia" / "december_2019.yaml"
    for setting in ("a_lake", "zebra"):
        mine = here / "scenarios" / setting / "december_2019.yaml"
        mine.parent.mkdir(parents=True)
        mine.write_bytes(shipped.read_bytes())
        result = command("check", str(mine))
        assert result.exit_code == 1
        assert "error[DS212]: there is a scenario 'december_2019' already, in " in result.stdout
        assert f"scenarios/{setting}/december_2019.yaml:4:5" in result.stdout
        shutil.rmtree(mine.parent)


def test_what_a_period_covers_and_what_sleeps_in_one_is_told(command: Command, here: Path) -> None:
    """The story plays in 1911; one period has begun by then, the other has not."""
    text = (packaged_content() / MIREFOLD).read_text(encoding="utf-8")
    assert text.count("\ntrust: ") == 1
    wrong = text.replace("\ntrust: ", "\ntrust: 1", 1)
    since = "basis: inferred, why: The flood."
    periods = (
        "periods:\n"
        f"  flood: {{from: '1909', set: {{trust: {{value: 0.2, {since}}}}}}}\n"
        f"  later: {{from: '1920', set: {{stars: {{intrest: 3, {since}}}}}}}\n"
    )
    for path, content in ((MIREFOLD, wrong + periods), (STORY, None)):
        file = here / path
        file.parent.mkdir(parents=True, exist_ok=True)
        shipped = (packaged_content() / path).read_text(encoding="utf-8")
        file.write_text(content or shipped, encoding="utf-8", newline="\n")
    code, rows = found(command, MIREFOLD)
    assert code == 0
    assert [one for _, one, _ in rows if one in {"DS120", "DS124"}] == ["DS124", "DS120"]
    assert "did you mean 'interest'?" in {remedy for _, _, remedy in rows}
