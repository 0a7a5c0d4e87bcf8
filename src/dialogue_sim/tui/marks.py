"""Signs and short words beside every colour, so that nothing is said by colour alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

from dialogue_sim.tui.drawing import BAD, DIM, FAINT, FAIR, GOOD, KEY, line
from dialogue_sim.words import ANSWERS, RESPONSES

if TYPE_CHECKING:
    from dialogue_sim.session.views.odds import Odds

MODELLED = "[MOD]"
LESSON = "✦"
NEWS = "⚑"
GROUND = "$block-cursor-foreground on $block-cursor-background"
PIP, NO_PIP = "■", "□"


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign, its colours, and short words for it.

    Attributes:
        words: by kind of actor, at most nine cells, for where the whole word has no room.
        meaning: what the sign says, for the help.
    """

    sign: str
    style: str
    words: dict[str, str]
    meaning: str


REFUSING = "$text-error on $error-muted"
DOUBTING = "$text-warning on $warning-muted"
WILLING = "$text-success on $success-muted"
TESTING = "$text-secondary on $secondary-muted"

RESPONSE_MARKS: dict[str, Mark] = {
    "break_silence": Mark(
        "!", REFUSING, {"member": "breaks", "voice": "denounces", "public": "rejects"},
        "Breaks silence: the text does not stand.",
    ),
    "object": Mark(
        "✗", REFUSING, {"member": "objects", "voice": "objects", "public": "opposes"},
        "Objects on the record, and lets the text pass.",
    ),
    "hedge": Mark(
        "~", DOUBTING, {"member": "hedges", "voice": "reserves", "public": "divided"},
        "Hedges: neither for nor against.",
    ),
    "accept_with_conditions": Mark(
        "+", WILLING, {"member": "accepts", "voice": "supports", "public": "leans for"},
        "Accepts, with conditions.",
    ),
    "endorse": Mark(
        "✓", WILLING, {"member": "endorses", "voice": "endorses", "public": "supports"},
        "Endorses the text.",
    ),
}  # fmt: skip
"""In the order of the ladder, worst first."""

ANSWER_MARKS: dict[str, Mark] = {
    "reciprocate": Mark("✓", WILLING, {"": "reciprocates"}, "Answers a step with a step."),
    "probe": Mark("?", TESTING, {"": "probes"}, "Is friendly, commits to nothing and waits."),
    "stonewall": Mark("=", DOUBTING, {"": "stonewalls"}, "Rejects the step."),
    "exploit_splits": Mark(
        "/", REFUSING, {"": "exploits splits"}, "Deals with single members and takes."
    ),
    "escalate": Mark("!", REFUSING, {"": "escalates"}, "Answers with a show of force."),
}
NOT_HEARD = Mark("·", DIM, {"": "not heard"}, "Has not been asked yet.")

EXPOSURE: dict[str, tuple[str, str]] = {
    "○": ("hardly exposed", GOOD),
    "◔": ("a little exposed", GOOD),
    "◑": ("exposed", FAIR),
    "◕": ("very exposed", BAD),
    "●": ("wide open", BAD),
}
"""Words and colour of each exposure mark."""

LABELS: tuple[tuple[str, str], ...] = (
    ("[DOC]", "documented: a treaty or published data, with its date"),
    ("[REP]", "reported by a secondary text"),
    ("[PTY]", "claimed by a party to the conflict"),
    ("[MOD]", "produced by the model, or an inferred number"),
    ("[PLR]", "written or decided by a player"),
    ("[FIC]", "fiction of the scenario"),
)

SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Members", ("member",)),
    ("Voices and publics", ("voice", "public")),
)
"""Headings of the actors in the order of screens, with the kinds below each."""

KINDS = tuple(kind for _, kinds in SECTIONS for kind in kinds)

LIKELY, OPEN = 4, 2
"""From this rank of its chance on silence is likely to hold; from the other one on it is open."""

assert tuple(RESPONSE_MARKS) == RESPONSES  # noqa: S101  one mark for each word of the ladder
assert tuple(ANSWER_MARKS) == ANSWERS  # noqa: S101


def short_word(response: str, kind: str) -> str:
    """A response in at most nine cells."""
    words = RESPONSE_MARKS[response].words
    return words.get(kind, words["voice"])


SHORT = 9
"""Cells of a chip where room is scarce."""


def brief_word(response: str, kind: str, word: str) -> str:
    """The session's own word where it is short enough, else a shorter one of the same kind."""
    return word if word and cell_len(word) <= SHORT else short_word(response, kind)


def response_chip(response: str | None, word: str, *, plain: bool) -> Content:
    """A response as a sign and a word on a coloured ground."""
    mark = NOT_HEARD if response is None else RESPONSE_MARKS[response]
    return chip(mark, word, plain=plain)


def chip(mark: Mark, word: str, *, plain: bool) -> Content:
    """A sign and a word on a ground; `plain` is for terminals without colour."""
    if mark is NOT_HEARD:
        return line((f"{mark.sign} {word}", mark.style))
    return line((f"{mark.sign} {word}", "bold reverse" if plain else mark.style))


def answer_word(answer: str) -> str:
    """One of the five answers in a word or two."""
    return ANSWER_MARKS[answer].words[""]


def exposure_words(mark: str) -> str:
    """What an exposure mark says."""
    return EXPOSURE[mark][0]


def capital_pips(capital: int, most: int) -> Content:
    """Political capital as filled and empty squares."""
    return line((PIP * capital, KEY), (NO_PIP * max(0, most - capital), DIM))


def price_mark(price: int, *, payable: bool) -> Content:
    """What a text costs, for where every cell counts."""
    style = DIM if not price else "$accent" if payable else BAD
    return line((f"{price}{PIP}", style))


def chance_words(chance: Odds | None) -> str:
    """How likely a text is to stand, as a sentence part."""
    return "needs nobody's consent" if chance is None else f"stands with {chance.full}"


def chance_style(chance: Odds | None) -> str:
    """The colour of a chance; what is told of it stands beside it."""
    if chance is None:
        return DIM
    return GOOD if chance.rank >= LIKELY else FAIR if chance.rank >= OPEN else BAD


def change_mark(change: int, better: str) -> tuple[str, str]:
    """An arrow and its colour: filled for the better, hollow for the worse."""
    if change == 0:
        return "·", FAINT
    good = (change > 0) == (better == "up")
    arrows = ("▲", "▼") if good else ("△", "▽")
    return arrows[change < 0], GOOD if good else BAD
