"""Builds plain data and the place of each piece from the nodes of one YAML document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from dialogue_sim.content.characters import FORBIDDEN, quoted, visible
from dialogue_sim.content.diagnostics import MOST, Diagnostic, Place
from dialogue_sim.content.yaml_blocks import Block, Node, Path_, Pieces, balance
from dialogue_sim.content.yaml_scalars import Plain, read_plain
from dialogue_sim.content.yaml_text import Page, UnreadableError, forbidden, problem

_NO_ALIAS: Final = "write the text out again; reuse between files goes by 'use:'"


class Builder:
    """Turns nodes into data and places; an explicit stack stands for recursion.

    Attributes:
        root: The data.
        keys: Where the key of each mapping entry stands.
        values: Where each value stands.
        flawed: Pieces that have a diagnostic already.
        problems: What is wrong, in the order of the file.
    """

    def __init__(self, page: Page) -> None:
        self.root: object = None
        self.keys: dict[Path_, Place] = {}
        self.values: dict[Path_, Place] = {}
        self.flawed: set[Path_] = set()
        self.problems: list[Diagnostic] = []
        self._page = page
        self._blocks: list[Block] = []

    def take_all(self, nodes: Sequence[Node]) -> None:
        """Take the nodes of a document, or as many of them as could be read.

        Raises:
            UnreadableError: There are more problems than anybody wants to see.
        """
        for node, after in zip(nodes, (*nodes[1:], None), strict=False):
            if node.kind == "scalar":
                self._scalar(node, after)
            elif node.kind == "end":
                self._end(node)
            elif node.kind == "alias":
                self._alias(node)
            else:
                self._begin(node)
            if len(self.problems) > MOST:
                raise UnreadableError(*self.problems)

    def _scalar(self, node: Node, after: Node | None) -> None:
        block = self._blocks[-1] if self._blocks else None
        if block is not None and self._is_piece(block, node, after):
            return
        if node.anchored or node.tagged:
            self._refuse_properties(node)
        place = self._place(node)
        if block is not None and block.wants_key:
            block.take_key(self._key(block, node, place))
        else:
            self._value(block, node, place)

    def _key(self, block: Block, node: Node, place: Place) -> str | None:
        """Return the key, or None where it is not fit to be one."""
        text = node.text
        plain = read_plain(text) if node.is_plain else Plain(text)
        if self._has_forbidden(node, place) or self._is_no_text(plain, text, place):
            return None
        if text in block.lines:
            message = f"the key {quoted(text)} stands here a second time"
            remedy = f"remove one of the two; the first is on line {block.lines[text]}"
            self._report(place, "DS110", message, remedy)
            return None
        block.lines[text] = place.line
        if block.kept:
            path = (*block.path, text)
            self.keys[path] = place
            if plain.reading:
                self._report_reading(plain, place, path, "put the key in quotes")
        return text

    def _is_no_text(self, plain: Plain, text: str, place: Place) -> bool:
        if text == "<<" and plain.value == "<<":
            self._report(place, "DS112", "a merge key '<<' may not stand in content", _NO_ALIAS)
        elif text == "" and plain.value is None:
            self._report(place, "DS111", "a key is missing before this", "write 'key: value'")
        elif isinstance(plain.value, bool | None):
            message = f"the key {quoted(text)} is not read as text"
            self._report(place, "DS111", message, "put it in quotes")
        else:
            return False
        return True

    def _value(self, block: Block | None, node: Node, place: Place) -> None:
        text = visible(node.text) if node.quote == '"' else node.text
        plain = read_plain(text) if node.is_plain else Plain(text)
        path = self._enter(block, plain.value, place)
        if self._has_forbidden(node, place) or node.tagged:
            self._mark_flawed(path)
        if not node.is_plain or path is None:
            return
        if text == "" and path in self.keys:
            self.values[path] = self.keys[path]
        if plain.reading:
            self._report_reading(plain, place, path, plain.help)
        if block is not None and block.flow and balance(text) > 0:
            block.pieces = Pieces(path, [text], place, place, balance(text))

    def _enter(self, block: Block | None, value: object, place: Place) -> Path_ | None:
        """Store a value where it belongs and return its path, or None if it is dropped."""
        path: Path_ | None = ()
        if block is None:
            self.root = value
        else:
            path = block.next_path()
            block.take_value(value)
        if path is not None:
            self.values[path] = place
        return path

    def _report_reading(self, plain: Plain, place: Place, path: Path_, remedy: str) -> None:
        message = f"{quoted(plain.value)} is ambiguous: YAML 1.1 reads it as {plain.reading}"
        self._report(place, "DS114", message, remedy)
        self._mark_flawed(path)

    def _has_forbidden(self, node: Node, place: Place) -> bool:
        """Report what an escape in double quotes produces; the raw text is checked before."""
        found = FORBIDDEN.search(node.text) if node.quote == '"' else None
        if found is not None:
            self.problems.append(forbidden(place, found.group()))
        return found is not None

    def _is_piece(self, block: Block, node: Node, after: Node | None) -> bool:
        """Say whether this scalar is the next piece of a cut expression, and take it if so."""
        pieces = block.pieces
        if pieces is None:
            return False
        if pieces.skips_value:
            pieces.skips_value = False
            return True
        # In braces a piece is read as a key without a value.
        empty = after is not None and after.is_plain and after.text == ""
        if not node.is_plain or pieces.open <= 0 or (block.wants_key and not empty):
            self._close_pieces(block)
            return False
        pieces.add(node.text, self._place(node))
        pieces.skips_value = block.wants_key
        return True

    def _close_pieces(self, block: Block) -> None:
        """Report a cut expression, and put it together so that nobody trips over its halves."""
        pieces = block.pieces
        if pieces is not None and len(pieces.texts) > 1:
            block.correct(pieces.path[-1], pieces.joined())
            place = pieces.first
            if pieces.last.line == place.line:
                place = replace(place, end_column=pieces.last.end_column)
            self.values[pieces.path] = place
            self._mark_flawed(pieces.path)
            message = f"commas cut {quoted(pieces.joined())} apart"
            remedy = "an expression with a comma stands on a line of its own, or in quotes"
            self._report(place, "DS115", message, remedy)
        block.pieces = None

    def _begin(self, node: Node) -> None:
        place = self._place(node)
        if node.anchored or node.tagged:
            self._refuse_properties(node)
        data: dict[str, object] | list[object] = {} if node.kind == "mapping" else []
        parent = self._blocks[-1] if self._blocks else None
        if parent is not None:
            self._close_pieces(parent)
        if parent is not None and parent.wants_key:
            self._report(place, "DS111", "a list or block may not be a key", "write a plain word")
            self._blocks.append(Block(data, (), flow=True, kept=False, is_key=True))
            return
        path = self._enter(parent, data, place)
        self._blocks.append(Block(data, path or (), flow=node.flow, kept=path is not None))

    def _end(self, node: Node) -> None:
        block = self._blocks.pop()
        self._close_pieces(block)
        if block.is_key:
            self._blocks[-1].take_key(None)
        elif block.kept and block.flow:
            place = self.values[block.path]
            line, column = node.end
            if line + 1 == place.line:
                self.values[block.path] = replace(place, end_column=column + 1)

    def _alias(self, node: Node) -> None:
        place = self._page.word(*node.start)
        message = f"an alias {self._page.echo(place)} may not stand in content"
        self._report(place, "DS112", message, _NO_ALIAS)
        block = self._blocks[-1] if self._blocks else None
        if block is not None and block.wants_key:
            block.take_key(None)
        else:
            self._mark_flawed(self._enter(block, None, place))

    def _refuse_properties(self, node: Node) -> None:
        place = self._page.word(*node.start)
        shown = self._page.echo(place)
        if node.anchored:
            message = f"an anchor {shown} may not stand in content"
            remedy = "remove it; in expressions write 'and' instead of '&&'"
            self._report(place, "DS112", message, remedy)
        if node.tagged:
            message = f"a tag {shown} may not stand in content"
            remedy = "put the text in quotes; in expressions write 'not' instead of '!'"
            self._report(place, "DS113", message, remedy)

    def _place(self, node: Node) -> Place:
        line, column = node.start
        if node.kind == "scalar" and node.end[0] == line:
            return self._page.stretch(line, column, node.end[1])
        return self._page.rest(line, column)

    def _mark_flawed(self, path: Path_ | None) -> None:
        if path is not None:
            self.flawed.add(path)

    def _report(self, place: Place, code: str, message: str, remedy: str) -> None:
        self.problems.append(problem(place, code, message, remedy))
