"""A debate from the first argument to the last rebuttal: persons speak, the others by rule.

Modelled speakers open the debate, one for each side, and answer what the other side says; they
take the argument that moves the undecided members most. Axis letters: a actor (the counterpart
last), e entry, n place, s session.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import numpy as np

from dialogue_sim.engine.bank import AGAINST, FOR, KEPT, NO_CARD, Claim, bearings, with_claims
from dialogue_sim.engine.debate import CLAIM, LEAST, MOST, REFUTED, REPEATED, WHOLE, force
from dialogue_sim.engine.floor import (
    FORCES,
    NOTHING,
    Floor,
    answer_on_floor,
    empty,
    merged,
    take_floor,
)
from dialogue_sim.engine.reaction import modal_responses, react
from dialogue_sim.engine.terms import Moment, no_debate
from dialogue_sim.words import REBUTTALS

if TYPE_CHECKING:
    from collections.abc import Callable

    from dialogue_sim.engine.bank import Bearings
    from dialogue_sim.engine.floor import Said
    from dialogue_sim.engine.numerics import Integers, Truths
    from dialogue_sim.engine.proposal import Proposal
    from dialogue_sim.engine.reaction import Reactions
    from dialogue_sim.engine.situation import Situation
    from dialogue_sim.engine.world import Bank, World

Step = Literal["argue", "rebut", "defend"]
OBJECT, HEDGE, ACCEPT = 1, 2, 3
UNABLE = -1
ANSWERED = 2
"""So many arguments of the other side are answered by rule, the strongest first."""


@dataclass(frozen=True, slots=True)
class Rebuttal:
    """A person's answer to an argument; `card` is `NO_CARD` for none."""

    speaker: int
    target: int
    kind: int
    card: int


@dataclass(frozen=True, slots=True)
class Speeches:
    """What persons say in a debate, the same in every session of a batch.

    Attributes:
        persons: places of actors for whom nobody else speaks.
        claims: in their own words; they follow the entries of the bank.
        arguments: speaker and entry of each argument; rebuttals: in their order.
        dropped: entries that were withdrawn in the end.
        awaited: the step in which somebody has yet to speak, and who; None when all is said.
        where: (s,) the sessions in which persons speak; None for all.
    """

    persons: tuple[int, ...] = ()
    claims: tuple[Claim, ...] = ()
    arguments: tuple[tuple[int, int], ...] = ()
    rebuttals: tuple[Rebuttal, ...] = ()
    dropped: frozenset[int] = frozenset()
    awaited: tuple[Step, int] | None = None
    where: Truths | None = None


NOBODY_SPEAKS = Speeches()


def debate(
    world: World, situation: Situation, text: Proposal, turn: int, speeches: Speeches
) -> Floor:
    """The floor, as far as persons have spoken; where they do not, everybody is modelled.

    Args:
        world, situation, text, turn, speeches: as in `spoken_debate`.
    """
    floor = spoken_debate(world, situation, text, turn, speeches)
    if speeches.where is None or speeches.where.all():
        return floor
    modelled = Speeches(claims=speeches.claims)
    return merged(speeches.where, floor, spoken_debate(world, situation, text, turn, modelled))


def spoken_debate(
    world: World, situation: Situation, text: Proposal, turn: int, speeches: Speeches
) -> Floor:
    """The floor of sessions in which the same persons say the same.

    The steps: one modelled argument for each side - persons' arguments - persons' rebuttals - each
    side answers the strongest arguments of the other by rule - persons withdraw.

    Args:
        world: what is fixed; its story debates in this turn.
        situation: after injects and groundwork; text: the one that was tabled first.
        turn: its number.
        speeches: what persons have said so far.
    """
    room = _room(world, situation, text, turn, speeches)
    step = "" if speeches.awaited is None else speeches.awaited[0]
    said = _both_sides(_argue, room, empty(situation.sessions))
    for speaker, entry in speeches.arguments:
        said = _take(room, said, np.full(situation.sessions, entry), speaker)
    if step == "argue":
        return Floor(room.bank, said)
    for one in speeches.rebuttals:
        parts = one.target, one.kind, one.card, one.speaker
        said = answer_on_floor(said, [np.full(situation.sessions, part) for part in parts])
    if step == "rebut":
        return Floor(room.bank, said)
    for _ in range(ANSWERED):
        said = _both_sides(_rebut, room, said)
    floor = Floor(room.bank, said)
    for entry in sorted(speeches.dropped):
        floor = floor.without(entry)
    return floor


def _both_sides(act: Callable[[_Room, Said, int], Said], room: _Room, said: Said) -> Said:
    """The floor after modelled speakers of each side have acted."""
    return act(room, act(room, said, FOR), AGAINST)


