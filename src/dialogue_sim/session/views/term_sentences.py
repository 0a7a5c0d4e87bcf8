"""A sentence for each term of a receipt: what the term says here, with the numbers behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.engine.numerics import sigmoid
from dialogue_sim.engine.terms import mood_for
from dialogue_sim.session.views.plain_sentences import plain_term

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dialogue_sim.session.views.account import Account

NOTHING = 0.005
"""What a sentence shows as 0.00 is as good as nothing."""

COMPARED = " The number is the difference from the text of the poll."


def term_sentence(account: Account, actor: int, term: str) -> str:
    """What a term says here of one actor, as a whole sentence.

    Args:
        account: the hearing laid open.
        actor: place of the actor.
        term: id of the term.
    """
    plain = plain_term(account, actor, term) if account.told == "hard" else ""
    said = plain or SENTENCES[term](account, actor)
    compared = actor == account.public and term not in {"domestic", "caution"}
    return said + COMPARED if compared else said


def _interest(account: Account, actor: int) -> str:
    said = []
    for for_text, words in ((True, "for"), (False, "against")):
        place = account.strongest_part(actor, for_text=for_text)
        part = float(account.parts[actor, place])
        if part > 0.0 if for_text else part < 0.0:
            title, level = account.offered[place]
            said.append(f"most {words} it speaks {title} ({level})")
    sentence = "; ".join(said) or "nothing in it concerns the actor's aims"
    return f"{sentence[:1].upper()}{sentence[1:]}."


def _trust(account: Account, actor: int) -> str:
    keeps = f"the chance that {account.bundle.counterpart.short} keeps an agreement"
    return (
        f"It puts {keeps} at {_percent(account.honours[actor])}; now the text would bring it "
        f"{account.gain:.2f} if so and cost it {account.loss[actor]:.2f} if not."
    )


def _domestic(account: Account, actor: int) -> str:
    everybody = _percent(account.home[account.public])
    if actor == account.public:
        return f"{everybody} of it would support the text; there is none behind it."
    own = _percent(account.home[actor])
    return f"{everybody} of the publics would support the text, and {own} of its own."


def _past_conduct(account: Account, actor: int) -> str:
    conduct = float(account.moment.situation.conduct[0])
    offered = float(account.moment.offered[0])
    kind = "an offer" if offered > NOTHING else "firm"
    text = f"is {kind} ({offered:+.2f})" if abs(offered) > NOTHING else "offers nothing now"
    generosity = float(account.moment.world.actors.generosity[actor])
    overlooked = min(generosity, max(0.0, -conduct))
    forgiven = f", of which it overlooks {overlooked:.2f}" if overlooked > NOTHING else ""
    counterpart = account.bundle.counterpart.short
    return f"The text {text} after conduct of {counterpart} of {conduct:+.2f}{forgiven}."


def _argument(account: Account, actor: int) -> str:
    heard = float(account.moment.arguments[actor, 0])
    loudest = account.loudest.get(account.actor_id(actor), ("", ""))
    sides = zip(("for", "against"), loudest, strict=True)
    said = [f"most {side} it \u201c{title}\u201d" for side, title in sides if title]
    if not heard and not said:
        return "Nothing was argued."
    spoke = f": {', '.join(said)}" if said else ""
    return f"What was argued counts {heard:+.2f}{spoke}."


def _cohesion(account: Account, actor: int) -> str:
    del actor
    unity = float(account.moment.proposal["unity"][0])
    return f"The unity of the text is {unity:.2f} of 1, and one half would count for nothing."


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
    listed = ", ".join(
        f"{short} {_percent(-weight)} ({stance:+.2f})" for weight, short, stance in heard
    )
    return f"It listens to {listed}: in brackets what each last said, from -1 to 1."


def _principle(account: Account, actor: int) -> str:
    lines = account.moment.world.actors.red_lines
    profile = account.bundle.actors[account.actor_id(actor)]
    touched = [
        (breach, profile.red_lines[line.id].says)
        for line, breach in zip(lines, account.breached, strict=True)
        if line.actor == actor and breach > 0.0
    ]
    if not touched:
        return "No red line is touched."
    named = "; ".join(f"{says} ({breach:.2f})" for breach, says in sorted(touched, reverse=True))
    return f"It touches, in brackets how far: {named}."


def _caution(account: Account, actor: int) -> str:
    profile = account.bundle.actors[account.actor_id(actor)]
    if actor == account.public and profile.poll is not None:
        mood = float(sigmoid(mood_for(account.moment))[0])
        found = f"The poll found {profile.poll.support:g} % for its text"
        directed = account.moment.world.rules.mechanisms.directional_mood is not None
        far = ", as far as this text offers anything," if directed else ""
        return f"{found}, and as the mood is now{far} it would be {_percent(mood)}."
    return f"Any text has to bring {profile.caution:.2f} before the actor moves."


def _percent(fraction: float) -> str:
    return f"{fraction * 100.0:.0f} %"


SENTENCES: Mapping[str, Callable[[Account, int], str]] = {
    "interest": _interest,
    "trust": _trust,
    "domestic": _domestic,
    "reciprocity": _past_conduct,
    "argument": _argument,
    "cohesion": _cohesion,
    "peers": _peers,
    "principle": _principle,
    "caution": _caution,
}
"""One row per term, in the order of the receipt."""
