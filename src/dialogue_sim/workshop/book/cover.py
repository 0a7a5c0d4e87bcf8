"""The cover: what kind of scenario this is, for whom, and how to read the labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dialogue_sim.paper.blocks import Listing, Note, Pairs, Paragraph, Strong
from dialogue_sim.session.hand_in.text import LABELS

if TYPE_CHECKING:
    from dialogue_sim.paper.blocks import Block
    from dialogue_sim.workshop.book.material import Material

PROCEDURES: Final = {
    "silence": "silence: a text for all stands unless a member breaks silence",
    "consensus": "consensus: a text for all needs every member",
    "majority": "majority: a text for all needs members of enough weight",
}
WARNING: Final = (
    "This book is for whoever runs the exercise. It tells how the story can go, and its appendix "
    "holds what single seats keep to themselves. Players need the first part, without the page "
    "of another seat."
)


def cover(material: Material) -> tuple[Block, ...]:
    """What stands before the table of contents."""
    scenario, setting = material.bundle.scenario, material.bundle.setting
    about = scenario.about
    return (
        Pairs((
            ("Setting", setting.title),
            ("Date of the story", scenario.date),
            ("For", about.level),
            ("Announced for", f"{about.minutes} minutes, {scenario.turns} turns"),
            ("Procedure", PROCEDURES[scenario.procedure]),
            ("Chair", material.name(scenario.chair)),
            ("Counterpart", material.bundle.counterpart.name),
            ("Authors", ", ".join(about.authors)),
            ("Licence", about.licence),
            ("Version", f"{about.version}, language {about.language}"),
        )),
        Paragraph((Strong("What it is for"),)),
        Listing(tuple(about.objectives)),
        Paragraph((Strong("Labels"),)),
        Listing(LABELS),
        Note(WARNING),
    )  # fmt: skip
