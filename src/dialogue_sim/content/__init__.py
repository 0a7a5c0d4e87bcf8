"""What authors write: reading, checking and typing of the content files."""
