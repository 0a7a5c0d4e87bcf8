"""What the documents promise of the coefficients: made by hand, broken by hand."""

from __future__ import annotations

from dataclasses import replace
from math import exp, hypot

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.content.mechanisms_in_yaml import FILES

from dialogue_sim.content.diagnostics import CODES, Diagnostic
from dialogue_sim.content.dynamics import CounterpartTension, OwnTension, Tension
from dialogue_sim.content.library import examine, load
from dialogue_sim.content.promises import PROMISES, Promise, check_answer_table, eigenvalues, rest
from dialogue_sim.errors import DialogueSimError
from dialogue_sim.words import ANSWERS

NATO = "scenarios/nato_russia"
DECEMBER, SETTING = f"{NATO}/december_2019.yaml", f"{NATO}/setting.yaml"
RULES = f"{NATO}/rules.yaml"
POLAND, PUBLICS = "actors/poland.yaml", "actors/nato_publics.yaml"
BUNDLE = load(FILES, "december_2019")


def problems(path: str, *changes: tuple[str, str]) -> tuple[Diagnostic, ...]:
    """What is said about the shipped content with passages of one file changed."""
    text = FILES[path].decode()
    for old, new in changes:
        assert text.count(old) == 1, f"{text.count(old)} times in {path}: {old}"
        text = text.replace(old, new)
    return examine({**FILES, path: text.encode()}, "december_2019")[1]


def pointed_at(problem: Diagnostic, path: str, *changes: tuple[str, str]) -> str:
    """The characters that a diagnostic marks in the changed file."""
    text = FILES[path].decode()
    for old, new in changes:
        text = text.replace(old, new)
    line = text.splitlines()[problem.place.line - 1]
    return line[problem.place.column - 1 : problem.place.end_column - 1]


# ----------------------------------------------------------- the answer table

# Column: the shipped numbers, what stands there instead, the number that is pointed at, and words.
BROKEN_COLUMNS = {
    "offer": ("3.4, 0.8,", "3.4, 4.5,", "4.5", "bigger offer", "probe has 4.5"),
    "hardliners": ("-0.2, 0.6,", "-0.2, -3,", "-3", "stronger hardliners", "stonewall has -3"),
    "war": ("0.4, 0.9]", "0.4, -2.5]", "-2.5", "heavier fighting", "escalate has -2.5"),
    "split": ("[-0.4, 0.2,", "[2, 0.2,", "2", "deeper split", "reciprocate has 2"),
    "temptation": ("3.2, 0.8]", "3.2, 3.3]", "3.3", "more to grab", "escalate has 3.3"),
    "deterrent": ("-1.2, -1.2]", "-1.2, -1.4]", "-1.4", "deterrence", "escalate has -1.4"),
    "threat": ("[-1.0, -0.3,", "[1.7, -0.3,", "1.7", "graver threat", "reciprocate has 1.7"),
    "isolation": ("0.2, -0.4, 1.8]", "2.2, -0.4, 1.8]", "2.2", "off", "stonewall has 2.2"),
    "overreach": ("0.4, 0.0]", "0.4, -1.1]", "-1.1", "step too far", "escalate has -1.1"),
}  # fmt: skip


def line_of(driver: str) -> str:
    return next(
        line for line in FILES[RULES].decode().splitlines() if line.startswith(f"  {driver}: {{")
    )


@pytest.mark.parametrize("driver", BROKEN_COLUMNS)
def test_a_broken_column_is_reported_at_the_number_in_the_way(driver: str) -> None:
    old, new, number, says, in_the_way = BROKEN_COLUMNS[driver]
    change = (line_of(driver), line_of(driver).replace(old, new))
    (found,) = problems(RULES, change)
    assert (found.place.path, found.code, found.severity) == (RULES, "DS221", "error")
    assert pointed_at(found, RULES, change) == number
    assert says in found.message
    assert "must never" in found.message
    assert in_the_way in found.message


def test_the_remedy_names_both_ways_out_and_the_sentence_behind_it() -> None:
    change = (line_of("isolation"), line_of("isolation").replace("0.2, -0.4", "2.2, -0.4"))
    (found,) = problems(RULES, change)
    assert found.help.startswith("lower this number to 1.8, or raise that of escalate to 2.2; ")
    sentence = BUNDLE.documents.documents["D000"].sentences["S22"]
    assert found.help.endswith(f"D000-S22 says: {sentence}")
    change = (line_of("war"), line_of("war").replace("0.9]", "-2.5]"))
    (found,) = problems(RULES, change)
    assert found.help.startswith("raise this number to -2.2, or lower that of reciprocate to -2.5")


