"""What lies on the shelf: a row for each scenario and session, and a card about one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from dialogue_sim.tui.drawing import (
    BAD,
    DIM,
    GOOD,
    KEY,
    STRONG,
    Lines,
    bar,
    beside,
    cut,
    ends,
    flow,
    line,
    paragraph,
    rule,
    shorten,
    stack,
)
from dialogue_sim.tui.widgets.panel import Panel
from dialogue_sim.tui.widgets.top_bar import DISCLAIMER

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from dialogue_sim.session.saves.catalogue import SaveCard, ScenarioCard, ScenarioDetails
    from dialogue_sim.tui.sitting import Shelf

QUESTION = "Should an alliance talk to an adversary, how, and at what price?"
HOW = (
    "You table a text. The members let silence pass or break it. Everybody says why. Then the "
    "other side answers."
)
NAME = (
    "╺┳┓╻┏━┓╻  ┏━┓┏━╸╻ ╻┏━╸   ┏━┓╻┏┳┓",
    " ┃┃┃┣━┫┃  ┃ ┃┃╺┓┃ ┃┣╸    ┗━┓┃┃┃┃",
    "╺┻┛╹╹ ╹┗━╸┗━┛┗━┛┗━┛┗━╸   ┗━┛╹╹ ╹",
)
FIRST_WORD, GAP = 22, 4
"""Columns of the first word of the name, and between the name and what stands beside it."""

SCENARIO, SAVE, GO = "scenario", "save", "go"
TOOLS, SETTINGS, ALL = "tools", "settings", "all"
LATEST = 3
"""As many unfinished and finished sessions are shown before somebody asks for all."""

NUMBERED = "1234567890"
"""Keys of the first scenarios, from top to bottom."""

ROOM_FOR_FACTS = 66
"""Columns from which a row tells more of a scenario than how long it takes."""

ROOM_FOR_ALL = 12
"""Rows from which a card tells everything."""

HERE = "start here"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list.

    Attributes:
        id: what it stands for, `kind:place`; nothing for a heading.
    """

    id: str
    prompt: Content


def masthead(width: int, *, plain: bool = False) -> Lines:
    """The name of the game, what it asks, how it goes, and what it is not.

    Args:
        width: in cells; plain: whether the name is written in letters.
    """
    claim = line((DISCLAIMER, f"italic {DIM}"))
    if plain:
        name = line(("◆ ", KEY), ("d i a l o g u e   s i m", STRONG))
        asked = [*paragraph(QUESTION, width), *paragraph(HOW, width, DIM)]
        return [ends(name, claim, width), *asked]
    name_lines = [line((row[:FIRST_WORD], KEY), (row[FIRST_WORD:], "$primary")) for row in NAME]
    room = width - len(NAME[0]) - GAP
    how = paragraph(HOW, room, DIM) if room >= len(QUESTION) else []
    told = [*paragraph(QUESTION, room, STRONG), *how, claim]
    return beside(name_lines, told, len(NAME[0]), GAP)


def waiting(share: float, width: int) -> Content:
    """What stands in the list until the shelf has been looked at."""
    return stack([line(("One moment …", DIM)), bar(100 * share, min(40, width))])


def rows_of(shelf: Shelf, width: int, *, everything: bool) -> list[Row]:
    """Sessions to go on with, scenarios, finished sessions, then the tools.

    Args:
        shelf: what there is; width: of a row in cells.
        everything: whether all sessions are listed and not the latest alone.
    """
    titles = {card.id: card.title for card in shelf.scenarios}
    going, over = sessions_of(shelf)
    most = len(shelf.saves) if everything else LATEST
    groups = {
        "Go on with": [_save_row(shelf, place, titles, width) for place in going[:most]],
        "Scenarios": [
            Row(f"{SCENARIO}:{place}", _scenario(shelf, place, width))
            for place in range(len(shelf.scenarios))
        ],
        "Look back at": [_save_row(shelf, place, titles, width) for place in over[:most]],
        "More": _more(len(going[most:]) + len(over[most:]), width),
    }
    rows: list[Row] = []
    for title, members in groups.items():
        if members:
            gap = "\n" if rows else ""
            rows += [Row("", line(gap, rule(title, width))), *members]
    return rows


def sessions_of(shelf: Shelf) -> tuple[list[int], list[int]]:
    """Places of the saves to go on with, and of those that are over or cannot be opened."""
    going = [at for at, card in enumerate(shelf.saves) if not card.over and not card.problem]
    over = [at for at, card in enumerate(shelf.saves) if card.over and not card.problem]
    return going, over + [at for at, card in enumerate(shelf.saves) if card.problem]


def _more(hidden: int, width: int) -> list[Row]:
    """What there is besides scenarios and sessions, with the keys that lead there."""
    rows = [
        (f"{GO}:{TOOLS}", "t ", "Trainer's tools", "check, test, playtest, model card, sources"),
        (f"{GO}:{SETTINGS}", "f2", "Settings", "how the game looks, and what the adviser says"),
    ]
    if hidden:
        further = f"{hidden} more session{'' if hidden == 1 else 's'}"
        rows.insert(0, (f"{GO}:{ALL}", "a ", "All sessions", further))
    return [
        Row(name, ends(line((key, KEY), " ", (title, STRONG)), line((told, DIM)), width))
        for name, key, title, told in rows
    ]


def _scenario(shelf: Shelf, place: int, width: int) -> Content:
    card = shelf.scenarios[place]
    sign = NUMBERED[place] if place < len(NUMBERED) else " "
    if card.problem:
        name = line((f"{sign}  ", KEY), (card.id, STRONG))
        return ends(name, line(("✗ has errors", BAD)), width)
    first = line(("  ", ""), (f"◂ {HERE}", GOOD)) if place == 0 else Content("")
    facts = f"{card.minutes:>3} min"
    if width >= ROOM_FOR_FACTS:
        facts = f"{card.level:<12}  {card.turns:>2} turns  {facts}"
    name = line((f"{sign}  ", KEY), (card.title, STRONG), first)
    if name.cell_length + len(facts) >= width:
        facts = f"{card.minutes:>3} min"
    return ends(name, line((facts, DIM)), width)


