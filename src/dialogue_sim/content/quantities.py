"""Names of the numbers that authors may read, write and set; the engine gives them their meaning.

A test holds this list against the engine's table of indicators.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dialogue_sim.content.mechanisms import Mechanism

READABLE = frozenset({
    "tension", "trust", "credibility", "cohesion", "support", "progress", "security_loss",
    "hostilities", "hardliners", "outside_support", "posture", "counterpart_posture",
    "conduct", "own_conduct", "division", "security",
})  # fmt: skip
"""What a condition may compare."""

NUMBERS_OF_MECHANISMS: Mapping[str, Mechanism] = MappingProxyType(
    {"capital": "capital", "paper": "mask", "reading": "mask"}
)
"""What a condition may compare only where a mechanism is on; nothing else changes it."""

FACTS_OF_MECHANISMS: Mapping[str, Mechanism] = MappingProxyType({"promised": "resolve"})
"""What a condition may ask of somebody only where a mechanism is on."""

WRITABLE = READABLE - {"trust", "division", "security"}
"""What an effect may change."""

OPENING = WRITABLE - {"tension"}
"""What `situation:` may set; tension is the mean of both postures, so set these."""

SIGNED = frozenset({"conduct", "own_conduct"})
"""What runs from -100 to 100; everything else from 0 to 100."""

TERMS = (
    "interest", "trust", "domestic", "reciprocity", "argument", "cohesion", "peers", "principle",
    "caution",
)  # fmt: skip
"""What an expectation may ask of a receipt."""

DRIVERS = (
    "const", "offer", "status", "demand", "temptation", "split", "threat", "deterrent",
    "isolation", "ledger", "hardliners", "war", "patron", "overreach",
)  # fmt: skip
"""What an expectation may ask of the counterpart's answer."""