def test_a_bare_column_is_pointed_at_too_and_needs_no_sentence() -> None:
    change = (line_of("offer"), "  offer: [3.4, 0.8, 9, -0.2, -0.8]")
    (found,) = problems(RULES, change)
    assert pointed_at(found, RULES, change) == "9"
    assert found.help == "lower this number to 3.4, or raise that of reciprocate to 9"


def test_every_broken_column_is_reported_once() -> None:
    changes = [
        (line_of(driver), line_of(driver).replace(old, new))
        for driver, (old, new, *_) in BROKEN_COLUMNS.items()
    ]
    found = problems(RULES, *changes)
    assert len(found) == len(BROKEN_COLUMNS) == len(PROMISES)
    assert {problem.code for problem in found} == {"DS221"}


def test_a_column_of_equals_is_allowed() -> None:
    assert problems(RULES, (line_of("threat"), "  threat: [0, 0, 0, 0, 0]")) == ()


def test_every_promise_rests_on_a_sentence_of_the_shipped_documents() -> None:
    for promise in PROMISES:
        found = BUNDLE.provenance(RULES, "drivers", promise.driver)
        assert found is not None
        assert len(found.source) == 1, promise.driver


def chance(table: dict[str, list[float]], drivers: dict[str, float], answer: int) -> float:
    """A multinomial logit, written down once more."""
    appeal = [exp(sum(table[name][k] * drivers[name] for name in table)) for k in range(5)]
    return appeal[answer] / sum(appeal)


def keeps(promise: Promise, column: list[float]) -> bool:
    """Whether the loader takes a column."""
    drivers = BUNDLE.rules.drivers.model_copy(update={promise.driver: column})
    rules = BUNDLE.rules.model_copy(update={"drivers": drivers})
    bundle = replace(BUNDLE, rules=rules)
    return not check_answer_table(bundle)


small = st.integers(min_value=-30, max_value=30).map(lambda tenths: tenths / 10)
columns = st.lists(small, min_size=5, max_size=5)


@given(columns, columns, small, st.integers(0, 40), st.sampled_from(PROMISES))
def test_a_column_that_is_taken_keeps_its_promise_in_play(
    column: list[float], other: list[float], elsewhere: float, more: int, promise: Promise
) -> None:
    assume(keeps(promise, column))
    table = {"this": column, "other": other}
    answer = ANSWERS.index(promise.answer)
    before = chance(table, {"this": 0.0, "other": elsewhere}, answer)
    after = chance(table, {"this": more / 10, "other": elsewhere}, answer)
    change = after - before if promise.largest else before - after
    assert change >= -1e-12


@given(columns, st.sampled_from(PROMISES))
def test_a_column_that_is_refused_breaks_its_promise_somewhere(
    column: list[float], promise: Promise
) -> None:
    """Where the answer in the way is nearly certain already, the driver works for it alone."""
    assume(not keeps(promise, column))
    answer = ANSWERS.index(promise.answer)
    in_the_way = column.index(max(column) if promise.largest else min(column))
    other = [20.0 if k == in_the_way else 0.0 for k in range(5)]
    table = {"this": column, "other": other}
    before = chance(table, {"this": 0.0, "other": 1.0}, answer)
    after = chance(table, {"this": 0.1, "other": 1.0}, answer)
    assert after < before if promise.largest else after > before


# -------------------------------------------------------------------- tension

OWN = "own: {choice: 0.20, other: 0.10}"
THEIRS = "counterpart: {fear: 0.15, fatigue: 0.25,"


def test_the_shipped_tension_keeps_85_percent() -> None:
    """[[.70, .10], [.15, .75]]: mean .725, half difference -.025, root of .000625 + .015."""
    mean, radius = eigenvalues(BUNDLE.rules.dynamics.tension)
    assert mean == pytest.approx(0.725)
    assert radius == pytest.approx(0.725 + 0.125)


