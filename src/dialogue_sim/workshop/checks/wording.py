"""How texts are worded, labelled and cited, and how long it takes to read them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dialogue_sim.content.bundle import actor_path
from dialogue_sim.content.cited import BRACKETED
from dialogue_sim.workshop.checks.findings import Finding, Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.content.scenario import Scenario
    from dialogue_sim.content.yaml_source import Path_

ENGLISH: Final = "en"
FIRST_PERSON: Final = re.compile(
    r"\bI(?=['\u2019 ][a-z])|\b(?:[Ww]e|us|me|[Oo]ur|[Mm]y|ours|[Oo]urselves|[Mm]yself)\b(?!-)"
)
"""Words of somebody who speaks; `I` alone may be a number, and `US` a country."""
QUOTED: Final = re.compile(
    r"[\"\u201c-\u201f\u00ab\u00bb]|(?<!\w)['\u2018][^'\u2018\u2019]+['\u2019](?!\w)"
)
"""Quotation marks; an apostrophe inside or behind a word is none."""
CITED: Final = re.compile(rf"\s*{BRACKETED.pattern}")
WORDS_A_MINUTE: Final = 240
"""Adults read 238 words of English prose a minute (Brysbaert 2019)."""
MOST_READING: Final = 1 / 3
"""Share of the minutes of a scenario that reading may take."""


def spoken_lines(bundle: Bundle) -> Iterator[Finding]:
    """Modelled lines that sound as if somebody had said them."""
    if bundle.scenario.about.language != ENGLISH:
        return
    for spot, text in _modelled(bundle):
        said = QUOTED.search(text) or FIRST_PERSON.search(text)
        if said is None:
            continue
        spoken = said[0][0].isalpha()
        what = f"the word '{said[0]}'" if spoken else "a quotation mark"
        yield Finding(
            spot, "DS331", f"this line is modelled, but {what} makes it look like a quotation",
            "write in the third person what the actor holds, without quotation marks",
            word=said[0] if spoken else said[0][0],
        )  # fmt: skip


def _modelled(bundle: Bundle) -> Iterator[tuple[Spot, str]]:
    """Lines that no document says in these words."""
    yield from _of_actors(bundle)
    for name, policy in bundle.repertoire.items():
        yield Spot(bundle.beside("policies"), ("policies", name, "summary")), policy.summary
    for name, argument in bundle.bank.items():
        yield Spot(bundle.beside("arguments"), ("arguments", name, "claim")), argument.claim
    for at, text in _of_story(bundle.scenario):
        yield Spot(bundle.path, at), text


def _of_actors(bundle: Bundle) -> Iterator[tuple[Spot, str]]:
    for name, actor in bundle.actors.items():
        yield Spot(actor_path(name), ("summary",)), actor.summary
        for line, body in actor.red_lines.items():
            yield Spot(actor_path(name), ("red_lines", line, "says")), body.says
    yield Spot(actor_path(bundle.counterpart.id), ("summary",)), bundle.counterpart.summary


def _of_story(scenario: Scenario) -> Iterator[tuple[Path_, str]]:
    for name, inject in scenario.injects.items():
        yield ("injects", name, "text"), inject.text
    for place, ending in enumerate(scenario.endings):
        yield ("endings", place, "text"), ending.text
    for seat, body in scenario.seats.items():
        for mandate, office in body.mandates.items():
            yield ("seats", seat, "mandates", mandate, "says"), office.says
        for path, goal in body.goals_by_path():
            yield ("seats", seat, *path, "text"), goal.text


def uncited_facts(bundle: Bundle) -> Iterator[Finding]:
    """Texts about what is the case that cite no document."""
    scenario = bundle.scenario
    example = next(iter(bundle.documents.ids()), "D001-S02")
    remedy = f"cite the sentence that each fact rests on behind it, as in [{example}]"
    for name, text in (("brief", scenario.brief), ("advanced", scenario.advanced)):
        if text is not None and not BRACKETED.search(text):
            message = f"`{name}` tells facts and cites no document for any of them"
            yield Finding(Spot(bundle.path, (name,), key=True), "DS332", message, remedy)
    after = scenario.afterwards
    if after is not None and after.label != "FIC" and not after.source:
        message = f"`afterwards` is labelled {after.label} and names no source"
        yield Finding(
            Spot(bundle.path, ("afterwards", "label")), "DS332", message,
            f"write `source: [{example}]` beside it",
        )  # fmt: skip


def borrowed_labels(bundle: Bundle) -> Iterator[Finding]:
    """Labels of news, and of what happened afterwards, that their first source does not bear."""
    told: list[tuple[Path_, str, list[str]]] = [
        (("injects", name), inject.label, inject.source)
        for name, inject in bundle.scenario.injects.items()
    ]
    after = bundle.scenario.afterwards
    if after is not None:
        told.append((("afterwards",), after.label, after.source))
    for at, label, source in told:
        found = bundle.documents.sentence(source[0]) if source else None
        if label != "FIC" and found is not None and found[0].label != label:
            yield Finding(
                Spot(bundle.path, (*at, "label")), "DS334",
                f"this is labelled {label}, but {source[0]} is {found[0].label}",
                f"write `label: {found[0].label}`, or cite the document that it is taken from",
            )  # fmt: skip


def reading_load(bundle: Bundle) -> Iterator[Finding]:
    """More to read before the first turn than the time of the scenario allows."""
    scenario = bundle.scenario
    bodies = (bundle.policies.policies[policy] for policy in scenario.policies)
    texts = [scenario.brief, *(f"{body.title} {body.summary}" for body in bodies)]
    seat = max(_words(body.brief) for body in scenario.seats.values())
    words = seat + sum(map(_words, texts))
    minutes = words / WORDS_A_MINUTE
    most = scenario.about.minutes * MOST_READING
    if minutes > most:
        yield Finding(
            Spot(bundle.path, ("about", "minutes")), "DS333",
            f"brief, seat and menu have {words} words, which take {minutes:.1f} minutes to read: "
            f"more than a third of {scenario.about.minutes}",
            f"write at least {_enough(minutes)}, or shorten the brief or the menu",
        )  # fmt: skip


def _words(text: str) -> int:
    """How many words a text has; eyes pass over citations."""
    return len(CITED.sub("", text).split())


def _enough(minutes: float) -> int:
    """Whole minutes of which reading takes no more than a third."""
    return int(-(-minutes // MOST_READING))
