"""What conditions may read of a mechanism, and what an author is told where it is off."""

from __future__ import annotations

import pytest
from tests.content.mechanisms_in_yaml import BARE, DECEMBER, FILES, RULES, changed, marked

from dialogue_sim.content.expressions import ExpressionError, parse_condition, parse_effect
from dialogue_sim.content.library import examine, load
from dialogue_sim.expression_tree import (
    And,
    Compare,
    Name,
    Node,
    Not,
    Number,
    Promised,
    walk,
    with_numbers,
)

NAMES = load(FILES, "december_2019").names()
WITHOUT = load(BARE, "december_2019").names()
ENDING = "when: tension >= 68"
MENU = "procedure: silence\n"


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("capital >= 2", Compare(">=", Name("capital"), Number(2))),
        ("paper > 10", Compare(">", Name("paper"), Number(10))),
        ("reading <= 40", Compare("<=", Name("reading"), Number(40))),
        ("security < 90", Compare("<", Name("security"), Number(90))),
        ("promised(poland)", Promised("poland")),
        ("not promised(france) and capital > 0",
         And((Not(Promised("france")), Compare(">", Name("capital"), Number(0))))),
    ],
)  # fmt: skip
def test_where_the_mechanisms_are_on_they_are_read(text: str, tree: Node) -> None:
    assert parse_condition(text, NAMES) == tree


@pytest.mark.parametrize(
    ("text", "words", "mechanism"),
    [
        ("tension > 5 and capital >= 2", "capital", "capital"),
        ("paper > progress", "paper", "mask"),
        ("stands and not reading <= 40", "reading", "mask"),
        ("last_turn and promised(poland)", "promised", "resolve"),
        ("capital", "capital", "capital"),
    ],
)
def test_where_a_mechanism_is_lacking_its_words_say_so(
    text: str, words: str, mechanism: str
) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse_condition(text, WITHOUT)
    error = caught.value
    assert text[error.offset : error.offset + error.length] == words
    assert error.message == f"'{words}' needs the mechanism '{mechanism}', which the setting lacks"
    assert f"write `{mechanism}:` under `mechanisms:`" in error.help


def test_security_is_read_without_any_mechanism() -> None:
    assert parse_condition("security > 5", WITHOUT) == Compare(">", Name("security"), Number(5))


@pytest.mark.parametrize(
    ("text", "words", "help_"),
    [
        ("promised(polnad)", "unknown member 'polnad'", "did you mean 'poland'"),
        ("promised(ukraine)", "unknown member 'ukraine'", "known: baltic_states, france"),
        ("promised(eastern_members)", "unknown member", "baltic_states"),
        ("promised(poland, france)", "takes one thing", "promised(...) for each"),
        ("promised(poland) > 1", "true or false", "alone"),
        ("promisd(poland)", "is not a function", "did you mean 'promised'"),
        ("capitol > 1", "unknown name 'capitol'", "did you mean 'capital'"),
    ],
)
def test_a_promise_is_asked_of_one_member(text: str, words: str, help_: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse_condition(text, NAMES)
    assert words in caught.value.message
    assert help_ in caught.value.help


@pytest.mark.parametrize("name", ["capital", "paper", "reading", "security"])
def test_no_effect_changes_what_a_mechanism_counts(name: str) -> None:
    with pytest.raises(ExpressionError, match="only read"):
        parse_effect(f"{name} += 1", NAMES)


def test_a_promise_is_a_fact_like_any_other() -> None:
    node = And((Promised("poland"), Compare(">", Name("capital"), Number(1))))
    assert Promised("poland") in list(walk(node))
    read = with_numbers(node, lambda quantity: 3.0 if quantity == Name("capital") else None)
    assert read == And((Promised("poland"), Compare(">", Number(3), Number(1))))


# ------------------------------------------------------------ in a whole scenario


def ending(condition: str, *changes: tuple[str, str]) -> dict[str, bytes]:
    return changed(DECEMBER, (ENDING, f"when: {condition}"), *changes)


def test_a_scenario_with_the_mechanism_may_read_it() -> None:
    files = ending("capital == 0 and reading > 90 and promised(poland)")
    assert examine(files, "december_2019")[1] == ()


@pytest.mark.parametrize(
    ("condition", "switch"),
    [("capital == 0", "capital"), ("paper > 20", "mask"), ("promised(poland)", "resolve")],
)
def test_a_scenario_that_switches_it_off_may_too(condition: str, switch: str) -> None:
    """Trainers switch a mechanism off without looking for every condition that reads it."""
    files = ending(condition, (MENU, f"{MENU}mechanisms: {{{switch}: false}}\n"))
    assert examine(files, "december_2019")[1] == ()


def test_a_setting_without_it_may_not_either() -> None:
    files = {**ending("reading > 90"), RULES: BARE[RULES]}
    (found,) = examine(files, "december_2019")[1]
    assert (found.code, marked(files, found)) == ("DS203", "reading")


def test_a_mechanism_that_begins_later_is_there() -> None:
    files = ending("reading > 90", (MENU, f"{MENU}mechanisms: {{mask: {{from_turn: 3}}}}\n"))
    assert examine(files, "december_2019")[1] == ()
