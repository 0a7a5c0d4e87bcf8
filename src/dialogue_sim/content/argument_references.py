"""Whether a debate can be held: arguments, cards, speakers and turns that exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.content.diagnostics import Diagnostic
from dialogue_sim.content.references import Checker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dialogue_sim.content.actor import Threshold
    from dialogue_sim.content.argument import Argument, Arguments
    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.content.sourced import Path


def check_debate(bundle: Bundle) -> list[Diagnostic]:
    """Everything that a story's debates refer to and is not there."""
    problems = _check_rule(bundle)
    if bundle.arguments is not None:
        checker = Checker(bundle, bundle.files[bundle.beside("arguments")])
        _check_cards(checker, bundle.arguments)
        for name, argument in bundle.arguments.arguments.items():
            _check_argument(checker, bundle.arguments, name, argument)
        _check_twins(checker, bundle.arguments)
        problems += checker.problems
    return problems


def _check_rule(bundle: Bundle) -> list[Diagnostic]:
    """A debate needs arguments, and turns that come."""
    checker, rule = Checker(bundle, bundle.files[bundle.path]), bundle.scenario.debate
    if rule is None or rule.mode == "none":
        return []
    if not bundle.bank:
        message = "there is nothing to debate with: no argument that somebody here could make"
        remedy = f"write {bundle.beside('arguments')}, or `mode: none`"
        checker.report(("debate",), "DS209", message, remedy, key=True)
    for place, turn in enumerate(rule.turns):
        checker.comes(turn, ("debate", "turns", place))
        if turn in rule.turns[:place]:
            checker.report(("debate", "turns", place), "DS209", f"turn {turn} stands here twice")
    return checker.problems


def _check_cards(checker: Checker, body: Arguments) -> None:
    for name, card in body.cards.items():
        at: Path = ("cards", name)
        _hinges(checker, card.bears_on.for_ or [], (*at, "bears_on", "for"))
        _hinges(checker, card.bears_on.against or [], (*at, "bears_on", "against"))
        for place, other in enumerate(card.disputed_by):
            here = (*at, "disputed_by", place)
            if other == name:
                checker.report(here, "DS209", f"the card '{name}' cannot dispute itself")
            checker.known("card", other, body.cards, here)


def _check_argument(checker: Checker, body: Arguments, name: str, argument: Argument) -> None:
    at: Path = ("arguments", name)
    _hinges(checker, argument.bears_on, (*at, "bears_on"))
    for place, card in enumerate(argument.cards):
        checker.known("card", card, body.cards, (*at, "cards", place))
        checker.once(card, argument.cards[:place], (*at, "cards", place))
        found = body.cards.get(card)
        speaks = found is None or (
            found.bears_on.for_ if argument.side == "for" else found.bears_on.against
        )
        if speaks is None:
            message = f"the card '{card}' never speaks {argument.side} a text, so it adds nothing"
            place_of_card = checker.file.place((*at, "cards", place))
            remedy = f"write `{argument.side}:` under its `bears_on:`, or play another card"
            checker.problems.append(Diagnostic(place_of_card, "warning", "DS210", message, remedy))
    for place, card in enumerate(argument.disputed_by):
        checker.known("card", card, body.cards, (*at, "disputed_by", place))
    for place, speaker in enumerate(argument.speakers):
        checker.once(speaker, argument.speakers[:place], (*at, "speakers", place))


def check_speakers(bundle: Bundle) -> list[Diagnostic]:
    """Who is said to speak and never does; no errors, so that only whoever examines need ask."""
    if bundle.arguments is None:
        return []
    checker = Checker(bundle, bundle.files[bundle.beside("arguments")])
    for name, argument in bundle.arguments.arguments.items():
        for place, speaker in enumerate(argument.speakers):
            _check_speaker(checker, speaker, ("arguments", name, "speakers", place))
    return checker.problems


def _check_speaker(checker: Checker, speaker: str, at: Path) -> None:
    members = checker.bundle.setting.blocs.get(speaker)
    if members is None:
        checker.somebody(speaker, at)
        return
    message = f"'{speaker}' is a bloc, and only actors speak, so this is said by nobody"
    remedy = f"name those who say it: {', '.join(members)}"
    checker.problems.append(
        Diagnostic(checker.file.place(at), "warning", "DS210", message, remedy)
    )


def _check_twins(checker: Checker, body: Arguments) -> None:
    """Two arguments with the same reason and evidence count once, whoever makes them."""
    seen: dict[tuple[str, str, frozenset[str]], str] = {}
    for name, argument in body.arguments.items():
        said = argument.side, argument.reason, frozenset(argument.cards)
        if argument.cards and said in seen:
            message = f"'{name}' has side, reason and cards of '{seen[said]}': only one counts"
            place = checker.file.place(("arguments", name), key=True)
            remedy = "give one of them another reason or another card"
            checker.problems.append(Diagnostic(place, "warning", "DS210", message, remedy))
        seen.setdefault(said, name)


def _hinges(checker: Checker, hinges: Sequence[Threshold], at: Path) -> None:
    for place, hinge in enumerate(hinges):
        side = "above" if hinge.above else "below"
        level = hinge.above or hinge.below or ""
        here = (*at, place)
        checker.level(hinge.issue, level, (*here, side), (*here, "issue"), key=False)
