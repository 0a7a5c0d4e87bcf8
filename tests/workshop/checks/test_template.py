"""No shipped file holds a sentence of the template."""

from __future__ import annotations

from dialogue_sim.content.files import default_library
from dialogue_sim.workshop.checks.template import sentences_left


def test_shipped_content_holds_no_sentence_of_the_template() -> None:
    assert [*sentences_left(default_library())] == []
