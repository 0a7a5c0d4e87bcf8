"""The reader of YAML: data, places, and a diagnostic for everything hostile or mistyped."""

from __future__ import annotations

import json
import time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dialogue_sim.content import yaml_source
from dialogue_sim.content.diagnostics import CODES, Diagnostic, Place
from dialogue_sim.content.yaml_source import Path_, YamlFile, read_yaml


def read(text: bytes | str) -> YamlFile:
    """Read a file without problems."""
    file, problems = read_yaml("a.yaml", text)
    assert problems == ()
    assert file is not None
    return file


def problems_of(text: bytes | str) -> tuple[Diagnostic, ...]:
    return read_yaml("a.yaml", text)[1]


def only_problem(text: bytes | str) -> Diagnostic:
    """Return the problem of a file that has exactly one."""
    (problem,) = problems_of(text)
    return problem


def stretch(place: Place) -> tuple[int, int, int]:
    return place.line, place.column, place.end_column


# Data


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("0", 0),
        ("-7", -7),
        ("+7", 7),
        ("123456789012345", 123456789012345),
        ("0.25", 0.25),
        (".5", 0.5),
        ("-1.", -1.0),
        ("01.50", 1.5),
        ("2.5e+3", 2500.0),
        ("40%", "40%"),
        ("2019-12-23", "2019-12-23"),
        ("2019-12", "2019-12"),
        ("none", "none"),
        ("nobody", "nobody"),
        ("one", "one"),
        ("1.2.3", "1.2.3"),
        ("12:75", "12:75"),
        ("D001-S22", "D001-S22"),
        ("turn >= 3 and credibility < 50", "turn >= 3 and credibility < 50"),
        ("'no'", "no"),
        ('"012"', "012"),
        ("|\n  no", "no"),
        (">\n  two\n  words", "two words"),
        ("response(poland) in (object, hedge)", "response(poland) in (object, hedge)"),
        ("'[red]'", "[red]"),
    ],
)
def test_a_scalar_means_what_yaml_1_2_says(text: str, value: object) -> None:
    data = read(f"key: {text}").data
    assert data == {"key": value}
    assert isinstance(data, dict)
    assert type(data["key"]) is type(value)


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("no", "false"),
        ("NO", "false"),
        ("off", "false"),
        ("N", "false"),
        ("yes", "true"),
        ("On", "true"),
        ("y", "true"),
        ("012", "the number 10"),
        ("089", "text"),
        ("0x1F", "the number 31"),
        ("0b101", "the number 5"),
        ("0o17", "text"),
        ("12:30", "the number 750"),
        ("1:30:15", "the number 5415"),
        ("-1:30", "the number -90"),
        ("1_000", "the number 1000"),
        (".inf", "infinity"),
        ("-.INF", "infinity"),
        (".nan", "not a number"),
        ("1234567890123456", "a number too large to be exact"),
        ("1e3", "text in some tools and as a number in others"),
        ("2019-12-23T10:00:00Z", "a moment in time"),
        ("2019-12-23 10:00", "a moment in time"),
    ],
)
def test_an_ambiguous_scalar_is_refused_with_its_other_reading(text: str, reading: str) -> None:
    problem = only_problem(f"key: {text}")
    assert problem.code == "DS114"
    assert problem.message == f"'{text}' is ambiguous: YAML 1.1 reads it as {reading}"
    assert "in quotes" in problem.help
    assert stretch(problem.place) == (1, 6, 6 + len(text))
    assert read(f"key: '{text}'").data == {"key": text}


def test_keys_are_always_text() -> None:
    assert read("4: a\n2019-12-23: b\n0.5: c\nnone: d\n").data == {
        "4": "a",
        "2019-12-23": "b",
        "0.5": "c",
        "none": "d",
    }
    assert only_problem("on: 1").help == "put the key in quotes"
    assert only_problem("null: 1").code == "DS111"
    assert read("'on': 1\n'null': 2\n").data == {"on": 1, "null": 2}


def test_line_ends_and_byte_order_marks_do_not_matter() -> None:
    expected = read("a: 1\nb:\n  - x\n")
    for raw in (
        "a: 1\r\nb:\r\n  - x\r\n",
        "a: 1\rb:\r  - x\r",
        b"\xef\xbb\xbfa: 1\nb:\n  - x\n",
        "\ufeffa: 1\nb:\n  - x\n",
    ):
        file = read(raw)
        assert file.data == expected.data
        assert file.values == expected.values
        assert file.keys == expected.keys


