"""The same game as prompt and answer, for screen readers, pipes and scripts; no Textual."""
