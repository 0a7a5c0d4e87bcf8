"""What an author is told about a condition or an effect that cannot be read."""

from __future__ import annotations

import pytest

from dialogue_sim.content.expressions import (
    ExpressionError,
    Names,
    parse_condition,
    parse_effect,
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


def refusal(text: str, names: Names = NAMES, *, in_tests: bool = False) -> ExpressionError:
    with pytest.raises(ExpressionError) as caught:
        parse_condition(text, names, in_tests=in_tests)
    return caught.value


def marked(text: str, error: ExpressionError) -> str:
    return text[error.offset : error.offset + error.length]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("rate(stands) < 1", "rate(stands)"),
        ("tension < 5%", "5%"),
        ("tension in 20..40", ".."),
    ],
)
def test_outside_tests_they_are_refused(text: str, words: str) -> None:
    error = refusal(text)
    assert marked(text, error) == words
    assert "only in tests" in error.message


@pytest.mark.parametrize(
    ("text", "words", "help_"),
    [
        ("tensoin >= 70", "tensoin", "did you mean 'tension'?"),
        ("  stands and tensoin >= 70", "tensoin", "did you mean 'tension'?"),
        ("not stand", "stand", "did you mean 'stands'?"),
        ("contact >= ambassadors", "contact", "write standing.contact or proposal.contact"),
        ("poland > 3", "poland", "write response(poland), stance(poland) or trust(poland)"),
        ("talks", "talks", "write chose(talks) or adopted(talks)"),
        ("cyberattack", "cyberattack", "write fired(cyberattack)"),
        ("fired", "fired", "write fired(...)"),
        ("standing > 1", "standing", "write standing.<issue>"),
        (
            "object == hedge",
            "object",
            "write response(...) == object, with an actor in the brackets",
        ),
        ("probe", "probe", "write answer == probe"),
        ("last_turn and true", "true", "leave it out: a condition is true or false by itself"),
        ("standing.contact == expert", "expert", "did you mean 'experts'?"),
        ("standing.contct == experts", "standing.contct", "did you mean 'contact'?"),
        ("standing.venu == nrc", "standing.venu", "did you mean 'venue'?"),
        ("proposal.venue == nrc", "proposal.venue", "known: contact, scope"),
        ("standing.venue == nrk", "nrk", "did you mean 'nrc'?"),
        ("response(polnd) == hedge", "polnd", "did you mean 'poland'?"),
        ("response(western) == hedge", "western", "did you mean 'eastern'?"),
        ("response(poland) in (objekt, hedge)", "objekt", "did you mean 'object'?"),
        ("answer == stonewal", "stonewal", "did you mean 'stonewall'?"),
        ("fired(talks)", "talks", "known: cyberattack"),
        ("adopted(talk)", "talk", "did you mean 'talks'?"),
        ("turns_since(cyberatack) > 1", "cyberatack", "did you mean 'cyberattack'?"),
        ("turns_since(tallks) > 1", "tallks", "did you mean 'talks'?"),
        ("firde(cyberattack)", "firde", "did you mean 'fired'?"),
        (
            "tension.real > 1",
            "tension",
            "a dot stands only in standing.<issue>, standing.venue and proposal.<issue>",
        ),
        (
            "fired(cyberattack, talks)",
            "fired(cyberattack, talks)",
            "write fired(...) for each, joined by 'and'",
        ),
        ("fired(3)", "3", "write one id in the brackets of fired"),
    ],
)
def test_an_unknown_name_is_marked_with_what_could_stand_there(
    text: str, words: str, help_: str
) -> None:
    error = refusal(text)
    assert (marked(text, error), error.help) == (words, help_)


def test_a_level_is_offered_only_where_its_issue_is_compared() -> None:
    assert "experts" in refusal("standing.contact == deconfliction").help
    assert "experts" not in refusal("standing.scope == expert").help


LEVEL_RULE = "contact is compared by level id (none, experts, ambassadors, top) or its value 0..1"


