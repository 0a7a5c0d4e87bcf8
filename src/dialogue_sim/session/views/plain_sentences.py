"""What each term and each driver says, without a number: for receipts that keep numbers back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.engine.numerics import sigmoid
from dialogue_sim.engine.terms import mood_for
from dialogue_sim.session.views.odds import odds_of
from dialogue_sim.session.views.sizes import amount, share_of_people

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dialogue_sim.session.views.account import Account

NOTHING = 0.005
"""A part of the whole that is as good as nothing."""
LEANS = 0.1
"""From this stance on somebody leans to a side."""
HALF = 0.5
PERCENT = 100.0


def plain_term(account: Account, actor: int, term: str) -> str:
    """What a term says here of one actor, as a sentence without a number; nothing if it has none.

    Args:
        account: the hearing laid open.
        actor: place of the actor.
        term: id of the term; interest has no number in its sentence, and none here.
    """
    say = TERMS.get(term)
    return "" if say is None else say(account, actor)


def plain_driver(driver: str, value: float) -> str:
    """What a driver of the counterpart's answer says here, without a number."""
    template = DRIVERS.get(driver, "What it comes to: {amount}.")
    gain = "a loss" if value < -NOTHING else "neither a gain nor a loss"
    gain = "a gain" if value > NOTHING else gain
    kind = "friendly" if value > LEANS else "hostile" if value < -LEANS else "mixed"
    return template.format(amount=amount(value), gain=gain, kind=kind)


def _trust(account: Account, actor: int) -> str:
    counterpart = account.bundle.counterpart.short
    keeps = odds_of(float(account.honours[actor]) * PERCENT, "hard").says
    return (
        f"It gives {counterpart} {keeps} of keeping an agreement; now the text would bring it "
        f"{amount(account.gain)} if so and cost it {amount(float(account.loss[actor]))} if not."
    )


def _domestic(account: Account, actor: int) -> str:
    everybody = share_of_people(float(account.home[account.public]))
    first = f"{everybody[:1].upper()}{everybody[1:]}"
    if actor == account.public:
        return f"{first} of it would support the text; there is none behind it."
    own = share_of_people(float(account.home[actor]))
    return f"{first} of the publics would support the text, and {own} of its own."


def _past_conduct(account: Account, actor: int) -> str:
    conduct = float(account.moment.situation.conduct[0])
    offered = float(account.moment.offered[0])
    text = "offers nothing now" if abs(offered) <= NOTHING else "is firm"
    text = "is an offer" if offered > NOTHING else text
    kind = "good" if conduct > LEANS else "bad" if conduct < -LEANS else "mixed"
    generosity = float(account.moment.world.actors.generosity[actor])
    overlooked = min(generosity, max(0.0, -conduct)) > NOTHING
    forgiven = ", some of which it overlooks" if overlooked else ""
    return f"The text {text} after {kind} conduct of {account.bundle.counterpart.short}{forgiven}."


def _argument(account: Account, actor: int) -> str:
    heard = float(account.moment.arguments[actor, 0])
    loudest = account.loudest.get(account.actor_id(actor), ("", ""))
    sides = zip(("for", "against"), loudest, strict=True)
    said = [f"most {side} it \u201c{title}\u201d" for side, title in sides if title]
    if not heard and not said:
        return "Nothing was argued."
    way = (
        "for the text" if heard > NOTHING else "against it" if heard < -NOTHING else "neither way"
    )
    spoke = f": {', '.join(said)}" if said else ""
    return f"What was argued counts {way}{spoke}."


def _cohesion(account: Account, actor: int) -> str:
    del actor
    unity = float(account.moment.proposal["unity"][0])
    if abs(unity - HALF) <= NOTHING:
        return "The text neither unites nor divides."
    return f"The text {'unites' if unity > HALF else 'divides'} those who stand together."


def _peers(account: Account, actor: int) -> str:
    world, situation = account.moment.world, account.moment.situation
    heard = sorted(
        (-float(weight), account.bundle.actors[name].short, float(situation.stances[peer, 0]))
        for peer, (name, weight) in enumerate(
            zip(world.actors.ids, world.actors.listens[actor], strict=True)
        )
        if weight > 0.0
    )
    if not heard:
        return "It listens to nobody here."
    listed = ", ".join(f"{short} ({_leaning(stance)})" for _, short, stance in heard)
    return f"It listens to {listed}: in brackets which way each last leaned."


def _leaning(stance: float) -> str:
    return "for" if stance > LEANS else "against" if stance < -LEANS else "undecided"


def _principle(account: Account, actor: int) -> str:
    lines = account.moment.world.actors.red_lines
    profile = account.bundle.actors[account.actor_id(actor)]
    touched = [
        (breach, profile.red_lines[line.id].says)
        for line, breach in zip(lines, account.breached, strict=True)
        if line.actor == actor and breach > 0.0
    ]
    named = "; ".join(f"{says} ({_how_far(breach)})" for breach, says in sorted(touched)[::-1])
    return f"It touches, in brackets how far: {named}." if named else "No red line is touched."


def _how_far(breach: float) -> str:
    return "hardly" if breach < NOTHING else "partly" if breach < HALF else "largely"


def _caution(account: Account, actor: int) -> str:
    profile = account.bundle.actors[account.actor_id(actor)]
    if actor == account.public and profile.poll is not None:
        mood = share_of_people(float(sigmoid(mood_for(account.moment))[0]))
        found = share_of_people(profile.poll.support / PERCENT)
        return f"The poll found {found} for its text, and as the mood is now it would be {mood}."
    return f"Any text has to bring {amount(profile.caution)} before the actor moves."


TERMS: Mapping[str, Callable[[Account, int], str]] = {
    "trust": _trust,
    "domestic": _domestic,
    "reciprocity": _past_conduct,
    "argument": _argument,
    "cohesion": _cohesion,
    "peers": _peers,
    "principle": _principle,
    "caution": _caution,
}
"""A row for each term whose sentence has a number otherwise."""

DRIVERS: Mapping[str, str] = {
    "const": "It leans like this whatever is tabled.",
    "offer": "Of all that could be offered the text offers {amount} now.",
    "status": "By its own aims the text is {gain} now.",
    "demand": "Of all that could be demanded the text demands {amount} of it.",
    "temptation": "Exposure, its greed and what credibility leaves come to {amount}.",
    "split": "Division that it sees, with its greed, comes to {amount}.",
    "threat": "The threat that it reads in the text, with its insecurity, comes to {amount}.",
    "deterrent": "What holds it back in the text, with credibility, comes to {amount}.",
    "isolation": "How far the text cuts it off: {amount}.",
    "ledger": "The alliance's own recent conduct is {kind}.",
    "hardliners": "What hardliners at home weigh on such a text: {amount}.",
    "war": "What hostilities weigh on a step of this size: {amount}.",
    "overreach": "How far the text goes beyond what can be reached from here: {amount}.",
    "patron": "Support from outside: {amount}.",
}
