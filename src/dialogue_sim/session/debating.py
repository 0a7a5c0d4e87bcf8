"""What persons may say in a debate, and what they have said, as the engine reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.content.argument import LONGEST_CLAIM, LONGEST_REBUTTAL
from dialogue_sim.content.characters import FORBIDDEN, named, quoted
from dialogue_sim.content.suggest import hint
from dialogue_sim.engine.bank import NO_CARD, Claim
from dialogue_sim.engine.floor import NOTHING
from dialogue_sim.engine.speakers import NOBODY_SPEAKS, Rebuttal, Speeches
from dialogue_sim.session.moves import Argue, Drop, MoveError, Pass, Predict, Rebut, Speech
from dialogue_sim.session.notation import read_move, write_move
from dialogue_sim.words import REASONS, REBUTTALS, SIDES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dialogue_sim.engine.speakers import Step
    from dialogue_sim.engine.world import Bank, World
    from dialogue_sim.session.game import Game, Played
    from dialogue_sim.session.moves import Move
    from dialogue_sim.session.spoken import Said

MOST_ARGUMENTS, MOST_REBUTTALS = 2, 2
MOST_DEBATERS = 5
"""So many persons speak in a debate: with one modelled argument a side that makes twelve."""
MOST_CARDS = 2
STEPS: tuple[Step, ...] = ("argue", "rebut", "defend")
AFTER_DEBATE = {"respond", "settle", "answer"}


def debaters(game: Game) -> tuple[str, ...]:
    """Seats for which persons speak in this turn's debate: who tables first, five at most."""
    given = game.debaters.get(game.turn, frozenset())
    persons = [*game.seats, *(seat for seat in sorted(given) if seat not in game.seats)]
    persons.sort(key=lambda seat: seat != game.tabler)
    return tuple(persons[:MOST_DEBATERS])


def speeches_in(game: Game) -> Speeches:
    """What persons have said so far in the debate of the turn that is going on.

    A debate that is over is not held again for another move, even if somebody has sat down since.
    """
    if not game.world.debates(game.turn) or game.phase in AFTER_DEBATE:
        return NOBODY_SPEAKS
    said = tuple(zip(game.movers, game.pending, strict=True))
    persons = debaters(game)
    return _speeches(game.world, game.played, said, persons, _next_step(game.world, persons, said))


def speeches_of(game: Game, place: int) -> Speeches:
    """What persons said in the debate of a finished turn, given by its place."""
    played = game.played[place]
    if played.turn.floor is None:
        return NOBODY_SPEAKS
    said = tuple(zip(played.movers, played.moves, strict=True))
    return _speeches(game.world, game.played[:place], said, _speakers(said), None)


def _speakers(said: Said) -> tuple[str, ...]:
    """Seats for which persons spoke, or passed, in a debate that is over."""
    return tuple(dict.fromkeys(seat for seat, move in said if isinstance(move, Speech)))


def entry_names(bank: Bank, said: Said) -> dict[str, int]:
    """Place in the bank of everything that can be on the floor, by what people call it.

    A claim in own words is called after its seat: `poland-1` is the first one of Poland.
    """
    names = dict(zip(bank.ids[: bank.written], range(bank.written), strict=True))
    counts: dict[str, int] = {}
    own = 0
    for seat, move in said:
        if isinstance(move, Argue) and not move.use:
            counts[seat] = counts.get(seat, 0) + 1
            names[f"{seat}-{counts[seat]}"] = bank.written + own
            own += 1
    return names


def _speeches(
    world: World,
    earlier: Sequence[Played],
    said: Said,
    persons: Sequence[str],
    awaited: tuple[Step, int] | None,
) -> Speeches:
    assert world.debate is not None  # noqa: S101  asked only where a story debates
    bank, cards = world.debate.bank, world.debate.bank.dossier.ids
    names, before = entry_names(bank, said), _last_claims(earlier)
    claims = [
        _claim(move, cards, repeated=(seat, *_structure(move)) in before)
        for seat, move in said
        if isinstance(move, Argue) and not move.use
    ]
    places = {id_: place for place, id_ in enumerate(world.actors.ids)}
    speaker = {seat: places.get(seat, len(places)) for seat, _ in said}
    own = iter(range(bank.written, bank.written + len(claims)))
    return Speeches(
        persons=tuple(places.get(seat, len(places)) for seat in persons),
        claims=tuple(claims),
        arguments=tuple(
            (speaker[seat], names[move.use] if move.use else next(own))
            for seat, move in said
            if isinstance(move, Argue)
        ),
        rebuttals=tuple(
            Rebuttal(
                speaker[seat], names[move.target], REBUTTALS.index(move.kind),
                cards.index(move.card) if move.card else NO_CARD,
            )
            for seat, move in said
            if isinstance(move, Rebut)
        ),
        dropped=frozenset(names[move.argument] for _, move in said if isinstance(move, Drop)),
        awaited=awaited,
    )  # fmt: skip


