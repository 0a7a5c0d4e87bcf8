"""What lies on the shelf: scenarios to play, actors to meet, saves to go on with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.content.casting import at_a_glance
from dialogue_sim.content.diagnostics import ContentError
from dialogue_sim.content.files import actor_ids, scenario_paths
from dialogue_sim.content.layers import lineage_of, origins_of, part_at
from dialogue_sim.content.library import load
from dialogue_sim.content.overrides import inside
from dialogue_sim.content.scenario import LEVELS
from dialogue_sim.content.story_files import policies_at_a_glance
from dialogue_sim.engine.capital import price
from dialogue_sim.session.progress import Steps, Tell, silent
from dialogue_sim.session.saves.journal import SaveError
from dialogue_sim.session.saves.reading import SUFFIX, glance_at_save, need, read_save
from dialogue_sim.session.worlds.build import build_world
from dialogue_sim.session.worlds.opening import policy_point, proposals

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.content.yaml_source import YamlFile
    from dialogue_sim.session.saves.journal import Record


@dataclass(frozen=True, slots=True)
class ScenarioDetails:
    """What somebody who chooses may want to know besides.

    Attributes:
        seats: names of who can be played, the chair first; counterpart: name of the other side.
        sources: (id, label, title, date) of each document that the scenario rests on.
    """

    setting: str
    counterpart: str
    objectives: tuple[str, ...]
    seats: tuple[str, ...]
    sources: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class ScenarioCard:
    """A scenario on the shelf.

    Attributes:
        label: FIC where the world is invented.
        problem: why it cannot be played, if it cannot.
        about: what a closer look shows; nothing where it cannot be played.
    """

    id: str
    title: str
    hook: str
    date: str
    minutes: int
    level: str
    turns: int
    documents: tuple[str, ...]
    label: str = ""
    problem: str = ""
    about: ScenarioDetails | None = None

    @property
    def rank(self) -> tuple[bool, int, int, str, str]:
        """Its place on the shelf: easy before hard, short before long, broken ones last."""
        level = LEVELS.index(self.level) if self.level in LEVELS else len(LEVELS)
        return bool(self.problem), level, self.minutes, self.title, self.id


@dataclass(frozen=True, slots=True)
class ActorCard:
    """An actor's file at a glance; `uses` the actor of which it is a variant, if it is one."""

    id: str
    name: str
    kind: str
    setting: str
    summary: str
    uses: str = ""


@dataclass(frozen=True, slots=True)
class PolicyCard:
    """An instrument at a glance; `price` in points of political capital, where there is any.

    `uses` is the one of which it is a variant, if it is one.
    """

    id: str
    setting: str
    title: str
    summary: str
    price: int | None = None
    uses: str = ""


@dataclass(frozen=True, slots=True)
class SaveCard:
    """A save at a glance.

    Attributes:
        turn: how many are finished; turns: how many there are.
        ending: id of the ending; nothing before it is reached.
        problem: why it cannot be opened, if it cannot.
        next: what comes next, in a few words; nothing once the session is over.
        saved: when it was last written to, of the local day: `2026-03-01 18:30`.
        lines: how many it holds: the main one, and those that were begun from earlier places.
    """

    path: Path
    scenario: str
    seed: str
    turn: int
    turns: int
    ending: str
    problem: str = ""
    next: str = ""
    saved: str = ""
    lines: int = 1

    @property
    def over(self) -> bool:
        """Whether there is nothing left to play."""
        return bool(self.ending) or self.turn >= self.turns > 0

    @property
    def named(self) -> str:
        """The name that somebody gave it; nothing where it has that of its scenario."""
        stem = self.path.stem
        return "" if not self.scenario or stem.startswith(f"{self.scenario}-") else stem


def scenario_cards(files: Mapping[str, bytes], tell: Tell = silent) -> tuple[ScenarioCard, ...]:
    """All scenarios of a library, those for beginners first.

    Args:
        files: the library; tell: hears how many of its scenarios have been read.

    Raises:
        Stopped: nobody waits for it any more.
    """
    cards, names = [], scenario_paths(files)
    steps = Steps(tell, len(names))
    for name in names:
        cards.append(_scenario_card(files, name))
        steps.one()
    return tuple(sorted(cards, key=lambda card: card.rank))


def _scenario_card(files: Mapping[str, bytes], name: str) -> ScenarioCard:
    try:
        bundle = load(files, name)
    except ContentError as error:
        first = str(error).splitlines()[0]
        return ScenarioCard(name, name, "", "", 0, "", 0, (), problem=first)
    scenario = bundle.scenario
    return ScenarioCard(
        scenario.id,
        scenario.title,
        scenario.hook,
        scenario.date,
        scenario.about.minutes,
        scenario.about.level,
        scenario.turns,
        tuple(scenario.documents),
        label="FIC" if bundle.documents.fictional else "",
        about=_details(bundle),
    )


