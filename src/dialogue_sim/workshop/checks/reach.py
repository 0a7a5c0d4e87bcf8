"""What no session comes to: endings, news, texts and goals that the course of turns rules out."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from dialogue_sim.expression_tree import Not
from dialogue_sim.workshop.checks.asked import asked_of
from dialogue_sim.workshop.checks.conditions import anywhere
from dialogue_sim.workshop.checks.findings import Finding, Spot
from dialogue_sim.workshop.checks.possible import may_meet, possible
from dialogue_sim.workshop.checks.timeline import timeline_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.workshop.checks.asked import Asked


def endings_out_of_reach(bundle: Bundle) -> Iterator[Finding]:
    """Endings whose condition can hold, but only where an earlier one holds too.

    The last ending is left out: it has to be there, even where those before it leave it nothing.
    """
    line = timeline_of(bundle)
    if line.closed is not None:
        return
    for place, asked in enumerate(_of(bundle, "ending")[:-1]):
        if asked.id in line.ends or not possible(asked.node, anywhere(bundle, asked)):
            continue
        spot = Spot(bundle.path, ("endings", place, "id"))
        message = f"no session reaches ending '{asked.id}'"
        earlier = _in_the_way(bundle, place)
        if earlier:
            yield Finding(
                spot, "DS303", f"{message}: wherever it holds, '{earlier}' holds before it",
                f"move it above '{earlier}', or ask for something that '{earlier}' does not",
            )  # fmt: skip
        else:
            yield Finding(
                spot, "DS303", f"{message}: what it waits for has not happened when it is asked",
                "look at the turns and the news that it names, and at the endings before it",
            )  # fmt: skip


def _in_the_way(bundle: Bundle, place: int) -> str:
    """The earlier ending that holds wherever this one does; empty if it takes several."""
    endings, moments = _of(bundle, "ending"), timeline_of(bundle).moments
    for before in endings[:place]:
        if not any(possible(endings[place].node, one.end, Not(before.node)) for one in moments):
            return before.id
    return ""


def sessions_cut_short(bundle: Bundle) -> Iterator[Finding]:
    """Endings after which no session has another turn, though the scenario has more."""
    line = timeline_of(bundle)
    if line.closed is None:
        return
    end, nodes = line.moments[-1].end, []
    for place, asked in enumerate(_of(bundle, "ending")):
        nodes.append(Not(asked.node))
        if not possible(nodes[0], end, *nodes[1:]):
            yield Finding(
                Spot(bundle.path, ("endings", place, "when")), "DS304",
                f"every session has ended after turn {line.closed}, though the scenario has "
                f"{bundle.scenario.turns} turns: then ending '{asked.id}' holds if no other does",
                "add `last_turn` to it, or ask for something that may not be so", "error",
            )  # fmt: skip
            return


def news_that_never_come(bundle: Bundle) -> Iterator[Finding]:
    """Injects that wait for what cannot have happened by then."""
    line = timeline_of(bundle)
    if line.closed is not None:
        return
    asked = {one.id: one for one in _of(bundle, "inject")}
    for name in bundle.scenario.injects.keys() - line.fired.keys():
        one = asked.get(name)
        if one is not None and possible(one.node, anywhere(bundle, one)):
            yield Finding(
                Spot(bundle.path, ("injects", name), key=True), "DS305",
                f"inject '{name}' never comes: what it waits for cannot have happened by then",
                "look at the news, texts and turns that its condition names",
            )  # fmt: skip


def texts_never_tabled(bundle: Bundle) -> Iterator[Finding]:
    """Policies on menus that nobody can table in any turn."""
    line = timeline_of(bundle)
    if line.closed is not None:
        return
    conditions = {one.id: one for one in _of(bundle, "policy")}
    for policy in sorted(set(bundle.scenario.repertoire) - line.tabled.keys()):
        asked = conditions.get(policy)
        if asked is not None and not possible(asked.node, anywhere(bundle, asked)):
            continue
        only = ", ".join(bundle.policies.policies[policy].tabled_by)
        why = f"only {only} may table it, and none of them does in a turn of its menu"
        if _somebody_may(bundle, policy):
            why = "what its `when:` waits for cannot have happened by then"
        yield Finding(
            _on_menu(bundle, policy), "DS306", f"policy '{policy}' can never be tabled: {why}",
            "take it off the menu, or change its `when:`, its `tabled_by:` or the `agenda:`",
        )  # fmt: skip
    if not line.tabled:
        yield Finding(
            Spot(bundle.path, ("policies",), key=True), "DS306",
            "nothing on the menu can ever be tabled, so nobody can play this",
            "put a policy without `when:` on it", "error",
        )  # fmt: skip


def _somebody_may(bundle: Bundle, policy: str) -> bool:
    scenario = bundle.scenario
    return any(
        policy in scenario.menu(turn) and bundle.may_table(scenario.tabler(turn), policy)
        for turn in range(1, scenario.turns + 1)
    )


def _on_menu(bundle: Bundle, policy: str) -> Spot:
    scenario = bundle.scenario
    if policy in scenario.policies:
        return Spot(bundle.path, ("policies", scenario.policies.index(policy)))
    for turn, own in scenario.agenda.items():
        if policy in (own.policies or ()):
            place = (own.policies or []).index(policy)
            return Spot(bundle.path, ("agenda", turn, "policies", place))
    return Spot(bundle.path, ("policies",), key=True)


def goals_out_of_reach(bundle: Bundle) -> Iterator[Finding]:
    """Goals that no end of a session can meet, and goals of one list that exclude each other."""
    ends = [one.end for one in timeline_of(bundle).moments]
    goals = [one for one in _of(bundle, "goal") if possible(one.node, anywhere(bundle, one))]
    for one in goals:
        if not any(possible(one.node, end) for end in ends):
            yield Finding(
                one.spot, "DS307", f"nobody can meet goal '{one.id}': what it asks for cannot "
                "have happened when a session ends",
                "look at the news, texts and turns that it names",
            )  # fmt: skip
    for first, second in combinations(goals, 2):
        related = first.owner == second.owner and may_meet(first.node, second.node)
        if related and not possible(first.node, anywhere(bundle, first), second.node):
            yield Finding(
                second.spot, "DS307",
                f"nobody can meet both '{first.id}' and '{second.id}' of one list",
                "change one of them, or give them to different mandates",
            )  # fmt: skip


def _of(bundle: Bundle, kind: str) -> list[Asked]:
    return [one for one in asked_of(bundle) if one.kind == kind]
