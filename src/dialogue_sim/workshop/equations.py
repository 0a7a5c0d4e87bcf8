"""Every equation of the model, in the order of their numbers."""

from __future__ import annotations

from typing import Final

from dialogue_sim.workshop.equations_of_answers import ANSWERS
from dialogue_sim.workshop.equations_of_mechanisms import MECHANISMS
from dialogue_sim.workshop.equations_of_reasons import REASONS
from dialogue_sim.workshop.equations_of_time import TIME

EQUATIONS: Final = (*REASONS, *ANSWERS, *TIME, *MECHANISMS)
