"""The two lists of the play screen: the policies that can be tabled, and the actors."""

from __future__ import annotations

from abc import abstractmethod
from types import MappingProxyType
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content
from textual.widgets.option_list import Option

from dialogue_sim.tui.commands import POLICY_KEYS
from dialogue_sim.tui.drawing import (
    BAD,
    DIM,
    FAINT,
    KEY,
    STRONG,
    bar,
    cut,
    ends,
    fit,
    line,
    pointer,
)
from dialogue_sim.tui.marks import (
    ANSWER_MARKS,
    EXPOSURE,
    NOT_HEARD,
    PIP,
    SECTIONS,
    answer_word,
    brief_word,
    capital_pips,
    chance_style,
    chip,
    exposure_words,
    price_mark,
    response_chip,
)
from dialogue_sim.tui.widgets.advice import advice_line
from dialogue_sim.tui.widgets.panel import FollowedList
from dialogue_sim.tui.widgets.situation import goal_points
from dialogue_sim.tui.widgets.why import last_heard, reaction_of, reading_line

if TYPE_CHECKING:
    from textual.events import Resize

    from dialogue_sim.session.views.advice import Advice
    from dialogue_sim.session.views.menu import PolicyView
    from dialogue_sim.session.views.texts import TextView
    from dialogue_sim.session.views.turn_view import TurnView
    from dialogue_sim.session.views.view import ActorView, View

NAME = 14
POINTER = 5
THREE = 3
"""Rows of an entry where there is most room."""
ROOMY = 40
CHIP, CHANCE = 12, 4
CORNERS = 2


class PromptList(FollowedList):
    """A list whose prompts are drawn anew for every view and every size."""

    _view: View | None = None

    def __init__(self, *, id: str) -> None:  # noqa: A002  the widget's own word
        super().__init__(id=id, markup=False)

    def show(self, view: View) -> None:
        """List what a view offers; the highlight stays where it is."""
        self._view = view
        self._fill()

    def on_resize(self, _: Resize) -> None:
        """Draw for the new size."""
        self.call_after_refresh(self._fill)

    def _fill(self) -> None:
        if self._view is None or not self.size.width:
            return
        self.border_title = self.title(self._view, self.size.width)
        self.border_subtitle = self.note(self._view, self.size.width)
        prompts = self.prompts(self._view, self.scrollable_content_region.width)
        if [option.id for option in self.options] == [option.id for option in prompts]:
            for place, option in enumerate(prompts):
                self.replace_option_prompt_at_index(place, option.prompt)
            return
        kept = self.highlighted
        self.set_options(prompts)
        first = next((i for i, option in enumerate(prompts) if not option.disabled), None)
        self.highlighted = first if kept is None else min(kept, len(prompts) - 1)

    @abstractmethod
    def prompts(self, view: View, width: int) -> list[Option]:
        """The options for a width."""

    @abstractmethod
    def title(self, view: View, width: int) -> Content:
        """What the upper edge says."""

    @abstractmethod
    def note(self, view: View, width: int) -> Content:
        """What the lower edge says."""

    @property
    def chosen(self) -> str:
        """Id of what is highlighted; nothing if the list is empty."""
        option = self.highlighted_option
        return option.id or "" if option is not None else ""