@pytest.mark.parametrize(
    ("changes", "number", "says", "remedy"),
    [
        # .30 x .25 < .10 x fear beyond .75
        ([(THEIRS, "counterpart: {fear: 0.9, fatigue: 0.25,")], "0.9", "climbs to 100",
         "lower `fear` below 0.75, or raise `fatigue` above 0.3"),
        # exactly at the limit: .30 x .05 = .10 x .15
        ([(THEIRS, "counterpart: {fear: 0.15, fatigue: 0.05,")], "0.15", "keeps 100%",
         "lower `fear` below 0.15, or raise `fatigue` above 0.05"),
        ([(THEIRS, "counterpart: {fear: 0.15, fatigue: 0,")], "0", "feed each other",
         "raise `fatigue` above 0.05"),
        ([(OWN, "own: {choice: 0, other: 0}")], "0", "climbs to 100", "raise `choice` above 0"),
        ([(OWN, "own: {choice: 1, other: 1}"),
          (THEIRS, "counterpart: {fear: 1, fatigue: 0.9,")], "1", "to and fro",
         "lower `choice` and `other`"),
    ],
)  # fmt: skip
def test_postures_that_never_calm_down_are_refused(
    changes: list[tuple[str, str]], number: str, says: str, remedy: str
) -> None:
    (found,) = problems(RULES, *changes)
    assert (found.place.path, found.code, found.severity) == (RULES, "DS222", "error")
    assert pointed_at(found, RULES, *changes) == number
    assert says in found.message
    assert remedy in found.help


def test_the_remedy_works() -> None:
    assert problems(RULES, (THEIRS, "counterpart: {fear: 0.3, fatigue: 0.25,")) == ()
    assert problems(RULES, (THEIRS, "counterpart: {fear: 0.15, fatigue: 0.15,")) == ()


share = st.integers(min_value=0, max_value=20).map(lambda twentieths: twentieths / 20)


@given(share, share, share, share)
def test_the_radius_is_how_fast_a_difference_grows(
    choice: float, other: float, fear: float, fatigue: float
) -> None:
    """After 400 turns a difference is gone below 1 and huge above it."""
    rule = Tension(
        own=OwnTension(choice=choice, other=other),
        counterpart=CounterpartTension(fear=fear, fatigue=fatigue, grievance=0.0, conduct=0.0),
    )
    radius = eigenvalues(rule)[1]
    longest = 0.0
    for start in ((1.0, 0.0), (0.0, 1.0)):
        ours, theirs = start
        for _ in range(400):
            ours, theirs = (
                (1 - choice - other) * ours + other * theirs,
                fear * ours + (1 - fatigue) * theirs,
            )
        longest = max(longest, hypot(ours, theirs))
    if radius < 0.97:
        assert longest < 0.01
    elif radius > 1.03:
        assert longest > 100
    else:
        assert 1e-6 < longest < 1e7


@pytest.mark.parametrize(
    ("changed", "marked", "remedy"),
    [
        # At rest .3 ours = .1 theirs + .1 and .25 theirs = .15 ours + grievance.
        ("counterpart: {fear: 0.15, fatigue: 0.25, grievance: 0.16,", "0.16",
         "lower `grievance` to at most 0.15"),
        ("counterpart: {fear: 0.74, fatigue: 0.25, grievance: 0.05,", "0.74",
         "lower `fear` to at most 0.3"),
    ],
)  # fmt: skip
def test_tension_that_climbs_though_nobody_does_anything_is_refused(
    changed: str, marked: str, remedy: str
) -> None:
    change = (f"{THEIRS} grievance: 0.05,", changed)
    (problem,) = problems(RULES, change)
    assert problem.code == "DS222"
    assert pointed_at(problem, RULES, change) == marked
    assert "climbs to its limit by itself" in problem.message
    assert problem.help == remedy


def test_the_shipped_postures_rest_at_one_half() -> None:
    assert rest(BUNDLE.rules.dynamics.tension) == pytest.approx((0.5, 0.5))


# ------------------------------------------------------------------- the poll

SUPPORT = "\n  support: 65\n"


def test_a_public_behind_the_public_is_refused() -> None:
    change = ("  domestic: 0\n", "  domestic: 2\n")
    (found,) = problems(PUBLICS, change)
    assert (found.place.path, found.code, found.severity) == (PUBLICS, "DS223", "error")
    assert pointed_at(found, PUBLICS, change) == "2"
    assert "no public behind the public" in found.message
    assert found.help.startswith("write 0")


def test_a_scenario_that_puts_a_public_behind_the_public_is_told_in_the_scenario() -> None:
    star = "{value: 2, basis: inferred, why: test}"
    change = ("  nato_publics: {}\n", f"  nato_publics: {{set: {{stars.domestic: {star}}}}}\n")
    (found,) = problems(DECEMBER, change)
    assert (found.place.path, found.code) == (DECEMBER, "DS223")
    line = FILES[DECEMBER].decode().replace(*change).splitlines()[found.place.line - 1]
    assert line.startswith("  nato_publics: ")


def test_a_poll_does_not_suppose_another_finding() -> None:
    change = ("    hostilities: 0\n", "    hostilities: 0\n    support: 40\n")
    (found,) = problems(PUBLICS, change)
    assert (found.place.path, found.code, found.severity) == (PUBLICS, "DS223", "error")
    assert pointed_at(found, PUBLICS, change) == "40"
    assert "65 %" in found.message
    same = ("    hostilities: 0\n", "    hostilities: 0\n    support: 65\n")
    assert problems(PUBLICS, same) == ()


