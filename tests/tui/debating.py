"""Sessions that stand in a debate, for tests of its screens."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.in_debate import DECEMBER, december

from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load
from dialogue_sim.session.moves import Mandate, Propose, Respond, Settle
from dialogue_sim.session.playing import begin
from dialogue_sim.session.saves.opening import open_save
from dialogue_sim.session.saves.recording import record_to
from dialogue_sim.session.start import Start
from dialogue_sim.session.views.debate_view import debate_of
from dialogue_sim.tui.screens.debate import DebateScreen
from dialogue_sim.tui.screens.play import PlayScreen
from dialogue_sim.tui.widgets.panel import Page

if TYPE_CHECKING:
    from tests.tui.conftest import Player

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.session.game import Game
    from dialogue_sim.session.moves import Move
    from dialogue_sim.session.views.debate_view import DebateView
    from dialogue_sim.session.views.ledger import AudienceView
    from dialogue_sim.session.views.view import ActorView

SHIPPED = read_library(packaged_content())
OWN_WORDS, CHOSEN = "ledger", "cards"
TEXT = "nrc_ambassadors"


def files(mode: str) -> dict[str, bytes]:
    """The shipped files with a debate in the second turn."""
    return {**SHIPPED, DECEMBER: december(mode).encode()}


def standing_in_debate(
    folder: Path,
    rule: str = CHOSEN,
    *further: Move,
    seats: tuple[str, ...] = (),
    text: str = TEXT,
) -> Start:
    """A save in which a text is on the table in turn 2 and people are asked to argue.

    Args:
        folder: of the save; rule: how the scenario debates.
        further: moves after the text was tabled.
        seats: persons at the keyboard; the chair if left out.
        text: the policy that was tabled.
    """
    save = folder / "debate.dsim"
    save.write_bytes(_recorded(rule, further, seats, text))
    return Start(resume=save)


@cache
def _recorded(rule: str, further: tuple[Move, ...], seats: tuple[str, ...], text: str) -> bytes:
    game = begin(_bundle(rule), "kalmar", dict.fromkeys(seats, "player") if seats else None)
    folder = TemporaryDirectory()
    path = Path(folder.name) / "debate.dsim"
    recording = record_to(game, path)
    recording.submit(Mandate("bridge_builder"), Propose(TEXT))
    while recording.game.turn == 1:
        recording.submit(_answered(recording.game))
    recording.submit(Propose(text), *further)
    with folder:
        return path.read_bytes()


@cache
def _bundle(rule: str) -> Bundle:
    return load(files(rule), "december_2019")


def _answered(game: Game) -> Move:
    return Respond("hedge") if game.phase == "respond" else Settle("withdraw")


def saved(folder: Path) -> Game:
    """The session as its save has it."""
    return open_save(folder / "debate.dsim").recording.game


def made(folder: Path) -> list[Move]:
    """Moves of the turn that is going on, after its text; of the last one if it is over."""
    game = saved(folder)
    moves = list(game.pending or game.played[-1].moves)
    (tabled,) = (place for place, move in enumerate(moves) if isinstance(move, Propose))
    return moves[tabled + 1 :]


def debate_on(player: Player) -> DebateView:
    """What the floor shows."""
    (screen,) = (s for s in player.app.screen_stack if isinstance(s, DebateScreen))
    return screen.debate


def pages(player: Player) -> str:
    """The pages of the screen on top, scrolled out of sight or not, on one line."""
    found = (str(page.render()) for page in player.app.screen.query(Page))
    return " ".join(" ".join(found).split())


def actors_of(player: Player) -> tuple[ActorView, ...]:
    """Everybody at the table."""
    (screen,) = (s for s in player.app.screen_stack if isinstance(s, PlayScreen))
    return screen.sitting.view.actors


def ledger(folder: Path) -> tuple[AudienceView, ...]:
    """The ledger of the debate in turn 2."""
    debate = debate_of(saved(folder), 1)
    assert debate is not None
    return debate.audiences
