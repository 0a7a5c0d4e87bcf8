"""Text that several commands print: diagnostics with source lines, sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.content.diagnostics import render_text
from dialogue_sim.content.files import default_library

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dialogue_sim.content.diagnostics import Diagnostic
    from dialogue_sim.session.game import Game


def with_source_lines(
    diagnostics: Iterable[Diagnostic], files: Mapping[str, bytes] | None = None
) -> str:
    """Diagnostics for a terminal, each with the line it is about."""
    files = default_library() if files is None else files
    texts = {path: raw.decode(errors="replace") for path, raw in files.items()}
    return render_text(diagnostics, texts)


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
