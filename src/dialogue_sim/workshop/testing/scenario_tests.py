"""The tests of a scenario, scripted and random, and the saves of those that failed."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dialogue_sim.content.random_tests import RandomTest
from dialogue_sim.session.moves import MoveError
from dialogue_sim.session.progress import Tell, parts, silent
from dialogue_sim.session.saves.recording import free_path
from dialogue_sim.workshop.testing.many import run_many
from dialogue_sim.workshop.testing.scripted import played, run_scripted
from dialogue_sim.workshop.testing.sessions import played_alone

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.workshop.testing.results import Result


def everything(name: str) -> bool:
    """Any test is wanted."""
    del name
    return True


@dataclass(frozen=True)
class Wish:
    """What of the tests is wanted.

    Attributes:
        wants: says of a test's id whether it is run.
        saves: folder for sessions that show why a test failed; None to keep none.
    """

    wants: Callable[[str], bool] = everything
    saves: Path | None = None


def run(bundle: Bundle, tell: Tell = silent, wish: Wish | None = None) -> tuple[Result, ...]:
    """The tests of a scenario, in the order of the file.

    Args:
        bundle: the scenario; tell: hears how much of its tests is done; wish: which of them are
            run, all if left out, and where failed sessions are kept.

    Raises:
        Stopped: nobody waits for it any more.
        SaveError: a session cannot be saved.
    """
    wish = wish or Wish()
    tests = {name: test for name, test in bundle.scenario.tests.items() if wish.wants(name)}
    tell(0.0)
    results = []
    for (name, test), telling in zip(tests.items(), parts(tell, len(tests)), strict=True):
        if isinstance(test, RandomTest):
            result = run_many(bundle, name, test, telling)
        else:
            result = run_scripted(bundle, name, test)
        results.append(result if wish.saves is None else _kept(bundle, result, wish.saves))
        telling(1.0)
    tell(1.0)
    return tuple(results)


def _kept(bundle: Bundle, result: Result, folder: Path) -> Result:
    """The result with its session written to a new file, if it has one."""
    shown, test = result.session, bundle.scenario.tests[result.id]
    if shown is None:
        return result
    path = free_path(folder, f"{bundle.scenario.id}-{result.id}", shown.seed)
    with contextlib.suppress(MoveError):  # what was played before the move is what to look at
        if isinstance(test, RandomTest):
            place = int(shown.seed.rpartition("-")[2]) - 1
            played_alone(bundle, test, place, until=shown.turn, save=path)
        else:
            played(bundle, test, path)
    return replace(result, session=replace(shown, save=str(path)))
