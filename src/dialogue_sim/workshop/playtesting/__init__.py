"""Many sessions at once: what a scenario is like before anybody plays it."""
