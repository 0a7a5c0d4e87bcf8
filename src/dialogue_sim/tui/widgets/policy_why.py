"""Why, for a policy: what it proposes, what it costs, what it risks, and what would come of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from dialogue_sim.tui.drawing import DIM, Lines, beside, flow, paragraph, rule, shorten
from dialogue_sim.tui.marks import chance_words, exposure_words
from dialogue_sim.tui.widgets.advice import advice_line, advice_rows
from dialogue_sim.tui.widgets.why import (
    PLENTY,
    TWO_BLOCKS,
    Explanation,
    level_list,
    level_table,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dialogue_sim.session.views.advice import AdviceView
    from dialogue_sim.session.views.menu import PolicyView
    from dialogue_sim.session.views.texts import TextView
    from dialogue_sim.session.views.view import View

MARK = 2
"""Cells of the sign that there is more."""

SPACIOUS = 9
"""Rows from which on the forecast is told number by number."""


def explain_policy(
    policy: PolicyView, view: View, advice: AdviceView | None = None
) -> Explanation:
    """What a policy proposes, issue by issue, what it costs and what it risks.

    Args:
        policy: which; view: where it is looked at.
        advice: what the adviser says, where no other panel says it.
    """
    text = policy.text
    risk = f"{text.mark} {exposure_words(text.mark)} · {chance_words(text.chance)}"
    cited = f"[{policy.label}] {', '.join(policy.source)}"

    def draw(width: int, height: int, _: bool) -> Lines:  # noqa: FBT001  one of a kind
        if height >= PLENTY:
            return [*_in_full(policy, view, advice, width), *paragraph(cited, width, DIM)]
        return _in_short(policy, view, advice, (width, height))

    return Explanation(text.title, f"{risk} · {cited}", draw)


def _in_full(policy: PolicyView, view: View, advice: AdviceView | None, width: int) -> Lines:
    text, gap = policy.text, Content("")
    exposed = f"Exposure {text.exposure} of 100: {exposure_words(text.mark)}."
    chance = f"As things stand it {chance_words(text.chance)}."
    facts = [row for part in weighed_up(text, view) for row in flow(part, width)]
    told = [] if advice is None else [
        gap, rule("Forecast of the turn", width), *advice_rows(advice, width),
    ]  # fmt: skip
    return [
        *_about(policy, width), gap, *level_table(text, width), gap,
        *paragraph(f"{exposed} {chance}", width), *facts, *told, *([gap] if told else []),
    ]  # fmt: skip


def _in_short(
    policy: PolicyView, view: View, advice: AdviceView | None, room: tuple[int, int]
) -> Lines:
    """As much of it as the rows hold whole; what it is about comes before everything else."""
    width, height = room
    if width < TWO_BLOCKS:
        return _with_levels(policy, _parts(policy, view, advice, room), room)
    left = width * 11 // 20
    parts = _parts(policy, view, None, (left, height))
    if advice is not None and height > len(advice.rows):
        told = advice_rows(advice, width - left - 2)
        return beside(_with_levels(policy, parts, (left, height)), told, left)
    levels = level_list(policy.text)
    if advice is None and height >= len(levels):
        return beside(parts, levels, left)
    return _with_levels(policy, _parts(policy, view, advice, room), room)


def _with_levels(policy: PolicyView, parts: Lines, room: tuple[int, int]) -> Lines:
    """What is said, and in the rows that are left the levels."""
    (width, height), text = room, policy.text
    levels = flow([*(row.label for row in text.levels), text.venue_label], width - MARK, DIM)
    return [*parts, *shorten(levels, width, height - len(parts))]


def _parts(
    policy: PolicyView, view: View, advice: AdviceView | None, room: tuple[int, int]
) -> Lines:
    width, height = room
    facts = [flow(part, width) for part in weighed_up(policy.text, view)]
    told: Lines = []
    if advice is not None:
        whole = height >= SPACIOUS
        told = advice_rows(advice, width) if whole else [advice_line(advice, width)]
    costs, breaks = facts if len(facts) > 1 else (*facts, [], [])[:2]
    return whole_parts([(2, costs), (1, told), (0, _about(policy, width)), (3, breaks)], height)


def whole_parts(parts: Sequence[tuple[int, Lines]], height: int) -> Lines:
    """The parts that fit whole, in their order; those of a lower rank are taken first."""
    left, taken = height, set[int]()
    for place, (_, rows) in sorted(enumerate(parts), key=lambda one: one[1][0]):
        if not taken or len(rows) <= left:
            taken.add(place)
            left -= len(rows)
    return [row for place, (_, rows) in enumerate(parts) if place in taken for row in rows]


def _about(policy: PolicyView, width: int) -> Lines:
    blocked = f"Cannot be tabled now: {policy.blocked_by}. " if policy.blocked_by else ""
    return paragraph(blocked + policy.text.summary, width)


def weighed_up(text: TextView, view: View) -> list[list[str]]:
    """What a text costs, how far it goes, and who may break silence over it, as far as in play."""
    capital = view.backstage.capital if view.backstage is not None else None
    rows = []
    if text.price is not None and capital is not None:
        rows.append(f"Costs {text.price} of {capital}")
    if text.step is not None:
        rows.append(text.step.says)
    who = [f"{name} {chance.brief}" for name, chance in text.breaks]
    return [rows, [f"May break silence: {who[0]}", *who[1:]] if who else []]


def is_too_dear(text: TextView, view: View) -> bool:
    """Whether a text costs more political capital than there is."""
    capital = view.backstage.capital if view.backstage is not None else None
    return capital is not None and text.price is not None and text.price > capital
