"""What a term says: the numbers of its sentence make the number of its row."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.session.views.explanation import Explanation, explain
from dialogue_sim.session.views.receipts import RowView

NUMBER = re.compile(r"[+-]?\d+\.\d\d|\d+ %")


def numbers(sentence: str) -> list[float]:
    """The numbers of a sentence in their order; percent as fractions."""
    return [
        float(found.removesuffix(" %")) / 100 if found.endswith("%") else float(found)
        for found in NUMBER.findall(sentence)
    ]


def trust(row: RowView) -> float:
    keeps, gain, loss = numbers(row.says)
    return keeps * gain - (1 - keeps) * loss


def domestic(row: RowView) -> float:
    _, own = numbers(row.says)
    return 2 * own - 1


def past_conduct(row: RowView) -> float:
    if "offers nothing" in row.says:
        return 0.0
    offered, conduct, *overlooked = numbers(row.says)
    return offered * (conduct + sum(overlooked))


def cohesion(row: RowView) -> float:
    (unity,) = numbers(row.says)
    return 2 * unity - 1


def peers(row: RowView) -> float:
    found = numbers(row.says)
    return sum(share * stance for share, stance in zip(found[::2], found[1::2], strict=True))


def principle(row: RowView) -> float:
    return max(-1.0, -sum(numbers(row.says)))


OF_ITS_SENTENCE: dict[str, Callable[[RowView], float]] = {
    "trust": trust, "domestic": domestic, "reciprocity": past_conduct, "cohesion": cohesion,
    "peers": peers, "principle": principle,
}  # fmt: skip


@pytest.fixture(scope="module")
def rows(explanations: dict[str, Explanation]) -> list[tuple[str, str, RowView]]:
    """(where, actor, row): of every actor at every policy of the menu."""
    return [
        (f"{policy}, {actor.id}", actor.id, row)
        for policy, explanation in explanations.items()
        for actor in explanation.actors
        for row in actor.receipt.rows
    ]


@pytest.mark.parametrize("term", OF_ITS_SENTENCE)
def test_the_numbers_of_a_sentence_make_the_number_of_the_row(
    bundle: Bundle, rows: list[tuple[str, str, RowView]], term: str
) -> None:
    checked = 0
    for where, actor, row in rows:
        if row.name == term and actor != bundle.setting.public:
            checked += 1
            # Each of at most three numbers in the sentence is rounded by half a hundredth.
            made = row.weight * OF_ITS_SENTENCE[term](row)
            assert abs(made - row.value) <= 0.016 * row.weight, (where, row)
    assert checked > 100


def test_the_burden_of_proof_is_its_weight(
    bundle: Bundle, rows: list[tuple[str, str, RowView]]
) -> None:
    for where, actor, row in rows:
        if row.name == "caution" and actor != bundle.setting.public:
            assert row.value == -row.weight == -bundle.actors[actor].caution, where
            assert numbers(row.says) == [round(row.weight, 2)], where


def test_the_public_says_what_its_numbers_are_compared_with(
    bundle: Bundle, rows: list[tuple[str, str, RowView]]
) -> None:
    for where, actor, row in rows:
        compared = "the difference from the text of the poll" in row.says
        alone = row.name in {"domestic", "caution"}
        assert compared == (actor == bundle.setting.public and not alone), where


def test_every_sentence_is_one(rows: list[tuple[str, str, RowView]]) -> None:
    for where, _, row in rows:
        assert row.says.endswith("."), where
        assert not row.says[0].islower(), where
        assert "{" not in row.says, where


def test_poland_at_the_offer_of_top_level_talks(bundle: Bundle) -> None:
    """Worked out from the profile: trust .13, tilt -.8, and one red line breached by a third."""
    (poland,) = explain(bundle, "top_level_talks", {}, "poland").actors
    says = {row.name: row.says for row in poland.receipt.rows}
    assert "the chance that Russia keeps an agreement at 13 %" in says["trust"]
    assert "United States 100 % (+0.50)" in says["peers"]
    assert says["principle"].endswith("(0.33).")
    issues = {issue.issue: issue for issue in poland.receipt.issues}
    assert issues["conditions"].wanted == "at least strict conditions"
    assert issues["contact"].wanted == "at most ambassadors"
    assert issues["contact"].offered == "top level"
    assert issues["venue"].wanted == "NATO-Russia Council"
    # Stars of salience as the file has them: 2.9 + 4 + 3 + 3 + 3.9 + 2.9 + 3 + 3 + 2 + 2.
    assert issues["conditions"].salience == pytest.approx(100 * 4 / 29.7)
    assert (issues["unity"].wanted, issues["unity"].source) == ("", None)


def test_an_issue_points_at_its_own_line(bundle: Bundle) -> None:
    for actor in explain(bundle, "top_level_talks", {}).actors:
        lines = bundle.files[f"actors/{actor.id}.yaml"].text.splitlines()
        for issue in actor.receipt.issues:
            if issue.source is not None:
                key = "venues" if issue.issue == "venue" else issue.issue
                written = lines[issue.source.line - 1].strip().partition(":")[0]
                assert written in {key, f"issues.{key}", f"venues.{key}"}, actor.id
            assert (issue.source is None) == (issue.salience == 0)
