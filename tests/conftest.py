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
