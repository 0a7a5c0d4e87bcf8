"""The ledger line by line: what each argument came to for every audience, and what that moved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dialogue_sim.engine.attribution import shares
from dialogue_sim.engine.debate import CLAIM, COUNTED, REFUTED, WHOLE
from dialogue_sim.engine.floor import argued, ledger_of, lines_of
from dialogue_sim.engine.procedure import said_chances
from dialogue_sim.engine.reaction import modal_response, react
from dialogue_sim.engine.terms import NAMES, Moment, no_debate
from dialogue_sim.session.views.figures import add_up_as_shown, signed
from dialogue_sim.session.views.odds import Odds, all_odds, told_in
from dialogue_sim.session.views.sizes import DEBATE, PER_MILLE, amount, signs
from dialogue_sim.words import REASONS, RESPONSES, SIDES

if TYPE_CHECKING:
    from dialogue_sim.engine.attribution import Shares
    from dialogue_sim.engine.debate import Ledger, Lines
    from dialogue_sim.engine.numerics import Array
    from dialogue_sim.engine.situation import Situation
    from dialogue_sim.session.views.floor_view import Debated

PERCENT = 100.0
ARGUMENT = NAMES.index("argument")
REFUTES, AGAIN = "contradicts what is documented", "said in the last debate"
WEAKENS: Mapping[str, str] = {REFUTES: REFUTES, AGAIN: f"was {AGAIN}"}
"""What takes from an argument's worth, as the end of a sentence."""


@dataclass(frozen=True, slots=True)
class Reckoning:
    """How an argument's strength came about for one audience; every number per mille.

    Attributes:
        parts: (words, number) that add up to `worth`, before `worth` is kept within bounds.
        base: what it is worth, kept within bounds and times `relevance`.
        answered: what its rebuttals take of it; strength: what is left.
    """

    parts: tuple[tuple[str, int], ...]
    worth: int
    relevance: int
    base: int
    answered: int
    strength: int

    @property
    def says(self) -> str:
        """The arithmetic in words."""
        first, *others = self.parts
        parts = [f"{' - ' if n < 0 else ' + '}{words} {abs(n)}" for words, n in others]
        said = f"{first[0]} {first[1]}{''.join(parts)} = {self.worth}"
        if self.relevance != WHOLE:
            said += f", times {self.relevance / WHOLE:g} as it bears on the text"
        if self.base != self.worth:
            said += f", makes {self.base}"
        if self.answered:
            said += f"; answers take {self.answered} of {WHOLE}: {self.strength} is left"
        return said

    @property
    def says_plainly(self) -> str:
        """The same without a number."""
        spoke = [words for words, number in self.parts if number > 0]
        took = [f", but it {WEAKENS[words]}" for words, number in self.parts if number < 0]
        said = f"{' and '.join(spoke)}{''.join(took)}"
        if self.relevance != WHOLE:
            said += "; it bears on the text only in part"
        if self.answered:
            said += f"; answers take {amount(self.answered / WHOLE)} of it"
        return said


@dataclass(frozen=True, slots=True)
class LineView:
    """One argument for one audience.

    Attributes:
        argument: its id; side: for or against.
        reckoning: the arithmetic behind it; None where numbers are kept back.
        says: the same in words.
        counts: whether its strength is among those that make up its side.
        share: its part in what the debate came to here, as shown; against a text it is negative.
    """

    argument: str
    side: str
    reckoning: Reckoning | None
    says: str
    counts: bool
    share: str


@dataclass(frozen=True, slots=True)
class AudienceView:
    """What a debate came to for one actor.

    Attributes:
        in_favour, against: what each side came to, as shown: per mille, or in signs; term: their
            difference in -1..1, as shown; the shares of the lines add up to it.
        weight: what the argument term is multiplied by in the receipt; None where numbers are
            kept back.
        before, after: chances of each response, worst first, without the debate and with it.
        modal_before, modal_after: the likeliest response.
    """

    actor: str
    name: str
    short: str
    kind: str
    in_favour: str
    against: str
    term: str
    weight: float | None
    before: tuple[Odds, ...]
    after: tuple[Odds, ...]
    modal_before: str
    modal_after: str
    lines: tuple[LineView, ...]

    @property
    def moved(self) -> bool:
        """Whether the likeliest response is another one now."""
        return self.modal_before != self.modal_after

    @property
    def likeliest(self) -> tuple[Odds, Odds]:
        """The chance of the likeliest response, without the debate and with it."""
        before, after = RESPONSES.index(self.modal_before), RESPONSES.index(self.modal_after)
        return self.before[before], self.after[after]


