"""Every equation of the model, in the order of their numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dialogue_sim.workshop.card.equations_of_answers import ANSWERS
from dialogue_sim.workshop.card.equations_of_debate import DEBATE
from dialogue_sim.workshop.card.equations_of_mechanisms import MECHANISMS
from dialogue_sim.workshop.card.equations_of_reasons import REASONS
from dialogue_sim.workshop.card.equations_of_time import TIME

if TYPE_CHECKING:
    from dialogue_sim.workshop.card.equation import Equation


def _in_order(row: Equation) -> tuple[int, str]:
    """E11b comes after E11, and both before E12."""
    return int(row.number[1:].rstrip("b")), row.number


EQUATIONS: Final = tuple(sorted((*REASONS, *ANSWERS, *TIME, *DEBATE, *MECHANISMS), key=_in_order))