def test_the_situation_of_a_poll_is_whole() -> None:
    files = {
        **FILES,
        PUBLICS: FILES[PUBLICS].replace(b"    conduct: -10\n", b""),
        SETTING: FILES[SETTING].replace(b"\n  conduct: -15\n", b"\n"),
    }
    (found,) = examine(files, "december_2019")[1]
    assert (found.place.path, found.code) == (PUBLICS, "DS208")
    assert "conduct" in found.message
    del files[SETTING]
    assert examine({**FILES, **files}, "december_2019")[1] == ()


@pytest.mark.parametrize(
    ("support", "code"), [("0", "DS124"), ("100", "DS124"), ("0.5", "DS207"), ("99.5", "DS207")]
)
def test_a_poll_is_never_unanimous(support: str, code: str) -> None:
    change = ("support: {value: 65,", f"support: {{value: {support},")
    found = [problem for problem in problems(PUBLICS, change) if problem.severity == "error"]
    assert [problem.code for problem in found] == [code]
    assert found[0].place.path == PUBLICS


def without_own_support(setting: str) -> dict[str, bytes]:
    """The shipped files with another `support:` in the setting and none in the scenario."""
    lines = FILES[DECEMBER].decode().splitlines(keepends=True)
    kept = "".join(line for line in lines if not line.startswith("  support:"))
    assert len(kept) < len(FILES[DECEMBER].decode())
    changed = FILES[SETTING].decode().replace(SUPPORT, setting)
    assert changed != FILES[SETTING].decode()
    return {**FILES, DECEMBER: kept.encode(), SETTING: changed.encode()}


def test_an_opening_beside_the_poll_is_a_remark_in_the_setting() -> None:
    files = without_own_support("\n  support: 50\n")
    (found,) = examine(files, "december_2019")[1]
    assert (found.place.path, found.code, found.severity) == (SETTING, "DS223", "warning")
    assert files[SETTING].decode().splitlines()[found.place.line - 1] == "  support: 50"
    assert "50 %" in found.message
    assert "65 %" in found.message
    assert "returns to the poll" in found.message


def test_a_scenario_may_open_in_another_mood_and_is_told_so() -> None:
    text = FILES[DECEMBER].decode()
    own = next(line for line in text.splitlines() if line.startswith("  support:"))
    (found,) = problems(DECEMBER, (own, own.replace("65", "40")))
    assert (found.place.path, found.code, found.severity) == (DECEMBER, "DS223", "info")
    assert found.place.line == text[: text.index(own)].count("\n") + 1
    assert "40 %" in found.message


def test_a_story_that_does_not_say_how_support_opens_is_incomplete() -> None:
    (found,) = examine(without_own_support("\n"), "december_2019")[1]
    assert (found.place.path, found.code, found.severity) == (SETTING, "DS208", "error")
    assert "support: 65" in found.help


def test_a_poll_of_somebody_else_anchors_nothing() -> None:
    poll = (
        "poll:\n  policy: isolation\n  situation: {}\n"
        "  support: {value: 30, source: [D002-S77], basis: poll}\n"
    )
    change = ("capability: {value: 0.591", f"{poll}capability: {{value: 0.591")
    (found,) = problems(POLAND, change)
    assert (found.place.path, found.code, found.severity) == (POLAND, "DS223", "warning")
    assert "nato_publics" in found.message


# ------------------------------------------------------------- the rest of it


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("  bilateral: -0.8\n", "  bilateral: -8\n", "bilateral lies between -1 and 1"),
        ("venues:\n  salience: 2\n", "venues:\n  salience: -2\n", "salience lies between 0 and 5"),
        ("venues:\n  salience: 2\n", "venues:\n  salience: 6\n", "salience lies between 0 and 5"),
    ],
)
def test_venues_keep_to_their_range(old: str, new: str, says: str) -> None:
    (found,) = problems(POLAND, (old, new))
    assert (found.place.path, found.code, found.message) == (POLAND, "DS207", says)


def test_every_code_has_its_line_in_the_table() -> None:
    assert {"DS221", "DS222", "DS223"} <= CODES.keys()


def test_a_broken_promise_stops_a_session() -> None:
    text = FILES[RULES].replace(b"3.4, 0.8,", b"3.4, 4.5,")
    with pytest.raises(DialogueSimError, match="bigger offer"):
        load({**FILES, RULES: text}, "december_2019")
