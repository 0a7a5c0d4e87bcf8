"""A finished turn as people see it: who said what and why, and how the counterpart answered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from dialogue_sim.engine import indicators
from dialogue_sim.engine.explain import open_outlook
from dialogue_sim.engine.indicators import INDICATORS
from dialogue_sim.engine.procedure import PROCEDURES, procedure, under_silence
from dialogue_sim.engine.silence import BREAK_SILENCE
from dialogue_sim.engine.terms import Moment
from dialogue_sim.session.moves import Answer, Settle, Wait
from dialogue_sim.session.views.account import account
from dialogue_sim.session.views.backstage_view import ReadingStep, reading_step
from dialogue_sim.session.views.debate_view import debate_of
from dialogue_sim.session.views.deeds import capital_of, groundwork_words, pledges_of
from dialogue_sim.session.views.drivers import Comparison, compare, likeliest
from dialogue_sim.session.views.figures import points
from dialogue_sim.session.views.lessons import LessonView, lessons_of
from dialogue_sim.session.views.odds import Odds, all_odds, told_in
from dialogue_sim.session.views.predictions import as_told, predictions_of
from dialogue_sim.session.views.reasons import reason
from dialogue_sim.session.views.receipts import ReceiptView, receipt
from dialogue_sim.session.views.silence_round import Round, Said, Table, round_of
from dialogue_sim.session.views.texts import TextView, text_views
from dialogue_sim.session.views.worth import worth_view
from dialogue_sim.words import ANSWERS, RESPONSES

if TYPE_CHECKING:
    from dialogue_sim.content.rules import Words
    from dialogue_sim.engine.hearing import Hearing
    from dialogue_sim.engine.neighbours import Point
    from dialogue_sim.engine.situation import Situation
    from dialogue_sim.engine.turn import Turn
    from dialogue_sim.session.game import Game
    from dialogue_sim.session.moves import Move
    from dialogue_sim.session.views.account import Account
    from dialogue_sim.session.views.debate_view import DebateView
    from dialogue_sim.session.views.predictions import PredictionView
    from dialogue_sim.words import Difficulty

PERCENT = 100.0
OWN_OFFICE = "by the office's own aims, "
"""Who tables has a profile too: what it would usually make of the text."""
MODELLED, PLAYED = "MOD", "PLR"
"""Labels of what the model produced, and of what a person decided."""
WAITED = "Nothing is tabled"
Settlement = Literal["", "amend", "group", "withdraw"]


@dataclass(frozen=True, slots=True)
class ReactionView:
    """What one actor said to a text, and why.

    Attributes:
        eased: the member was inclined to break silence and objected on the record instead: not
            to stand alone, or, where members have a resolve, because it bears that much.
        reason: one sentence without a full stop.
        label: MOD for what the model produced, PLR for what a person decided.
    """

    actor: str
    name: str
    short: str
    kind: str
    response: str
    rank: int
    word: str
    eased: bool
    reason: str
    label: str
    receipt: ReceiptView


@dataclass(frozen=True, slots=True)
class HearingView:
    """A text before the alliance.

    Attributes:
        procedure: which one; applies: whether the text went through it.
        broken_by: names of members who blocked it by themselves.
        round: how it went round the table; None where nobody had to consent.
    """

    text: TextView
    procedure: str
    applies: bool
    blocked: bool
    broken_by: tuple[str, ...]
    reactions: tuple[ReactionView, ...]
    round: Round | None

    @property
    def members(self) -> tuple[ReactionView, ...]:
        """What the members said."""
        return tuple(reaction for reaction in self.reactions if reaction.kind == "member")

    @property
    def by_silence(self) -> bool:
        """Whether members consent by saying nothing."""
        return PROCEDURES[self.procedure].by_silence

    @property
    def consent(self) -> str:
        """That the text stands, as a sentence."""
        return PROCEDURES[self.procedure].passed.format(members=len(self.members))

    @property
    def failed(self) -> str:
        """That the text does not stand, as a clause about the past."""
        return PROCEDURES[self.procedure].failed

    @property
    def repeated(self) -> str:
        """What happens to the text if it is changed, as a clause."""
        return PROCEDURES[self.procedure].repeated

    def refusal(self, *, again: bool = False) -> str:
        """Why the text does not stand, as a clause."""
        template = PROCEDURES[self.procedure].refused
        who = " and ".join(self.broken_by)
        return template.format(who=who, again=" again" if again else "")


@dataclass(frozen=True, slots=True)
class AnswerView:
    """The counterpart's answer.

    Attributes:
        chances: of the five answers, by the expected nature of the counterpart; for its own seat
            by the true one.
        against: its drivers against the likeliest other answer.
    """

    answer: str
    word: str
    text: str
    reason: str
    label: str
    chances: tuple[Odds, ...]
    against: Comparison


@dataclass(frozen=True, slots=True)
class TurnView:
    """A finished turn.

    Attributes:
        tabler: who tabled, or waited.
        inside: whether the counterpart's own seat looks, who knows its nature.
        moved: name of each indicator, its value once the turn's news had come, and at the end.
        stances: id of each actor, its stance once the turn's news had come, and at the end.
        waited: whether nothing was tabled; there are no hearings then.
        groundwork: what the chair did before it tabled, in words.
        pledges: promises that were kept or broken in this turn, as sentences.
        reading: what the turn told of the counterpart; None where its type is no secret.
        capital: political capital before the text was paid for, and after the turn; None without.
        lessons: mechanisms that matter here for the first time.
        debate: what was said about the first text; None where nothing was debated.
        predictions: sealed forecasts of persons, scored.
        told: how exactly all of this is told.
    """

    number: int
    tabler: str
    inside: bool
    moves: tuple[Move, ...]
    policy: str
    title: str
    amendments: tuple[str, ...]
    hearings: tuple[HearingView, ...]
    settlement: Settlement
    stands: bool
    in_force: TextView
    answer: AnswerView
    moved: tuple[tuple[str, int, int], ...]
    stances: tuple[tuple[str, int, int], ...]
    fired: tuple[str, ...]
    state: str
    waited: bool
    groundwork: tuple[str, ...]
    pledges: tuple[str, ...]
    reading: ReadingStep | None
    capital: tuple[int, int] | None
    lessons: tuple[LessonView, ...]
    debate: DebateView | None
    predictions: tuple[PredictionView, ...]
    told: Difficulty

    @property
    def reactions(self) -> tuple[ReactionView, ...]:
        """What everybody said to the text that decided; nobody where nothing was tabled."""
        return self.hearings[-1].reactions if self.hearings else ()


def turn_view(game: Game, place: int, *, inside: bool = False) -> TurnView:
    """One finished turn of a game.

    Args:
        inside: for the counterpart's own seat, which knows its nature.
    """
    played = game.played[place]
    turn = played.turn
    debate = debate_of(game, place)
    hearings = _hearings(game, place, debate)
    settled: list[Settlement] = [move.how for move in played.moves if isinstance(move, Settle)]
    return TurnView(
        number=turn.number,
        tabler=played.tabler,
        inside=inside,
        moves=played.moves,
        policy=played.policy,
        title=hearings[0].text.title if hearings else WAITED,
        amendments=hearings[0].text.amendments if hearings else (),
        hearings=hearings,
        settlement=settled[0] if settled else "",
        stands=bool(turn.stands[0]),
        in_force=text_views(game, turn.after, [game.in_force_after(place + 1)], turn.number)[0],
        answer=answer_view(game, place, inside=inside),
        moved=_moved(game, turn),
        stances=_stances(game, turn),
        fired=game.fired(place),
        state=played.state,
        waited=isinstance(played.tabling, Wait),
        groundwork=groundwork_words(game, played),
        pledges=pledges_of(game, place),
        reading=reading_step(game, place),
        capital=capital_of(game, place),
        lessons=lessons_of(game, place),
        debate=debate,
        predictions=as_told(predictions_of(game, place), told_in(game)),
        told=told_in(game),
    )


def _hearings(game: Game, place: int, debate: DebateView | None) -> tuple[HearingView, ...]:
    """The texts of a finished turn; what was argued was about the first of them."""
    played = game.played[place]
    turn = played.turn
    return tuple(
        hearing_view(
            game, turn.before, hearing,
            Heard((played.policy, point), turn.number, None if again else debate, bool(again)),
        )
        for again, (hearing, point) in enumerate(zip(turn.hearings, played.points, strict=True))
    )  # fmt: skip


def _moved(game: Game, turn: Turn) -> tuple[tuple[str, int, int], ...]:
    return tuple(
        (row.name, reading(game, turn.before, row.name), reading(game, turn.after, row.name))
        for row in INDICATORS
    )


def _stances(game: Game, turn: Turn) -> tuple[tuple[str, int, int], ...]:
    def stance(situation: Situation, place: int) -> int:
        return points(float(indicators.stance_of(situation, place)[0]))

    return tuple(
        (name, stance(turn.before, place), stance(turn.after, place))
        for place, name in enumerate(game.world.actors.ids)
    )


def reading(game: Game, situation: Situation, name: str) -> int:
    """An indicator as a screen shows it."""
    return points(float(indicators.read(game.world, situation, name)[0]))


@dataclass(frozen=True, slots=True)
class Heard:
    """A text that was heard: its policy and the point it has become, and in which turn.

    Attributes:
        debate: what was said about this very text; None without a debate, or after amending.
        again: whether it was tabled after a first text had failed.
    """

    text: tuple[str, Point]
    turn: int
    debate: DebateView | None = None
    again: bool = False


def hearing_view(game: Game, situation: Situation, hearing: Hearing, heard: Heard) -> HearingView:
    """A text before the alliance, with everybody's response and reason.

    Args:
        game: the session; situation: in which the text was heard.
        hearing: what the engine made of it; heard: which text it was.
    """
    tabler = game.bundle.scenario.tabler(heard.turn)
    moment = Moment(game.world_in(heard.turn), hearing.text, situation, hearing.arguments)
    loudest = None if heard.debate is None else heard.debate.loudest
    laid_open = account(game.bundle, moment, hearing.reactions, loudest, told_in(game))
    reactions = tuple(
        _reaction(laid_open, hearing, place, tabler) for place in range(len(game.world.actors.ids))
    )
    blocked, rule = bool(hearing.ruling.blocked[0]), procedure(moment)
    applies = bool(hearing.ruling.applies[0])
    places = game.world.actors.members
    members = [reactions[place] for place in places]
    # Receipts may keep the utility back; hours that depended on that would differ and change.
    willing = hearing.reactions.utility[:, 0]
    said = [
        Said(r.actor, r.name, r.short, r.rank, float(willing[place]))
        for place, r in zip(places, members, strict=True)
    ]
    return HearingView(
        text=text_views(game, situation, [heard.text], heard.turn)[0],
        procedure=rule.name,
        applies=applies,
        blocked=blocked,
        broken_by=tuple(r.name for r in members if blocked and r.rank <= rule.blocking),
        reactions=reactions,
        round=round_of(said, _table(game, heard, stands=not blocked)) if applies else None,
    )


def _table(game: Game, heard: Heard, *, stands: bool) -> Table:
    """What decides over a round beside what members say."""
    actors, rule = game.world.actors, game.world.rules.procedure
    weights = {actors.ids[place]: float(actors.capability[place]) for place in actors.members}
    story = f"{game.bundle.scenario.id}:{game.seed_in(heard.turn)}:{heard.turn}"
    stances = game.world.rules.ladder.stances
    return Table(rule.name, stands, heard.again, story, stances, weights, rule.share)


def _reaction(laid_open: Account, hearing: Hearing, place: int, tabler: str) -> ReactionView:
    """What the actor at a place said, and why."""
    bundle, name = laid_open.bundle, laid_open.actor_id(place)
    actor, rank = bundle.actors[name], int(hearing.ruling.responses[place, 0])
    given = hearing.given is not None and hearing.given[place, 0] >= 0
    own = receipt(laid_open, place)
    own = replace(own, worth=worth_view(laid_open.moment, hearing, place, laid_open.told))
    why = decided_here(own.chances[rank]) if given else reason(laid_open, place, rank)
    silent = bool(under_silence(laid_open.moment)[0])
    return ReactionView(
        actor=name,
        name=actor.name,
        short=actor.short,
        kind=actor.kind,
        response=RESPONSES[rank],
        rank=rank,
        word=response_word(bundle.rules.ladder.words, actor.kind, rank, silent=silent),
        eased=bool(hearing.ruling.eased[place, 0]),
        reason=OWN_OFFICE * (name == tabler and not given) + why,
        label=PLAYED if given else MODELLED,
        receipt=own,
    )


def decided_here(chance: Odds, known: str = "") -> str:
    """In place of a reason: a person decided, and how likely that was to the model."""
    return f"decided in this seat; {known}the model gave it {chance.says}"


def response_word(words: Words, kind: str, rank: int, *, silent: bool) -> str:
    """A response in words; where a text is not under silence a member can only refuse it."""
    if kind == "member" and rank == BREAK_SILENCE and not silent:
        return words.refusal
    said: str = getattr(words, kind)[rank]
    return said


def answer_view(game: Game, place: int, *, inside: bool = False) -> AnswerView:
    """The counterpart's answer in a finished turn, explained.

    Args:
        inside: by its true nature, and not by what anybody can know of it.
    """
    played = game.played[place]
    turn = played.turn
    answer = int(turn.answer[0])
    seen = turn.outlook if inside else open_outlook(game.world, turn)
    told = told_in(game)
    chances = all_odds((float(chance) * PERCENT for chance in seen.probabilities[:, 0]), told)
    given = any(isinstance(move, Answer) for move in played.moves)
    pair = answer, likeliest(seen, besides=answer)
    against = compare(game.bundle, game.world_in(turn.number), seen, pair, told)
    spoke = f"what spoke for it most: {against.strongest}"
    known = "" if inside else "by what others can know "
    body = getattr(game.bundle.rules.answers, ANSWERS[answer])
    return AnswerView(
        answer=ANSWERS[answer],
        word=body.word,
        text=body.text,
        reason=decided_here(chances[answer], known) if given else spoke,
        label=PLAYED if given else MODELLED,
        chances=chances,
        against=against,
    )
