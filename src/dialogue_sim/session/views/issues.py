"""The interest term issue by issue: what the actor wants, what the text gives, what it makes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.content.bundle import actor_path
from dialogue_sim.session.views.figures import add_up_as_shown
from dialogue_sim.session.views.sizes import amount
from dialogue_sim.session.views.sources import SourceView, source_view

if TYPE_CHECKING:
    from dialogue_sim.session.views.account import Account

PERCENT = 100.0
WANTED = {"peak": "{}", "min": "at least {}", "max": "at most {}"}
"""How each shape of a preference says which level it wants."""


@dataclass(frozen=True, slots=True)
class IssueView:
    """One issue, or the venue, as it adds to the interest of an actor.

    Attributes:
        wanted: in words; empty if the actor takes no interest in the issue.
        offered: the level of the text.
        salience: percent of the actor's interest that this issue has; part: the same in words.
        value: its part in the interest term; shown: the same, adding up with the others.
        source: where the actor's position stands in its file.
    """

    issue: str
    title: str
    wanted: str
    offered: str
    salience: float
    part: str
    value: float
    shown: str
    source: SourceView | None


def issue_views(account: Account, actor: int, total: float) -> tuple[IssueView, ...]:
    """Every issue, then the venue; the shown numbers add up to the total as it is shown.

    Args:
        account: the hearing laid open.
        actor: place of the actor.
        total: the interest term, rounded as its row shows it.
    """
    parts = [float(part) for part in account.parts[actor]]
    shown = add_up_as_shown(parts, total)
    salience = account.moment.world.actors.preferences.salience[actor]
    return tuple(
        _issue_view(account, actor, place, (part, shown[place], float(salience[place])))
        for place, part in enumerate(parts)
    )


def _issue_view(
    account: Account, actor: int, place: int, numbers: tuple[float, str, float]
) -> IssueView:
    value, shown, salience = numbers
    issue, (title, offered) = account.issue_id(place), account.offered[place]
    name = account.actor_id(actor)
    profile = account.bundle.actors[name]
    source = None
    if salience > 0.0:
        path = ("issues", issue) if issue in profile.issues else ("venues",)
        source = source_view(account.bundle, actor_path(name), path)
    return IssueView(
        issue=issue,
        title=title,
        wanted=_wanted(account, actor, place) if salience > 0.0 else "",
        offered=offered,
        salience=salience * PERCENT,
        part=_part(account, salience),
        value=value,
        shown=shown,
        source=source,
    )


def _part(account: Account, salience: float) -> str:
    """How much of the actor's interest an issue has, as a sentence part."""
    if account.told == "hard":
        return f"{amount(salience)} of its interest"
    return f"{salience * PERCENT:.0f} % of its interest"


def _wanted(account: Account, actor: int, place: int) -> str:
    """The level that an actor wants, in words; of the venues the one it likes best."""
    setting, world = account.bundle.setting, account.moment.world
    if place == len(world.space.issues):
        liked = int(np.argmax(world.actors.preferences.affinity[actor]))
        return setting.venues[world.space.venues[liked]]
    issue = world.space.issues[place].id
    position = account.bundle.actors[account.actor_id(actor)].issues[issue]
    level = setting.level_ids(issue).index(position.ideal)
    return WANTED[position.shape].format(setting.issues[issue].levels[level].label)
