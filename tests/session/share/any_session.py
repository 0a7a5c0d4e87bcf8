"""Sessions that somebody might have played: with debates, forecasts, notes and branches."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

from tests.session.debates_in_yaml import CHAIR, GERMANY_TABLES, POLAND, RUSSIA, loaded

from dialogue_sim.session.debating import on_floor
from dialogue_sim.session.game import Game
from dialogue_sim.session.moves import (
    Answer,
    Argue,
    Drop,
    Move,
    MoveError,
    Pass,
    Predict,
    Propose,
    Rebut,
    Respond,
    Settle,
    Wait,
)
from dialogue_sim.session.playing import advised, begin
from dialogue_sim.session.saves.recording import Recording, record_to
from dialogue_sim.session.saves.tree import MARKS
from dialogue_sim.words import ANSWERS, DIFFICULTIES, RESPONSES

WORDS = (
    "Talks are no reward.", "条約は条約だ", 'He said "no"; she {smiled}.', "=1. a: b ;[x]",
    "  two  ", "?! not a mark", "^", "\\u0041 \\", "é" * 120, "“—”", "x",
)  # fmt: skip
SEATS = (
    {CHAIR: "player"},
    {CHAIR: "player", POLAND: "player"},
    {POLAND: "Ada L.", RUSSIA: "player", CHAIR: "player"},
)


def session(luck: Random, path: Path) -> Recording:
    """A session that was played by chance, and the save it was written to."""
    bundle = loaded("ledger", *([GERMANY_TABLES] if luck.random() < 0.3 else []))
    seed = luck.choice(("kalmar", "two words", 'a "b" \\ ü', "\x1b[2J", "7"))
    game = begin(bundle, seed, dict(luck.choice(SEATS)), luck.choice((1, 3, 6, None)))
    recording = record_to(advised(game, luck.choice(DIFFICULTIES)), path)
    _remark(luck, recording)
    for _ in range(luck.randint(0, 30)):
        _step(luck, recording)
    return recording


def _step(luck: Random, recording: Recording) -> None:
    game = recording.game
    if game.played and luck.random() < 0.06:
        seed = luck.choice(("", "oslo", "a = b"))
        # No two lines of a save have the same name.
        name = luck.choice(("", f"what if {recording.at}", f"x={recording.at}"))
        recording.branch(luck.randint(1, game.turn), seed, name)
    elif game.phase != "over":
        _move(luck, recording)
    _remark(luck, recording)


def _move(luck: Random, recording: Recording) -> None:
    """The first move that is possible of those that come to mind."""
    for move in _ideas(luck, recording.game):
        try:
            recording.submit(move)
        except MoveError:
            continue
        return
    raise AssertionError(recording.game.phase)


def _ideas(luck: Random, game: Game) -> Iterator[Move]:
    if luck.random() < 0.15:
        others = [actor for actor in game.world.actors.ids if actor != game.mover]
        sure = {luck.choice(RESPONSES): luck.choice((40, 100))}
        yield Predict({luck.choice(others): sure}, luck.choice(({}, {luck.choice(ANSWERS): 60})))
    match game.phase:
        case "propose":
            yield from _texts(luck, game)
        case "settle":
            yield luck.choice((Settle("group"), Settle("amend", {"framing": "crisis"})))
            yield Settle("withdraw")
        case "respond":
            yield Respond(luck.choice(RESPONSES))
        case "answer":
            yield Answer(luck.choice(ANSWERS))
        case _:
            yield from _speeches(luck, game)


def _texts(luck: Random, game: Game) -> Iterator[Move]:
    if luck.random() < 0.15:
        yield Wait()
    policy = luck.choice(game.menu)
    yield Propose(policy, {"conditions": "strict", "timing": "ceasefire"})
    yield Propose(policy, {}, "nrc" if luck.random() < 0.5 else None)
    yield Propose(policy)
    yield Wait()


def _speeches(luck: Random, game: Game) -> Iterator[Move]:
    """What may be said in any step of a debate; passing comes first as often as not."""
    if luck.random() < 0.5:
        yield Pass()
    words, floor = luck.choice(WORDS), list(on_floor(game))
    luck.shuffle(floor)
    yield Argue(side="for", reason="law", claim=words, cards=("gas",))
    yield Argue(use="never_alone")
    for target in floor:
        yield Rebut(target, "counter", "gas", words)
        yield Rebut(target, "undercut")
    if luck.random() < 0.5:
        yield from (Drop(name) for name in floor)
    yield Pass()


def _remark(luck: Random, recording: Recording) -> None:
    """A note now and then: on where the session stands, or on the move before."""
    if luck.random() < 0.25:
        at = max(recording.ends[0], recording.at - luck.randint(0, 1))
        recording.note(luck.choice(WORDS), luck.choice(("", *MARKS)), at)
    if luck.random() < 0.05:
        recording.note("", luck.choice(MARKS))