def test_the_path_is_shown_with_forward_slashes() -> None:
    file, _ = read_yaml("scenarios\\one.yaml", "a: 1")
    assert file is not None
    assert file.path == "scenarios/one.yaml"


# Places

SAMPLE = """\
# a comment
format: 1
name: 'Zo\u00eb \U0001f54a'   # another
policies:
  talks:
    levels: {contact: top, scope: "arms control"}
    when:
    - turn > 3
    -   credibility < 50
text: |
  two
  lines
empty:
"""


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        (("format",), (2, 1, 7), (2, 9, 10)),
        (("name",), (3, 1, 5), (3, 7, 14)),
        (("policies",), (4, 1, 9), (5, 3, 9)),
        (("policies", "talks"), (5, 3, 8), (6, 5, 50)),
        (("policies", "talks", "levels"), (6, 5, 11), (6, 13, 50)),
        (("policies", "talks", "levels", "contact"), (6, 14, 21), (6, 23, 26)),
        (("policies", "talks", "levels", "scope"), (6, 28, 33), (6, 35, 49)),
        (("policies", "talks", "when", 0), None, (8, 7, 15)),
        (("policies", "talks", "when", 1), None, (9, 9, 25)),
        (("text",), (10, 1, 5), (10, 7, 8)),
        (("empty",), (13, 1, 6), (13, 1, 6)),
    ],
)
def test_places_are_those_a_person_would_point_at(
    path: Path_, key: tuple[int, int, int] | None, value: tuple[int, int, int]
) -> None:
    file = read(SAMPLE)
    assert stretch(file.values[path]) == value
    assert (stretch(file.keys[path]) if path in file.keys else None) == key


def test_the_place_of_what_is_not_there_is_its_nearest_ancestor() -> None:
    file = read(SAMPLE)
    assert file.place(("policies", "talks", "nothing", 3)) == file.values["policies", "talks"]
    assert file.place(("policies", "talks", "x"), key=True) == file.keys["policies", "talks"]
    when = ("policies", "talks", "when")
    assert file.place((*when, 1), key=True) == file.values[(*when, 1)]
    assert file.place((*when, 7)) == file.values[when]
    assert stretch(file.place(("nothing",))) == (2, 1, 10)
    assert stretch(file.place((), key=True)) == (2, 1, 7)


IDS = st.text("kmpqr_", min_size=3, max_size=8)


@pytest.mark.thorough
@given(st.dictionaries(IDS, st.dictionaries(IDS, IDS, min_size=1), min_size=1))
def test_every_place_holds_exactly_what_stands_there(data: dict[str, dict[str, str]]) -> None:
    text = yaml.safe_dump(data, default_flow_style=None)
    file = read(text)
    lines = text.split("\n")

    def at(place: Place) -> str:
        return lines[place.line - 1][place.column - 1 : place.end_column - 1]

    for outer, inner in data.items():
        assert at(file.keys[(outer,)]) == outer
        for key, value in inner.items():
            assert at(file.keys[outer, key]) == key
            assert at(file.values[outer, key]) == value


# What may not stand in content


