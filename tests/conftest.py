"""What every test shares: property tests that look for the same examples on every run."""

from __future__ import annotations

import gc
import json
import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

# No deadline: a busy machine is no fault of the code.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")

# Most of what a test loads lives as long as all tests: looking through it for rubbish is dear.
gc.set_threshold(100_000, 20, 100)


WIDE = (140, 40)
"""The second size of every screen: `make thorough` looks at it."""


@pytest.hookimpl(optionalhook=True)  # the oldest environment has no workers
def pytest_xdist_auto_num_workers() -> int:
    """One worker more than there are processors: screens wait for terminals and threads."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is the same in a second size belongs to the thorough tests."""
    for item in items:
        spec = getattr(item, "callspec", None)
        if spec is not None and spec.params.get("size") == WIDE:
            item.add_marker(pytest.mark.thorough)


@pytest.fixture(autouse=True, scope="session")
def own_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test depends on the settings of this machine; the adviser says exactly what it knows."""
    file = tmp_path_factory.mktemp("settings") / "settings.json"
    file.write_text(json.dumps({"difficulty": "open"}), encoding="utf-8")
    before = dict(os.environ)
    os.environ["DIALOGUE_SIM_SETTINGS"] = str(file)
    yield
    os.environ.clear()
    os.environ.update(before)
