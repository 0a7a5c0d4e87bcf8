"""The policies: levels on every issue, what the engine asks of them, and a map of two measures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dialogue_sim.engine.capital import whole_points
from dialogue_sim.engine.world import MEASURES
from dialogue_sim.paper.blocks import Code, Faint, Paragraph, Section, Strong, Table
from dialogue_sim.paper.heat import Heat, heat
from dialogue_sim.paper.scatter import Map, Scale, Spot, scatter
from dialogue_sim.session.worlds.opening import policy_point, proposals

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dialogue_sim.content.policy import Policy
    from dialogue_sim.engine.proposal import Proposal
    from dialogue_sim.paper.blocks import Block, Figure, Inline, Words
    from dialogue_sim.workshop.book.material import Material

PERCENT: Final = 100.0
ACROSS, UPWARDS = "offer", "firmness"
"""The two measures of the map: what a text gives, and what it holds to."""
MEANINGS: Final = {
    "offer": "how cooperative, -100 to 100",
    "benefit": "what the other side gains",
    "safeguard": "what protects if it cheats",
    "gain": "what the alliance can win",
    "firmness": "how firm after bad conduct",
    "demand": "what is asked of it",
    "threat": "how far it may be read as one",
    "deterrent": "what makes cheating costly",
    "isolation": "how far it cuts off",
    "unity": "in how many names",
    "delay": "how far it is put off",
    "openness": "who is told",
    "posture": "how much on guard",
    "price": "political capital, by measure",
}


def instruments(material: Material) -> Section:
    """The menu in the issue space, the measures, the map, and every policy in words."""
    bundle = material.bundle
    points = [policy_point(bundle, material.world, name) for name in bundle.repertoire]
    texts = proposals(material.world, points)
    blocks: list[Block] = [
        Paragraph(
            "Darker cells stand for higher levels of an issue; the words are what players read."
        ),
        _levels(material, texts),
        _measures(material, texts),
    ]
    space = material.world.space
    if space.measures.get(ACROSS) and space.measures.get(UPWARDS):
        blocks.append(_map(material, texts))
    if bundle.scenario.agenda:
        blocks.append(Section("Menus of other turns", "menus", (_menus(material),)))
    blocks.append(Section("Every policy in words", "policies", (_in_words(material),)))
    return Section("Policies", "instruments", tuple(blocks), fresh=True, wide=True)


def _levels(material: Material, texts: Proposal) -> Table:
    """Policy by issue: the label of the level, shaded by its value; venue and price last."""
    bundle, setting = material.bundle, material.bundle.setting
    prices = _prices(material, texts)
    rows = []
    for name, policy in bundle.repertoire.items():
        cells: list[tuple[Words, float | None]] = []
        for issue, body in setting.issues.items():
            level = next(one for one in body.levels if one.id == policy.levels[issue])
            cells.append((level.label, level.value))
        cells.append((setting.venues[policy.venue], None))
        if prices:
            cells.append((prices[name], None))
        rows.append((_title(policy, name), tuple(cells)))
    issues = tuple(body.title for body in setting.issues.values())
    heads = (*issues, "venue", *(("price",) if prices else ()))
    return heat(Heat("policy", heads, tuple(rows), caption="Levels on every issue"))


def _title(policy: Policy, name: str) -> tuple[Inline, ...]:
    return (f"{policy.short}\n", Code(name))


def _prices(material: Material, texts: Proposal) -> Mapping[str, str]:
    """By policy what tabling it costs; nothing where there is no capital."""
    bundle = material.bundle
    if bundle.active_from("capital") is None:
        return {}
    points = whole_points(texts["price"])
    return {
        name: str(int(points[place]) if policy.cost is None else policy.cost)
        for place, (name, policy) in enumerate(bundle.repertoire.items())
    }


def _measures(material: Material, texts: Proposal) -> Table:
    """Policy by measure, in points; only what the setting measures."""
    known = [name for name in MEASURES if material.world.space.measures.get(name)]
    rows = tuple(
        (
            _title(policy, name),
            tuple(
                (f"{_rounded(texts[measure][place])}", float(texts[measure][place]))
                for measure in known
            ),
        )
        for place, (name, policy) in enumerate(material.bundle.repertoire.items())
    )
    heads = tuple((f"{measure}\n", Faint(MEANINGS[measure])) for measure in known)
    return heat(Heat("policy", heads, rows, caption="What the engine asks of a text, in points"))


def _rounded(part: float) -> int:
    """A fraction in whole points."""
    return round(PERCENT * float(part))


def _map(material: Material, texts: Proposal) -> Figure:
    spots = tuple(
        Spot(policy.short, PERCENT * float(across), PERCENT * float(up))
        for policy, across, up in zip(
            material.bundle.repertoire.values(), texts[ACROSS], texts[UPWARDS], strict=True
        )
    )
    return scatter(
        Map(
            "What each policy offers, and how firm it is",
            "To the right policies that offer more, upwards those that hold to more.",
            Scale(ACROSS, -PERCENT, PERCENT), Scale(UPWARDS, 0.0, PERCENT), spots,
        )
    )  # fmt: skip


def _menus(material: Material) -> Table:
    scenario, policies = material.bundle.scenario, material.bundle.policies.policies
    rows = tuple(
        (
            f"turn {turn}",
            material.name(own.by),
            "the whole menu"
            if own.policies is None
            else "; ".join(policies[name].title for name in own.policies),
        )
        for turn, own in scenario.agenda.items()
    )
    return Table(("turn", "tables", "from"), rows)


def _in_words(material: Material) -> Table:
    rows = tuple(
        (
            _title(policy, name),
            (Strong(f"{policy.title}. "), *material.linked(policy.summary)),
            material.codes(policy.source),
            _terms(material, policy),
        )
        for name, policy in material.bundle.repertoire.items()
    )
    return Table(("policy", "what players read", "rests on", "on what terms"), rows)


def _terms(material: Material, policy: Policy) -> tuple[Inline, ...]:
    """Who may table it, when, and what it changes when it comes to stand."""
    found: list[Inline] = []
    if policy.tabled_by:
        found.append(f"tabled by {', '.join(map(material.name, policy.tabled_by))}\n")
    if policy.when is not None:
        found += ["when ", Code(policy.when), f" ({policy.why_not})\n"]
    if policy.effects:
        found += ["effects ", Code(", ".join(policy.effects))]
    return tuple(found)
