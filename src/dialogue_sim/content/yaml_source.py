"""The only reader of YAML: plain data and the place of each piece.

It stands on the parser's events, so that anchors, tags and deep nesting are seen before they
do harm, and every problem of a hostile or a mistyped file becomes a diagnostic.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Final, Literal, Protocol

import yaml

from dialogue_sim.content.characters import quoted, visible
from dialogue_sim.content.diagnostics import Diagnostic, Place, capped
from dialogue_sim.content.within import part_of
from dialogue_sim.content.yaml_blocks import Node, Path_
from dialogue_sim.content.yaml_builder import Builder
from dialogue_sim.content.yaml_quick import Data, DoubtError, QuickBuilder
from dialogue_sim.content.yaml_syntax import Fault, LastScalar, Mark, explain
from dialogue_sim.content.yaml_text import (
    Page,
    UnreadableError,
    decoded,
    forbidden_characters,
    misleading_lines,
    problem,
)

__all__ = ["MAX_DEPTH", "MAX_NODES", "Path_", "YamlFile", "read_yaml", "scalar_spans"]

MAX_DEPTH: Final = 20
MAX_NODES: Final = 50_000
KEPT: Final = 128
"""How many files are remembered, so that what scenarios share is not parsed for each of them."""


Places = tuple[Mapping[Path_, Place], Mapping[Path_, Place]]


class _Parser(Protocol):
    """What this module uses of PyYAML's loaders: their events."""

    def check_event(self) -> bool: ...

    def get_event(self) -> yaml.Event: ...

    def dispose(self) -> None: ...


class _HasPosition(Protocol):
    """A mark of either parser; lines and columns count from 0."""

    @property
    def line(self) -> int: ...

    @property
    def column(self) -> int: ...


# libyaml where PyYAML was built with it; the pure Python parser reads the same, slower.
_PARSER: Final[Callable[[str], _Parser]] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, eq=False)
class YamlFile:
    r"""One file as data with places; a path of keys and indexes leads to each piece.

    Equal only to itself, so that what is found in a file can be remembered with it.

    Attributes:
        path: The file as shown to people, with forward slashes.
        text: What it holds, with line ends as `\n`.
        data: Dicts, lists, str, int, float, bool and None only. Keys are always text, also
            those that look like numbers.
        flawed: Pieces that have a diagnostic already, so that nobody need complain again.
        known_places: Of keys and of values, where they were found while the file was read.
    """

    path: str
    text: str
    data: object
    flawed: frozenset[Path_] = frozenset()
    known_places: Places | None = field(default=None, repr=False)

    @property
    def keys(self) -> Mapping[Path_, Place]:
        """Where the key of each mapping entry stands."""
        return self._places[0]

    @property
    def values(self) -> Mapping[Path_, Place]:
        """Where each value stands; the whole is at `()`. An empty value stands at its key."""
        return self._places[1]

    @cached_property
    def _places(self) -> Places:
        """Found when somebody asks first: of most files nobody ever does."""
        if self.known_places is not None:
            return self.known_places
        builder, _ = _carefully(self.path, self.text)
        return _places_of(builder)

    def place(self, at: Path_, *, key: bool = False) -> Place:
        """Return where the value (or key) at this path stands.

        Where nothing stands at `at`, its nearest existing ancestor answers; the key of a list
        entry is the entry, and the key of the whole file is its first one.
        """
        for length in range(len(at), 0, -1):
            found = (self.keys.get(at[:length]) if key else None) or self.values.get(at[:length])
            if found is not None:
                return found
        return self.start if key else self.values.get((), self.start)

    def within(self, at: Path_, value: str, offset: int, length: int) -> Place:
        """Return where a part of a text stands; see `within.part_of`.

        Args:
            at: the path of the text; value: as it was read.
            offset, length: of the part, in characters of the text.
        """
        return part_of(self.place(at), self.source(at), value, offset, length)

    def source(self, at: Path_) -> str:
        """Return the text of the file in which a piece is written."""
        del at
        return self.text

    @property
    def start(self) -> Place:
        """Where the whole begins: at its first key, below the lines that only editors read."""
        return min(self.keys.values(), default=Place(self.path))


