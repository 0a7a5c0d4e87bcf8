"""The shipped content as the plain model has it: no mechanism, no debate, goals for the chair.

What is tested of the plain model does not change when mechanisms and mandates are tuned.
"""

from __future__ import annotations

import re
from typing import get_args

from tests.without_debates import undebated

from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.mechanisms import Mechanism

DECEMBER = "scenarios/nato_russia/december_2019.yaml"
OFF = "".join(f"  {name}: false\n" for name in get_args(Mechanism))
GOALS = """\
    goals:
      channel:
        points: 3
        when: standing.contact >= ambassadors
        text: At the end a channel of ambassadors or higher is in force.
      together:
        points: 3
        when: cohesion >= 60
        text: Cohesion ends at 60 or more.
      calm:
        points: 2
        when: tension <= 50
        text: Tension ends no higher than it began.
      first_step:
        points: 2
        secret: true
        when: progress >= 8
        text: Moscow has answered in kind at least so far that progress reaches 8.
      nothing_lost:
        points: 2
        secret: true
        when: security_loss <= 5
        text: Moscow has taken hardly anything it was not offered, and security loss stays at 5 or less.
"""  # noqa: E501  as long as the line that it stands for
MANDATES = re.compile(r"(?:    #[^\n]*\n)*    mandates:\n(?:      [^\n]*\n)+")
TUNED = [
    ("hostilities -= 6\n      - support += 6\n", "hostilities -= 6\n      - support += 2\n"),
    ("tension += 4\n      - support -= 6\n", "tension += 4\n      - support -= 3\n"),
    ("credibility -= 5\n      - support -= 6\n", "credibility -= 4\n"),
    ("trust(poland) -= 3\n      - support -= 4\n", "trust(poland) -= 3\n"),
]
"""What news does at home was tuned when there were mechanisms: as it is now, and as it was."""
LATER_VOICES = re.compile(r"  gabriel: \{\}\n")
ENDINGS_OF_MECHANISMS = re.compile(
    r"  - id: (?:open_flank|on_paper|light_words|tired_public)\n(?:    [^\n]*\n)+"
)


def plain_december() -> str:
    """The shipped scenario without debates, mechanisms and all that came with them or later."""
    text = (packaged_content() / DECEMBER).read_text(encoding="utf-8")
    text, mandates = MANDATES.subn(GOALS, text)
    text, endings = ENDINGS_OF_MECHANISMS.subn("", text)
    for now, before in TUNED:
        assert text.count(now) == 1, now
        text = text.replace(now, before)
    text, voices = LATER_VOICES.subn("", text)
    assert (mandates, endings, voices) == (1, 4, 1)
    assert not re.search(r"^mechanisms:", text, re.MULTILINE)
    return undebated(f"{text}mechanisms:\n{OFF}")


def plain_library() -> dict[str, bytes]:
    """The shipped files with that scenario in place of their own."""
    return {**read_library(packaged_content()), DECEMBER: plain_december().encode()}
