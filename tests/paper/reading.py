"""Reads a page back, by means that share nothing with what wrote it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise
from xml.etree import ElementTree as ET

VOID = frozenset({"meta", "br", "hr", "img", "link", "input"})


class Read(HTMLParser):
    """A page: its tags with attributes, its text, and whether every tag is closed in order."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.pieces: list[tuple[str, str]] = []
        self.feed(page)
        self.close()
        self.wrong += self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data: str) -> None:
        if self.open:
            self.pieces.append((self.open[-1], data))

    @property
    def text(self) -> str:
        """All that is read, without the style sheet."""
        return " ".join(data for tag, data in self.pieces if tag != "style")

    def of(self, tag: str) -> list[dict[str, str]]:
        """Attributes of all tags of a kind."""
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def headings(self) -> list[int]:
        """Levels of the headings, in order."""
        return [int(tag[1]) for tag, _ in self.tags if re.fullmatch(r"h[1-6]", tag)]


def must_be_sound(page: str) -> Read:
    """A page whose tags close, whose headings skip no level, and which fetches nothing."""
    read = Read(page)
    assert not read.wrong
    levels = read.headings
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    assert not {tag for tag, _ in read.tags} & {
        "script",
        "link",
        "img",
        "iframe",
        "object",
        "form",
    }
    for tag, attributes in read.tags:
        assert not [name for name in attributes if name.startswith("on") or name == "src"], tag
        assert "style" not in attributes, tag
        assert attributes.get("href", "#").startswith("#")
    targets = [attributes["id"] for _, attributes in read.tags if "id" in attributes]
    assert len(targets) == len(set(targets))
    assert {link["href"][1:] for link in read.of("a")} <= set(targets)
    ((_, policy),) = [
        (one["http-equiv"], one["content"]) for one in read.of("meta") if "http-equiv" in one
    ]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert not re.search(r"url\((?!#)|@import|https?:", page)
    return read


def picture(markup: str) -> ET.Element:
    """A picture as a tree; it must be XML by itself."""
    return ET.fromstring(markup)  # noqa: S314  drawn by this project


def numbers(element: ET.Element, *names: str) -> list[float]:
    """Attributes as numbers."""
    return [float(element.attrib[name]) for name in names]
