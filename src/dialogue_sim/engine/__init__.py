"""The arithmetic of a session: arrays in, arrays out; no files, no clock, no screen."""
