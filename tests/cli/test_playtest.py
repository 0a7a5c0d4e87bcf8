"""`playtest`: one document, lines for people, and a sentence where something does not exist."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tests.cli.conftest import Command

FEW = ("playtest", "december_2019", "--sessions", "30")


def test_playtest_prints_one_document(command: Command) -> None:
    result = command(*FEW, "--strategy", "grit", "--strategy", "hardline", "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    body = json.loads(result.stdout)
    assert list(body)[:7] == [
        "scenario", "seed", "seat", "mandate", "points", "seconds", "sessions",
    ]  # fmt: skip
    assert (body["seat"], body["mandate"]) == ("secretary_general", "bridge_builder")
    assert body["sessions"] == 60
    assert list(body["strategies"]) == ["grit", "hardline"]
    both = body["strategies"].values()
    assert sum(body["endings"].values()) == pytest.approx(1.0)
    assert sum(body["answers"].values()) == pytest.approx(1.0)
    for responses in body["responses"].values():
        assert sum(responses.values()) == pytest.approx(1.0)
    assert body["goals"]["mean"] == pytest.approx(sum(one["goals"]["mean"] for one in both) / 2)
    assert body["indicators"]["tension"]["max"] <= 100.0
    hardline = body["strategies"]["hardline"]
    assert hardline["policies"]["isolation"]["picked"] == pytest.approx(1 - hardline["waiting"])
    assert hardline["texts_per_session"] == 1.0
    assert hardline["broken_silence"] > body["strategies"]["grit"]["broken_silence"]


def test_the_same_call_gives_the_same_document(command: Command) -> None:
    once, twice = (json.loads(command(*FEW, "--strategy", "uniform", "--json").stdout)
                   for _ in range(2))  # fmt: skip
    assert once.pop("seconds") >= 0
    twice.pop("seconds")
    assert once == twice


def test_playtest_is_told_in_lines(command: Command) -> None:
    text = command(*FEW, "--mandate", "guardian").stdout
    assert "30 sessions each" in text
    assert "Goals of Secretary General of NATO, The guardian: " in text
    assert "look_ahead" not in text  # it takes long, and is played when it is asked for
    assert "isolation (100%)" in text
    assert "hardline: isolation, always" not in text
    assert max(len(line) for line in text.splitlines()) <= 100
    heads = ("Look at", "Injects", "Endings", "Policies", "Players", "Luck", "Indicators", "Seats")
    begins = [next(n for n, line in enumerate(text.splitlines()) if line.startswith(head))
              for head in heads]  # fmt: skip
    assert begins == sorted(begins)
    whole = command(*FEW, "--mandate", "guardian", "--all").stdout
    assert "hardline: isolation, always" in whole
    assert "after turn 6: " in whole
    assert text.splitlines()[-1].startswith("A teaching model, not a forecast.")


def test_another_seat_is_measured_by_its_own_goals(command: Command) -> None:
    body = json.loads(command(*FEW, "--strategy", "grit", "--seat", "poland", "--json").stdout)
    assert (body["seat"], body["mandate"], body["points"]) == ("poland", "", 12)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--strategy", "grid"), 2, "there is no strategy 'grid': did you mean 'grit'?"),
        (("--mandate", "gardian"), 2, "there is no mandate 'gardian': did you mean 'guardian'?"),
        (("--seat", "polland"), 1, "did you mean 'poland'?"),
        (("--seat", "poland", "--mandate", "guardian"), 1, "'poland' has goals and no mandates"),
        (("--sessions", "0"), 2, "0 is not in the range"),
    ],
)
def test_what_does_not_exist_is_said(
    command: Command, arguments: tuple[str, ...], code: int, said: str
) -> None:
    result = command(*FEW, *arguments)
    assert result.exit_code == code
    assert said in result.stderr
    assert result.stdout == ""


def test_a_session_is_found_written_and_opened(command: Command, here: Path) -> None:
    asked = ("playtest", "first_steps", "--sessions", "60", "--find")
    told = command(*asked, "ending == sandbags", "--save", "sand.dsim")
    assert told.exit_code == 0
    seed = re.search(r"Seed (0-\d+), uniform: ending == sandbags, after turn (\d)", told.stdout)
    assert seed is not None
    assert "replay sand.dsim --turn" in told.stdout
    body = json.loads(command("replay", "sand.dsim", "--json").stdout)
    assert (body["seed"], len(body["turns"])) == (seed[1], int(seed[2]))
    again = command("run", "first_steps", "--strategy", "uniform", "--seed", seed[1], "--json")
    assert json.loads(again.stdout)["ending"] == "sandbags"
    assert (here / "sand.dsim").exists()
    taken = command(*asked, "sandbags", "--save", "sand.dsim")
    assert taken.exit_code == 1
    assert "exists already" in taken.stderr
    none = command(*asked, "tension >= 100")
    assert (none.exit_code, none.stdout) == (1, "")
    assert "in none of 480 sessions: tension >= 100" in none.stderr


def test_recorded_sessions_play_beside_each_other(command: Command, here: Path) -> None:
    command("run", "first_steps", "--strategy", "greedy", "--seed", "a", "--save", "one.dsim")
    moves = {"t": 1, "by": "steward", "do": {"propose": "open_hands"}}
    settle = {"t": 1, "by": "steward", "do": {"settle": "withdraw"}}
    (here / "two.jsonl").write_text("\n".join(map(json.dumps, (moves, settle))), encoding="utf-8")
    result = command(
        "playtest", "first_steps", "--sessions", "40", "--moves", "one.dsim",
        "--moves", "two.jsonl", "--json",
    )  # fmt: skip
    assert result.exit_code == 0, result.stderr
    body = json.loads(result.stdout)
    assert list(body["strategies"]) == ["one.dsim", "two.jsonl"]
    assert body["strategies"]["two.jsonl"]["policies"]["open_hands"]["picked"] > 0.3
    other = command("playtest", "december_2019", "--sessions", "5", "--moves", "one.dsim")
    assert other.exit_code == 1
    assert "other rules than december_2019 has" in other.stderr


def test_a_report_is_written_as_a_page(command: Command, here: Path) -> None:
    asked = ("playtest", "first_steps", "--sessions", "20", "-o", "report.html")
    assert command(*asked).exit_code == 0
    page = (here / "report.html").read_text(encoding="utf-8")
    for part in ("<svg", "A bell before the water", "Endings", "every_town", "Luck against"):
        assert part in page
    assert "<script" not in page
    assert command(*asked).exit_code == 0  # its own report is written anew
    assert (here / "report.html").read_text(encoding="utf-8") == page
    (here / "mine.html").write_text("mine", encoding="utf-8")
    refused = command(*asked[:-1], "mine.html")
    assert refused.exit_code == 1
    assert "is there already and is no report of ours" in refused.stderr
    assert refused.stdout == ""  # nothing was played for it
    assert sorted(path.name for path in here.iterdir()) == ["mine.html", "report.html"]
    assert (here / "mine.html").read_text(encoding="utf-8") == "mine"


def test_thresholds_are_solved_for_a_share(command: Command) -> None:
    asked = ("playtest", "first_steps", "--sessions", "40", "--strategy", "uniform")
    body = json.loads(command(*asked, "--solve", "sandbags=25%", "--json").stdout)
    (fate,) = (one for one in body["fates"] if one["id"] == "sandbags")
    (aim,) = fate["aims"]
    assert (aim["clause"], aim["wanted"]) == ("tension >= 60", 0.25)
    assert aim["instead"].startswith("tension >= ")
    low, high = fate["interval"]
    assert low < fate["share"] == body["endings"]["sandbags"] < high
    assert body["variance"]["players"] == 0.0
    assert set(body["fairness"]) == {"steward", "oldweir", "saltmouth", "aldermark"}


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--solve", "sandbag=25%"), 2, "did you mean 'sandbags'?"),
        (("--solve", "sandbags"), 2, "takes ID=SHARE"),
        (("--aim", "150%"), 2, "no share between 0 and 100 %"),
        (("--find", "tensoin > 3"), 1, "did you mean 'tension'"),
        (("--find", "sandbags", "--seat", "oldweir"), 2, "leave out --seat"),
        (("--save", "x.dsim"), 2, "say what it should find"),
        (("--moves", "none.jsonl"), 1, "cannot read none.jsonl"),
        (("--balance", "--moves", "none.jsonl"), 2, "leave out --seat"),
        (("--balance", "-o", "x.html"), 2, "leave out -o"),
        (("--balance", "--find", "sandbags"), 2, "leave out --find"),
        (("--balance", "--solve", "sandbags=20%", "--aim", "20%"), 2, "leave out --solve, --aim"),
        (("--find", "sandbags", "--json", "--all"), 2, "leave out --all, --json"),
        (("--seed", "a\udcff"), 2, "is not plain text in UTF-8"),
    ],
)
def test_what_cannot_be_asked_is_said(
    command: Command, arguments: tuple[str, ...], code: int, said: str
) -> None:
    result = command("playtest", "first_steps", "--sessions", "20", *arguments)
    assert said in result.stderr
    assert (result.exit_code, result.stdout) == (code, "")
