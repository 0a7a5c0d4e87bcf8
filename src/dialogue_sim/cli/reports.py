"""Text that several commands print: diagnostics with source lines, explanations, sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.content.diagnostics import render_text
from dialogue_sim.content.files import default_library
from dialogue_sim.words import RESPONSES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dialogue_sim.content.diagnostics import Diagnostic
    from dialogue_sim.session.explanation import Expected, Explanation, FlipView
    from dialogue_sim.session.game import Game

BAR = 24


def with_source_lines(
    diagnostics: Iterable[Diagnostic], files: Mapping[str, bytes] | None = None
) -> str:
    """Diagnostics for a terminal, each with the line it is about."""
    files = default_library() if files is None else files
    texts = {path: raw.decode(errors="replace") for path, raw in files.items()}
    return render_text(diagnostics, texts)


def explanation_text(explanation: Explanation, *, receipts: bool) -> str:
    """A policy explained for a terminal.

    Args:
        explanation: what to show.
        receipts: every term with its source, or one line for each actor.
    """
    levels = ", ".join(f"{title}: {label}" for title, label in explanation.labels.items())
    lines = [
        f"{explanation.title}  [{explanation.policy}, at the opening of {explanation.scenario}]",
        f"  {levels}; venue: {explanation.venue}",
        f"  Stands under the {explanation.procedure} procedure: {explanation.p_stands:.0%}",
        "  (a member that would break it alone mostly objects on the record instead)",
        "",
    ]
    for actor in explanation.actors:
        lines += _receipt(actor) if receipts else [_line(actor)]
        lines.append(f"    {_flip(actor.flip)}")
    lines += ["", "The counterpart's answer  [MOD]"]
    lines += [f"  {answer:<15} {chance:6.1%}" for answer, chance in explanation.answers.items()]
    lines.append("A teaching model, not a forecast.")
    return "\n".join(lines)


def _line(actor: Expected) -> str:
    best = max(actor.probabilities)
    return f"  {actor.name}: {actor.word} ({best:.0%}) - {actor.reason}.  [MOD]"


def _receipt(actor: Expected) -> list[str]:
    lines = [_line(actor), ""]
    for row in actor.receipt.rows:
        source = row.source
        basis = "" if source is None else f"{source.label} {source.basis}"
        where = "" if source is None else f"{source.file}:{source.line}"
        lines.append(f"    {row.label:<16} {row.shown}  {basis:<14} {where}")
        if row.detail:
            lines.append(f"      {row.detail}")
        if source is not None:
            lines += [f"      {name}: {text}" for name, text in source.cited]
            lines += [f"      why: {source.why}"] if source.why else []
    lines.append(f"    {'total':<16} {actor.receipt.shown}  the terms add up to it exactly")
    chances = zip(RESPONSES, actor.probabilities, strict=True)
    lines.append("    " + ", ".join(f"{response} {chance:.1%}" for response, chance in chances))
    return lines


def _flip(flip: FlipView | None) -> str:
    if flip is None:
        return "No change of up to three issues is needed or enough."
    changes = ", ".join(f"{issue} = {level}" for issue, level in flip.changes.items())
    wanted = flip.wanted.replace("_", " ")
    return f"Smallest change to at least {wanted}: {changes} (then {flip.probability:.0%})."


def session_text(game: Game) -> str:
    """A finished session, a paragraph a turn."""
    from dialogue_sim.session.view import view_for

    view = view_for(game, game.chair)
    lines = [f"{view.title}, seed {view.seed}"]
    for turn in view.played:
        amended = f" ({'; '.join(turn.amendments)})" if turn.amendments else ""
        settled = f", then {turn.settlement}" if turn.settlement else ""
        lines.append(f"{turn.number}. {turn.title}{amended}{settled}")
        lines.append(
            f"   {'stands' if turn.stands else 'does not stand'}; "
            f"{view.counterpart_short} {turn.answer.word}."
        )
    values = ", ".join(f"{i.label} {i.value}" for i in view.indicators if i.rank == 1)
    lines.append(f"   {values}")
    ending = view.ending.title if view.ending else f"not finished (turn {view.turn})"
    lines.append(f"Ending: {ending}. Session code {view.code}. [MOD]")
    return "\n".join(lines)
