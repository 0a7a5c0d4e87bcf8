"""Models and their errors: each at its place, in a trainer's words."""

from __future__ import annotations

import time
from typing import Annotated, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    RootModel,
    Tag,
    field_validator,
    model_validator,
)

from dialogue_sim.content.diagnostics import CODES, Diagnostic
from dialogue_sim.content.validation import validate
from dialogue_sim.content.yaml_source import Path_, YamlFile, read_yaml


class Block(BaseModel):
    """What all models of the tests share with those of the package."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Level(Block):
    id: Annotated[str, Field(pattern="^[a-z][a-z0-9_]*$")]
    value: Annotated[float, Field(ge=0, le=1)] = 0.0
    below: Annotated[str | None, Field(alias="if")] = None


class Combined(Block):
    """Lines of a condition."""

    all: list[str] | None = None
    any: list[str] | None = None

    @model_validator(mode="after")
    def _one_word(self) -> Combined:
        if (self.all is None) == (self.any is None):
            message = "say exactly one of `all:`, `any:`"
            raise ValueError(message)
        return self


class MisplacedError(ValueError):
    """Says where inside the block it belongs."""

    at: Path_ = ("levels", 1, "id")
    help = "rename one of the two"


class Issue(Block):
    title: Annotated[str, Field(min_length=1, max_length=20)]
    levels: Annotated[list[Level], Field(min_length=1)] = [Level(id="none")]

    @model_validator(mode="after")
    def _no_twins(self) -> Issue:
        if len({level.id for level in self.levels}) < len(self.levels):
            raise MisplacedError("two levels have the same id")
        return self


class Square(Block):
    kind: Literal["square"]
    side: int


class Circle(Block):
    kind: Literal["circle"]
    radius: int


class Notes(RootModel[dict[str, Level]]):
    """A model that is a mapping itself."""


def _shape(value: object) -> str:
    return "bare" if isinstance(value, float | int) else "long"


class Setting(Block):
    format: Literal[1] = 1
    mode: Literal["cards", "ledger", "none"] = "none"
    turns: Annotated[int, Field(gt=0, lt=10)] = 6
    secret: bool = False
    share: float = 0.5
    title: str = "x"
    issues: dict[Annotated[str, Field(pattern="^[a-z][a-z0-9_]*$")], Issue] = {}
    when: str | Combined | None = None
    form: Annotated[Square | Circle, Field(discriminator="kind")] | None = None
    weight: (
        Annotated[
            Annotated[float, Tag("bare")] | Annotated[Level, Tag("long")], Discriminator(_shape)
        ]
        | None
    ) = None
    mixed: list[Level] | Level | None = None
    either: int | list[str] | None = None
    near: Level | Square | None = None
    notes: Notes | None = None
    by_answer: dict[Literal["probe", "stonewall"], int] = {}

    @field_validator("title")
    @classmethod
    def _is_plain(cls, title: str) -> str:
        if "!" in title:
            message = "a title has no exclamation mark"
            raise ValueError(message)
        return title


def check(text: str) -> tuple[Setting | None, tuple[Diagnostic, ...]]:
    file, problems = read_yaml("a.yaml", text)
    assert problems == ()
    assert file is not None
    return validate(Setting, file)


def only_problem(text: str) -> Diagnostic:
    """Return the problem of a file that has exactly one."""
    setting, (problem,) = check(text)
    assert setting is None
    assert problem.severity == "error"
    assert problem.code in CODES
    return problem


def pointed_at(text: str, problem: Diagnostic) -> str:
    """Return the words over the caret."""
    place = problem.place
    return text.split("\n")[place.line - 1][place.column - 1 : place.end_column - 1]


def test_good_data_become_the_model() -> None:
    setting, problems = check("turns: 3\nissues: {contact: {title: Contact}}\nshare: 1\n")
    assert problems == ()
    assert setting is not None
    assert (setting.turns, setting.share) == (3, 1.0)
    assert setting.issues["contact"].title == "Contact"


@pytest.mark.parametrize(
    ("text", "words", "help_"),
    [
        ("turn: 3", "turn", "did you mean 'turns'?"),
        ("issues: {a: {title: t, level: []}}", "level", "did you mean 'levels'?"),
        ("issues: {a: {title: t, levels: [{id: x, iff: z}]}}", "iff", "did you mean 'if'?"),
        ("issues: {a: {title: t, levels: [{id: x, below: z}]}}", "below", "known: id, if, value"),
        ("when: {al: [x], any: [z]}", "al", "did you mean 'all'?"),
        ("form: {kind: circle, radius: 1, side: 2}", "side", "known: kind, radius"),
        ("weight: {id: a, vlaue: 1}", "vlaue", "did you mean 'value'?"),
        ("mixed: [{id: a, vlaue: 1}]", "vlaue", "did you mean 'value'?"),
        ("mixed: {id: a, vlaue: 1}", "vlaue", "did you mean 'value'?"),
        ("near: {id: a, vlaue: 1}", "vlaue", "did you mean 'value'?"),
        ("notes: {one: {id: a, vlaue: 1}}", "vlaue", "did you mean 'value'?"),
    ],
)
def test_an_unknown_key_is_marked_itself_with_the_one_that_was_meant(
    text: str, words: str, help_: str
) -> None:
    problem = only_problem(text)
    assert (problem.code, problem.help) == ("DS120", help_)
    assert problem.message == f"unknown key '{words}'"
    assert pointed_at(text, problem) == words


def test_a_missing_key_is_reported_at_the_key_of_its_block() -> None:
    text = "turns: 3\nissues:\n  contact:\n    levels: []\n"
    _, problems = check(text)
    assert [(p.code, pointed_at(text, p)) for p in problems] == [
        ("DS121", "contact"),
        ("DS125", "[]"),
    ]
    assert problems[0].message == "the key 'title' is missing in 'contact'"
    assert problems[0].help == "add 'title: ...'"


def test_a_key_missing_from_the_whole_file_is_reported_at_its_first_key() -> None:
    file, _ = read_yaml("a.yaml", "# comment\nvalue: 1\n")
    assert file is not None
    _, (problem,) = validate(Level, file)
    assert (problem.place.line, problem.place.column) == (2, 1)
    assert problem.message == "the key 'id' is missing"


def test_a_misspelt_key_is_not_reported_as_missing_as_well() -> None:
    text = "issues: {a: {titel: t}}"
    problem = only_problem(text)
    assert problem.help == "did you mean 'title'?"


def test_a_key_missing_from_a_list_entry_is_reported_at_the_entry() -> None:
    text = "issues: {a: {title: t, levels: [{id: x}, {value: 1}]}}"
    problem = only_problem(text)
    assert problem.message == "the key 'id' is missing in entry 2"
    assert pointed_at(text, problem) == "{value: 1}"


@pytest.mark.parametrize(
    ("text", "words", "code", "message"),
    [
        ("turns: abc", "abc", "DS122", "expected a whole number, found text 'abc'"),
        ("turns: 1.5", "1.5", "DS122", "expected a whole number, found the number 1.5"),
        ("turns: true", "true", "DS122", "expected a whole number, found true"),
        ("turns:", "turns", "DS122", "expected a whole number, found nothing"),
        ("share: '1'", "'1'", "DS122", "expected a number, found text '1'"),
        ("secret: 1", "1", "DS122", "expected true or false, found the number 1"),
        ("title: 5", "5", "DS122", "expected text, found the number 5"),
        ("title: [a]", "[a]", "DS122", "expected text, found a list"),
        ("issues: [a]", "[a]", "DS122", "expected a block of keys, found a list"),
        ("issues: {a: b}", "b", "DS122", "expected a block of keys, found text 'b'"),
        ("when: 5", "5", "DS122", "expected text or a block of keys, found the number 5"),
        ("either: {a: b}", "{a: b}", "DS122", None),
        ("either: [a, 5]", "5", "DS122", "expected text, found the number 5"),
        ("weight: x", "x", "DS122", "expected a block of keys, found text 'x'"),
        ("turns: 0", "0", "DS124", "expected a number above 0, found the number 0"),
        ("turns: 10", "10", "DS124", "expected a number below 10, found the number 10"),
        ("notes: {a: {id: b, value: 2}}", "2", "DS124", None),
        ("issues: {a: {title: ''}}", "''", "DS125", None),
        ("issues: {a: {title: t, levels: []}}", "[]", "DS125", None),
        ("issues: {Bad Id: {title: t}}", "Bad Id", "DS125", "'Bad Id' is not an id"),
        ("title: Go!", "Go!", "DS126", "a title has no exclamation mark"),
        ("when: {}", "{}", "DS126", "say exactly one of `all:`, `any:`"),
        ("when: {all: [1, x]}", "1", "DS122", "expected text, found the number 1"),
        ("form: {side: 1}", "form", "DS121", "the key 'kind' is missing"),
        ("format: 2", "2", "DS123", "the number 2 is not allowed here"),
    ],
)
def test_a_wrong_value_is_marked_itself_and_told_in_plain_words(
    text: str, words: str, code: str, message: str | None
) -> None:
    problem = only_problem(text)
    assert (problem.code, pointed_at(text, problem)) == (code, words)
    if message is not None:
        assert problem.message == message
    for jargon in ("Input", "valid", "union", "dict", "string", "Value error"):
        assert jargon not in problem.message


@pytest.mark.parametrize(
    ("text", "words", "help_"),
    [
        ("mode: card", "card", "did you mean 'cards'?"),
        ("mode: xyz", "xyz", "known: cards, ledger, none"),
        ("form: {kind: cirle, radius: 1}", "cirle", "did you mean 'circle'?"),
        ("by_answer: {prob: 1}", "prob", "did you mean 'probe'?"),
    ],
)
def test_a_word_outside_a_list_gets_the_one_that_was_meant(
    text: str, words: str, help_: str
) -> None:
    problem = only_problem(text)
    assert (problem.code, problem.help) == ("DS123", help_)
    assert pointed_at(text, problem) == words


def test_a_validator_may_say_where_inside_its_block_and_what_to_do() -> None:
    text = "issues:\n  a:\n    title: t\n    levels: [{id: x}, {id: x}]\n"
    problem = only_problem(text)
    assert problem.message == "two levels have the same id"
    assert problem.help == "rename one of the two"
    assert (problem.place.line, problem.place.column) == (4, 28)


def test_all_problems_are_reported_at_once_in_the_order_of_the_file() -> None:
    text = "turns: x\nmode: y_\nissues:\n  a: {title: 1}\n  b: {titel: t}\nzzz: 1\n"
    _, problems = check(text)
    assert [problem.place.line for problem in problems] == [1, 2, 4, 5, 6]


def test_keys_of_the_author_are_left_out_wherever_they_stand() -> None:
    setting, problems = check(
        "x-note: [1, {a: b}]\nissues: {a: {title: t, x-draft: yes it is}}\nturns: 2\n"
    )
    assert problems == ()
    assert setting is not None
    assert setting.turns == 2
    assert [p.message for p in check("x-a: 1\nturn: 2")[1]] == ["unknown key 'turn'"]


def test_a_part_of_a_file_is_checked_at_its_places() -> None:
    text = "levels:\n- {id: a}\n- {id: b, value: 7}\n"
    file, _ = read_yaml("a.yaml", text)
    assert file is not None
    _, (problem,) = validate(Level, file, at=("levels", 1))
    assert pointed_at(text, problem) == "7"
    level, problems = validate(Level, file, {"id": "c"}, ("levels", 1))
    assert (level, problems) == (Level(id="c"), ())


def test_what_the_reader_has_reported_is_not_reported_again() -> None:
    file, problems = read_yaml("a.yaml", "turns: 012\nsecret: no\nshare: x\n")
    assert [problem.code for problem in problems] == ["DS114", "DS114"]
    assert file is not None
    _, more = validate(Setting, file)
    assert [problem.place.line for problem in more] == [3]


def test_a_file_with_thousands_of_mistakes_is_told_within_two_seconds() -> None:
    file, _ = read_yaml("a.yaml", "".join(f"key{number}: 1\n" for number in range(20_000)))
    assert file is not None
    start = time.process_time()
    _, problems = validate(Setting, file)
    assert time.process_time() - start < 2.0
    assert len(problems) == 101


NAMES = [
    "id",
    "value",
    "if",
    "all",
    "any",
    "kind",
    "title",
    "levels",
    "side",
    "x-a",
    "list",
    "str",
    "Level",
    "long",
    "circle",
    "[key]",
]
JUNK = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-9, 9), st.text("abx-", max_size=4)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from([*Setting.model_fields, *NAMES]),
            inner,
            max_size=5,
        ),
    ),
    max_leaves=20,
)


@given(JUNK)
def test_no_data_raise_and_all_places_are_in_the_file(data: object) -> None:
    file, _ = read_yaml("a.yaml", "turns: 1\nissues: {a: {title: b}}\n")
    assert isinstance(file, YamlFile)
    setting, problems = validate(Setting, file, data)
    assert (setting is None) == bool(problems)
    assert all(problem.place.line in {1, 2} for problem in problems)
    assert all(problem.code in CODES for problem in problems)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("format: 1\nturns:4\nid: a\n", "behind the ':' of this line a blank is missing"),
        ("a:\n  -id: one\n   title: two\n", "behind the '-' of this line a blank is missing"),
        ("a:\n  -id: one\n    title: two\n", "behind the '-' of this line a blank is missing"),
        ("a:\n-one\nb: 2\n", "behind the '-' of this line a blank is missing"),
        ("format: 1\nturns 4\nid: a\n", "this line lacks a ':'"),
    ],
)
def test_what_is_missing_is_named_and_nothing_that_is_there(text: str, said: str) -> None:
    _, (problem,) = read_yaml("a.yaml", text)
    assert problem.message == said
    assert problem.place.line == 2
