"""What the live loop draws of a session: decisions turn by turn, and what comes out otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from dialogue_sim.tui.drawing import (
    DIM,
    FAIR,
    KEY,
    STRONG,
    Lines,
    cut,
    ends,
    line,
    paragraph,
    stack,
)
from dialogue_sim.tui.marks import NEWS, answer_word
from dialogue_sim.workshop.live.retelling import news_of
from dialogue_sim.workshop.live.telling import (
    otherwise_phrase,
    standing_words,
    value_lines,
)

if TYPE_CHECKING:
    from dialogue_sim.session.changes.parting import Pair
    from dialogue_sim.session.game import Game
    from dialogue_sim.session.replay.recorded import RecordedLine, RecordedTurn
    from dialogue_sim.workshop.live.retelling import Decision
    from dialogue_sim.workshop.live.round import Round

INDENT = 5
MOST_PRICES = 3
HOW_TO_BEGIN = (
    "p plays from the beginning; enter on a turn begins there, and a strategy plays up to it. "
    "What you decide is made again on every version."
)
ASKED_FOR = {
    "propose": "you decide here", "respond": "you respond here", "answer": "you answer here",
    "settle": "silence is broken here, and you settle it",
}  # fmt: skip
"""What the turn that is going on waits for, by phase; every other phase is one of the debate."""
DEBATING = "the debate goes on here"


def head_lines(now: Round, width: int) -> Lines:
    """How far the decisions carry, and what has changed in the files."""
    if now.trouble:
        return paragraph(f"The decisions cannot begin: {now.trouble}.", width, FAIR)
    if now.told is None:
        return []
    stopped = now.told.stop is not None
    rows = paragraph(f"{standing_words(now.told)}.", width, FAIR if stopped else "")
    rows += [row for one in _mandates(now.told.game) for row in paragraph(one, width, DIM)]
    if not now.told.line.decisions:
        rows += paragraph(HOW_TO_BEGIN, width, DIM)
    before = now.versions.before
    if before is not None:
        rows.append(line((f"Since {before.at}:", STRONG)))
        for text in value_lines(now.versions):
            rows += paragraph(f"· {text}", width)
    rows += [row for one in _prices(now) for row in paragraph(f"· {one}", width)]
    if now.otherwise is not None and now.otherwise.same and now.told.line.decisions:
        rows.append(line(("With these decisions all comes out as before.", DIM)))
    return rows


def _mandates(game: Game) -> list[str]:
    """Which mandates were picked."""
    actors = game.bundle.actors
    return [
        f"{actors[name].name}: {seat.mandates[picked].title}."
        for name, seat in game.bundle.scenario.seats.items()
        if (picked := game.mandate(name))
    ]


def _prices(now: Round) -> list[str]:
    found: tuple[Pair, ...] = () if now.otherwise is None else now.otherwise.opening
    told = [f"{one.what} {one.before or '-'} → {one.after or '-'}" for one in found]
    more = len(told) - MOST_PRICES
    return [*told[:MOST_PRICES], *([f"and {more} more prices"] if more > 0 else [])]


def turn_prompts(now: Round, width: int) -> list[tuple[int, Content]]:
    """By turn: what was decided, what came of it, and what is otherwise than before."""
    if now.told is None:
        return []
    recorded, turns = now.told.recorded, now.told.game.world.story.turns
    apart = {} if now.otherwise is None else {one.turn: one for one in now.otherwise.turns}
    prompts = []
    for number in range(1, turns + 1):
        first, *below = _turn(now, recorded, number, width)
        if number in apart:
            words = otherwise_phrase(apart[number]).replace("->", "→")
            below += paragraph(f"▲ otherwise: {words}", width - INDENT, FAIR)
        rows = [first, *(line(" " * INDENT, row) for row in below)]
        prompts.append((number, stack(rows)))
    return prompts


def _turn(now: Round, recorded: RecordedLine, number: int, width: int) -> Lines:
    """A turn: its first row, and rows that are still to be indented."""
    told = now.told
    assert told is not None  # noqa: S101  nobody asks where nothing is told
    kept = [one for one in told.waiting if one.turn == number]
    if number <= len(recorded.turns):
        return [_finished(recorded.turns[number - 1], width), *_news(recorded.turns[number - 1])]
    here = told.game.phase != "over" and number == told.game.turn
    if here:
        said = ASKED_FOR.get(told.game.phase, DEBATING)
        head = line((f"{number:>3} ", STRONG), ("▸ ", KEY), (said, STRONG))
        injects = told.game.bundle.scenario.injects
        news = [line((f"{NEWS} {injects[one].title}", DIM)) for one in news_of(told.game)]
        return [head, *news, *_kept(kept, width)]
    over = told.game.phase == "over"
    rest = "the session is over" if over else "not played yet"
    return [line((f"{number:>3}   {rest}", DIM)), *_kept(kept, width)]


def _finished(turn: RecordedTurn, width: int) -> Content:
    stands = "stands" if turn.stands else "fails" if turn.hearings else ""
    broken = " (silence broken)" if turn.broken and turn.hearings else ""
    answer = answer_word(turn.answer) if turn.answer else ""
    right = " · ".join(word for word in (stands, answer) if word)
    left = line((f"{turn.number:>3}   ", STRONG), turn.title, (broken, DIM))
    return ends(left, line((right, DIM)), width)


def _news(turn: RecordedTurn) -> Lines:
    rows = [line((f"{NEWS} {title}", DIM)) for title in turn.news]
    return [*rows, *([line(("ends: ", DIM), turn.ending)] if turn.ending else [])]


def _kept(kept: list[Decision], width: int) -> Lines:
    """Decisions that wait for a text in which they can be made."""
    return [line((cut(f"kept: {one.words}", width - INDENT), DIM)) for one in kept]