class PolicyList(PromptList):
    """The menu: one line each, or two where all of them fit."""

    def title(self, view: View, width: int) -> Content:
        """Whose text it is, whether it will be debated, and how the goals stand."""
        goals = f"goals {goal_points(view.goals)}"
        parts = ["Policies", goals] if width >= ROOMY else [f"Policies  {goals}"]
        if view.debated and width < ROOMY:
            parts = [goals]
        if view.at.mover != view.seat and view.phase == "propose":
            parts = [f"{view.at.mover_name} tables"]
        if view.debated:
            parts.append("debated this turn" if width >= ROOMY else "debated")
        return Content(cut(" · ".join(parts), width - 2 * CORNERS))

    def note(self, view: View, width: int) -> Content:
        """Political capital where there is some, and the signs of the list."""
        backstage = view.backstage
        if backstage is None or backstage.capital is None:
            return Content("◔ exposure · chance to stand")
        told = line("Capital ", capital_pips(backstage.capital, backstage.most))
        legend = f" · {PIP} price · ◔ exposure · chance"
        fits = told.cell_length + cell_len(legend) <= width - CORNERS
        return line(told, legend) if fits else told

    _advice: Advice = MappingProxyType({})

    def advise(self, advice: Advice) -> None:
        """Say below the policies what the adviser expects of them, where there is room."""
        self._advice = advice
        self._fill()

    def prompts(self, view: View, width: int) -> list[Option]:
        """The policies; the one in force is marked."""
        height, count = self.size.height, len(view.menu)
        two = width >= ROOMY and height >= 2 * count
        three = width >= ROOMY and height >= THREE * count
        options = []
        for place, policy in enumerate(view.menu):
            prompt = policy_prompt(policy, place, width, view, two=two)
            if three:
                advice = self._advice.get(policy.id)
                told = "" if advice is None else advice_line(advice, width - 2)
                prompt = line(prompt, "\n  ", told)
            options.append(Option(prompt, id=policy.id))
        return options


def policy_prompt(policy: PolicyView, place: int, width: int, view: View, *, two: bool) -> Content:
    """A policy: key, title, exposure, chance that silence holds; its levels on a second line."""
    key = POLICY_KEYS[place] if place < len(POLICY_KEYS) else " "
    mark = "◆" if policy.id == view.standing.policy else " "
    room = chance_room(view)
    risk = _risk(policy, max(room, CHANCE) + (width >= ROOMY or room > CHANCE))
    room = width - 3 - risk.cell_length
    title = policy.text.title if cell_len(policy.text.title) <= room - 1 else policy.short
    head = ends(
        line((key, KEY), (mark, "$accent"), (title, DIM if policy.blocked_by else STRONG)),
        risk, width,
    )  # fmt: skip
    if not two:
        return head
    said = policy.blocked_by or " · ".join(row.label for row in policy.text.levels)
    exposed = line((exposure_words(policy.text.mark), DIM))
    levels = cut(said, width - 3 - exposed.cell_length)
    return line(head, "\n", ends(line(("  ", ""), (levels, DIM)), exposed, width))


def chance_room(view: View) -> int:
    """Cells of the longest chance on the menu, so that all of them end below each other."""
    return max((cell_len(chance_cell(policy.text)) for policy in view.menu), default=0)


def chance_cell(text: TextView) -> str:
    """The chance of a text for a narrow cell."""
    return "free" if text.chance is None else text.chance.short


def _risk(policy: PolicyView, room: int) -> Content:
    """Price, exposure and chance; the chance in as many cells as there are for it."""
    text = policy.text
    if text.price is None and policy.blocked_by:
        return line(("✕", BAD))
    shown = chance_cell(text)
    risk = [(text.mark, EXPOSURE[text.mark][1])]
    if text.price is None:
        return line(*risk, (f"{shown:>{room}}", chance_style(text.chance)))
    price = price_mark(text.price, payable=not policy.blocked_by)
    if policy.blocked_by:
        return line(price, (f" {'✕':>{room + 1}}", BAD))
    return line(price, " ", *risk, (f"{shown:>{room}}", chance_style(text.chance)))


