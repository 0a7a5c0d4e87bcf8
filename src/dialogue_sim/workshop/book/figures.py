"""Figures of a small playtest: which endings and injects come, and what actors say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dialogue_sim.paper.blocks import Cell, Code, Paragraph, Section, Table
from dialogue_sim.paper.chart import Bar, Bars, Stack, Stacks, bars, stacked
from dialogue_sim.session.progress import parts, silent
from dialogue_sim.session.strategies.strategies import STRATEGIES, UNMANNED
from dialogue_sim.session.strategies.table import stage_of
from dialogue_sim.words import RESPONSES
from dialogue_sim.workshop.playtesting.playtest import Casting, in_every_quick_way, playtest
from dialogue_sim.workshop.playtesting.shares import wilson
from dialogue_sim.workshop.playtesting.summary import summary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.paper.blocks import Figure
    from dialogue_sim.session.progress import Tell
from dialogue_sim.workshop.playtesting.summary import Summary

PERCENT: Final = 100.0
WHAT_WAS_PLAYED: Final = (
    "{} sessions without persons, {} by each strategy that is quick; whiskers are intervals of 95 "
    "percent for the share of such sessions, and not for what people will do. More is told by "
)


def figures(bundle: Bundle, sessions: int, seed: str, tell: Tell = silent) -> Section:
    """Let every quick strategy table a part of the sessions, and draw what they come to.

    Args:
        bundle: the scenario.
        sessions: how many at least; they are divided evenly.
        seed: any text; tell: hears how far it is.

    Raises:
        Stopped: nobody waits for it any more.
    """
    first = Casting(stage_of(bundle), STRATEGIES[UNMANNED], bundle.scenario.chair, seed=seed)
    castings = in_every_quick_way(first)
    each = -(-sessions // len(castings))
    told = parts(tell, len(castings))
    found = summary([playtest(one, each, part) for one, part in zip(castings, told, strict=True)])
    return Section(
        "Figures of a playtest", "figures",
        (
            Paragraph((
                WHAT_WAS_PLAYED.format(found.sessions, each),
                Code(f"dialogue-sim playtest {bundle.scenario.id}"),
                ".",
            )),
            _shares(
                "Endings", {one.id: one.title for one in bundle.scenario.endings},
                found.endings, found.sessions,
            ),
            *_injects(bundle, found),
            _responses(bundle, found),
            _policies(bundle, found),
        ),
        fresh=True,
    )  # fmt: skip


def _injects(bundle: Bundle, found: Summary) -> Iterable[Figure]:
    titles = {name: one.title for name, one in bundle.scenario.injects.items()}
    if titles:
        yield _shares("Injects that happened", titles, found.injects, found.sessions)


def _shares(title: str, titles: dict[str, str], shares: dict[str, float], sessions: int) -> Figure:
    drawn = tuple(_bar(label, shares[name], sessions) for name, label in titles.items())
    about = f"{title} by the share of sessions, in percent"
    return bars(Bars(title, about, "share of sessions", drawn, PERCENT))


def _bar(label: str, share: float, sessions: int) -> Bar:
    low, high = wilson(round(share * sessions), sessions)
    says = f"{PERCENT * share:.0f} %"
    return Bar(label, PERCENT * share, says, round(PERCENT * low, 1), round(PERCENT * high, 1))


def _responses(bundle: Bundle, found: Summary) -> Figure:
    rows = tuple(
        Stack(bundle.name_of[actor], tuple(given[response] for response in RESPONSES))
        for actor, given in found.responses.items()
        if any(given.values())
    )
    words = tuple(bundle.rules.ladder.words.member)
    note = "Voices and publics use words of their own for the same five responses."
    return stacked(Stacks("Responses", "Shares of responses by actor", words, rows, note))


def _policies(bundle: Bundle, found: Summary) -> Table:
    rows = tuple(
        (
            bundle.policies.policies[name].title,
            Cell(f"{PERCENT * shares['picked']:.0f} %", number=True),
            Cell(f"{PERCENT * shares['adopted']:.0f} %", number=True),
        )
        for name, shares in found.policies.items()
    )
    return Table(("policy", "tabled, of turns", "adopted, of turns"), rows)
