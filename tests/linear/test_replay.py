"""A save looked at again as prompt and answer: moments, reasons, lines, notes, own ideas."""

from __future__ import annotations

import io
import os
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.linear.conftest import plain

from dialogue_sim.linear import replay as replays
from dialogue_sim.linear.desk import Desk
from dialogue_sim.linear.replay import Replay
from dialogue_sim.session.game import Game
from dialogue_sim.session.moves import Propose, Settle
from dialogue_sim.session.playing import advised, begin
from dialogue_sim.session.replay.names import names_in
from dialogue_sim.session.replay.recorded import RecordedLine, recorded_line
from dialogue_sim.session.saves.journal import Journal
from dialogue_sim.session.saves.lock import take_lock
from dialogue_sim.session.saves.opening import open_save
from dialogue_sim.session.saves.playback import DiffersError
from dialogue_sim.session.saves.reading import read_save
from dialogue_sim.session.saves.recording import record_to

Play = Any  # a callable fixture: (*arguments, typed) -> output
COUNCIL, HATED = Propose("nrc_ambassadors"), Propose("business_as_usual")
TALKS = Propose("top_level_talks", {"conditions": "strict"})


def flat(text: str) -> str:
    """What is said, without the line ends of paragraphs."""
    return " ".join(text.split())


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three turns on the main line, and one that begins its second turn under other luck."""
    return written(begin(plain(), "kalmar"), tmp_path_factory.mktemp("played") / "two.dsim")


def written(game: Game, path: Path) -> Path:
    recording = record_to(game, path)
    recording.submit(COUNCIL)
    recording.note("a modest start", "!?")
    recording.submit(HATED, Settle("withdraw"), TALKS)
    main = recording.at
    recording.branch(2, "oslo", "other luck")
    recording.submit(TALKS)
    # The session stands on the main line.
    assert recording.journal is not None
    recording.journal.append([{"k": "tip"}], main)
    recording.close()
    return path


@pytest.fixture
def save(played: Path, saves: Path) -> Path:
    """The same, to be written to."""
    saves.mkdir()
    return Path(shutil.copy(played, saves / "two.dsim"))


def line_of(path: Path, name: str = "main") -> RecordedLine:
    held = read_save(path)
    end = next(one.end for one in held.tree.variations if one.name == name)
    return recorded_line(held, names_in(held), end)


def answers(output: str) -> list[str]:
    """What is said before the first prompt, and to each line that was typed."""
    return re.split(r"(?:Replay, [^>]*|A number, your own words[^>]*) > ", output)


def situation(line: RecordedLine, moment: int) -> list[str]:
    return [f"{row.label}: {row.values[moment]}" for row in line.history.lines]


# ---------------------------------------------------------------- moments


@pytest.mark.usefixtures("save")
def test_it_begins_where_the_session_stands_and_steps_both_ways(
    dialogue: Play, save: Path
) -> None:
    typed = ("back", "back", "", "turn 3", "next", "turn 0", "back", "turn 9", "quit")
    said = [flat(one) for one in answers(dialogue("replay", typed=typed))]
    line = line_of(save)
    assert "Played again: every turn comes out as it was recorded." in said[0]
    for told, moment in ((said[0], 3), (said[1], 2), (said[2], 1), (said[3], 2), (said[4], 3)):
        assert f"Turn {moment} of 6. {line.turns[moment - 1].title}." in told
        assert all(one in told for one in situation(line, moment))
    assert "This is the end of the line. The session goes on from here" in said[5]
    assert "The opening. Situation, 0 to 100:" in said[6]
    assert all(one in said[6] for one in situation(line, 0))
    assert "This is the opening." in said[7]
    assert "Type turn and a number from 0 to 3." in said[8]


@pytest.mark.usefixtures("save")
def test_a_moment_says_what_was_decided_said_and_noted(dialogue: Play, save: Path) -> None:
    first, second, third = answers(dialogue("replay", "--turn", "1", typed=("", "", "quit")))[:3]
    line = line_of(save)
    assert "Note !?: a modest start" in first
    assert "Note" not in second + third
    assert "tabled Back to normal relations" in flat(second)
    assert "settle withdraw" in flat(second)
    assert "Silence was broken." in second
    assert "tabled Offer of top-level talks, amended: conditions strict" in flat(third)
    for told, turn in zip((first, second, third), line.turns, strict=True):
        for one in turn.said:
            reason = one.reasons[0]
            way = "for it" if reason.value > 0 else "against it"
            told_in = f"{one.name}: {one.response.replace('_', ' ')}. Weighs most "
            assert (
                f"{way} {reason.label} ({reason.shown})" in flat(told).partition(told_in)[2][:160]
            )
            assert told_in in flat(told)
        assert f"answers: {turn.answer.replace('_', ' ')}. [MOD]" in flat(told)


@pytest.mark.usefixtures("save")
def test_most_goes_to_the_turns_in_the_order_of_their_change(dialogue: Play, save: Path) -> None:
    said = answers(dialogue("replay", typed=("most", "most", "most", "most", "quit")))
    ranks = line_of(save).most_changed()
    told = [int(found[1]) for one in said[1:5] if (found := re.search(r"Turn (\d) of 6\.", one))]
    assert told == [*ranks, ranks[0]]


@pytest.mark.usefixtures("save")
def test_play_tells_turn_after_turn(dialogue: Play) -> None:
    said = answers(dialogue("replay", "--turn", "0", typed=("play", "play quick", "quit")))
    assert re.findall(r"Turn (\d) of 6\.", said[1]) == ["1", "2", "3"]
    assert "This is the end of the line." in said[1]
    assert "Type play slow, play normal or play fast." in said[2]


class Terminal(io.StringIO):
    """A terminal that somebody looks at."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("typed", "seconds"), [("play fast", 1.0), ("play slow", 6.0)])
