"""Writes a page as one HTML file that needs nothing else: no scripts, nothing from elsewhere.

Everything that anybody wrote is escaped, and what is not for print is made visible. The policy in
its head lets a browser take nothing but the one style sheet inside, whose hash it names, so that
even a mistake in this package could not run or fetch anything.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from dialogue_sim.paper.blocks import Figure, Listing, Note, Pairs, Paragraph, Ref, Section, Slips
from dialogue_sim.paper.letters import clean

if TYPE_CHECKING:
    from jinja2 import Template

    from dialogue_sim.paper.blocks import Block, Inline, Page, Svg, Table, Words

ANCHOR: Final = re.compile(r"[a-z][a-z0-9_-]*")
DEEPEST: Final = 3
"""How many levels of sections there may be; the title stands above them."""
HEAD: Final = '<!DOCTYPE html>\n<html lang="'


def html(page: Page) -> str:
    """The page; the same page gives the same bytes.

    Raises:
        ValueError: two sections have the same anchor, an anchor has odd characters, a link leads
            nowhere, or sections lie too deep.
    """
    anchors = _checked(page)
    lost = sorted(set(_links(page)) - anchors)
    if lost:
        message = f"links lead to anchors that there are not: {', '.join(lost)}"
        raise ValueError(message)
    return _template().render(page=page, style=_style(), policy=_policy())


def is_ours(beginning: str, make: str) -> bool:
    """Whether a file that begins so was written by this package, as this make of page."""
    return (
        beginning.startswith(HEAD) and f'<meta name="dialogue-sim" content="{make}">' in beginning
    )


def sections_of(page: Page) -> Iterator[tuple[int, Section]]:
    """All sections with their level, 1 for the outermost, in the order of the page."""

    def below(level: int, sections: tuple[Block, ...]) -> Iterator[tuple[int, Section]]:
        for section in sections:
            if isinstance(section, Section):
                yield level, section
                yield from below(level + 1, section.blocks)

    return below(1, page.sections)


def _checked(page: Page) -> set[str]:
    """The anchors of a page, each of which is fit for one and is there once."""
    found: set[str] = set()
    for level, section in sections_of(page):
        if level > DEEPEST:
            message = f"the section '{section.title}' lies deeper than {DEEPEST} levels"
            raise ValueError(message)
        if not ANCHOR.fullmatch(section.anchor) or section.anchor in found:
            message = f"the anchor {section.anchor!r} is there twice, or has odd characters"
            raise ValueError(message)
        found.add(section.anchor)
    return found


def _links(page: Page) -> Iterator[str]:
    blocks: list[Block] = [*page.opening, *page.sections]
    while blocks:
        block = blocks.pop()
        if isinstance(block, Section):
            blocks.extend(block.blocks)
        else:
            yield from (piece.to for words in _words(block) for piece in _pieces(words))


def _pieces(words: Words) -> Iterator[Ref]:
    return iter(()) if isinstance(words, str) else (one for one in words if isinstance(one, Ref))


def _words(block: Block) -> Iterator[Words]:  # noqa: C901  one arm for each kind of block
    """All texts of a block that may hold links."""
    match block:
        case Paragraph() | Note():
            yield block.words
        case Listing():
            yield from block.items
        case Pairs():
            for row in block.rows:
                yield from row
        case Slips():
            for slip in block.slips:
                yield from (slip.words, slip.small)
        case Figure():
            yield block.note
            yield from _in_table(block.twin)
        case Section():
            pass
        case _:
            yield from _in_table(block)


def _in_table(table: Table) -> Iterator[Words]:
    yield from table.heads
    for row in table.cells:
        yield from (cell.words for cell in row)


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("dialogue_sim.paper"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_printed,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters["pieces"] = _as_pieces
    environment.filters["paragraphs"] = _paragraphs
    environment.filters["picture"] = _picture
    return environment.get_template("page.html")


def _printed(value: object) -> object:
    """What is written for a value: markup of the template as it is, texts without controls."""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _as_pieces(words: Words) -> tuple[Inline, ...]:
    return (words,) if isinstance(words, str) else words


def _paragraphs(words: Words) -> list[Words]:
    """A plain text parted at its empty lines."""
    if not isinstance(words, str):
        return [words]
    return [part for part in re.split(r"\n[ \t]*\n", words.strip()) if part.strip()]


def _picture(svg: Svg) -> Markup:
    return Markup(svg.markup)  # noqa: S704  made by `svg.py`, which escapes every text


@cache
def _style() -> Markup:
    """The style sheet; it holds nothing of anybody's."""
    loader = PackageLoader("dialogue_sim.paper")
    text, _, _ = loader.get_source(Environment(autoescape=True), "page.css")
    return Markup(text)  # noqa: S704  a file of this package


@cache
def _policy() -> str:
    digest = hashlib.sha256(_style().encode()).digest()
    allowed = f"style-src 'sha256-{base64.b64encode(digest).decode()}'"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"
