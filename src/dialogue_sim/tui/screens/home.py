"""The first screen: scenarios to play, sessions to go on with or to look back at, and tools."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from dialogue_sim.tui.commands import bindings
from dialogue_sim.tui.screens.frame import FullScreen, Reading, Request
from dialogue_sim.tui.screens.keeping import PutAwaySheet, RenameSheet
from dialogue_sim.tui.widgets.panel import FollowedList, Page
from dialogue_sim.tui.widgets.shelf import (
    ALL,
    GO,
    NUMBERED,
    SAVE,
    SCENARIO,
    SETTINGS,
    TOOLS,
    Card,
    all_card,
    full_card,
    masthead,
    rows_of,
    save_card,
    scenario_card,
    sessions_of,
    settings_card,
    tools_card,
    waiting,
)

if TYPE_CHECKING:
    from pathlib import Path

    from textual.events import Key, Resize

    from dialogue_sim.session.saves.catalogue import SaveCard, ScenarioCard
    from dialogue_sim.tui.sitting import Shelf


class HomeScreen(FullScreen):
    """What there is on the shelf; until it has been looked at, a line says so."""

    KIND = "home"
    BINDINGS: ClassVar[list[BindingType]] = bindings("home")
    AUTO_FOCUS = "#shelf"

    class Play(Request):
        """A scenario was chosen."""

        def __init__(self, screen: HomeScreen, scenario: str) -> None:
            super().__init__(screen)
            self.scenario = scenario

    class Resume(Request):
        """A save was chosen."""

        def __init__(self, screen: HomeScreen, path: Path) -> None:
            super().__init__(screen)
            self.path = path

    class Replay(Resume):
        """A save is to be looked at again."""

    class Rename(Resume):
        """A save is to have another name."""

        def __init__(self, screen: HomeScreen, path: Path, name: str) -> None:
            super().__init__(screen, path)
            self.name = name

    class PutAway(Resume):
        """A save is to be put away."""

    class Tools(Request):
        """The trainer's tools are wanted.

        Attributes:
            scenarios: (id, title) of those that can be played.
        """

        def __init__(self, screen: HomeScreen, scenarios: tuple[tuple[str, str], ...]) -> None:
            super().__init__(screen)
            self.scenarios = scenarios

    _shelf: Shelf | None = None
    _everything = False

    def body(self) -> ComposeResult:
        """Masthead, shelf, and more about what is highlighted there."""
        yield Page(self._masthead, id="masthead")
        with Container(id="home"):
            yield FollowedList(Option(waiting(0.0, 40), disabled=True), id="shelf", markup=False)
            yield Card(id="about")

    def _masthead(self, width: int) -> list[Content]:
        return masthead(width, plain=getattr(self.app, "draws_in_ascii", False))

    @property
    def _list(self) -> FollowedList:
        return self.query_one(FollowedList)

    def progress(self, share: float) -> None:
        """Say how far the first look at the shelf is."""
        if self._shelf is None and self.query(FollowedList):
            self._list.set_options([Option(waiting(share, 40), disabled=True)])

    def show(self, shelf: Shelf) -> None:
        """List what there is; the highlight stays on what it was on."""
        if not self.query(FollowedList):
            return  # it leaves
        kept = None if self._shelf is None else self._about(self._shelf)
        self._shelf = shelf
        shown = self._list
        rows = rows_of(shelf, shown.scrollable_content_region.width, everything=self._everything)
        shown.set_options(
            Option(row.prompt, id=row.id or None, disabled=not row.id) for row in rows
        )
        ids = [row.id for row in rows]
        first = next((place for place, name in enumerate(ids) if name), None)
        again = next((place for place, name in enumerate(ids) if name and self._at(name) == kept),
                     first)  # fmt: skip
        shown.highlighted = first if kept is None else again

    def _about(self, shelf: Shelf) -> object:
        """What is highlighted, told by what it is and not by its place."""
        option = self._list.highlighted_option
        return None if option is None or option.id is None else self._at(option.id, shelf)

    def _at(self, name: str, shelf: Shelf | None = None) -> object:
        """What a row stands for: the id of a scenario, the path of a save, or a name."""
        shelf = shelf or self._shelf
        kind, _, place = name.partition(":")
        if shelf is None or kind == GO:
            return name
        if kind == SCENARIO:
            return shelf.scenarios[int(place)].id
        return shelf.saves[int(place)].path

    def on_screen_resume(self) -> None:
        """Settings may have changed meanwhile, and with them the signs of the name."""
        for page in self.query("#masthead"):
            page.refresh(layout=True)

    def on_resize(self, _: Resize) -> None:
        """Draw for the new width."""
        if self._shelf is not None:
            self.call_after_refresh(self.show, self._shelf)

    # ------------------------------------------------------------ what is highlighted

    @property
    def _scenario(self) -> ScenarioCard | None:
        kind, place = self._highlighted
        if self._shelf is None or kind != SCENARIO:
            return None
        return self._shelf.scenarios[int(place)]

    @property
    def _save(self) -> SaveCard | None:
        kind, place = self._highlighted
        return None if self._shelf is None or kind != SAVE else self._shelf.saves[int(place)]

    @property
    def _highlighted(self) -> tuple[str, str]:
        option = self._list.highlighted_option
        kind, _, place = ("" if option is None else option.id or "").partition(":")
        return kind, place

    def _title_of(self, card: SaveCard) -> str:
        known = () if self._shelf is None else self._shelf.scenarios
        return next((one.title for one in known if one.id == card.scenario), card.scenario)

    def on_option_list_option_highlighted(self, _: OptionList.OptionHighlighted) -> None:
        """Tell more about it."""
        scenario, save, card = self._scenario, self._save, self.query_one(Card)
        if scenario is not None:
            card.show(partial(scenario_card, scenario))
        elif save is not None:
            card.show(partial(save_card, save, self._title_of(save)))
        else:
            draw = {TOOLS: tools_card, SETTINGS: settings_card, ALL: all_card}
            card.show(draw.get(self._highlighted[1], all_card))

    # ------------------------------------------------------------ what can be done

    def action_choose(self) -> None:
        """What the key that chooses does."""
        self._list.action_select()

    def on_option_list_option_selected(self, _: OptionList.OptionSelected) -> None:
        """Pass on what was chosen."""
        scenario, save = self._scenario, self._save
        if scenario is not None:
            self.post_message(self.Play(self, scenario.id))
        elif save is not None:
            wanted = self.Replay if save.over or save.problem else self.Resume
            self.post_message(wanted(self, save.path))
        elif self._highlighted == (GO, ALL):
            self.action_all()
        elif self._highlighted == (GO, TOOLS):
            self.action_tools()
        elif self._highlighted == (GO, SETTINGS):
            self.app.call_later(self.app.run_action, "settings")

    def on_key(self, event: Key) -> None:
        """A digit goes to the scenario of that number."""
        if self._shelf is None or event.key not in NUMBERED:
            return
        place = NUMBERED.index(event.key)
        if place < len(self._shelf.scenarios):
            self._list.highlighted = self._list.get_option_index(f"{SCENARIO}:{place}")

    def action_go_on(self) -> None:
        """Straight to the session that was saved last and is not over."""
        if self._shelf is not None:
            for place in sessions_of(self._shelf)[0][:1]:
                self.post_message(self.Resume(self, self._shelf.saves[place].path))

    def action_all(self) -> None:
        """List all sessions, or the latest alone again."""
        self._everything = not self._everything
        if self._shelf is not None:
            self.show(self._shelf)

    def action_details(self) -> None:
        """The whole card, where the screen has no room for it."""
        scenario, save = self._scenario, self._save
        if scenario is not None and scenario.about is not None:
            self.cover(Reading(scenario.title, partial(full_card, scenario, scenario.about)))
        elif save is not None:
            draw = partial(save_card, save, self._title_of(save))
            self.cover(Reading(save.path.name, lambda width: draw(width, width)))

    def action_tools(self) -> None:
        """To the trainer's tools."""
        if self._shelf is not None:
            sound = [card for card in self._shelf.scenarios if not card.problem]
            named = tuple((card.id, card.title) for card in sound)
            self.post_message(self.Tools(self, named))

    def action_replay(self) -> None:
        """Look at a session again, turn by turn."""
        save = self._save
        if save is not None:
            self.post_message(self.Replay(self, save.path))

    def action_rename(self) -> None:
        """Ask for another name of a session."""
        save = self._save
        if save is not None:
            self.cover(RenameSheet(save.path.stem), partial(self._rename, save.path))

    def _rename(self, path: Path, name: str | None) -> None:
        if name is not None and name != path.stem:
            self.post_message(self.Rename(self, path, name))

    def action_put_away(self) -> None:
        """Ask whether a session is to be put away."""
        save = self._save
        if save is not None:
            self.cover(PutAwaySheet(save.path), partial(self._put_away, save.path))

    def _put_away(self, path: Path, sure: bool | None) -> None:  # noqa: FBT001  a sheet's result
        if sure:
            self.post_message(self.PutAway(self, path))
