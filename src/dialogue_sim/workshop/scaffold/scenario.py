"""`new scenario`: a fresh one of a setting, or a copy of another under its own name."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from dialogue_sim.content.files import FILES_OF_A_SETTING, scenario_paths
from dialogue_sim.content.inspection import problems_in
from dialogue_sim.content.library import load
from dialogue_sim.workshop.checks.beyond import beyond
from dialogue_sim.workshop.editing.page import page_of
from dialogue_sim.workshop.scaffold.fresh import (
    NotMadeError,
    copied,
    filled,
    must_be_id,
    must_be_known,
    must_be_name,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dialogue_sim.content.yaml_source import Path_

LONGEST_MENU: Final = 8
TYPED: Final = ("title", "author", "brief", "date")
"""What people read; it stands in quotes."""
MEMBER_SEAT: Final = """\
  {member}:
    brief: Others choose what is tabled. You say what you make of it, and you can stop a text.
    goals:
      heard:
        points: 3
        when: trust({member}) >= 30
        text: The word of the other side is worth something here, with trust at 30 or more.
      friends:
        points: 3
        when: cohesion >= 58
        text: The members would stand by each other, with cohesion at 58 or more."""


def copied_scenario(
    library: Mapping[str, bytes], wanted: str, model: str, title: str, author: str = ""
) -> dict[str, bytes]:
    """A copy of a scenario under a new id and a new title; comments and layout are kept.

    Args:
        library: all files; wanted: the new id; model: the scenario that is copied.
        title: the new one; author: in the place of the first one, who stays if it is empty.

    Raises:
        UnknownIdError: there is no such scenario to copy.
        NotMadeError: an id or a title that cannot be, or a scenario that is there already.
    """
    paths = scenario_paths(library)
    must_be_new(wanted, paths)
    must_be_known("scenario", model, paths)
    page = page_of(paths[model], library[paths[model]])
    said: dict[Path_, str] = {("id",): wanted, ("title",): must_be_name(title)}
    if author:
        said["about", "authors", 0] = must_be_name(author)
    path = str(PurePosixPath(paths[model]).with_name(f"{wanted}.yaml"))
    return {path: copied(page, path, said)}


def fresh_scenario(
    library: Mapping[str, bytes], wanted: str, setting: str, title: str, author: str
) -> dict[str, bytes]:
    """A new scenario of a setting, with everybody and the texts of another of its scenarios.

    Raises:
        UnknownIdError: there is no such setting.
        NotMadeError: an id or a title that cannot be, or a scenario that is there already.
        ContentError: the scenario that is the model for it is not sound.
    """
    paths = scenario_paths(library)
    must_be_new(wanted, paths)
    settings = {PurePosixPath(path).parts[1] for path in paths.values()}
    must_be_known("setting", setting, settings)
    model = next(name for name, path in paths.items() if f"/{setting}/" in path)
    bundle = load(library, model)
    scenario = bundle.scenario
    member = next(
        (name for name in scenario.seats if name in bundle.actors
         and bundle.actors[name].kind == "member" and name != scenario.chair),
        next(name for name, one in bundle.actors.items() if one.kind == "member"),
    )  # fmt: skip
    path = f"scenarios/{setting}/{wanted}.yaml"
    menu = scenario.policies[:LONGEST_MENU]
    cited = next(iter(bundle.documents.ids()), "")
    parts = {
        "id": wanted, "setting": setting, "title": must_be_name(title),
        "author": must_be_name(author),
        "date": str(scenario.date), "chair": scenario.chair, "member": member,
        "counterpart": bundle.setting.counterpart, "document": cited.rpartition("-")[0],
        "brief": "Say here in at most 180 words what everybody has to know, and name what you "
                 f"cite [{cited}]. Each turn one text can be tabled. Which?",
        "actors": "\n".join(f"  {name}: {{}}" for name in sorted(scenario.actors)),
        "menu": menu_lines(menu), "first": menu[0],
    }  # fmt: skip
    lost = _losers(library, path, plain_scenario(path, parts))
    left = [policy for policy in menu if policy not in lost] or menu
    return {path: plain_scenario(path, {**parts, "menu": menu_lines(left), "first": left[0]})}


def _losers(library: Mapping[str, bytes], path: str, made: bytes) -> set[str]:
    """Texts of a menu that lose to another one everywhere: no menu begins with those."""
    own, lines = {path: made}, made.decode().split("\n")
    return {
        lines[one.place.line - 1].partition("- ")[2].strip()
        for one in problems_in({**library, **own}, own, beyond=beyond)
        if one.code == "DS321" and one.place.path == path
    }


def menu_lines(policies: Iterable[str]) -> str:
    """A menu as it stands in a scenario."""
    return "\n".join(f"  - {name}" for name in policies)


def plain_scenario(path: str, parts: Mapping[str, str]) -> bytes:
    """A scenario made of the template: four turns, three seats, two pieces of news."""
    words = {key: parts[key] for key in TYPED}
    plain = {key: value for key, value in parts.items() if key not in {*TYPED, "member"}}
    seat = MEMBER_SEAT.format(member=parts["member"])
    return filled(path, "scenario", words, {**plain, "member_seat": seat})


def must_be_new(wanted: str, paths: Mapping[str, str]) -> None:
    """Refuse an id that a scenario cannot have, or that one has already.

    Raises:
        NotMadeError: with what to do.
    """
    if must_be_id(wanted) in FILES_OF_A_SETTING:
        message = f"'{wanted}.yaml' is a file of the setting itself; take another id"
        raise NotMadeError(message)
    if wanted in paths:
        message = f"there is a scenario '{wanted}' already, in {paths[wanted]}; take another id"
        raise NotMadeError(message)
