"""The journal: what it holds, how it is chained, and that a session goes on from every move."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.exactly import percents

from dialogue_sim import __version__
from dialogue_sim.content import files as content_files
from dialogue_sim.content.bundle import Bundle
from dialogue_sim.content.files import read_library
from dialogue_sim.content.library import load
from dialogue_sim.session.game import Game
from dialogue_sim.session.moves import Move, MoveError, Propose, Settle
from dialogue_sim.session.playing import begin, submit
from dialogue_sim.session.saves.journal import SaveError
from dialogue_sim.session.saves.opening import open_save
from dialogue_sim.session.saves.reading import read_save
from dialogue_sim.session.saves.recording import Recording, free_path, record_to
from dialogue_sim.session.saves.records import run_record
from dialogue_sim.session.views.view import view_for

NATO = "scenarios/nato_russia"
STORY = {f"{NATO}/{name}.yaml" for name in
         ("december_2019", "setting", "documents", "policies", "rules", "arguments")}  # fmt: skip
MOVES: tuple[Move, ...] = (
    Propose("nrc_ambassadors", {"conditions": "agenda"}),
    Propose("business_as_usual"),
    Settle("amend", {"framing": "crisis"}),
    Propose("top_level_talks", {}, "nrc"),
    Propose("deterrence_plus_channel"),
    Propose("grit_confidence_building"),
    Propose("neutral_platform"),
)


def recorded(game: Game, path: Path, moves: tuple[Move, ...] = MOVES) -> Recording:
    recording = record_to(game, path)
    for move in moves:
        recording.submit(move)
    return recording


def lines(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n")[:-1]]


@pytest.fixture(scope="module")
def session(game: Game, tmp_path_factory: pytest.TempPathFactory) -> tuple[Game, Path]:
    """A finished session and its save; tests only read it."""
    path = tmp_path_factory.mktemp("saves") / "session.dsim"
    return recorded(game, path).game, path


def test_a_finished_session_is_finished(session: tuple[Game, Path]) -> None:
    assert session[0].phase == "over"
    assert len(session[0].played) == 6


def test_the_records_come_in_the_order_of_the_contract(session: tuple[Game, Path]) -> None:
    kinds = [record["k"] for record in lines(session[1])]
    files = kinds.count("file")
    assert files == 17
    assert kinds[: files + 1] == ["head"] + ["file"] * files
    assert kinds[files + 1 :] == [
        "opening", "move", "turn", "move", "move", "turn", *(["move", "turn"] * 4),
    ]  # fmt: skip


def test_every_record_is_numbered_and_names_its_parent(session: tuple[Game, Path]) -> None:
    for number, record in enumerate(lines(session[1])):
        assert (record["n"], record["p"]) == (number, number - 1)


def test_the_chain_is_sha_256_over_the_parent_and_the_record(session: tuple[Game, Path]) -> None:
    parent = ""
    for record in lines(session[1]):
        said = record.pop("h")
        body = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
        parent = hashlib.sha256((parent + body).encode()).hexdigest()[:16]
        assert said == parent


def test_the_head_says_what_was_played(session: tuple[Game, Path]) -> None:
    head = lines(session[1])[0]
    assert list(head) == [
        "n", "p", "k", "dialogue_sim", "v", "engine", "scenario", "seed", "seats", "turns",
        "rules", "text", "story", "h",
    ]  # fmt: skip
    assert (head["dialogue_sim"], head["v"], head["engine"]) == ("save", 2, __version__)
    assert (head["scenario"], head["seed"], head["turns"]) == ("december_2019", "kalmar", 6)
    assert head["seats"] == {"secretary_general": "player"}
    assert head["rules"].startswith("r:")
    assert head["text"].startswith("t:")


def test_the_content_is_in_the_save(session: tuple[Game, Path], files: dict[str, bytes]) -> None:
    actors = {f"actors/{name}.yaml" for name in session[0].bundle.scenario.actors}
    assert {"actors/poland.yaml", "actors/russia.yaml"} <= actors
    embedded = [record for record in lines(session[1]) if record["k"] == "file"]
    assert {record["path"]: record["body"].encode() for record in embedded} == {
        path: files[path] for path in STORY | actors
    }
    for record in embedded:
        assert record["sha"] == hashlib.sha256(record["body"].encode()).hexdigest()[:16]


def test_moves_are_in_the_notation_of_moves(session: tuple[Game, Path]) -> None:
    moves = [record for record in lines(session[1]) if record["k"] == "move"]
    assert [move["do"] for move in moves][:4] == [
        {"propose": "nrc_ambassadors", "amend": {"conditions": "agenda"}},
        {"propose": "business_as_usual"},
        {"settle": "amend", "amend": {"framing": "crisis"}},
        {"propose": "top_level_talks", "venue": "nrc"},
    ]
    assert [move["t"] for move in moves] == [1, 2, 2, 3, 4, 5, 6]
    assert {move["by"] for move in moves} == {"secretary_general"}


def test_a_turn_holds_all_that_a_replay_shows(session: tuple[Game, Path]) -> None:
    game, path = session
    turns = [record for record in lines(path) if record["k"] == "turn"]
    printed: Any = run_record(game)["turns"]
    views = view_for(game, game.chair).played
    for record, said, view in zip(turns, printed, views, strict=True):
        assert record["t"] == said["turn"] == view.number
        assert record["indicators"] == said["situation"]
        last = record["hearings"][-1]
        assert last["responses"] == said["responses"]
        assert (record["answer"], record["stands"]) == (said["answer"], said["stands"])
        assert (record["fired"], record["state"]) == (said["injects"], said["state"])
        levels = {row.issue: row.level for row in view.in_force.levels}
        assert record["in_force"]["policy"] == view.in_force.policy
        assert record["in_force"]["levels"] == levels
        assert record["in_force"]["venue"] == view.in_force.venue
        for reaction in view.reactions:
            terms = {row.name: row.value for row in reaction.receipt.rows}
            assert last["terms"][reaction.actor] == terms
            chances = [chance / 100 for chance in percents(reaction.receipt.chances)]
            assert last["probabilities"][reaction.actor] == pytest.approx(chances)
        drivers = {row.name: row.value for row in view.answer.against.drivers}
        assert record["drivers"] == drivers
    assert [record["ending"] for record in turns[:-1]] == [None] * 5
    assert turns[-1]["ending"] == run_record(game)["ending"]


def test_a_turn_record_is_small(session: tuple[Game, Path]) -> None:
    raw = session[1].read_bytes().split(b"\n")
    assert max(len(line) for line in raw if b'"k":"turn"' in line) < 12_000  # two hearings


def test_a_session_goes_on_from_every_move_as_if_nothing_had_happened(
    session: tuple[Game, Path], game: Game, tmp_path: Path
) -> None:
    path = tmp_path / "resumed.dsim"
    record_to(game, path)
    for move in MOVES:
        opened = open_save(path)
        assert opened.notice == ""
        opened.recording.submit(move)
    last = open_save(path).recording.game
    assert last.code == session[0].code
    assert view_for(last, last.chair) == view_for(session[0], session[0].chair)
    assert path.read_bytes() == session[1].read_bytes()


def test_a_broken_silence_is_open_again_after_resuming(game: Game, tmp_path: Path) -> None:
    path = tmp_path / "session.dsim"
    recording = recorded(game, path, MOVES[:2])
    again = open_save(path).recording.game
    assert again.phase == "settle"
    assert view_for(again, again.chair) == view_for(recording.game, recording.game.chair)


def test_a_move_that_is_refused_is_not_written(game: Game, tmp_path: Path) -> None:
    path = tmp_path / "session.dsim"
    recording = recorded(game, path, MOVES[:1])
    before, kept = path.read_bytes(), recording.game
    with pytest.raises(MoveError):
        recording.submit(Propose("nonsense"))
    assert path.read_bytes() == before
    assert recording.game is kept


def test_a_session_without_a_file_is_played_all_the_same(game: Game, tmp_path: Path) -> None:
    recording = record_to(game, None)
    for move in MOVES:
        recording.submit(move)
    assert recording.game.phase == "over"
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_exists_is_never_written_over(game: Game, tmp_path: Path) -> None:
    path = tmp_path / "session.dsim"
    path.write_bytes(b"precious")
    with pytest.raises(SaveError, match="exists already"):
        record_to(game, path)
    assert path.read_bytes() == b"precious"


def test_names_of_saves_are_free_and_plain(tmp_path: Path) -> None:
    first = free_path(tmp_path, "december_2019", "kalmar")
    assert first.name == "december_2019-kalmar.dsim"
    first.touch()
    second = free_path(tmp_path, "december_2019", "kalmar")
    second.touch()
    third = free_path(tmp_path, "december_2019", "kalmar")
    assert len({first, second, third}) == 3
    for seed in ("../../etc/passwd", "C:\\con", "", "Ж", "a" * 5000, "a/b", ".", "\n"):
        name = free_path(tmp_path, "december_2019", seed).name
        assert name.isascii()
        assert not set(name) & set('/\\:*?"<>|\n ')
        assert len(name) < 80


@pytest.mark.parametrize(
    "seed", ["", "ü🎲", '{"h":1}', "a\x85b\u2028c", "\x00\x1b[31m\n", "x" * 9_999, "../..", "\\"]
)
def test_a_session_with_an_odd_seed_is_saved_and_opened(
    bundle: Bundle, tmp_path: Path, seed: str
) -> None:
    path = free_path(tmp_path, "december_2019", seed)
    recording = recorded(begin(bundle, seed), path, MOVES[:1])
    again = open_save(path).recording.game
    assert (again.seed, again.code) == (seed, recording.game.code)


def test_a_shortened_session_stays_short(bundle: Bundle, tmp_path: Path) -> None:
    path = tmp_path / "short.dsim"
    recording = recorded(begin(bundle, "kalmar", turns=2), path, MOVES[:1])
    again = open_save(path).recording
    assert again.game.world.story.turns == 2
    again.submit(Propose("neutral_platform"))
    assert again.game.phase == "over"
    assert recording.game.phase == "propose"


def test_a_save_opens_without_the_files_it_was_made_from(
    files: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "library"
    for name, raw in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(raw.replace(b"An interview before Christmas", b"Gone since"))
    path = tmp_path / "session.dsim"
    recorded(begin(load(read_library(root), "december_2019"), "kalmar"), path, MOVES[:2])
    shutil.rmtree(root)
    monkeypatch.setattr(content_files, "packaged_content", lambda: tmp_path / "nowhere")
    game = open_save(path).recording.game
    assert view_for(game, game.chair).title == "Gone since"
    assert submit(game, MOVES[2]).turn == 3


def test_changed_content_does_not_change_an_old_session(
    files: dict[str, bytes], session: tuple[Game, Path], tmp_path: Path
) -> None:
    rules = "scenarios/nato_russia/rules.yaml"
    changed = {**files, rules: files[rules].replace(b"loss_factor: 2.0", b"loss_factor: 3.0")}
    assert changed != files
    other = recorded(begin(load(changed, "december_2019"), "kalmar"), tmp_path / "other.dsim")
    assert other.game.code != session[0].code
    assert open_save(session[1]).recording.game.code == session[0].code
    old, new = (lines(path)[0] for path in (session[1], tmp_path / "other.dsim"))
    assert (old["rules"] != new["rules"], old["text"] == new["text"]) == (True, True)


def test_reading_a_sound_save_changes_nothing(session: tuple[Game, Path]) -> None:
    before = session[1].read_bytes()
    save = read_save(session[1])
    assert len(save.tree.records) == len(before.split(b"\n")) - 1
    assert not save.journal.torn
    open_save(session[1])
    assert session[1].read_bytes() == before
