"""The one family of errors that a person can put right."""

from __future__ import annotations


class DialogueSimError(Exception):
    """Something a person can put right; str() says what happened and what to do."""
