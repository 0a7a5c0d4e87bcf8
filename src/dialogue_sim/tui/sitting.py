"""A person at the table: a session, its save, and what the person may see of it.

This module and the session layer below it load NumPy and pydantic, so the app imports it in a
worker once the first screen stands.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from dialogue_sim.content.diagnostics import ContentError, render_text
from dialogue_sim.content.files import default_library
from dialogue_sim.content.library import load
from dialogue_sim.session.changes.opening import find_out, go_on, try_today
from dialogue_sim.session.changes.words import changed_lines, trial_lines
from dialogue_sim.session.groundwork import may_pick
from dialogue_sim.session.hand_in.file import write_beside
from dialogue_sim.session.hand_in.text import hand_in
from dialogue_sim.session.hindsight.adviser import advice, advice_on
from dialogue_sim.session.hindsight.look_back import LookBack
from dialogue_sim.session.hindsight.luck import hindsight
from dialogue_sim.session.hindsight.ranges import Range, ranges
from dialogue_sim.session.hindsight.without import Without, without_each
from dialogue_sim.session.persons import common_view, look, views_of_all
from dialogue_sim.session.playing import advised, begin, submit
from dialogue_sim.session.progress import part, silent
from dialogue_sim.session.saves.catalogue import SaveCard, ScenarioCard, save_cards, scenario_cards
from dialogue_sim.session.saves.recording import Recording, free_path, record_to
from dialogue_sim.session.start import Start
from dialogue_sim.session.strategies.profile import profile
from dialogue_sim.session.views.hints import hints_of
from dialogue_sim.session.views.reading_room import ReadingRoom, reading_room
from dialogue_sim.session.views.texts import preview
from dialogue_sim.tui.reopening import Changed, Recorded, Tried

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.errors import DialogueSimError
    from dialogue_sim.session.moves import Mandate, Move, Propose, Settle
    from dialogue_sim.session.progress import Tell
    from dialogue_sim.session.saves.opening import Opened
    from dialogue_sim.session.views.advice import Advice, AdviceView
    from dialogue_sim.session.views.hints import Hints
    from dialogue_sim.session.views.texts import TextView
    from dialogue_sim.session.views.view import View
    from dialogue_sim.words import Difficulty


TENTH, HALF = 0.1, 0.5
"""Modelled sessions and re-rolls take about as long, the same moves alone a tenth of that."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """What there is to play and to go on with."""

    scenarios: tuple[ScenarioCard, ...]
    saves: tuple[SaveCard, ...]


@dataclass
class Sitting:
    """A session as the persons at one keyboard play it.

    Attributes:
        view: what the seat that is asked may see now; always that of `recording.game`.
    """

    recording: Recording
    view: View
    notice: str = ""
    _ranges: dict[int, Mapping[str, Range]] = field(default_factory=dict, repr=False)

    @property
    def path(self) -> Path | None:
        """The save; None before the session is recorded."""
        return self.recording.path

    def stands_with(self, other: Sitting) -> bool:
        """Whether another session stands at the same step of the same save."""
        return self.path == other.path and self.recording.at == other.recording.at

    @property
    def picking(self) -> tuple[View, ...]:
        """The views of the persons at the keyboard who can still pick a mandate."""
        game = self.recording.game
        return tuple(view for view in self.views if may_pick(game, view.seat))

    def begin(self, saves: Path, *picked: Mandate) -> None:
        """Begin with the mandates that were picked, in a save of its own unless there is one.

        Raises:
            MoveError: a mandate that the scenario does not offer.
            SaveError: it cannot be written.
        """
        if self.path is None:
            game = self.recording.game
            path = free_path(saves, game.bundle.scenario.id, game.seed)
            self.recording = record_to(game, path)
        self.submit(*picked)

    @property
    def views(self) -> tuple[View, ...]:
        """The views of all persons at the keyboard, that of who is asked first."""
        return views_of_all(self.recording.game, self.view)

    @property
    def shared(self) -> bool:
        """Whether several persons share the keyboard."""
        return len(self.recording.game.seats) > 1

    @property
    def common(self) -> View:
        """What all persons at the keyboard may see together."""
        return common_view(self.recording.game, self.view)

    def submit(self, *moves: Move) -> View:
        """Make moves, let seats that nobody holds go on until a person is asked, and look again.

        Raises:
            MoveError: a move is not possible now.
            SaveError: it could not be saved; nothing has happened.
        """
        self.view = look(self.recording.submit_and_go_on(*moves), self.view.played)
        return self.view

    def leave(self) -> None:
        """Let others write to the save."""
        self.recording.close()

    def preview(self, move: Propose | Settle) -> TextView:
        """The text that a move would table.

        Raises:
            MoveError: the move is not possible now.
        """
        return preview(self.recording.game, move)

    def reading_room(self, policy: str = "") -> ReadingRoom:
        """All that can be looked up now; see `reading_room`.

        Where several persons share the keyboard, what one seat alone may read is not in it.
        """
        view = self.common if self.shared else self.view
        return reading_room(self.recording.game, view, policy, private=not self.shared)

    def hints(self, turn: int | None) -> Hints:
        """What would have moved everybody in a turn; None for a text that broke silence now."""
        if turn is not None and self.view.played[turn - 1].waited:
            return {}
        return hints_of(self.recording.game, turn)

    def advice(self) -> Callable[[Tell], Advice]:
        """A job that counts what would come of everything that could be tabled now."""
        return partial(advice, self.recording.game, self.view.seat)

    def advice_on(self, move: Propose) -> Callable[[Tell], AdviceView]:
        """A job that counts what would come of one text as it would be tabled now."""
        return partial(advice_on, self.recording.game, self.view.seat, move)

    def without_each(self, turn: int, tell: Tell = silent) -> tuple[Without, ...]:
        """What would have come in a finished turn without each argument of its debate.

        Raises:
            Stopped: nobody waits for it any more.
        """
        return without_each(self.recording.game, turn - 1, tell)

    def look_back(self, tell: Tell = silent) -> LookBack:
        """What was played beside other sessions, and under other luck; takes some seconds.

        Raises:
            Stopped: nobody waits for it any more.
        """
        game = self.recording.game
        moved = self.ranges(part(tell, 0.0, TENTH))
        placed = profile(game, part(tell, TENTH, HALF))
        found = hindsight(game, self.view.seat, tell=part(tell, HALF, 1.0))
        return LookBack(placed, found, moved)

    def ranges(self, tell: Tell = silent) -> Mapping[str, Range]:
        """Where most re-rolls of the moves so far lie, turn by turn; known again at once.

        Raises:
            Stopped: nobody waits for it any more.
        """
        game = self.recording.game
        played = len(game.played)
        if played not in self._ranges:
            self._ranges[played] = ranges(game, tell=tell)
        return self._ranges[played]

    def hand_in(self, seen: LookBack) -> Path:
        """Write the debrief and every turn beside the save; returns where that lies.

        Raises:
            HandInError: the disk does not take it.
        """
        assert self.path is not None  # noqa: S101  whoever has come to the end is recorded
        return write_beside(self.path, hand_in(self.recording.game, self.views, seen))

    def reseeded(self, seed: str) -> Sitting:
        """The same scenario from the start, with other luck."""
        return self._anew(seed=seed)

    def reseated(self, seat: str) -> Sitting:
        """The same scenario and luck from the start, in another seat."""
        return self._anew(seats=(seat,))

    def readvised(self, difficulty: Difficulty) -> Sitting:
        """The same session from the start, with an adviser who says more or less."""
        return self._anew(difficulty=difficulty)

    def _anew(self, **changed: object) -> Sitting:
        game = self.recording.game
        start = Start(seed=game.seed, seats=tuple(game.seats), difficulty=game.difficulty)
        return sit_down(game.bundle, replace(start, **changed))  # type: ignore[arg-type]


def look_at_shelf(saves: Path, tell: Tell = silent) -> Shelf:
    """Scenarios of the library and saves of a folder.

    Raises:
        Stopped: nobody waits for it any more.
    """
    scenarios = scenario_cards(default_library(), part(tell, 0.0, HALF))
    return Shelf(scenarios, save_cards(saves, thorough=False, tell=part(tell, HALF, 1.0)))


def open_scenario(start: Start) -> Sitting:
    """A new session, not recorded yet.

    Raises:
        UnknownIdError: there is no such scenario.
        ContentError: its files have errors.
        MoveError: a seat or a mandate that the scenario does not offer.
    """
    return sit_down(load(default_library(), start.scenario or ""), start)


def sit_down(bundle: Bundle, start: Start) -> Sitting:
    """A new session of loaded content, in some seats; without them in the chair's."""
    seats = dict.fromkeys(start.seats, "player") if start.seats else None
    game = begin(bundle, start.seed or "", seats)
    game = advised(game, start.difficulty or "open")
    for mandate in start.mandates:
        game = submit(game, mandate)
    return Sitting(Recording(game), look(game))