def _claim(move: Argue, cards: Sequence[str], *, repeated: bool) -> Claim:
    places = tuple(cards.index(card) for card in move.cards)
    return Claim(SIDES.index(move.side), REASONS.index(move.reason), places, repeated)


def _last_claims(earlier: Sequence[Played]) -> set[tuple[object, ...]]:
    """Who said what in own words in the last debate; words do not matter, their structure does.

    Without cards there is no structure that two claims could share.
    """
    for played in reversed(earlier):
        if played.turn.floor is not None:
            said = tuple(zip(played.movers, played.moves, strict=True))
            dropped = {move.argument for _, move in said if isinstance(move, Drop)}
            return {
                (seat, *_structure(move))
                for seat in dict.fromkeys(played.movers)
                for number, move in enumerate(_claims_of(seat, said), start=1)
                if move.cards and f"{seat}-{number}" not in dropped
            }
    return set()


def _claims_of(seat: str, said: Said) -> list[Argue]:
    """A seat's claims in own words, in their order."""
    return [move for who, move in said
            if who == seat and isinstance(move, Argue) and not move.use]  # fmt: skip


def _structure(move: Argue) -> tuple[object, ...]:
    return move.side, move.reason, frozenset(move.cards)


def _next_step(world: World, persons: Sequence[str], said: Said) -> tuple[Step, int] | None:
    """The step in which somebody has yet to speak, and who; None when all is said.

    A seat has said all in a step when it has passed, or spoken as often as it may.
    """
    own = {
        seat: [m for who, m in said if who == seat and isinstance(m, Speech)] for seat in persons
    }
    places = (*world.actors.ids, world.counterpart.id)
    for step in STEPS:
        for seat in persons:
            for _ in range(_most(step, said, seat)):
                if not own[seat]:
                    return step, places.index(seat)
                if isinstance(own[seat].pop(0), Pass):
                    break
    return None


def _most(step: Step, said: Said, seat: str) -> int:
    """How often a seat may speak in a step."""
    made = sum(isinstance(move, Argue) for who, move in said if who == seat)
    return {"argue": MOST_ARGUMENTS, "rebut": MOST_REBUTTALS, "defend": made}[step]


# ---------------------------------------------------------------- what may be said now


def must_be_sayable(game: Game, move: Move) -> None:
    """Refuse a speech or a forecast that is not possible now.

    Raises:
        MoveError: the sentence says why, and what is possible.
    """
    match move:
        case Predict():
            _forecast(game, move)
        case Argue():
            _argument(game, move)
        case Rebut():
            _rebuttal(game, move)
        case Drop(argument):
            own = [name for name in on_floor(game) if name in arguments_of(game, game.mover)]
            _known("argument of yours", argument, own)
        case Pass() if game.phase == "rebut":
            _answered(game)
        case _:
            pass


def on_floor(game: Game) -> dict[str, int]:
    """What stands on the floor of the debate that is going on, by its name; places in the bank."""
    floor = None if game.waiting is None else game.waiting.floor
    if floor is None:
        return {}
    names = entry_names(floor.bank, tuple(zip(game.movers, game.pending, strict=True)))
    standing = set(floor.said.entries[:, 0].tolist()) - {NOTHING}
    return {name: entry for name, entry in names.items() if entry in standing}


def arguments_of(game: Game, seat: str) -> set[str]:
    """Names of the arguments that a seat has made in this debate."""
    made = [move for who, move in zip(game.movers, game.pending, strict=True)
            if who == seat and isinstance(move, Argue)]  # fmt: skip
    claims = [move for move in made if not move.use]
    return {move.use for move in made if move.use} | {
        f"{seat}-{number}" for number in range(1, len(claims) + 1)
    }


def opposing(game: Game, seat: str) -> list[str]:
    """Names of others' arguments against the side that a seat has argued for; none if for both."""
    floor, standing = None if game.waiting is None else game.waiting.floor, on_floor(game)
    if floor is None:
        return []
    own = arguments_of(game, seat)
    sides = {int(floor.bank.sides[standing[name]]) for name in own if name in standing}
    return [
        name for name, entry in standing.items()
        if name not in own and sides == {1 - int(floor.bank.sides[entry])}
    ]  # fmt: skip