def test_on_a_terminal_there_is_time_to_read_and_ctrl_c_stops(
    save: Path, typed: str, seconds: float
) -> None:
    out, waited = Terminal(), list[float]()

    def pause(time: float) -> None:
        waited.append(time)
        if len(waited) == 2:
            raise KeyboardInterrupt

    replay = Replay.of(Desk(io.StringIO(f"{typed}\nquit\n"), out), save)
    replay.pause = pause
    replay.go_to_turn(0)
    replay.run()
    assert waited == [seconds, seconds]
    assert "Stopped." in out.getvalue()
    assert replay.at == 1


# ---------------------------------------------------------------- reasons


@pytest.mark.usefixtures("save")
def test_all_reasons_of_an_actor_are_told_and_add_up(dialogue: Play, save: Path) -> None:
    typed = ("why poland", "why Government of Poland", "why russia", "why atlantis", "why", "quit")
    said = answers(dialogue("replay", "--turn", "1", typed=typed))
    (poland,) = [one for one in line_of(save).turns[0].said if one.actor == "poland"]
    for reason in poland.reasons:
        assert f"  {reason.label}: {reason.shown}" in said[1]
    shown = [float(one) for one in re.findall(r"([+-]\d\.\d{3})", said[1])]
    assert sum(shown[:-1]) == pytest.approx(shown[-1], abs=0.005)
    assert said[2] == said[1]
    assert "What drove the answer" in said[3]
    assert "nobody called 'atlantis' was asked" in flat(said[4])
    assert "say whose reasons" in flat(said[5])


@pytest.mark.usefixtures("save")
def test_the_fuller_pages_of_a_turn_are_there_where_it_could_be_played(dialogue: Play) -> None:
    typed = ("more", "receipt poland", "history tension", "history", "turn 0", "more", "quit")
    said = answers(dialogue("replay", "--turn", "1", typed=typed))
    assert "Turn 1: Council meeting of ambassadors; stands." in flat(said[1])
    assert "Receipt of Government of Poland." in said[2]
    assert "What would have moved it:" in said[2]
    assert "8 in 10 re-rolls" in said[3]
    assert "T3" in said[4]
    assert "Nothing has been said at the opening" in said[6]


