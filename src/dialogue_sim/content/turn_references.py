"""Whether what is bound to a turn can happen in it: another tabler than the chair, and guides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.content.references import Checker

if TYPE_CHECKING:
    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.content.diagnostics import Diagnostic
    from dialogue_sim.content.sourced import Path


def check_turns(bundle: Bundle) -> list[Diagnostic]:
    """Everything that a scenario binds to a turn in which it cannot be."""
    checker = Checker(bundle, bundle.files[bundle.path])
    public = bundle.setting.public
    _check_agenda(checker, [name for name in bundle.scenario.actors if name != public])
    for seat, body in bundle.scenario.seats.items():
        for place, step in enumerate(body.guide or ()):
            checker.comes(step.turn, ("seats", seat, "guide", place, "turn"))
    return checker.problems


def _check_agenda(checker: Checker, seated: list[str]) -> None:
    """Who tables instead of the chair: the turn comes, the actor is there and may table."""
    bundle, scenario = checker.bundle, checker.bundle.scenario
    for turn, initiative in scenario.agenda.items():
        at: Path = ("agenda", turn)
        checker.comes(int(turn), at, key=True)
        there = checker.known("actor in this story", initiative.by, seated, (*at, "by"))
        own = initiative.policies or []
        for place, policy in enumerate(own):
            checker.known("policy", policy, bundle.policies.policies, (*at, "policies", place))
            checker.once(policy, own[:place], (*at, "policies", place))
        menu = [p for p in scenario.menu(int(turn)) if p in bundle.policies.policies]
        refused = [policy for policy in menu if not bundle.may_table(initiative.by, policy)]
        if there and menu and refused == menu:
            message = f"'{initiative.by}' may table nothing on the menu of turn {turn}"
            remedy = "look at `tabled_by` of these policies, or list others under `policies`"
            checker.report((*at, "by"), "DS209", message, remedy)
        elif there and own:
            for policy in refused:
                only = ", ".join(bundle.policies.policies[policy].tabled_by)
                message = f"'{initiative.by}' may not table '{policy}': {only} may"
                checker.report((*at, "policies", own.index(policy)), "DS209", message)
