"""The shelves of the reading room: what stands on each, as entries to look up."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content

from dialogue_sim.tui.drawing import DIM, Lines, line, paragraph
from dialogue_sim.tui.screens.pages import (
    blocks,
    codes_in,
    goals_page,
    news_page,
    rests_on,
    seat_page,
    story_page,
)
from dialogue_sim.tui.widgets.catalogue import Entry, plain_prompt
from dialogue_sim.tui.widgets.dossier import card_entry
from dialogue_sim.tui.widgets.files import actor_page, document_page, sentence_page
from dialogue_sim.tui.widgets.lessons import lesson_lines
from dialogue_sim.tui.widgets.log import entry as log_entry
from dialogue_sim.tui.widgets.log import outcome

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dialogue_sim.session.views.actor_file import ActorFile
    from dialogue_sim.session.views.bookshelf import DocumentFile, SentenceView
    from dialogue_sim.session.views.reading_room import ReadingRoom
    from dialogue_sim.session.views.turn_view import TurnView
    from dialogue_sim.session.views.view import NewsView, TermView, View

CITED = "Cited"
STORY, WORDS, ACTORS, SOURCES, EVIDENCE, LOG = (
    "Story", "Words", "Actors", "Sources", "Evidence", "Log"
)  # fmt: skip
TURN = "turn:"


def shelves(room: ReadingRoom, cites: tuple[str, ...] = ()) -> dict[str, list[Entry]]:
    """What stands on each shelf, those that have something.

    Args:
        cites: codes of sentences that are asked for; they stand on a shelf of their own.
    """
    view = room.view
    filled = {
        CITED: _cited(room, cites),
        STORY: _story(room),
        WORDS: [*_lessons(view), *(_word(term) for term in view.glossary)],
        ACTORS: [_actor(file) for file in room.actors],
        SOURCES: [one for file in room.documents for one in _document(file)],
        EVIDENCE: [card_entry(card, shelf=EVIDENCE) for card in room.cards],
        LOG: [_turn(turn, view) for turn in view.played],
    }
    return {name: entries for name, entries in filled.items() if entries}


# ---------------------------------------------------------------- the story


def _story(room: ReadingRoom) -> list[Entry]:
    view = room.view
    entries = [_text("The moment", partial(story_page, view), view.brief)]
    if view.background:
        page = partial(_blocks, view.background)
        entries.append(_text("Background", page, view.background))
    if room.private:
        entries.append(_text("Your seat", partial(seat_page, view), view.at.brief))
        goals = " ".join(goal.text for goal in view.goals)
        entries.append(_text("Your goals", partial(goals_page, view), goals))
    entries += [_news(turn, item) for turn, item in reversed(room.news)]
    if view.ending is not None and view.ending.afterwards:
        said = f"{view.ending.afterwards.strip()} [{view.ending.afterwards_label}]"
        entries.append(_text("What happened in the world", partial(_blocks, said), said))
    cited = " ".join(document.title for document in view.documents)
    entries.append(_text("What the story rests on", partial(rests_on, view), cited))
    return entries


def _text(title: str, page: partial[Lines], text: str) -> Entry:
    return Entry(
        f"story:{title}", title, f"{title} {text}".casefold(), plain_prompt("", title), page,
        STORY, cites=codes_in(text),
    )  # fmt: skip


def _blocks(text: str, width: int) -> Lines:
    return blocks(text, width)


def _news(turn: int, item: NewsView) -> Entry:
    cites = codes_in(" ".join([item.text, *item.source]))
    return Entry(
        f"news:{turn}:{item.id}", item.title, f"{item.title} {item.text} news".casefold(),
        plain_prompt(f"T{turn}", item.title, f"[{item.label}]"),
        partial(news_page, (item,)), STORY, cites=cites,
    )  # fmt: skip


# ---------------------------------------------------------------- words


def _lessons(view: View) -> list[Entry]:
    """What the session has explained so far."""
    seen = (*view.lessons, *(lesson for turn in view.played for lesson in turn.lessons))
    if not seen:
        return []
    title = "What mattered so far"
    page = partial(lesson_lines, seen)
    return [Entry("word:", title, title.casefold(), plain_prompt("✦", title), page, WORDS)]


def _word(term: TermView) -> Entry:
    searched = f"{term.title} {term.text}".casefold()
    return Entry(
        f"word:{term.id}", term.title, searched, plain_prompt("", term.title),
        partial(_word_page, term), WORDS, deep=True, cites=codes_in(term.text),
    )  # fmt: skip


def _word_page(term: TermView, width: int) -> Lines:
    return paragraph(term.text, width)


# ---------------------------------------------------------------- actors and sources


def _actor(file: ActorFile) -> Entry:
    wanted = " ".join(f"{one.title} {one.wanted}" for one in file.positions)
    lines = " ".join(red.says for red in file.red_lines)
    searched = f"{file.name} {file.id} {file.kind} {file.summary} {wanted} {lines}".casefold()
    return Entry(
        f"actor:{file.listed}", file.name, searched, plain_prompt("", file.name, file.kind),
        partial(actor_page, file), ACTORS,
        cites=tuple(code.rpartition(" ")[2] for code, _ in file.cited),
    )  # fmt: skip


def _document(file: DocumentFile) -> Iterable[Entry]:
    """A document, then each of its sentences."""
    searched = " ".join([file.id, file.title, file.kind, file.date, f"[{file.label}]"]).casefold()
    own = "◆" if file.own else " "
    yield Entry(
        f"source:{file.id}", file.title, searched,
        plain_prompt(f"{own} {file.id}", file.title, f"[{file.label}] {file.date[:4]}"),
        partial(document_page, file), SOURCES, cites=tuple(one.id for one in file.sentences),
    )  # fmt: skip
    for sentence in file.sentences:
        yield sentence_entry(sentence, file)


def sentence_entry(sentence: SentenceView, file: DocumentFile, shelf: str = SOURCES) -> Entry:
    """A sentence of a document to look up."""
    searched = f"{sentence.tagged} {sentence.says} {file.title}".casefold()
    return Entry(
        f"sentence:{shelf}:{sentence.id}", sentence.id, searched,
        partial(_sentence_prompt, sentence), partial(sentence_page, sentence, file), shelf,
        deep=shelf == SOURCES,
    )  # fmt: skip


def _sentence_prompt(sentence: SentenceView, width: int) -> Content:
    shown = line(("    ", ""), (f"{sentence.id} ", DIM), sentence.says)
    return shown.truncate(width, ellipsis=True)


def _cited(room: ReadingRoom, cites: tuple[str, ...]) -> list[Entry]:
    return [
        sentence_entry(sentence, file, CITED)
        for file in room.documents
        for sentence in file.sentences
        if sentence.id in cites
    ]


# ---------------------------------------------------------------- the log


def _turn(turn: TurnView, view: View) -> Entry:
    said = outcome(turn, view)
    sign = "·" if turn.waited else "✓" if turn.stands else "✗"
    return Entry(
        f"{TURN}{turn.number}", turn.title, f"{turn.title} {said} t{turn.number}".casefold(),
        plain_prompt(f"T{turn.number} {sign}", turn.title), partial(_turn_page, turn, view), LOG,
        deep=True,
    )  # fmt: skip


def _turn_page(turn: TurnView, view: View, width: int) -> Lines:
    told = "enter shows everything that was said."
    amended = [row for one in turn.amendments for row in paragraph(f"✎ {one}", width)]
    return [*log_entry(turn, view, width), *amended, *paragraph(told, width, DIM)]
