"""Receipts: every term of a reaction with its number, and where that number comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.content.bundle import actor_path
from dialogue_sim.engine.explain import INTEREST
from dialogue_sim.engine.terms import CAUTION, TERMS

if TYPE_CHECKING:
    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.content.sourced import Path
    from dialogue_sim.session.account import Account

DIGITS = 3
PERCENT = 100.0
MOOD = "Public mood"
SOURCED_AT: dict[str, Path] = {
    "trust": ("trust",),
    "domestic": ("public_tilt",),
    "reciprocity": ("generosity",),
    "argument": ("stars", "argument"),
    "cohesion": ("stars", "cohesion"),
    "peers": ("listens_to",),
    "principle": ("red_line_force",),
    "caution": ("caution",),
}
"""The number of the profile that a term's row points at, unless the text decides."""


@dataclass(frozen=True, slots=True)
class SourceView:
    """Where a number stands in its file, and what it rests on.

    Attributes:
        label: DOC, REP, PTY of the first source; MOD for an inferred number.
        cited: (id, paraphrase) of each source.
    """

    file: str
    line: int
    basis: str
    label: str
    cited: tuple[tuple[str, str], ...]
    why: str


@dataclass(frozen=True, slots=True)
class RowView:
    """One term: the exact number, the number as shown, and the detail that decided it."""

    name: str
    label: str
    value: float
    shown: str
    detail: str
    source: SourceView | None


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """All terms of one reaction; the shown numbers add up to the shown utility.

    Attributes:
        issues: (title, level, number) of each issue's part in the interest term.
        chances: percent for each of the five responses, worst first.
    """

    rows: tuple[RowView, ...]
    utility: float
    shown: str
    issues: tuple[tuple[str, str, float], ...]
    chances: tuple[float, ...]


def receipt(account: Account, actor: int) -> ReceiptView:
    """The receipt of one actor's reaction."""
    reactions = account.reactions
    values = [float(term) for term in reactions.terms[:, actor, 0]]
    total = float(reactions.utility[actor, 0])
    shown = add_up_as_shown(values, total)
    rows = []
    for place, (term, value) in enumerate(zip(TERMS, values, strict=True)):
        path, detail = _decisive(account, actor, term.name)
        source = source_view(account.bundle, account.actor_id(actor), path)
        label = MOOD if place == CAUTION and actor == account.public else term.label
        rows.append(RowView(term.name, label, value, shown[place], detail, source))
    chances = tuple(float(c) * PERCENT for c in reactions.probabilities[:, actor, 0])
    issues = tuple(
        (*account.issue_words(place), float(part))
        for place, part in enumerate(account.parts[actor])
    )
    return ReceiptView(tuple(rows), total, f"{total:+.{DIGITS}f}", issues, chances)


def add_up_as_shown(values: list[float], total: float) -> list[str]:
    """Numbers rounded so that they still add up to the rounded total (largest remainders)."""
    unit = 10**DIGITS
    scaled = [value * unit for value in values]
    floors = [int(np.floor(value)) for value in scaled]
    missing = round(float(f"{total:.{DIGITS}f}") * unit) - sum(floors)
    by_remainder = sorted(range(len(values)), key=lambda k: floors[k] - scaled[k])
    for k in by_remainder[: max(0, missing)]:
        floors[k] += 1
    return [f"{floor / unit:+.{DIGITS}f}" for floor in floors]


def _decisive(account: Account, actor: int, term: str) -> tuple[Path, str]:
    """The number of the profile that a term rests on here, and the detail in words."""
    profile = account.bundle.actors[account.actor_id(actor)]
    match term:
        case "interest":
            value = float(account.reactions.terms[INTEREST, actor, 0])
            place = account.strongest_part(actor, for_text=value >= 0.0)
            issue, (title, level) = account.issue_id(place), account.issue_words(place)
            path: Path = ("issues", issue) if issue in profile.issues else ("venues",)
            return path, f"most of it: {title} ({level})"
        case "principle":
            line = account.worst_red_line(actor)
            if line:
                return ("red_lines", line), profile.red_lines[line].says
            return SOURCED_AT[term], "no red line is touched"
        case "caution" if profile.poll is not None:
            return (
                "poll",
                "support",
            ), f"the poll's {profile.poll.support:g} %, moved by what has happened"
        case _:
            return SOURCED_AT[term], ""


def source_view(bundle: Bundle, actor: str, path: Path) -> SourceView | None:
    """Where a number of an actor's profile stands and what it rests on."""
    file = actor_path(actor)
    provenance = bundle.provenance(file, *path)
    if provenance is None:
        return None
    cited: list[tuple[str, str]] = []
    label = "MOD"
    for source in provenance.source:
        found = bundle.documents.sentence(source)
        if found is not None:
            document, sentence = found
            label = document.label if not cited else label
            cited.append((source, sentence))
    line = bundle.files[file].place(path, key=True).line
    return SourceView(file, line, provenance.basis, label, tuple(cited), provenance.why)
