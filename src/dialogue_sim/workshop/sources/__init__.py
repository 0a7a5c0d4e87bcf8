"""Where the numbers and sentences of a setting come from."""
