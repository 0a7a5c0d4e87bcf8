"""The strip above the keys that tells a new player what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import RenderResult
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from dialogue_sim.tui.drawing import KEY, STRONG, Lines, beside, line, paragraph, stack

if TYPE_CHECKING:
    from dialogue_sim.session.views.guide import GuideView

LEAD = " ▸ "


class GuideStrip(Widget):
    """One step, as long as it has not been done; nothing where nobody is guided.

    Attributes:
        key: what does it on this screen, if a key does.
    """

    key: reactive[str] = reactive("")
    step: reactive[GuideView | None] = reactive(None, layout=True)

    def watch_step(self, step: GuideView | None) -> None:
        """Take no row where there is nothing to say."""
        self.display = step is not None

    def _lines(self, width: int) -> Lines:
        if self.step is None:
            return []
        key = f"  {self.key}" if self.key else ""
        *rows, last = paragraph(f"{self.step.says}{key}", width - 2 * len(LEAD), STRONG)
        rows.append(line(last[: len(last) - len(self.key)], (self.key, KEY)))
        return beside([line((LEAD, KEY))], rows, len(LEAD), gap=0)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as the sentence has at this width."""
        del container, viewport
        return len(self._lines(width))

    def render(self) -> RenderResult:
        """The sentence."""
        return stack(self._lines(self.size.width))
