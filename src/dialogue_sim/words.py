"""The ids of what actors say, in the order that conditions, saves and screens share.

`RESPONSES` is a ladder, worst first, so an earlier id is less than a later one; `ANSWERS` has an
order only so that each answer has a number.
"""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

RESPONSES = ("break_silence", "object", "hedge", "accept_with_conditions", "endorse")
ANSWERS = ("reciprocate", "probe", "stonewall", "exploit_splits", "escalate")

REASONS = (
    "stability", "security", "law", "unity", "public_opinion", "cost", "feasibility",
    "humanitarian",
)  # fmt: skip
"""Kinds of argument, in the order in which profiles weigh them for the ledger."""
SIDES = ("for", "against")
REBUTTALS = ("challenge", "undercut", "counter", "concede")
"""Ways to answer an argument: its evidence, its reasoning, something weightier, or in part."""

Difficulty: TypeAlias = Literal["open", "normal", "hard"]
DIFFICULTIES: tuple[Difficulty, ...] = get_args(Difficulty)
"""How much the adviser says: exact chances, bands and words, or words alone."""
