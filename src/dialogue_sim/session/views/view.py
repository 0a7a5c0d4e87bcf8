"""What a seat may see of a session: the only source of every screen and report.

Plain values, in points and words; nothing here tells the hidden nature of the counterpart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dialogue_sim.engine import indicators, story
from dialogue_sim.engine.indicators import INDICATORS
from dialogue_sim.engine.procedure import PROCEDURES
from dialogue_sim.session.views.arguments_made import ArgumentMade, arguments_made
from dialogue_sim.session.views.backstage_view import BackstageView, backstage_view
from dialogue_sim.session.views.debate_view import DebateView, debate_now
from dialogue_sim.session.views.deeds import PledgeView, pledges
from dialogue_sim.session.views.figures import points
from dialogue_sim.session.views.goals import GoalView, MandateView, goal_views, mandate_views
from dialogue_sim.session.views.guide import GuideView, guide_of
from dialogue_sim.session.views.lessons import LessonView, opening_lessons
from dialogue_sim.session.views.menu import PolicyView, menu_views
from dialogue_sim.session.views.odds import told_in
from dialogue_sim.session.views.predictions import ForecastScore, scores_as_told
from dialogue_sim.session.views.questions import SeatView, seat_view
from dialogue_sim.session.views.texts import TextView, text_views
from dialogue_sim.session.views.turn_view import (
    Heard,
    HearingView,
    TurnView,
    hearing_view,
    reading,
    response_word,
    turn_view,
)
from dialogue_sim.words import RESPONSES

if TYPE_CHECKING:
    from dialogue_sim.expression_tree import Effect
    from dialogue_sim.session.game import Game, Phase
    from dialogue_sim.words import Difficulty


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """One number of the situation, in whole points.

    Attributes:
        rank: 1 on every play screen, 2 where there is room, 3 in receipts and the debrief.
        change: difference of the rounded values since the last turn was decided, so that it adds
            up with what was shown then.
        history: value before turn 1, after each finished turn, and now.
    """

    name: str
    label: str
    short: str
    rank: int
    better: Literal["up", "down"]
    value: int
    change: int
    history: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ActorView:
    """An actor as the table sees it; `response` is None before the first turn.

    Attributes:
        stance: -100 against to 100 with you; trust: in the counterpart, 3..97.
    """

    id: str
    name: str
    short: str
    kind: str
    summary: str
    stance: int
    trust: int
    response: str | None
    word: str


@dataclass(frozen=True, slots=True)
class NewsView:
    """An inject that fired this turn; `effects` are what it changed, such as `Tension +6`."""

    id: str
    title: str
    text: str
    label: str
    source: tuple[str, ...]
    effects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TermView:
    """One word of the game, explained."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class EndingView:
    """How the session ended, what became of words, and what happened in the world.

    Attributes:
        argued: what persons argued, and whom that moved.
    """

    id: str
    title: str
    text: str
    afterwards: str
    afterwards_label: str
    debrief: tuple[str, ...]
    pledges: tuple[PledgeView, ...]
    argued: tuple[ArgumentMade, ...]


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A source that the scenario leans on; `label` says how far it can be leaned on."""

    id: str
    title: str
    date: str
    label: str


@dataclass(frozen=True, slots=True)
class View:
    """Everything that a seat may see now.

    Attributes:
        at: where this person sits, and what is asked there.
        venues: (id, label) of every venue that a text may name.
        broken: the hearing in which silence was broken, until the turn is over.
        mandates: what the seat can be measured by; mandate: id of the one that counts.
        backstage: capital, members' lines, promises, the reading; None without mechanisms.
        lessons: what is explained before the first text.
        debate: that of the turn that is going on; None without one.
        debated: whether what is tabled in this turn is debated.
        forecasts: how sealed forecasts have fared, by seat.
        difficulty: how exactly chances are told.
        guide: what a new player is told to do.
    """

    scenario: str
    title: str
    date: str
    brief: str
    background: str
    at: SeatView
    alliance: str
    counterpart: str
    counterpart_short: str
    venues: tuple[tuple[str, str], ...]
    documents: tuple[DocumentView, ...]
    seed: str
    code: str
    turn: int
    turns: int
    phase: Phase
    procedure: str
    indicators: tuple[IndicatorView, ...]
    actors: tuple[ActorView, ...]
    menu: tuple[PolicyView, ...]
    standing: TextView
    news: tuple[NewsView, ...]
    broken: HearingView | None
    played: tuple[TurnView, ...]
    goals: tuple[GoalView, ...]
    glossary: tuple[TermView, ...]
    ending: EndingView | None
    mandates: tuple[MandateView, ...]
    mandate: str
    backstage: BackstageView | None
    lessons: tuple[LessonView, ...]
    debate: DebateView | None
    debated: bool
    forecasts: tuple[ForecastScore, ...]
    difficulty: Difficulty
    guide: tuple[GuideView, ...]

    @property
    def seat(self) -> str:
        """Id of the seat that looks."""
        return self.at.id

    @property
    def picked(self) -> bool:
        """Whether a mandate was picked, and not just the first counts."""
        return any(mandate.picked for mandate in self.mandates)

    @property
    def seat_name(self) -> str:
        """Name of the seat that looks."""
        return self.at.name


def view_for(game: Game, seat: str, known: tuple[TurnView, ...] = ()) -> View:
    """What a seat may see of a game now; finished turns that are `known` and hold are kept.

    Raises:
        MoveError: the scenario has no such seat.
    """
    scenario, setting = game.bundle.scenario, game.bundle.setting
    return View(
        scenario=scenario.id, title=scenario.title, date=scenario.date,
        brief=scenario.brief, background=scenario.advanced or "",
        at=seat_view(game, seat),
        alliance=setting.alliance,
        counterpart=game.bundle.counterpart.name,
        counterpart_short=game.bundle.counterpart.short,
        venues=tuple(setting.venues.items()),
        documents=_documents(game),
        seed=game.luck, code=game.code, turn=game.turn, turns=game.world.story.turns,
        phase=game.phase,
        procedure=scenario.procedure,
        indicators=indicator_views(game),
        actors=_actors(game),
        menu=menu_views(game),
        standing=text_views(game, game.situation, [game.in_force_after(len(game.played))])[0],
        news=_news(game),
        broken=_broken(game),
        played=_played(game, known, inside=seat == game.bundle.counterpart.id),
        goals=goal_views(game, seat),
        glossary=_glossary(game),
        ending=_ending(game),
        mandates=mandate_views(game, seat), mandate=game.mandate_of(seat),
        backstage=backstage_view(game, seat),
        lessons=opening_lessons(game),
        debate=debate_now(game, seat), debated=game.world.debates(game.turn),
        forecasts=scores_as_told(game), difficulty=game.difficulty,
        guide=guide_of(game, seat),
    )  # fmt: skip


def _documents(game: Game) -> tuple[DocumentView, ...]:
    known = game.bundle.documents.documents
    return tuple(
        DocumentView(name, known[name].title, str(known[name].date), known[name].label)
        for name in game.bundle.scenario.documents
    )


def _glossary(game: Game) -> tuple[TermView, ...]:
    entries = sorted(game.bundle.setting.glossary.items())
    return tuple(TermView(name, entry.title, entry.text) for name, entry in entries)


def _played(game: Game, known: tuple[TurnView, ...], *, inside: bool) -> tuple[TurnView, ...]:
    views = []
    for place, played in enumerate(game.played):
        old = known[place] if place < len(known) else None
        now = played.state, played.moves, inside, told_in(game)
        same = old is not None and (old.state, old.moves, old.inside, old.told) == now
        views.append(old if old is not None and same else turn_view(game, place, inside=inside))
    return tuple(views)


def indicator_views(game: Game) -> tuple[IndicatorView, ...]:
    """All indicators with their past."""
    situations = [game.opening, *(played.turn.after for played in game.played)]
    before = game.played[-1].turn.before if game.played else game.opening
    situations.append(game.situation)
    views = []
    for row in INDICATORS:
        values = [reading(game, situation, row.name) for situation in situations]
        change = values[-1] - reading(game, before, row.name)
        views.append(
            IndicatorView(
                row.name,
                row.label,
                row.short,
                row.rank,
                row.better,
                values[-1],
                change,
                tuple(values),
            )
        )
    return tuple(views)


def _actors(game: Game) -> tuple[ActorView, ...]:
    words = game.bundle.rules.ladder.words
    hearings = [hearing for played in game.played for hearing in played.turn.hearings]
    silent = PROCEDURES[game.bundle.scenario.procedure].by_silence
    silent = silent and bool(hearings) and bool(hearings[-1].ruling.applies[0])
    views = []
    for place, (name, actor) in enumerate(game.bundle.actors.items()):
        response = int(game.situation.responses[place, 0])
        spoken = bool(hearings)
        views.append(
            ActorView(
                id=name,
                name=actor.name,
                short=actor.short,
                kind=actor.kind,
                summary=actor.summary,
                stance=points(float(indicators.stance_of(game.situation, place)[0])),
                trust=points(float(indicators.trust_of(game.situation, place)[0])),
                response=RESPONSES[response] if spoken else None,
                word=response_word(words, actor.kind, response, silent=silent) if spoken else "",
            )
        )
    return tuple(views)


def _news(game: Game) -> tuple[NewsView, ...]:
    if game.waiting is None:
        return ()
    fired = game.waiting.fired[:, 0]
    happened = [rule.id for rule, now in zip(game.world.story.injects, fired, strict=True) if now]
    return tuple(news_view(game, name) for name in happened)


def news_view(game: Game, inject: str) -> NewsView:
    """What an inject says."""
    body = game.bundle.scenario.injects[inject]
    rule = next(rule for rule in game.world.story.injects if rule.id == inject)
    effects = tuple(_effect(game, effect) for effect in rule.effects)
    cited = game.bundle.documents.cited(body.source)
    return NewsView(inject, body.title, body.text, body.label, cited, effects)


def _effect(game: Game, effect: Effect) -> str:
    """A change in words: the quantity, then how many points it moves, or where it is set."""
    label = indicators.BY_NAME[effect.target].label
    if effect.actor is not None:
        label = f"{label} of {game.bundle.actors[effect.actor].short}"
    match effect.op:
        case "+=":
            return f"{label} {effect.value:+g}"
        case "-=":
            return f"{label} {-effect.value:+g}"
        case "=":
            return f"{label} now {effect.value:g}"


def _broken(game: Game) -> HearingView | None:
    waiting = game.waiting
    if waiting is None or waiting.hearing is None or waiting.kind == "answer":
        return None
    text = (game.tabled_policy, game.points[0])
    heard = Heard(text, game.turn, debate_now(game, game.mover))
    return hearing_view(game, waiting.before, waiting.hearing, heard)


def _ending(game: Game) -> EndingView | None:
    if game.ending == story.NO_ENDING:
        return None
    scenario = game.bundle.scenario
    body, after = scenario.endings[game.ending], scenario.afterwards
    return EndingView(
        id=body.id,
        title=body.title,
        text=body.text,
        afterwards=after.text if after else "",
        afterwards_label=after.label if after else "",
        debrief=tuple(scenario.debrief),
        pledges=pledges(game),
        argued=arguments_made(game),
    )
