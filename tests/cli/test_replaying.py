"""`replay`, `branch` and `compare`: a session looked at again, begun again, beside another."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dialogue_sim.session.game import Game
from dialogue_sim.session.moves import Propose, Settle, Wait
from dialogue_sim.session.notation import read_move
from dialogue_sim.session.saves.journal import dumps, short_hash
from dialogue_sim.session.saves.opening import open_save
from dialogue_sim.session.saves.reading import read_save
from dialogue_sim.session.start import Start

Command = Any  # a callable fixture: (*arguments, typed) -> Result
MOVES = (
    {"t": 1, "by": "secretary_general", "do": {"propose": "nrc_ambassadors"}},
    {"t": 2, "by": "secretary_general", "do": {"propose": "top_level_talks"}},
    {"t": 3, "by": "secretary_general", "do": {"wait": True}},
)


@pytest.fixture
def save(command: Command, here: Path, plain: Path) -> Path:
    """Three turns of a run, and a line that begins its second turn again."""
    assert plain.is_file()
    moves = "".join(f"{json.dumps(move)}\n" for move in MOVES)
    (here / "moves.jsonl").write_text(moves, encoding="utf-8")
    path = here / "kept" / "three.dsim"
    ran = command("run", "december_2019", "--moves", "moves.jsonl", "--seed", "kalmar",
                  "--turns", "3", "--save", str(path))  # fmt: skip
    assert ran.exit_code == 0, ran.output
    return path


def game_of(path: Path) -> Game:
    return open_save(path).recording.game


def document(command: Command, *arguments: str) -> Any:  # noqa: ANN401  JSON
    result = command(*arguments, "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(result.stdout)


def flat(text: str) -> str:
    return " ".join(text.split())


# ---------------------------------------------------------------- replay


def test_json_holds_what_was_recorded(command: Command, save: Path) -> None:
    told = document(command, "replay", "three")
    game, tree = game_of(save), read_save(save).tree
    assert list(told) == [
        "save", "line", "scenario", "seed", "session_code", "lines", "seats", "opening", "turns",
        "pending",
    ]  # fmt: skip
    assert (told["line"], told["lines"], told["seed"]) == ("main", ["main"], "kalmar")
    assert told["session_code"] == game.code
    assert [turn["t"] for turn in told["turns"]] == [1, 2, 3]
    for turn, step in zip(told["turns"], tree.turns(tree.tip), strict=True):
        assert turn["state"] == tree.records[step]["state"]
        assert turn["hearings"] == tree.records[step]["hearings"]
        assert turn.keys().isdisjoint({"n", "p", "h", "k"})
    moves = [
        (turn["t"], move["by"], move["do"]) for turn in told["turns"] for move in turn["moves"]
    ]
    assert moves == [(move["t"], move["by"], move["do"]) for move in MOVES]
    assert told["opening"]["indicators"]["tension"] == 50


def test_json_of_one_turn_holds_that_turn(command: Command, save: Path) -> None:
    recording = open_save(save).recording
    recording.note("slowly", "!?", read_save(save).tree.turns(recording.at)[1])
    recording.close()
    told = document(command, "replay", "three", "--turn", "2")
    assert [turn["t"] for turn in told["turns"]] == [2]
    assert told["turns"][0]["notes"] == [{"mark": "!?", "text": "slowly"}]
    assert told.keys().isdisjoint({"opening", "pending"})
    opening = document(command, "replay", "three", "--turn", "0")
    assert (opening["turns"], opening["opening"]["notes"]) == ([], [])


@pytest.mark.usefixtures("save")
@pytest.mark.parametrize("how", ["--json", "--linear", None])
def test_a_turn_or_line_that_is_not_there_is_refused(command: Command, how: str | None) -> None:
    option = [how] if how else []
    turn = command("replay", "three", "--turn", "4", *option)
    assert (turn.exit_code, turn.stdout) == (1, "")
    assert "there is no turn 4 on this line: it has turns 1 to 3" in flat(turn.stderr)
    line = command("replay", "three", "--line", "mian", *option)
    assert (line.exit_code, line.stdout) == (2, "")
    assert "there is no line 'mian': did you mean 'main'?" in flat(line.stderr)


def test_without_a_word_it_is_looked_at_on_the_screens(
    command: Command, save: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[Path, Start, bool]] = []

    def run(folder: Path, start: Start, *, in_ascii: bool) -> None:
        opened.append((folder, start, in_ascii))

    monkeypatch.setattr("dialogue_sim.tui.app.run", run)
    assert command("replay", "--turn", "2", "--ascii").exit_code == 0
    assert opened == [(save.parent, Start(replay=save, turn=2), True)]


def test_linear_mode_begins_at_the_turn_and_line(command: Command, save: Path) -> None:
    command("branch", "three", "--turn", "2", "--name", "again")
    said = command("replay", str(save), "--turn", "2", "--line", "main", "--linear").stdout
    assert "line main" in said
    assert "Turn 2 of 3. Offer of top-level talks." in said


def test_a_damaged_save_is_printed_up_to_the_damage(command: Command, save: Path) -> None:
    lines = save.read_bytes().split(b"\n")
    last = max(n for n, line in enumerate(lines) if b'"k":"turn"' in line)
    lines[last] = lines[last].replace(b'"stands":', b'"stand5":', 1)
    save.write_bytes(b"\n".join(lines))
    result = command("replay", "three", "--json")
    assert result.exit_code == 0
    assert f"record {last + 1} (turn)" in result.stderr
    assert [turn["t"] for turn in json.loads(result.stdout)["turns"]] == [1, 2]


def test_what_somebody_wrote_does_not_steer_the_terminal(command: Command, save: Path) -> None:
    # No note that is written here may hold such signs, but a save is what somebody sent.
    journal = read_save(save).journal
    journal.append([{"k": "note", "mark": "?", "text": "\x1b[31mred\x07 \u202etxet"}])
    journal.close()
    for how in ("--linear", "--json"):
        said = command("replay", "three", how).stdout
        assert "\x1b" not in said
        assert "\u202e" not in said


# ---------------------------------------------------------------- branch


def test_a_turn_begins_again_on_a_new_line_of_the_save(command: Command, save: Path) -> None:
    before, code = save.read_bytes(), game_of(save).code
    done = command("branch", "three", "--turn", "2", "--seed", "oslo", "--name", "other luck")
    assert done.exit_code == 0
    said = flat(done.stdout)
    assert (
        "turn 2 begins again on the line 'other luck', under seed kalmar, from turn 2 oslo" in said
    )
    assert "resume" in done.stdout.splitlines()[-1]
    assert str(save) in done.stdout.splitlines()[-1]
    assert save.read_bytes().startswith(before)
    game = game_of(save)
    assert (game.turn, game.phase, game.luck) == (2, "propose", "kalmar, from turn 2 oslo")
    assert document(command, "replay", "three", "--line", "main")["session_code"] == code


def test_the_same_moves_on_the_new_line_come_out_the_same(command: Command, save: Path) -> None:
    main = document(command, "replay", "three")["turns"]
    command("branch", "three", "--turn", "2")
    recording = open_save(save).recording
    recording.submit(*(read_move(move["do"]) for move in MOVES[1:]))
    recording.close()
    again = document(command, "replay", "three", "--line", "variation 1")["turns"]
    assert [turn["state"] for turn in again] == [turn["state"] for turn in main]
    compared = document(command, "compare", "three", "main", "variation 1")
    assert (compared["parts"], compared["why"]) == (None, None)


def test_a_line_up_to_a_turn_becomes_a_save_of_its_own(
    command: Command, save: Path, here: Path
) -> None:
    before = save.read_bytes()
    done = command("branch", "three", "--turn", "3", "--save", "own/late.dsim")
    assert done.exit_code == 0
    assert save.read_bytes() == before
    game = game_of(here / "own/late.dsim")
    assert (game.turn, game.luck, len(game.played)) == (3, "kalmar", 2)
    assert str(Path("own/late.dsim")) in done.stdout.splitlines()[-1]
    held = read_save(here / "own/late.dsim")
    assert len(held.tree.variations) == 1
    assert held.files == read_save(save).files
    again = command("branch", "three", "--turn", "3", "--save", "own/late.dsim")
    assert again.exit_code == 1
    assert "exists already" in again.stderr


def test_a_save_of_its_own_may_have_other_luck(command: Command, save: Path, here: Path) -> None:
    before = save.read_bytes()
    command(
        "branch", "three", "--turn", "1", "--save", "own.dsim", "--seed", "oslo", "--name", "x"
    )
    assert save.read_bytes() == before
    assert game_of(here / "own.dsim").luck == "kalmar, from turn 1 oslo"
    assert read_save(here / "own.dsim").tree.variations[0].name == "x"


@pytest.mark.usefixtures("save")
def test_what_cannot_begin_again_is_refused(command: Command, here: Path) -> None:
    for beside in ([], ["--save", "own.dsim"]):
        late = command("branch", "three", "--turn", "4", *beside)
        assert late.exit_code == 1
        assert "there is no turn 4 in the line 'main': it has turns 1 to 3" in flat(late.stderr)
        line = command("branch", "three", "--turn", "2", "--line", "oslo", *beside)
        assert line.exit_code == 2
        assert "there is no line 'oslo'" in flat(line.stderr)
        name = command("branch", "three", "--turn", "2", "--name", "\x07", *beside)
        assert name.exit_code == 1
        assert "cannot be shown" in name.stderr
    assert command("branch", "three").exit_code == 2
    assert not (here / "own.dsim").exists()


def test_what_is_before_damage_becomes_a_save_of_its_own(
    command: Command, save: Path, here: Path
) -> None:
    lines = save.read_bytes().split(b"\n")
    last = max(n for n, line in enumerate(lines) if b'"k":"turn"' in line)
    lines[last] = b"x" + lines[last]
    save.write_bytes(b"\n".join(lines))
    refused = command("branch", "three", "--turn", "2")
    assert refused.exit_code == 1
    assert f"record {last + 1}" in refused.stderr
    assert "--save FILE" in refused.stderr
    assert command("branch", "three", "--turn", "3", "--save", "own.dsim").exit_code == 0
    assert len(game_of(here / "own.dsim").played) == 2


# ---------------------------------------------------------------- compare


def test_two_lines_side_by_side(command: Command, save: Path) -> None:
    command("branch", "three", "--turn", "2", "--name", "wait")
    recording = open_save(save).recording
    recording.submit(Wait())
    recording.close()
    told = document(command, "compare", "three", "main", "wait")
    assert [line["line"] for line in told["lines"]] == ["main", "wait"]
    assert (told["parts"], told["why"]) == (2, "moves")
    assert [turn["same"] for turn in told["turns"]] == [True, False, False]
    second = told["turns"][1]
    assert second["moves"] == [
        [{"by": "secretary_general", "do": {"propose": "top_level_talks"}}],
        [{"by": "secretary_general", "do": {"wait": True}}],
    ]
    main, wait = (
        document(command, "replay", "three", "--line", name)["turns"][1]
        for name in ("main", "wait")
    )
    assert second["answer"] == [main["answer"], wait["answer"]]
    assert told["turns"][2]["moves"][1] is None
    text = command("compare", "three").stdout
    assert text.startswith("1 is wait, 2 is main.\n")
    assert "Turn 2. Here they part: what was decided differs." in text
    assert "Turn 3, to which 1 has not come:" in text


def test_lines_of_two_saves_are_compared(command: Command, save: Path, here: Path) -> None:
    command("branch", "three", "--turn", "2", "--save", "kept/own.dsim", "--seed", "oslo")
    recording = open_save(here / "kept/own.dsim").recording
    recording.submit(read_move(MOVES[1]["do"]))
    recording.close()
    told = document(command, "compare", "three", "--with", "own")
    assert [line["save"] for line in told["lines"]] == [str(save), str(here / "kept/own.dsim")]
    assert told["turns"][0]["same"]
    assert told["turns"][1]["moves"][0] == told["turns"][1]["moves"][1]
    if told["parts"] == 2:
        assert told["why"] == "luck"
    text = command("compare", "three", "--with", "own").stdout
    assert text.startswith("1 is main of three.dsim, 2 is main of own.dsim.\n")


@pytest.mark.usefixtures("save")
def test_one_line_alone_is_compared_with_nothing(command: Command) -> None:
    alone = command("compare", "three")
    assert alone.exit_code == 1
    assert "this save has one line alone" in alone.stderr
    assert command("compare", "three", "a", "b", "c").exit_code == 2


# ---------------------------------------------------------------- resume --line


def test_a_line_that_cannot_go_on_is_refused_before_anything_is_drawn(
    command: Command, save: Path
) -> None:
    command("branch", "three", "--turn", "2", "--name", "again")
    before = save.read_bytes()
    for how in ((), ("--linear",)):
        over = command("resume", "three", "--line", "main", *how)
        assert over.exit_code == 1
        assert "the line 'main' is over" in flat(over.stderr)
        unknown = command("resume", "three", "--line", "agian", *how)
        assert unknown.exit_code != 0
        assert "again" in unknown.stderr
    assert save.read_bytes() == before


def test_a_name_that_is_taken_leaves_no_file_behind(command: Command, save: Path) -> None:
    del save
    command("branch", "three", "--turn", "2", "--name", "again")
    taken = command("branch", "three", "--turn", "2", "--name", "Again")
    assert (taken.exit_code, "there is a line 'Again'" in flat(taken.stderr)) == (1, True)
    for name in ("again", "main"):
        beside = ("--turn", "3", "--line", "again", "--save", "own.dsim", "--name", name)
        assert command("branch", "three", *beside).exit_code == 1
        assert not Path("own.dsim").exists()


def rewritten(path: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Change the head of a save, and every hash after it."""
    records = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    change(records[0])
    hashes: list[str] = []
    lines = []
    for record in records:
        body = dumps({key: part for key, part in record.items() if key != "h"})
        before = "" if record["p"] < 0 else hashes[record["p"]]
        hashes.append(short_hash(before + body))
        lines.append(f'{body[:-1]},"h":"{hashes[-1]}"}}\n')
    path.write_text("".join(lines), "utf-8")