@pytest.mark.parametrize(
    ("text", "code", "where", "part"),
    [
        (b"a: \xe9\n", "DS101", (1, 4, 5), "0xe9 is not UTF-8"),
        (b"a: 1\nbc: \xc3\xa9 \xff\n", "DS101", (2, 7, 8), "0xff"),
        ("a: 1".encode("utf-16"), "DS101", (1, 1, 2), "UTF-16"),
        ("a: 1\n\0", "DS101", (2, 1, 2), "not a text file"),
        ("a: x\u200by", "DS103", (1, 5, 6), "zero width space"),
        ("a: b\n# \u202e\n", "DS103", (2, 3, 4), "right-to-left override"),
        ("a: \x1b[31m", "DS103", (1, 4, 5), "U+001B"),
        ("a: \x85", "DS103", (1, 4, 5), "U+0085"),
        ("a: \ud800", "DS103", (1, 4, 5), "U+D800"),
        (r'a: "x\e"', "DS103", (1, 4, 9), "U+001B"),
        (r'a: "\u2066"', "DS103", (1, 4, 12), "left-to-right isolate"),
        (r'"\u200b": 1', "DS103", (1, 1, 9), "zero width space"),
        (r'a: "\0"', "DS103", (1, 4, 8), "U+0000"),
        ("", "DS104", (1, 1, 2), "the file is empty"),
        ("# only\n\n# comments\n", "DS104", (1, 1, 2), "the file is empty"),
        ("---\n", "DS104", (1, 1, 2), "the file is empty"),
        ("a: [" + "[" * 30, "DS105", (1, 23, 35), "nested more than 20 deep"),
        ("a:\n\tb: 1", "DS108", (2, 1, 2), "a tab"),
        ("a:\n  \tb: 1", "DS108", (2, 3, 4), "a tab"),
        ("a:\n\u00a0b: 1", "DS108", (2, 1, 2), "a no-break space"),
        ("%YAML 1.2\n---\na: 1\n", "DS109", (1, 1, 10), "directive"),
        ("a: 1\n---\nb: 2\n", "DS109", (2, 1, 4), "a second document"),
        ("a: 1\nb: 2\na: 3\n", "DS110", (3, 1, 2), "the key 'a' stands here a second time"),
        ("1: a\n'1': b\n", "DS110", (2, 1, 4), "the key '1'"),
        ("? [a, b]\n: c\n", "DS111", (1, 3, 9), "may not be a key"),
        ("{{x: 1}: 2}", "DS111", (1, 2, 12), "may not be a key"),
        ("a: 1\n?\n: 1\n", "DS111", (2, 2, 3), "a key is missing"),
        ("a: &x 1", "DS112", (1, 4, 6), "an anchor '&x'"),
        ("a: *x", "DS112", (1, 4, 6), "an alias '*x'"),
        ("*x : 1", "DS112", (1, 1, 3), "an alias '*x'"),
        ("<<: {a: 1}", "DS112", (1, 1, 3), "a merge key"),
        ("a: !!python/none x", "DS113", (1, 4, 17), "a tag '!!python/none'"),
        ("when: !fired(x)", "DS113", (1, 7, 16), "a tag '!fired(x)'"),
    ],
)
def test_what_may_not_stand_in_content_is_reported_where_it_stands(
    text: bytes | str, code: str, where: tuple[int, int, int], part: str
) -> None:
    problem = only_problem(text)
    assert (problem.code, stretch(problem.place)) == (code, where)
    assert part in problem.message
    assert code in CODES
    assert problem.severity == "error"


def test_a_repeated_key_names_the_line_of_the_first_and_the_first_counts() -> None:
    file, (problem,) = read_yaml("a.yaml", "x: 0\na: 1\na: {b: 2}\nc: 3\n")
    assert "line 2" in problem.help
    assert file is not None
    assert file.data == {"x": 0, "a": 1, "c": 3}


def test_invisible_marks_in_plain_text_become_visible() -> None:
    file, _ = read_yaml("a.yaml", 'a: x\u200by\nb: "\\e"\n')
    assert file is not None
    assert file.data == {"a": "x\ufffdy", "b": "\ufffd"}


def test_tabs_are_welcome_inside_a_line() -> None:
    assert read("a:\t1\t# one\nb: 'x\ty'\n").data == {"a": 1, "b": "x\ty"}


@pytest.mark.parametrize(
    ("text", "where", "part"),
    [
        ("a: 1\nb\nc: 2\n", (2, 1, 2), "lacks a ':'"),
        ("a:\n  b 1\n  c: 2\n", (3, 4, 5), "follows a text that began on line 2"),
        ("a: b: c\n", (1, 5, 6), "a second ':'"),
        ("a:\n    b: 1\n  c: 2\n", (3, 3, 5), "does not fit what stands above"),
        ("a:\n  - 1\n  b: 2\n", (3, 3, 5), "does not begin with '- '"),
        ("a: - b\n", (1, 4, 5), "'- ' may not begin here"),
        ("x: 1\na: 'open\nb: 2\n", (2, 4, 9), "this quote is not closed"),
        ('a: "open\n', (1, 4, 9), "this quote is not closed"),
        ("a: [1, 2\nb: 3\n", (1, 4, 7), "this '[' is not closed"),
        ("a: {b: 1\nc: 2\n", (1, 4, 7), "this '{' is not closed"),
        ("a: [x in [b, c]]\n", (1, 10, 13), "a ',' or the closing ']' is missing"),
        ("a: 'don't'\n", (1, 9, 11), "follows the closing quote"),
        ("a: @x\n", (1, 4, 6), "may not begin with '@'"),
        ("a: %x\n", (1, 4, 6), "may not begin with '%'"),
        ("a: * x\n", (1, 5, 6), "may not begin with '*' or '&'"),
        ("a: | x\n  y\n", (1, 6, 7), "may not follow '|' or '>'"),
        ("[a,,b]\n", (1, 4, 7), "a value is missing here"),
        ('a: "\\q"\n', (1, 5, 8), "a backslash"),
        ('a: "\\ud800"\n', (1, 7, 12), "a backslash"),
        ("a: 1\n\t\nb: 2\n", (2, 1, 2), "a tab stands where only spaces may"),
    ],
)
def test_a_syntax_error_is_one_sentence_at_the_line_to_correct(
    text: str, where: tuple[int, int, int], part: str
) -> None:
    problem = only_problem(text)
    assert part in problem.message
    assert problem.help
    assert (problem.code, stretch(problem.place)) == ("DS107", where)


