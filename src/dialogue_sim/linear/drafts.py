"""Writing a claim in own words: side, reason, claim and cards, one question after the other.

What was typed is kept until the argument is made, and offered again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dialogue_sim.content.argument import LONGEST_CLAIM
from dialogue_sim.content.characters import FORBIDDEN
from dialogue_sim.linear import floor_pages, pages
from dialogue_sim.linear.desk import number_of
from dialogue_sim.session.debating import must_be_sayable
from dialogue_sim.session.moves import Argue, MoveError
from dialogue_sim.words import REASONS, SIDES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dialogue_sim.linear.talk import Talk
    from dialogue_sim.session.moves import Move

BACK = "back"


def write(talk: Talk) -> Argue | None:
    """A claim in own words; None for whoever goes back before it is whole."""
    draft = talk.drafts.get(talk.view.seat, Argue())
    for step in (_side, _reason, _claim, _cards):
        written = step(talk, draft)
        if written is None:
            return None
        talk.drafts[talk.view.seat] = draft = written
    return draft


def _side(talk: Talk, draft: Argue) -> Argue | None:
    side = one_of(talk, "Side: 1 for, 2 against", SIDES, draft.side)
    return None if side is None else replace(draft, side=side)


def _reason(talk: Talk, draft: Argue) -> Argue | None:
    listed = ", ".join(f"{n} {floor_pages.words(name)}" for n, name in enumerate(REASONS, start=1))
    talk.desk.say(f"Reasons: {listed}.")
    reason = one_of(talk, f"Reason 1-{len(REASONS)}", REASONS, draft.reason)
    return None if reason is None else replace(draft, reason=reason)


def _claim(talk: Talk, draft: Argue) -> Argue | None:
    talk.desk.say("`frames` shows beginnings; what is written is for people and is not scored.")
    while True:
        if draft.claim:
            talk.desk.say(f"Written so far: {draft.claim}")
        enter = " (Enter keeps)" if draft.claim else ""
        typed = talk.ask(f"Claim, up to {LONGEST_CLAIM} characters{enter}", prose=True)
        if typed == BACK:
            return None
        claim = typed or draft.claim
        # Cards are asked for afterwards, and those of an older draft may be refused then.
        if sayable(talk, replace(draft, claim=claim, cards=())):
            talk.desk.say(f"{len(claim)} of {LONGEST_CLAIM} characters.")
            return replace(draft, claim=claim)
        draft = replace(draft, claim=what_fits(claim, LONGEST_CLAIM))
        talk.drafts[talk.view.seat] = draft


def _cards(talk: Talk, draft: Argue) -> Argue | None:
    talk.desk.say("`dossier` lists cards that bear on the text, `dossier WORDS` searches all.")
    enter = (
        f"Enter keeps {', '.join(draft.cards)}, or none" if draft.cards else "or Enter for none"
    )
    while True:
        typed = talk.ask(f"Up to two cards by number or id, {enter}")
        if typed == BACK:
            return None
        written = replace(draft, cards=_named(talk, typed) if typed else draft.cards)
        if sayable(talk, written):
            return written


def _named(talk: Talk, typed: str) -> tuple[str, ...]:
    debate = talk.view.debate
    assert debate is not None  # noqa: S101  a claim is written in a debate
    words = typed.replace(",", " ").split()
    return (
        ()
        if words == ["none"]
        else tuple(floor_pages.card_named(debate.dossier, w) for w in words)
    )


def what_fits(typed: str, longest: int) -> str:
    """What can be kept of words that were refused: whole words that can be shown."""
    readable = " ".join(FORBIDDEN.sub("", typed).split())
    if len(readable) <= longest:
        return readable
    return readable[: longest + 1].rpartition(" ")[0] or readable[:longest]


def sayable(talk: Talk, move: Move) -> bool:
    """Whether something can be said now, with the sentence that says so where it cannot."""
    try:
        must_be_sayable(talk.game, move)
    except MoveError as error:
        talk.desk.say(pages.refusal(error))
        return False
    return True


def one_of(talk: Talk, prompt: str, options: Sequence[str], kept: str = "") -> str | None:
    """One of some options by its number or id, Enter for what is kept; None to go back."""
    enter = f" (Enter keeps {floor_pages.words(kept)})" if kept else ""
    while True:
        typed = talk.ask(f"{prompt}{enter}") or kept
        if typed == BACK:
            return None
        number = number_of(typed, len(options))
        if number:
            return options[number - 1]
        if typed.replace(" ", "_") in options:
            return typed.replace(" ", "_")
        talk.desk.say(f"Type a number from 1 to {len(options)}, back, or help.")
