"""The report of a playtest as a page with pictures, in one file that needs nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim import __version__
from dialogue_sim.engine.indicators import BY_NAME
from dialogue_sim.paper.bands import Bands, Spread, bands
from dialogue_sim.paper.blocks import Cell, Code, Listing, Note, Page, Paragraph, Section, Table
from dialogue_sim.paper.chart import Bar, Bars, Columns, Stack, Stacks, bars, columns, stacked
from dialogue_sim.words import RESPONSES
from dialogue_sim.workshop.playtesting.findings_text import aim_sentence, miss_sentence, percent
from dialogue_sim.workshop.playtesting.heed import heeds_of
from dialogue_sim.workshop.playtesting.text import DISCLAIMER, about_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dialogue_sim.paper.blocks import Block, Inline
    from dialogue_sim.workshop.playtesting.findings import Fate
    from dialogue_sim.workshop.playtesting.measured import Measured
    from dialogue_sim.workshop.playtesting.measures import Course, Split

HUNDRED = 100.0


def page_of(found: Measured) -> Page:
    """The whole report; the same playtest gives the same page."""
    scenario = found.report.stage.bundle.scenario
    records = found.report.records
    strategies = list(dict.fromkeys(record.casting.strategy.name for record in records))
    head, *about = about_lines(records[0], f", {found.report.sessions} in all", strategies)
    heeds = heeds_of(found)
    opening: tuple[Block, ...] = (
        Paragraph(" ".join(about)),
        Note("Look at these first.", heed=True) if heeds else Note("Nothing stands out."),
        *([Listing(heeds)] if heeds else []),
    )
    sections = (
        Section("Endings", "endings", (_shares(found.endings, "Endings"), *_all(found.endings))),
        *_injects(found),
        Section("Policies", "policies", (_menu(found), _policies(found))),
        Section("Players", "players", tuple(_players(found))),
        Section("Indicators", "indicators", tuple(_course(one) for one in found.indicators)),
        Section("Actors", "actors", (_actors(found),)),
        *_seats(found),
    )
    return Page(
        "report", f"dialogue-sim {__version__}", scenario.title, sections,
        kicker="Playtest", subtitle=head.partition(", ")[2], language=scenario.about.language,
        opening=opening, footer=(DISCLAIMER,),
    )  # fmt: skip


def _shares(fates: tuple[Fate, ...], title: str) -> Block:
    """How often each came, with its interval."""
    chart = Bars(
        title,
        "Share of sessions, with its 95 % interval by the score method of E. B. Wilson (1927).",
        "of sessions",
        tuple(
            Bar(fate.title, HUNDRED * fate.share, percent(fate.share),
                round(HUNDRED * fate.low, 1), round(HUNDRED * fate.high, 1))
            for fate in fates
        ),
        most=HUNDRED,
    )  # fmt: skip
    return bars(chart)


def _injects(found: Measured) -> Iterator[Section]:
    if found.injects:
        blocks = (_shares(found.injects, "Injects"), *_all(found.injects))
        yield Section("Injects", "injects", blocks)


def _all(fates: tuple[Fate, ...]) -> Iterator[Block]:
    for fate in fates:
        yield from _fate(fate)


def _fate(fate: Fate) -> Iterator[Block]:
    """Its clauses, when it came first, how near it was, and what would change it."""
    said: list[Inline] = [Code(fate.id), f" {percent(fate.share)} of the sessions"]
    if fate.chance < 1.0:
        said.append(f", with a chance of {percent(fate.chance)} when everything holds")
    if fate.earliest is not None:
        said.append(f"; first in turn {fate.median:g} (median), {fate.earliest} at the earliest")
    yield Paragraph((*said, "."))
    if fate.clauses:
        rows = tuple(
            (
                one.text,
                Cell(percent(one.share), number=True),
                Cell(percent(one.alone), number=True),
            )
            for one in fate.clauses
        )
        yield Table(("clause", "held when asked", "alone lacking"), rows)
    more = [*([miss_sentence(fate.miss)] if fate.miss else []), *map(aim_sentence, fate.aims)]
    if more:
        yield Listing(tuple(more))
    if fate.kind == "inject" and fate.earliest is not None:
        yield columns(
            Columns(
                f"{fate.title}: the turn in which it comes first",
                "Sessions by turn.", "sessions", "turn",
                tuple((str(turn), float(count), str(count))
                      for turn, count in enumerate(fate.first, start=1)),
            )
        )  # fmt: skip


def _menu(found: Measured) -> Block:
    titles = found.report.stage.bundle.policies.policies
    ordered = sorted(found.policies, key=lambda one: -one.picked)
    chart = Bars(
        "Policies tabled", "Share of all turns in which each was tabled.", "of turns",
        tuple(
            Bar(titles[use.id].title, HUNDRED * use.picked, percent(use.picked))
            for use in ordered
        ),
    )  # fmt: skip
    return bars(chart)


def _policies(found: Measured) -> Block:
    rows = tuple(
        (
            use.id,
            *(
                Cell(percent(share), number=True)
                for share in (use.picked, use.adopted, use.legal, use.taken, use.broken)
            ),
            "shunned" if use.shunned else "" if use.picked else "never tabled",
        )
        for use in found.policies
    )
    heads = ("", "tabled", "adopted", "legal", "taken when legal", "breaks silence", "")
    return Table(heads, rows)


def _players(found: Measured) -> Iterator[Block]:
    yield bars(
        Bars(
            "Goal points", "Percent of the goal points of the seat, on average.", "percent",
            tuple(
                Bar(play.name, float(play.record.percent.mean()),
                    f"{play.record.percent.mean():.0f} %")
                for play in found.report.plays
            ),
            most=HUNDRED,
        )
    )  # fmt: skip
    if found.split is not None:
        yield _split(found.split)


def _split(split: Split) -> Block:
    return stacked(
        Stacks(
            "Luck against choice",
            "Where the variance of goal points comes from.",
            ("between players", "between their favourite texts", "luck"),
            (Stack("variance", (split.players, split.texts, split.luck)),),
            note=f"Two players under the same luck differ by {split.same_luck:.0f} points of a"
            f" hundred, two sessions of one player by {split.other_luck:.0f}.",
        )
    )


def _course(course: Course) -> Block:
    indicator = BY_NAME[course.name]
    start = Spread("opening", *([course.opening] * 5))
    spreads = (Spread(str(turn), *spread) for turn, spread in enumerate(course.turns, start=1))
    odd = "No session moves it by more than a point." if course.stuck else ""
    return bands(
        Bands(
            indicator.label,
            "After each turn: the median, the middle half of the sessions, and all of them.",
            "turn", (start, *spreads), indicator.low, indicator.high, odd,
        )
    )  # fmt: skip


def _actors(found: Measured) -> Block:
    names = found.report.stage.bundle.name_of
    return stacked(
        Stacks(
            "Responses",
            "What each actor said to the last text of a turn.",
            tuple(response.replace("_", " ") for response in RESPONSES),
            tuple(Stack(names[one.actor], tuple(one.responses.values())) for one in found.actors),
        )
    )


def _seats(found: Measured) -> Iterator[Section]:
    if not found.seats:
        return
    names = found.report.stage.bundle.name_of
    chart = Bars(
        "Goals of every seat", "Percent of its goal points, as the model plays it.", "percent",
        tuple(
            Bar(f"{names[one.seat]} {one.mandate.replace('_', ' ')}".strip(), one.mean,
                f"{one.mean:.0f} %", round(min(one.by_player.values()), 1),
                round(max(one.by_player.values()), 1))
            for one in found.seats
        ),
        most=HUNDRED,
        note="The whiskers are the players with the least and the most.",
    )  # fmt: skip
    yield Section("Seats", "seats", (bars(chart),))
