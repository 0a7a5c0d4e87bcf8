"""A session looked at again, from its records alone: lines, moments, and where lines part."""
