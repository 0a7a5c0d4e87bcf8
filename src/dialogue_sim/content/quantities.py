"""Names of the numbers that authors may read, write and set; the engine gives them their meaning.

A test holds this list against the engine's table of indicators.
"""

from __future__ import annotations

READABLE = frozenset({
    "tension", "trust", "credibility", "cohesion", "support", "progress", "security_loss",
    "hostilities", "hardliners", "outside_support", "posture", "counterpart_posture",
    "conduct", "own_conduct", "division",
})  # fmt: skip
"""What a condition may compare."""

WRITABLE = READABLE - {"trust", "division"}
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
    "isolation", "ledger", "hardliners", "war", "patron",
)  # fmt: skip
"""What an expectation may ask of the counterpart's answer."""