def audience_views(debated: Debated, situation: Situation) -> tuple[AudienceView, ...]:
    """The ledger of every actor, in the order of the actors.

    Args:
        debated: the debate; situation: in which the text is heard.
    """
    game, floor = debated.game, debated.floor
    world = game.world_in(debated.turn)
    lines, ledger = lines_of(floor, debated.text), ledger_of(world, floor, debated.text)
    parts = shares(lines, ledger)
    without = Moment(world, debated.text, situation, no_debate(situation))
    heard = Moment(world, debated.text, situation, argued(world, floor, debated.text, situation))
    before, after = (_said(moment) for moment in (without, heard))
    told, found = told_in(game), []
    for place, (name, actor) in enumerate(game.bundle.actors.items()):
        found.append(
            AudienceView(
                actor=name,
                name=actor.name,
                short=actor.short,
                kind=actor.kind,
                in_favour=str(int(ledger.sides[0, place, 0])),
                against=str(int(ledger.sides[1, place, 0])),
                term=signed(float(ledger.term[place, 0])),
                weight=float(world.actors.shares[ARGUMENT, place]),
                before=all_odds((float(c) * PERCENT for c in before[:, place]), told),
                after=all_odds((float(c) * PERCENT for c in after[:, place]), told),
                modal_before=RESPONSES[modal_response(before[:, place])],
                modal_after=RESPONSES[modal_response(after[:, place])],
                lines=_lines(debated, lines, ledger, parts, place),
            )
        )
    return tuple(found)


def without_numbers(audience: AudienceView) -> AudienceView:
    """An audience of a ledger that says how strong everything was, and no number of it."""
    sides = (int(audience.in_favour), int(audience.against))
    in_favour, against = (signs(side, PER_MILLE) for side in sides)
    lines = tuple(
        replace(
            line,
            reckoning=None,
            says=line.says if line.reckoning is None else line.reckoning.says_plainly,
            share=signs(float(line.share), DEBATE),
        )
        for line in audience.lines
    )
    term = signs(float(audience.term), DEBATE)
    return replace(
        audience, in_favour=in_favour, against=against, term=term, weight=None, lines=lines
    )


def _said(moment: Moment) -> Array:
    """(k, a) chances of what everybody says in the end."""
    return said_chances(moment, react(moment))[:, :, 0]


def _lines(
    debated: Debated, lines: Lines, ledger: Ledger, parts: Shares, audience: int
) -> tuple[LineView, ...]:
    """Each argument for one audience; the shown shares add up to the shown term."""
    names = debated.names
    present = [place for place, there in enumerate(lines.present[:, 0]) if there]
    exact = [float(parts.of(audience, place)) / WHOLE for place in present]
    shown = add_up_as_shown(exact, float(ledger.term[audience, 0]))
    counting = _counting(lines, ledger, audience)
    views = []
    for place, share in zip(present, shown, strict=True):
        worth = _parts(debated, lines, audience, place)
        reckoning = Reckoning(
            parts=worth,
            worth=sum(number for _, number in worth),
            relevance=int(lines.relevance[place, 0]),
            base=int(ledger.base[audience, place, 0]),
            answered=int(ledger.answered[place, 0]),
            strength=int(ledger.strengths[audience, place, 0]),
        )
        views.append(
            LineView(
                argument=names[int(debated.floor.said.entries[place, 0])],
                side=SIDES[int(lines.sides[place, 0])],
                reckoning=reckoning,
                says=reckoning.says,
                counts=place in counting,
                share=share,
            )
        )
    return tuple(views)


def _parts(
    debated: Debated, lines: Lines, audience: int, place: int
) -> tuple[tuple[str, int], ...]:
    """What an argument's worth is made of for one audience, as the ledger adds it up."""
    world, bank = debated.game.world, debated.floor.bank
    assert world.debate is not None  # noqa: S101  something was debated
    reason = int(lines.reasons[place, 0])
    entry = int(debated.floor.said.entries[place, 0])
    again = int(lines.deductions[place, 0]) - REFUTED * int(bank.refuted[entry])
    parts = [
        ("a claim with a reason", CLAIM),
        ("evidence", int(lines.evidence[place, 0])),
        (REASONS[reason].replace("_", " "), int(world.debate.weights[audience, reason])),
        (REFUTES, -REFUTED * int(bank.refuted[entry])),
        (AGAIN, -again),
    ]
    return tuple(part for part in parts if part[1])


def _counting(lines: Lines, ledger: Ledger, audience: int) -> set[int]:
    """Places whose strength is among those that make up their side for an audience."""
    found: set[int] = set()
    for side in range(len(SIDES)):
        own = [p for p in range(len(lines.present))
               if lines.present[p, 0] and lines.sides[p, 0] == side]  # fmt: skip
        own = [p for p in own if not _has_stronger_twin(lines, ledger, audience, p)]
        own.sort(key=lambda p: -int(ledger.strengths[audience, p, 0]))
        proven = [p for p in own if lines.carded[p, 0]][:COUNTED]
        bare = [p for p in own if not lines.carded[p, 0]][:1]
        alone = max((int(ledger.strengths[audience, p, 0]) for p in bare), default=0)
        together = int(ledger.sides[side, audience, 0])
        found.update(bare if bare and alone == together else proven)
    return found


def _has_stronger_twin(lines: Lines, ledger: Ledger, audience: int, place: int) -> bool:
    strengths = ledger.strengths[audience, :, 0]
    for one, other, where in lines.twins:
        weaker = one if strengths[one] <= strengths[other] else other
        if where[0] and place == weaker:
            return True
    return False
