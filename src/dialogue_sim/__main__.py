"""Lets `python -m dialogue_sim` do what the command `dialogue-sim` does."""

from __future__ import annotations

from dialogue_sim.cli.entry import main

if __name__ == "__main__":
    main()
