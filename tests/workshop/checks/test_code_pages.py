"""The page of every code: what it shows as wrong is what `check` says, and what is right is."""

from __future__ import annotations

import pytest
from tests.workshop.checks.code_pages import PAGES, REST, Page, changed, found, pages, said

from dialogue_sim.content.diagnostics import CODES


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    assert {page.code for page in pages()} == set(CODES)


def test_the_index_names_every_code_in_the_words_of_its_page() -> None:
    rows = [
        line for line in (PAGES / "README.md").read_text(encoding="utf-8").split("\n")
        if line.startswith("| [")
    ]  # fmt: skip
    assert rows == [f"| [{code}]({code}.md) | {words} |" for code, words in sorted(CODES.items())]


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.code)
def test_a_page_shows_what_check_says(page: Page) -> None:
    assert page.title == f"{page.code}: {CODES[page.code]}"
    wrong = changed(page.wrong)
    assert page.code in {problem.code for problem in found(wrong)}
    now = said(wrong)
    if page.says.startswith(REST):
        assert now.endswith(page.says.removeprefix(REST))
    else:
        assert page.says == now


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.code)
def test_what_a_page_calls_right_is_sound(page: Page) -> None:
    assert page.right is None or found(changed(page.right)) == ()
