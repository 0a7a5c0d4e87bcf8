"""How texts are worded, cited and labelled, and how long they take to read."""

from __future__ import annotations

import pytest
from tests.workshop.checks.code_pages import SHIPPED
from tests.workshop.checks.river import SALTMOUTH, STORY, Change, pointed_at, remarks

from dialogue_sim.content.diagnostics import ContentError
from dialogue_sim.content.library import load
from dialogue_sim.workshop.checks.grading import judged

WALL = "      on the wall all night."
SAYS = "says: a river on which no barge moves"
THAW = "title: The ice cracks early\n    label: "
AFTER = "afterwards:\n  label: FIC"


def wall(words: str) -> Change:
    return (STORY, WALL, f"      {words}")


SPOKEN = {
    "we": wall("on the wall. From here we see them."),
    "Our": wall("on the wall. Our boats see them."),
    "I": wall("on the wall, and I hear a bell."),
    "us": (SALTMOUTH, SAYS, "says: a river that leaves us no barge"),
    '"': wall('on the wall. A sign says "closed".'),
    "\u201c": wall("on the wall. A sign says \u201cclosed\u201d."),
    "'": wall("on the wall. A sign says 'closed to boats' there."),
}


@pytest.mark.parametrize("word", SPOKEN)
def test_a_modelled_line_that_sounds_spoken_is_marked_at_the_word(word: str) -> None:
    change = SPOKEN[word]
    (problem,) = remarks(change)
    assert problem.code == "DS331"
    assert pointed_at(problem, change) == word


def test_a_word_is_not_found_inside_another_one() -> None:
    change = wall("on the wall: they were two, and we three.")
    (problem,) = remarks(change)
    line = f"      {change[2].strip()}"
    assert problem.place.column == line.index(" we ") + 2


def test_a_quotation_mark_of_yaml_is_not_the_one_that_is_meant() -> None:
    change = (SALTMOUTH, SAYS, 'says: "a river called \\"closed\\""')
    (problem,) = remarks(change)
    assert (problem.code, pointed_at(problem, change)) == ("DS331", '"')
    assert problem.place.column == len('    says: "a river called \\"')


@pytest.mark.parametrize("words", [
    "on the wall all night, as in World War I.", "on the wall, by order of the US and the EU.",
    "on the wall; the boats' crews don't sleep.", "on the wall and own up to it, for a tower.",
    "on a web of walls, mellow as ever.",
])  # fmt: skip
def test_words_that_only_look_alike_are_left_alone(words: str) -> None:
    assert remarks(wall(words)) == ()


def test_other_languages_have_other_words() -> None:
    german = (STORY, "language: en", "language: de")
    assert remarks(german, wall("in der Nacht. Der Fluss war us und me.")) == ()


def test_a_second_brief_cites_what_it_tells() -> None:
    after = (STORY, AFTER, f"advanced: The dam is old.\n{AFTER}")
    (problem,) = remarks(after)
    assert (problem.code, pointed_at(problem, after)) == ("DS332", "advanced")
    assert remarks((STORY, AFTER, f"advanced: The dam is old [CHR-S02].\n{AFTER}")) == ()


def test_what_happened_afterwards_names_its_source_unless_it_is_invented() -> None:
    reported = (STORY, AFTER, "afterwards:\n  label: REP")
    (problem,) = remarks(reported)
    assert (problem.code, pointed_at(problem, reported)) == ("DS332", "REP")


@pytest.mark.parametrize(
    ("profile", "severity"),
    [("draft", "info"), ("classroom", "warning"), ("published", "error")],
)
def test_a_missing_citation_weighs_as_the_profile_says(profile: str, severity: str) -> None:
    (problem,) = remarks((STORY, AFTER, f"advanced: The dam is old.\n{AFTER}"))
    (weighed,) = judged({}, [problem], profile).problems
    assert weighed.severity == severity


def test_a_number_without_a_source_never_loads() -> None:
    bare = SHIPPED[SALTMOUTH].replace(b"basis: inferred\nwhy: An inv", b"x-why: An inv", 1)
    with pytest.raises(ContentError, match="DS204"):
        load({**SHIPPED, SALTMOUTH: bare}, "first_steps")


def test_a_label_is_that_of_the_document() -> None:
    wrong = (STORY, f"{THAW}FIC", f"{THAW}REP\n    source: [CHR-S04]")
    (problem,) = remarks(wrong)
    assert (problem.code, pointed_at(problem, wrong)) == ("DS334", "REP")
    assert "CHR-S04 is FIC" in problem.message
    assert remarks((STORY, f"{THAW}FIC", f"{THAW}FIC\n    source: [CHR-S04]")) == ()


def test_reading_takes_no_more_than_a_third_of_the_time() -> None:
    # The brief has 113 words, seven of them citations; the longest brief of a seat 61; titles and
    # summaries of the menu 225. At 240 a minute that is more than a third of 4 minutes, not of 5.
    short = (STORY, "minutes: 5", "minutes: 4")
    (problem,) = remarks(short)
    assert (problem.code, pointed_at(problem, short)) == ("DS333", "4")
    assert f"have {113 - 7 + 61 + 225} words, which take 1.6 minutes" in problem.message
    assert "write at least 5," in problem.help
