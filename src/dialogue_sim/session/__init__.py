"""A session: moves in, turns out; what a seat may see; saves. No screen and no network."""
