"""New settings, scenarios and actors that are sound and can be played from the first moment."""
