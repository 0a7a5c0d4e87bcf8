"""A setting as one file to hand on, and back again without trusting it."""
