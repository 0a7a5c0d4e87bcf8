"""A trial as a save of its own: the same decisions on other rules, to be gone on with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.content.characters import visible
from dialogue_sim.session.changes.words import trial_lines
from dialogue_sim.session.saves.journal import SaveError
from dialogue_sim.session.saves.recording import new_journal, note_record, opening_records
from dialogue_sim.session.saves.tree import LONGEST_NOTE

if TYPE_CHECKING:
    from pathlib import Path

    from dialogue_sim.session.changes.trial import Trial


def save_trial(trial: Trial, path: Path, of: str) -> None:
    """Write a new save with the content of a trial and all decisions that it could make.

    The save that they were taken from is not touched. A note says where they come from, and
    where they stopped or came out otherwise; `tried` in the head, that it was not played so.

    Args:
        trial: one that could begin; path: where nothing is yet; of: name of the save tried.

    Raises:
        SaveError: the rules cannot even begin the session, the file exists, or the disk refuses.
    """
    if trial.start is None:
        message = f"{of} cannot be tried: {' '.join(trial_lines(trial))}"
        raise SaveError(message)
    said = " ".join([f"The decisions of {of} on other rules.", *trial_lines(trial)])
    journal = new_journal(path)
    note = note_record(visible(said)[:LONGEST_NOTE])
    head, *content = opening_records(trial.start)
    journal.append([{**head, "tried": True}, *content, *trial.steps, note])
    journal.close()
