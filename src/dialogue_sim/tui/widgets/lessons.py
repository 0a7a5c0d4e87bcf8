"""A part of the game in one marked sentence, the first time that it matters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.tui.drawing import KEY, STRONG, Lines, line, paragraph
from dialogue_sim.tui.marks import LESSON

if TYPE_CHECKING:
    from dialogue_sim.session.views.lessons import LessonView


def lesson_lines(lessons: tuple[LessonView, ...], width: int) -> Lines:
    """What a part of the game does, each in a marked sentence."""
    lines: Lines = []
    for lesson in lessons:
        head = f"{lesson.title}: "
        first, *rest = paragraph(f"{head}{lesson.text}", width - 2)
        lines.append(line((f"{LESSON} ", KEY), first.stylize(STRONG, 0, len(head))))
        lines += [line("  ", row) for row in rest]
    return lines
