"""Whether december_2019 is a game: what it rewards, how it ends, and how much is luck.

What is asked of every scenario, `benchmarks/balance.py` asks.

Run with `make playtest`, or with other numbers: `benchmarks/playtest.py SESSIONS PLANNED`. The
seed is fixed, so the figures repeat. Every line is a target: what was asked, what was found.
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field, replace

import numpy as np

from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load
from dialogue_sim.session.strategies.strategies import STRATEGIES
from dialogue_sim.session.strategies.table import Stage, stage_of
from dialogue_sim.workshop.playtesting.balance import LEAST, MOST, SPREAD
from dialogue_sim.workshop.playtesting.balance_text import WORDS
from dialogue_sim.workshop.playtesting.playtest import (
    Casting,
    Record,
    broken_share,
    change_share,
    difference,
    favourite_share,
    first_sessions,
    playtest,
    share_of_luck,
    texts_per_session,
    waiting_share,
)
from dialogue_sim.workshop.playtesting.rivals import WAITING, best_repeated, repeating
from dialogue_sim.workshop.playtesting.summary import favourite_text

SCENARIO, SEED = "december_2019", "playtest"
SESSIONS, PLANNED, SCREENING = 4000, 300, 100
TOP_LEVEL = "top_level_talks"
CARELESS = ("uniform", "grit", "top level")
POOLED = ("progress", "security", "cohesion", "credibility")
# What is asked, in the order in which it is measured.
FAVOURITE, TEXTS, CHANGES = 0.35, 3.5, 0.25
BROKEN = (0.02, 0.15)
LUCK, ENDINGS, ALWAYS = 0.60, 5, 0.9


@dataclass
class Targets:
    """What was asked and found, line by line."""

    missed: list[str] = field(default_factory=list)

    def say(self, what: str, found: str, *, reached: bool) -> None:
        """Print one line."""
        print(f"  {WORDS[reached]:<4}{what:<52}{found}")
        if not reached:
            self.missed.append(what)


def played(stage: Stage, mandate: str, sessions: int, planned: int) -> dict[str, Record]:
    """Records of all strategies and rivals under one mandate, by name."""
    casting = Casting(stage, WAITING, stage.bundle.scenario.chair, mandate, SEED)
    found = {}
    for strategy in STRATEGIES.values():
        count = planned if strategy.name == "planner" else sessions
        start = time.perf_counter()
        found[strategy.name] = playtest(replace(casting, strategy=strategy), count)
        line(found[strategy.name], strategy.name, time.perf_counter() - start)
    menu = stage.menu(1, amended=False)
    ids = [stage.world.story.policies[place].id for place in menu.policies]
    top = replace(casting, strategy=repeating(ids.index(TOP_LEVEL)))
    found["waiting"] = playtest(casting, sessions)
    found["top level"] = playtest(top, sessions)
    found["one text"] = best_repeated(casting, sessions, SCREENING)
    found["one amended"] = best_repeated(casting, sessions, SCREENING, amended=True)
    for name in ("waiting", "top level", "one text", "one amended"):
        line(found[name], name)
    return found


def line(record: Record, name: str, seconds: float = 0.0) -> None:
    """One strategy in one line."""
    print(f"  {name:<14}{record.percent.mean():5.1f} % (sd {record.percent.std():4.1f})"
          f"  broken {broken_share(record):5.1%}  waits {waiting_share(record):5.1%}"
          f"  texts {texts_per_session(record):.2f}  changes {change_share(record):4.0%}"
          f"  {favourite_text(record)} {favourite_share(record):.0%}"
          f"  {f'{seconds:.0f} s' if seconds else ''}")  # fmt: skip


def variety(targets: Targets, ahead: Record) -> None:
    """Whether looking ahead tables more than one text."""
    share = favourite_share(ahead) * (1.0 - waiting_share(ahead))
    targets.say("favourite text in at most 35 % of the turns", f"{share:.1%}",
                reached=share <= FAVOURITE)  # fmt: skip
    texts = texts_per_session(ahead)
    targets.say("at least 3.5 texts a session", f"{texts:.2f}", reached=texts >= TEXTS)
    changed = change_share(ahead)
    targets.say("the best text changes in 25 % of the turns", f"{changed:.1%}",
                reached=changed >= CHANGES)  # fmt: skip


def mastery(targets: Targets, found: dict[str, Record]) -> None:
    """Whether thinking pays."""
    ahead = found["look_ahead"]
    for rival in ("one text", "one amended", "greedy", "waiting", "top level"):
        more, within = difference(ahead, found[rival])
        targets.say(f"looking ahead beats {rival}", f"{more:+.1f} +- {within:.1f}",
                    reached=more > within)  # fmt: skip
    planner = found["planner"]
    for rival in ("look_ahead", "greedy"):
        more, within = difference(planner, first_sessions(found[rival], planner.sessions))
        targets.say(f"planning beats {rival}", f"{more:+.1f} +- {within:.1f}",
                    reached=more > within)  # fmt: skip
    mean = float(ahead.percent.mean())
    targets.say("neither certain nor hopeless", f"{mean:.1f} %", reached=LEAST <= mean <= MOST)


def silence(targets: Targets, found: dict[str, Record]) -> None:
    """Whether silence is broken seldom in careful play, and more often in careless play."""
    share = broken_share(found["look_ahead"])
    targets.say("silence breaks in 2 to 15 % of careful sessions", f"{share:.1%}",
                reached=BROKEN[0] <= share <= BROKEN[1])  # fmt: skip
    for name in CARELESS:
        other = broken_share(found[name])
        targets.say(f"more often: {name}", f"{other:.1%}", reached=other > share)


def consulting(targets: Targets, found: dict[str, dict[str, Record]]) -> None:
    """Whether asking first pays for somebody."""
    pays = {name: difference(one["consulting"], one["look_ahead"]) for name, one in found.items()}
    shown = ", ".join(f"{name} {more:+.1f} +- {half:.1f}" for name, (more, half) in pays.items())
    targets.say("consulting first pays for one mandate", shown,
                reached=any(more > within for more, within in pays.values()))  # fmt: skip


def together(targets: Targets, found: dict[str, dict[str, Record]]) -> None:
    """What holds over strategies and mandates together."""
    for mandate, records in found.items():
        luck = share_of_luck([records[name] for name in STRATEGIES])
        targets.say(f"luck explains at most 60 %: {mandate}", f"{luck:.1%}", reached=luck <= LUCK)
    records = [one[name] for one in found.values() for name in STRATEGIES]
    for name in POOLED:
        ends = np.concatenate([record.ends[name] for record in records])
        low, high = np.percentile(ends, (25, 75))
        targets.say(f"{name} spreads over 8 points", f"{low:.1f} to {high:.1f}",
                    reached=high - low >= SPREAD)  # fmt: skip
    counts = np.bincount(np.concatenate([record.ending for record in records]))
    seen, often = int((counts > 0).sum()), float(counts.max() / counts.sum())
    targets.say("five endings or more, none by all", f"{seen} reached, one by {often:.0%}",
                reached=seen >= ENDINGS and often < ALWAYS)  # fmt: skip


def main() -> None:
    """Play, measure and print; exit with 1 if a target is missed."""
    start = time.perf_counter()
    numbers = [int(argument) for argument in sys.argv[1:]]
    sessions, planned = [*numbers, *(SESSIONS, PLANNED)[len(numbers) :]][:2]
    stage = stage_of(load(read_library(packaged_content()), SCENARIO))
    targets, found = Targets(), {}
    chair = stage.bundle.scenario.chair
    for mandate in sorted(stage.bundle.scenario.seats[chair].mandates):
        print(f"\n{mandate}: {sessions} sessions each, the planner {planned}")
        found[mandate] = played(stage, mandate, sessions, planned)
        variety(targets, found[mandate]["look_ahead"])
        mastery(targets, found[mandate])
        silence(targets, found[mandate])
        sys.stdout.flush()
    print("\nall mandates")
    consulting(targets, found)
    together(targets, found)
    print(f"\n{time.perf_counter() - start:.0f} s, {len(targets.missed)} targets missed")
    sys.exit(1 if targets.missed else 0)


if __name__ == "__main__":
    main()
