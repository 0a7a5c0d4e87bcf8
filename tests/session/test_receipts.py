"""Receipts: numbers that add up as shown, and sources that lead where they say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_EVEN, Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.exactly import percents

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.session.playing import begin
from dialogue_sim.session.strategies.strategies import STRATEGIES, play_out
from dialogue_sim.session.views.explanation import Explanation, explain
from dialogue_sim.session.views.figures import add_up_as_shown
from dialogue_sim.session.views.receipts import ReceiptView, RowView
from dialogue_sim.session.views.sources import SourceView
from dialogue_sim.session.views.view import view_for

TERMS = (
    "interest", "trust", "domestic", "reciprocity", "argument", "cohesion", "peers", "principle",
    "caution",
)  # fmt: skip
KEY_OF_TERM = {
    "trust": "trust", "domestic": "public_tilt", "reciprocity": "generosity",
    "argument": "argument", "cohesion": "cohesion", "peers": "listens_to",
}  # fmt: skip
POLICIES = (
    "nrc_ambassadors", "top_level_talks", "grit_confidence_building", "neutral_platform",
    "strict_conditional_dialogue", "deterrence_plus_channel", "negotiate_at_ceasefire",
    "postwar_reset", "backchannel", "unconditional_dialogue", "unilateral_outreach",
    "fragmented_measures", "business_as_usual", "isolation",
)  # fmt: skip


@pytest.fixture(scope="module")
def explained(explanations: dict[str, Explanation]) -> dict[str, Explanation]:
    """Some policies at the opening."""
    return {policy: explanations[policy] for policy in POLICIES}


@pytest.fixture(scope="module")
def receipts(
    bundle: Bundle, explained: dict[str, Explanation]
) -> list[tuple[str, str, ReceiptView]]:
    """(where, actor, receipt): of every policy at the opening, and of two whole sessions."""
    found = [
        (f"{policy}, {actor.id}", actor.id, actor.receipt)
        for policy, explanation in explained.items()
        for actor in explanation.actors
    ]
    for name in ("least_used", "hardline"):
        game = play_out(begin(bundle, "riga"), STRATEGIES[name])
        found += [
            (f"{name}, turn {turn.number}, {said.actor}", said.actor, said.receipt)
            for turn in view_for(game, game.chair).played
            for hearing in turn.hearings
            for said in hearing.reactions
        ]
    return found


def rows_with_sources(
    receipts: list[tuple[str, str, ReceiptView]],
) -> Iterator[tuple[str, str, RowView, SourceView]]:
    for where, actor, receipt in receipts:
        for row in receipt.rows:
            assert row.source is not None, (where, row.name)
            yield f"{where}, {row.name}", actor, row, row.source


def test_the_policies_here_are_the_menu(bundle: Bundle) -> None:
    assert set(POLICIES) == set(bundle.scenario.policies)


def test_a_receipt_has_nine_rows_in_summing_order(
    receipts: list[tuple[str, str, ReceiptView]],
) -> None:
    assert len(receipts) > 200
    for where, _, receipt in receipts:
        assert tuple(row.name for row in receipt.rows) == TERMS, where


def test_the_shown_numbers_add_up_exactly(receipts: list[tuple[str, str, ReceiptView]]) -> None:
    for where, _, receipt in receipts:
        assert sum(Decimal(row.shown) for row in receipt.rows) == Decimal(receipt.shown), where


def test_no_shown_number_is_further_from_its_own_than_a_unit(
    receipts: list[tuple[str, str, ReceiptView]],
) -> None:
    for where, _, receipt in receipts:
        for row in receipt.rows:
            assert abs(Decimal(row.shown) - Decimal(row.value)) < Decimal("0.001"), where
        exact = Decimal(receipt.utility).quantize(Decimal("0.001"), ROUND_HALF_EVEN)
        assert Decimal(receipt.shown) == exact, where


def test_the_exact_numbers_add_up_to_the_last_bit(
    receipts: list[tuple[str, str, ReceiptView]],
) -> None:
    for where, _, receipt in receipts:
        total = receipt.rows[0].value
        for row in receipt.rows[1:]:
            total += row.value
        assert total == receipt.utility, where


def test_the_issues_add_up_to_the_interest_term(
    receipts: list[tuple[str, str, ReceiptView]],
) -> None:
    for where, _, receipt in receipts:
        assert len(receipt.issues) == 11, where
        parts = sum(issue.value for issue in receipt.issues)
        assert abs(parts - receipt.rows[0].value) < 1e-12, where
        shown = sum(Decimal(issue.shown) for issue in receipt.issues)
        assert shown == Decimal(receipt.rows[0].shown), where


@given(st.lists(st.floats(-2, 2), min_size=9, max_size=9))
@example([0.0005, *[0.0] * 8])
@example([0.0015, *[0.0] * 8])
@example([-0.0004, *[0.0] * 8])
def test_any_numbers_are_shown_so_that_they_add_up(values: list[float]) -> None:
    total = values[0]
    for value in values[1:]:
        total += value
    shown = add_up_as_shown(values, total)
    assert sum(map(Decimal, shown)) == Decimal(f"{total:+.3f}")
    for value, text in zip(values, shown, strict=True):
        assert abs(Decimal(text) - Decimal(value)) <= Decimal("0.00101")


def test_every_number_says_where_it_comes_from(
    bundle: Bundle, receipts: list[tuple[str, str, ReceiptView]]
) -> None:
    for where, _, _, source in rows_with_sources(receipts):
        for identifier, text in source.cited:
            document, _, sentence = identifier.rpartition("-")
            assert bundle.documents.documents[document].sentences[sentence] == text, where
        if source.basis == "inferred":
            assert source.label == "MOD", where  # whatever sentence suggests it
            assert source.why, where
        else:
            first = source.cited[0][0].rpartition("-")[0]
            assert source.label == bundle.documents.documents[first].label, where


def named_issue(row: RowView) -> str:
    """The issue that an interest row names for its side, as `Title (level)`, if it names any."""
    if row.says.startswith("Nothing in it"):
        return ""
    side = "for" if row.value >= 0 else "against"
    found = re.search(rf"most {side} it speaks ([^;]+\))[;.]", row.says, re.IGNORECASE)
    assert found is not None, row.says
    return found[1]


def expected_key(bundle: Bundle, actor: str, row: RowView) -> str:
    """The key in the actor's file that a row has to point at."""
    profile = bundle.actors[actor]
    if row.name in KEY_OF_TERM:
        return KEY_OF_TERM[row.name]
    if row.name == "interest":
        if not named_issue(row):
            return next(iter(profile.issues))
        title = named_issue(row).partition(" (")[0]
        issues = {issue.title: name for name, issue in bundle.setting.issues.items()}
        issue = issues.get(title, "venue")
        return issue if issue in profile.issues else "venues"
    if row.name == "principle":
        touched = [
            name for name, line in profile.red_lines.items() if f": {line.says} (" in row.says
        ]
        return touched[0] if touched else "red_line_force"
    return "caution" if profile.poll is None else "support"


