"""The first scenario with every command, and what many sessions of it come to."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load

Command = Any  # a callable fixture: (*arguments, typed) -> Result

CHEAP = ("uniform", "least_used", "greedy", "grit", "tit_for_tat", "dual_track", "hardline",
         "unconditional")  # fmt: skip


def document(command: Command, *arguments: str) -> Any:  # noqa: ANN401  JSON
    result = command(*arguments, "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(result.stdout)


def test_it_is_played_saved_and_played_again(command: Command, here: Path) -> None:
    first = document(command, "run", "first_steps", "--strategy", "grit", "--save", "x.dsim")
    assert len(first["turns"]) == 3
    again = document(command, "run", "first_steps", "--moves", str(here / "x.dsim"))
    assert again == first
    luck = document(command, "luck", "x.dsim", "--rerolls", "20")
    assert (luck["scenario"], luck["seat"]) == ("first_steps", "steward")


def test_it_can_be_gone_on_with_line_by_line(command: Command) -> None:
    begun = command(
        "play", "first_steps", "--linear", "--seed", "bell", typed="2\n\nthanks\nquit\n"
    )
    assert "Type receipt and an actor, such as receipt almanac, or help." in begun.stdout
    assert re.search(r"Town of Oldweir \([A-Z][a-z]+ [0-9:]+\): hedges\.", begun.stdout)
    again = command("resume", "--linear", typed="receipt oldweir\n")
    assert "[FIC] reported, actors/oldweir.yaml line" in again.stdout
    assert "[MOD], actors/" not in again.stdout


def test_its_tests_hold(command: Command) -> None:
    (suite,) = document(command, "test", "first_steps")
    assert suite["of"] == "first_steps"
    assert {row["state"] for row in suite["results"]} == {"held"}


def test_its_model_card_says_that_it_is_fiction(command: Command) -> None:
    page = command("model", "river_league").stdout
    assert "The world of this setting is invented." in page
    assert "[FIC] inferred" in page
    assert "[MOD] inferred" not in page


def test_looking_ahead_pays_and_no_ending_is_certain_or_out_of_reach(command: Command) -> None:
    chosen = [part for name in (*CHEAP, "look_ahead") for part in ("--strategy", name)]
    found = document(command, "playtest", "first_steps", "--sessions", "200", *chosen)
    played = found["strategies"]
    for ending in load(read_library(packaged_content()), "first_steps").scenario.endings:
        shares = [body["endings"].get(ending.id, 0.0) for body in played.values()]
        assert min(shares) < 0.02, ending.id
        assert max(shares) >= 0.03, ending.id
    ahead, uniform = played["look_ahead"], played["uniform"]
    assert 25 <= ahead["goals"]["mean"] <= 85
    assert ahead["goals"]["mean"] > uniform["goals"]["mean"] + 15
    assert ahead["favourite"] <= 0.45
