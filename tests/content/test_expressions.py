"""Conditions and effects as text: what is read, what is refused, and in which words."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dialogue_sim.content import expression_text
from dialogue_sim.content.expressions import (
    ExpressionError,
    Names,
    parse_condition,
    parse_effect,
)
from dialogue_sim.expression_tree import (
    ActorValue,
    Adopted,
    And,
    Answer,
    Arithmetic,
    Chose,
    Compare,
    Count,
    Effect,
    Fired,
    Flag,
    Member,
    Name,
    Node,
    Not,
    Number,
    Or,
    Proposed,
    Rate,
    Standing,
    StandingVenue,
    TurnsSince,
    counted,
)

NAMES = Names(
    indicators=frozenset({"tension", "trust", "cohesion", "progress", "division"}),
    writable=frozenset({"tension", "cohesion", "progress"}),
    issues={
        "contact": {"none": 0, "experts": 0.25, "ambassadors": 0.5, "top": 1},
        "scope": {"deconfliction": 0, "arms_control": 0.33, "global": 0.67, "guarantees": 1},
    },
    venues=("none", "bilateral", "nrc"),
    actors=frozenset({"poland", "baltic_states", "germany"}),
    blocs={"eastern": ("poland", "baltic_states", "romania"), "western": ("portugal",)},
    policies=frozenset({"talks", "pass"}),
    injects=frozenset({"cyberattack"}),
)
CALM = Compare("<", Name("tension"), Number(40))


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("tension < 40", CALM),
        ("  ( tension<40 )  ", CALM),
        ("tension >= -0.5", Compare(">=", Name("tension"), Number(-0.5))),
        ("turn == turns", Compare("==", Name("turn"), Name("turns"))),
        ("last_turn", Flag("last_turn")),
        ("not stands", Not(Flag("stands"))),
        (
            "stands and last_turn or stands",
            Or((And((Flag("stands"), Flag("last_turn"))), Flag("stands"))),
        ),
        ("20 < tension < 40", And((Compare("<", Number(20), Name("tension")), CALM))),
        ("trust < trust(poland)", Compare("<", Name("trust"), ActorValue("trust", ("poland",)))),
        (
            "stance(eastern) > 0",
            Compare(">", ActorValue("stance", ("baltic_states", "poland")), Number(0)),
        ),
        (
            "response(poland) == object",
            Compare("==", ActorValue("response", ("poland",)), Number(1)),
        ),
        (
            "hedge <= response(poland)",
            Compare("<=", Number(2), ActorValue("response", ("poland",))),
        ),
        ("answer != escalate", Compare("!=", Answer(), Number(4))),
        ("probe == answer", Compare("==", Number(1), Answer())),
        ("answer in [probe, stonewall]", Member(Answer(), (1, 2))),
        ("standing.contact >= ambassadors", Compare(">=", Standing("contact"), Number(0.5))),
        ("proposal.scope == arms_control", Compare("==", Proposed("scope"), Number(0.33))),
        ("standing.contact >= 0.5", Compare(">=", Standing("contact"), Number(0.5))),
        ("standing.contact in (0, 1)", Member(Standing("contact"), (0, 1))),
        (
            "proposal.contact > standing.contact",
            Compare(">", Proposed("contact"), Standing("contact")),
        ),
        ("standing.venue in (nrc, none)", Member(StandingVenue(), (2, 0))),
        ("standing.venue not  in (nrc)", Not(Member(StandingVenue(), (2,)))),
        ("tension in (1, -2)", Member(Name("tension"), (1, -2))),
        ("fired(cyberattack)", Fired("cyberattack")),
        ("chose(talks)", Chose("talks")),
        ("adopted(talks)", Adopted("talks")),
        (
            "turns_since(cyberattack) > 2",
            Compare(">", TurnsSince("inject", "cyberattack"), Number(2)),
        ),
        ("turns_since(talks) > 2", Compare(">", TurnsSince("policy", "talks"), Number(2))),
        ("count(tension < 40) > 2", Compare(">", Count(CALM), Number(2))),
    ],
)
def test_a_condition_becomes_a_tree_of_numbers_and_names(text: str, tree: Node) -> None:
    assert parse_condition(text, NAMES) == tree


def test_arithmetic_binds_as_in_school() -> None:
    product = Arithmetic("*", Number(2), Name("cohesion"))
    total = Arithmetic("-", Arithmetic("+", Name("tension"), product), Number(1))
    assert parse_condition("tension + 2 * cohesion - 1 > 0", NAMES) == Compare(
        ">", total, Number(0)
    )


def test_a_minus_before_a_name_subtracts_from_zero() -> None:
    negated = Arithmetic("-", Number(0), Name("tension"))
    assert parse_condition("-tension < +5", NAMES) == Compare("<", negated, Number(5))


def test_ids_that_are_words_of_python_are_ordinary_ids() -> None:
    assert parse_condition("chose(pass)", NAMES) == Chose("pass")
    comparison = Compare("==", Standing("scope"), Number(0.67))
    assert parse_condition("standing.scope == global", NAMES) == comparison


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("rate(tension < 40) < 5%", Compare("<", Rate(CALM), Number(0.05))),
        ("12.5% <= rate(tension < 40)", Compare("<=", Number(0.125), Rate(CALM))),
        ("rate(tension < 40) <= 0.2", Compare("<=", Rate(CALM), Number(0.2))),
        (
            "rate(tension < 40) in 2%..20%",
            And((Compare(">=", Rate(CALM), Number(0.02)), Compare("<=", Rate(CALM), Number(0.2)))),
        ),
        (
            "rate(tension < 40) in 5%..5%",
            And(
                (Compare(">=", Rate(CALM), Number(0.05)), Compare("<=", Rate(CALM), Number(0.05)))
            ),
        ),
        (
            "tension not in 1..2.5",
            Not(
                And(
                    (
                        Compare(">=", Name("tension"), Number(1)),
                        Compare("<=", Name("tension"), Number(2.5)),
                    )
                )
            ),
        ),
        (
            "rate(count(tension < 40) > 1) > 0%",
            Compare(">", Rate(Compare(">", Count(CALM), Number(1))), Number(0)),
        ),
    ],
)
def test_tests_also_read_rates_percentages_and_ranges(text: str, tree: Node) -> None:
    assert parse_condition(text, NAMES, in_tests=True) == tree


def test_conditions_inside_count_are_collected_once_and_in_order() -> None:
    text = (
        "count(stands) > 1 and (count(tension < 40) > count(stands) or not count(last_turn) == 0)"
    )
    tree = parse_condition(text, NAMES)
    assert counted(tree) == (Flag("stands"), CALM, Flag("last_turn"))


def test_conditions_counted_inside_a_rate_are_collected_too() -> None:
    tree = parse_condition("rate(count(stands) in (1, 2)) > 5%", NAMES, in_tests=True)
    assert counted(tree) == (Flag("stands"),)


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('true')",
        "().__class__.__bases__[0]",
        "tension ** 2 > 1",
        "9**9**9 > 1",
        "tension // 2 > 1",
        "tension[0] > 1",
        "(lambda: stands)()",
        "[stands for x in (1, 2)]",
        "(x := 5) > 1",
        "stands if last_turn else stands",
        "tension > 1 ; stands",
        "tension > 1\nstands",
        "tension\u2003> 1",
        "tens\u0456on > 1",
        "tension > \uff11",
        "stands\x00",
        "fired(*cyberattack)",
        "{tension: 1}",
        "f'{tension}'",
        "await stands",
        "tension > 5 # high",
    ],
)
def test_nothing_but_the_language_is_read(text: str) -> None:
    with pytest.raises(ExpressionError):
        parse_condition(text, NAMES)
    with pytest.raises(ExpressionError):
        parse_effect(text, NAMES)


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('true')",
        "().__class__.__bases__[0]",
        "tension ** 2 > 1",
        "tension[0] > 1",
        "lambda: stands",
        "[stands for x in (1, 2)]",
        "x := 5",
        "stands if last_turn else stands",
        "fired(*cyberattack)",
        "fired(inject=cyberattack)",
        "{tension: 1}",
        "f'{tension}'",
        "tension is 5",
        "'stands'",
        "~tension > 1",
    ],
)
def test_the_list_of_harmless_nodes_holds_on_its_own(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(expression_text, "scan", lambda _: ())
    monkeypatch.setattr(expression_text, "check_condition", lambda *_, **__: None)
    with pytest.raises(ExpressionError):
        parse_condition(text, NAMES)


@pytest.mark.parametrize(
    ("text", "effect"),
    [
        ("tension += 6", Effect("tension", None, "+=", 6)),
        ("trust(poland) -= 5", Effect("trust", "poland", "-=", 5)),
        ("cohesion = 40", Effect("cohesion", None, "=", 40)),
        (" progress+=-0.5 ", Effect("progress", None, "+=", -0.5)),
        ("tension = +3", Effect("tension", None, "=", 3)),
    ],
)
def test_an_effect_names_a_target_an_operator_and_a_number(text: str, effect: Effect) -> None:
    assert parse_effect(text, NAMES) == effect


WORDS = (
    *("tension", "stands", "answer", "probe", "standing", "contact", "none", "venue", "response"),
    *("poland", "count", "rate", "fired", "cyberattack", "trust", "lambda", "None", "x", "5", "0"),
    *("5%", "0.25", "1e9", "and", "or", "not", "in", "is", "if", "for", "==", "!=", "<", ">="),
    *("+", "-", "*", "/", "//", "**", "%", "(", ")", "[", "]", ",", ".", "..", "=", "+=", ":="),
    *(" ", "  ", "\n", "\x00", "é", "'", '"', "\\"),
)
LINES = st.one_of(st.text(), st.lists(st.sampled_from(WORDS)).map("".join))
SPACED = st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join)


def problem(read: Callable[[], object]) -> ExpressionError | None:
    try:
        read()
    except ExpressionError as error:
        return error
    return None


@settings(max_examples=200)
@given(text=st.one_of(LINES, SPACED), in_tests=st.booleans())
@example(text="(" * 300, in_tests=False)
@example(text="-" * 299 + "1", in_tests=True)
@example(text="tension in " * 20, in_tests=True)
@example(text="  stands, stands", in_tests=True)
def test_any_text_is_a_condition_or_an_error_that_points_at_it(
    text: str, *, in_tests: bool
) -> None:
    error = problem(lambda: parse_condition(text, NAMES, in_tests=in_tests))
    if error:
        assert 0 <= error.offset < error.offset + error.length <= max(1, len(text))
        assert error.message
        assert error.help


@settings(max_examples=150)
@given(text=st.one_of(LINES, SPACED))
def test_any_text_is_an_effect_or_an_error_that_points_at_it(text: str) -> None:
    error = problem(lambda: parse_effect(text, NAMES))
    if error:
        assert 0 <= error.offset < error.offset + error.length <= max(1, len(text))
        assert error.message
        assert error.help


def test_reading_expressions_loads_no_arrays_no_models_and_no_yaml() -> None:
    program = (
        "import sys; import dialogue_sim.content.expressions;"
        "print({'numpy', 'pydantic', 'yaml'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"