@pytest.mark.parametrize(
    ("text", "words", "message", "help_"),
    [
        ("tension", "tension", "a number in points, not true or false", "tension >= 50"),
        ("stands and cohesion", "cohesion", "not true or false", "tension >= 50"),
        ("answer", "answer", "an answer, not true or false", "reciprocate, probe"),
        ("count(tension) > 1", "tension", "not true or false", "tension >= 50"),
        ("stands > 3", "stands", "true or false; a number is expected", "alone or after 'not'"),
        ("stands == last_turn", "stands", "true or false", "alone or after 'not'"),
        ("fired(cyberattack) == 1", "fired(cyberattack)", "true or false", "joined by 'and'"),
        ("(tension > 3) == (turn > 4)", "tension > 3", "true or false", "joined by 'and'"),
        ("standing.contact > tension", "tension", "not a level of contact", LEVEL_RULE),
        ("standing.contact > 25", "25", "not a level of contact", LEVEL_RULE),
        ("standing.contact > 1.1", "1.1", "not a level of contact", LEVEL_RULE),
        ("standing.contact > -0.1", "-0.1", "not a level of contact", LEVEL_RULE),
        ("standing.contact > proposal.scope", "proposal.scope", "do not compare", LEVEL_RULE),
        ("tension > standing.contact", "tension", "not a level of contact", LEVEL_RULE),
        (
            "trust(poland) > response(poland)",
            "response(poland)",
            "do not compare",
            "tension >= 50",
        ),
        ("response(poland) == 3", "3", "not a response", "break_silence, object, hedge"),
        ("response(poland) == answer", "answer", "do not compare", "break_silence, object"),
        ("answer > probe", "answer", "have no order", "==, != or in"),
        ("standing.venue <= nrc", "standing.venue", "have no order", "(none, bilateral, nrc)"),
        ("tension in (cohesion, 4)", "cohesion", "not written as a number", "tension >= 50"),
        ("tension in (3, (4, 5))", "(4, 5)", "not written as a number", "tension >= 50"),
        ("standing.contact + 1 > 0", "standing.contact", "+ - * / are for points", LEVEL_RULE),
        ("-answer > 1", "answer", "+ - * / are for points", "reciprocate"),
        ("tension + stands > 3", "stands", "a number is expected", "alone"),
        ("tension / 0 > 1", "0", "divided by zero", "another number"),
        ("count(count(stands) > 1) > 2", "count(stands)", "inside count", "two conditions"),
        ("tension in 3, 4", "tension in 3, 4", "a list stands only after 'in'", "(object, hedge)"),
    ],
)
def test_only_things_of_one_kind_meet(text: str, words: str, message: str, help_: str) -> None:
    error = refusal(text)
    assert marked(text, error) == words
    assert message in error.message
    assert help_ in error.help


@pytest.mark.parametrize(
    ("text", "words", "message"),
    [
        ("rate(stands) > 5", "5", "not a share of sessions"),
        ("rate(stands) > tension", "tension", "not written as a number"),
        ("rate(stands) > 1.1", "1.1", "not a share of sessions"),
        ("tension > 50%", "50%", "do not compare"),
        ("(tension > 50%) and stands", "50%", "do not compare"),
        ("standing.contact > 50%", "50%", "not a level of contact"),
        ("rate(stands) in 20%..2%", "20%..2%", "nothing is in"),
        ("answer in probe..escalate", "probe..escalate", "have no order"),
        ("2..4 < tension", "2..4", "a range stands only after 'in'"),
        ("rate(rate(stands) > 1%) > 1%", "rate(stands)", "inside rate"),
        ("count(rate(stands) > 1%) > 1", "rate(stands)", "inside count"),
        ("7 % 3 == 1", "%", "no meaning"),
        ("tension > 7%3", "3", "an operator is missing"),
    ],
)
def test_shares_meet_only_shares(text: str, words: str, message: str) -> None:
    error = refusal(text, in_tests=True)
    assert marked(text, error) == words
    assert message in error.message


def test_rate_is_offered_only_in_tests() -> None:
    assert refusal("raet(stands) > 5%", in_tests=True).help == "did you mean 'rate'?"
    assert "rate" not in refusal("raet(stands) > 5").help


def test_it_says_whether_an_inject_or_a_policy_is_unknown() -> None:
    assert refusal("fired(nothing)").message == "unknown inject 'nothing'"
    assert refusal("chose(nothing)").message == "unknown policy 'nothing'"
    assert refusal("turns_since(nothing) > 1").message == "unknown inject or policy 'nothing'"


def test_where_nothing_is_declared_it_says_so() -> None:
    peaceful = Names(**{**vars(NAMES), "injects": frozenset()})
    assert refusal("fired(cyberattack)", peaceful).help == "nothing of the kind is declared"


def test_an_id_of_two_things_is_refused_where_it_is_ambiguous() -> None:
    twins = Names(**{**vars(NAMES), "injects": frozenset({"talks"})})
    error = refusal("turns_since(talks) > 2", twins)
    assert error.message == "'talks' is an inject and a policy"