@dataclass(frozen=True, slots=True)
class _Room:
    """Who may speak for which side, and what every entry would do.

    Attributes:
        free: (2, a, s) modelled speakers of each side.
        speakers: (e, s) lowest place of who of them makes an entry, `UNABLE` for nobody.
        repeated: (e, s) whether that one made it in the last debate.
        appeal: (e, s) how much it moves the undecided members, per mille in all.
        challengers: (e,) the best cards that contradict the evidence of entries.
        argued: as in the situation; persons_said: how many rebuttals are persons'.
    """

    bank: Bank
    near: Bearings
    free: Truths
    speakers: Integers
    repeated: Truths
    appeal: Integers
    challengers: Integers
    argued: Integers | None
    persons_said: int


def _room(
    world: World, situation: Situation, text: Proposal, turn: int, speeches: Speeches
) -> _Room:
    assert world.debate is not None  # noqa: S101  asked only where a story debates
    bank = with_claims(world.debate.bank, speeches.claims)
    near = bearings(bank, text.levels)
    reactions = react(Moment(world, text, situation, no_debate(situation)))
    leaning = modal_responses(reactions.probabilities)
    free = _free(world, reactions, turn, speeches.persons)
    speakers = np.full((len(bank.ids), situation.sessions), UNABLE)
    may = free[bank.sides[: bank.written]] & bank.speakers[: bank.written, :, None]
    speakers[: bank.written] = np.where(may.any(axis=1), may.argmax(axis=1), UNABLE)
    repeated = _repeated(situation, bank, speakers)
    audience = _undecided(world, leaning)
    appeal = np.zeros((len(bank.ids), situation.sessions), dtype=np.int64)
    fixed = CLAIM + near.evidence - REFUTED * bank.refuted[:, None] - REPEATED * repeated
    for member, listens in zip(world.actors.members, audience, strict=True):
        if not listens.any():
            continue
        base = fixed + world.debate.weights[member][bank.reasons][:, None]
        base = np.minimum(MOST, np.maximum(LEAST, base)) * near.relevance // WHOLE
        appeal += base * listens
    return _Room(
        bank, near, free, speakers, repeated, appeal, _challengers(bank),
        situation.argued, len(speeches.rebuttals),
    )  # fmt: skip


def _free(world: World, reactions: Reactions, turn: int, persons: tuple[int, ...]) -> Truths:
    """(2, a, s) who speaks for each side unless a person does.

    Whoever leans to a side speaks for it, and whoever tables for the text. Where nobody in the
    room leans to a side, whoever is nearest to it puts its case, and that alone: a text that all
    like is tested too.
    """
    assert world.debate is not None  # noqa: S101  asked only where a story debates
    leaning, tabler = modal_responses(reactions.probabilities), world.debate.tablers[turn]
    actors, sessions = leaning.shape
    attends = world.debate.attends.copy()
    attends[list(persons)] = False
    free = np.zeros((2, actors + 1, sessions), dtype=np.bool_)
    free[FOR, :actors] = leaning >= ACCEPT
    free[AGAINST, :actors] = leaning <= OBJECT
    free &= attends[:, None]
    others = attends[:actors].copy()
    others[tabler : tabler + 1] = False
    free[:, tabler] = [[tabler not in persons], [False]]
    here = np.arange(sessions)
    for side, liking in ((FOR, reactions.utility), (AGAINST, -reactions.utility)):
        nearest = np.where(others[:, None], liking, -np.inf).argmax(axis=0)
        alone = ~free[side].any(axis=0) & others.any()
        free[side, nearest, here] |= alone
        free[1 - side, nearest, here] &= ~alone
    return free


def _undecided(world: World, leaning: Integers) -> Truths:
    """(m, s) members who lean neither way; where there are none, all of them."""
    hedging = leaning[list(world.actors.members)] == HEDGE
    return hedging | ~hedging.any(axis=0)


def _repeated(situation: Situation, bank: Bank, speakers: Integers) -> Truths:
    """(e, s) whether a speaker would say again what it said in the last debate."""
    again = np.zeros(speakers.shape, dtype=np.bool_)
    again[bank.written :] = bank.repeated[bank.written :, None]
    if situation.argued is not None:
        own = speakers[: bank.written]
        again[: bank.written] = (situation.argued == own + 1) & (own != UNABLE)
    return again


def _take(room: _Room, said: Said, entry: Integers, speaker: int) -> Said:
    """The floor after a person's argument."""
    again = np.zeros(entry.shape, dtype=np.bool_)
    if room.argued is not None and entry[0] < room.bank.written:
        again = room.argued[entry[0]] == speaker + 1
    return take_floor(said, entry, np.full_like(entry, speaker), again)


def _argue(room: _Room, said: Said, side: int) -> Said:
    """The floor after the best argument that a modelled speaker of a side can still make."""
    possible = (room.speakers != UNABLE) & (room.bank.sides == side)[:, None]
    for made in said.entries:
        possible &= np.arange(len(room.bank.ids))[:, None] != made
    best = np.where(possible, room.appeal, NOTHING).argmax(axis=0)
    here = np.arange(len(best))
    found = possible[best, here]
    return take_floor(
        said,
        np.where(found, best, NOTHING),
        np.where(found, room.speakers[best, here], NOTHING),
        found & room.repeated[best, here],
    )


