"""Pages: what is on them, in which order, and what hostile text cannot do there."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from tests.paper.reading import must_be_sound

from dialogue_sim.paper.blocks import (
    Cell,
    Code,
    Faint,
    Listing,
    Note,
    Page,
    Pairs,
    Paragraph,
    Ref,
    Section,
    Slip,
    Slips,
    Strong,
    Table,
    Tag,
)
from dialogue_sim.paper.chart import Bar, Bars, bars
from dialogue_sim.paper.heat import Heat, heat
from dialogue_sim.paper.page import html, is_ours

HOSTILE = (
    "</style><script>alert(1)</script> ]]> --> \"' &amp; <b onclick=x> {{ 7 * 7 }} "
    "\x1b[31m\x00\u202e"
)
AS_READ = HOSTILE.replace("\x1b", "\ufffd").replace("\x00", "\ufffd").replace("\u202e", "\ufffd")


def page_with(*sections: Section, title: str = "Title") -> Page:
    return Page("book", "dialogue_sim 1", title, sections)


def section(*blocks: object, anchor: str = "one", title: str = "One") -> Section:
    return Section(title, anchor, tuple(blocks))  # type: ignore[arg-type]


def everything(text: str) -> Page:
    """One of every block, with the same text in all its places."""
    pieces = (text, Strong(text), Faint(text), Code(text), Tag(text), Ref(text, "inner"))
    figure = bars(Bars(text, text, text, (Bar(text, 1.0, text, 0.5, 1.5),), note=text))
    return Page(
        "report", text, text,
        (
            section(
                Paragraph(pieces),
                Note(text, heed=True),
                Listing((text, pieces), numbered=True),
                Pairs(((text, pieces),)),
                Table((text, text), ((text, Cell(pieces, 3)),), caption=text),
                figure,
                Slips((Slip(text, text, text, text),)),
                heat(Heat(text, (text,), ((text, ((text, 1.0),)),), caption=text)),
                Section(text, "inner", (Paragraph(text),)),
                title=text,
            ),
        ),
        kicker=text, subtitle=text, language="en", opening=(Paragraph(text),), footer=(text,),
    )  # fmt: skip


def test_a_page_of_every_block_is_sound() -> None:
    read = must_be_sound(html(everything("words")))
    assert read.of("html") == [{"lang": "en"}]
    assert read.headings == [1, 2, 3]
    assert [piece for tag, piece in read.pieces if tag == "title"] == ["words", "words"]


def test_hostile_text_is_read_as_it_was_written_and_does_nothing() -> None:
    page = html(everything(HOSTILE))
    read = must_be_sound(page)
    assert sum(AS_READ in piece for _, piece in read.pieces) > 30
    assert not re.search(r"[\x00-\x08\x0b-\x1f\u202e]", page)
    assert [tag for tag, _ in read.tags].count("b") == 0
    assert "49" not in read.text


def test_the_policy_names_the_style_sheet_that_is_there() -> None:
    page = html(everything("words"))
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"sha256-{digest}" in page


def test_the_same_page_gives_the_same_bytes() -> None:
    assert html(everything("words")) == html(everything("words"))


def test_a_table_repeats_its_heads_and_names_its_rows() -> None:
    table = Table(("who", "much"), (("Ann", Cell("3", number=True)), ("Bo", "4")))
    page = html(page_with(section(table)))
    read = must_be_sound(page)
    assert [one["scope"] for one in read.of("th")] == ["col", "col", "row", "row"]
    assert '<td class="number">3</td>' in page
    assert "<td>4</td>" in page
    assert "thead { display: table-header-group; }" in page


def test_shades_go_from_white_to_darkest_and_no_further() -> None:
    values = (("none", None), ("low", 0.0), ("mid", 5.0), ("high", 10.0), ("beyond", 12.0))
    matrix = Heat("", tuple(name for name, _ in values), (("row", values),), 0.0, 10.0)
    ((_, *cells),) = heat(matrix).cells
    assert [cell.shade for cell in cells] == [None, 0, 5, 10, 10]


def test_an_empty_line_begins_a_paragraph() -> None:
    page = html(page_with(section(Paragraph("One\ntwo.\n\nThree."))))
    assert "<p>One\ntwo.</p>" in page
    assert "<p>Three.</p>" in page


def test_contents_lead_to_sections_two_levels_deep() -> None:
    deepest = Section("Deepest", "deepest", ())
    inner = Section("Inner", "inner", (deepest,))
    page = html(page_with(section(inner, anchor="outer", title="Outer")))
    contents = page[page.index("<nav") : page.index("</nav>")]
    assert re.findall(r'href="#(\w+)">(\w+)', contents) == [("outer", "Outer"), ("inner", "Inner")]
    assert must_be_sound(page).headings == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("page", "says"),
    [
        (page_with(section(), section()), "'one' is there twice"),
        (page_with(section(anchor='a"b')), "odd characters"),
        (page_with(section(Paragraph((Ref("go", "nowhere"),)))), "there are not: nowhere"),
        (page_with(section(Table((), ((("a", Ref("go", "lost")),),)))), "there are not: lost"),
        (
            page_with(section(section(section(section(anchor="d"), anchor="c"), anchor="b"))),
            "deep",
        ),
    ],
)
def test_a_page_that_cannot_be_walked_is_refused(page: Page, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        html(page)


def test_a_page_is_known_again_by_what_it_is() -> None:
    page = html(page_with(section()))
    assert is_ours(page, "book")
    assert not is_ours(page, "report")
    assert not is_ours("<!DOCTYPE html>\n<html><head></head></html>", "book")
    mentioned = html(everything('<meta name="dialogue-sim" content="book">'))
    assert not is_ours(mentioned, "book")
