"""A line of a save to send: as text that is read aloud and written by hand, and as JSON."""
