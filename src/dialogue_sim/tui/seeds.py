"""Seeds that a person can say aloud."""

from __future__ import annotations

import secrets

CONSONANTS, VOWELS = "bdfgklmnprstv", "aeiou"


def random_seed() -> str:
    """Three syllables that can be said aloud."""
    syllables = [secrets.choice(CONSONANTS) + secrets.choice(VOWELS) for _ in range(3)]
    return "".join(syllables)
