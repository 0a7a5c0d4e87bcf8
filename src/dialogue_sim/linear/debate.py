"""A debate at the desk: arguments, rebuttals, and what is withdrawn, as prompt and answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.content.suggest import did_you_mean
from dialogue_sim.linear import drafts, floor_pages, forecasts, ledger_pages, pages
from dialogue_sim.linear.debate_questions import debate_at_hand
from dialogue_sim.linear.desk import number_of
from dialogue_sim.linear.drafts import BACK, one_of, sayable, what_fits
from dialogue_sim.session.moves import Argue, Drop, Pass, Rebut
from dialogue_sim.session.views.debate_view import MEANS
from dialogue_sim.session.views.texts import text_views
from dialogue_sim.words import REBUTTALS

if TYPE_CHECKING:
    from dialogue_sim.linear.talk import Talk
    from dialogue_sim.session.moves import Speech
    from dialogue_sim.session.views.debate_view import DebateView, SpeakingView

BEGUN = ""
"""What is in the set of who has heard of a debate, though nothing was said yet."""
LISTED = "what can be argued"
WORDS = ("more", "write", "pass", "predict", "drop")


def speak(talk: Talk) -> Speech:
    """What the seat that is asked says in this step; it can be said as it is."""
    step = _speaking(talk).step
    if step == "argue":
        _tell_text(talk)
        forecasts.offer(talk)
    tell(talk)
    match step:
        case "argue":
            return _argue(talk)
        case "rebut":
            return _rebut(talk)
        case _:
            return _defend(talk)


def _tell_text(talk: Talk) -> None:
    """What is debated, once, for whoever has not tabled it."""
    game = talk.game
    if game.tabler == talk.view.seat or _heard(talk):
        return
    (text,) = text_views(game, game.situation, [(game.tabled_policy, game.points[0])])
    tabler = game.bundle.name_of[game.tabler]
    lead = f"On the table: {tabler} tables {text.title}. {text.summary}"
    talk.desk.say_all([lead, *pages.contents(text)])


def _heard(talk: Talk) -> set[str]:
    """What the seat at the keyboard has been told of this debate."""
    return talk.heard.setdefault((talk.view.turn, talk.view.seat), set())


def tell(talk: Talk) -> None:
    """What the seat at the keyboard has not heard yet of this debate."""
    debate, heard = _debate(talk), _heard(talk)
    if heard:
        talk.desk.say_all(floor_pages.news(debate, heard))
    else:
        talk.desk.say_all(["", *floor_pages.floor(debate)])
        floor_pages.news(debate, heard)
        heard.add(BEGUN)


def conclude(talk: Talk, seat: str) -> None:
    """When a debate is over: what was said after somebody's last word, and what it came to."""
    body = debate_at_hand(talk.view)
    assert body is not None  # noqa: S101  it has just been held
    heard = talk.heard.get((body.turn, seat), set())
    talk.desk.say_all([*floor_pages.news(body, heard), "", *ledger_pages.everybody(body), ""])


def _debate(talk: Talk) -> DebateView:
    debate = talk.view.debate
    assert debate is not None  # noqa: S101  asked only in a debate
    return debate


def _speaking(talk: Talk) -> SpeakingView:
    speaking = _debate(talk).speaking
    assert speaking is not None  # noqa: S101  whoever is asked can say something
    return speaking


# ---------------------------------------------------------------- arguing


def _argue(talk: Talk) -> Speech:
    speaking = _speaking(talk)
    options = floor_pages.in_order(speaking.options)
    talk.desk.say_all([f"You can make {_count(speaking.left, 'argument')}.",
                       *floor_pages.offered(speaking.options, again=_listed(talk))])  # fmt: skip
    known = {one.id for one in options} | {one.id for one in _debate(talk).arguments}
    write = ", write" if speaking.own_words else ""
    while True:
        typed = talk.ask(f"Argue 1-{len(options)}{write}, or pass").removeprefix("argue ")
        number = number_of(typed, len(options))
        move: Speech | None = None
        if number:
            move = Argue(use=options[number - 1].id)
        elif typed in known:
            move = Argue(use=typed)
        else:
            move = _otherwise(talk, typed)
        if move is not None and sayable(talk, move):
            talk.drafts.pop(talk.view.seat, None)
            return move


def _listed(talk: Talk) -> bool:
    """Whether the seat at the keyboard has been told already what it can argue; now it has."""
    told = LISTED in _heard(talk)
    _heard(talk).add(LISTED)
    return told


