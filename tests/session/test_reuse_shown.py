"""What is used, changed or dated is shown: in files, explanations and lists; saves hold it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load
from dialogue_sim.session.moves import Propose
from dialogue_sim.session.playing import begin
from dialogue_sim.session.saves.catalogue import actor_cards, policy_cards
from dialogue_sim.session.saves.opening import open_save
from dialogue_sim.session.saves.reading import read_sound
from dialogue_sim.session.saves.recording import record_to
from dialogue_sim.session.views.actor_file import actor_files
from dialogue_sim.session.views.explanation import explain
from dialogue_sim.session.views.explanation_record import as_json
from dialogue_sim.session.views.view import view_for

FILES = read_library(packaged_content())
STORY, POLICIES = (f"scenarios/river_league/{name}.yaml" for name in ("first_steps", "policies"))
LOWMARSH = b"""\
format: 1
id: lowmarsh
use: oldweir
set:
  name: Village of Lowmarsh
  short: Lowmarsh
  trust: {value: 0.4, source: [CHR-S12], basis: reported}
periods:
  thaw: {from: 1911-03, set: {caution: {value: 0.2, basis: inferred, why: The ice breaks.}}}
"""
CAST = b"""\
  fen: {use: lowmarsh, set: {name: The fen}}
  lowmarsh: {set: {generosity: {value: 0.1, basis: inferred, why: Spring.}}}
  oldweir: {}
"""
OWN = b"""\
own_policies:
  bell_first: {use: notice_for_toll, set: {title: First a bell}}
"""


@pytest.fixture(name="files", scope="module")
def some_files() -> dict[str, bytes]:
    story = FILES[STORY].replace(b"  oldweir: {}\n", CAST)
    story = story.replace(b"\n  - notice_for_toll\n", b"\n  - notice_for_toll\n  - bell_first\n")
    return {**FILES, STORY: story + OWN, "actors/lowmarsh.yaml": LOWMARSH}


@pytest.fixture(name="bundle", scope="module")
def a_bundle(files: dict[str, bytes]) -> Bundle:
    return load(files, "first_steps")


def test_an_actors_file_says_what_made_it(bundle: Bundle) -> None:
    game = begin(bundle, "seed")
    found = {one.id: one for one in actor_files(game, view_for(game, "steward"))}
    assert found["oldweir"].made_of == ()
    story = bundle.files[STORY].text.splitlines()
    line = next(n for n, row in enumerate(story, 1) if row.startswith("  lowmarsh:"))
    own = (
        "From oldweir (actors/oldweir.yaml).",
        "Changed by itself: name, short, trust (actors/lowmarsh.yaml:4).",
        "Since 1911-03, period thaw: caution (actors/lowmarsh.yaml:9).",
    )
    assert found["lowmarsh"].made_of == (
        *own, f"Changed by this scenario: generosity ({STORY}:{line})."
    )  # fmt: skip
    assert found["fen"].made_of == (
        *own, "From lowmarsh (actors/lowmarsh.yaml).",
        f"Changed by itself: name ({STORY}:{line - 1}).",
    )  # fmt: skip
    assert (found["fen"].file, found["lowmarsh"].file) == (STORY, "actors/lowmarsh.yaml")
    codes = [code for code, _ in found["fen"].cited]
    assert "[FIC] CHR-S12" in codes
    assert "[FIC] CHR-S09" in codes


def test_explain_says_so_too(bundle: Bundle) -> None:
    shown: Any = as_json(explain(bundle, "bell_first", {}))
    rows = bundle.files[STORY].text.splitlines()
    at = next(n for n, row in enumerate(rows, 1) if row.startswith("  bell_first:"))
    assert shown["made_of"] == [
        f"A text of this scenario alone ({STORY}:{at}).",
        f"From notice_for_toll ({POLICIES}).",
        f"Changed by itself: title ({STORY}:{at}).",
    ]
    assert len(shown["actors"]["lowmarsh"]["made_of"]) == 4
    assert "made_of" not in shown["actors"]["oldweir"]
    trust = shown["actors"]["fen"]["receipt"]["trust"]["source"]
    assert (trust["file"], trust["line"], trust["label"]) == ("actors/lowmarsh.yaml", 7, "FIC")


def test_explain_says_what_the_date_changes_in_the_setting(files: dict[str, bytes]) -> None:
    path = "scenarios/river_league/setting.yaml"
    period = b"periods:\n  spring: {from: 1911-03, set: {standing: close_the_river}}\n"
    bundle = load({**files, path: files[path] + period}, "first_steps")
    line = files[path].count(b"\n") + 2
    assert explain(bundle, "gauge_day", {}).made_of == (
        f"Since 1911-03, period spring: standing ({path}:{line}).",
    )


def test_lists_say_of_what_something_is_a_variant(files: dict[str, bytes]) -> None:
    uses = {card.id: (card.uses, card.kind, card.setting) for card in actor_cards(files)}
    assert uses["lowmarsh"] == ("oldweir", "member", "river_league")
    assert uses["oldweir"] == ("", "member", "river_league")
    strict = b"  strict_bell: {use: notice_for_toll, set: {title: Only a bell}}\n"
    cards = policy_cards({**files, POLICIES: files[POLICIES] + strict})
    found = {card.id: (card.uses, card.title) for card in cards if card.setting == "river_league"}
    assert found["strict_bell"] == ("notice_for_toll", "Only a bell")
    assert found["notice_for_toll"][0] == ""


def test_a_save_holds_what_is_used_and_plays_again_from_it_alone(
    bundle: Bundle, tmp_path: Path
) -> None:
    path = tmp_path / "a.dsim"
    recording = record_to(begin(bundle, "seed"), path)
    recording.submit(Propose("bell_first"))
    recording.close()
    save = read_sound(path)
    assert {"actors/oldweir.yaml", "actors/lowmarsh.yaml"} <= save.files.keys()
    assert "actors/fen.yaml" not in save.files
    again = open_save(path).recording.game
    assert again.bundle.actors["fen"].trust == 0.4
    assert again.pending == recording.game.pending
