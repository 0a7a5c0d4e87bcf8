"""What is looked up, drawn for a width: an actor's file, a document, a sentence of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from dialogue_sim.tui.drawing import (
    BAD,
    DIM,
    FAIR,
    KEY,
    STRONG,
    Lines,
    beside,
    ends,
    fit,
    line,
    paragraph,
    pointer,
    rule,
)
from dialogue_sim.tui.marks import MODELLED

if TYPE_CHECKING:
    from dialogue_sim.session.views.actor_file import ActorFile, SaidView
    from dialogue_sim.session.views.bookshelf import DocumentFile, SentenceView
    from dialogue_sim.session.views.profile import PositionView, RedLineView, WeightView
    from dialogue_sim.session.views.sources import SourceView

STAR, NO_STAR, STARS = "★", "☆", 5
NAME = 18
GAUGE, BESIDE_GAUGE = 21, 28
UNVERIFIED = (
    "Unverified: the document does not say where this finding comes from, such as who was asked, "
    "when and how."
)


def actor_page(file: ActorFile, width: int) -> Lines:
    """An actor's file: who it is, what it wants and on what grounds, what it did here."""
    lines = [*paragraph(file.summary, width), Content("")]
    lines += paragraph(f"A {file.who}. It is {file.held}.", width)
    lines += _now(file, width)
    lines += [Content(""), rule("What it wants, and how much it cares", width)]
    for position in file.positions:
        lines += _position(position, width)
    if file.red_lines:
        lines += [Content(""), rule("Red lines", width)]
        lines += [row for red in file.red_lines for row in _red_line(red, width)]
    for title, weights in (("What moves it", file.moved_by), ("It listens to", file.listens_to)):
        if weights:
            lines += [Content(""), rule(title, width), *_weights(weights, width)]
    lines += [Content(""), rule("What it has said here", width), *_said(file.said, width)]
    lines += [Content(""), rule("Documented, in other words", width)]
    if not file.cited:
        lines += paragraph(f"Nothing: all of it is inferred. {MODELLED}", width, DIM)
    for code, says in file.cited:
        lines += [line((code, KEY)), *paragraph(says, width, indent=2)]
    told = f"{file.file}, as of {file.as_of}. Stars are 0 to 5; only their ratios matter."
    lines += [Content(""), *paragraph(told, width, DIM)]
    return [*lines, *(row for one in file.made_of for row in paragraph(one, width, DIM))]


def _now(file: ActorFile, width: int) -> Lines:
    """Stance and trust, now and at the opening, and what is known of what it bears."""
    lines: Lines = []
    room = max(5, min(GAUGE, width - BESIDE_GAUGE))
    if file.stance is not None:
        now, then = file.stance
        lines.append(_gauge("Stance", f"{now:+d}", pointer(now, room), f"opening {then:+d}"))
    if file.trust is not None:
        now, then = file.trust
        drawn = pointer(2 * now - 100, room)
        lines.append(_gauge("Trust", f"{now}", drawn, f"opening {then}"))
    if file.bears:
        lines += paragraph(f"It {file.bears}. {MODELLED}", width)
    if file.asks:
        lines += paragraph(f"It asks for {file.asks}.", width)
    return [Content(""), *lines] if lines else []


def _gauge(name: str, now: str, drawn: Content, then: str) -> Content:
    return line((fit(name, 8), STRONG), (f"{now:>4}  ", STRONG), drawn, (f"  {then}", DIM))


def stars(count: float) -> str:
    """Stars of five as signs, and the number where it lies between them."""
    whole = min(STARS, max(0, round(count)))
    exact = "" if whole == count else f" {count:g}"
    return f"{STAR * whole}{NO_STAR * (STARS - whole)}{exact}"


def _position(position: PositionView, width: int) -> Lines:
    right = line((stars(position.salience), "$accent"))
    head = ends(line((position.title, STRONG), f"  {position.wanted}"), right, width)
    lines = [head, *source_lines(position.source, width)]
    if position.salience_source is not None:
        lines += source_lines(position.salience_source, width, "how much: ")
    return lines