def test_an_adviser_without_numbers_gives_none_here_either(dialogue: Play, saves: Path) -> None:
    saves.mkdir()
    path = written(advised(begin(plain(), "kalmar"), "hard"), saves / "hard.dsim")
    typed = ("why poland", "compare 2", "quit")
    said = dialogue("replay", str(path), "--turn", "1", typed=typed)
    assert not re.search(r"[+-]\d\.\d", said)
    assert "Signs say how strongly each speaks" in flat(said)
    assert "what differs most: " in flat(said)


# ---------------------------------------------------------------- what would you do?


@pytest.mark.usefixtures("save")
def test_hidden_moves_are_told_after_one_has_said_what_one_would_do(
    dialogue: Play, save: Path
) -> None:
    menu = [plain().policies.policies[name].title for name in plain().scenario.menu(2)]
    place = 1 + menu.index("Back to normal relations")
    typed = ("hide", "", str(place), "", "wait for them", "show", "quit")
    said = [flat(one) for one in answers(dialogue("replay", "--turn", "1", typed=typed))]
    assert "Turn 2. What would you do?" in said[2]
    assert all(f"{number}. {title}" in said[2] for number, title in enumerate(menu, start=1))
    assert "tabled" not in said[2]
    assert "You: Back to normal relations; the same." in said[3]
    third = line_of(save).turns[2].title
    assert f"You: wait for them; what was done: {third}." in said[5]
    assert "Everything is told again." in said[6]


@pytest.mark.usefixtures("save")
def test_nothing_after_the_moment_is_told_while_it_is_hidden(dialogue: Play) -> None:
    spoilers = ("last", "play", "most", "compare", "turn 2", "lines", "notes", "history", "export")
    said = dialogue("replay", "--turn", "1", typed=("hide", *spoilers, "next", "quit"))
    after = flat(answers(said)[1] + "".join(answers(said)[2:]))
    assert "Back to normal relations" not in after.split("What would you do?")[0]
    assert "3 turns finished" not in after
    assert "Turn 2 is hidden; type next, or show." in after
    assert after.count("What comes is hidden; type show first") == 6


# ---------------------------------------------------------------- lines


@pytest.mark.usefixtures("save")
def test_lines_are_listed_and_another_one_is_shown(dialogue: Play, save: Path) -> None:
    typed = ("lines", "line other luck", "lines", "line 1", "line harder", "quit")
    said = [flat(one) for one in answers(dialogue("replay", typed=typed))]
    assert "1. main; 3 turns finished; the session stands here; shown now." in said[1]
    assert (
        "2. other luck; leaves main in turn 2; other luck: seed oslo; 2 turns finished." in said[1]
    )
    assert "line other luck" in said[2]
    last = line_of(save, "other luck").turns[1]
    assert f"Turn 2 of 6. {last.title}." in said[2]
    assert "2. other luck;" in said[3]
    assert "2 turns finished; shown now." in said[3]
    assert "line main" in said[4]
    assert "there is no line 'harder'" in said[5]


@pytest.mark.usefixtures("save")
def test_two_lines_are_compared_where_they_part(dialogue: Play, save: Path) -> None:
    told = answers(dialogue("replay", typed=("compare", "quit")))[1]
    first, second = line_of(save), line_of(save, "other luck")
    assert "1 is main, 2 is other luck." in told
    assert "Turn 1: the same on both." in told
    assert "Turn 2. Here they part: what was decided differs." in flat(told)
    assert "Turn 3, to which 2 has not come:" in told
    (before, after) = (
        next(one for one in line.turns[1].said if one.actor == "poland")
        for line in (first, second)
    )
    assert before.response != after.response
    words = [one.response.replace("_", " ") for one in (before, after)]
    assert f"Government of Poland: {words[0]} on 1, {words[1]} on 2; what differs" in flat(told)


