"""What the model card knows of one equation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Equation:
    """One numbered rule of the model.

    Attributes:
        number: such as `E11b`; docstrings of the engine name it.
        name: in a few words.
        formula: in plain text, lines of at most 90 characters.
        meaning: what it means for a trainer, in one or two sentences.
        literature: keys of `LITERATURE`; empty if it is a construction of this model.
        code: where it is computed, as names below `dialogue_sim`; empty if it is not.
        numbers: its coefficients: a file (`rules`, `setting`, `actor`, `counterpart`) and a path
            in it, with dots.
    """

    number: str
    name: str
    formula: str
    meaning: str
    literature: tuple[str, ...] = ()
    code: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
