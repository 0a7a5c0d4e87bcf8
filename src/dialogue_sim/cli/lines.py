"""Lines of a save as JSON documents: what was recorded, and what differs between two of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.session.replay.comparing import compare_lines
from dialogue_sim.session.replay.names import names_in
from dialogue_sim.session.replay.recorded import recorded_line
from dialogue_sim.session.saves.journal import SaveError
from dialogue_sim.session.share.readable import code_at

if TYPE_CHECKING:
    from dialogue_sim.session.replay.comparing import Changed, TurnPair
    from dialogue_sim.session.saves.reading import Save
    from dialogue_sim.session.saves.tree import Note

Document = dict[str, object]
OF_THE_FILE = frozenset({"n", "p", "h", "k"})
IN_NUMBERS = frozenset({"terms", "probabilities", "drivers", "sides"})
"""What an adviser who gives no numbers keeps back until the session is over."""


def line_document(save: Save, end: int, turn: int | None = None) -> Document:
    """A line as it was recorded: where it comes from, the opening, and its turns.

    Args:
        save: as far as it could be read; end: last step of the line.
        turn: keep this turn alone, the opening for 0; all of it if left out.
    """
    tree = save.tree
    line = recorded_line(save, names_in(save), end)
    opening = next((n for n in tree.line(end) if tree.kind(n) == "opening"), None)
    document: Document = {
        **_of(save, end),
        "lines": [one.name for one in tree.variations],
        "seats": save.head.get("seats"),
    }
    if turn in {None, 0}:
        said = {} if opening is None else _bare(save, opening)
        document["opening"] = {**said, "notes": _notes(line.notes_at(0))}
    document["turns"] = [
        {
            **_told(_bare(save, one.step), exact=line.exact),
            "moves": [{"by": made.by, "do": made.do} for made in one.decisions],
            "notes": _notes(line.notes_at(place)),
        }
        for place, one in enumerate(line.turns, start=1)
        if turn in {None, place}
    ]
    if turn is None and (line.over or len(line.seats) <= 1):  # what others hide is not printed
        document["pending"] = [{"by": made.by, "do": made.do} for made in line.pending]
    return document


def _of(save: Save, end: int) -> Document:
    """What says which line of which session it is."""
    line = recorded_line(save, names_in(save), end)
    return {
        "save": str(save.path),
        "line": save.tree.variation_of(end).name,
        "scenario": save.head.get("scenario"),
        "seed": line.seed,
        "session_code": _code(save, end),
    }


def _code(save: Save, end: int) -> str | None:
    """The session code, where the records say enough to tell it."""
    try:
        return code_at(save, end)
    except SaveError:
        return None


def _bare(save: Save, step: int) -> Document:
    record = save.tree.records[step]
    return {key: part for key, part in record.items() if key not in OF_THE_FILE}


def _told(record: Document, *, exact: bool) -> Document:
    """A turn, without what may not be told in numbers."""
    if exact:
        return record
    told = {key: part for key, part in record.items() if key not in IN_NUMBERS}
    heard, debate = told.get("hearings"), told.get("debate")
    if isinstance(heard, list):
        told["hearings"] = [_told(one, exact=False) for one in heard if isinstance(one, dict)]
    if isinstance(debate, dict):
        told["debate"] = _told(debate, exact=False)
    return told


def _notes(notes: tuple[Note, ...]) -> list[Document]:
    return [{"mark": one.mark, "text": one.text} for one in notes]


def compared_document(saves: tuple[Save, Save], ends: tuple[int, int]) -> Document:
    """Two lines turn by turn, where they part, and why.

    Args:
        saves: of the first line and of the second; ends: their last steps.
    """
    both = list(zip(saves, ends, strict=True))
    one, two = (recorded_line(save, names_in(save), end) for save, end in both)
    found = compare_lines(one, two)
    return {
        "lines": [_of(save, end) for save, end in both],
        "parts": found.parts,
        "why": found.why or None,
        "turns": [_pair(pair, exact=one.exact and two.exact) for pair in found.turns],
    }


def _pair(pair: TurnPair, *, exact: bool) -> Document:
    turns = (pair.first, pair.second)
    return {
        "turn": pair.number,
        "same": pair.same,
        "moves": [
            turn and [{"by": made.by, "do": made.do} for made in turn.decisions] for turn in turns
        ],
        "stands": [turn and turn.stands for turn in turns],
        "answer": [turn and turn.answer for turn in turns],
        "indicators": {name: [a, b] for name, _, a, b in pair.indicators},
        "responses": [_changed(one, exact=exact) for one in pair.responses],
    }


def _changed(one: Changed, *, exact: bool) -> Document:
    return {
        "actor": one.name,
        "responses": [one.before or None, one.after or None],
        "because": [
            {"term": o.label, **({"values": [o.before, o.after]} if exact else {})}
            for o in one.because
        ],
    }
