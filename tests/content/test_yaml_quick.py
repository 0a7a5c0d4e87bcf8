"""Files that are sound are read without places, and nobody can tell the difference."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogue_sim.content import yaml_source
from dialogue_sim.content.characters import FORBIDDEN, REPLACEMENT, visible
from dialogue_sim.content.diagnostics import Diagnostic
from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.yaml_scalars import Plain, is_text, read_plain
from dialogue_sim.content.yaml_source import YamlFile

Read = tuple[YamlFile | None, tuple[Diagnostic, ...]]
LINES = (
    "a: b", "b: 'x'", 'c: "y"', "no: 1", "d: no", "e: 0x1", "f: [g(x, y), z]", "f: {g: h(1)}",
    "f: [(1, 2]", "g: {a: 1, a: 2}", "a: again", "- x", "  - y", "h:", "  i: 0.5", "  i: 1",
    "? [q]", "<<: x", "'<<': x", "k: !t v", "l: &m n", "l: *m", "o: |", "  many", "  lines",
    'p: "\\u200b"', "12: r", "~: s", ": t", "---", "...", "# u", "q: {r: {s: [t, null]}}",
    "v: a: b",
)  # fmt: skip


def carefully(text: str | bytes) -> Read:
    """The same reader without its quick way."""

    def no_quick_way(_: str) -> None:
        return None

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_source, "_quickly", no_quick_way)
        return yaml_source._read_once.__wrapped__("a.yaml", text)  # noqa: SLF001


def both(text: str | bytes) -> tuple[Read, Read]:
    return yaml_source._read_once.__wrapped__("a.yaml", text), carefully(text)  # noqa: SLF001


def told(read: Read) -> object:
    """All that can be asked of what was read; the order of keys counts."""
    file, problems = read
    if file is None:
        return problems
    return (
        json.dumps(file.data), file.text, list(file.keys.items()), list(file.values.items()),
        file.flawed, problems,
    )  # fmt: skip


@pytest.fixture
def carefully_built(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Notes every text that is read with care."""
    texts: list[str] = []
    build: Callable[[str, str], object] = yaml_source._carefully  # noqa: SLF001

    def noted(path: str, text: str) -> object:
        texts.append(text)
        return build(path, text)

    monkeypatch.setattr(yaml_source, "_carefully", noted)
    return texts


@pytest.mark.parametrize("path", sorted(read_library(packaged_content())))
def test_shipped_files_say_the_same_either_way(path: str) -> None:
    quick, careful = both(read_library(packaged_content())[path])
    assert told(quick) == told(careful)


def test_no_shipped_file_is_read_with_care_before_a_place_is_asked_for(
    carefully_built: list[str],
) -> None:
    shipped = read_library(packaged_content()).values()
    files = [yaml_source._read_once.__wrapped__("a.yaml", raw)[0] for raw in shipped]  # noqa: SLF001
    assert carefully_built == []
    file = files[0]
    assert file is not None
    assert file.place(()).path == "a.yaml"
    assert file.place(()).line >= 1
    assert carefully_built == [file.text]


@given(st.lists(st.sampled_from(LINES), max_size=8).map("\n".join))
def test_whatever_is_read_either_way_is_the_same(text: str) -> None:
    quick, careful = both(text)
    assert told(quick) == told(careful)


@pytest.mark.parametrize(
    "text",
    [
        "", "a", "a: &x 1", "a: !t 1", "a: *x", "? [a]\n: b", "a: 1\na: 2", "a: 012", "no: 1",
        "<<: a", ": a", "[f(a, b)]", 'a: "\\u202e"', "--- \na: 1\n--- \nb: 2", "a: [", "- &x {}",
        "[" * 21 + "]" * 21, "- a\n" * 51_000,
    ],
)  # fmt: skip
def test_what_needs_a_second_look_is_read_with_care(text: str) -> None:
    assert yaml_source._quickly(text) is None  # noqa: SLF001
    quick, careful = both(text)
    assert told(quick) == told(careful)


@given(st.text(alphabet="~+-.019xbo_:tTrRuUeEfFaAlLsSnNyYoO ", max_size=8))
def test_what_is_beyond_doubt_text_is_read_as_it_stands(text: str) -> None:
    if is_text(text):
        assert read_plain(text) == Plain(text)


@given(st.text(st.characters(categories=["L", "Cc", "Cf", "Cs", "Zs", "Zl"]), max_size=20))
def test_every_forbidden_character_is_made_visible(text: str) -> None:
    expected = "".join(REPLACEMENT if FORBIDDEN.match(sign) else sign for sign in text)
    assert visible(text) == expected
