"""An explained policy as plain JSON: what `explain --json` prints, part of the contract."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from dialogue_sim.words import RESPONSES

if TYPE_CHECKING:
    from dialogue_sim.session.views.drivers import Comparison
    from dialogue_sim.session.views.explanation import Expected, Explanation
    from dialogue_sim.session.views.hints import ChangeView, HintView
    from dialogue_sim.session.views.issues import IssueView
    from dialogue_sim.session.views.receipts import RowView
    from dialogue_sim.session.views.sources import SourceView
    from dialogue_sim.session.views.stakes import Stakes

Record = dict[str, object]


def as_json(explanation: Explanation, want: str | None = None) -> Record:
    """The whole document; `want` keeps only the flips to that response."""
    return {
        "scenario": explanation.scenario,
        "policy": explanation.policy,
        "levels": dict(explanation.levels),
        "venue": explanation.venue,
        "actors": {actor.id: _actor(actor, want) for actor in explanation.actors},
        "answer": _answer(explanation),
        "procedure": {"name": explanation.procedure, "p_stands": explanation.p_stands},
        **_stakes(explanation.stakes),
        **_made_of(explanation.made_of),
    }


def _made_of(lines: tuple[str, ...]) -> Record:
    """What is not as its own file says; nothing for most."""
    return {"made_of": list(lines)} if lines else {}


def _stakes(body: Stakes) -> Record:
    """What the scenario's mechanisms add; nothing where it has none."""
    return {name: value for name, value in asdict(body).items() if value is not None}


def _actor(actor: Expected, want: str | None) -> Record:
    return {
        "kind": actor.kind,
        "utility": actor.receipt.utility,
        "terms": {row.name: row.value for row in actor.receipt.rows},
        "probabilities": dict(zip(RESPONSES, actor.probabilities, strict=True)),
        "flip": _change(actor.hints[0].smallest) if actor.hints else None,
        "receipt": {row.name: _row(row) for row in actor.receipt.rows},
        "flips": [_hint(hint) for hint in actor.hints if want in {None, hint.want}],
        "issues": {issue.issue: _issue(issue) for issue in actor.receipt.issues},
        **_made_of(actor.made_of),
    }


def _hint(hint: HintView) -> Record:
    return {
        "want": hint.want,
        "now": hint.now,
        "smallest": _change(hint.smallest),
        "ties": hint.ties,
        "also": [_change(other) for other in hint.also],
        "situations": [asdict(one) for one in hint.situations],
        **({"arguments": [asdict(one) for one in hint.arguments]} if hint.arguments else {}),
    }


def _change(change: ChangeView | None) -> Record | None:
    if change is None:
        return None
    return {"changes": dict(change.changes), "probability": change.probability}


def _row(row: RowView) -> Record:
    return {
        "value": row.value,
        "shown": row.shown,
        "weight": row.weight,
        "says": row.says,
        "source": _source(row.source),
    }


def _issue(issue: IssueView) -> Record:
    return {
        "value": issue.value,
        "shown": issue.shown,
        "wanted": issue.wanted,
        "offered": issue.offered,
        "salience": issue.salience,
        "source": _source(issue.source),
    }


def _answer(explanation: Explanation) -> Record:
    return {
        "probabilities": dict(explanation.answers),
        "drivers": dict(explanation.drivers),
        "likeliest": explanation.comparisons[0].other,
        "against_likeliest": {row.answer: _comparison(row) for row in explanation.comparisons},
    }


def _comparison(body: Comparison) -> Record:
    return {
        "log_odds": body.log_odds,
        "shown": body.shown,
        "drivers": {
            driver.name: {
                "value": driver.value,
                "contribution": driver.contribution,
                "shown": driver.shown,
                "says": driver.says,
                "source": _source(driver.source),
            }
            for driver in body.drivers
        },
    }


def _source(source: SourceView | None) -> Record | None:
    if source is None:
        return None
    return {
        "file": source.file,
        "line": source.line,
        "basis": source.basis,
        "label": source.label,
        "unverified": source.unverified,
        "cited": dict(source.cited),
        "why": source.why,
    }