def _details(bundle: Bundle) -> ScenarioDetails:
    scenario, known = bundle.scenario, bundle.documents.documents
    seats = sorted(scenario.seats, key=lambda seat: (seat != scenario.chair, seat))
    rests = [(name, known[name]) for name in scenario.documents]
    return ScenarioDetails(
        setting=bundle.setting.title,
        counterpart=bundle.counterpart.name,
        objectives=tuple(scenario.about.objectives),
        seats=tuple(bundle.name_of[seat] for seat in seats),
        sources=tuple((name, one.label, one.title, str(one.date)) for name, one in rests),
    )


def actor_cards(files: Mapping[str, bytes]) -> tuple[ActorCard, ...]:
    """All actors of a library, sorted by id."""
    cards = []
    for name in sorted(actor_ids(files)):
        file = at_a_glance(files, name)
        data = file.data if file is not None and isinstance(file.data, dict) else {}
        words = {key: str(data.get(key, "")) for key in ("name", "kind", "setting", "summary")}
        used = [Path(path).stem for path in lineage_of(file)] if file is not None else []
        cards.append(ActorCard(id=name, **words, uses=used[0] if used else ""))
    return tuple(cards)


def save_cards(
    folder: Path, *, thorough: bool = True, tell: Tell = silent
) -> tuple[SaveCard, ...]:
    """The saves of a folder, the latest first.

    Args:
        folder: a folder; what is none holds no saves.
        thorough: whether all of each save is checked; without it the content in a save is left
            unread until somebody opens it, and a list of hundreds takes a moment.
        tell: hears how many have been looked at.

    Raises:
        Stopped: nobody waits for it any more.
    """
    if not folder.is_dir():
        return ()
    latest_first = sorted(folder.glob(f"*{SUFFIX}"), key=lambda path: (-_time(path), path.name))
    cards, steps = [], Steps(tell, len(latest_first))
    for path in latest_first:
        cards.append(_save_card(path, thorough=thorough))
        steps.one()
    return tuple(cards)


def _time(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _save_card(path: Path, *, thorough: bool) -> SaveCard:
    saved = datetime.fromtimestamp(_time(path), UTC).astimezone().strftime("%Y-%m-%d %H:%M")
    try:
        tree = read_save(path).tree if thorough else glance_at_save(path)
        head, where = tree.records[0], f"{path}, record 1 (head)"
        scenario, seed = need(head, "scenario", str, where), need(head, "seed", str, where)
        turns = need(head, "turns", int, where)
    except SaveError as error:
        return SaveCard(path, "", "", 0, 0, "", str(error), saved=saved)
    line = [tree.records[number] for number in tree.line(tree.tip)]
    played = [record for record in line if record.get("k") == "turn"]
    ending = str(played[-1].get("ending") or "") if played else ""
    turn = _whole(played[-1].get("t")) if played else 0
    lines = len(tree.variations)
    card = SaveCard(path, scenario, seed, turn, turns, ending, saved=saved, lines=lines)
    return card if card.over else replace(card, next=_next(line, card))


def _whole(number: object) -> int:
    return number if isinstance(number, int) else 0


def _next(records: Sequence[Record], card: SaveCard) -> str:
    """What a session that goes on waits for, as far as its records say."""
    done: list[object] = []
    for record in records:
        if record.get("k") == "turn":
            done = []
        elif record.get("k") == "move":
            done.append(record.get("do"))
    where = f"turn {card.turn + 1} of {card.turns}"
    if any(isinstance(move, dict) and "propose" in move for move in done):
        return f"{where}: a text is on the table"
    return f"{where} has begun" if done else f"{where} begins"


def policy_cards(files: Mapping[str, bytes]) -> tuple[PolicyCard, ...]:
    """All policies of a library's settings, by setting and id."""
    cards, prices = [], _prices(files)
    for path in sorted(files):
        if not path.endswith("/policies.yaml"):
            continue
        file = policies_at_a_glance(files, path)
        policies, setting = inside(file.data, ("policies",)), inside(file.data, ("setting",))
        for name, body in sorted(policies.items() if isinstance(policies, dict) else ()):
            if isinstance(body, dict):
                words = {key: str(body.get(key, "")) for key in ("title", "summary")}
                cost, uses = prices.get((str(setting), name)), _used_by(file, name)
                own = str(setting or "")
                cards.append(PolicyCard(id=name, setting=own, price=cost, uses=uses, **words))
    return tuple(cards)


def _used_by(file: YamlFile, policy: str) -> str:
    """The policy of which one is a variant; nothing if it is none."""
    part = part_at(file, ("policies", policy))
    origins = () if part is None else origins_of(part)
    return next((one.name for one in reversed(origins) if one.kind == "use"), "")


def _prices(files: Mapping[str, bytes]) -> dict[tuple[str, str], int]:
    """What each policy costs, by setting and id, as far as a scenario with capital can be read."""
    found: dict[tuple[str, str], int] = {}
    for name in scenario_paths(files):
        try:
            bundle = load(files, name)
        except ContentError:
            continue
        world, setting = build_world(bundle), bundle.setting.id
        if world.rules.mechanisms.capital is not None:
            ids = [rule.id for rule in world.story.policies]
            texts = proposals(world, [policy_point(bundle, world, policy) for policy in ids])
            costs = price(world, np.arange(len(ids)), texts)
            found |= {(setting, i): int(c) for i, c in zip(ids, costs, strict=True)}
    return found
