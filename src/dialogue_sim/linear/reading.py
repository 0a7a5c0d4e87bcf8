"""The reading room as lines: an actor's file, the documents, a sentence and what rests on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from dialogue_sim.content.suggest import hint
from dialogue_sim.session.views.reading_room import reading_room

if TYPE_CHECKING:
    from dialogue_sim.session.game import Game
    from dialogue_sim.session.views.actor_file import ActorFile
    from dialogue_sim.session.views.bookshelf import DocumentFile, SentenceView
    from dialogue_sim.session.views.profile import PositionView
    from dialogue_sim.session.views.reading_room import ReadingRoom
    from dialogue_sim.session.views.sources import SourceView
    from dialogue_sim.session.views.view import View

MODELLED = "[MOD]"


def questions(game: Game, view: View) -> Mapping[str, Callable[[str], list[str]]]:
    """What is said to each word that asks for something to read, from what follows the word."""

    def asked(page: Callable[[ReadingRoom, str], list[str]], typed: str) -> list[str]:
        return page(reading_room(game, view), typed)

    pages = {"actor": actor, "sources": sources, "source": source}
    return {word: partial(asked, page) for word, page in pages.items()}


# ---------------------------------------------------------------- actors


def actor(room: ReadingRoom, typed: str) -> list[str]:
    """The file of an actor given by its id, name or short name; without one, who there is."""
    if not typed:
        return ["Actors:", *(f"  {file.name} ({file.kind}, id {file.id})" for file in room.actors)]
    for file in room.actors:
        if typed.casefold() in {file.id, file.name.casefold(), file.short.casefold()}:
            return _file(file)
    known = [name for file in room.actors for name in (file.id, file.short)]
    return [f"There is no actor '{typed}': {hint(typed, known)}"]


def _file(file: ActorFile) -> list[str]:
    lines = [f"{file.name} (id {file.id}), a {file.who}. It is {file.held}.", f"  {file.summary}"]
    lines += _now(file)
    lines.append("What it wants, and how much it cares, of 5 stars:")
    lines += [line for position in file.positions for line in _position(position)]
    lines += ["Red lines:"] * bool(file.red_lines)
    for red in file.red_lines:
        when = "always" if red.always else "while the conflict is unresolved"
        lines.append(f"  {red.says}; severity {red.severity} %, {when}{_grounds(red.source)}")
    for title, weights in (("What moves it", file.moved_by), ("It listens to", file.listens_to)):
        if weights:
            told = ", ".join(f"{one.name} {one.stars:g}" for one in weights)
            lines.append(f"{title}, by stars: {told}.")
    lines.append("What it has said here:")
    for one in file.said:
        lines.append(f"  Turn {one.turn}, {one.about}: {one.word}. {one.reason}. [{one.label}]")
    lines += [] if file.said else ["  Nothing yet."]
    lines.append("Documented, in other words:")
    lines += [f"  {code} {says}" for code, says in file.cited]
    lines += [] if file.cited else [f"  Nothing: all of it is inferred. {MODELLED}"]
    return [*lines, f"From {file.file}, as of {file.as_of}.", *file.made_of]


def _now(file: ActorFile) -> list[str]:
    lines = []
    if file.stance is not None:
        now, then = file.stance
        lines.append(f"  Stance {now:+d}, at the opening {then:+d}, from -100 to +100.")
    if file.trust is not None:
        now, then = file.trust
        lines.append(f"  Trust in the counterpart {now}, at the opening {then}, of 100.")
    lines += [f"  It {file.bears}. {MODELLED}"] if file.bears else []
    return lines + ([f"  It asks for {file.asks}."] if file.asks else [])


def _position(one: PositionView) -> list[str]:
    lines = [f"  {one.title}: {one.wanted}, {one.salience:g} stars{_grounds(one.source)}"]
    if one.salience_source is not None:
        lines.append(f"    The stars{_grounds(one.salience_source)}")
    return lines


def _grounds(source: SourceView | None) -> str:
    """Label, basis, codes and place of a number, and why where it is inferred."""
    if source is None:
        return "."
    codes = "".join(f" {code}" for code, _ in source.cited)
    why = f" {source.why}" if source.why else ""
    return f" [{source.label}] {source.shown_basis}{codes} ({source.file}:{source.line}).{why}"


# ---------------------------------------------------------------- sources


def sources(room: ReadingRoom, typed: str) -> list[str]:
    """The documents of the story; with words, documents and sentences in which all occur."""
    if not typed:
        lines = [_head(file) for file in room.documents]
        return [*lines, "`sources WORDS` searches them, `source CODE` opens one."]
    words = typed.casefold().split()
    lines = [_head(file) for file in room.documents if _occur(words, _head(file))]
    for file in room.documents:
        for one in file.sentences:
            if _occur(words, f"{one.tagged} {one.says}"):
                lines.append(f"  {one.tagged}: {one.says}")
    return lines or [f"Nothing has '{typed}' in it."]


def _occur(words: Iterable[str], text: str) -> bool:
    folded = text.casefold()
    return all(word in folded for word in words)


def _head(file: DocumentFile) -> str:
    own = "" if file.own else ", from beyond the scenario"
    count = len(file.sentences)
    return (
        f"  {file.id} [{file.label}] {file.title}: {file.kind}, {file.date}{own}; "
        f"{count} {'sentence' if count == 1 else 'sentences'}."
    )


def source(room: ReadingRoom, typed: str) -> list[str]:
    """A document by its id, or a sentence by its code, and what rests on it."""
    wanted = typed.upper()
    for file in room.documents:
        if wanted == file.id:
            return _document(file)
        for one in file.sentences:
            if wanted == one.id:
                return [*_sentence(one), f"Of {_head(file).strip()}", *_weaknesses(file)]
    known = [*room.sentences, *(file.id for file in room.documents)]
    if not typed:
        return ["Type a code, such as `source D001`, or `sources` for all of them."]
    return [f"There is no source '{typed}': {hint(typed, known)}"]


def _document(file: DocumentFile) -> list[str]:
    lines = [_head(file).strip(), f"  Author: {file.author}.", *_weaknesses(file)]
    lines += [line for one in file.sentences for line in _sentence(one)]
    more = f"{file.unused} more of it: nothing in this story rests on them, so far."
    return lines + [more] * bool(file.unused)


def _weaknesses(file: DocumentFile) -> list[str]:
    return ["Weaknesses:", *(f"  {weak}" for weak in file.weaknesses)] if file.weaknesses else []


def _sentence(one: SentenceView) -> list[str]:
    return [f"{one.tagged}: {one.says}", f"  Used by {'; '.join(one.used_by)}."]
