"""Where people type: a search, and words of their own. What a terminal would obey is not let in.

Controls and invisible characters arrive by paste; they are replaced before anything draws them.
"""

from __future__ import annotations

from textual.content import Content
from textual.events import Key
from textual.geometry import Offset
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, TextArea
from textual.widgets.text_area import Edit, EditResult

from dialogue_sim.content.characters import visible
from dialogue_sim.tui.cursor import cell_of
from dialogue_sim.tui.drawing import BAD, DIM, line

LINE_ENDS = str.maketrans("\r\n\t", "   ")


def on_one_line(text: str) -> str:
    """A text without line ends, and with a sign in place of what cannot be shown."""
    return visible(text.replace("\r\n", "\n").translate(LINE_ENDS))


class OneLine(Input):
    """A line to type in, in which nothing blinks."""

    def on_mount(self) -> None:
        """Let the cursor stand still."""
        self.cursor_blink = False

    def validate_value(self, value: str) -> str:
        """Nothing that a terminal would obey."""
        return on_one_line(value)


class Search(OneLine):
    """A line to type in; a list follows it, and takes the cursor while one moves in that list."""

    _led: Widget | None = None

    def __init__(self, about: str, value: str = "") -> None:
        super().__init__(value, placeholder=f"type to search {about}", select_on_focus=False)

    def lead(self, chosen_in: Widget) -> None:
        """Keys have moved in the list that follows: the cursor stands there until one types."""
        self._led = chosen_in

    def on_input_changed(self) -> None:
        """The cursor is where one types."""
        self._led = None

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the terminal's cursor belongs."""
        return super().cursor_screen_offset if self._led is None else cell_of(self._led)


class Words(TextArea):
    """Words of a person's own with a counter; more than may be said can be typed, and stays."""

    class Cleaned(Message):
        """Something that cannot be shown was typed or pasted; a sign stands in its place."""

    class Said(Message):
        """The key that says it was pressed."""

    class Above(Message):
        """The cursor would leave at the top."""

    def __init__(self, text: str, longest: int) -> None:
        super().__init__(text, compact=True, highlight_cursor_line=False)
        self.cursor_blink = False
        self._longest = longest

    def on_mount(self) -> None:
        """Count from the start."""
        self._count()

    def edit(self, edit: Edit) -> EditResult:
        """One line, however it is pasted, and nothing that a terminal would obey."""
        clean = on_one_line(edit.text)
        if clean != edit.text:
            edit.text = clean
            self.post_message(self.Cleaned())
        return super().edit(edit)

    def on_text_area_changed(self) -> None:
        """Count on, however the words came."""
        self._count()

    def _count(self) -> None:
        count = len(self.text)
        over = count - self._longest
        told: Content = line((f"{count}/{self._longest}", DIM))
        if over > 0:
            told = line((f"{count}/{self._longest}: {over} too many", f"bold {BAD}"))
        self.border_subtitle = told

    async def _on_key(self, event: Key) -> None:
        """Enter says it and ends no line."""
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(self.Said())
            return
        await super()._on_key(event)

    def action_cursor_up(self, select: bool = False) -> None:  # noqa: FBT001, FBT002  Textual's
        """Up from the first line leaves."""
        if (
            self.cursor_location[0] == 0
            and self.wrapped_document.location_to_offset(self.cursor_location).y == 0
        ):
            self.post_message(self.Above())
        else:
            super().action_cursor_up(select)
