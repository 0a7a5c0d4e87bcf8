"""What would move an actor, in words: the least change of the text, and of the situation (E30)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialogue_sim.engine.argument_flips import argument_flips
from dialogue_sim.engine.flips import LIKELY, at_least, smallest_changes
from dialogue_sim.engine.floor import argued
from dialogue_sim.engine.reaction import react
from dialogue_sim.engine.suppositions import NOBODY, suppositions
from dialogue_sim.engine.terms import Moment
from dialogue_sim.session.debating import entry_names
from dialogue_sim.session.moves import Argue
from dialogue_sim.session.views.odds import odds_of, told_in
from dialogue_sim.session.worlds.opening import proposals
from dialogue_sim.words import RESPONSES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.engine.argument_flips import ArgumentFlip
    from dialogue_sim.engine.flips import Flip
    from dialogue_sim.engine.floor import Floor
    from dialogue_sim.engine.neighbours import Point
    from dialogue_sim.engine.proposal import Proposal
    from dialogue_sim.engine.situation import Situation
    from dialogue_sim.engine.suppositions import Supposed
    from dialogue_sim.engine.world import Space, World
    from dialogue_sim.session.game import Game
    from dialogue_sim.session.spoken import Said
    from dialogue_sim.words import Difficulty


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A change of a text: issue (or `venue`) to level, and what it would make likely."""

    changes: Mapping[str, str]
    probability: float

    @property
    def words(self) -> str:
        """The change as `issue = level, ...`."""
        return ", ".join(f"{issue} = {level}" for issue, level in self.changes.items())


@dataclass(frozen=True, slots=True)
class SupposedView:
    """One thing of the situation that would have to be otherwise.

    Attributes:
        name: the quantity; actor: whose trust or stance it is, or nothing.
        now, value: in points; words: a clause that begins with "if".
    """

    name: str
    actor: str
    now: float
    value: int
    words: str
    probability: float


@dataclass(frozen=True, slots=True)
class ArguedView:
    """An argument that would have been enough with the text as it is.

    Attributes:
        argument: its title, or the words of a claim; made: whether it would have to be made, or
            else left out; words: a clause about the past.
    """

    argument: str
    made: bool
    words: str
    probability: float


@dataclass(frozen=True, slots=True)
class Heard:
    """A text before everybody: the situation, the point, and what was said about it.

    Attributes:
        floor: the debate; None without one. said: the moves of its turn with their movers.
        debated: whether arguments are looked for: in a turn without a debate there are none.
        told: how exactly sentences tell chances.
    """

    situation: Situation
    point: Point
    floor: Floor | None = None
    said: Said = ()
    debated: bool = False
    told: Difficulty = "open"


@dataclass(frozen=True, slots=True)
class HintView:
    """What would make one response, or a better one, likely.

    Attributes:
        want: the response; now: its probability as things are, or a better one's.
        smallest: the smallest change of the text; None where none of three issues is enough.
        ties: how many other texts are as small; also: the likeliest of them.
        situations: each by itself would be enough with the text as it is.
        arguments: likewise, one that would have to be made and one that would have to be left out.
        told: how exactly sentences tell chances.
    """

    want: str
    now: float
    smallest: ChangeView | None
    ties: int
    also: tuple[ChangeView, ...]
    situations: tuple[SupposedView, ...]
    arguments: tuple[ArguedView, ...] = ()
    told: Difficulty = "open"

    @property
    def likely_already(self) -> bool:
        """Whether the actor responds so, or better, with at least even odds as things are."""
        return self.now >= LIKELY


Hints = dict[str, tuple[HintView, ...]]
"""By actor: a hint for every response above the likeliest one, the lowest first."""


def hints_for(bundle: Bundle, world: World, heard: Heard) -> Hints:
    """What would move each actor in a situation with a text on the table.

    Args:
        bundle: for the words; world: the fixed world; heard: the text and what was said about it.
    """
    situation, point = heard.situation, heard.point
    proposal = proposals(world, [point])
    arguments = argued(world, heard.floor, proposal, situation)
    now = at_least(react(Moment(world, proposal, situation, arguments)).probabilities)
    ladders = smallest_changes(world, situation, point, floor=heard.floor)
    supposable = suppositions(world, situation, proposal, arguments)
    said = _arguments(bundle, world, heard, proposal)
    return {
        name: tuple(
            HintView(
                want=RESPONSES[wanted],
                now=float(now[wanted, actor, 0]),
                smallest=None if flip is None else _change(world.space, point, flip),
                ties=0 if flip is None else flip.ties,
                also=() if flip is None else _also(world.space, point, flip),
                situations=tuple(
                    _supposed(bundle, world, one, heard.told) for one in supposable[actor][wanted]
                ),
                arguments=said[actor].get(wanted, ()),
                told=heard.told,
            )
            for wanted, flip in ladders[actor].items()
        )
        for actor, name in enumerate(world.actors.ids)
    }


def _arguments(
    bundle: Bundle, world: World, heard: Heard, proposal: Proposal
) -> list[dict[int, tuple[ArguedView, ...]]]:
    """For every actor, by the response wanted, the arguments that would be enough."""
    if not heard.debated or world.debate is None:
        return [{} for _ in world.actors.ids]
    bank = world.debate.bank if heard.floor is None else heard.floor.bank
    names = {entry: name for name, entry in entry_names(bank, heard.said).items()}
    own = [move.claim for _, move in heard.said if isinstance(move, Argue) and not move.use]

    def view(flip: ArgumentFlip) -> ArguedView:
        written = flip.entry < bank.written
        title = bundle.bank[names[flip.entry]].title if written else own[flip.entry - bank.written]
        words = (MADE if flip.made else LEFT_OUT).format(title=title)
        return ArguedView(title, flip.made, words, flip.probability)

    flips = argument_flips(world, heard.situation, proposal, heard.floor)
    return [{wanted: tuple(map(view, found)) for wanted, found in one.items()} for one in flips]


