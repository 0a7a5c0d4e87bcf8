"""The shipped scenario with a debate in its second turn, in either mode, and without one."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.fingerprint import fingerprints
from dialogue_sim.content.library import load
from dialogue_sim.session.game import Game
from dialogue_sim.session.moves import Argue, Mandate, Move, Pass, Propose
from dialogue_sim.session.notation import read_move
from dialogue_sim.session.persons import look
from dialogue_sim.session.playing import begin, submit
from dialogue_sim.session.views.debate_view import DebateView, SpeakingView

DECEMBER = "scenarios/nato_russia/december_2019.yaml"
RULE = re.compile(r"^debate:[^\n]*\n(?:[ -][^\n]*\n)*", re.MULTILINE)
FIRST, TEXT = "nrc_ambassadors", "grit_confidence_building"
TO_ARGUE = ("guardian", FIRST, "", "", TEXT, "", "")
"""Typed: a mandate, a turn without a debate, a text in the next one, and no forecast."""
MOVES: tuple[Move, ...] = (Mandate("guardian"), Propose(FIRST), Propose(TEXT))
"""The same as moves."""


def december(mode: str) -> str:
    """The text of the scenario whose second turn is debated in a mode: cards, ledger or none."""
    text = (packaged_content() / DECEMBER).read_text(encoding="utf-8")
    turns = "" if mode == "none" else ", turns: [2]"
    return f"{RULE.sub('', text)}debate: {{mode: {mode}{turns}}}\n"


@cache
def december_bundle(mode: str) -> Bundle:
    """The same, read; bundles are immutable."""
    library = read_library(packaged_content())
    return load({**library, DECEMBER: december(mode).encode()}, "december_2019")


@cache
def prints(mode: str) -> tuple[str, str]:
    """Its fingerprints, which take longer than a turn."""
    return fingerprints(december_bundle(mode))


@cache
def played(mode: str, *moves: Move) -> Game:
    """The session of `TO_ARGUE` with what is said in its second turn, without a desk."""
    if not moves:
        game = begin(december_bundle(mode), "kalmar")
        for move in MOVES:
            game = submit(game, move)
        return game
    return submit(played(mode, *moves[:-1]), moves[-1])


def debate_in(game: Game) -> tuple[DebateView, SpeakingView]:
    """The debate that is going on, and what can be said in it."""
    debate = look(game).debate
    assert debate is not None
    assert debate.speaking is not None
    return debate, debate.speaking


@cache
def first_for(mode: str = "cards") -> str:
    """Id of the first argument for the text that the chair can make."""
    _, speaking = debate_in(played(mode))
    return next(one.id for one in speaking.options if one.side == "for")


@cache
def owed(mode: str = "cards") -> str:
    """Id of an argument that the chair has to answer once it has made that one."""
    _, speaking = debate_in(played(mode, Argue(first_for(mode)), Pass()))
    return speaking.owed[0]


def through(*said: str) -> tuple[str, ...]:
    """Typed: the chair argues, answers what it owes, keeps what it said; then further lines."""
    return (*TO_ARGUE, first_for(), "", owed(), "undercut", "", "", "", *said)


def records(folder: Path) -> list[dict[str, Any]]:
    """What the only save in a folder holds, read without the program."""
    (path,) = folder.glob("*.dsim")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def said_in_turn_2(folder: Path) -> list[Move]:
    """The moves of the second turn after the text was tabled."""
    moves = [
        read_move(one["do"]) for one in records(folder) if (one["k"], one.get("t")) == ("move", 2)
    ]
    return moves[moves.index(Propose(TEXT)) + 1 :]


def flat(text: str) -> str:
    """What is said, without the line ends of paragraphs."""
    return " ".join(text.split())
