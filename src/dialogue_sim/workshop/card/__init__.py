"""The model card: every equation and number of the model, for people."""