@pytest.mark.parametrize(
    ("text", "words", "help_"),
    [
        ("tension = 70", "=", "to compare, write '=='"),
        ("tension += 70", "+=", "to compare, write '=='"),
        ("tension => 70", "=>", "write '>='"),
        ("stands && last_turn", "&&", "write 'and'"),
        ("stands | last_turn", "|", "write 'or'"),
        ("!stands", "!", "write 'not'"),
        ("tension <> 4", "<>", "write '!='"),
        ("Stands AND last_turn", "Stands", "write 'stands'"),
        ("stands AND last_turn", "AND", "write 'and'"),
        ("None", "None", "write 'none'"),
        ("answer == 'probe'", "'", "ids are written without quotation marks"),
        ("tension >=", ">=", "for example: tension >= 70 and not last_turn"),
        ("and stands", "and", "for example: tension >= 70 and not last_turn"),
        ("tension 70", "70", "for example: tension >= 70 and not last_turn"),
        ("tension is 5", "is", "for example: tension >= 70 and not last_turn"),
        ("fired()", "(", "for example: tension >= 70 and not last_turn"),
        ("(tension > 3", "(", "add a ')'"),
        ("tension > 3)", ")", "every bracket closes one of its own kind"),
        ("(tension > 3]", "]", "every bracket closes one of its own kind"),
        (
            "tension > not stands",
            "tension > not stands",
            "for example: tension >= 70 and not last_turn",
        ),
    ],
)
def test_a_slip_of_the_pen_is_marked_with_its_remedy(text: str, words: str, help_: str) -> None:
    error = refusal(text)
    assert (marked(text, error), error.help) == (words, help_)


@pytest.mark.parametrize(
    "number", ["1e999", "0x10", "1_000", "1j", "05", ".5", "1234567", "1.0000001"]
)
def test_a_number_is_plain_and_of_moderate_length(number: str) -> None:
    text = f"tension > {number}"
    assert marked(text, refusal(text)) == number


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("stands " + "and stands " * 40, "the limit is 300"),
        ("(" * 20 + "stands" + ")" * 20, "nested more than 12 deep"),
        ("not " * 60 + "stands", "more than 50 operators"),
        ("tension > " + "-" * 60 + "1", "more than 50 operators"),
        ("(" * 100_000, "the limit is 300"),
    ],
)
def test_a_text_has_limits(text: str, message: str) -> None:
    error = refusal(text)
    assert message in error.message
    assert len(marked(text, error)) == error.length


@pytest.mark.parametrize(
    "text",
    [
        "stands" + " " * 294,
        "(" * 12 + "stands" + ")" * 12,
        "not " * 50 + "stands",
    ],
)
def test_a_text_at_its_limit_is_read(text: str) -> None:
    parse_condition(text, NAMES)


def test_a_character_that_may_deceive_the_eye_is_named() -> None:
    assert "U+0456 (cyrillic small letter" in refusal("tens\u0456on > 1").message
    assert "U+001B" in refusal("tension\x1b > 1").message


def test_a_percentage_outside_tests_comes_with_its_points() -> None:
    assert refusal("tension > 12.5%").help == "write the number in points: 12.5"


def test_an_empty_text_is_refused() -> None:
    assert refusal("").message == refusal("   ").message == "there is nothing here"


def test_an_error_says_in_one_line_what_and_what_to_do() -> None:
    assert str(refusal("tensoin >= 70")) == "unknown name 'tensoin'; did you mean 'tension'?"


@pytest.mark.parametrize(
    ("text", "words", "help_"),
    [
        ("tensoin += 6", "tensoin", "did you mean 'tension'?"),
        ("division += 6", "division", "known: cohesion, progress, tension"),
        ("trust += 6", "trust", "write trust(actor), with an actor in the brackets"),
        ("trust(polnd) += 6", "polnd", "did you mean 'poland'?"),
        (
            "trust(eastern) -= 6",
            "eastern",
            "write a line for each: trust(baltic_states), trust(poland)",
        ),
        ("stance(poland) += 6", "stance(poland)", "write, for example, tension += 6"),
        ("tension", "tension", "write, for example, tension += 6"),
        ("tension == 6", "tension == 6", "write, for example, tension += 6"),
        ("tension =+ 6", "=+", "write '+='"),
        ("+= 6", "+=", "write, for example, tension += 6"),
        ("tension +=", "+=", "write, for example, tension += 6"),
        ("tension += cohesion", "cohesion", "write, for example, tension += 6"),
        ("tension += 6%", "6%", "write, for example, tension += 6"),
        ("tension += - - 6", "- - 6", "write, for example, tension += 6"),
        ("tension += 6 += 7", "6 += 7", "write, for example, tension += 6"),
    ],
)
def test_an_effect_that_cannot_be_read_is_marked(text: str, words: str, help_: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse_effect(text, NAMES)
    assert marked(text, caught.value) == words
    assert caught.value.help.startswith(help_)
