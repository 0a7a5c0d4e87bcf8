"""The pages of docs/codes as data: what is changed in a shipped file, and what `check` says.

A page shows a change as a `diff` block. Its line `--- PATH` names a shipped file, or a new one;
every run of `-` lines stands in it exactly once and gives way to the run of `+` lines that
follows; `+` lines alone are written at the end; `@@` parts two changes of a file. Behind the path
a remark in brackets may say what no lines can show:

    --- actors/mirefold.yaml (latin-1)        the file is saved in another encoding than UTF-8
    --- actors/mirefold.yaml (whole file)     the `+` lines are all that is left of it
    --- actors/mirefold.yaml (200 times)      the `+` lines are written so many times

`python -m tests.workshop.checks.code_pages` writes the `Says` blocks anew; read what it changes.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

from dialogue_sim.content.diagnostics import Diagnostic, render_text
from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.inspection import problems_in
from dialogue_sim.workshop.checks.beyond import beyond
from dialogue_sim.workshop.checks.grading import graded, judged
from dialogue_sim.workshop.checks.template import sentences_left

PAGES = packaged_content() / "docs" / "codes"
SHIPPED = read_library(packaged_content())
USE = re.compile(r"use: (\w+)")
"""What may be used of another setting, so that its files have to be there."""
REST = "..."
"""The first line of a `Says` that leaves out all but the last of many problems."""


@dataclass(frozen=True)
class Page:
    """One page: its title, and the blocks of its sections."""

    path: Path
    title: str
    wrong: str
    says: str
    right: str | None

    @property
    def code(self) -> str:
        return self.path.stem


@cache
def pages() -> tuple[Page, ...]:
    """Every page of a code, in the order of the codes."""
    return tuple(read_page(path) for path in sorted(PAGES.glob("DS*.md")))


def read_page(path: Path) -> Page:
    """Read one page."""
    text = path.read_text(encoding="utf-8")
    title = text.partition("\n")[0].removeprefix("# ")
    right = _section(text, "Right")
    shows = "```" in right
    return Page(
        path,
        title,
        _block(_section(text, "Wrong")),
        _block(_section(text, "Says")),
        _block(right) if shows else None,
    )


def _section(text: str, heading: str) -> str:
    found = text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0].strip()
    assert found, f"there is no section {heading}"
    return found


def _block(section: str) -> str:
    return section.partition("```")[2].partition("\n")[2].partition("\n```")[0]


def changed(diff: str) -> dict[str, bytes]:
    """The shipped files of which a diff makes others."""
    files: dict[str, bytes] = {}
    path, remark, lines = "", "", list[str]()
    for line in [*diff.split("\n"), "--- "]:
        if not line.startswith("--- "):
            lines.append(line)
            continue
        if path:
            files[path] = _applied(SHIPPED.get(path, b"").decode(), lines, remark)
        path, _, remark = line.removeprefix("--- ").partition(" (")
        remark, lines = remark.rstrip(")"), []
    return files


def _applied(text: str, lines: list[str], remark: str) -> bytes:
    """A file with its changes made."""
    times = int(remark.removesuffix(" times")) if remark.endswith(" times") else 1
    text, old = "" if remark == "whole file" else f"\n{text}", ""
    for sign, run in groupby([*lines, "@@"], key=lambda line: line[:1]):
        passage = "".join(f"{line[1:]}\n" for line in run)
        if sign == "-":
            assert text.count(f"\n{passage}") == 1, f"not exactly once: {passage}"
            old = passage
            continue
        new = passage * times if sign == "+" else ""
        text = text.replace(f"\n{old}", f"\n{new}") if old else text + new
        old = ""
    return text.removeprefix("\n").encode("latin-1" if remark == "latin-1" else "utf-8")


def found(files: dict[str, bytes]) -> tuple[Diagnostic, ...]:
    """What `check` says where these files have taken the place of shipped ones."""
    used = {f"actors/{name}.yaml" for raw in files.values() for name in USE.findall(str(raw))}
    settings = {setting_of(path) for path in {*files, *(used & SHIPPED.keys())}}
    if not files.keys() <= SHIPPED.keys():  # a new file stands beside all that there is
        settings |= {setting_of(path) for path in SHIPPED}
    library = {path: raw for path, raw in SHIPPED.items() if setting_of(path) in settings} | files
    problems = problems_in(library, library, beyond=beyond)
    # What only published content has to be is asked of the files that a page changes alone.
    strict = graded(sentences_left(files), "published")
    return (*judged(library, problems, "classroom").problems, *strict)


@cache
def setting_of(path: str) -> str:
    """The setting to which a shipped file belongs."""
    if path.startswith("scenarios/"):
        return Path(path).parts[1]
    return SHIPPED[path].decode().partition("\nsetting: ")[2].partition("\n")[0]


def said(files: dict[str, bytes]) -> str:
    """The blocks that `check` prints for these files."""
    texts = {path: raw.decode(errors="replace") for path, raw in {**SHIPPED, **files}.items()}
    return render_text(found(files), texts)


def main() -> None:
    """Write every `Says` anew."""
    for page in pages():
        now = said(changed(page.wrong))
        if page.says.startswith(REST):
            now = "\n\n".join([REST, now.rpartition("\n\n")[2]])
        if now != page.says:
            sys.stdout.write(f"{page.code}\n")
            text = page.path.read_text(encoding="utf-8")
            head, mark, rest = text.partition("\n## Says\n\n```text\n")
            rest = rest[rest.index("```") :]
            page.path.write_text(f"{head}{mark}{now}\n{rest}", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
