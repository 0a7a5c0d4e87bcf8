"""Sources of numbers: the long form, the group form, and every way to say too little."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogue_sim.content.sourced import BASES, Provenance, take_off

WHY = {"basis": "inferred", "why": "a guess"}


def test_the_long_form_becomes_its_number() -> None:
    plain, sources, problems = take_off(
        {"trust": {"value": 0.12, "source": ["D001-S22"], "basis": "stated"}}
    )
    assert (plain, problems) == ({"trust": 0.12}, ())
    assert sources.of("trust") == Provenance("stated", ("D001-S22",))


def test_a_group_speaks_for_all_bare_numbers_in_it() -> None:
    plain, sources, problems = take_off({"stars": {**WHY, "trust": 2, "deep": {"peers": [1, 2]}}})
    assert (plain, problems) == ({"stars": {"trust": 2, "deep": {"peers": [1, 2]}}}, ())
    assert sources.of("stars", "deep", "peers", 1) == Provenance("inferred", (), "a guess")


def test_the_nearest_source_counts() -> None:
    inner = {"value": 2, "source": ["D000-S13"], "basis": "reported"}
    plain, sources, problems = take_off({"stars": {**WHY, "trust": 1, "domestic": inner}})
    assert (plain, problems) == ({"stars": {"trust": 1, "domestic": 2}}, ())
    outer, nearer = sources.of("stars", "trust"), sources.of("stars", "domestic")
    assert outer is not None
    assert nearer is not None
    assert (outer.basis, nearer.basis) == ("inferred", "reported")


def test_a_whole_file_can_say_it_once() -> None:
    _, sources, problems = take_off({"format": 1, **WHY, "a": {"b": {"c": 3}}})
    assert problems == ()
    assert sources.of("a", "b", "c") == Provenance("inferred", (), "a guess")
    assert sources.of("nowhere") == Provenance("inferred", (), "a guess")


def test_what_is_no_number_needs_no_source() -> None:
    data = {"format": 1, "name": "Poland", "secret": True, "list": ["a"], "nothing": None}
    assert take_off(data)[2] == ()


@pytest.mark.parametrize(
    ("data", "at", "words"),
    [
        ({"trust": 0.5}, ("trust",), "no source"),
        ({"trust": {"value": 0.5}}, ("trust", "value"), "no source"),
        ({"a": [1]}, ("a", 0), "no source"),
        ({"a": {"format": 2}}, ("a", "format"), "no source"),
        ({"a": {"value": 1, "basis": "guess"}}, ("a", "basis"), "no basis"),
        ({"a": {"value": 1, "basis": ["stated"], "source": ["x"]}}, ("a", "basis"), "one of"),
        ({"a": {"value": 1, "source": ["D001-S22"]}}, ("a", "source"), "needs `basis:`"),
        ({"a": {"value": 1, "why": "so"}}, ("a", "why"), "`why:` needs `basis:`"),
        ({"a": {"value": 1, "basis": "stated"}}, ("a", "basis"), "needs `source:`"),
        ({"a": {"value": 1, "basis": "poll", "source": []}}, ("a", "source"), "needs"),
        ({"a": {"value": 1, "basis": "poll", "source": "D001-S22"}}, ("a", "source"), "list"),
        ({"a": {"value": 1, "basis": "poll", "source": [22]}}, ("a", "source"), "list"),
        ({"a": {"value": 1, "basis": "inferred"}}, ("a", "basis"), "needs `why:`"),
        ({"a": {"value": 1, "basis": "inferred", "why": ""}}, ("a", "why"), "needs"),
    ],
)
def test_saying_too_little_is_a_problem_at_its_place(
    data: dict[str, object], at: tuple[str | int, ...], words: str
) -> None:
    problems = take_off(data)[2]
    assert problems
    assert (problems[0].at, words in problems[0].message) == (at, True), problems


def test_a_few_numbers_without_a_source_are_told_one_by_one() -> None:
    problems = take_off({"a": 1, "b": [2, 3], "c": {"d": 4}})[2]
    assert [problem.at for problem in problems] == [("a",), ("b", 0), ("b", 1), ("c", "d")]


def test_many_numbers_without_a_source_are_told_once_with_their_count() -> None:
    data = {"told": {"value": 0, **WHY}, "a": 1, "b": [2, 3], "c": {"d": 4, "e": 5, "f": 6}}
    (problem,) = take_off(data)[2]
    assert problem.at == ("a",)
    assert "nor have 5 others of this file" in problem.message
    assert "once for all" in problem.help


@pytest.mark.parametrize("basis", BASES)
def test_every_basis_can_be_used(basis: str) -> None:
    number = {"value": 1, "basis": basis, "source": ["D001-S22"], "why": "so"}
    plain, sources, problems = take_off({"a": number})
    assert (plain, problems) == ({"a": 1}, ())
    assert sources.of("a") == Provenance(basis, ("D001-S22",), "so")


def test_the_data_are_not_changed() -> None:
    data = {"a": {"value": 1, **WHY}, "b": {**WHY, "c": 2}}
    take_off(data)
    assert data == {"a": {"value": 1, **WHY}, "b": {**WHY, "c": 2}}


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=3),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["value", "source", "basis", "why", "a", "b"]), inner, max_size=4
            )
        ),
        max_leaves=10,
    )
)
def test_every_number_of_any_data_has_a_source_or_a_problem(data: object) -> None:
    plain, sources, problems = take_off(data)
    reported = {problem.at for problem in problems}
    bare = [at for at in numbers(plain, ()) if sources.of(*at) is None]
    several = any("others of this file" in problem.message for problem in problems)
    assert set(bare if not several else bare[:1]) <= reported


def numbers(value: object, at: tuple[str | int, ...]) -> list[tuple[str | int, ...]]:
    if isinstance(value, dict):
        return [found for key, part in value.items() for found in numbers(part, (*at, key))]
    if isinstance(value, list):
        return [found for k, part in enumerate(value) for found in numbers(part, (*at, k))]
    return [at] if isinstance(value, int | float) and not isinstance(value, bool) else []
