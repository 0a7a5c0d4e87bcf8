"""Each mechanism in one sentence, the first time that it matters in a session."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialogue_sim.engine.staircase import overreach
from dialogue_sim.engine.terms import Moment, no_debate
from dialogue_sim.session.moves import Assure, Campaign

if TYPE_CHECKING:
    from collections.abc import Callable

    from dialogue_sim.engine.turn import Turn
    from dialogue_sim.engine.world import World
    from dialogue_sim.session.game import Game, Played


@dataclass(frozen=True, slots=True)
class LessonView:
    """What a player reads once."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """One mechanism explained.

    Attributes:
        text: one sentence; `{counterpart}` is named.
        matters: (world in that turn, finished turn) -> whether it matters there.
    """

    id: str
    title: str
    text: str
    matters: Callable[[World, Played], bool]


def _in_force(world: World, turn: Turn) -> Moment:
    return Moment(world, turn.in_force, turn.before, no_debate(turn.before))


def _tabled(world: World, turn: Turn) -> Moment | None:
    if not turn.hearings:
        return None
    return Moment(world, turn.hearings[0].text, turn.before, no_debate(turn.before))


def _went_under_silence(world: World, played: Played) -> bool:
    rules, turn = world.rules, played.turn
    if rules.mechanisms.resolve is None or rules.procedure.name != "silence":
        return False
    return bool(turn.hearings) and bool(turn.hearings[0].ruling.applies[0])


def _stepped(world: World, played: Played) -> bool:
    if world.rules.mechanisms.staircase is None:
        return False
    moved = played.turn.after.progress[0] != played.turn.before.progress[0]
    return bool(moved) or bool(overreach(_in_force(world, played.turn))[0] > 0.0)


def _deferred(world: World, played: Played) -> bool:
    tabled = _tabled(world, played.turn)
    if world.rules.mechanisms.deferral is None or tabled is None:
        return False
    return bool(tabled.proposal["delay"][0] > 0.0)


def _mood_has_no_direction(world: World, played: Played) -> bool:
    if world.rules.mechanisms.directional_mood is None:
        return False
    tabled = _tabled(world, played.turn)
    campaigned = any(isinstance(move, Campaign) for move in played.moves)
    return campaigned or (tabled is not None and bool(tabled.proposal["offer"][0] < 0.0))


def _on_paper(world: World, played: Played) -> bool:
    del world
    backstage = played.turn.after.backstage
    return backstage is not None and bool(backstage.paper[0] > 0.0)


def _promised(world: World, played: Played) -> bool:
    del world
    return any(isinstance(move, Assure) and move.how == "promise" for move in played.moves)


LESSONS = (
    Lesson(
        "silence_line", "Every member has a line",
        "A member breaks silence when a text is worth less to it than a line that it keeps to "
        "itself; consult it to learn the line, or assure it to lift the text above.",
        _went_under_silence,
    ),
    Lesson(
        "staircase", "One step after the other",
        "How far {counterpart} follows depends on what has been reached: a step far beyond "
        "progress is refused, a small one can be answered even in war.",
        _stepped,
    ),
    Lesson(
        "reading", "What is behind the mask",
        "Nobody knows what {counterpart} wants, but every answer and every verification report "
        "fits one type better than the other, and the reading adds them up.",
        lambda world, _: world.rules.mechanisms.mask is not None,
    ),
    Lesson(
        "paper", "Progress on paper",
        "What was agreed without anybody verifying it is paper: most of it is lost at once if "
        "{counterpart} turns to exploiting splits.",
        _on_paper,
    ),
    Lesson(
        "promise", "A promise has a day",
        "A promise helps every text while it is open; kept it adds to credibility, broken it "
        "costs credibility and cohesion, and that member does not forget.",
        _promised,
    ),
    Lesson(
        "deferral", "Later is not now",
        "A text that waits for a ceasefire or a settlement acts only as far as that has come.",
        _deferred,
    ),
    Lesson(
        "directional_mood", "A mood for talks",
        "A public in the mood for talks helps texts that offer talks, and none that cut them off.",
        _mood_has_no_direction,
    ),
)  # fmt: skip
"""In the order in which they are read."""

CAPITAL = LessonView(
    "capital", "Attention is scarce",
    "Tabling a text costs political capital, the more the higher the level; what cannot be paid "
    "cannot be tabled, and waiting costs nothing but time.",
)  # fmt: skip


def opening_lessons(game: Game) -> tuple[LessonView, ...]:
    """What is explained before the first text that costs anything is tabled."""
    rule = game.world.rules.mechanisms.capital
    begins = rule is not None and rule.from_turn == game.turn and game.phase != "over"
    return (CAPITAL,) if begins else ()


def lessons_of(game: Game, place: int) -> tuple[LessonView, ...]:
    """What a finished turn is the first to bring up."""
    counterpart = game.bundle.counterpart.short
    return tuple(
        LessonView(lesson.id, lesson.title, lesson.text.format(counterpart=counterpart))
        for lesson in LESSONS
        if _matters(game, lesson, place)
        and not any(_matters(game, lesson, before) for before in range(place))
    )


def _matters(game: Game, lesson: Lesson, place: int) -> bool:
    played = game.played[place]
    return lesson.matters(game.world_in(played.turn.number), played)