def test_problems_before_a_syntax_error_are_reported_with_it() -> None:
    assert [p.code for p in problems_of("a: no\na: 2\nb: [x\n")] == ["DS114", "DS110", "DS107"]


def test_many_problems_are_reported_at_once() -> None:
    text = "a: no\nb: &x 1\nc: !t x\na: 1\nd: \u200b\n"
    codes = [problem.code for problem in problems_of(text)]
    assert codes == ["DS114", "DS112", "DS113", "DS110", "DS103"]


# Expressions and commas


@pytest.mark.parametrize(
    ("text", "data", "where"),
    [
        (
            "a: [response(poland) in (object, break_silence), turn > 3]",
            {"a": ["response(poland) in (object, break_silence)", "turn > 3"]},
            (1, 5, 48),
        ),
        (
            "a: {when: response(poland) in (object, hedge, endorse), text: x}",
            {"a": {"when": "response(poland) in (object, hedge, endorse)", "text": "x"}},
            (1, 11, 55),
        ),
        ("a: [x in (b,\n  c)]", {"a": ["x in (b, c)"]}, (1, 5, 12)),
    ],
)
def test_an_expression_cut_by_commas_is_recognised_and_mended(
    text: str, data: object, where: tuple[int, int, int]
) -> None:
    file, (problem,) = read_yaml("a.yaml", text)
    assert problem.code == "DS115"
    assert "a line of its own" in problem.help
    assert stretch(problem.place) == where
    assert file is not None
    assert file.data == data


def test_two_cut_expressions_in_one_mapping_are_two_problems() -> None:
    assert [p.code for p in problems_of("{a: f(x, y), b: g(x, y)}")] == ["DS115", "DS115"]


@pytest.mark.parametrize(
    "text", ["a: [trust(poland) -= 5, turn > 3]", "a: [':(', b]", "a: ['f(x', 'y)']", "a: [f(x]"]
)
def test_lists_that_no_comma_cuts_are_left_alone(text: str) -> None:
    assert problems_of(text) == ()


# Hostile files