def read_yaml(path: str, raw: bytes | str) -> tuple[YamlFile | None, tuple[Diagnostic, ...]]:
    """Read one YAML document.

    Args:
        path: The file's name, for the diagnostics.
        raw: Its content; bytes are UTF-8.

    Returns:
        The file, or None where it cannot be read at all, and every problem found, sorted. The
        same content gives the same object: its data is for reading, and changed in copies only.
    """
    return _read_once(path, raw)


@lru_cache(maxsize=KEPT)
def _read_once(path: str, raw: bytes | str) -> tuple[YamlFile | None, tuple[Diagnostic, ...]]:
    shown = visible(path.replace("\\", "/"))
    problems: list[Diagnostic] = []
    try:
        file = _read(shown, raw, problems)
    except UnreadableError as stop:
        problems += stop.diagnostics
        file = None
    return file, capped(problems)


def _read(path: str, raw: bytes | str, problems: list[Diagnostic]) -> YamlFile:
    original = decoded(path, raw)
    problems += forbidden_characters(path, original)
    text = visible(original)
    misleading = misleading_lines(path, text)
    if misleading:
        raise UnreadableError(*misleading)
    data = _quickly(text)
    if data is not None:
        return YamlFile(path, text, data)
    builder, end = _carefully(path, text)
    problems += builder.problems
    if end is not None:
        raise UnreadableError(end)
    return YamlFile(path, text, builder.root, frozenset(builder.flawed), _places_of(builder))


def _places_of(builder: Builder) -> Places:
    return MappingProxyType(builder.keys), MappingProxyType(builder.values)


def _quickly(text: str) -> Data | None:
    """Return the data of a file that is sound beyond doubt; None for any other."""
    builder = QuickBuilder(MAX_DEPTH)
    try:
        parser = _PARSER(text)
        try:
            _take_soundly(parser, builder)
        finally:
            parser.dispose()
    except (DoubtError, yaml.YAMLError, ValueError, OverflowError):
        return None
    return builder.root


def _take_soundly(parser: _Parser, builder: QuickBuilder) -> None:
    """Give the parser's events to a builder.

    Raises:
        DoubtError: There are too many of them, or such as content does not have.
    """
    documents, next_event, take = 0, parser.get_event, builder.scalar
    for _ in range(MAX_NODES):
        event = next_event()
        if type(event) is yaml.ScalarEvent:  # nearly all of them are, and this is a cheap test
            if event.anchor is not None or event.tag is not None:
                break
            take(event.value, event.style)
        elif isinstance(event, yaml.CollectionEndEvent):
            builder.end()
        elif isinstance(event, yaml.CollectionStartEvent):
            _must_be_bare(event)
            block: Data = {} if isinstance(event, yaml.MappingStartEvent) else []
            builder.begin(block, flow=bool(event.flow_style))
        elif isinstance(event, yaml.StreamEndEvent):
            return
        else:
            documents += isinstance(event, yaml.DocumentStartEvent)
            if documents > 1 or isinstance(event, yaml.AliasEvent):
                break
    raise DoubtError