def _rebut(room: _Room, said: Said, side: int) -> Said:
    """The floor after a side has answered by rule one more argument of the other, if it can.

    It answers the strongest that it has not answered so.
    """
    here = np.arange(said.entries.shape[1])
    at = np.maximum(said.entries, 0)
    if not len(at):
        return said
    theirs = (said.entries != NOTHING) & (room.bank.sides[at] != side)
    for target in said.targets[room.persons_said :]:
        theirs &= said.entries != target
    slot = np.where(theirs, room.appeal[at, here], NOTHING).argmax(axis=0)
    can = theirs[slot, here] & room.free[side].any(axis=0)
    target = at[slot, here]
    kind, card = _best_answer(room, target, side)
    nothing = np.full(len(here), NOTHING)
    parts = (target, kind, card, room.free[side].argmax(axis=0))
    return answer_on_floor(said, [np.where(can, part, nothing) for part in parts])


def _best_answer(room: _Room, target: Integers, side: int) -> tuple[Integers, Integers]:
    """Kind and card, (s) each, of the rebuttal that takes most of an argument.

    A card that contradicts the evidence challenges it; one that bears on the text for the other
    side counters; without either the evidence is challenged all the same. Of cards that are as
    good one that is about an issue of the argument comes first, then the first by id.
    """
    kind = np.full(len(target), REBUTTALS.index("challenge"))
    card, best = np.full(len(target), NO_CARD), np.full(len(target), force("challenge", 0))
    found = (("challenge", room.challengers[target]), ("counter", _counters(room, target, side)))
    for name, cards in found:
        takes = FORCES[REBUTTALS.index(name), _grades(room.bank, cards)]
        better = (cards != NO_CARD) & (takes > best)
        best = np.where(better, takes, best)
        kind = np.where(better, REBUTTALS.index(name), kind)
        card = np.where(better, cards, card)
    return kind, card


def _grades(bank: Bank, cards: Integers) -> Integers:
    """Grade of cards; anything where there is none."""
    grades = bank.dossier.grades
    return grades[cards] if len(grades) else np.zeros_like(cards)


@lru_cache(maxsize=KEPT)
def _challengers(bank: Bank) -> Integers:
    """(e,) the best card that contradicts the evidence of each entry, `NO_CARD` for none."""
    found = np.full(len(bank.ids), NO_CARD)
    for entry, cards in enumerate(bank.cards):
        own = [card for card in cards if card != NO_CARD]
        if own:
            weight = bank.dossier.disputes[:, own].any(axis=1) * bank.dossier.grades
            found[entry] = weight.argmax() if weight.max() > 0 else NO_CARD
    return found


def _counters(room: _Room, target: Integers, side: int) -> Integers:
    """(s,) the best card that bears on the text for a side, against each target, or `NO_CARD`."""
    dossier, found = room.bank.dossier, np.full(len(target), NO_CARD)
    for entry in np.unique(target) if dossier.ids else ():
        here = np.flatnonzero(target == entry)
        worth = 2 * dossier.grades + _about_it(room.bank, int(entry), side)
        weight = room.near.cards[side][:, here] * worth[:, None]
        found[here] = np.where(weight.any(axis=0), weight.argmax(axis=0), NO_CARD)
    return found


def _about_it(bank: Bank, entry: int, side: int) -> Truths:
    """(c,) whether a card speaks for a side by an issue that an argument is about."""
    entries, cards = _issues(bank)
    about: Truths = (cards[side] & entries[entry]).any(axis=1)
    return about


@lru_cache(maxsize=KEPT)
def _issues(bank: Bank) -> tuple[Truths, Truths]:
    """(e, i) the issues that entries are about, and (2, c, i) those of cards for each side."""
    everything = (*bank.bears, *bank.dossier.bears[FOR], *bank.dossier.bears[AGAINST])
    issues = [{rule.issue for rule in bearing or ()} for bearing in everything]
    count = 1 + max((issue for about in issues for issue in about), default=0)
    rows = np.array([[issue in about for issue in range(count)] for about in issues])
    entries, cards = len(bank.ids), len(bank.dossier.ids)
    return rows[:entries], rows[entries:].reshape(2, cards, count)


def nothing_argued(world: World, sessions: int) -> Integers | None:
    """(e, s) that nobody has made any argument yet; None where no debate is ever held."""
    if world.debate is None:
        return None
    return np.zeros((len(world.debate.bank.ids), sessions), dtype=np.int64)


def remembered(situation: Situation, floor: Floor, tabled: Truths) -> Situation:
    """The situation with who made which argument of the bank in this debate.

    Args:
        floor: of the turn; tabled: (s,) where a text was tabled, and so debated.
    """
    if situation.argued is None:
        return situation
    argued = np.zeros_like(situation.argued)
    for entries, speakers in zip(floor.said.entries, floor.said.speakers, strict=True):
        here = np.flatnonzero((entries >= 0) & (entries < len(argued)))
        argued[entries[here], here] = speakers[here] + 1
    return replace(situation, argued=np.where(tabled, argued, situation.argued))
