"""The answer's receipt: log-odds that add up, from the table and nothing else."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest
from tests.exactly import percents

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.session.views.drivers import Comparison
from dialogue_sim.session.views.explanation import Explanation
from dialogue_sim.words import ANSWERS


@pytest.fixture(scope="module")
def explained(explanations: dict[str, Explanation]) -> list[Explanation]:
    return list(explanations.values())


def comparisons(explained: list[Explanation]) -> list[tuple[Explanation, Comparison]]:
    return [(body, row) for body in explained for row in body.comparisons]


def test_every_other_answer_is_compared_with_the_likeliest(explained: list[Explanation]) -> None:
    for body in explained:
        best = max(body.answers, key=lambda answer: body.answers[answer])
        assert {row.other for row in body.comparisons} == {best}
        assert [row.answer for row in body.comparisons] == [a for a in ANSWERS if a != best]


def test_contributions_add_up_to_the_log_odds_of_the_chances(
    explained: list[Explanation],
) -> None:
    for body, row in comparisons(explained):
        odds = body.answers[row.answer] / body.answers[row.other]
        assert row.odds == pytest.approx(odds)
        assert math.fsum(d.contribution for d in row.drivers) == pytest.approx(math.log(odds))
        pair = row.answer, row.other
        assert percents(row.chances) == [body.answers[one] * 100 for one in pair]


def test_the_shown_numbers_add_up(explained: list[Explanation]) -> None:
    for _, row in comparisons(explained):
        assert sum(Decimal(driver.shown) for driver in row.drivers) == Decimal(row.shown)


def test_a_contribution_is_what_its_line_of_the_table_makes_of_the_value(
    bundle: Bundle, explained: list[Explanation]
) -> None:
    """With a predictability of 1 it is the difference of two numbers, times the value."""
    assert bundle.counterpart.predictability == 1
    for _, row in comparisons(explained):
        for driver in row.drivers:
            assert driver.source is not None
            lines = bundle.files[driver.source.file].text.splitlines()
            name, _, listed = lines[driver.source.line - 1].strip().partition(": ")
            assert name == driver.name
            inside = listed[listed.index("[") + 1 : listed.index("]")]
            table = dict(zip(ANSWERS, map(float, inside.split(",")), strict=True))
            expected = (table[row.answer] - table[row.other]) * driver.value
            assert driver.contribution == pytest.approx(expected, abs=1e-12)


def test_a_driver_says_its_value(explained: list[Explanation]) -> None:
    says = {driver.name: driver.says for driver in explained[0].comparisons[0].drivers}
    # The opening: hardliners 50, hostilities 35, outside support 10, own conduct -10.
    assert "50 of 100" in says["hardliners"]
    assert "35 of 100" in says["war"]
    assert "10 of 100" in says["patron"]
    assert "-10" in says["ledger"]
