"""A save looked at again as prompt and answer: turn by turn, line by line, with notes.

Everything is told from the records, so any save can be shown, whatever has become of the rules.
Where it can be played again as well, there are receipts and the fuller pages of its turns.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dialogue_sim.content.suggest import hint
from dialogue_sim.errors import DialogueSimError
from dialogue_sim.linear import replay_pages, turning
from dialogue_sim.linear.desk import Desk, EndOfInput, number_of, terminal
from dialogue_sim.linear.pages import refusal
from dialogue_sim.linear.replayed import Replayed, menu_of, played_again
from dialogue_sim.linear.session import resume_linear
from dialogue_sim.linear.turning import unquoted
from dialogue_sim.session.replay.decisions import told
from dialogue_sim.session.replay.names import Names, names_in
from dialogue_sim.session.replay.recorded import RecordedLine, recorded_line
from dialogue_sim.session.saves.finding import (
    beginning_of,
    line_named,
    must_not_be_over,
    other_line,
)
from dialogue_sim.session.saves.opening import recording_at, stand_and_catch_up
from dialogue_sim.session.saves.playback import Playback
from dialogue_sim.session.saves.reading import Save, read_again, read_sound
from dialogue_sim.session.saves.recording import note_record
from dialogue_sim.session.saves.tree import mark_and_text
from dialogue_sim.session.share.beside import export_beside

if TYPE_CHECKING:
    from pathlib import Path

    from dialogue_sim.session.settings import Settings

SECONDS = {"slow": 6.0, "normal": 3.0, "fast": 1.0}
"""How long each turn stays before the next is told, on a terminal."""
SPOILERS = frozenset({"last", "play", "most", "compare", "export", "history", "receipt", "more"})
"""Words that would tell what is still hidden."""
HELP = """\
next or Enter, back, turn NUMBER, first, last: go to another moment.
play [slow, normal or fast]: turn after turn; ctrl+c stops it.
most: the turn in which most changed; again for the next.
why ACTOR: all reasons of an actor in this turn, or of the counterpart's answer.
notes, note [MARK] TEXT: what was written here, and something more. Marks: !! ! !? ?! ? ??
lines, line NAME: all lines of the save, and another one of them.
compare [LINE]: this line beside another: where they part, and why.
hide, show: tell what was decided only after you have said what you would do, or at once.
resume: play on where this line ends.
branch [seed TEXT] [name TEXT]: play on from here, on a new line of the save.
more, receipt ACTOR, history [INDICATOR]: fuller pages, where the save can be played again.
export: this line as a text beside the save.
help, quit."""


def replay_linear(path: Path, settings: Settings, turn: int | None = None, line: str = "") -> None:
    """Look at a save again as prompt and answer.

    Args:
        path: the save; settings: the signs that are written.
        turn: at whose end to begin; where the session stands if left out.
        line: name of the line; that on which the session stands if left out.

    Raises:
        DialogueSimError: it is no save, or there is no such line or turn.
    """
    desk = terminal(in_ascii=settings.signs == "ascii")
    replay = Replay.of(desk, path, line)
    replay.go_to_turn(turn)
    replay.run()
    if replay.goes_on:
        resume_linear(path, settings, "old")


@dataclass
class Replay:
    """A save at the desk.

    Attributes:
        end: last step of the line that is shown; line: what it holds.
        at: the moment that is told: 0 is the opening, 1 the end of turn 1.
        again: the line played again; None where it cannot be.
        hidden: whether decisions are told only after somebody has said what they would do.
        goes_on: whether the session is played on from a branch once this ends.
        pause: waits some seconds.
    """

    desk: Desk
    path: Path
    save: Save
    names: Names
    end: int
    line: RecordedLine
    again: Replayed | None = None
    at: int = 0
    hidden: bool = False
    goes_on: bool = False
    pause: Callable[[float], None] = time.sleep
    _most: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, desk: Desk, path: Path, line: str = "") -> Replay:
        """A save as far as it can be read, where its session stands or at the end of a line.

        Raises:
            SaveError: it is no save.
            UnknownIdError: it has no such line.
        """
        save = read_sound(path)
        names = names_in(save)
        end = line_named(save.tree, line).end if line else save.tree.tip
        return cls(desk, path, save, names, end, recorded_line(save, names, end))

    def go_to_turn(self, turn: int | None) -> None:
        """Stand at the end of a turn; at the last one if none is said.

        Raises:
            MoveError: the line has no such turn.
        """
        self.at = self.line.moment_of(self.line.moments - 1 if turn is None else turn)

    def run(self) -> None:
        """Answer until the person leaves, or plays on."""
        self._tell_how_it_stands()
        self._tell()
        try:
            while not self.goes_on:
                typed = self.desk.ask(f"Replay, {self._where()}")
                if typed == "quit":
                    return
                self._answer(typed)
        except EndOfInput:
            return

    def _where(self) -> str:
        return f"turn {self.at} of {len(self.line.turns)}" if self.at else "the opening"

    def _tell(self) -> None:
        self.desk.say_all(["", *replay_pages.moment(self.line, self.names, self.at)])

    def _tell_how_it_stands(self) -> None:
        """What is shown, and why it is as recorded where it cannot be played again."""
        save = self.save
        name = save.tree.variation_of(self.end).name
        self.desk.say(f"Replay of {self.path.name}, line {name}. Type help for all words.")
        if save.damage is not None:
            self.desk.say(f"{save.damage.sentence(self.path)}. What is before it is shown.")
        if save.torn:
            self.desk.say(f"{save.torn}.")
        self.again = None
        try:
            self.again = played_again(save, self.end)
        except DialogueSimError as error:
            first = str(error).splitlines()[0]
            self.desk.say(f"Shown as recorded, and not played again: {first}.")
        else:
            self.desk.say("Played again: every turn comes out as it was recorded.")

    def _answer(self, typed: str) -> None:
        word, _, rest = typed.partition(" ")
        known = self._words()
        if self.hidden and word in SPOILERS:
            self.desk.say("What comes is hidden; type show first, or next to go on.")
        elif not typed:
            self._next("")
        elif word in known:
            try:
                known[word](rest.strip())
            except DialogueSimError as error:
                self.desk.say(refusal(error))
        else:
            self.desk.say(f"There is no word '{word}' here: {hint(word, [*known, 'quit'])}")

    def _words(self) -> Mapping[str, Callable[[str], None]]:
        return {
            "next": self._next, "back": self._back, "turn": self._turn, "first": self._first,
            "last": self._last, "play": self._play, "most": self._most_changed, "why": self._why,
            "notes": self._notes, "note": self._note, "lines": self._lines, "line": self._line,
            "compare": self._compare, "hide": self._hide, "show": self._show,
            "resume": self._resume, "branch": self._branch, "more": self._more,
            "receipt": self._more_of_actor, "history": self._history, "export": self._export,
            "help": self._help,
        }  # fmt: skip

    # ------------------------------------------------------------ moments

    def _stand_at(self, moment: int) -> None:
        self.at, self._most = moment, []
        self._tell()

    def _next(self, _: str) -> None:
        if self.at + 1 >= self.line.moments:
            self.desk.say("This is the end of the line." + self._pending())
            return
        if self.hidden and (instead := self._ask_first()):
            self._answer(instead)
            return
        self._stand_at(self.at + 1)

    def _pending(self) -> str:
        if self.line.over:
            return ""
        made = [f"{one.name} {told(one, self.names)}" for one in self.line.pending]
        begun = f" Since then: {'; '.join(made)}." if made and not self.hidden else ""
        return f"{begun} The session goes on from here with resume."

    def _ask_first(self) -> str:
        """What the person would do in the next turn, before it is told what was done.

        Returns:
            what was typed instead, where that is a word of the replay.
        """
        turn = self.line.turns[self.at]
        menu = menu_of(self.save, turn.number)
        self.desk.say(f"Turn {turn.number}. What would you do?")
        self.desk.say_all(f"  {place}. {title}" for place, title in enumerate(menu, start=1))
        typed = self.desk.ask("A number, your own words, or Enter to see")
        if typed == "quit":
            raise EndOfInput
        if typed != "next" and typed.partition(" ")[0] in self._words():
            return typed
        typed = "" if typed == "next" else typed
        chosen = number_of(typed, len(menu))
        said = menu[chosen - 1] if chosen else typed
        if said:
            same = "the same" if said == turn.title else f"what was done: {turn.title}"
            self.desk.say(f"You: {said}; {same}.")
        return ""

    def _back(self, _: str) -> None:
        if self.at == 0:
            self.desk.say("This is the opening.")
            return
        self._stand_at(self.at - 1)

    def _first(self, _: str) -> None:
        self._stand_at(0)

    def _last(self, _: str) -> None:
        self._stand_at(self.line.moments - 1)

    def _turn(self, typed: str) -> None:
        moment = number_of(typed, self.line.moments - 1)
        if not moment and typed != "0":
            self.desk.say(f"Type turn and a number from 0 to {self.line.moments - 1}.")
            return
        if self.hidden and moment > self.at:
            self.desk.say(f"Turn {typed} is hidden; type next, or show.")
            return
        self._stand_at(moment)

    def _play(self, typed: str) -> None:
        seconds = SECONDS.get(typed or "normal")
        if seconds is None:
            self.desk.say("Type play slow, play normal or play fast.")
            return
        watched = self.desk.lines_out.isatty()
        try:
            while self.at + 1 < self.line.moments:
                if watched:
                    self.pause(seconds)
                self._stand_at(self.at + 1)
        except KeyboardInterrupt:
            self.desk.say("Stopped.")
            return
        self.desk.say("This is the end of the line." + self._pending())

    def _most_changed(self, _: str) -> None:
        ranks = list(self.line.most_changed())
        if not ranks:
            self.desk.say("No turn is over yet.")
            return
        if not self._most:
            self._most = ranks
        number, *rest = self._most
        self._stand_at(self.line.moment_of(number))
        self._most = rest

    # ------------------------------------------------------------ what is told

    def _why(self, actor: str) -> None:
        self.desk.say_all(replay_pages.why(self.line, self.names, self.at, actor))

    def _notes(self, _: str) -> None:
        until = self.at if self.hidden else self.line.moments - 1
        self.desk.say_all(replay_pages.notes(self.line, until))

    def _lines(self, _: str) -> None:
        self.desk.say_all(
            replay_pages.lines(self.save.tree, self.names, self.end, endings=not self.hidden)
        )

    def _line(self, name: str) -> None:
        if not name:
            self._lines("")
            return
        self._show_line(line_named(self.save.tree, unquoted(name)).end)
        self.at = min(self.at, self.line.moments - 1)
        self._tell_how_it_stands()
        self._tell()

    def _show_line(self, end: int) -> None:
        self.end, self._most = end, []
        self.line = recorded_line(self.save, self.names, end)

    def _compare(self, name: str) -> None:
        tree = self.save.tree
        shown = tree.variation_of(self.end)
        other = line_named(tree, unquoted(name)) if name else other_line(tree, shown)
        second = recorded_line(self.save, self.names, other.end)
        labels = (shown.name, other.name)
        self.desk.say_all(replay_pages.compared(self.line, second, labels, self.names))

    def _more(self, _: str) -> None:
        self._of_the_game(lambda again: again.turn(self.at))

    def _more_of_actor(self, actor: str) -> None:
        self._of_the_game(lambda again: again.receipt(actor, self.at))

    def _history(self, indicator: str) -> None:
        self._of_the_game(lambda again: again.history(indicator))

    def _of_the_game(self, tells: Callable[[Replayed], list[str]]) -> None:
        as_recorded = ["This is shown as recorded: what was not written down cannot be told."]
        self.desk.say_all(as_recorded if self.again is None else tells(self.again))

    def _help(self, _: str) -> None:
        self.desk.say_all(HELP.split("\n"))

    def _hide(self, _: str) -> None:
        self.hidden = True
        self.desk.say("From here on you are asked what you would do before it is told.")

    def _show(self, _: str) -> None:
        self.hidden = False
        self.desk.say("Everything is told again.")

    # ------------------------------------------------------------ what is written

    def _note(self, typed: str) -> None:
        mark, text = mark_and_text(typed)
        record = note_record(text, mark)
        save = read_again(self.save)
        try:
            save.journal.append([record], self.line.steps[self.at])
        finally:
            save.journal.close()
        self.save = read_sound(self.path)
        self.line = recorded_line(self.save, self.names, self.end)
        self.desk.say("Noted.")

    def _branch(self, typed: str) -> None:
        read = turning.seed_and_name(typed)
        if read is None:
            self.desk.say("Type branch, and if you like `seed TEXT` and then `name TEXT`.")
            return
        if self._undecided and not read[0]:
            self.desk.say(
                f"Nothing has been decided in turn {self.at + 1} yet, so there is nothing to "
                "leave. Type resume to go on here, or branch with a seed for other luck."
            )
            return
        save, turn = read_again(self.save), self.at + 1
        recording = recording_at(Playback(save), beginning_of(save, self.end, turn))
        try:
            game = recording.branch(turn, *read)
        finally:
            recording.close()
        self.desk.say(f"Turn {turn} begins again, under seed {game.luck}. {turning.KEPT}")
        self.goes_on = True

    @property
    def _undecided(self) -> bool:
        """Whether the next turn has not begun, so that a new line would be the same."""
        line = self.line
        return self.at == line.moments - 1 and not (line.over or line.pending)

    def _resume(self, _: str) -> None:
        save = read_again(self.save)
        must_not_be_over(save, self.end)
        recording = recording_at(Playback(save), self.end)
        try:
            stand_and_catch_up(recording)
        finally:
            recording.close()
        self.desk.say(f"The session goes on in turn {recording.game.turn}.")
        self.goes_on = True

    def _export(self, _: str) -> None:
        self.desk.say_whole(f"Saved in {export_beside(self.path, self.end)}")
