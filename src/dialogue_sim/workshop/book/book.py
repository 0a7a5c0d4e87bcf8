"""The book of a scenario: everything about it, from its content alone, on one page to print."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dialogue_sim import __version__
from dialogue_sim.content.fingerprint import fingerprints
from dialogue_sim.paper.blocks import Page
from dialogue_sim.session.hand_in.text import DISCLAIMER
from dialogue_sim.session.progress import silent
from dialogue_sim.workshop.book.cast import cast
from dialogue_sim.workshop.book.closing import closing, secrets
from dialogue_sim.workshop.book.cover import cover
from dialogue_sim.workshop.book.dossier import dossier
from dialogue_sim.workshop.book.expected import expected
from dialogue_sim.workshop.book.figures import figures
from dialogue_sim.workshop.book.glance import glance
from dialogue_sim.workshop.book.instruments import instruments
from dialogue_sim.workshop.book.material import material_of
from dialogue_sim.workshop.book.matrix import matrix
from dialogue_sim.workshop.book.model import model
from dialogue_sim.workshop.book.reading import reading
from dialogue_sim.workshop.book.story import story

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dialogue_sim.paper.blocks import Section
    from dialogue_sim.session.progress import Tell
    from dialogue_sim.workshop.book.material import Material

MAKE: Final = "book"
"""What kind of page it is; by this a book is known again before it is written over."""
CHAPTERS: Final = (
    glance, story, instruments, cast, matrix, expected, reading, dossier, closing, model,
)  # fmt: skip


def book(
    files: Mapping[str, bytes],
    scenario: str,
    sessions: int = 0,
    seed: str = "0",
    tell: Tell = silent,
) -> Page:
    """The book of a scenario.

    Args:
        files: the library.
        scenario: its id.
        sessions: of a playtest whose figures are in it; 0 leaves them out.
        seed: of that playtest, any text.
        tell: hears how far it is.

    Raises:
        UnknownIdError: there is no such scenario.
        ContentError: its content has errors.
        Stopped: nobody waits for it any more.
    """
    material = material_of(files, scenario)
    found = (chapter(material) for chapter in CHAPTERS)
    chapters = [one for one in found if one is not None]
    if sessions:
        chapters.append(figures(material.bundle, sessions, seed, tell))
    return _bound(material, (*chapters, secrets(material)))


def _bound(material: Material, chapters: tuple[Section, ...]) -> Page:
    """Chapters with a cover before them, and what they were made from behind them."""
    scenario, setting = material.bundle.scenario, material.bundle.setting
    rules, texts = fingerprints(material.bundle)
    made_from = f"from {material.bundle.path}: {rules}, {texts}."
    return Page(
        make=MAKE,
        author=f"dialogue_sim {__version__}",
        title=scenario.title,
        kicker=f"Book of a scenario: {setting.title}",
        subtitle=scenario.hook,
        language=scenario.about.language,
        opening=cover(material),
        sections=chapters,
        footer=(DISCLAIMER, f"Written by dialogue_sim {__version__} {made_from}"),
    )
