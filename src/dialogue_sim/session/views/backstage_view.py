"""What a seat may see off the record: capital, members' lines, promises, the reading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine.mask import report_chances
from dialogue_sim.engine.situation import NEVER
from dialogue_sim.engine.terms import Moment, no_debate
from dialogue_sim.session.groundwork import cost_of, is_known, must_be_possible
from dialogue_sim.session.moves import Assure, Campaign, Consult, MoveError
from dialogue_sim.session.tabling import capital_left
from dialogue_sim.session.views.figures import points, signed
from dialogue_sim.session.views.odds import Odds, odds_of, told_in
from dialogue_sim.session.views.sizes import TERM, signs
from dialogue_sim.words import ANSWERS

if TYPE_CHECKING:
    from dialogue_sim.engine.numerics import Array
    from dialogue_sim.engine.situation import Backstage
    from dialogue_sim.engine.turn import Turn
    from dialogue_sim.session.game import Game
    from dialogue_sim.session.moves import Groundwork
    from dialogue_sim.words import Difficulty

PERCENT = 100.0
REPORTS = ("", "clean", "not clean")
LOW_LINE, HIGH_LINE = -0.3, -0.05
"""Below the one a member's line is low, from the other on it is high: it objects early."""


@dataclass(frozen=True, slots=True)
class MemberView:
    """What everybody can know of a member that may break silence.

    Attributes:
        known: whether it has told below which worth of a text it breaks silence.
        line: a clause about that worth; threshold: the same in a word or a number, or nothing.
        asks: what would reassure it, known once it was consulted; else nothing.
        assured: for the text of this turn.
        due: turn by which a promise must be kept; 0 without one.
        grudge: what broken promises take from every text's worth, as shown; nothing if nothing.
    """

    id: str
    name: str
    short: str
    known: bool
    line: str
    threshold: str
    asks: str
    assured: bool
    due: int
    grudge: str


@dataclass(frozen=True, slots=True)
class OfferView:
    """Groundwork that the chair could do now; `blocked_by` says why it cannot, if so."""

    move: Groundwork
    label: str
    cost: int
    blocked_by: str


@dataclass(frozen=True, slots=True)
class ReadingView:
    """What everybody can make of the counterpart.

    Attributes:
        type, other: the milder and the harsher type in words.
        odds: how likely the milder one is; prior: how likely it was before anything was seen.
        report: the last verification report: clean, not clean, or nothing.
        steps: what moved it turn by turn.
    """

    type: str
    other: str
    odds: Odds
    prior: Odds
    report: str
    steps: tuple[ReadingStep, ...]


@dataclass(frozen=True, slots=True)
class ReadingStep:
    """One turn's evidence about the counterpart.

    Attributes:
        turn: number; answer: id of the answer.
        chances: that the milder and the harsher type give this answer.
        report: as in `ReadingView`; reports: that each type has such a report.
        before, after: chance of the milder type.
    """

    turn: int
    answer: str
    chances: tuple[Odds, Odds]
    report: str
    reports: tuple[Odds, Odds]
    before: Odds
    after: Odds

    @property
    def says(self) -> str:
        """The step as a sentence, as Bayes' rule has it: odds times ratios."""
        mild, harsh = self.chances
        said = f"Such an answer has {mild.says} with the one type and {harsh.says} with the other"
        if self.report:
            clean, dirty = self.reports
            said += f", this report {clean.says} and {dirty.says}"
        if self.before.percent is None:
            return f"{said}: it was {self.before.says}, and now it is {self.after.says}."
        return f"{said}: from {self.before.brief.removesuffix(' %')} to {self.after.brief}."


@dataclass(frozen=True, slots=True)
class BackstageView:
    """Everything off the record that a seat may see; what a scenario lacks is None or empty.

    Attributes:
        capital, most: points of political capital, and how many can be held.
        paper: the part of progress in points that nobody has verified.
        offers: groundwork, for the seat that tables.
    """

    capital: int | None
    most: int
    paper: int | None
    reading: ReadingView | None
    members: tuple[MemberView, ...]
    offers: tuple[OfferView, ...]


def backstage_view(game: Game, seat: str) -> BackstageView | None:
    """What a seat may see now; None in a world without mechanisms."""
    backstage = game.situation.backstage
    if backstage is None:
        return None
    rules = game.world_in(game.turn).rules.mechanisms
    return BackstageView(
        capital=capital_left(game),
        most=0 if rules.capital is None else int(rules.capital.most),
        paper=None if rules.mask is None else points(float(backstage.paper[0]) * PERCENT),
        reading=None if rules.mask is None else _reading(game, backstage),
        members=() if rules.resolve is None else _members(game, backstage),
        offers=_offers(game) if seat == game.mover and game.phase == "propose" else (),
    )


def line_words(low: float, high: float, told: Difficulty) -> str:
    """Below which worth of a text a member breaks silence, as far as it is known."""
    hard = told == "hard"
    if low == high:
        where = f"a {threshold_words(low, told)} line" if hard else threshold_words(low, told)
        return f"breaks silence below {where}"
    if hard:
        return "breaks silence below a line that it keeps to itself"
    return f"breaks silence below a line somewhere from {signed(low)} to {signed(high)}"


def threshold_words(line: float, told: Difficulty) -> str:
    """A member's line that is known, in a number or a word."""
    if told != "hard":
        return signed(line)
    return "low" if line < LOW_LINE else "middling" if line < HIGH_LINE else "high"