def _red_line(red: RedLineView, width: int) -> Lines:
    when = "always" if red.always else "while the conflict is unresolved"
    right = line((f"severity {red.severity} %", BAD))
    first, *rest = paragraph(red.says, max(10, width - right.cell_length - 3))
    lines = [ends(line(("! ", BAD), first), right, width)]
    lines += [line("  ", row) for row in rest]
    return [*lines, *paragraph(when, width, DIM, indent=2), *source_lines(red.source, width)]


def _weights(weights: tuple[WeightView, ...], width: int) -> Lines:
    """Names with their stars; the grounds of several once, where they share them."""
    lines: Lines = []
    for place, weight in enumerate(weights):
        room = max(NAME, min(40, width - 12))
        lines.append(line((fit(weight.name, room), STRONG), (stars(weight.stars), "$accent")))
        following = weights[place + 1].source if place + 1 < len(weights) else None
        if _grounds(weight.source) != _grounds(following):
            lines += source_lines(weight.source, width)
    return lines


def _grounds(source: SourceView | None) -> tuple[object, ...]:
    return () if source is None else (source.label, source.basis, source.cited, source.why)


def _said(said: tuple[SaidView, ...], width: int) -> Lines:
    if not said:
        return paragraph("Nothing yet.", width, DIM)
    lines: Lines = []
    for one in said:
        lines.append(
            line((f"T{one.turn} ", KEY), (one.word, STRONG), (f"  {one.about}", DIM))
            .truncate(width, ellipsis=True)
        )  # fmt: skip
        lines += paragraph(f"{one.reason}. [{one.label}]", width, indent=3)
    return lines


def source_lines(source: SourceView | None, width: int, lead: str = "") -> Lines:
    """Label, basis, codes and place of something, in small; then why, where it is inferred."""
    if source is None:
        return []
    codes = " ".join(code for code, _ in source.cited)
    why = f" · {source.why}" if source.why else ""
    told = f"{lead}[{source.label}] {source.shown_basis}{f' {codes}' if codes else ''}{why}"
    return paragraph(f"{told} · {source.file}:{source.line}", width, DIM, indent=2)


def document_page(file: DocumentFile, width: int) -> Lines:
    """A document: what it is, how far it can be leaned on, and every sentence that is used."""
    about = f"[{file.label}] {file.kind}, {file.date}, author: {file.author}"
    lines = [*paragraph(f"{file.id}  {file.title}", width, STRONG), *paragraph(about, width)]
    if file.weaknesses:
        lines += [Content(""), rule("Weaknesses", width)]
        for weak in file.weaknesses:
            lines += beside([line(("•", FAIR))], paragraph(weak, width - 2), 1, 1)
    lines += [Content(""), rule("What it says, in other words, and what rests on it", width)]
    for sentence in file.sentences:
        lines += sentence_lines(sentence, width)
    if file.unused:
        told = f"{file.unused} more of it: nothing in this story rests on them, so far."
        lines += paragraph(told, width, DIM)
    return lines


def sentence_lines(sentence: SentenceView, width: int) -> Lines:
    """A sentence below its code, and in small what rests on it."""
    lines = [line((sentence.tagged, KEY)), *paragraph(sentence.says, width, indent=2)]
    rests = "; ".join(sentence.used_by)
    return [*lines, *paragraph(f"used by {rests}" if rests else "", width, DIM, indent=2)]


def sentence_page(sentence: SentenceView, file: DocumentFile, width: int) -> Lines:
    """A sentence: what it says, from which document with which weaknesses, what rests on it."""
    lines = [line((sentence.tagged, KEY)), *paragraph(sentence.says, width, STRONG)]
    if sentence.unverified:
        lines += paragraph(UNVERIFIED, width, FAIR)
    about = f"{file.id} {file.title}: {file.kind}, {file.date}, author: {file.author}."
    lines += [Content(""), *paragraph(about, width)]
    lines += [row for weak in file.weaknesses for row in paragraph(f"• {weak}", width, DIM)]
    lines += [Content(""), rule("On it rest", width)]
    return lines + [row for used in sentence.used_by for row in paragraph(used, width)]
