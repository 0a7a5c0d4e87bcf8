"""What the palette offers: the actions of the screen below it, and where one can go from there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from dialogue_sim.session.settings import choices
from dialogue_sim.tui.commands import EVERYWHERE, POLICY_KEYS, commands_of
from dialogue_sim.tui.screens.frame import Layer
from dialogue_sim.tui.screens.palette import HERE, LOOK_UP, POLICIES, SETTINGS, Offer

if TYPE_CHECKING:
    from textual.screen import Screen

    from dialogue_sim.session.settings import Settings
    from dialogue_sim.tui.sitting import Sitting

PLAY = "play"


def offers(
    screen: Screen[object],
    sitting: Sitting | None,
    settings: Settings,
    change: Callable[[str, str], object],
) -> list[Offer]:
    """All that can be done on a screen.

    Args:
        screen: that is shown; sitting: the session, if there is one.
        settings: as they are; change: takes the name of one and another value.
    """
    found = list(of_screen(screen))
    if sitting is not None:
        if getattr(screen, "KIND", "") == PLAY:
            found += _policies(screen, sitting)
        if isinstance(screen, Layer):
            found += _to_look_up(screen, sitting)
    return [*found, *_settings(settings, change)]


def of_screen(screen: Screen[object]) -> Iterator[Offer]:
    """The rows of the table for a screen, then those that hold everywhere."""
    kind, seen = getattr(screen, "KIND", EVERYWHERE), set()
    for row in (*commands_of(kind), *commands_of(EVERYWHERE)):
        action = row.target.rpartition(".")[2]
        if not row.help or action in seen or screen.check_action(action, ()) is False:
            continue
        seen.add(action)
        do = partial(screen.run_action, row.target)
        yield Offer(HERE, row.name.capitalize(), row.help, row.sign, do)


def _policies(screen: Screen[object], sitting: Sitting) -> Iterator[Offer]:
    for place, policy in enumerate(sitting.view.menu):
        key = POLICY_KEYS[place] if place < len(POLICY_KEYS) else ""
        do = partial(screen.run_action, f"screen.pick({place})")
        yield Offer(POLICIES, policy.text.title, policy.blocked_by, key, do)


def _to_look_up(screen: Layer[object], sitting: Sitting) -> Iterator[Offer]:
    """The reading room at each actor, document and word."""
    room = sitting.reading_room()
    yield Offer(LOOK_UP, "Reading room", "Everything that can be read", "/", screen.look_up)
    for actor in room.actors:
        do = partial(screen.look_up, f"actor:{actor.listed}")
        yield Offer(LOOK_UP, f"File of {actor.name}", actor.kind, "", do)
    for document in room.documents:
        do = partial(screen.look_up, f"source:{document.id}")
        told = f"{document.title} [{document.label}]"
        yield Offer(LOOK_UP, f"Source {document.id}", told, "", do, seldom=not document.own)
    for term in room.view.glossary:
        do = partial(screen.look_up, f"word:{term.id}")
        yield Offer(LOOK_UP, f"Word {term.title}", "", "", do, seldom=True)


def _settings(settings: Settings, change: Callable[[str, str], object]) -> Iterator[Offer]:
    for name, options in choices().items():
        now = getattr(settings, name)
        for option in options:
            told = "as it is now" if option == now else f"now {now}"
            do = partial(change, name, option)
            yield Offer(SETTINGS, f"Set {name} to {option}", told, "", do)
