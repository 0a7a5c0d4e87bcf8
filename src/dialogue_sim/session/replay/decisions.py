"""What was decided and what could be: the moves of a record, and the menu of a turn, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.session.replay.names import plainly

if TYPE_CHECKING:
    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.session.replay.names import Names
    from dialogue_sim.session.replay.recorded import Decision

IN_DEBATE = frozenset({"argue", "rebut", "drop", "pass", "predict"})
"""Moves that a debate has many of; its ledger tells them."""


def told(decision: Decision, names: Names) -> str:
    """A move in a few words, whatever its record says."""
    verb, do = decision.verb, decision.do
    said = do.get(verb)
    what = "" if not isinstance(said, str) else said
    match verb:
        case "propose":
            return f"tabled {names.policy(what)}{_amended(do.get('amend'))}".strip()
        case "consult" | "assure":
            how = do.get("how")
            return f"{verb} {names.actor(what).short}{f' ({how})' if isinstance(how, str) else ''}"
        case "":
            return "nothing that can be read"
        case _:
            return f"{plainly(verb).lower()} {plainly(what).lower()}".strip()


def _amended(amend: object) -> str:
    if not isinstance(amend, dict) or not amend:
        return ""
    changed = ", ".join(
        f"{plainly(str(issue)).lower()} {plainly(str(level)).lower()}"
        for issue, level in amend.items()
    )
    return f", amended: {changed}"


def menus_of(bundle: Bundle, turns: int) -> dict[int, tuple[str, ...]]:
    """By turn, the titles of what whoever tables there may choose from."""
    scenario, policies = bundle.scenario, bundle.policies.policies
    return {
        turn: tuple(
            policies[name].title
            for name in scenario.menu(turn)
            if bundle.may_table(scenario.tabler(turn), name)
        )
        for turn in range(1, turns + 1)
    }
