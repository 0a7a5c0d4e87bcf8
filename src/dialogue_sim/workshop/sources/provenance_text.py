"""The documents of a setting as a page: what is known about each, and what rests on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dialogue_sim.workshop.markdown import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dialogue_sim.workshop.sources.provenance import Provenance, Sentence, Source

ABOUT: Final = (
    "Where everything in the game comes from: each document with its weaknesses, and each "
    "sentence, in the words of this project, with all that cites it. Nothing is quoted. This page "
    "is written from the content files: `dialogue-sim sources {setting}` prints it."
)
UNVERIFIED: Final = """\
**unverified** marks findings whose origin the document does not give, such as a poll without
pollster, date, sample or wording. They are shown as `[REP] unverified` wherever they are used, and
a trainer who has a better figure should put it in their place."""


def sources_page(found: Provenance) -> str:
    """The whole page in Markdown."""
    parts = [f"# Sources: {found.title}", wrapped(ABOUT.format(setting=found.setting))]
    if any(one.unverified for source in found.sources for one in source.sentences):
        parts.append(UNVERIFIED)
    for source in found.sources:
        parts += _source(source)
    return "\n\n".join(parts) + "\n"


def _source(source: Source) -> Iterator[str]:
    yield f"## {source.id}: {source.title}"
    facts = f"`[{source.label}]` {source.kind}, {source.date}, author: {source.author}."
    yield wrapped(facts)
    if source.weaknesses:
        yield "\n".join(["Weaknesses:", "", *(wrapped(one, "- ") for one in source.weaknesses)])
    used = [one for one in source.sentences if one.used_by]
    idle = [one for one in source.sentences if not one.used_by]
    if used:
        yield "\n".join(_sentence(one) for one in used)
    if idle:
        yield _idle(idle)


def _sentence(one: Sentence) -> str:
    mark = " **unverified**" if one.unverified else ""
    said = wrapped(f"**{one.id}**{mark} {one.says}", "- ")
    held = [_held(holder, parts) for holder, parts in one.used_by.items()]
    return "\n".join([said, wrapped(f"Used by {'; '.join(held)}.", "  - ")])


def _held(holder: str, parts: Sequence[str]) -> str:
    return f"{holder} ({', '.join(f'`{part}`' for part in parts)})" if parts else holder


def _idle(idle: Sequence[Sentence]) -> str:
    lines = [wrapped(f"**{one.id}** {one.says}", "- ") for one in idle]
    return "\n".join(["Told, and used by nothing:", "", *lines])
