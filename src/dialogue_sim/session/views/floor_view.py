"""What was said in a debate, argument by argument, with what was answered to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialogue_sim.engine.bank import NO_CARD, bearings
from dialogue_sim.engine.debate import WHOLE, force
from dialogue_sim.engine.floor import NOTHING, grades_that_count
from dialogue_sim.session.debating import entry_names
from dialogue_sim.session.moves import Argue, Drop, Rebut, Speech
from dialogue_sim.session.views.dossier import BEARS, card_views
from dialogue_sim.session.views.odds import told_in
from dialogue_sim.session.views.sizes import amount
from dialogue_sim.words import REASONS, REBUTTALS, SIDES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dialogue_sim.engine.bank import Bearings
    from dialogue_sim.engine.floor import Floor
    from dialogue_sim.engine.proposal import Proposal
    from dialogue_sim.session.game import Game
    from dialogue_sim.session.spoken import Said
    from dialogue_sim.session.views.dossier import CardView
    from dialogue_sim.words import Difficulty

MODELLED, PLAYED = "MOD", "PLR"
DOES: Mapping[str, str] = {
    "challenge": "challenges the evidence", "undercut": "undercuts the reasoning",
    "counter": "counters with something weightier", "concede": "concedes in part",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RebuttalView:
    """An answer to an argument.

    Attributes:
        seat: id of the speaker, `speaker` its short name.
        does: what the kind does, in words; text: a person's own words, or nothing.
        card: the card that was played; counts: whether it adds anything here.
        force: what it takes of the argument, per mille; takes: the same in words.
        label: MOD, or PLR for a person's.
    """

    seat: str
    speaker: str
    kind: str
    does: str
    text: str
    card: CardView | None
    counts: bool
    force: int
    takes: str
    label: str


@dataclass(frozen=True, slots=True)
class ArgumentView:
    """An argument on the floor.

    Attributes:
        id: what a rebuttal names; seat: id of the speaker, `speaker` its short name.
        title: of the bank's entry; the beginning of a claim in own words.
        cards: all that it carries, whether or not they count on this text.
        label: MOD, or PLR for a person's; source: citations of the bank's entry.
        dropped: whether its speaker withdrew it.
    """

    id: str
    seat: str
    speaker: str
    side: str
    title: str
    claim: str
    reason: str
    bears: str
    cards: tuple[CardView, ...]
    rebuttals: tuple[RebuttalView, ...]
    label: str
    source: tuple[str, ...]
    dropped: bool


@dataclass(frozen=True)
class Debated:
    """A debate laid open: the floor, the text, and the moves that persons made.

    Attributes:
        floor: as the ledger reads it: what was withdrawn is not on it.
        text: as the engine reads it; said: the moves of the turn with their movers.
        turn: its number.
    """

    game: Game
    floor: Floor
    text: Proposal
    said: Said
    turn: int

    @property
    def names(self) -> dict[int, str]:
        """What people call each entry of the bank, claims in own words among them."""
        return {place: name for name, place in entry_names(self.floor.bank, self.said).items()}

    @property
    def dropped(self) -> set[str]:
        """Names of what was withdrawn."""
        return {move.argument for _, move in self.said if isinstance(move, Drop)}

    def seat_at(self, place: int) -> str:
        """Id of the actor at a place, the counterpart behind the last."""
        return (*self.game.world.actors.ids, self.game.bundle.counterpart.id)[place]

    def short(self, seat: str) -> str:
        """Short name of an actor."""
        if seat == self.game.bundle.counterpart.id:
            return self.game.bundle.counterpart.short
        return self.game.bundle.actors[seat].short

    @property
    def persons(self) -> frozenset[str]:
        """Seats for which a person spoke."""
        return frozenset(seat for seat, move in self.said if isinstance(move, Speech))


def argument_views(debated: Debated) -> tuple[ArgumentView, ...]:
    """Everything that was said, in the order in which it was."""
    game, floor = debated.game, debated.floor
    near = bearings(floor.bank, debated.text.levels)
    cards = {one.id: one for one in card_views(game.bundle, game.world, debated.text)}
    names, claims = debated.names, _claims(debated)
    found = []
    for place in range(len(floor.said.entries)):
        entry, speaker = int(floor.said.entries[place, 0]), int(floor.said.speakers[place, 0])
        if entry == NOTHING and speaker == NOTHING:
            continue
        seat = debated.seat_at(speaker)
        if entry == NOTHING:
            entry = _withdrawn(debated, place)
        name, bank = names[entry], floor.bank
        written = game.bundle.bank.get(name)
        claim = claims[name] if written is None else written.claim
        found.append(
            ArgumentView(
                id=name,
                seat=seat,
                speaker=debated.short(seat),
                side=SIDES[int(bank.sides[entry])],
                title=_beginning(claim) if written is None else written.title,
                claim=claim,
                reason=REASONS[int(bank.reasons[entry])],
                bears=BEARS[int(near.relevance[entry, 0])],
                cards=tuple(
                    cards[bank.dossier.ids[card]] for card in bank.cards[entry] if card != NO_CARD
                ),
                rebuttals=_rebuttals(debated, entry, near, cards),
                label=PLAYED if seat in debated.persons else MODELLED,
                source=() if written is None else game.bundle.documents.cited(written.source),
                dropped=name in debated.dropped,
            )
        )
    return tuple(found)


def _claims(debated: Debated) -> dict[str, str]:
    """Own words by the name of the argument."""
    names, claims = debated.names, {}
    own = [move.claim for _, move in debated.said if isinstance(move, Argue) and not move.use]
    for number, claim in enumerate(own):
        claims[names[debated.floor.bank.written + number]] = claim
    return claims


def _withdrawn(debated: Debated, place: int) -> int:
    """The entry that stood at a place of the floor before its speaker withdrew it."""
    speakers = debated.floor.said.speakers[:, 0]
    entries = debated.floor.said.entries[:, 0]
    seat = debated.seat_at(int(speakers[place]))
    names = entry_names(debated.floor.bank, debated.said)
    gone = [names[move.argument] for who, move in debated.said
            if isinstance(move, Drop) and who == seat]  # fmt: skip
    order = [names_of for names_of in _made_by(debated, seat) if names_of in gone]
    empty = [
        p for p in range(len(entries)) if entries[p] == NOTHING and speakers[p] == speakers[place]
    ]
    return order[empty.index(place)]


def _made_by(debated: Debated, seat: str) -> list[int]:
    """Entries of a seat's arguments in the order in which it made them."""
    names, own, made = entry_names(debated.floor.bank, debated.said), 0, []
    for who, move in debated.said:
        if who == seat and isinstance(move, Argue):
            own += not move.use
            made.append(names[move.use or f"{seat}-{own}"])
    return made


