"""At a glance: what players are given to read, seat by seat, and how long that takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.paper.blocks import Cell, Code, Note, Paragraph, Section, Strong, Table
from dialogue_sim.workshop.checks.wording import WORDS_A_MINUTE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dialogue_sim.content.scenario import Goal, Seat
    from dialogue_sim.paper.blocks import Block
    from dialogue_sim.workshop.book.material import Material


def glance(material: Material) -> Section:
    """Briefs, seats with their open goals, and reading times."""
    scenario = material.bundle.scenario
    seats = tuple(_seat(material, name, seat) for name, seat in scenario.seats.items())
    blocks: list[Block] = [Section("Brief", "brief", material.paragraphs(scenario.brief))]
    if scenario.advanced is not None:
        background = material.paragraphs(scenario.advanced)
        blocks.append(Section("In more depth", "background", background))
    blocks += [*seats, Section("Reading time", "reading-time", _times(material))]
    return Section("At a glance", "glance", tuple(blocks), fresh=True)


def _seat(material: Material, name: str, seat: Seat) -> Section:
    """A seat's brief and what it is measured by, without what it keeps to itself."""
    chair = " (chair)" if name == material.bundle.scenario.chair else ""
    blocks: list[Block] = [*material.paragraphs(seat.brief)]
    if seat.goals:
        blocks.append(goals_table(seat.goals, secret=False))
    for mandate in seat.mandates.values():
        blocks.append(Paragraph((Strong(f"Mandate: {mandate.title}. "), mandate.says)))
        blocks.append(goals_table(mandate.goals, secret=False))
    if any(goal.secret for goal in seat.every_goal()):
        blocks.append(Paragraph("What this seat keeps to itself stands in the appendix."))
    return Section(f"Seat: {material.name(name)}{chair}", f"seat-{name}", tuple(blocks))


def goals_table(goals: Mapping[str, Goal], *, secret: bool) -> Table:
    """Open or secret goals with their points and conditions."""
    kept = {name: goal for name, goal in goals.items() if goal.secret == secret}
    rows = tuple(
        (
            Cell(str(goal.points), number=True),
            goal.text,
            (Code(in_words(goal.when)),),
            (Code(name),),
        )
        for name, goal in kept.items()
    )
    heads = ("points", "secret goal" if secret else "goal", "condition", "id")
    return Table(heads, rows)


def in_words(condition: object) -> str:
    """A condition of one line or of several, in the author's words."""
    if isinstance(condition, str):
        return condition
    joined = {
        word: lines
        for word in ("all", "any", "none")
        if (lines := getattr(condition, word)) is not None
    }
    return "; ".join(f"{word} of: {', '.join(lines)}" for word, lines in joined.items())


def words_in(texts: Iterable[str]) -> int:
    """How many words some texts have."""
    return sum(len(text.split()) for text in texts)


def _times(material: Material) -> tuple[Block, ...]:
    rows = tuple(_parts(material))
    scenario = material.bundle.scenario
    total = sum(words for _, words, needed in rows if needed)
    minutes, announced = total / WORDS_A_MINUTE, scenario.about.minutes
    table = Table(
        ("part", "words", "minutes", "who reads it"),
        tuple(
            (part, number(words), number(words / WORDS_A_MINUTE, ".1f"), needed or "by choice")
            for part, words, needed in rows
        ),
    )
    message = (
        f"Whoever sits in the chair reads about {total} words, {minutes:.1f} minutes at "
        f"{WORDS_A_MINUTE} words a minute. The scenario is announced for {announced} minutes, "
        f"which leaves {announced - minutes:.1f} to think, to talk and to decide."
    )
    return (Note(message, heed=minutes > announced / 2), table)


def _parts(material: Material) -> Iterator[tuple[str, int, str]]:
    """What there is to read, how many words it has, and whether the chair has to; empty if not."""
    bundle, everybody = material.bundle, "everybody"
    scenario, seats = bundle.scenario, bundle.scenario.seats
    yield "Brief", words_in([scenario.brief]), everybody
    if scenario.advanced is not None:
        yield "In more depth", words_in([scenario.advanced]), ""
    for name, seat in seats.items():
        mandates = [f"{one.title} {one.says}" for one in seat.mandates.values()]
        goals = [goal.text for goal in seat.every_goal()]
        who = "the chair" if name == scenario.chair else ""
        part = f"Seat of {material.name(name)}: brief, goals"
        yield part, words_in([seat.brief, *mandates, *goals]), who
    menu = [bundle.policies.policies[name] for name in scenario.policies]
    yield "Menu: titles and summaries", words_in(f"{p.title} {p.summary}" for p in menu), everybody
    injects = scenario.injects.values()
    yield "All injects", words_in(f"{one.title} {one.text}" for one in injects), everybody
    endings = [words_in([one.title, one.text]) for one in scenario.endings]
    yield "One ending, the longest", max(endings), everybody
    yield "Questions for the debrief", words_in(scenario.debrief), everybody
    after = scenario.afterwards
    yield "Afterwards", words_in([] if after is None else [after.text]), everybody
    entries = bundle.setting.glossary.values()
    yield "Glossary", words_in(f"{entry.title} {entry.text}" for entry in entries), ""
    if bundle.dossier:
        yield "Dossier cards", words_in(card.text for card in bundle.dossier.values()), ""
        yield "Arguments", words_in(one.claim for one in bundle.bank.values()), ""


def number(value: float, form: str = "d") -> Cell:
    """A number in a table."""
    return Cell(format(value, form), number=True)
