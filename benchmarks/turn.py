"""What one turn, its receipts and one view cost.

Run with `make bench`. Medians of wall time; `batch/` measures many sessions at once.
"""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load
from dialogue_sim.engine.terms import Moment, no_debate
from dialogue_sim.session.moves import Propose
from dialogue_sim.session.playing import begin, submit
from dialogue_sim.session.views.account import account
from dialogue_sim.session.views.receipts import receipt
from dialogue_sim.session.views.view import view_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from dialogue_sim.session.game import Game
    from dialogue_sim.session.views.receipts import ReceiptView

REPEATS = 51


def median_ms(action: Callable[[], object]) -> float:
    """Median of some runs, in milliseconds."""
    taken = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        action()
        taken.append((time.perf_counter() - start) * 1000.0)
    return statistics.median(taken)


def receipts(game: Game) -> list[ReceiptView]:
    """Every actor's receipt of the last finished turn."""
    turn = game.played[-1].turn
    hearing = turn.hearings[-1]
    text = hearing.text
    moment = Moment(game.world, text, turn.before, no_debate(turn.before))
    laid_open = account(game.bundle, moment, hearing.reactions)
    return [receipt(laid_open, actor) for actor in range(len(game.world.actors.ids))]


def main() -> None:
    """Measure and print."""
    bundle = load(read_library(packaged_content()), "december_2019")
    game = begin(bundle, "kalmar")
    played = submit(game, Propose("nrc_ambassadors"))
    one_turn = median_ms(lambda: submit(game, Propose("nrc_ambassadors")))
    print(f"one turn           {one_turn:8.2f} ms")
    opened = median_ms(lambda: receipts(played))
    print(f"all its receipts   {opened:8.2f} ms")
    print(f"one view           {median_ms(lambda: view_for(played, played.chair)):8.2f} ms")


if __name__ == "__main__":
    main()