def open_recording(
    path: Path, rules: str = "", line: str = ""
) -> Sitting | Recorded | Changed | Tried[Sitting]:
    """A saved session where it was left; where a mandate can still be picked, nobody goes on.

    Nobody else can write to the save until `Sitting.leave`.

    Args:
        path: the save.
        rules: `old` or `new`, where its scenario has others by now; asked for if left out.
        line: name of the line that goes on; that on which the session stands if left out.

    Returns:
        the session; or what can be done instead, where it can only be shown, where somebody has
        to choose, or where the new rules were tried.

    Raises:
        BusyError: it is being played in another window.
        SaveError: the file is no save, or does not fit.
    """
    found = find_out(path, default_library(), line)
    if found.opened is None:
        return Recorded(found.why)
    if rules == "new":
        trial, new = try_today(found)
        return Tried(_sat_down(go_on(find_out(new, default_library()))), trial_lines(trial))
    if found.standing is not None and found.asks and not rules:
        return Changed(path, changed_lines(found.standing))
    return _sat_down(go_on(found))


def _sat_down(opened: Opened) -> Sitting:
    sitting = Sitting(opened.recording, look(opened.recording.game), opened.notice)
    if not sitting.picking:
        sitting.submit()
    return sitting


def told(error: DialogueSimError | OSError) -> str:
    """An error as people read it, with the lines of the files that it is about."""
    if not isinstance(error, ContentError):
        return str(error)
    try:
        sources = {path: raw.decode() for path, raw in default_library().items()}
    except (OSError, UnicodeDecodeError):
        sources = {}
    return render_text(error.diagnostics, sources)