def _argument(game: Game, move: Argue) -> None:
    bank = game.bundle.bank
    if move.use:
        _known("argument", move.use, bank)
        if move.use in on_floor(game):
            message = f"'{move.use}' has been made already; make another argument, or pass"
            raise MoveError(message)
        if move.side not in {"", bank[move.use].side} or move.reason or move.claim or move.cards:
            message = f"'{move.use}' has its side, reason and cards already; name it alone"
            raise MoveError(message)
        return
    _must_welcome_words(game, "arguments are chosen and not written: name one of the bank")
    _known("side", move.side, SIDES)
    _known("reason", move.reason, REASONS)
    must_be_readable("a claim", move.claim, LONGEST_CLAIM)
    if len(move.cards) > MOST_CARDS or len(set(move.cards)) < len(move.cards):
        message = f"a claim carries up to {MOST_CARDS} different cards"
        raise MoveError(message)
    for card in move.cards:
        _known("card", card, game.bundle.dossier)


def _must_welcome_words(game: Game, otherwise: str) -> None:
    if game.bundle.debate.mode != "ledger":
        message = f"in this scenario {otherwise}"
        raise MoveError(message)


def _rebuttal(game: Game, move: Rebut) -> None:
    standing, own = on_floor(game), arguments_of(game, game.mover)
    if move.target in own:
        message = f"'{move.target}' is an argument of your own: answer somebody else's"
        raise MoveError(message)
    _known("argument on the floor", move.target, [name for name in standing if name not in own])
    _known("kind of rebuttal", move.kind, REBUTTALS)
    if move.card:
        _known("card", move.card, game.bundle.dossier)
    if move.text:
        _must_welcome_words(game, "rebuttals are chosen and not written: leave out the words")
        must_be_readable("a rebuttal", move.text, LONGEST_REBUTTAL)
    made = [one for who, one in zip(game.movers, game.pending, strict=True)
            if who == game.mover and isinstance(one, Rebut)]  # fmt: skip
    if any((one.target, one.kind) == (move.target, move.kind) for one in made):
        message = "you have answered it in this way already: one of each kind counts"
        raise MoveError(message)
    if len(made) == MOST_REBUTTALS - 1 and move.target not in opposing(game, game.mover):
        _answered(game)  # the last rebuttal that is left is owed to the other side


def _answered(game: Game) -> None:
    """Every side answers at least one argument of the other before it rests."""
    theirs = opposing(game, game.mover)
    said = zip(game.movers, game.pending, strict=True)
    if theirs and not any(
        isinstance(move, Rebut) and who == game.mover and move.target in theirs
        for who, move in said
    ):
        named_ones = ", ".join(theirs)
        message = f"answer at least one argument of the other side first: {named_ones}"
        raise MoveError(message)


def must_be_readable(what: str, text: str, longest: int) -> None:
    """Refuse words that are empty, too long, or that a terminal would obey instead of show.

    Raises:
        MoveError: with what is wrong; the words themselves are not lost by it.
    """
    if not text.strip():
        message = f"{what} needs words"
        raise MoveError(message)
    if len(text) > longest:
        over = len(text) - longest
        message = f"{what} has at most {longest} characters; this one has {over} too many"
        raise MoveError(message)
    found = FORBIDDEN.search(text)
    if found is not None or "\n" in text or "\t" in text or "\r" in text:
        character = found.group() if found is not None else next(c for c in text if c in "\n\t\r")
        message = f"{what} holds {named(character)}, which cannot be shown; take it out"
        raise MoveError(message)


def _forecast(game: Game, move: Predict) -> None:
    if any(isinstance(made, Predict) and who == game.mover
           for who, made in zip(game.movers, game.pending, strict=True)):  # fmt: skip
        message = "your forecast for this turn is sealed already"
        raise MoveError(message)
    if game.phase == "respond" and _heard_already(game):
        message = "a forecast is sealed before anything is known of how the text is taken"
        raise MoveError(message)
    if game.mover in move.responses or (move.answer and game.mover == game.bundle.counterpart.id):
        message = "nobody forecasts what the own seat will say"
        raise MoveError(message)
    read_move(write_move(move))  # a screen may hand over what a save could not be opened with
    for actor in move.responses:
        _known("actor", actor, game.world.actors.ids)


def _heard_already(game: Game) -> bool:
    """Whether responses, or a ledger with chances of them, have been shown in this turn."""
    waiting = game.waiting
    return waiting is not None and (waiting.hearing is not None or waiting.floor is not None)


def _known(kind: str, word: str, known: Iterable[str] | Mapping[str, object]) -> None:
    known = list(known)
    if word not in known:
        instead = hint(word, known) or "none can be named now"
        message = f"there is no {kind} {quoted(word)}: {instead}"
        raise MoveError(message)