# ---------------------------------------------------------------- what is written


@pytest.mark.usefixtures("save")
def test_a_note_is_kept_at_the_moment_that_is_shown(dialogue: Play, save: Path) -> None:
    before = save.read_bytes()
    typed = ("back", "note ? Why not wait?", "note ??", "note", "notes", "quit")
    said = [flat(one) for one in answers(dialogue("replay", typed=typed))]
    assert said[2:4] == ["Noted.", "Noted."]
    assert "a note needs a word or a mark." in said[4]
    assert "Turn 1. Note !?: a modest start Turn 2. Note ?: Why not wait?" in said[5]
    assert save.read_bytes().startswith(before)
    tree = read_save(save).tree
    assert [note.mark for note in tree.notes[tree.turns(tree.tip)[1]]] == ["?", "??"]
    assert tree.variation_of(tree.tip).name == "main"


def test_while_somebody_plays_it_can_be_looked_at_and_not_be_written_to(
    dialogue: Play, save: Path
) -> None:
    other = os.open(save, os.O_RDWR)
    try:
        assert take_lock(other)
        said = dialogue("replay", str(save), typed=("note hello", "resume", "back", "quit"))
    finally:
        os.close(other)
    assert "Turn 2 of 6" in said
    assert flat(said).count("is being played in another window") == 2


@pytest.mark.usefixtures("save")
def test_one_plays_on_from_a_moment_on_a_new_line(dialogue: Play, save: Path) -> None:
    typed = ("turn 1", "branch seed bergen name my own way", "4", "", "", "quit")
    said = flat(dialogue("replay", typed=typed))
    assert "Turn 2 begins again, under seed kalmar, from turn 2 bergen." in said
    game = open_save(save).recording.game
    assert (game.played[0].policy, len(game.played)) == ("nrc_ambassadors", 2)
    assert game.luck == "kalmar, from turn 2 bergen"
    tree = read_save(save).tree
    assert [one.name for one in tree.variations] == ["main", "other luck", "my own way"]


@pytest.mark.usefixtures("save")
def test_any_line_goes_on_where_it_ends(dialogue: Play, save: Path) -> None:
    before, line = save.read_bytes(), line_of(save, "other luck")
    typed = ("branch", "branch name another", "line other luck", "branch", "resume", "quit")
    said = flat(dialogue("replay", str(save), typed=typed))
    assert said.count("Nothing has been decided in turn 4 yet") == 2
    assert said.count("Nothing has been decided in turn 3 yet") == 1
    assert "The session goes on in turn 3." in said
    held = read_save(save)
    assert held.tree.tip == line.steps[-1]
    assert save.read_bytes().startswith(before)
    assert len(held.tree.variations) == 2
    # Going on with the line on which it stands now writes nothing.
    after = save.read_bytes()
    dialogue("replay", str(save), typed=("resume", "quit"))
    assert save.read_bytes() == after


def test_other_luck_may_begin_where_nothing_is_decided(dialogue: Play, save: Path) -> None:
    said = flat(dialogue("replay", str(save), typed=("branch seed riga", "quit", "quit")))
    assert "Turn 4 begins again, under seed kalmar, from turn 4 riga." in said


def test_a_line_by_its_name_goes_on_from_the_command_line(dialogue: Play, save: Path) -> None:
    line = line_of(save, "other luck")
    said = flat(dialogue("resume", str(save), "--line", "other luck", typed=("quit",)))
    assert "Turn 3 of 6" in said
    assert read_save(save).tree.tip == line.steps[-1]


def test_what_is_no_branch_is_refused(dialogue: Play, save: Path) -> None:
    before = save.read_bytes()
    said = flat(dialogue("replay", typed=("branch oslo", "branch name", "quit")))
    assert said.count("Type branch, and if you like `seed TEXT` and then `name TEXT`.") == 2
    assert save.read_bytes() == before


