"""What somebody prefers: a row for each setting; what is changed holds at once and is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from dialogue_sim.session.settings import TOLD, choices
from dialogue_sim.tui.commands import bindings
from dialogue_sim.tui.drawing import BAD, DIM, KEY, STRONG, Lines, Part, fit, line, paragraph
from dialogue_sim.tui.screens.frame import Sheet
from dialogue_sim.tui.widgets.panel import FollowedList, Page

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.events import Resize

    from dialogue_sim.session.settings import Settings

NAMES = 14
"""Columns of the names."""


class SettingsSheet(Sheet[None]):
    """Lies over whatever is going on, so that a change of look is seen at once."""

    KIND = "settings"
    BINDINGS: ClassVar[list[BindingType]] = bindings("settings")
    AUTO_FOCUS = "#options"

    def __init__(self, settings: Settings, change: Callable[[str, str], str], kept: str) -> None:
        """Show settings.

        Args:
            settings: as they are.
            change: hears the name of one and its new value; it shows the sheet what they are
                then, and says why that could not be kept.
            kept: where they are kept, as a line.
        """
        super().__init__("Settings", "←→ changes · esc closes")
        self._settings = settings
        self._change = change
        self._kept = kept
        self._problem = ""

    def show(self, settings: Settings) -> None:
        """Show them as they are now: changed here, by a key or in the palette."""
        self._settings = settings
        for shown in self.query(FollowedList):
            for name in choices():
                shown.replace_option_prompt(name, self._row(name))
        for page in self.query(Page):
            page.show(self._about)

    def body(self) -> ComposeResult:
        """The settings, and a sentence about the highlighted one."""
        yield FollowedList(
            *(Option(self._row(name), id=name) for name in choices()), id="options", markup=False
        )
        yield Page(self._about, id="told")

    @property
    def _list(self) -> FollowedList:
        return self.query_one(FollowedList)

    @property
    def _setting(self) -> str:
        option = self._list.highlighted_option
        return next(iter(choices())) if option is None else str(option.id)

    def _row(self, name: str) -> Content:
        now = getattr(self._settings, name)
        parts: list[Part] = [(fit(TOLD[name].title, NAMES), STRONG)]
        for choice in choices()[name]:
            chosen = choice == now
            parts.append((f"● {choice}  ", KEY) if chosen else (f"○ {choice}  ", DIM))
        return line(*parts)

    def _about(self, width: int) -> Lines:
        name = self._setting if self.has_its_parts else next(iter(choices()))
        now = getattr(self._settings, name)
        told = TOLD[name]
        lines = [*paragraph(told.says, width), *paragraph(told.choices[now], width, KEY)]
        said, style = (self._problem, BAD) if self._problem else (self._kept, DIM)
        return [Content(""), *lines, *paragraph(said, width, style)]

    def on_resize(self, _: Resize) -> None:
        """The sentence has another width."""
        self.query_one(Page).refresh(layout=True)

    def on_option_list_option_highlighted(self, _: OptionList.OptionHighlighted) -> None:
        """Say what it is about."""
        self.query_one(Page).show(self._about)

    def action_higher(self) -> None:
        """The next choice."""
        self._turn(1)

    def action_lower(self) -> None:
        """The choice before."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        name = self._setting
        options = choices()[name]
        place = options.index(getattr(self._settings, name)) + by
        self._problem = self._change(name, options[place % len(options)])
        self.query_one(Page).show(self._about)

    def on_option_list_option_selected(self, _: OptionList.OptionSelected) -> None:
        """Enter is the next choice as well."""
        self._turn(1)

    def action_close(self) -> None:
        """Back to what lies below."""
        self.dismiss(None)