class ActorList(PromptList):
    """Members first, since they can break silence; the counterpart last."""

    def title(self, view: View, width: int) -> Content:
        """What the list is."""
        del view, width
        return Content("Actors")

    def note(self, view: View, width: int) -> Content:
        """What the lines of stances say; where rows are short the last verification report."""
        reading = view.backstage.reading if view.backstage is not None else None
        if reading is not None and reading.report and width < ROOMY:
            return Content(f"report on {view.counterpart_short}: {reading.report}")
        return Content("against ──┼── with you")

    def prompts(self, view: View, width: int) -> list[Option]:
        """The actors, each with what it said last; under headings where all of them fit."""
        plain = self.app.no_color
        count = len(view.actors) + 1
        two = width >= ROOMY and self.size.height >= 2 * count + len(SECTIONS) + 1
        told = two and self.size.height >= 3 * len(view.actors) + len(SECTIONS) + 3
        last = last_heard(view)
        headed = self.size.height >= count + len(SECTIONS) + 1
        options = []
        for heading, kinds in SECTIONS:
            group = [actor for kind in kinds for actor in view.actors if actor.kind == kind]
            if group and headed:
                options.append(_heading(heading, width))
            for actor in group:
                prompt = actor_prompt(actor, width, two=two, plain=plain)
                prompt = with_reason(prompt, actor, last, width) if told else prompt
                options.append(Option(prompt, id=actor.id))
        reading = view.backstage.reading if view.backstage is not None else None
        about = f" {reading.type}" if reading is not None and width < ROOMY else ""
        options.append(_heading("Counterpart", width, about))
        prompt = counterpart_prompt(view, width, two=two, plain=plain)
        options.append(Option(prompt, id=view.counterpart))
        return options


def _heading(title: str, width: int, about: str = "") -> Option:
    """A heading with a line after it, and at the end what the column below it holds."""
    shown = cut(about, width - len(title) - 2)
    rest = width - len(title) - 1 - cell_len(shown)
    text = line((title, DIM), " ", ("─" * max(0, rest), FAINT), (shown, DIM))
    return Option(text, id=f"heading:{title}", disabled=True)


def actor_prompt(actor: ActorView, width: int, *, two: bool, plain: bool) -> Content:
    """An actor: name, stance, and what it said last."""
    short = NOT_HEARD.words[""]
    if actor.response is not None:
        short = brief_word(actor.response, actor.kind, actor.word)
    if two:
        said = response_chip(actor.response, actor.word or short, plain=plain)
        if cell_len(actor.name) + said.cell_length + 1 > width:
            said = response_chip(actor.response, short, plain=plain)
        trust = line(("trust ", DIM), (f"{actor.trust:>2}", STRONG))
        stance = pointer(actor.stance, min(25, width - 12))
        return line(
            ends(line((actor.name, STRONG)), said, width), "\n", ends(stance, trust, width)
        )
    said = response_chip(actor.response, short, plain=plain)
    if width < NAME + POINTER + 1 + CHIP:
        return line((fit(actor.short, width - CHIP), STRONG), " ", said).truncate(width)
    room = width - POINTER - 1 - CHIP
    name = actor.name if cell_len(actor.name) < room else actor.short
    left = line((fit(name, room), STRONG), pointer(actor.stance, POINTER))
    return line(left, " ", said).truncate(width)


def with_reason(prompt: Content, actor: ActorView, last: TurnView | None, width: int) -> Content:
    """An actor with the reason of its last response below it; before it has spoken, who it is."""
    said = reaction_of(last, actor.id)
    about = actor.summary if said is None else said.reason
    return line(prompt, "\n", (cut(about, width), DIM))


def counterpart_prompt(view: View, width: int, *, two: bool, plain: bool) -> Content:
    """The counterpart, its last answer, and what can be made of it so far."""
    name = view.counterpart if cell_len(view.counterpart) + 20 <= width else view.counterpart_short
    reading = view.backstage.reading if view.backstage is not None else None
    said = chip(NOT_HEARD, NOT_HEARD.words[""], plain=plain)
    if view.played:
        answer = view.played[-1].answer
        word = answer.word if width >= ROOMY else answer_word(answer.answer)
        said = chip(ANSWER_MARKS[answer.answer], cut(word, width - NAME), plain=plain)
    if reading is None:
        return ends(line((name, STRONG)), said, width)
    if two:
        told = reading_line(reading, width)
        return line(ends(line((name, STRONG)), said, width), "\n", told)
    percent = line((reading.odds.brief, STRONG))
    room = width - cell_len(name) - percent.cell_length - said.cell_length - 3
    gauge = line(bar(reading.odds.drawn, min(NAME, room)), " ") if room >= POINTER else ""
    return ends(line((f"{name} ", STRONG), gauge, percent), said, width)
