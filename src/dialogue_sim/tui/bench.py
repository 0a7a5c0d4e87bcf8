"""The trainer's tools as jobs for a thread: the functions of the commands, shown as they come.

This module loads the workshop, so it is imported when a tool runs.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dialogue_sim.content.files import default_library, scenario_paths
from dialogue_sim.content.library import load
from dialogue_sim.errors import DialogueSimError
from dialogue_sim.session.progress import part
from dialogue_sim.session.strategies.strategies import STRATEGIES, UNMANNED
from dialogue_sim.session.strategies.table import stage_of
from dialogue_sim.tui.sitting import told
from dialogue_sim.workshop.card.model_card import model_card
from dialogue_sim.workshop.card.text import markdown
from dialogue_sim.workshop.checks.beyond import checked
from dialogue_sim.workshop.checks.grading import check_text
from dialogue_sim.workshop.playtesting.balance import balance_of, targets_of
from dialogue_sim.workshop.playtesting.balance_text import lines_of, verdict
from dialogue_sim.workshop.playtesting.measured import measured
from dialogue_sim.workshop.playtesting.playtest import Casting, in_every_quick_way
from dialogue_sim.workshop.playtesting.report_text import report_lines
from dialogue_sim.workshop.sources.provenance import provenance
from dialogue_sim.workshop.sources.provenance_text import sources_page
from dialogue_sim.workshop.testing.suites import suite_lines, suites_of, sum_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.session.progress import Tell
    from dialogue_sim.tui.widgets.tools import Setup, Show

READ = 0.05
"""Share of the work of playing in which content is read."""


def run(tool: str, setup: Setup, show: Show, tell: Tell) -> bool:
    """Run a tool from beginning to end.

    Args:
        tool: one of `TOOLS`; setup: what it is about.
        show: hears each piece of the result as soon as it is there.
        tell: hears how far it is.

    Returns:
        whether it came to its end; what was wrong is shown as a sentence.

    Raises:
        Stopped: nobody waits for it any more.
    """
    tell(0.0)
    try:
        TOOLS[tool](setup, show, tell)
    except (DialogueSimError, OSError) as error:
        show(told(error).splitlines())
        return False
    tell(1.0)
    return True


def _check(_: Setup, show: Show, tell: Tell) -> None:
    show(check_text(checked([], "classroom", tell)).splitlines())


def _test(_: Setup, show: Show, tell: Tell) -> None:
    sums = []
    for suite in suites_of(default_library(), tell=tell):
        show(suite_lines(suite))
        sums.append(sum_line(suite))
    show(sums or ["there is nothing to test"])


def _play(setup: Setup, show: Show, tell: Tell) -> None:
    bundle = _bundle(setup)
    casting = Casting(stage_of(bundle), STRATEGIES[UNMANNED], bundle.scenario.chair)
    ways = in_every_quick_way(casting)
    if setup.strategy in STRATEGIES:
        ways = (Casting(casting.stage, STRATEGIES[setup.strategy], casting.seat),)
    show(report_lines(measured(ways, setup.sessions, tell=part(tell, READ, 1.0)), full=True))


def _balance(setup: Setup, show: Show, tell: Tell) -> None:
    stage = stage_of(_bundle(setup))
    balance = balance_of(stage, setup.sessions, tell=part(tell, READ, 1.0))
    targets = targets_of(balance)
    show([*lines_of(balance, targets), "", verdict(targets)])


def _card(setup: Setup, show: Show, _: Tell) -> None:
    show(markdown(model_card(default_library(), _setting(setup))).splitlines())


def _sources(setup: Setup, show: Show, _: Tell) -> None:
    show(sources_page(provenance(default_library(), _setting(setup))).splitlines())


def _bundle(setup: Setup) -> Bundle:
    return load(default_library(), setup.scenario)


def _setting(setup: Setup) -> str:
    """The setting of the chosen scenario: the name of its folder."""
    path = scenario_paths(default_library()).get(setup.scenario, "")
    return Path(path).parent.name


TOOLS: dict[str, Callable[[Setup, Show, Tell], None]] = {
    "check": _check,
    "test": _test,
    "playtest": _play,
    "balance": _balance,
    "card": _card,
    "sources": _sources,
}
"""What each tool does, by its id in the list of the screen."""
