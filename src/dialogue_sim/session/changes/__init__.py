"""What has changed since a session was saved, and what can be done about it."""
