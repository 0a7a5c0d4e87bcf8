"""Conditions over several sessions at once, against tables and against Python itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogue_sim.content.expressions import Names, parse_condition
from dialogue_sim.engine.conditions import holds
from dialogue_sim.engine.numerics import Array, Truths
from dialogue_sim.expression_tree import (
    Compare,
    Flag,
    Name,
    Node,
    Not,
    Number,
    Promised,
    with_rates,
)
from dialogue_sim.words import ANSWERS, RESPONSES

LEVELS = {
    "contact": {"none": 0.0, "experts": 0.25, "ambassadors": 0.5, "ministers": 0.75, "top": 1.0},
    "scope": {"deconfliction": 0.0, "arms_control": 0.33, "regional": 0.67, "guarantees": 1.0},
}
VENUES = ("none", "bilateral", "nrc")
BLOCS = {"eastern": ("baltic_states", "poland")}
NAMES = Names(
    indicators=frozenset({"tension", "cohesion", "conduct"}),
    writable=frozenset(),
    issues=LEVELS,
    venues=VENUES,
    actors=frozenset({"baltic_states", "germany", "poland"}),
    blocs=BLOCS,
    policies=frozenset({"talks"}),
    injects=frozenset({"cyberattack"}),
)
SESSIONS = 3
T, F = True, False


@dataclass(frozen=True)
class Table:
    """Three sessions, written down column by column."""

    numbers: Mapping[str, tuple[float, ...]] = field(
        default_factory=lambda: {
            "tension": (20.0, 40.0, 90.5),
            "cohesion": (60.0, 0.0, 40.0),
            "conduct": (-15.0, 0.0, 7.0),
            "turn": (1.0, 3.0, 6.0),
            "turns": (6.0, 6.0, 6.0),
            "trust poland": (12.0, 50.0, 3.0),
            "trust baltic_states": (20.0, 20.0, 97.0),
            "trust germany": (40.0, 41.0, 42.0),
            "stance poland": (-100.0, 0.0, 50.0),
            "stance baltic_states": (100.0, 0.0, -60.0),
            "stance germany": (50.0, 50.0, 50.0),
            "response poland": (0.0, 2.0, 4.0),
            "response baltic_states": (3.0, 1.0, 4.0),
            "response germany": (1.0, 2.0, 3.0),
            "standing contact": (0.0, 0.5, 1.0),
            "standing scope": (0.33, 0.67, 1.0),
            "standing venue": (0.0, 2.0, 1.0),
            "proposal contact": (0.25, 0.5, 0.75),
            "proposal scope": (0.0, 0.33, 1.0),
            "answer": (0.0, 2.0, 4.0),
            "since inject cyberattack": (99.0, 0.0, 2.0),
            "since policy talks": (1.0, 99.0, 3.0),
            "count": (0.0, 1.0, 2.0),
        }
    )
    truths: Mapping[str, tuple[bool, ...]] = field(
        default_factory=lambda: {
            "stands": (T, F, T),
            "last_turn": (F, F, T),
            "fired": (F, T, T),
            "chose": (T, T, F),
            "adopted": (T, F, F),
            "promised": (F, T, F),
        }
    )

    def number(self, name: str) -> Array:
        return np.array(self.numbers[name])

    def flag(self, name: str) -> Truths:
        return np.array(self.truths[name])

    def actor_value(self, kind: str, actor: str) -> Array:
        return self.number(f"{kind} {actor}")

    def standing(self, issue: str) -> Array:
        return self.number(f"standing {issue}")

    def standing_venue(self) -> Array:
        return self.number("standing venue")

    def proposed(self, issue: str) -> Array:
        return self.number(f"proposal {issue}")

    def answer(self) -> Array:
        return self.number("answer")

    def fired(self, inject: str) -> Truths:
        return {"cyberattack": self.flag("fired")}[inject]

    def chose(self, policy: str) -> Truths:
        return {"talks": self.flag("chose")}[policy]

    def adopted(self, policy: str) -> Truths:
        return {"talks": self.flag("adopted")}[policy]

    def promised(self, actor: str) -> Truths:
        return {"poland": self.flag("promised")}[actor]

    def turns_since(self, kind: str, id_: str) -> Array:
        return self.number(f"since {kind} {id_}")

    def count(self, condition: Node) -> Array:
        counters: Mapping[Node, Array] = {Flag("stands"): self.number("count")}
        return counters[condition]


def sessions(text: str) -> list[bool]:
    truths = holds(parse_condition(text, NAMES), Table())
    assert truths.dtype == np.bool_
    found: list[bool] = truths.tolist()
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tension == 40", [F, T, F]),
        ("tension != 40", [T, F, T]),
        ("tension < 40", [T, F, F]),
        ("tension <= 40", [T, T, F]),
        ("tension > 40", [F, F, T]),
        ("tension >= 40", [F, T, T]),
        ("20 < tension < 91", [F, T, T]),
        ("90 > tension >= 20 < cohesion", [T, F, F]),
        ("conduct < 0", [T, F, F]),
        ("-conduct > 0", [T, F, F]),
        ("tension in (20, 40)", [T, T, F]),
        ("tension not in (20, 40)", [F, F, T]),
        ("stands", [T, F, T]),
        ("not stands", [F, T, F]),
        ("stands and last_turn", [F, F, T]),
        ("not stands or last_turn", [F, T, T]),
        ("not (stands or last_turn)", [F, T, F]),
        ("turn == turns", [F, F, T]),
        ("trust(poland) >= 12", [T, T, F]),
        ("trust(eastern) == 16", [T, F, F]),
        ("trust(eastern) in (35, 50)", [F, T, T]),
        ("stance(eastern) == -5", [F, F, T]),
        ("response(poland) == break_silence", [T, F, F]),
        ("response(poland) >= hedge", [F, T, T]),
        ("response(eastern) <= object", [T, T, F]),
        ("response(eastern) == response(poland)", [T, F, T]),
        ("response(germany) in (object, hedge)", [T, T, F]),
        ("standing.contact >= ambassadors", [F, T, T]),
        ("experts <= standing.contact < top", [F, T, F]),
        ("standing.scope == arms_control", [T, F, F]),
        ("standing.scope in (0.33, regional)", [T, T, F]),
        ("proposal.contact > standing.contact", [T, F, F]),
        ("standing.venue == bilateral", [F, F, T]),
        ("standing.venue in (none, nrc)", [T, T, F]),
        ("answer != reciprocate", [F, T, T]),
        ("answer in (reciprocate, escalate)", [T, F, T]),
        ("fired(cyberattack)", [F, T, T]),
        ("chose(talks) and not adopted(talks)", [F, T, F]),
        ("turns_since(cyberattack) <= 2", [F, T, T]),
        ("turns_since(talks) == 99", [F, T, F]),
        ("count(stands) >= 1", [F, T, T]),
        ("tension + cohesion == 80", [T, F, F]),
        ("tension - cohesion * 2 > 0", [F, T, T]),
        ("(tension - cohesion) / 2 == -20", [T, F, F]),
        ("1 < 2", [T, T, T]),
        ("1 > 2 and stands", [F, F, F]),
    ],
)
def test_a_condition_holds_session_by_session(text: str, expected: list[bool]) -> None:
    assert sessions(text) == expected


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tension / cohesion == 0", [F, T, F]),
        ("tension / (cohesion - 40) == 0", [F, F, T]),
        ("cohesion / tension == 0", [F, T, F]),
        ("tension / (turn - turn) == 0", [T, T, T]),
    ],
)
def test_a_quotient_by_zero_is_zero(text: str, expected: list[bool]) -> None:
    assert sessions(text) == expected


@pytest.mark.filterwarnings("error")
def test_a_quotient_too_large_for_a_double_warns_nobody() -> None:
    tiny = Table({**Table().numbers, "tension": (1e-320, 0.0, 1.0)})
    large = parse_condition("999999 / tension > 999999", NAMES)
    assert holds(large, tiny).tolist() == [T, F, F]
    undefined = parse_condition("1 / tension - 1 / tension == 0", NAMES)
    assert holds(undefined, tiny).tolist() == [F, T, T]


def test_a_session_alone_is_the_session_in_a_batch() -> None:
    text = "(trust(eastern) + tension) / cohesion >= 0.5 or response(eastern) in (object, endorse)"
    condition = parse_condition(text, NAMES)
    table = Table()
    alone = [
        holds(
            condition,
            Table(
                {name: (row[session],) for name, row in table.numbers.items()},
                {name: (row[session],) for name, row in table.truths.items()},
            ),
        ).tolist()
        for session in range(SESSIONS)
    ]
    assert alone == [[truth] for truth in holds(condition, table).tolist()]


def test_a_promise_is_open_session_by_session() -> None:
    assert holds(Promised("poland"), Table()).tolist() == [F, T, F]
    assert holds(Not(Promised("poland")), Table()).tolist() == [T, F, T]


def test_a_rate_is_replaced_by_its_number_before_sessions_are_asked() -> None:
    text = "not rate(stands) < 60% and tension + 0 < 50 or rate(tension > 30) in 60%..70%"
    condition = parse_condition(text, NAMES, in_tests=True)
    shares = {Flag("stands"): 2 / 3, Compare(">", Name("tension"), Number(30.0)): 0.75}
    settled = with_rates(condition, lambda inner: shares[inner])
    assert holds(settled, Table()).tolist() == [T, T, F]
    with pytest.raises(ValueError, match="many sessions"):
        holds(condition, Table())


# ------------------------------------------------------ against Python itself

NUMBERS = st.sampled_from(
    [
        *("tension", "cohesion", "conduct", "turn", "turns", "trust(poland)", "stance(eastern)"),
        *("turns_since(cyberattack)", "turns_since(talks)", "count(stands)"),
        *("0", "5", "40", "0.25", "-3", "20"),
    ]
)
SUMS = st.recursive(
    NUMBERS,
    lambda part: st.one_of(
        st.tuples(part, st.sampled_from([" + ", "-", " * "]), part).map("".join),
        st.tuples(part, st.sampled_from(["/4", " / 2.5"])).map("".join),
        part.map("({})".format),
        part.map("-({})".format),
    ),
    max_leaves=4,
)
ORDER = st.sampled_from(["<", "<=", ">", ">=", "==", "!="])
SAME = st.sampled_from(["==", "!="])
AMONG = st.sampled_from(["in", "not in"])


def chain(
    operands: st.SearchStrategy[str], relations: st.SearchStrategy[str]
) -> st.SearchStrategy[str]:
    """Two or three operands with relations between them."""
    pair = st.tuples(operands, relations, operands)
    return st.one_of(pair, st.tuples(pair.map(" ".join), relations, operands)).map(" ".join)


def facing(
    quantity: str, ids: tuple[str, ...], relations: st.SearchStrategy[str]
) -> st.SearchStrategy[str]:
    """A quantity that meets ids of its own kind, on either side or in a list."""
    some = st.sampled_from(ids)
    options = st.lists(some, min_size=2, max_size=3).map(", ".join).map("({})".format)
    return st.one_of(
        st.tuples(st.just(quantity), relations, some).map(" ".join),
        st.tuples(some, relations, st.just(quantity), relations, some).map(" ".join),
        st.tuples(st.just(quantity), AMONG, options).map(" ".join),
    )


COMPARISONS = st.one_of(
    chain(SUMS, ORDER),
    facing("standing.contact", tuple(LEVELS["contact"]), ORDER),
    facing("proposal.scope", (*LEVELS["scope"], "0.5"), ORDER),
    facing("response(eastern)", RESPONSES, ORDER),
    facing("answer", ANSWERS, SAME),
    facing("standing.venue", VENUES, SAME),
    facing("tension", ("20", "40", "-1"), ORDER),
    st.sampled_from(
        ["stands", "last_turn", "fired(cyberattack)", "chose(talks)", "adopted(talks)"]
    ),
)
CONDITIONS = st.recursive(
    COMPARISONS,
    lambda part: st.one_of(
        st.tuples(part, st.sampled_from(["and", "or"]), part).map(" ".join),
        part.map("not ({})".format),
        part.map("not {}".format),
        part.map("({})".format),
    ),
    max_leaves=4,
).filter(lambda text: len(text) <= 300)


def scalars(session: int) -> dict[str, object]:
    """One session of the table as Python's own names."""
    numbers = {name: row[session] for name, row in Table().numbers.items()}
    truths = {name: row[session] for name, row in Table().truths.items()}

    def mean(kind: str, who: str) -> float:
        values = [numbers[f"{kind} {actor}"] for actor in BLOCS.get(who, (who,))]
        return sum(values) / len(values)

    ids = {id_: id_ for id_ in ("poland", "eastern", "cyberattack", "talks")}
    ladders = (VENUES, RESPONSES, ANSWERS)
    places = {id_: place for ladder in ladders for place, id_ in enumerate(ladder)}
    return {
        **numbers,
        **truths,
        **ids,
        **places,
        **LEVELS["contact"],
        **LEVELS["scope"],
        "standing": SimpleNamespace(
            contact=numbers["standing contact"], venue=numbers["standing venue"]
        ),
        "proposal": SimpleNamespace(scope=numbers["proposal scope"]),
        "trust": lambda who: mean("trust", who),
        "stance": lambda who: mean("stance", who),
        "response": lambda who: min(
            numbers[f"response {actor}"] for actor in BLOCS.get(who, (who,))
        ),
        "turns_since": lambda what: numbers[
            f"since {'inject' if what == 'cyberattack' else 'policy'} {what}"
        ],
        "count": lambda _: numbers["count"],
        **{name: lambda _, name=name: truths[name] for name in ("fired", "chose", "adopted")},
    }


@settings(max_examples=150)
@given(text=CONDITIONS)
def test_a_condition_means_what_it_means_in_python(text: str) -> None:
    expected = [eval(text, {"__builtins__": {}}, scalars(s)) for s in range(SESSIONS)]  # noqa: S307 - the oracle
    assert sessions(text) == expected
