"""What conditions may read and effects may change, word by word."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from dialogue_sim.content.quantities import (
    FACTS_OF_MECHANISMS,
    NUMBERS_OF_MECHANISMS,
    OPENING,
    SIGNED,
    WRITABLE,
)
from dialogue_sim.workshop.markdown import table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NUMBERS: Final[Mapping[str, str]] = MappingProxyType({
    "tension": "How tense things are: the mean of both postures.",
    "trust": "The mean trust of the members in the other side.",
    "credibility": "How far the other side believes that the alliance does what it says.",
    "cohesion": "How far the alliance holds together.",
    "support": "How far the public is for dialogue.",
    "progress": "How far talks have come.",
    "security_loss": "What was lost because the other side took advantage.",
    "hostilities": "How heavy the fighting is.",
    "hardliners": "How strong those are, on the other side, who gain from confrontation.",
    "outside_support": "How far others hold the other side up.",
    "posture": "How hostile the forces and words of the alliance are.",
    "counterpart_posture": "How hostile the forces and words of the other side are.",
    "conduct": "How the other side has behaved, as it is remembered.",
    "own_conduct": "How the alliance has behaved, as it is remembered.",
    "division": "How far the members part over the text.",
    "security": "100 less `security_loss`.",
    "capital": "Political capital in hand.",
    "paper": "The part of progress that nobody could verify.",
    "reading": "How likely it is that the other side seeks security.",
    "turn": "The turn that is played, from 1.",
    "turns": "How many turns the scenario has.",
})  # fmt: skip
"""Every number without brackets."""

REST: Final[Mapping[str, str]] = MappingProxyType({
    "trust(ACTOR)": "The trust of an actor in the other side, 0 to 100; of a bloc the mean.",
    "stance(ACTOR)": "How an actor took the last text, -100 to 100; of a bloc the mean.",
    "response(ACTOR)": "The response of an actor to the last text; of a bloc the worst.",
    "promised(ACTOR)": "Whether a promise to a member is open; no bloc can stand here.",
    "answer": "The last answer of the other side.",
    "standing.ISSUE": "The level of an issue in the text in force.",
    "standing.venue": "The venue of the text in force.",
    "proposal.ISSUE": "The level of an issue in the text that was tabled last.",
    "chose(POLICY)": "Whether a policy has been tabled.",
    "adopted(POLICY)": "Whether a policy has come to stand.",
    "fired(INJECT)": "Whether an inject has happened.",
    "turns_since(INJECT)": "Turns since an inject happened; 99 if it has not.",
    "turns_since(POLICY)": "Turns since a policy was adopted; 99 if it was not.",
    "count(CONDITION)": "In how many turns a condition has held.",
    "stands": "Whether the last text stood.",
    "last_turn": "Whether this turn is the last one.",
})  # fmt: skip
"""Everything else that a condition may read; what is in capitals is an id, or a condition."""


def numbers_table() -> str:
    """Every number, with its range and who may change it."""
    heads = ("word", "range", "effects", "`situation:`", "what it is")
    return table(heads, _numbers())


def _numbers() -> Iterator[tuple[str, ...]]:
    for word, says in NUMBERS.items():
        mechanism = NUMBERS_OF_MECHANISMS.get(word)
        needs = "" if mechanism is None else f" Needs the mechanism `{mechanism}`."
        yield (
            f"`{word}`", _range(word), _tick(word in WRITABLE), _tick(word in OPENING),
            f"{says}{needs}",
        )  # fmt: skip


def _range(word: str) -> str:
    if word in {"turn", "turns"}:
        return "whole"
    if word == "capital":
        return "0 to `most`"
    if word == "support":
        return "1 to 99"
    return "-100 to 100" if word in SIGNED else "0 to 100"


def _tick(yes: bool) -> str:  # noqa: FBT001
    return "yes" if yes else ""


def rest_table() -> str:
    """Everything else."""
    rows = []
    for word, says in REST.items():
        mechanism = FACTS_OF_MECHANISMS.get(word.partition("(")[0])
        needs = "" if mechanism is None else f" Needs the mechanism `{mechanism}`."
        rows.append((f"`{word}`", f"{says}{needs}"))
    return table(("word", "what it is"), rows)
