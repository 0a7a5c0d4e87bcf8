"""What comes after: words to look up, questions to talk about, what happened, what is secret."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.content.bundle import actor_path
from dialogue_sim.paper.blocks import Listing, Note, Pairs, Paragraph, Section, Strong, Table, Tag
from dialogue_sim.session.views.sources import source_view
from dialogue_sim.workshop.book.glance import goals_table, number

if TYPE_CHECKING:
    from dialogue_sim.paper.blocks import Block
    from dialogue_sim.workshop.book.material import Material


def closing(material: Material) -> Section:
    """Glossary, questions, and what happened in the world."""
    bundle = material.bundle
    scenario = bundle.scenario
    blocks: list[Block] = []
    if scenario.debrief:
        questions = Listing(tuple(map(material.linked, scenario.debrief)), numbered=True)
        blocks.append(Section("Questions for the debrief", "debrief", (questions,)))
    after = scenario.afterwards
    if after is not None:
        said = (
            *material.paragraphs(after.text),
            Paragraph((Tag(after.label), " ", *material.codes(after.source))),
        )
        blocks.append(Section("What happened", "afterwards", said))
    if bundle.setting.glossary:
        entries = sorted(bundle.setting.glossary.values(), key=lambda entry: entry.title.lower())
        pairs = Pairs(tuple((entry.title, material.linked(entry.text)) for entry in entries))
        blocks.append(Section("Glossary", "glossary", (pairs,)))
    return Section("Talking about it", "closing", tuple(blocks), fresh=True)


def secrets(material: Material) -> Section:
    """What single seats keep to themselves, on sheets of its own."""
    blocks: list[Block] = [
        Note("For the trainer only. Take these sheets out before you lend the book.")
    ]
    for name, seat in material.bundle.scenario.seats.items():
        if not any(goal.secret for goal in seat.every_goal()):
            continue
        inner: list[Block] = []
        if seat.goals:
            inner.append(goals_table(seat.goals, secret=True))
        for mandate in seat.mandates.values():
            inner.append(Paragraph((Strong(f"Mandate: {mandate.title}"),)))
            inner.append(goals_table(mandate.goals, secret=True))
        title = f"Secret goals: {material.name(name)}"
        blocks.append(Section(title, f"secret-{name}", tuple(inner)))
    blocks.append(_natures(material))
    return Section("Appendix: secrets", "secrets", tuple(blocks), fresh=True)


def _natures(material: Material) -> Section:
    """The natures of which one is drawn for each session; only the counterpart's seat knows it."""
    counterpart = material.bundle.counterpart
    path = actor_path(counterpart.id)
    rows = tuple(
        (
            name,
            number(100 * nature.share, ".0f"),
            number(nature.greed, "g"),
            number(nature.insecurity, "g"),
            material.basis(source_view(material.bundle, path, ("types", name))),
        )
        for name, nature in counterpart.types.items()
    )
    heads = ("nature", "percent of sessions", "greed", "insecurity", "rests on")
    return Section(f"Natures of {counterpart.name}", "natures", (Table(heads, rows),))