def _save_row(shelf: Shelf, place: int, titles: Mapping[str, str], width: int) -> Row:
    return Row(f"{SAVE}:{place}", _save(shelf.saves[place], titles, width))


def _save(card: SaveCard, titles: Mapping[str, str], width: int) -> Content:
    if card.problem:
        name = line("   ", (card.path.name, STRONG))
        return ends(name, line(("✗ cannot be opened", BAD)), width)
    state = f"turn {card.turn + 1}/{card.turns}"
    if card.over:
        state = card.ending.replace("_", " ") or "over"
    title = titles.get(card.scenario, card.scenario)
    named = (card.named, title) if card.named else (title, f"seed {card.seed}")
    sign = ("◇  ", DIM) if card.over else ("▸  ", KEY)
    name = line(sign, (named[0], STRONG), (f"  {cut(named[1], width // 3)}", DIM))
    return ends(name, line((state, DIM)), width)


# ------------------------------------------------------------------------------------ the card


class Card(Panel):
    """What is highlighted: in full where there is room, else in a few lines."""

    _draw: Callable[[int, int], Lines] | None = None

    def show(self, draw: Callable[[int, int], Lines]) -> None:
        """Tell of something else; `draw` gets columns and rows."""
        self._draw = draw
        self.refresh()

    def lines(self, width: int, height: int) -> Lines:
        """As much as there is room for."""
        return [] if self._draw is None else shorten(self._draw(width, height), width, height)


def scenario_card(card: ScenarioCard, width: int, height: int) -> Lines:
    """A scenario: what it is about, what it teaches, who can be played, what it rests on."""
    if card.problem or card.about is None:
        told = "It cannot be played as it is. Enter opens all that is wrong with it."
        head = [line((card.id, STRONG)), Content("")] if height >= ROOM_FOR_ALL else []
        return [*head, *paragraph(told, width), *paragraph(card.problem, width, DIM)]
    about = card.about
    if height >= ROOM_FOR_ALL:
        return full_card(card, about, width)
    facts = [card.date, _count(len(about.seats), "seat"), f"against {about.counterpart}"]
    rests = [f"rests on {', '.join(card.documents)}"] if card.documents else []
    if card.label:
        rests = [f"an invented world [{card.label}]"]
    return [*paragraph(card.hook, width), *flow([*facts, *rests], width, DIM)]


def full_card(card: ScenarioCard, about: ScenarioDetails, width: int) -> Lines:
    """Everything about a scenario that somebody may want to know before playing it."""
    facts = [card.date, card.level, f"{card.turns} turns", f"{card.minutes} minutes"]
    lines = [line((cut(card.title, width), STRONG)), *flow(facts, width, DIM), Content("")]
    lines += [*paragraph(card.hook, width), Content(""), rule("You will", width)]
    for objective in about.objectives:
        lines += _item("·", objective, width)
    lines += [Content(""), rule("You can sit as", width)]
    lines += flow(about.seats, width)
    lines += [*paragraph(f"across from {about.counterpart}", width, DIM), Content("")]
    lines += [rule("It rests on", width)]
    if card.label:
        lines += paragraph(f"an invented world [{card.label}]", width)
    for name, label, title, date in about.sources:
        lines += _item(f"[{label}]", f"{name} {title}, {date}", width)
    return lines


def save_card(card: SaveCard, title: str, width: int, height: int) -> Lines:
    """A session: which, how far it is, when it was saved, and what can be done with it."""
    wrong = paragraph(card.problem, width) if card.problem else []
    state = card.next or f"ended: {card.ending.replace('_', ' ')}"
    where = paragraph(f"saved {card.saved} in {card.path}", width, DIM)
    if card.problem:
        return [*wrong, *where]
    head = line((title, STRONG), (f"  seed {card.seed}", DIM))
    if height < ROOM_FOR_ALL:
        return [line((state.capitalize(), STRONG), ("  seed ", DIM), card.seed), *where]
    does = (
        "Enter shows it again, turn by turn." if card.over else "Enter goes on where you left it."
    )
    bar_ = bar(100 * card.turn / max(1, card.turns), min(40, width))
    done = f"{card.turn} of {card.turns} turns played"
    lines = [head, Content(""), line(state.capitalize()), bar_, line((done, DIM)), Content("")]
    keys = "r shows it again, n gives it another name, x puts it away."
    return [*lines, *paragraph(does, width), *paragraph(keys, width, DIM), Content(""), *where]


def tools_card(width: int, _: int) -> Lines:
    """What the trainer's tools are for."""
    told = "For those who teach with the game or write for it: is the content sound, does it do "
    told += "what its documents say, and is it a game from every seat?"
    return paragraph(told, width)


def settings_card(width: int, _: int) -> Lines:
    """What the settings are about."""
    told = "Dark or light, with or without motion, which signs are drawn, and how much the "
    return paragraph(f"{told}adviser says. They hold at once and are kept.", width)


def all_card(width: int, _: int) -> Lines:
    """What the row of all sessions does."""
    return paragraph("Lists every session in the folder of saves, the latest first.", width)


def _item(sign: str, text: str, width: int) -> Lines:
    indent = len(sign) + 1
    rows: Sequence[Content] = paragraph(text, width - indent)
    return [
        line((sign if not place else " " * len(sign), KEY), " ", row)
        for place, row in enumerate(rows)
    ]


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