def _otherwise(talk: Talk, typed: str) -> Speech | None:
    """What is said where no argument was named."""
    speaking = _speaking(talk)
    match typed:
        case "" | "pass":
            return Pass()
        case "more":
            talk.desk.say_all(floor_pages.more(speaking.options))
        case "predict":
            forecasts.seal(talk)
        case "write" if speaking.own_words:
            return drafts.write(talk)
        case "write":
            talk.desk.say("In this scenario arguments are chosen and not written.")
        case _:
            known = [*(option.id for option in speaking.options), *WORDS]
            _not_understood(talk, typed, len(speaking.options), known)
    return None


def _not_understood(talk: Talk, typed: str, most: int, known: list[str]) -> None:
    near = did_you_mean(typed, known)
    meant = f" Did you mean '{near}'?" if near else ""
    talk.desk.say(f"Type a number from 1 to {most}, pass, or help.{meant}")


# ---------------------------------------------------------------- rebutting


def _rebut(talk: Talk) -> Speech:
    speaking = _speaking(talk)
    if speaking.targets:
        talk.desk.say(_may_answer(_debate(talk), speaking))
    while True:
        typed = talk.ask("Rebut NUMBER, or pass").removeprefix("rebut ")
        if typed == "predict":
            forecasts.seal(talk)
            continue
        move = Pass() if typed in {"", "pass"} else _rebuttal(talk, _name(talk, typed))
        if move is not None and sayable(talk, move):
            return move


def _may_answer(debate: DebateView, speaking: SpeakingView) -> str:
    said = f"You can answer {_count(speaking.left, 'argument')}: "
    said += f"{_numbers(debate, speaking.targets)}."
    if speaking.owed:
        said += f" One of the other side has to be answered: {_numbers(debate, speaking.owed)}."
    return said


def _rebuttal(talk: Talk, target: str) -> Speech | None:
    """An answer to an argument; None where it cannot be answered, or somebody goes back."""
    if target not in _speaking(talk).targets:
        sayable(talk, Rebut(target, REBUTTALS[0]))
        return None
    kind = _kind(talk, target)
    if kind is None:
        return None
    move = _with_card(talk, Rebut(target, kind))
    if move is None or not _speaking(talk).own_words:
        return move
    return _with_words(talk, move)


def _kind(talk: Talk, target: str) -> str | None:
    talk.desk.say_all(
        f"  {number}. {kind}: {MEANS[kind]}" for number, kind in enumerate(REBUTTALS, start=1)
    )
    while True:
        kind = one_of(talk, "Kind 1-4, or back", REBUTTALS)
        if kind is None or sayable(talk, Rebut(target, kind)):
            return kind


def _with_card(talk: Talk, move: Rebut) -> Rebut | None:
    debate = _debate(talk)
    talk.desk.say_all(floor_pages.helpful(debate, debate.argument(move.target), move.kind))
    while True:
        typed = talk.ask("Card by number or id, Enter for none, or back")
        if typed == BACK:
            return None
        typed = "" if typed == "none" else typed
        played = Rebut(move.target, move.kind, floor_pages.card_named(debate.dossier, typed))
        if sayable(talk, played):
            return played


def _with_words(talk: Talk, move: Rebut) -> Rebut | None:
    longest, kept = _speaking(talk).longest_rebuttal, ""
    while True:
        talk.desk.say_all([f"Written so far: {kept}"] if kept else [])
        enter = "Enter keeps" if kept else "or Enter for none"
        typed = talk.ask(f"Words, up to {longest} characters, {enter}", prose=True)
        if typed == BACK:
            return None
        said = Rebut(move.target, move.kind, move.card, typed or kept)
        if sayable(talk, said):
            return said
        kept = what_fits(typed, longest)


# ---------------------------------------------------------------- defending


def _defend(talk: Talk) -> Speech:
    debate, speaking = _debate(talk), _speaking(talk)
    talk.desk.say(
        f"Yours on the floor: {_numbers(debate, speaking.own)}. What is withdrawn counts no more."
    )
    while True:
        typed = talk.ask("Drop NUMBER, or Enter to keep what was said").removeprefix("drop ")
        if typed == "predict":
            forecasts.seal(talk)
            continue
        move = Pass() if typed in {"", "pass"} else Drop(_name(talk, typed))
        if sayable(talk, move):
            return move


def _name(talk: Talk, typed: str) -> str:
    """The id of an argument on the floor by its number or id; else what was typed."""
    arguments = _debate(talk).arguments
    number = number_of(typed, len(arguments))
    return arguments[number - 1].id if number else typed


def _numbers(debate: DebateView, names: tuple[str, ...]) -> str:
    """Arguments on the floor as people call them."""
    listed = [f"{number} ({one.id})" for number, one in enumerate(debate.arguments, start=1)
              if one.id in names]  # fmt: skip
    return ", ".join(listed) or "none"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
