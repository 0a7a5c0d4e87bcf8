"""What linear mode says in a debate: the floor, what can be argued, the dossier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.content.suggest import hint
from dialogue_sim.session.views.debate_view import ANSWER_FRAMES, FRAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dialogue_sim.session.views.debate_view import DebateView
    from dialogue_sim.session.views.dossier import CardView, OptionView
    from dialogue_sim.session.views.floor_view import ArgumentView, RebuttalView

MODELLED = "[MOD]"
FIRST_OF_SIDE = 4
"""So many arguments for each side are offered before anybody asks for more."""

MOST_NAMED = 8
"""So many cards that would help are named; the dossier holds the others."""


def words(name: str) -> str:
    """An id as words."""
    return name.replace("_", " ")


# ---------------------------------------------------------------- what was said


def floor(debate: DebateView) -> list[str]:
    """Everything that was said, with the number of each argument."""
    return [_motion(debate), *news(debate, set())]


def _motion(debate: DebateView) -> str:
    return f"Debate of turn {debate.turn}. On the table: {debate.motion}."


def news(debate: DebateView, heard: set[str]) -> list[str]:
    """What was said since somebody heard of the debate last; `heard` grows by it."""
    lines = []
    for number, one in enumerate(debate.arguments, start=1):
        if one.id not in heard:
            lines += _argument(number, one)
        for place, answer in enumerate(one.rebuttals):
            if f"{one.id} {place}" not in heard:
                to = "" if one.id not in heard else f"To {number}, {one.title.rstrip('.')}: "
                lines.append(f"    {to}{_rebuttal(answer)}")
        if one.dropped and f"{one.id} dropped" not in heard:
            lines.append(f"    {number}, {one.title}: its speaker has withdrawn it.")
        heard |= {one.id, *(f"{one.id} {place}" for place in range(len(one.rebuttals)))}
        heard |= {f"{one.id} dropped"} if one.dropped else set()
    return lines or ["  Nothing has been said yet."] * (not debate.arguments)


def _argument(number: int, one: ArgumentView) -> list[str]:
    """An argument on the floor: who, on which side, why, and on which evidence."""
    title = "" if one.claim.startswith(one.title.rstrip("…")) else f": {one.title}"
    who = f"{one.speaker}, {one.side}{title} ({one.id})"
    why = f"Reason: {words(one.reason)}; {one.bears}. [{one.label}]"
    return [f"  {number}. {who}. {why}", f"    {one.claim}", *_evidence(one.cards, one.side)]


def _evidence(cards: Iterable[CardView], side: str) -> list[str]:
    """Cards with their grades, and which of them say nothing for their side here."""
    named = [
        f"{card.title} ({card.id}), {graded(card)}"
        f"{'' if side in card.speaks else ', which does not count here'}"
        for card in cards
    ]
    return [f"    Evidence: {'; '.join(named)}."] if named else ["    Without evidence."]


def graded(card: CardView) -> str:
    """What kind of source a card is from, and what that is worth."""
    return f"[{card.label}] {card.grade}"


def _rebuttal(one: RebuttalView) -> str:
    said = f": {one.text}" if one.text else ""
    end = "" if said.endswith((".", "?", "!")) else "."
    card = ""
    if one.card is not None:
        idle = "" if one.counts else ", which adds nothing here"
        card = f" Card: {one.card.title} ({one.card.id}), {graded(one.card)}{idle}."
    return f"{one.speaker} {one.does}{said}{end}{card} It takes {one.takes}. [{one.label}]"


# ---------------------------------------------------------------- what can be said


def in_order(options: Sequence[OptionView]) -> list[OptionView]:
    """Arguments as they are numbered: the first few of both sides, then all others."""
    first = [
        one
        for side in ("for", "against")
        for one in [option for option in options if option.side == side][:FIRST_OF_SIDE]
    ]
    return [*first, *(one for one in options if one not in first)]


def offered(options: Sequence[OptionView], *, again: bool = False) -> list[str]:
    """The arguments that are looked at first, your own positions before others.

    Args:
        options: what can be argued.
        again: whether they have been told already; their titles and new numbers are enough then.
    """
    numbered = list(enumerate(in_order(options), start=1))
    shown = [pair for pair in numbered if pair[0] <= 2 * FIRST_OF_SIDE]
    lines = ["Arguments that bear on it, your own positions first on each side:"]
    lines += [line for number, one in shown for line in _option(number, one)[: 1 if again else 3]]
    rest = len(numbered) - len(shown)
    return [*lines, f"  `more` lists {rest} more; `arguments WORDS` searches all."] * bool(shown)


def more(options: Sequence[OptionView]) -> list[str]:
    """All the other arguments."""
    numbered = list(enumerate(in_order(options), start=1))[2 * FIRST_OF_SIDE :]
    lines = [line for number, one in numbered for line in _option(number, one)]
    return lines or ["There are no more."]


def matching(options: Sequence[OptionView], typed: str) -> list[str]:
    """Arguments in which all words occur; without words all of them."""
    lines = [
        line
        for number, one in enumerate(in_order(options), start=1)
        if _occur(typed, _text_of(one))
        for line in _option(number, one)
    ]
    return lines or [f"No argument that bears on the text has '{typed}' in it."]


def _option(number: int, one: OptionView) -> list[str]:
    own = " Your own position." if one.own else ""
    refuted = " A document contradicts it." if one.refuted else ""
    what = f"{one.side.capitalize()}: {one.title} ({one.id})"
    why = f"Reason: {words(one.reason)}; {one.bears}.{own}{refuted}"
    return [f"  {number}. {what}. {why}", f"    {one.claim}", *_evidence(one.cards, one.side)]


def _text_of(one: OptionView) -> str:
    cards = " ".join(card.title for card in one.cards)
    return f"{one.id} {one.side} {words(one.reason)} {one.title} {one.claim} {cards}"


def _occur(typed: str, text: str) -> bool:
    return all(word in text.casefold() for word in typed.casefold().split())


# ---------------------------------------------------------------- the dossier


def dossier(cards: Sequence[CardView], motion: str, typed: str) -> list[str]:
    """Cards in which all words occur; without words those that bear on the text.

    Args:
        motion: title of that text.
    """
    numbered = list(enumerate(cards, start=1))
    found = [(number, card) for number, card in numbered if _shown(card, typed)]
    lines = [_card(number, card) for number, card in found]
    if not typed:
        lines.append(
            f"  {len(numbered) - len(found)} cards do not bear on {motion}. `dossier WORDS` "
            "searches all, `card NUMBER` opens one."
        )
    return lines or [f"No card has '{typed}' in it."]


def _shown(card: CardView, typed: str) -> bool:
    if not typed:
        return bool(card.speaks)
    return _occur(typed, f"{card.id} {card.title} {card.text} {card.label} {card.date}")


def _card(number: int, card: CardView) -> str:
    return f"  {number}. {card.title} ({card.id}), {graded(card)}, {card.date}. {_speaks(card)}"


def _speaks(card: CardView) -> str:
    if not card.speaks:
        return "It does not bear on the text."
    sides = "; ".join(f"{side}: {how}" for side, how in card.speaks.items())
    return f"{sides.capitalize()}."


def card(cards: Sequence[CardView], typed: str) -> list[str]:
    """A card by its number or id: what it says, from which source, and what disputes it."""
    known = {one.id: one for one in cards}
    name = card_named(cards, typed)
    if name not in known:
        return [f"There is no card '{typed}': {hint(typed, known)}"]
    one = known[name]
    lines = [f"{one.title} ({one.id}), {graded(one)}, {one.date}.", f"  {one.text}"]
    lines.append(f"  Source: {', '.join(one.source)}. {_speaks(one)}")
    return lines + [f"  Disputed by: {'; '.join(one.disputed_by)}."] * bool(one.disputed_by)


def card_named(cards: Sequence[CardView], typed: str) -> str:
    """The id of a card given by its number or id; what is neither stays as it was typed."""
    numbers = {str(number): one.id for number, one in enumerate(cards, start=1)}
    return numbers.get(typed, typed)


def helpful(debate: DebateView, target: ArgumentView, kind: str) -> list[str]:
    """The cards that would add something to an answer of a kind."""
    counting = debate.counting(target.id, kind)
    numbered = [
        (number, one) for number, one in enumerate(debate.dossier, start=1) if one.id in counting
    ]
    if not numbered:
        return ["  No card adds anything to such an answer."]
    best = sorted(numbered, key=lambda pair: -pair[1].grade)[:MOST_NAMED]
    listed = ", ".join(f"{number} {one.title} {graded(one)}" for number, one in best)
    rest = len(numbered) - len(best)
    return [f"  Cards that add something: {listed}{f' and {rest} more' if rest else ''}."]


def frames() -> list[str]:
    """Beginnings of sentences, for who has to write."""
    lines = [f"  {side}: {one}" for side, some in FRAMES.items() for one in some]
    answers = [f"  {kind}: {one}" for kind, some in ANSWER_FRAMES.items() for one in some]
    return ["Beginnings; nothing is made of them:", *lines, *answers]
