"""From content to a world that the engine can play."""
