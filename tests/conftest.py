"""What every test shares: property tests that look for the same examples on every run."""

from __future__ import annotations

from hypothesis import settings

# No deadline: a busy machine is no fault of the code.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")
