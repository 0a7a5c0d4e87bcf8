"""A printable book of a scenario, for the trainer who is about to run it."""
