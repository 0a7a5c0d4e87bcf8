"""Arguments on the floor of a debate: as lines of a list, and one of them in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.tui.drawing import (
    BAD,
    DIM,
    FAIR,
    GOOD,
    KEY,
    STRONG,
    Lines,
    ends,
    line,
    paragraph,
    stack,
)
from dialogue_sim.tui.widgets.panel import FollowedList

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.content import Content

    from dialogue_sim.session.views.debate_view import SpeakingView
    from dialogue_sim.session.views.dossier import CardView, OptionView
    from dialogue_sim.session.views.floor_view import ArgumentView, RebuttalView

SIGNS: Mapping[str, tuple[str, str]] = {"for": ("+", GOOD), "against": ("-", BAD)}
"""Sign and colour of each side; the word stands beside it where an argument is shown in full."""
OWED, OWN = "!", "•"
"""What must be answered, and what the seat itself has said."""


class ArgumentList(FollowedList):
    """Arguments of one side, or of both where there is one list."""

    def __init__(self, *, id: str) -> None:  # noqa: A002  the widget's own word
        super().__init__(id=id, classes="pane", markup=False)

    @property
    def chosen(self) -> str:
        """Id of what is highlighted; nothing if nothing is."""
        option = self.highlighted_option
        return option.id or "" if option is not None else ""


def words_of(name: str) -> str:
    """An id of the game's vocabulary as people write it."""
    return name.replace("_", " ")


def side_words(side: str) -> Content:
    """The side of an argument as sign and word."""
    sign, style = SIGNS[side]
    return line((f"{sign} {side}", f"bold {style}"))


def argument_prompt(argument: ArgumentView, speaking: SpeakingView | None, width: int) -> Content:
    """Sign, title and how it stands; below them speaker, reason and cards, each whole."""
    sign, style = SIGNS[argument.side]
    owed = speaking is not None and argument.id in speaking.owed
    own = speaking is not None and argument.id in speaking.own
    mark = OWED if owed else OWN if own else " "
    state = _state(argument, owed=owed)
    head = line((mark, KEY), (f"{sign} ", f"bold {style}"), (argument.title, STRONG))
    speaker = line((f"   {argument.speaker} ", ""), (f"[{argument.label}]", DIM))
    told = f"{words_of(argument.reason)} · {cards_in_short(argument.cards)}"
    facts = line((told, DIM))
    if head.cell_length + state.cell_length < width:
        head = ends(head, state, width)
    else:
        head, facts = ends(head, line(""), width), line(state, "  ", facts)
    if speaker.cell_length + facts.cell_length < width:
        return stack([head, ends(speaker, facts, width)])
    return stack([head, speaker, line("   ", facts)])


def _state(argument: ArgumentView, *, owed: bool) -> Content:
    """What is asked of whoever speaks, or what has become of an argument."""
    if owed:
        return line(("answer one of these", KEY))
    if argument.dropped:
        return line(("withdrawn", DIM))
    times = len(argument.rebuttals)
    return line((f"answered {times}x", FAIR)) if times else line("")


def cards_in_short(cards: tuple[CardView, ...]) -> str:
    """The labels of the cards that an argument carries."""
    return " ".join(f"[{card.label}]" for card in cards) or "no card"


def argument_page(argument: ArgumentView, width: int) -> Lines:
    """An argument in full, with its cards and what was answered to it."""
    head = line(side_words(argument.side), "  ", (argument.title, STRONG))
    who = f"{argument.speaker} [{argument.label}]"
    lines = [ends(head, line((words_of(argument.reason), "")), width)]
    state = "  withdrawn" if argument.dropped else ""
    lines.append(line((f"{who} · {argument.bears}{state}", DIM)))
    lines += paragraph(argument.claim, width)
    lines += [row for card in argument.cards for row in card_lines(card, width, argument.side)]
    for rebuttal in argument.rebuttals:
        lines += rebuttal_lines(rebuttal, width)
    cited = ", ".join(argument.source)
    return [*lines, *(paragraph(f"After {cited}", width, DIM) if cited else [])]


def option_page(option: OptionView, width: int) -> Lines:
    """An argument of the bank in full."""
    about = f"{words_of(option.reason)} · {option.bears} · evidence {option.evidence}"
    lines = [line(side_words(option.side), "  ", (option.title, STRONG))]
    lines += [*paragraph(about, width, DIM), *paragraph(option.claim, width)]
    lines += [row for card in option.cards for row in card_lines(card, width, option.side)]
    if not option.cards:
        lines += paragraph("It carries no card that counts on this text.", width, DIM)
    if option.refuted:
        lines += paragraph("It contradicts what is documented: it will weigh less.", width, BAD)
    return lines


def card_lines(card: CardView, width: int, side: str = "") -> Lines:
    """A card in one or two lines: label and grade, title, how far it speaks for a side."""
    sign = line((f"[{card.label}]", KEY), f" {card.grade:>3} ")
    speaks = card.speaks.get(side, "does not count on this text") if side else ""
    room = width - sign.cell_length
    first, *rest = paragraph(f"{card.title}{f' ({speaks})' if speaks else ''}", room)
    indent = " " * sign.cell_length
    return [line(sign, first), *(line(indent, row) for row in rest)]


def rebuttal_lines(rebuttal: RebuttalView, width: int) -> Lines:
    """What was answered: by whom, how, with which card, and what it takes of the argument."""
    takes = f"takes {rebuttal.takes}"
    said = f"{rebuttal.speaker} [{rebuttal.label}] {rebuttal.does}: {takes}."
    lines = paragraph(f"↳ {said}", width, STRONG)
    if rebuttal.text:
        lines += paragraph(rebuttal.text, width, indent=2)
    if rebuttal.card is not None:
        for row in card_lines(rebuttal.card, width - 2):
            lines.append(line("  ", row))
        if not rebuttal.counts:
            lines += paragraph("Its card adds nothing here.", width, DIM, indent=2)
    return lines
