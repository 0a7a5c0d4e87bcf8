"""The page that explains a code, as plain text for a terminal."""

from __future__ import annotations

import re
import textwrap
from typing import Final

from dialogue_sim.content.diagnostics import CODES
from dialogue_sim.content.files import UnknownIdError, packaged_content

WIDTH: Final = 80
_LINK: Final = re.compile(r"\[([^]]+)\]\([^)]+\)")
_CODE: Final = re.compile(r"`[^`]+`")
_FENCE: Final = "```"


def codes_text() -> str:
    """Every code with its sentence, a line each."""
    return "\n".join(f"{code}  {words}" for code, words in sorted(CODES.items()))


def page_text(code: str) -> str:
    """What a code means, what is wrong in an example, what is said to it, and what is right.

    Raises:
        UnknownIdError: there is no such code.
    """
    known = code.upper()
    if known not in CODES:
        raise UnknownIdError("code", code, sorted(CODES))
    path = packaged_content() / "docs" / "codes" / f"{known}.md"
    return as_plain_text(path.read_text(encoding="utf-8"))


def as_plain_text(page: str) -> str:
    """A page of Markdown without its marks: paragraphs wrapped, examples indented."""
    parts = page.strip().split(f"\n{_FENCE}")
    shown = []
    for place, part in enumerate(parts):
        # Every other part stands between fences; its first line says what language it is in.
        language, _, body = part.partition("\n") if place else ("", "", part)
        shown += [_example(language, body)] if place % 2 else _paragraphs(body)
    return "\n\n".join(shown)


def _example(language: str, body: str) -> str:
    lines = body.split("\n")
    if language == "diff":
        lines = [_change(line) for line in lines]
    return "\n".join(f"    {line}".rstrip() for line in lines)


def _change(line: str) -> str:
    """A line of a change; the file is named in words."""
    return f"in {line.removeprefix('--- ')}:" if line.startswith("--- ") else line


def _paragraphs(body: str) -> list[str]:
    return [_paragraph(part) for part in body.strip().split("\n\n") if part]


def _paragraph(text: str) -> str:
    """Wrapped, but never inside of what stands between backticks."""
    plain = _CODE.sub(lambda found: found[0].replace(" ", "\0"), _LINK.sub(r"\1", text))
    lines = textwrap.wrap(
        plain.lstrip("# "), WIDTH, break_long_words=False, break_on_hyphens=False
    )
    return "\n".join(lines).replace("\0", " ")
