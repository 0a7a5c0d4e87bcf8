"""What lies on the shelf: scenarios to play, actors to meet, saves to go on with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.content.diagnostics import ContentError
from dialogue_sim.content.files import actor_ids, scenario_paths
from dialogue_sim.content.library import load
from dialogue_sim.content.scenario import LEVELS
from dialogue_sim.content.yaml_source import read_yaml
from dialogue_sim.engine.capital import price
from dialogue_sim.session.saves.journal import SaveError
from dialogue_sim.session.saves.save import SUFFIX, need, read_records
from dialogue_sim.session.worlds.build import build_world
from dialogue_sim.session.worlds.opening import policy_point, proposals

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class ScenarioCard:
    """A scenario on the shelf.

    Attributes:
        label: FIC where the world is invented.
        problem: why it cannot be played, if it cannot.
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

    @property
    def rank(self) -> tuple[bool, int, int, str, str]:
        """Its place on the shelf: easy before hard, short before long, broken ones last."""
        level = LEVELS.index(self.level) if self.level in LEVELS else len(LEVELS)
        return bool(self.problem), level, self.minutes, self.title, self.id


@dataclass(frozen=True, slots=True)
class ActorCard:
    """An actor's file at a glance."""

    id: str
    name: str
    kind: str
    setting: str
    summary: str


@dataclass(frozen=True, slots=True)
class PolicyCard:
    """An instrument at a glance; `price` in points of political capital, where there is any."""

    id: str
    setting: str
    title: str
    summary: str
    price: int | None = None


@dataclass(frozen=True, slots=True)
class SaveCard:
    """A save at a glance; `problem` says why it cannot be opened, if it cannot."""

    path: Path
    scenario: str
    seed: str
    turn: int
    turns: int
    ending: str
    problem: str = ""


def scenario_cards(files: Mapping[str, bytes]) -> tuple[ScenarioCard, ...]:
    """All scenarios of a library, those for beginners first."""
    cards = []
    for name in scenario_paths(files):
        try:
            bundle = load(files, name)
        except ContentError as error:
            first = str(error).splitlines()[0]
            cards.append(ScenarioCard(name, name, "", "", 0, "", 0, (), problem=first))
            continue
        scenario = bundle.scenario
        cards.append(
            ScenarioCard(
                scenario.id,
                scenario.title,
                scenario.hook,
                scenario.date,
                scenario.about.minutes,
                scenario.about.level,
                scenario.turns,
                tuple(scenario.documents),
                label="FIC" if bundle.documents.fictional else "",
            )
        )
    return tuple(sorted(cards, key=lambda card: card.rank))


def actor_cards(files: Mapping[str, bytes]) -> tuple[ActorCard, ...]:
    """All actors of a library, sorted by id."""
    cards = []
    for name in sorted(actor_ids(files)):
        file, _ = read_yaml(f"actors/{name}.yaml", files[f"actors/{name}.yaml"])
        data = file.data if file is not None and isinstance(file.data, dict) else {}
        words = {key: str(data.get(key, "")) for key in ("name", "kind", "setting", "summary")}
        cards.append(ActorCard(id=name, **words))
    return tuple(cards)


def save_cards(folder: Path) -> tuple[SaveCard, ...]:
    """The saves of a folder, the latest first."""
    if not folder.is_dir():
        return ()
    latest_first = sorted(folder.glob(f"*{SUFFIX}"), key=lambda path: (-_time(path), path.name))
    return tuple(_save_card(path) for path in latest_first)


def _time(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _save_card(path: Path) -> SaveCard:
    try:
        records, _ = read_records(path)
        head, where = records[0], f"{path}, record 1 (head)"
        scenario, seed = need(head, "scenario", str, where), need(head, "seed", str, where)
        turns = need(head, "turns", int, where)
    except SaveError as error:
        return SaveCard(path, "", "", 0, 0, "", str(error))
    played = [record for record in records if record.get("k") == "turn"]
    ending = str(played[-1].get("ending") or "") if played else ""
    return SaveCard(path, scenario, seed, len(played), turns, ending)


def policy_cards(files: Mapping[str, bytes]) -> tuple[PolicyCard, ...]:
    """All policies of a library's settings, by setting and id."""
    cards, prices = [], _prices(files)
    for path in sorted(files):
        if not path.endswith("/policies.yaml"):
            continue
        file, _ = read_yaml(path, files[path])
        data = file.data if file is not None and isinstance(file.data, dict) else {}
        policies = data.get("policies")
        for name, body in sorted(policies.items() if isinstance(policies, dict) else ()):
            if isinstance(body, dict):
                words = {key: str(body.get(key, "")) for key in ("title", "summary")}
                setting = str(data.get("setting", ""))
                cost = prices.get((setting, name))
                cards.append(PolicyCard(id=name, setting=setting, price=cost, **words))
    return tuple(cards)


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
