"""The terminal interface, on Textual; it shows views of a session and sends moves."""
