"""Results of tools as pages: columns stay, Markdown is drawn, what looks like markup is text."""

from __future__ import annotations

from dialogue_sim.tui.widgets.prose import markdown_page, plain_page

CARD = """\
# A card

It is **for** teaching,
and `code` in [a page](page.md) [DOC].

| basis | numbers |
|---|---:|
| stated | 8 |
| inferred | 435 |

- first item that is long
  enough to go on
- second [/x]
""".splitlines()


def drawn(lines: list[str], width: int) -> list[str]:
    return [row.plain.rstrip() for row in markdown_page(lines, width)]


def test_long_lines_go_on_below_and_further_to_the_right() -> None:
    rows = [row.plain for row in plain_page(["  one two three", "short", "[/x]"], 12)]
    assert rows == ["  one two", "    three", "short", "[/x]"]


def test_markdown_is_drawn_as_headings_paragraphs_tables_and_items() -> None:
    assert drawn(CARD, 30) == [
        "A card ───────────────────────",
        "",
        "It is for teaching, and code",
        "in a page [DOC].",
        "",
        "basis    │ numbers",
        "stated   │ 8",
        "inferred │ 435",
        "",
        "· first item that is long",
        "  enough to go on",
        "· second [/x]",
    ]


def test_a_table_that_has_no_room_goes_on_below_in_its_columns() -> None:
    table = ["| name | where |", "|---|---|", "| a | one two three four five |"]
    assert drawn(table, 20) == ["name │ where", "a    │ one two three", "     │ four five"]
