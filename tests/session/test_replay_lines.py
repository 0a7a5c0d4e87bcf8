"""The lines of a save as people read them, and moves and menus in words."""

from __future__ import annotations

from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load
from dialogue_sim.session.replay.decisions import menus_of, told
from dialogue_sim.session.replay.lines import line_rows
from dialogue_sim.session.replay.names import ActorName, Names
from dialogue_sim.session.replay.recorded import Decision
from dialogue_sim.session.saves.tree import Tree

NAMES = Names(
    "A bell",
    actors={"poland": ActorName("Government of Poland", "Poland")},
    policies={"talks": "Top-level talks"},
    endings={"peace": "A quiet border"},
)


def turn(parent: int, number: int, ending: str | None = None) -> dict[str, object]:
    return {"p": parent, "k": "turn", "t": number, "ending": ending}


def test_each_line_stands_below_the_one_that_it_leaves() -> None:
    tree = Tree(
        (
            {"p": -1, "k": "head"},
            {"p": 0, "k": "opening"},
            turn(1, 1),
            turn(2, 2),
            turn(3, 3, "peace"),
            {"p": 2, "k": "branch", "t": 2, "name": "a\nb"},
            turn(5, 2),
            {"p": 1, "k": "branch", "t": 1, "seed": "bo"},
            turn(7, 1),
            {"p": 6, "k": "branch", "t": 3, "name": "deeper"},
            turn(9, 3),
            turn(6, 3),
        )
    )
    rows = line_rows(tree, NAMES, 3)
    assert [f"{row.stem}{row.name}: {row.since}-{row.until} {row.ending}".rstrip()
            for row in rows] == [
        "main: 0-3 A quiet border",
        "├ a b: 1-3 over",
        "│ └ variation 3: 2-3 over",
        "└ variation 2: 0-1",
    ]  # fmt: skip
    assert [row.seed for row in rows] == ["", "", "", "bo"]
    assert [row.stands for row in rows] == [False, False, True, False]


def test_moves_are_told_in_words_whatever_their_records_say() -> None:
    told_so = [
        told(Decision(1, "x", "X", do), NAMES)
        for do in (
            {"propose": "talks", "amend": {"scope": "narrow_agenda"}},
            {"assure": "poland", "how": "promise"},
            {"wait": True},
            {"respond": "break_silence"},
            {"propose": ["no", "word"]},
            {},
        )
    ]
    assert told_so == [
        "tabled Top-level talks, amended: scope narrow agenda",
        "assure Poland (promise)",
        "wait",
        "respond break silence",
        "tabled",
        "nothing that can be read",
    ]


def test_a_menu_has_the_titles_of_what_can_be_tabled_in_a_turn() -> None:
    bundle = load(read_library(packaged_content()), "first_steps")
    menus = menus_of(bundle, bundle.scenario.turns)
    assert list(menus) == [1, 2, 3]
    assert menus[1][:2] == (
        "The monthly reading of the gauges",
        "The full toll for a day of notice",
    )
    assert len(menus[3]) == 8
