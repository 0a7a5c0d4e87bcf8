"""The book of a scenario, held against what its files say, read by hand."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from functools import cache

import pytest
from tests.paper.reading import Read, must_be_sound

from dialogue_sim.content.diagnostics import ContentError
from dialogue_sim.content.files import packaged_content, read_library, scenario_paths
from dialogue_sim.content.library import load
from dialogue_sim.paper.blocks import Cell, Figure, Section, Table, Words
from dialogue_sim.paper.page import html, sections_of
from dialogue_sim.workshop.book.book import book
from dialogue_sim.workshop.book.glance import glance
from dialogue_sim.workshop.book.influences import actants_of, unreachable
from dialogue_sim.workshop.book.instruments import instruments
from dialogue_sim.workshop.book.material import Material, material_of
from dialogue_sim.workshop.book.matrix import matrix
from dialogue_sim.workshop.book.reading import reading
from dialogue_sim.workshop.book.story import story

FILES = read_library(packaged_content())
SCENARIOS = tuple(scenario_paths(FILES))
STEPS = "scenarios/river_league/first_steps.yaml"
MOST_BYTES = 2_000_000
CHAPTERS = (
    "glance", "story", "instruments", "actors", "matrix", "expected", "reading", "closing",
    "model", "secrets",
)  # fmt: skip


@cache
def page(scenario: str) -> str:
    return html(book(FILES, scenario))


@cache
def steps() -> Material:
    return material_of(FILES, "first_steps")


def changed(old: str, new: str, path: str = STEPS) -> dict[str, bytes]:
    """The library with one passage of a file changed."""
    text = FILES[path].decode()
    assert text.count(old) == 1, old
    return {**FILES, path: text.replace(old, new).encode()}


def plain(words: Words) -> str:
    pieces = (words,) if isinstance(words, str) else words
    return "".join(piece if isinstance(piece, str) else piece.text for piece in pieces)


def rows(table: Table) -> list[list[str]]:
    return [[plain(cell.words) for cell in row] for row in table.cells]


def tables(section: Section) -> list[Table]:
    return [block for block in section.blocks if isinstance(block, Table)]


def inner(section: Section, anchor: str) -> Section:
    (found,) = (b for b in section.blocks if isinstance(b, Section) and b.anchor == anchor)
    return found


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_shipped_scenario_has_a_sound_book(scenario: str) -> None:
    text = page(scenario)
    read = must_be_sound(text)
    assert len(text.encode()) < MOST_BYTES
    anchors = [one["id"] for one in read.of("section")]
    chapters = [one for one in anchors if one in {*CHAPTERS, "dossier"}]
    debates = load(FILES, scenario).debate.mode != "none"
    assert chapters == [
        *CHAPTERS[:7], *(["dossier"] if debates else []), *CHAPTERS[7:]
    ]  # fmt: skip


@pytest.mark.parametrize("scenario", ["first_steps", "december_2019"])
def test_every_id_of_a_scenario_is_in_its_book(scenario: str) -> None:
    bundle, text = load(FILES, scenario), must_be_sound(page(scenario)).text
    body = bundle.scenario
    goals = {name for seat in body.seats.values() for name in seat.goals}
    goals |= {
        name
        for seat in body.seats.values()
        for mandate in seat.mandates.values()
        for name in mandate.goals
    }
    endings = {ending.id for ending in body.endings}
    ids = {*body.injects, *endings, *body.actors, *body.repertoire, *body.tests, *goals}
    assert {name for name in ids if not re.search(rf"\b{name}\b", text)} == set()


def test_the_matrix_of_the_first_scenario_is_that_of_its_file() -> None:
    (table,) = tables(matrix(steps()))
    heads = [plain(head).split()[-1] for head in table.heads[1:]]
    found = {
        (name, head): text
        for name, *cells in rows(table)
        for head, text in zip(heads, cells, strict=True)
        if text
    }
    endings = ("every_town", "the_bell", "two_chairs", "a_price", "a_demand", "as_ever")
    assert found == {
        ("turn", "early_thaw"): "at 2",
        ("turn", "carp_in_the_school"): "r",
        ("turn", "borrowed_rope"): "r",
        **{("last_turn", ending): "r" for ending in endings},
        ("tension", "early_thaw"): "+3",
        ("tension", "sandbags"): "r",
        ("progress", "carp_in_the_school"): "r",
        ("progress", "borrowed_rope"): "r",
        ("progress", "the_bell"): "r",
        ("hostilities", "carp_in_the_school"): "+5",
        ("trust(oldweir)", "carp_in_the_school"): "\u22124",
        ("support", "carp_in_the_school"): "\u22125",
        ("support", "borrowed_rope"): "+6",
        ("credibility", "carp_in_the_school"): "\u22128",
        ("credibility", "borrowed_rope"): "+3",
        ("counterpart_posture", "borrowed_rope"): "\u22124",
        ("cohesion", "every_town"): "r",
        ("standing.warning", "the_bell"): "r",
        ("standing.warning", "a_price"): "r",
        ("standing.warning", "a_demand"): "r",
        ("standing.toll", "a_price"): "r",
        ("standing.meeting", "two_chairs"): "r",
        ("adopted(notice_for_toll)", "boats_home"): "r",
        ("adopted(boats_home)", "boats_home"): "r",
        ("adopted(notice_for_toll)", "notice_for_toll"): "r",
        ("adopted(notice_for_toll)", "heads_on_the_island"): "r",
        ("adopted(heads_on_the_island)", "heads_on_the_island"): "r",
        ("answer", "heads_on_the_island"): "r",
    }


def test_arrows_lead_from_what_changes_a_quantity_to_what_reads_it() -> None:
    figure = story(steps()).blocks[0]
    assert isinstance(figure, Figure)
    arrows = {tuple(row) for row in rows(figure.twin)}
    assert {
        ("The ice cracks early", "tension", "tension +3"),
        ("tension", "Sandbags", "tension >= 60"),
        ("progress", "A carp in the schoolyard", "progress < 10"),
        ("standing.toll", "A price is named", "standing.toll <= full"),
    } <= arrows
    # What nothing reads is no box, and the clock is none either.
    assert not {"support", "credibility", "turn", "last_turn"} & {end for _, end, _ in arrows}


def test_policies_stand_with_their_levels_and_their_measures() -> None:
    levels, measures = tables(instruments(steps()))
    by_name = {row[0].split()[-1]: row[1:] for row in rows(levels)}
    assert by_name["open_hands"] == [
        "envoys", "nothing is asked", "paid in full", "called home", "the towns are told",
        "the whole League", "gatehouse of the dam",
    ]  # fmt: skip
    heads = [plain(head).split()[0] for head in measures.heads]
    of_it = dict(zip(heads, rows(measures)[by_place(measures, "open_hands")], strict=True))
    # Envoys, no warning, full toll, boats home: (0.35*4 + 0.20*0 + 0.25*6 + 0.20*6) / 10 = 0.41.
    assert of_it["offer"] == "41"
    # 0.4 * 2/3 + 0.4 * 1 + 0.2 * 1 = 0.868 with envoys at 0.67.
    assert of_it["benefit"] == "87"
    # Firmness counts warning, toll and boats, and all of them are given away.
    assert of_it["firmness"] == "0"


def by_place(table: Table, name: str) -> int:
    return next(k for k, row in enumerate(rows(table)) if row[0].endswith(name))


def test_reading_time_counts_words() -> None:
    (table,) = tables(inner(glance(steps()), "reading-time"))
    by_part = {row[0]: row[1:] for row in rows(table)}
    text = FILES[STEPS].decode()
    written = text[text.index("brief: >-") + 9 : text.index("turns: 3")]
    words = len(re.findall(r"\S+", written))
    assert by_part["Brief"] == [str(words), f"{words / 240:.1f}", "everybody"]
    assert by_part["Seat of Town of Oldweir: brief, goals"][2] == "by choice"
    assert "Dossier cards" not in by_part


def test_secret_goals_stand_in_the_appendix_alone() -> None:
    text = page("first_steps")
    kept = "Both sides are less on their guard, and tension ends at 38 or less."
    assert text.count(kept) == 1
    assert text.index(kept) > text.index('id="secrets"')
    assert text.index("careful_keeper") > text.index('id="secrets"')


def test_a_citation_leads_to_its_document() -> None:
    assert '[<a href="#document-1">CHR-S02</a>]' in page("first_steps")
    assert 'id="document-1"' in page("first_steps")


def test_the_reading_list_says_what_rests_on_a_sentence() -> None:
    (table,) = tables(inner(reading(steps()), "document-1"))
    by_code = {row[0]: row[1:] for row in rows(table)}
    says, held = by_code["CHR-S12"]
    assert says.startswith("A count in the market halls found three in five")
    assert "actor river_folk" in held
    assert "setting (situation.support)" in held


def test_a_paragraph_without_a_source_is_a_gap() -> None:
    files = changed(
        "  text can go up the river. Which?\n", "  text can go. Which?\n\n  Nobody knows.\n"
    )
    gaps = inner(reading(material_of(files, "first_steps")), "gaps")
    told = inner(gaps, "gaps-said-without-a-source")
    assert "A paragraph of the brief: Nobody knows." in str(told)
    assert "gaps-said-without-a-source" not in page("first_steps")


def test_what_only_an_expectation_cites_is_shown_to_nobody() -> None:
    text = must_be_sound(page("january_2022")).text
    listed = text[text.index("Cited and shown to nobody") :]
    assert "D002-S65" in listed
    assert "expectation two_tracks_are_agreed" in listed.replace("(", "").replace(")", "")


def test_what_cannot_come_is_marked() -> None:
    files = changed("    at: 2\n    title: The ice", "    when: turn >= 9\n    title: The ice")
    files[STEPS] = (
        files[STEPS]
        .replace(b"when: tension >= 60", b"when: {all: [fired(early_thaw), tension >= 60]}")
        .replace(b"when: {all: [turn >= 2, progress < 10]}", b"when: fired(early_thaw)")
    )
    never = {"early_thaw", "carp_in_the_school", "sandbags"}
    assert unreachable(load(files, "first_steps")) == never
    assert "These cannot come, whatever is played" in html(book(files, "first_steps"))
    assert "These cannot come" not in page("first_steps")


def test_an_ending_behind_the_last_turn_cannot_come() -> None:
    files = changed(
        "  - id: the_bell\n", "  - {id: early, title: Early, when: last_turn, text: Over.}\n"
        "  - id: the_bell\n",
    )  # fmt: skip
    assert unreachable(load(files, "first_steps")) == {
        "the_bell", "two_chairs", "a_price", "a_demand",
    }  # fmt: skip


def test_a_condition_reads_what_stands_inside_a_count() -> None:
    files = changed("when: tension >= 60", "when: count(answer == escalate) >= 2")
    (sandbags,) = (one for one in actants_of(load(files, "first_steps")) if one.id == "sandbags")
    assert sandbags.reads == ("answer",)


def test_equations_of_debates_stand_where_something_is_debated() -> None:
    named = "What an argument is worth to an audience"
    assert named not in must_be_sound(page("first_steps")).text
    assert named in must_be_sound(page("december_2019")).text


def test_a_policy_is_drawn_where_its_adoption_is_read() -> None:
    files = changed("when: tension >= 60", "when: turns_since(gauge_day) == 2")
    figure = story(material_of(files, "first_steps")).blocks[0]
    assert isinstance(figure, Figure)
    arrow = ["The monthly reading of the gauges", "Sandbags", "turns_since(gauge_day) == 2"]
    assert arrow in rows(figure.twin)


def test_hostile_content_is_text() -> None:
    hostile = "</title><script>alert(1)</script>]]>"
    files = changed("title: A bell before the water", f'title: "{hostile}"')
    files[STEPS] = files[STEPS].replace(b"title: Sandbags", b'title: "<img src=x onerror=y>"')
    read: Read = must_be_sound(html(book(files, "first_steps")))
    assert hostile in [piece for tag, piece in read.pieces if tag == "h1"]
    assert "<img src=x onerror=y>" in read.text


def test_content_with_errors_has_no_book() -> None:
    with pytest.raises(ContentError):
        book(changed("turns: 3", "turns: many"), "first_steps")


@pytest.mark.thorough
def test_a_book_has_the_same_bytes_wherever_it_is_made() -> None:
    script = (
        "import sys;"
        "from dialogue_sim.content.files import packaged_content, read_library;"
        "from dialogue_sim.paper.page import html;"
        "from dialogue_sim.workshop.book.book import book;"
        "text = html(book(read_library(packaged_content()), 'first_steps', 16));"
        "sys.stdout.buffer.write(text.encode())"
    )
    command = [sys.executable, "-c", script]
    seeded = {**os.environ, "PYTHONHASHSEED": "7"}
    found = subprocess.run(command, check=True, capture_output=True, env=seeded).stdout
    assert found.decode() == html(book(FILES, "first_steps", 16))


def test_figures_show_every_ending_with_its_interval() -> None:
    page_of = book(FILES, "first_steps", 16)
    (chapter,) = (one for _, one in sections_of(page_of) if one.anchor == "figures")
    endings, injects, responses = (one for one in chapter.blocks if isinstance(one, Figure))
    assert [row[0] for row in rows(endings.twin)][:2] == ["Sandbags", "Every town for itself"]
    shares = [float(row[1].removesuffix(" %")) for row in rows(endings.twin)]
    assert sum(shares) == pytest.approx(100, abs=4)
    assert rows(injects.twin)[0] == ["The ice cracks early", "100 %", "80.6 to 100"]
    assert len(rows(responses.twin)) == 6


def test_darker_cells_are_higher_levels() -> None:
    levels, _ = tables(instruments(steps()))
    row: tuple[Cell, ...] = levels.cells[by_place(levels, "close_the_river")]
    assert [cell.shade for cell in row[1:]] == [0, 10, 10, 10, 10, 10, None]