def test_a_hard_session_that_goes_on_keeps_its_numbers_back(command: Command, save: Path) -> None:
    command("branch", "three", "--turn", "2", "--name", "shut")
    recording = open_save(save).recording
    if recording.submit_and_go_on(Propose("isolation")).phase == "settle":
        recording.submit_and_go_on(Settle("group"))
    recording.close()
    rewritten(save, lambda head: head.update(difficulty="hard"))
    text = command("replay", "three", "--line", "shut", "--json").stdout
    compared = command("compare", "three", "--json").stdout
    over = command("replay", "three", "--line", "main", "--json").stdout
    assert '"because": [\n' in compared
    assert '"terms"' in over
    for key in ("terms", "probabilities", "drivers", "values"):
        assert f'"{key}"' not in text
        assert f'"{key}"' not in compared
    assert json.loads(text)["turns"][0]["hearings"][0]["responses"]


@pytest.mark.parametrize(("persons", "told"), [(1, True), (2, False)])
def test_what_one_of_several_has_decided_is_not_printed_before_its_turn_is_over(
    command: Command,
    save: Path,
    persons: int,
    told: bool,  # noqa: FBT001
) -> None:
    seats = dict.fromkeys(("secretary_general", "norway")[:persons], "player")
    command("branch", "three", "--turn", "2")
    rewritten(save, lambda head: head.update(seats=seats))
    assert ("pending" in document(command, "replay", "three")) == told
