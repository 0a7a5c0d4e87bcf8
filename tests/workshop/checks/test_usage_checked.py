"""What moves nothing and what nothing moves, and what shared files hold for nobody."""

from __future__ import annotations

import pytest
from tests.workshop.checks.code_pages import SHIPPED, found
from tests.workshop.checks.river import (
    ALMANAC,
    DOCUMENTS,
    POLICIES,
    SANDBAGS,
    SETTING,
    STORY,
    Change,
    changed,
    pointed_at,
    remarks,
)

from dialogue_sim.content.inspection import problems_in
from dialogue_sim.workshop.checks.beyond import beyond

MENU = "  - quiet_payment\n"
FLOOD = "      - trust(oldweir) -= 4\n"
TRUSTING = "stars: {interest: 4, trust: 3,"
LOG = "documents:\n"
KEEPER = f"""{LOG}  LOG:
    title: Log
    author: A keeper
    date: "1911"
    kind: report
    label: FIC
    sentences: {{}}
"""
FERRY = "  barge: barge of the League\n"

WRONG: dict[str, tuple[str, str, str, tuple[Change, ...]]] = {
    "nobody moves hardliners": (
        "DS311", "hardliners >= 60", "stays at 35",
        ((STORY, SANDBAGS, "when: hardliners >= 60"),),
    ),
    "an effect of nothing": (
        "DS312", "tension += 0", "adds nothing", ((STORY, "tension += 3", "tension += 0"),),
    ),
    "a trust that moves nobody": (
        "DS312", "trust(almanac) -= 4", "it is no member",
        ((STORY, FLOOD, "      - trust(almanac) -= 4\n"),
         (ALMANAC, TRUSTING, "stars: {interest: 4, trust: 0,")),
    ),
    "a plan without a strategy": (
        "DS313", "hard_line", "no strategy is called 'hard_line'",
        ((SETTING, "  hardline: {", "  hard_line: {"),),
    ),
    "a document that is only named": (
        "DS313", "LOG", "nothing in this file cites it",
        ((STORY, "documents: [CHR]", "documents: [CHR, LOG]"),
         (DOCUMENTS, LOG, KEEPER)),
    ),
    "a policy on no menu": (
        "DS314", "quiet_payment", "is on no menu", ((STORY, MENU, ""),),
    ),
    "a venue of nobody": (
        "DS314", "ferry", "no policy meets at 'ferry'",
        ((SETTING, FERRY, f"{FERRY}  ferry: ferry to the island\n"),),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_serves_nobody_is_found_where_it_stands(name: str) -> None:
    code, pointed, says, changes = WRONG[name]
    (problem,) = remarks(*changes)
    assert problem.code == code
    assert problem.severity == ("info" if code == "DS314" else "warning")
    assert pointed_at(problem, *changes) == pointed
    assert says in problem.message


RIGHT: dict[str, tuple[Change, ...]] = {
    "news move hardliners": (
        (STORY, SANDBAGS, "when: hardliners >= 60"),
        (STORY, FLOOD, f"{FLOOD}      - hardliners += 5\n"),
    ),
    "a text moves hardliners": (
        (STORY, SANDBAGS, "when: hardliners >= 60"),
        (POLICIES, "    title: Some towns pay quietly\n",
         "    title: Some towns pay quietly\n    effects: [hardliners += 5]\n"),
    ),
    "set to nothing": ((STORY, "tension += 3", "tension = 0"),),
    "a trust with a star": ((STORY, FLOOD, "      - trust(almanac) -= 4\n"),),
    "a trust that a condition reads": (
        (STORY, FLOOD, "      - trust(almanac) -= 4\n"),
        (ALMANAC, TRUSTING, "stars: {interest: 4, trust: 0,"),
        (STORY, SANDBAGS, "when: {any: [tension >= 60, trust(almanac) < 5]}"),
    ),
    "a venue that an actor likes": (
        (SETTING, FERRY, f"{FERRY}  ferry: ferry to the island\n"),
        (ALMANAC, "barge: 0.2}", "barge: 0.2, ferry: 0.1}"),
    ),
    "an actor of one story alone": (
        (STORY, "  mirefold: {}\n",
         "  mirefold: {}\n  fen: {use: mirefold, set: {name: The fen, short: Fen}}\n"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", RIGHT)
def test_what_serves_somebody_is_left_alone(name: str) -> None:
    assert remarks(*RIGHT[name]) == ()


def test_an_actor_of_the_setting_in_no_story_is_named() -> None:
    miller = SHIPPED["actors/mirefold.yaml"].replace(b"id: mirefold\n", b"id: millers\n")
    library = {**SHIPPED, "actors/millers.yaml": miller}
    (problem,) = [
        one for one in problems_in(library, library, beyond=beyond) if "millers" in one.place.path
    ]
    assert (problem.code, problem.place.path) == ("DS314", "actors/millers.yaml")
    assert "'millers' is in no scenario" in problem.message


def test_sentences_that_nobody_cites_are_told_once_for_each_document() -> None:
    first = "  # check: allow DS315 because a chronicle begins somewhere"
    (problem,) = remarks((DOCUMENTS, first, ""))
    assert (problem.code, problem.severity) == ("DS315", "info")
    assert "2 of 16 sentences of 'CHR': S01, S10" in problem.message
    brief = "has to let\n  the water go [CHR-S02]"
    cited = (
        (DOCUMENTS, first, ""),
        (STORY, brief, brief.replace("CHR-S02", "CHR-S01, CHR-S02, CHR-S10")),
    )  # fmt: skip
    assert remarks(*cited) == ()


def test_a_catalogue_is_left_alone_where_not_every_scenario_could_be_read() -> None:
    unused = changed((STORY, MENU, ""))
    broken = {"scenarios/river_league/second.yaml": b"format: 1\n"}
    assert "DS314" not in {one.code for one in found({**unused, **broken})}
