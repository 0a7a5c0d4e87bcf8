"""What made an actor or a text what it is in this story: what it uses, its date, the scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.content.bundle import actor_path
from dialogue_sim.content.layers import origins_of, part_at

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.content.layers import Origin


def actor_made_of(bundle: Bundle, actor: str) -> tuple[str, ...]:
    """Lines about an actor; none for one that is as its file has it."""
    return _told(origins_of(bundle.files[actor_path(actor)]), "actors/{}.yaml")


def policy_made_of(bundle: Bundle, policy: str) -> tuple[str, ...]:
    """Lines about a policy; none for one that is as the catalogue has it."""
    part = part_at(bundle.files[bundle.beside("policies")], ("policies", policy))
    lines = () if part is None else _told(origins_of(part), bundle.beside("policies"))
    if policy in (bundle.scenario.own_policies or {}):
        place = bundle.files[bundle.path].place(("own_policies", policy), key=True)
        return (f"A text of this scenario alone ({place.path}:{place.line}).", *lines)
    return lines


def setting_made_of(bundle: Bundle) -> tuple[str, ...]:
    """Lines about what the date of the story changes in its setting."""
    return _told(origins_of(bundle.files[bundle.beside("setting")]), "")


def _told(origins: Iterable[Origin], used: str) -> tuple[str, ...]:
    return tuple(_line(origin, used) for origin in origins)


def _line(origin: Origin, used: str) -> str:
    where = f"({origin.place.path}:{origin.place.line})"
    paths = ", ".join(origin.paths)
    match origin.kind:
        case "use":
            return f"From {origin.name} ({used.format(origin.name)})."
        case "period":
            return f"Since {origin.since}, period {origin.name}: {paths} {where}."
        case "scenario":
            return f"Changed by this scenario: {paths} {where}."
        case _:
            return f"Changed by itself: {paths} {where}."
