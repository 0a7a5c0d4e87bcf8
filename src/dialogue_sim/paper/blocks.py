"""What a page is made of: plain values, which `page.py` writes as HTML."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that stand out."""

    text: str
    kind: ClassVar = "strong"


@dataclass(frozen=True, slots=True)
class Faint:
    """Words that stand back, such as a remark behind a number."""

    text: str
    kind: ClassVar = "faint"


@dataclass(frozen=True, slots=True)
class Code:
    """What is written in a file, to the letter."""

    text: str
    kind: ClassVar = "code"


@dataclass(frozen=True, slots=True)
class Tag:
    """A label in a frame, such as MOD."""

    text: str
    kind: ClassVar = "tag"


@dataclass(frozen=True, slots=True)
class Ref:
    """Words that lead to an anchor of the same page; there are no other links."""

    text: str
    to: str
    kind: ClassVar = "ref"


Inline: TypeAlias = str | Strong | Faint | Code | Tag | Ref
Words: TypeAlias = str | tuple[Inline, ...]
"""A text, whole or in pieces; line ends in it are kept."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Prose; an empty line in a plain text begins a new paragraph."""

    words: Words
    kind: ClassVar = "paragraph"


@dataclass(frozen=True, slots=True)
class Note:
    """A remark in a frame; `heed` says that something needs attention."""

    words: Words
    heed: bool = False
    kind: ClassVar = "note"


@dataclass(frozen=True, slots=True)
class Listing:
    """Entries one under the other."""

    items: tuple[Words, ...]
    numbered: bool = False
    kind: ClassVar = "listing"


@dataclass(frozen=True, slots=True)
class Pairs:
    """Terms and what is said of each."""

    rows: tuple[tuple[Words, Words], ...]
    kind: ClassVar = "pairs"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table.

    Attributes:
        shade: how dark its ground is, 0..10; None leaves it white. What it stands for is said in
            words as well.
        number: whether it is aligned as one.
        head: whether it names its row.
    """

    words: Words
    shade: int | None = None
    number: bool = False
    head: bool = False


Row: TypeAlias = tuple[Cell | Words, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under repeated heads; a bare text is a plain cell.

    Attributes:
        caption: what the table shows; may be empty where a heading says it.
        dense: whether it is set small, for many columns.
        tall: whether the heads of all columns but the first stand upright, for very many.
    """

    heads: tuple[Words, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    dense: bool = False
    tall: bool = False
    kind: ClassVar = "table"

    @property
    def cells(self) -> tuple[tuple[Cell, ...], ...]:
        """The rows with every cell as one; the first of a row names it."""
        return tuple(
            tuple(
                one if isinstance(one, Cell) else Cell(one, head=not place)
                for place, one in enumerate(row)
            )
            for row in self.rows
        )


@dataclass(frozen=True, slots=True)
class Svg:
    """A picture as `svg.py` draws it: markup that is written as it stands.

    Attributes:
        markup: made by `svg.py` alone, never of anybody's text.
        width: its own width in pixels; a page shows it no wider.
    """

    markup: str
    width: float


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture, what it shows, and the same as a table."""

    title: str
    picture: Svg
    twin: Table
    note: Words = ""
    kind: ClassVar = "figure"


@dataclass(frozen=True, slots=True)
class Slip:
    """A card to cut out: a head, a body, and small print."""

    title: str
    words: Words
    small: Words = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Slips:
    """Cards side by side; none is parted by the end of a sheet."""

    slips: tuple[Slip, ...]
    kind: ClassVar = "slips"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it, perhaps further sections.

    Attributes:
        anchor: what `Ref` leads to, once on a page: small letters, digits, `-` and `_`.
        fresh: whether it begins on a new sheet.
        wide: whether its sheets lie on their long side.
    """

    title: str
    anchor: str
    blocks: tuple[Block, ...]
    fresh: bool = False
    wide: bool = False
    kind: ClassVar = "section"


Block: TypeAlias = Paragraph | Note | Listing | Pairs | Table | Figure | Slips | Section

Make: TypeAlias = Literal["book", "report"]
"""Which kind of page this is; it is written into the head, so that a page is known again."""


@dataclass(frozen=True, slots=True)
class Page:
    """A whole document.

    Attributes:
        make: what it is; author: the program and its version, as its generator.
        kicker: a line above the title; subtitle: one below it.
        language: of its texts, as a tag such as `en`.
        opening: what stands before the table of contents.
        footer: the last lines.
    """

    make: Make
    author: str
    title: str
    sections: tuple[Section, ...]
    kicker: str = ""
    subtitle: str = ""
    language: str = "en"
    opening: tuple[Block, ...] = ()
    footer: tuple[Words, ...] = ()
