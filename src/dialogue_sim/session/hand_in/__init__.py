"""A session as a text that is handed in: the debrief, and every turn."""
