"""Texts that are only read: brief, goals, news, help, errors; each is drawn for a width."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from dialogue_sim.content.citations import CITATION
from dialogue_sim.tui.commands import COMMANDS, EVERYWHERE
from dialogue_sim.tui.drawing import (
    BAD,
    DIM,
    GOOD,
    KEY,
    STRONG,
    Lines,
    beside,
    fit,
    line,
    paragraph,
    rule,
)
from dialogue_sim.tui.marks import (
    ANSWER_MARKS,
    EXPOSURE,
    LABELS,
    MODELLED,
    RESPONSE_MARKS,
    answer_word,
    chip,
    short_word,
)
from dialogue_sim.tui.widgets.lessons import lesson_lines

if TYPE_CHECKING:
    from dialogue_sim.session.views.goals import GoalView, MandateView
    from dialogue_sim.session.views.view import NewsView, View

SIGN = 10
POINTS = 10
FIRST_MINUTES = """\
You sit in one seat of an alliance. Read the brief; g shows what you are measured by.
Each turn: choose a text with ↑↓ and open it with enter. Amend up to two issues (the venue counts \
as one), and table it with t; or wait with z.
Before that the chair may talk to members: p. In some turns the text is debated.
Members let silence pass or break it. Everybody responds with a reason: r shows every number \
behind it. The counterpart answers, and the situation moves.
w explains what is highlighted. / opens the reading room: words, actors, sources, evidence.
ctrl+p finds everything that can be done, by its words."""
SCREENS = {
    "play": "Choosing a text",
    "prepare": "Groundwork before a text",
    "amend": "A text on the table",
    "question": "Your response or answer",
    "debate": "The floor of a debate",
    "bank": "An argument of the bank",
    "compose": "Your own words, or an answer",
    "stand": "Keep or withdraw",
    "dossier": "The dossier",
    "ledger": "The ledger of a debate",
    "forecast": "A sealed forecast",
    "reactions": "Reactions",
    "receipt": "Receipts",
    "history": "History",
    "replay": "The replay of a save",
    "note": "A note in a replay",
    "branch": "Going on from a turn of a replay",
    "compare": "Two lines of a save",
    "ending": "The debrief",
    "library": "The reading room",
    "reading": "A text to read",
    "log": "The log",
    "brief": "Before the session",
    "home": "The shelf",
    "live": "A scenario while you write it",
    "live_news": "News to begin at",
    "changed_rules": "A session whose rules have changed",
    "palette": "The palette",
    EVERYWHERE: "Everywhere",
}
"""Screens whose keys the help lists, with a heading each."""

SIGNS: tuple[tuple[str, str], ...] = (
    ("▲ ▼", "up or down, for the better"),
    ("△ ▽", "up or down, for the worse"),
    ("98%", "chance that silence holds if the text is tabled now"),
    ("free", "the text needs nobody's consent: there is no silence to break"),
    ("◆", "the text in force"),
    ("3■", "what tabling the text costs of your political capital ■■■□□"),
    ("━━╍╍─", "progress: what was verified, then what is on paper"),
    ("✦", "a part of the game that matters for the first time"),
    ("✎", "an amended issue"),
    ("+ -", "in a debate: for the text, against it; ± for a card that speaks for both"),
    ("! •", "in a debate: one of these must be answered; what you have said yourself"),
    ("✓ ✗", "in the log: the text stands, or it does not"),
    ("●━!──", "the round of the table: ● lets the text pass, ! stops it; the hours are a story"),
    ("─●┼──", "stance: against you on the left, with you on the right"),
)


def brief_page(view: View, width: int, *, before: bool = False) -> Lines:
    """The scenario, the seat, the goals and the documents.

    Args:
        before: whether the session has not begun, so that a mandate can still be picked.
    """
    lines = [*story_page(view, width), Content("")]
    lines += [*seat_page(view, width, before=before), Content("")]
    if view.lessons:
        lines += [*lesson_lines(view.lessons, width), Content("")]
    others = [name for seat, name in view.at.seats if seat != view.seat]
    if others:
        lines += [*paragraph(f"Other seats: {', '.join(others)}.", width, DIM), Content("")]
    if view.background:
        lines += [rule("Background, for those who want more", width)]
        lines += [*blocks(view.background, width), Content("")]
    return lines + rests_on(view, width)


def story_page(view: View, width: int) -> Lines:
    """The moment in which a story begins."""
    return [rule(f"{view.title} · {view.date}", width), *blocks(view.brief, width)]


def rests_on(view: View, width: int) -> Lines:
    """The documents that a scenario names."""
    lines = [rule("It rests on", width)]
    for document in view.documents:
        cited = f"{document.id} [{document.label}] {document.title}, {document.date}"
        lines += paragraph(cited, width)
    told = "Codes such as D001-S02 name a document and a sentence of it."
    return [*lines, *paragraph(told, width, DIM)]


def seat_page(view: View, width: int, *, before: bool = False) -> Lines:
    """Where a person sits: the brief of the seat, what only this seat knows, and its goals."""
    lines = [rule(f"Your seat: {view.seat_name}", width), *blocks(view.at.brief, width)]
    if view.at.nature is not None:
        kind = view.at.nature.id.replace("_", " ")
        lines += [Content(""), rule(f"Your nature, known to you alone: {kind}", width)]
        lines += paragraph(f"{view.at.nature.why} {MODELLED}", width)
    choosing = before and bool(view.mandates) and not view.picked
    goals = mandates_page(view, width) if choosing else goals_page(view, width)
    return [*lines, Content(""), *goals]


def mandates_page(view: View, width: int) -> Lines:
    """The mandates that a seat picks from when the session begins."""
    lines = [rule(f"You pick one of {len(view.mandates)} mandates", width)]
    for mandate in view.mandates:
        lines += [line((mandate.title, STRONG)), *paragraph(mandate.says, width, indent=2)]
    return [*lines, *paragraph("The goals of each are shown when you pick.", width, DIM)]


def mandate_page(mandate: MandateView, width: int) -> Lines:
    """What a mandate says, and the goals that count under it."""
    lines = paragraph(mandate.says, width)
    for goal in mandate.goals:
        secret = "secret: " if goal.secret else ""
        first, *rest = paragraph(f"{secret}{goal.text}", width - POINTS)
        lines.append(line((f"{goal.points} points  ", KEY), first))
        lines += [line(" " * POINTS, row) for row in rest]
    return [*lines, *_alone(mandate.goals, width)]


def _alone(goals: tuple[GoalView, ...], width: int) -> Lines:
    if not any(goal.secret for goal in goals):
        return []
    return paragraph("Secret goals are known to your seat alone.", width, DIM)


def pass_on_page(view: View, width: int, *, first: bool) -> Lines:
    """Whose turn it is at a keyboard that several persons share."""
    lines = paragraph(f"{view.seat_name} is asked now. Pass the keyboard on.", width, STRONG)
    return [*lines, Content(""), *seat_page(view, width)] if first else lines


def blocks(text: str, width: int) -> Lines:
    """Paragraphs of a text with an empty line between them."""
    lines: Lines = []
    for block in text.splitlines():
        if block.strip():
            lines += [*([Content("")] if lines else []), *paragraph(block, width)]
    return lines


def goals_page(view: View, width: int, *, named: bool = False) -> Lines:
    """The goals of the seat, and whether each would be met if the session ended now.

    Args:
        named: say whose goals they are, where several persons read.
    """
    met = sum(goal.points for goal in view.goals if goal.met)
    total = sum(goal.points for goal in view.goals)
    now = "" if view.phase == "over" else " as things stand"
    whose = f"Goals of {view.seat_name}" if named else "Your goals"
    lines = [rule(f"{whose}: {met} of {total} points{now}", width)]
    for mandate in view.mandates:
        if mandate.id == view.mandate:
            lines += paragraph(f"Mandate: {mandate.title}. {mandate.says}", width, DIM)
    for goal in view.goals:
        lines += _goal(goal, width)
    return [*lines, *_alone(view.goals, width)]


def _goal(goal: GoalView, width: int) -> Lines:
    mark, style = ("✓ met    ", GOOD) if goal.met else ("✗ not met", BAD)
    secret = "secret: " if goal.secret else ""
    first, *rest = paragraph(f"{secret}{goal.text}", width - 22)
    head = line((mark, style), f"  {goal.points} points  ", first)
    return [head, *(line(" " * 21, row) for row in rest)]


def news_page(news: tuple[NewsView, ...], width: int) -> Lines:
    """What happened before this turn."""
    lines: Lines = []
    for item in news:
        cited = f"[{item.label}] {', '.join(item.source)}"
        moved = f"It moved: {', '.join(item.effects)}." if item.effects else ""
        lines += [*([Content("")] if lines else []), rule(item.title, width)]
        lines += [*blocks(item.text, width), *paragraph(moved, width)]
        lines.append(Content.styled(cited.strip(), DIM))
    return lines


def cites_of_news(news: tuple[NewsView, ...]) -> tuple[str, ...]:
    """Codes of the sentences that news rest on."""
    return codes_in(" ".join(part for item in news for part in (item.text, *item.source)))


def codes_in(text: str) -> tuple[str, ...]:
    """Codes of sentences that a text names, each once."""
    return tuple(dict.fromkeys(CITATION.findall(text)))


def glossary_page(view: View, width: int) -> Lines:
    """What the session has shown so far, then every word of the game with what it means."""
    seen = (*view.lessons, *(lesson for turn in view.played for lesson in turn.lessons))
    lines = [rule("What mattered so far", width), *lesson_lines(seen, width)] if seen else []
    for term in view.glossary:
        lines += [*([Content("")] if lines else []), Content.styled(term.title, STRONG)]
        lines += paragraph(term.text, width)
    return lines


def error_page(text: str, width: int) -> Lines:
    """What went wrong, line by line."""
    return [row for part in text.splitlines() for row in _kept(part, width)]


def _kept(part: str, width: int) -> Lines:
    """A line of a diagnostic: its spaces point at a column, so they stay where there is room."""
    return [Content(part)] if len(part) <= width else paragraph(part, width)


def first_minutes(width: int) -> Lines:
    """How to begin, on one page."""
    lines = [rule("The first minutes", width)]
    for number, told in enumerate(FIRST_MINUTES.splitlines(), start=1):
        lines += beside([line((f"{number}.", KEY))], paragraph(told, width - 3), 2, 1)
    return lines


def help_page(width: int, *, here: str, plain: bool) -> Lines:
    """The first minutes, the keys of the screen one is on, then all others, signs and labels.

    Args:
        here: name of that screen in the table of commands; plain: whether there is no colour.
    """
    lines = first_minutes(width)
    others = [name for name in SCREENS if name != here]
    for screen in [here, *others] if here in SCREENS else others:
        told = " · you are here" if screen == here else ""
        lines += [Content(""), rule(SCREENS[screen] + told, width)]
        rows = [row for row in COMMANDS if row.screen == screen]
        lines += [row for key in rows if key.help for row in _entry(key.sign, key.help, width)]
    lines += [Content(""), rule("Responses, from the worst to the best", width)]
    lines += [
        line(chip(mark, fit(short_word(name, "member"), 9), plain=plain), "  ", mark.meaning)
        for name, mark in RESPONSE_MARKS.items()
    ]
    lines += [Content(""), rule("Answers of the counterpart", width)]
    lines += [
        line(chip(mark, fit(answer_word(name), 15), plain=plain), "  ", mark.meaning)
        for name, mark in ANSWER_MARKS.items()
    ]
    lines += [Content(""), rule("Exposure: what is lost if the counterpart cheats", width)]
    lines += [line((fit(sign, SIGN), style), words) for sign, (words, style) in EXPOSURE.items()]
    lines += [Content(""), rule("Signs", width)]
    lines += [row for sign, words in SIGNS for row in _entry(sign, words, width)]
    lines += [Content(""), rule("Labels", width)]
    return lines + [row for label, words in LABELS for row in _entry(label, words, width)]


def _entry(sign: str, words: str, width: int) -> Lines:
    return beside([line((sign, KEY))], paragraph(words, width - SIGN - 2), SIGN)
