"""`new setting`: a small world, sound and playable, to be written over piece by piece."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import cycle
from typing import TYPE_CHECKING, Final

from dialogue_sim.content.files import scenario_paths
from dialogue_sim.workshop.scaffold.fresh import (
    NAME,
    SHORT,
    NotMadeError,
    can_be_id,
    filled,
    must_be_id,
    must_be_name,
    short_of,
    slug,
)
from dialogue_sim.workshop.scaffold.scenario import must_be_new, plain_scenario

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

TEMPERS: Final = ("wary", "eager", "middle")
"""Members differ: the first one fears, the second one hopes, the third one stands between."""
FEWEST, MOST = 2, 8
MENU: Final = (
    "keep_the_channel", "step_for_step", "stand_down", "conditions_first", "meeting_of_heads",
    "all_at_once", "quiet_deal", "cut_ties",
)  # fmt: skip
DEAR: Final = {"cut_ties": "whoever tables it should see what it costs"}
"""Texts that lose to others everywhere, and why they are on the menu all the same."""


@dataclass(frozen=True)
class World:
    """What is asked for a new setting.

    Attributes:
        members: names, two to eight.
        year: in which it plays; fictional: whether the world is invented.
        scenario: id of its first one.
    """

    setting: str
    title: str
    alliance: str
    chair: str
    counterpart: str
    public: str
    members: tuple[str, ...]
    year: int
    fictional: bool
    scenario: str
    author: str


def new_setting(world: World, library: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of a new setting, by path: its own, its actors, and one scenario.

    Raises:
        NotMadeError: a name that cannot be, or a setting that is there already.
    """
    _check(world, library)
    ids = _ids(world, {path for path in library if path.startswith("actors/")})
    words = {"title": world.title, "alliance": world.alliance,
             "counterpart_name": world.counterpart, "year": _date(world),
             "date": _date(world)}  # fmt: skip
    basis, label = ("stated", "FIC") if world.fictional else ("reported", "REP")
    plain = {
        "setting": world.setting, "chair": ids[world.chair], "public": ids[world.public],
        "counterpart": ids[world.counterpart], "label": label, "basis": basis, "polled": "poll",
        "members": ", ".join(ids[name] for name in world.members),
        "fiction": _fiction(fictional=world.fictional),
    }  # fmt: skip
    folder = f"scenarios/{world.setting}"
    made = {
        path: filled(path, name, words, plain)
        for name in ("setting", "documents", "policies", "rules")
        for path in [f"{folder}/{name}.yaml"]
    }
    for name, template in _cast(world):
        path = f"actors/{ids[name]}.yaml"
        of_actor = {"name": name, "short": short_of(name)}
        made[path] = filled(path, template, {**words, **of_actor}, {**plain, "id": ids[name]})
    path = f"{folder}/{world.scenario}.yaml"
    made[path] = plain_scenario(path, _opening(world, ids))
    return made


def _check(world: World, library: Mapping[str, bytes]) -> None:
    must_be_id(world.setting)
    must_be_new(world.scenario, scenario_paths(library))
    must_be_name(world.alliance, SHORT)
    for name in (world.title, world.author, *(name for name, _ in _cast(world))):
        must_be_name(name, NAME)
    if not FEWEST <= len(world.members) <= MOST:
        message = f"a setting begins with {FEWEST} to {MOST} members, not {len(world.members)}"
        raise NotMadeError(message)
    names = [name for name, _ in _cast(world)]
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        message = f"'{twice[0]}' is named twice; every actor needs a name of its own"
        raise NotMadeError(message)
    if any(path.startswith(f"scenarios/{world.setting}/") for path in library):
        message = f"there is a setting '{world.setting}' already; take another id"
        raise NotMadeError(message)


def _date(world: World) -> str:
    """The year as a date, which has four digits."""
    return f"{world.year:04}"


def _fiction(*, fictional: bool) -> str:
    if fictional:
        return "fictional: true                     # the world is invented"
    return "# `fictional: true` here would say that the world is invented"


def _cast(world: World) -> list[tuple[str, str]]:
    """Everybody's name, each with the template of its profile."""
    members = list(zip(world.members, cycle(TEMPERS), strict=False))
    return [(world.chair, "chair"), (world.counterpart, "counterpart"),
            (world.public, "public"), *members]  # fmt: skip


def _ids(world: World, actors: Collection[str]) -> dict[str, str]:
    """An id for every name: made of it, and of the setting where another actor has that one."""
    found: dict[str, str] = {}
    for number, (name, _) in enumerate(_cast(world), start=1):
        plain = slug(name) or f"actor_{number}"
        tried = [plain, f"{world.setting}_{plain}"[:60], f"{world.setting}_{number}"[:60]]
        free = [one for one in tried if can_be_id(one) and one not in found.values()
                and one != "members" and f"actors/{one}.yaml" not in actors]  # fmt: skip
        found[name] = free[0] if free else f"{world.setting}_{plain}_{number}"[:60]
    return found


def _opening(world: World, ids: Mapping[str, str]) -> dict[str, str]:
    """What the first scenario is made of."""
    member = world.members[0]
    cited = "[NOTES-S01]"
    brief = (
        f"Say here in at most 180 words what everybody has to know, and name what you cite "
        f"{cited}. {world.alliance} has to decide what to table about {world.counterpart} "
        "[NOTES-S02, NOTES-S03]. Its members do not agree [NOTES-S04, NOTES-S05]. "
        "Each turn one text can be tabled. Which?"
    )
    return {
        "id": world.scenario, "setting": world.setting, "title": f"{world.title}"[:NAME],
        "date": _date(world), "author": world.author, "document": "NOTES", "brief": brief,
        "chair": ids[world.chair], "counterpart": ids[world.counterpart],
        "actors": "\n".join(f"  {ids[name]}: {{}}" for name, _ in _cast(world)),
        "member": ids[member], "first": MENU[0],
        "menu": "\n".join(_on_the_menu(name) for name in MENU),
    }  # fmt: skip


def _on_the_menu(policy: str) -> str:
    """A line of the menu, with a remark at what is there for another reason than to be chosen."""
    remark = f"  # check: allow DS321 because {DEAR[policy]}" if policy in DEAR else ""
    return f"  - {policy}{remark}"
