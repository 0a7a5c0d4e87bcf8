"""The documents of a story: how far each can be leaned on, what it says, what rests on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from dialogue_sim.content.citations import Uses, uses

if TYPE_CHECKING:
    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.content.documents import Document
    from dialogue_sim.session.game import Game

ENDS = ("endings", "afterwards", "debrief")
"""Parts of a scenario that are read when it is over."""
NEVER_READ = ("tests",)


@dataclass(frozen=True, slots=True)
class SentenceView:
    """A sentence in other words, or a figure of a data set, that something here rests on.

    Attributes:
        id: as it is cited, such as `D001-S22`; label: of its document.
        unverified: whether the document does not say where the finding comes from.
        used_by: in words, such as `actor poland (issues.framing, red_lines)`.
    """

    id: str
    says: str
    label: str
    unverified: bool
    used_by: tuple[str, ...]

    @property
    def tagged(self) -> str:
        """Label and code as they stand before the sentence."""
        return f"[{self.label}] {'unverified ' if self.unverified else ''}{self.id}"


@dataclass(frozen=True, slots=True)
class DocumentFile:
    """A document or data set.

    Attributes:
        own: whether the scenario names it among its documents.
        unused: sentences that are told and that nothing in this story rests on, so far.
    """

    id: str
    title: str
    author: str
    date: str
    kind: str
    label: str
    weaknesses: tuple[str, ...]
    own: bool
    sentences: tuple[SentenceView, ...]
    unused: int


def document_files(game: Game) -> tuple[DocumentFile, ...]:
    """The scenario's documents, then all others that something in the story rests on.

    What only rests below an inject that has not happened, or below the ending, is not told yet.
    """
    bundle, happened = game.bundle, _happened(game)
    over = game.phase == "over"
    known = {
        cited: held
        for cited, by in _uses(bundle).items()
        if (held := _held(by, bundle, happened, over=over))
    }
    files = [_file(bundle, name, body, known) for name, body in _documents(bundle)]
    return tuple(file for file in files if file.own or file.sentences)


def _documents(bundle: Bundle) -> list[tuple[str, Document]]:
    own = list(bundle.scenario.documents)
    every = bundle.documents.documents
    return [(name, every[name]) for name in [*own, *(n for n in every if n not in own)]]


@lru_cache(maxsize=8)
def _uses(bundle: Bundle) -> Mapping[str, Uses]:
    return uses(bundle.written.values())


def _happened(game: Game) -> frozenset[str]:
    """Ids of the injects that have happened."""
    fired = {name for place in range(len(game.played)) for name in game.fired(place)}
    if game.waiting is not None:
        now = zip(game.world.story.injects, game.waiting.fired[:, 0], strict=True)
        fired.update(rule.id for rule, is_now in now if is_now)
    return frozenset(fired)


def _held(by: Uses, bundle: Bundle, happened: frozenset[str], *, over: bool) -> tuple[str, ...]:
    """What rests on a sentence in words, without what would tell how the story goes on."""
    story = f"scenario {bundle.scenario.id}"
    told = []
    for holder, parts in by.items():
        kept = tuple(p for p in parts if holder != story or _is_known(p, happened, over=over))
        if kept or not parts:
            told.append(f"{holder} ({', '.join(kept)})" if kept else holder)
    return tuple(told)


def _is_known(part: str, happened: frozenset[str], *, over: bool) -> bool:
    block, _, name = part.partition(" ")
    if block == "injects":
        return name in happened
    return block not in NEVER_READ and (over or block not in ENDS)


def _file(
    bundle: Bundle, name: str, body: Document, known: Mapping[str, tuple[str, ...]]
) -> DocumentFile:
    sentences = tuple(
        SentenceView(cited, says, body.label, key in body.unverified, known[cited])
        for key, says in body.sentences.items()
        for cited in [f"{name}-{key}"]
        if cited in known
    )
    return DocumentFile(
        name, body.title, body.author, str(body.date), body.kind, body.label,
        tuple(body.weaknesses), name in bundle.scenario.documents, sentences,
        len(body.sentences) - len(sentences),
    )  # fmt: skip