def test_a_source_points_at_the_line_that_holds_the_number(
    bundle: Bundle, receipts: list[tuple[str, str, ReceiptView]]
) -> None:
    keys = set()
    for where, actor, row, source in rows_with_sources(receipts):
        assert source.file == f"actors/{actor}.yaml", where
        line = bundle.files[source.file].text.splitlines()[source.line - 1]
        key = expected_key(bundle, actor, row)
        # What a period changes stands there by its path.
        assert line.strip().partition(":")[0].endswith(key), (where, line, key)
        keys.add(key)
    assert len(keys) > 15


def test_the_public_has_a_mood_where_others_have_caution(
    receipts: list[tuple[str, str, ReceiptView]],
) -> None:
    for where, actor, receipt in receipts:
        public = actor == "nato_publics"
        assert receipt.rows[-1].label == ("Public mood" if public else "Burden of proof"), where
        assert ("The poll found 65 %" in receipt.rows[-1].says) == public, where


def test_a_red_line_is_named_when_and_only_when_it_counts(
    receipts: list[tuple[str, str, ReceiptView]],
) -> None:
    for where, _, receipt in receipts:
        row = receipt.rows[TERMS.index("principle")]
        assert row.value <= 0, where
        assert row.says.startswith("No red line is touched.") == (row.value == 0), where


def test_a_red_line_that_has_faded_is_not_named(bundle: Bundle) -> None:
    # After a settlement the line on normal relations holds no more; fewer forces always hurt.
    changes = {"deterrence": "reduced"}
    (poland,) = explain(bundle, "postwar_reset", changes, "poland").actors
    row = poland.receipt.rows[TERMS.index("principle")]
    lines = bundle.actors["poland"].red_lines
    assert row.value < 0
    assert lines["business_as_usual"].holds == "unresolved"
    assert lines["lowered_guard"].says in row.says
    assert lines["business_as_usual"].says not in row.says
    assert lines["business_as_usual"].says not in poland.reason


def test_the_issue_named_under_interest_pulls_the_way_the_term_goes(
    receipts: list[tuple[str, str, ReceiptView]],
) -> None:
    for where, _, receipt in receipts:
        row = receipt.rows[TERMS.index("interest")]
        if not named_issue(row):
            assert {issue.value for issue in receipt.issues} == {0.0}, where
            continue
        words = {f"{issue.title} ({issue.offered})": issue.value for issue in receipt.issues}
        assert words[named_issue(row)] * row.value >= 0, (where, row.value, row.says)


def test_chances_are_percent_of_five_responses(
    receipts: list[tuple[str, str, ReceiptView]],
) -> None:
    for where, _, receipt in receipts:
        assert len(receipt.chances) == 5, where
        assert abs(sum(percents(receipt.chances)) - 100) < 1e-9, where
        assert min(percents(receipt.chances)) >= 0, where