NINE_FOLD = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{new}: &{new} [{','.join([f'*{old}'] * 9)}]\n"
    for old, new in zip("abcdefghijklmnop", "bcdefghijklmnopq", strict=True)
)
HOSTILE: dict[str, bytes | str] = {
    "alias bomb": NINE_FOLD,
    "merge bomb": "a: &a {x: 1}\n" + "b: {<<: [*a, *a, *a, *a]}\n" * 5000,
    "deep sequence": "[" * 100_000,
    "deep mapping": "{a: " * 100_000,
    "deep block": "- " * 100_000,
    "deep keys": "? " * 100_000,
    "deep indentation": "".join(" " * n + "a:\n" for n in range(1400)),
    "too large": "a" * 2_000_000,
    "binary": bytes(range(256)) * 3000,
    "zero bytes": b"\0" * 900_000,
    "many items": "[" + "a," * 490_000 + "]",
    "many keys": "".join(f"k{n}: 1\n" for n in range(85_000)),
    "one key many times": "a: 1\n" * 20_000,
    "many ambiguous": "- no\n" * 20_000,
    "many invisible": "\u200b" * 330_000,
    "many tabs": "\ta\n" * 300_000,
    "directives": "".join(f"%TAG !a{n}! x\n" for n in range(60_000)),
    "documents": "---\n" * 200_000,
    "anchors": "".join(f"&a{n} " for n in range(100_000)),
    "long tag": "!<" + "a" * 900_000 + ">",
    "open parentheses": "[" + "a(," * 20_000 + "]",
    "pieces": "{a: (," + "a," * 20_000 + "}",
    "long number": "1" * 999_999,
    "long fraction": "1." + "1" * 999_900,
    "long sexagesimal": "- 1" + ":1" * 400_000,
    "underscores": "- 1" + "_" * 900_000,
    "colons": "- " + ":" * 900_000,
    "blank lines": "\n" * 999_999,
    "blanks": " " * 999_999,
    "carriage returns": "\r" * 999_999,
    "comments": "# x\n" * 200_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_a_diagnostic_within_a_second(name: str) -> None:
    start = time.process_time()
    problems = problems_of(HOSTILE[name])
    assert time.process_time() - start < 1.0
    assert 1 <= len(problems) <= 101
    assert max(len(problem.message) for problem in problems) < 200


def test_the_largest_file_that_is_allowed_is_read() -> None:
    text = "a: '" + "x" * 999_995 + "'"
    assert len(text) == 1_000_000
    assert problems_of(text) == ()
    assert only_problem(text + "\n").code == "DS102"
    assert only_problem("a: '" + "\u00e9" * 500_000 + "'").code == "DS102"


def test_depth_and_number_of_values_have_exact_limits() -> None:
    assert problems_of("[" * 20 + "]" * 20) == ()
    assert only_problem("[" * 21 + "]" * 21).code == "DS105"
    assert problems_of("- a\n" * 49_000) == ()
    assert only_problem("- a\n" * 51_000).code == "DS106"


# Properties

SIGNS = "abnx01:-?,[]{}#&*!|>'\"%@`~.=()<\\ \n\t\r\0\ufeff\u200b\u2028\x85\x1b"
WORDS = ["\n  ", "\n    ", "- ", ": ", "? ", "<<: ", "---\n", "...\n", "no", "\\u0", "*a", "&a "]
PIECES = st.lists(st.sampled_from([*SIGNS, *WORDS]), max_size=60).map("".join)


def check_outcome(file: YamlFile | None, problems: tuple[Diagnostic, ...]) -> None:
    assert problems or file is not None
    assert all(problem.code in CODES for problem in problems)
    assert all(problem.place.end_column > problem.place.column >= 1 for problem in problems)
    assert all(problem.place.line >= 1 for problem in problems)


@given(
    st.one_of(PIECES, st.text(), st.text(alphabet=st.characters(categories=["Cs", "Cc", "Cf"])))
)
def test_no_text_raises(text: str) -> None:
    file, problems = read_yaml("a.yaml", text)
    check_outcome(file, problems)


@given(st.one_of(st.binary(), PIECES.map(lambda text: text.encode("utf-8")[:-1])))
def test_no_bytes_raise(raw: bytes) -> None:
    file, problems = read_yaml("a.yaml", raw)
    check_outcome(file, problems)


PLAIN_TEXT = st.text(
    st.characters(
        categories=["L", "N", "P", "S", "Zs"],
        exclude_characters="\xa0\u115f\u1160\u3164\uffa0",  # blanks that look like none
    ),
    max_size=30,
).filter(lambda text: text != "<<")  # a merge key, which the reader refuses


def data_of(numbers: st.SearchStrategy[float]) -> st.SearchStrategy[dict[str, object]]:
    scalars = st.one_of(
        PLAIN_TEXT, numbers, st.booleans(), st.none(), st.integers(-(10**9), 10**9)
    )
    values: st.SearchStrategy[object] = st.recursive(
        scalars,
        lambda inner: st.one_of(
            st.lists(inner, max_size=4), st.dictionaries(PLAIN_TEXT, inner, max_size=4)
        ),
        max_leaves=12,
    )
    return st.dictionaries(PLAIN_TEXT, values, max_size=5)


@given(data_of(st.floats(min_value=0.001, max_value=1e6)), st.sampled_from([None, 2]))
def test_json_is_read_back_exactly(data: dict[str, object], indent: int | None) -> None:
    assert read(json.dumps(data, ensure_ascii=False, indent=indent)).data == data


@given(
    data_of(st.floats(allow_nan=False, allow_infinity=False)),
    st.sampled_from(["block", "flow"]),
)
def test_what_another_tool_dumps_is_read_back_unless_it_is_ambiguous(
    data: dict[str, object], style: str
) -> None:
    text = yaml.safe_dump(data, default_flow_style=style == "flow", allow_unicode=style == "block")
    file, problems = read_yaml("a.yaml", text)
    if not problems:
        assert file is not None
        assert file.data == data
    assert {problem.code for problem in problems} <= {"DS111", "DS114", "DS115"}


# The pure Python parser

CASES = [SAMPLE, "a: no\nb: [x, {c: 1}]\n", "{a: f(x, y), b: 1}", "a: 1\na: 2\n", "a: *x", "# c"]


@pytest.mark.parametrize("text", CASES)
def test_without_libyaml_the_same_is_read(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = read_yaml("a.yaml", text)
    monkeypatch.setattr(yaml_source, "_PARSER", yaml.BaseLoader)
    assert read_yaml("a.yaml", text) == expected


@given(PIECES)
def test_without_libyaml_no_text_raises_either(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_source, "_PARSER", yaml.BaseLoader)
        file, problems = read_yaml("a.yaml", text)
    check_outcome(file, problems)