def _must_be_bare(event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
    """Refuse an anchor and a tag.

    Raises:
        DoubtError: There is one.
    """
    if event.anchor is not None or event.tag is not None:
        raise DoubtError


def scalar_spans(file: YamlFile) -> list[tuple[Mark, Mark]]:
    """Where each scalar of a file begins and ends, keys included; lines and columns from 0.

    What lies in none of them is structure or comment.
    """
    nodes, _ = _nodes(Page(file.path, file.text.split("\n")), file.text)
    return [(node.start, node.end) for node in nodes if node.kind == "scalar"]


def _carefully(path: str, text: str) -> tuple[Builder, Diagnostic | None]:
    """Build data and places of a file, and find what kept the parser from its end.

    Raises:
        UnreadableError: There are more problems than anybody wants to see.
    """
    page = Page(path, text.split("\n"))
    nodes, end = _nodes(page, text)
    builder = Builder(page)
    builder.take_all(nodes)
    return builder, end


def _nodes(page: Page, text: str) -> tuple[Sequence[Node], Diagnostic | None]:
    """Return the nodes of the file's document, and what kept the parser from its end."""
    nodes: list[Node] = []
    try:
        parser = _PARSER(text)
        try:
            end = _collect(parser, page, nodes)
        finally:
            parser.dispose()
    except yaml.MarkedYAMLError as error:
        end = _syntax_problem(error, page, nodes)
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        message = f"this is not valid YAML: {quoted(error)[1:-1]}"
        end = problem(Place(page.path), "DS107", message)
    return nodes, end


def _collect(parser: _Parser, page: Page, nodes: list[Node]) -> Diagnostic | None:
    """Add the parser's events to `nodes`; return what is too much, or missing altogether."""
    documents, depth, next_event = 0, 0, parser.get_event
    while not isinstance(event := next_event(), yaml.StreamEndEvent):
        if type(event) is yaml.ScalarEvent and len(nodes) < MAX_NODES:  # nearly all of them are
            nodes.append(_scalar(event))
            continue
        documents += isinstance(event, yaml.DocumentStartEvent)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if documents > 1 or depth > MAX_DEPTH or len(nodes) >= MAX_NODES:
            nodes.clear()
            place = page.word(*_mark(event.start_mark))
            return problem(place, *_excess(documents, depth))
        node = _node(event)
        if node is not None:
            nodes.append(node)
    if not nodes or (nodes[0].is_plain and not nodes[0].text):
        return problem(Place(page.path), "DS104", "the file is empty", "begin with 'format: 1'")
    return None


def _excess(documents: int, depth: int) -> tuple[str, str, str]:
    """Return code, message and help for more than a content file may hold."""
    if documents > 1:
        remedy = "remove the line '---', or divide the file"
        return "DS109", "a second document begins here", remedy
    if depth > MAX_DEPTH:
        message = f"blocks are nested more than {MAX_DEPTH} deep"
        return "DS105", message, "close what is open, or divide the file"
    message = f"the file holds more than {MAX_NODES:,} values"
    return "DS106", message, "divide it into several files"


def _scalar(event: yaml.ScalarEvent) -> Node:
    start, end = _mark(event.start_mark), _mark(event.end_mark)
    anchored, tagged = event.anchor is not None, event.tag is not None
    return Node("scalar", start, end, event.value, event.style or "", anchored, tagged)


def _node(event: yaml.Event) -> Node | None:
    start, end = _mark(event.start_mark), _mark(event.end_mark)
    if isinstance(event, yaml.CollectionStartEvent):
        kind: Literal["mapping", "sequence"]
        kind = "mapping" if isinstance(event, yaml.MappingStartEvent) else "sequence"
        return Node(
            kind,
            start,
            end,
            anchored=event.anchor is not None,
            tagged=event.tag is not None,
            flow=bool(event.flow_style),
        )
    if isinstance(event, yaml.CollectionEndEvent):
        return Node("end", start, end)
    return Node("alias", start, end) if isinstance(event, yaml.AliasEvent) else None


def _mark(mark: _HasPosition | None) -> Mark:
    return (0, 0) if mark is None else (mark.line, mark.column)


def _syntax_problem(error: yaml.MarkedYAMLError, page: Page, nodes: Sequence[Node]) -> Diagnostic:
    began = error.context_mark
    fault = Fault(
        phrase=str(error.problem),
        at=_mark(error.problem_mark or began),
        began=None if began is None else _mark(began),
    )
    last = nodes[-1] if nodes and nodes[-1].kind == "scalar" else None
    finding = explain(fault, page.lines, last and LastScalar(last.start, last.end, last.quote))
    return problem(page.word(*finding.at), "DS107", finding.message, finding.help)
