"""Receipts: every term of a reaction with its number, and where that number comes from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dialogue_sim.content.bundle import actor_path
from dialogue_sim.engine.explain import INTEREST
from dialogue_sim.engine.terms import CAUTION, TERMS
from dialogue_sim.session.views.figures import add_up_as_shown, signed
from dialogue_sim.session.views.issues import IssueView, issue_views
from dialogue_sim.session.views.odds import Odds, all_odds
from dialogue_sim.session.views.sizes import TERM, signs, step
from dialogue_sim.session.views.sources import SourceView, source_view
from dialogue_sim.session.views.term_sentences import term_sentence
from dialogue_sim.session.views.worth import WorthView

if TYPE_CHECKING:
    from dialogue_sim.content.sourced import Path
    from dialogue_sim.session.views.account import Account

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
class RowView:
    """One term of a receipt.

    Attributes:
        value: the exact number; shown: the number as shown.
        weight: what the term's own value is multiplied by; the sentence speaks of that value.
        says: what the term says here, as a whole sentence.
        source: the number of the profile that decided it.
    """

    name: str
    label: str
    value: float
    shown: str
    weight: float
    says: str
    source: SourceView | None


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """All terms of one reaction; the shown numbers add up to the shown utility.

    Where numbers are kept back, rows and issues have steps for numbers and signs for what is
    shown, the utility is 0, and nothing is shown of it.

    Attributes:
        issues: each issue's part in the interest term, the venue last.
        chances: of the five responses, worst first.
        largest_first: places of the rows, that of the largest number first.
        worth: for a member under the silence procedure, what the text is worth to it beside that.
    """

    rows: tuple[RowView, ...]
    utility: float
    shown: str
    issues: tuple[IssueView, ...]
    chances: tuple[Odds, ...]
    largest_first: tuple[int, ...]
    worth: WorthView | None = None

    @property
    def by_size(self) -> tuple[RowView, ...]:
        """The terms that count here, the largest first."""
        return tuple(self.rows[place] for place in self.largest_first if self.rows[place].value)


def receipt(account: Account, actor: int) -> ReceiptView:
    """The receipt of one actor's reaction."""
    reactions = account.reactions
    values = [float(term) for term in reactions.terms[:, actor, 0]]
    total = float(reactions.utility[actor, 0])
    shown = add_up_as_shown(values, total)
    file = actor_path(account.actor_id(actor))
    weight = account.weights[:, actor]
    rows = tuple(
        RowView(
            name=term.name,
            label=MOOD if place == CAUTION and actor == account.public else term.label,
            value=values[place],
            shown=shown[place],
            weight=float(weight[place]),
            says=term_sentence(account, actor, term.name),
            source=source_view(account.bundle, file, _decisive(account, actor, term.name)),
        )
        for place, term in enumerate(TERMS)
    )
    chances = all_odds((float(c) * PERCENT for c in account.said[:, actor]), account.told)
    issues = issue_views(account, actor, float(shown[INTEREST]))
    places = sorted(range(len(values)), key=lambda place: -abs(values[place]))
    exact = ReceiptView(rows, total, signed(total), issues, chances, tuple(places))
    return without_numbers(exact) if account.told == "hard" else exact


def without_numbers(receipt: ReceiptView) -> ReceiptView:
    """A receipt that says how strong each term is, and no number of it."""
    return replace(
        receipt,
        rows=tuple(
            replace(row, value=float(step(row.value, TERM)), shown=signs(row.value, TERM))
            for row in receipt.rows
        ),
        utility=0.0,
        shown="",
        issues=tuple(
            replace(issue, value=float(step(issue.value, TERM)), shown=signs(issue.value, TERM))
            for issue in receipt.issues
        ),
    )


def _decisive(account: Account, actor: int, term: str) -> Path:
    """The number of the profile that a term rests on here."""
    profile = account.bundle.actors[account.actor_id(actor)]
    match term:
        case "interest":
            value = float(account.reactions.terms[INTEREST, actor, 0])
            issue = account.issue_id(account.strongest_part(actor, for_text=value >= 0.0))
            return ("issues", issue) if issue in profile.issues else ("venues",)
        case "principle":
            line = account.worst_red_line(actor)
            return ("red_lines", line) if line else SOURCED_AT[term]
        case "caution" if profile.poll is not None:
            return ("poll", "support")
        case _:
            return SOURCED_AT[term]