@pytest.mark.usefixtures("save")
def test_the_line_is_exported_beside_the_save(dialogue: Play, save: Path) -> None:
    said = dialogue("replay", typed=("export", "quit"))
    (text,) = save.parent.glob("*.txt")
    assert f"Saved in {text}" in said
    assert "a modest start" in text.read_text("utf-8")


@pytest.mark.usefixtures("save")
def test_other_words_are_met_with_help(dialogue: Play) -> None:
    said = answers(dialogue("replay", typed=("comapre", "help", "quit")))
    assert "There is no word 'comapre' here: did you mean 'compare'?" in flat(said[1])
    for word in ("next", "back", "play", "most", "why", "note", "lines", "hide", "branch"):
        assert re.search(rf"\b{word}\b", said[2])


# ---------------------------------------------------------------- as recorded


def test_a_damaged_save_is_shown_up_to_the_damage(dialogue: Play, save: Path) -> None:
    lines = save.read_bytes().split(b"\n")
    turns = [n for n, line in enumerate(lines) if b'"k":"turn"' in line]
    lines[turns[1]] = lines[turns[1]].replace(b'"stands":', b'"stand5":', 1)
    save.write_bytes(b"\n".join(lines))
    typed = ("back", "note hello", "branch", "quit")
    said = flat(dialogue("replay", str(save), typed=typed))
    assert f"record {turns[1] + 1} (turn)" in said
    assert "What is before it is shown." in said
    assert "Turn 1 of 6." in said
    assert said.count("the file was changed here.") >= 3


def test_a_save_that_comes_out_otherwise_today_is_shown_as_recorded(
    dialogue: Play, save: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def differs(_: object, __: int) -> None:
        raise DiffersError("two.dsim, record 21 (turn 1)", 1, ("tension",))

    monkeypatch.setattr(replays, "played_again", differs)
    typed = ("why poland", "more", "receipt poland", "quit")
    said = flat(dialogue("replay", str(save), "--turn", "1", typed=typed))
    assert "Shown as recorded, and not played again: two.dsim, record 21 (turn 1): " in said
    assert "it differs in tension" in said
    assert "Together: " in said
    assert said.count("This is shown as recorded: what was not written down") == 2


def test_a_save_of_a_newer_version_is_shown_as_far_as_it_can_be_read(
    dialogue: Play, saves: Path
) -> None:
    saves.mkdir()
    path = saves / "newer.dsim"
    journal = Journal(path)
    journal.append([
        {"k": "head", "dialogue_sim": "save", "v": 3, "engine": "9.1", "scenario": "far_away",
         "seed": "kalmar", "turns": 4},
        {"k": "opening", "indicators": {"tension": 50}},
        {"k": "hologram", "t": 1},
        {"k": "move", "t": 1, "by": "steward", "do": {"teleport": ["x"], "propose": "talks"}},
        {"k": "turn", "t": 1, "hearings": [{"responses": {"poland": "object", "x": "sings"},
         "terms": {"poland": {"interest": -0.25}}}, 7], "stands": True, "indicators": "none"},
        {"k": "note", "text": "one line\nand another", "mark": "?"},
    ])  # fmt: skip
    journal.close()
    typed = ("why poland", "hide", "first", "", "", "show", "lines", "compare", "note no",
             "branch", "more", "export", "play", "most", "quit")  # fmt: skip
    said = flat(dialogue("replay", str(path), typed=typed))
    assert "not played again: " in said
    assert "was saved by a newer version (format 3, dialogue_sim 9.1)" in said
    assert "Poland: object. Weighs most against it Interest (-0.250)." in said
    assert "Note ?: one line and another" in said
    assert said.count("install that one to go on with it") >= 3


def test_a_file_that_is_no_save_is_refused(dialogue: Play, saves: Path) -> None:
    saves.mkdir()
    (saves / "x.dsim").write_text("{}\n", encoding="utf-8")
    with pytest.raises(AssertionError) as refused:
        dialogue("replay", str(saves / "x.dsim"))
    assert isinstance(refused.value.__cause__, SystemExit)
