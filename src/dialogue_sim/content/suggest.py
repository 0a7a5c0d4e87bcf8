"""Did-you-mean: the known word that an unknown one most probably stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches
from typing import Final

from dialogue_sim.content.characters import quoted

_LONGEST: Final = 64  # comparing is quadratic, and a longer word is no typing slip
_LIKENESS: Final = 0.65
_SHORTEST_PART: Final = 4
_LISTED: Final = 8
_CLEARLY: Final = 0.03  # a word that is less ahead of another is no more likely
_MEANT: Final = re.compile(r"did you mean '([^']*)'\?")


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """Return the member of `known` that is most like `word`, or None if none is near.

    Case does not count, and `-` and blanks are the same as `_`. A word that is a part of one
    name alone stands for it: `gunboat` for `gunboat_diplomacy`.
    """
    if len(word) > _LONGEST:
        return None
    form = _form(word)
    by_form = {_form(name): name for name in sorted(known, reverse=True)}
    near = get_close_matches(form, sorted(by_form), n=1, cutoff=_LIKENESS)
    if not near and len(form) >= _SHORTEST_PART:
        near = [name for name in by_form if f"_{form}_" in f"_{name}_"]
    return by_form[near[0]] if len(near) == 1 else None


def hint(word: str, known: Iterable[str]) -> str:
    """Return the help for an unknown word: the nearest known one, or the known ones.

    The list is sorted and names eight at most; it is empty when nothing is known.
    """
    names = sorted(set(known))
    near = did_you_mean(word, names)
    if near is not None:
        other = did_you_mean(word, [name for name in names if _form(name) != _form(near)])
        as_likely = [other] if other and _as_like(word, near, other) else []
        return meant(*sorted([near, *as_likely]))
    if not names:
        return ""
    shown = ", ".join(quoted(name)[1:-1] for name in names[:_LISTED])
    rest = len(names) - _LISTED
    return f"known: {shown} and {rest} more" if rest > 0 else f"known: {shown}"


def meant(*near: str) -> str:
    """Return the help that names what an unknown word most probably stands for."""
    return f"did you mean {' or '.join(map(quoted, near))}?"


def suggested(help_: str) -> str | None:
    """Return the one word that a help suggests; None if it suggests several, or something else."""
    found = _MEANT.fullmatch(help_)
    return None if found is None else found.group(1)


def likeness(word: str, other: str) -> float:
    """Return how like two words are, 0..1; 1 where only case, hyphens and blanks differ."""
    return SequenceMatcher(None, _form(word), _form(other)).ratio()


def _as_like(word: str, near: str, other: str) -> bool:
    return likeness(word, near) - likeness(word, other) < _CLEARLY


def _form(word: str) -> str:
    return word.strip().casefold().replace("-", "_").replace(" ", "_")