def asks_words(game: Game, actor: str) -> str:
    """What would reassure a member, in the words of the issues."""
    issues = game.bundle.setting.issues
    told = []
    for ask in game.bundle.actors[actor].ask:
        issue = issues[ask.issue]
        label = next(level.label for level in issue.levels if level.id == ask.at_least)
        told.append(f"{issue.title} ({label} or more)")
    return " or ".join(told)


def _members(game: Game, backstage: Backstage) -> tuple[MemberView, ...]:
    views = []
    for place in game.world.actors.members:
        name = game.world.actors.ids[place]
        if name in game.asked():  # a person has no line: it says what it says
            continue
        actor, known, told = game.bundle.actors[name], is_known(backstage, place), told_in(game)
        grudge, due = float(backstage.grudge[place, 0]), int(backstage.due[place, 0])
        low, high = float(backstage.low[place, 0]), float(backstage.high[place, 0])
        views.append(
            MemberView(
                id=name,
                name=actor.name,
                short=actor.short,
                known=known,
                line=line_words(low, high, told),
                threshold=threshold_words(low, told) if known else "",
                asks=asks_words(game, name) if known else "",
                assured=bool(backstage.assured[place, 0]),
                due=0 if due == NEVER else due,
                grudge=_grudge_words(grudge, told),
            )
        )
    return tuple(views)


def _grudge_words(grudge: float, told: Difficulty) -> str:
    if not grudge:
        return ""
    return signs(-grudge, TERM) if told == "hard" else signed(-grudge)


def _offers(game: Game) -> tuple[OfferView, ...]:
    """Groundwork in the order of a hand: members first, then what concerns everybody."""
    actors, rules = game.bundle.actors, game.world_in(game.turn).rules.mechanisms
    wanted: list[tuple[Groundwork, str]] = []
    if rules.resolve is not None:
        for place in game.world.actors.members:
            name = game.world.actors.ids[place]
            if name in game.asked():
                continue
            short = actors[name].short
            wanted += [
                (Consult(name), f"Consult {short}"),
                (Assure(name, "now"), f"Assure {short} for this text"),
                (Assure(name, "promise"), f"Promise {short} what it asks for"),
            ]
    if rules.capital is not None:
        wanted.append((Campaign(), "Campaign at home for talks"))
    return tuple(
        OfferView(move, label, cost_of(game, move), _refusal(game, move)) for move, label in wanted
    )


def _refusal(game: Game, move: Groundwork) -> str:
    try:
        must_be_possible(game, move)
    except MoveError as error:
        return str(error)
    return ""


def _reading(game: Game, backstage: Backstage) -> ReadingView:
    kinds, mild = game.world.counterpart.types, game.world.counterpart.mildest
    told = told_in(game)
    others = [kind.id for place, kind in enumerate(kinds) if place != mild]
    steps = [reading_step(game, place) for place in range(len(game.played))]
    return ReadingView(
        type=_words(kinds[mild].id),
        other=" or ".join(map(_words, others)),
        odds=odds_of(float(backstage.reading[mild, 0]) * PERCENT, told),
        prior=odds_of(kinds[mild].share * PERCENT, told),
        report=REPORTS[int(backstage.report[0])],
        steps=tuple(step for step in steps if step is not None),
    )


def reading_step(game: Game, place: int) -> ReadingStep | None:
    """What a finished turn told of the counterpart; None where its type was no secret.

    With more than two types the harsher ones stand together, each weighed by how likely it was.
    """
    turn = game.played[place].turn
    before, after = turn.before.backstage, turn.after.backstage
    if not turn.likely or before is None or after is None:
        return None
    mild, answer = game.world.counterpart.mildest, int(turn.answer[0])
    prior = before.reading[:, 0]
    said = np.array([one.probabilities[answer, 0] for one in turn.likely])
    report, told = int(after.report[0]), told_in(game)
    reports = _report_chances(game, turn)
    return ReadingStep(
        turn=turn.number,
        answer=ANSWERS[answer],
        chances=_mild_and_harsh(said, prior, mild, told),
        report=REPORTS[report],
        reports=_mild_and_harsh(reports, prior, mild, told),
        before=odds_of(float(prior[mild]) * PERCENT, told),
        after=odds_of(float(after.reading[mild, 0]) * PERCENT, told),
    )


def _report_chances(game: Game, turn: Turn) -> Array:
    """(n,) how likely the turn's report is under each type."""
    world, after = game.world_in(turn.number), turn.after.backstage
    rule = world.rules.mechanisms.mask
    assert rule is not None  # noqa: S101  a turn whose types are told apart has a mask
    assert after is not None  # noqa: S101  so there is something backstage
    moment = Moment(world, turn.in_force, turn.before, no_debate(turn.before))
    chances: Array = report_chances(rule, moment, after.report)[:, 0]
    return chances


def _mild_and_harsh(
    chances: Array, prior: Array, mild: int, told: Difficulty
) -> tuple[Odds, Odds]:
    """Chance under the milder type, and under the others weighed by how likely each was."""
    others = [place for place in range(len(prior)) if place != mild]
    weight = float(prior[others].sum())
    harsh = float((chances[others] * prior[others]).sum()) / weight if weight else 0.0
    return odds_of(float(chances[mild]) * PERCENT, told), odds_of(harsh * PERCENT, told)


def _words(identifier: str) -> str:
    return identifier.replace("_", " ")
