"""What the live loop shows, as lines: for a terminal that does not draw, and for screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.content.diagnostics import render_text
from dialogue_sim.session.changes.words import parting_phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dialogue_sim.session.changes.parting import Parting
    from dialogue_sim.workshop.live.figures import Change, Sample
    from dialogue_sim.workshop.live.retelling import Otherwise, Told
    from dialogue_sim.workshop.live.round import Round
    from dialogue_sim.workshop.live.versions import Versions

MOST_VALUES, MOST_PRICES = 8, 4
"""Changed values and prices that are named; the others are counted."""
GROUP_WORDS = {
    "ending": "ending", "inject": "news", "picked": "tabled", "adopted": "adopted",
    "goal": "goal met", "silence": "",
}  # fmt: skip
"""How each group of figures is called before what it is about."""
HUNDRED = 100.0


def count(number: int, word: str) -> str:
    """A number with its word: `1 error`, `2 errors`."""
    return f"{number} {word}{'' if number == 1 else 's'}"


def state_line(versions: Versions) -> str:
    """How the files stand, in one line."""
    errors = len(versions.errors)
    remarks = len(versions.problems) - errors
    if versions.missing:
        return versions.missing
    if not versions.problems:
        return "clean"
    return ", ".join(
        count(number, word) for number, word in ((errors, "error"), (remarks, "remark")) if number
    )


def problem_lines(versions: Versions) -> list[str]:
    """Every problem with its line and caret."""
    found = versions.findings
    texts = {path: raw.decode(errors="replace") for path, raw in found.files.items()}
    return render_text(found.problems, texts).splitlines()


def round_lines(now: Round) -> list[str]:
    """A whole round: problems, or what has changed since the last good version."""
    versions = now.versions
    lines = [f"[{versions.at}] {state_line(versions)}"]
    if versions.problems:
        lines += ["", *problem_lines(versions)]
    if versions.notice:
        return [*lines, "", versions.notice]
    if versions.before is not None:
        lines += ["", f"Changed since {versions.before.at}:"]
        lines += _indented(value_lines(versions))
    return [*lines, "", *line_lines(now)]


def value_lines(versions: Versions) -> list[str]:
    """The values that have changed, a line each."""
    changes = versions.changes()
    more = len(changes) - MOST_VALUES
    return [*changes[:MOST_VALUES], *([f"and {more} more"] if more > 0 else [])]


def line_lines(now: Round) -> list[str]:
    """How the decisions stand, and what comes out otherwise."""
    if now.trouble:
        return [f"The decisions cannot begin: {now.trouble}."]
    if now.told is None:
        return []
    lines = [f"{standing_words(now.told)}."]
    if now.otherwise is not None:
        lines += _indented(otherwise_lines(now.otherwise))
    return lines


def standing_words(told: Told) -> str:
    """How far the decisions carry, as a sentence without its stop."""
    if told.stop is not None:
        kept = count(len(told.waiting), "decision")
        return f"{_capital(told.stop.sentence)}; {kept} kept for later"
    if not told.line.decisions:
        return "No decisions yet"
    return f"Made again: {count(told.made, 'decision')}, {count(len(told.game.played), 'turn')}"


def otherwise_lines(found: Otherwise) -> list[str]:
    """What comes out otherwise with the same decisions, turn by turn."""
    if found.same:
        return ["with these decisions all comes out as before"]
    prices = [f"{one.what} {one.before or '-'} -> {one.after or '-'}" for one in found.opening]
    more = len(prices) - MOST_PRICES
    return [
        *prices[:MOST_PRICES],
        *([f"and {more} more prices"] if more > 0 else []),
        *(f"turn {one.turn}: {otherwise_phrase(one)}" for one in found.turns),
    ]


def otherwise_phrase(one: Parting) -> str:
    """What comes out otherwise in a turn."""
    return parting_phrase(one) or "some numbers"


def sample_lines(sample: Sample) -> list[str]:
    """The figures of a text that nothing is compared with: endings, news, silence."""
    lines = [f"Of {sample.sessions} sessions:"]
    for (group, name), title in sample.titles.items():
        if group in {"ending", "inject", "silence"} and (name or sample.share((group, name))):
            lines.append(f"  {percent(sample.share((group, name)))}  {named(group, title)}")
    return lines


def change_lines(found: Sequence[Change], sessions: int) -> list[str]:
    """The figures that have changed, those that may be luck at the end."""
    if not found:
        return [f"Of {sessions} sessions: no figure has changed."]
    return [f"Of {sessions} sessions:", *(f"  {text}" for text in _changes(found))]


def _changes(found: Sequence[Change]) -> Iterator[str]:
    for one in found:
        yield f"{one.sign} {change_words(one)}  {named(one.group, one.title)}"


def change_words(one: Change) -> str:
    """A change in numbers: `58 % -> 71 %  +13.0 ±2.1`, and whether it may be luck."""
    if one.before is None or one.after is None:
        there, word = (one.after, "new") if one.before is None else (one.before, "gone")
        return f"{percent(there or 0.0)}  {word}"
    luck = "  within luck" if one.lucky else ""
    size = f"{HUNDRED * one.by:+.1f} ±{HUNDRED * one.error:.1f}"
    return f"{percent(one.before)} -> {percent(one.after)}  {size}{luck}"


def percent(share: float) -> str:
    """A share in whole percent."""
    return f"{HUNDRED * share:3.0f} %"


def named(group: str, title: str) -> str:
    """What a figure is about."""
    words = GROUP_WORDS[group]
    return f"{words}: {title}" if words else title


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _indented(lines: Sequence[str]) -> list[str]:
    return [f"  {text}" for text in lines]