MADE = "had \u201c{title}\u201d been argued and left unanswered"
LEFT_OUT = "had \u201c{title}\u201d not been argued"


def hints_of(game: Game, turn: int | None, text: int = -1) -> Hints:
    """What would have moved each actor when it was last heard.

    Args:
        game: the session.
        turn: number of a finished turn; None for the one that is going on.
        text: which of the texts of the turn, 0 the first; the last one if left out.
    """
    if turn is None:
        waiting, number = game.waiting, game.turn
        situation, point = game.situation, game.points[text]
        floor = None if waiting is None else waiting.floor
        said = tuple(zip(game.movers, game.pending, strict=True))
    else:
        played, number = game.played[turn - 1], turn
        situation, point, floor = played.turn.before, played.points[text], played.turn.floor
        said = tuple(zip(played.movers, played.moves, strict=True))
    heard = Heard(situation, point, floor, said, floor is not None, told_in(game))
    return hints_for(game.bundle, game.world_in(number), heard)


def _change(space: Space, point: Point, flip: Flip) -> ChangeView:
    return ChangeView(changes_between(space, point, flip.point), flip.probability)


def _also(space: Space, point: Point, flip: Flip) -> tuple[ChangeView, ...]:
    return tuple(
        ChangeView(changes_between(space, point, other.point), other.probability)
        for other in flip.also
    )


def changes_between(space: Space, point: Point, other: Point) -> dict[str, str]:
    """Issue to level, and venue, where one text differs from another."""
    changes = {
        issue.id: issue.levels[new]
        for issue, old, new in zip(space.issues, point.levels, other.levels, strict=True)
        if old != new
    }
    if other.venue != point.venue:
        changes["venue"] = space.venues[other.venue]
    return changes


def _supposed(bundle: Bundle, world: World, one: Supposed, told: Difficulty) -> SupposedView:
    actor = "" if one.whose == NOBODY else world.actors.ids[one.whose]
    clauses = PLAIN_CLAUSES if told == "hard" else CLAUSES
    template = CEASED if one.name == "hostilities" and not one.value else clauses[one.name]
    words = template.format(
        value=one.value,
        now=round(one.now),
        counterpart=bundle.counterpart.short,
        actor=bundle.actors[actor].short if actor else "",
        side="in favour" if one.value > 0 else "against" if one.value < 0 else "neither way",
        way="higher" if one.value > one.now else "lower",
    )
    return SupposedView(one.name, actor, one.now, one.value, words, one.probability)


CEASED = "if hostilities had ceased"
CLAUSES: Mapping[str, str] = {
    "hostilities": "if hostilities stood at {value} (now {now})",
    "conduct": "if {counterpart}'s recent conduct stood at {value:+d} (now {now:+d})",
    "support": "if public support stood at {value} (now {now})",
    "trust": "if its trust in {counterpart} stood at {value} (now {now})",
    "stance": "if {actor} had been {side} (stance {value:+d}, now {now:+d})",
}


PLAIN_CLAUSES: Mapping[str, str] = {
    "hostilities": "if hostilities stood {way}",
    "conduct": "if the standing of {counterpart}'s recent conduct were {way}",
    "support": "if public support stood {way}",
    "trust": "if its trust in {counterpart} stood {way}",
    "stance": "if {actor} had been {side}",
}
"""The same where numbers are kept back."""


def hint_sentences(hints: tuple[HintView, ...]) -> list[str]:
    """What would move an actor, sentence by sentence; one that says that nothing has to."""
    if not hints:
        return ["It endorses already."]
    return [sentence for hint in hints for sentence in _sentences(hint)]


def _sentences(hint: HintView) -> list[str]:
    now = f"As things are, {_want(hint)} has {_chance(hint.now, hint)} already."
    said = [now] if hint.likely_already else []
    said.append(smallest_sentence(hint))
    if hint.also:
        others = "; ".join(f"{one.words} ({_chance(one.probability, hint)})" for one in hint.also)
        more = hint.ties - len(hint.also)
        said.append(f"As small: {others}{f'; and {more} more' if more else ''}.")
    if hint.situations:
        said.append(f"With the text as it is, {_listed(hint.situations, hint)}.")
    if hint.arguments:
        said.append(f"In the debate, {_listed(hint.arguments, hint)}.")
    return said


def _listed(found: Sequence[SupposedView | ArguedView], hint: HintView) -> str:
    return "; ".join(f"{one.words}: {_chance(one.probability, hint)}" for one in found)


def smallest_sentence(hint: HintView) -> str:
    """The smallest change of the text in a sentence, or that there is none."""
    if hint.smallest is None:
        return f"No change of up to three issues makes {_want(hint)} likely."
    then = f"then {_chance(hint.smallest.probability, hint)}"
    return f"Smallest change to {_want(hint)}: {hint.smallest.words} ({then})."


def _want(hint: HintView) -> str:
    """The response wanted; nothing is better than the last one."""
    words = hint.want.replace("_", " ")
    return words if hint.want == RESPONSES[-1] else f"at least {words}"


def _chance(probability: float, hint: HintView) -> str:
    return odds_of(probability * 100.0, hint.told).says
