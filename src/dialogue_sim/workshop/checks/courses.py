"""Whether a menu leaves a choice: texts that lose to another one everywhere, and who minds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dialogue_sim.words import RESPONSES
from dialogue_sim.workshop.checks.findings import Finding, Spot
from dialogue_sim.workshop.checks.merits import ROUNDING, beats, defensible, scores
from dialogue_sim.workshop.checks.opening import opening_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dialogue_sim.content.bundle import Bundle

MOST_ENDORSED: Final = 0.8
FEWEST: Final = 2
"""Courses that a menu needs to be a choice, and texts that it needs to be a menu."""
ENDORSE = RESPONSES.index("endorse")


def dominated_texts(bundle: Bundle) -> Iterator[Finding]:
    """Texts of the menu that another one beats in everything that anybody could want."""
    seen, menu = opening_of(bundle), _menu(bundle)
    columns = seen.columns(menu)
    merits = scores(seen, menu)
    bodies = bundle.policies.policies
    for text, policy in enumerate(menu):
        better = [
            other
            for place, other in enumerate(menu)
            if beats(merits[:, place], merits[:, text]) and bodies[other].when is None
        ]
        if not better or bodies[policy].effects:
            continue
        best = max(better, key=lambda other: float(seen.stands[seen.policies.index(other)]))
        place = menu.index(best)
        chances = f"{seen.stands[columns[place]]:.0%} against {seen.stands[columns[text]]:.0%}"
        yield Finding(
            Spot(bundle.path, ("policies", bundle.scenario.policies.index(policy))), "DS321",
            f"nobody has a reason for '{policy}' while '{best}' is on the menu: every actor likes "
            f"that at least as well, it is answered no worse and stands as surely ({chances})",
            f"change a level of '{policy}' so that somebody prefers it, or give a seat a goal "
            "that it serves",
        )  # fmt: skip


def eager_actors(bundle: Bundle) -> Iterator[Finding]:
    """Actors other than the chair that endorse nearly everything that could be tabled."""
    seen = opening_of(bundle)
    for actor, responses in zip(seen.actors, seen.responses, strict=True):
        share = float((responses == ENDORSE).mean())
        if actor != bundle.scenario.chair and share > MOST_ENDORSED:
            yield Finding(
                Spot(bundle.path, ("actors", actor), key=True), "DS322",
                f"'{actor}' would endorse {share:.0%} of the catalogue, so it tells nobody "
                "anything",
                "give it an issue on which it wants something else than the texts offer, a red "
                "line, or less `tolerance`",
            )  # fmt: skip


def constant_actors(bundle: Bundle) -> Iterator[Finding]:
    """Actors that respond to every text of the menu with the same word."""
    seen, menu = opening_of(bundle), _menu(bundle)
    if len(menu) < FEWEST:
        return
    said = seen.responses[:, seen.columns(menu)]
    for actor, responses in zip(seen.actors, said, strict=True):
        if (responses == responses[0]).all():
            yield Finding(
                Spot(bundle.path, ("actors", actor), key=True), "DS323",
                f"'{actor}' would say '{RESPONSES[responses[0]]}' to every text of the menu",
                "sharpen what it wants, or put texts on the menu that it takes differently",
                "info",
            )  # fmt: skip


def too_few_courses(bundle: Bundle) -> Iterator[Finding]:
    """Menus on which fewer than two texts can be defended."""
    menu = _menu(bundle)
    good = [menu[place] for place in defensible(opening_of(bundle), menu)]
    if len(good) >= FEWEST:
        return
    left = f"only '{good[0]}' can" if good else "no text can"
    yield Finding(
        Spot(bundle.path, ("policies",), key=True), "DS324",
        f"{left} be defended at the opening: of any other, members and voices all like another "
        "one at least as well, or it neither stands nor suits members with a third of capability",
        "add a text that somebody prefers, or change actors or levels so that opinions differ",
    )  # fmt: skip


def lopsided_menus(bundle: Bundle) -> Iterator[Finding]:
    """Menus on which every text offers something, or every text takes something away."""
    menu = _menu(bundle)
    if len(menu) < FEWEST:
        return
    seen = opening_of(bundle)
    offers = seen.offer[seen.columns(menu)]
    for sign, says, wanted in (
        (1.0, "offers something to the counterpart", "a firm text"),
        (-1.0, "takes something away from the counterpart", "a text that offers something"),
    ):
        if (sign * offers > ROUNDING).all():
            yield Finding(
                Spot(bundle.path, ("policies",), key=True), "DS325",
                f"every text that can be tabled at the opening {says}, so there is one course "
                "in several words",
                f"put {wanted} on the menu, by measure `offer` of the setting",
            )  # fmt: skip


def _menu(bundle: Bundle) -> list[str]:
    """What may be tabled in the first turn, in the order of the file."""
    legal, scenario = opening_of(bundle).legal, bundle.scenario
    return [
        policy
        for policy in scenario.policies
        if policy in legal and bundle.may_table(scenario.chair, policy)
    ]
