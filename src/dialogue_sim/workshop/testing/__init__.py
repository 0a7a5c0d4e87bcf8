"""What trainers expect, held against the model: expectations, scripted tests, shaken numbers."""