def _rebuttals(
    debated: Debated, entry: int, near: Bearings, cards: Mapping[str, CardView]
) -> tuple[RebuttalView, ...]:
    said, bank = debated.floor.said, debated.floor.bank
    words, grades = _words(debated), grades_that_count(bank, near, said)
    found = []
    for place in range(len(said.targets)):
        if said.targets[place, 0] != entry:
            continue
        grade = int(grades[place, 0])
        kind, card = REBUTTALS[int(said.kinds[place, 0])], int(said.cards[place, 0])
        seat = debated.seat_at(int(said.rebutters[place, 0]))
        found.append(
            RebuttalView(
                seat=seat,
                speaker=debated.short(seat),
                kind=kind,
                does=DOES[kind],
                text=words.get((seat, debated.names[entry], kind), ""),
                card=None if card == NO_CARD else cards[bank.dossier.ids[card]],
                counts=grade > 0,
                force=force(kind, grade),
                takes=_takes(force(kind, grade), told_in(debated.game)),
                label=PLAYED if seat in debated.persons else MODELLED,
            )
        )
    return tuple(found)


def _takes(of_it: int, told: Difficulty) -> str:
    return f"{amount(of_it / WHOLE)} of it" if told == "hard" else f"{of_it} of {WHOLE}"


def _words(debated: Debated) -> dict[tuple[str, str, str], str]:
    """What persons said in rebuttals, by seat, target and kind."""
    return {
        (seat, move.target, move.kind): move.text
        for seat, move in debated.said
        if isinstance(move, Rebut)
    }


def _beginning(claim: str, longest: int = 40) -> str:
    return claim if len(claim) <= longest else f"{claim[: longest - 1].rstrip()}…"
