"""What `explain` prints for people: a line for each actor, a whole receipt, or the answer's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.session.views.figures import points
from dialogue_sim.session.views.hints import hint_sentences, smallest_sentence
from dialogue_sim.words import RESPONSES

if TYPE_CHECKING:
    from dialogue_sim.session.views.drivers import Comparison, DriverView
    from dialogue_sim.session.views.explanation import Expected, Explanation
    from dialogue_sim.session.views.issues import IssueView
    from dialogue_sim.session.views.receipts import RowView
    from dialogue_sim.session.views.sources import SourceView

LABEL, ISSUE, SOURCE = 16, 18, 19
COLUMN = 15
WORTH_NAMING = 0.005
"""The smallest chance that is not shown as nothing."""


def explanation_text(explanation: Explanation, only: str | None, want: str | None = None) -> str:
    """A policy explained for a terminal.

    Args:
        explanation: what to show.
        only: whose whole receipt; a line for each actor if left out.
        want: the response that hints are about; the next better one if left out.
    """
    levels = ", ".join(f"{title}: {label}" for title, label in explanation.labels.items())
    lines = [
        f"{explanation.title}  [{explanation.policy}, at the opening of {explanation.scenario}]",
        f"  {levels}; venue: {explanation.venue}",
        f"  Stands under the {explanation.procedure} procedure: {explanation.p_stands:.0%}",
        *_stakes(explanation),
        *(f"  {row}" for row in explanation.made_of),
        "",
    ]
    for actor in explanation.actors:
        lines += [_line(actor)] if only is None else _receipt(actor)
        lines += _hints(actor, want, whole=only is not None)
    counterpart, name = explanation.counterpart
    lines += [""] if explanation.actors else []
    lines.append(f"The counterpart's answer  [MOD] {name}")
    lines += [f"  {answer:<15} {chance:6.1%}" for answer, chance in explanation.answers.items()]
    lines += _drivers(explanation.comparisons) if only == counterpart else []
    lines.append("A teaching model, not a forecast.")
    return "\n".join(lines)


def _stakes(explanation: Explanation) -> list[str]:
    """What decides beside the reactions: who may break silence, the step, the price."""
    body = explanation.stakes
    if explanation.procedure != "silence":
        lines = []
    elif body.breaks is None:
        lines = ["  (a member that would break it alone mostly objects on the record instead)"]
    else:
        likely = sorted(body.breaks.items(), key=lambda pair: (-pair[1], pair[0]))
        shown = [f"{name} {chance:.0%}" for name, chance in likely if chance >= WORTH_NAMING]
        lines = [f"  May break silence: {', '.join(shown)}"] if shown else []
    if body.step is not None:
        numbers = f"reach {points(body.step.reach)}, progress {points(body.step.progress)}"
        far = "A step too far" if body.step.too_far else "A step within reach"
        lines.append(f"  {far}: {numbers}")
    return lines if body.price is None else [*lines, f"  Costs {body.price} of political capital"]


def _line(actor: Expected) -> str:
    best = max(actor.probabilities)
    return f"  {actor.name}: {actor.word} ({best:.0%}) - {actor.reason}.  [MOD]"


def _receipt(actor: Expected) -> list[str]:
    lines = [_line(actor), *(f"    {row}" for row in actor.made_of), ""]
    for row in actor.receipt.rows:
        lines += _row(row)
    lines.append(f"    {'total':<{LABEL}} {actor.receipt.shown}  the terms add up to it exactly")
    lines += _interest(actor)
    chances = zip(RESPONSES, actor.probabilities, strict=True)
    listed = ", ".join(f"{response} {chance:.1%}" for response, chance in chances)
    return [*lines, f"    {listed}", ""]


def _row(row: RowView) -> list[str]:
    """A term: its number, weight and source, what it says, and what the source says."""
    lines = [f"    {row.label:<{LABEL}} {row.shown}  x {row.weight:.2f}  {_place(row.source)}"]
    lines.append(f"      {row.says}")
    return lines + _behind(row.source)


def _behind(source: SourceView | None) -> list[str]:
    if source is None:
        return []
    return _cited(source) + ([f"      why: {source.why}"] if source.why else [])


def _cited(source: SourceView | None) -> list[str]:
    return [] if source is None else [f"      {name}: {text}" for name, text in source.cited]


def _place(source: SourceView | None) -> str:
    if source is None:
        return ""
    basis = f"{source.label} {source.shown_basis}"
    return f"{basis:<{SOURCE}} {source.file}:{source.line}"


def _interest(actor: Expected) -> list[str]:
    """The interest term issue by issue, the largest part first."""
    issues = actor.receipt.issues
    ranked = sorted((i for i in issues if i.salience), key=lambda issue: -abs(issue.value))
    idle = [issue.title for issue in issues if not issue.salience]
    total = actor.receipt.rows[0]
    lines = ["", f"    Interest, issue by issue: together {total.shown}"]
    lines += [line for issue in ranked for line in _issue(issue)]
    lines += [f"      no interest in: {', '.join(idle)}"] if idle else []
    return [*lines, ""]


def _issue(issue: IssueView) -> list[str]:
    numbers = f"{issue.title:<{ISSUE}} {issue.shown}  x {issue.salience:4.1f} %"
    said = f"wants {issue.wanted}; the text says {issue.offered}"
    return [f"      {numbers}  {_place(issue.source)}", f"        {said}"]


def _drivers(comparisons: tuple[Comparison, ...]) -> list[str]:
    """What drives the answers, then what each driver makes of every answer."""
    best = comparisons[0].other
    lines = ["", "What drives it  (expected nature of the counterpart)"]
    for driver in comparisons[0].drivers:
        lines.append(f"  {driver.label}  {_place(driver.source)}")
        lines.append(f"    {driver.says}")
        lines += _cited(driver.source)
    lines += _shared_reasons(comparisons[0].drivers)
    lines += ["", f"Log-odds of each other answer against {best}, the likeliest; + speaks for the"]
    lines.append("other answer, - for the likeliest")
    widest = max(len(driver.label) for driver in comparisons[0].drivers) + 1
    heads = "".join(f"{row.answer:>{COLUMN}}" for row in comparisons)
    lines.append(f"  {'':<{widest}}{heads}")
    for place, driver in enumerate(comparisons[0].drivers):
        numbers = "".join(f"{row.drivers[place].shown:>{COLUMN}}" for row in comparisons)
        lines.append(f"  {driver.label:<{widest}}{numbers}")
    totals = "".join(f"{row.shown:>{COLUMN}}" for row in comparisons)
    lines.append(f"  {'total':<{widest}}{totals}")
    odds = "".join(f"{row.odds:>{COLUMN}.2f}" for row in comparisons)
    lines.append(f"  {'times as likely':<{widest}}{odds}")
    return lines


def _shared_reasons(drivers: tuple[DriverView, ...]) -> list[str]:
    """Why the numbers of the table are what they are, each reason once."""
    reasons = [driver.source.why for driver in drivers if driver.source is not None]
    return ["", *(f"  why: {why}" for why in dict.fromkeys(reasons) if why)]


def _hints(actor: Expected, want: str | None, *, whole: bool) -> list[str]:
    """What would move an actor: all of it, or the next step in a line."""
    hints = tuple(hint for hint in actor.hints if want in {None, hint.want})
    if want is not None and not hints:
        return [f"    Its likeliest response is {want.replace('_', ' ')} or better already."]
    if not whole:
        hints = hints[:1]
        return [f"    {smallest_sentence(hint)}" for hint in hints] or ["    It endorses already."]
    return ["    What would move it", *(f"      {said}" for said in hint_sentences(hints))]
