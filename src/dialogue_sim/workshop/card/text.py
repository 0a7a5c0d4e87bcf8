"""The model card as Markdown that also reads well as plain text."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from dialogue_sim.content.sourced import BASES, INFERRED
from dialogue_sim.workshop.card.limits import LIMITS
from dialogue_sim.workshop.markdown import table, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dialogue_sim.workshop.card.model_card import EquationView, ModelCard, ParameterView
    from dialogue_sim.workshop.sources.numbers import Share

WIDEST: Final = 32
"""Characters of a cell in one row of coefficients; more go on in the next."""


ABOUT: Final = """\
What the model computes, with which numbers, and what each of them rests on. The narrative is in
[model.md](model.md). This page is written from the content files, so it says what is played;
`dialogue-sim model SETTING` prints it.

**It is for** teaching: seeing why actors with the same information respond to one text in
different ways, and trying what a change of the text, the order or the price would do.
**It is not for** forecasting, nor for judging the governments and people it is about."""

LABELS: Final = """\
`[DOC]` treaty text or published data, `[REP]` reported by a secondary text, `[PTY]` claimed by a
party, `[MOD]` inferred for this model. An inferred number may name a source that suggests its
direction or its order; its size is still a judgement. *stated*: the document has somebody say it;
*reported*: it tells it; *predicted*: it expects it; *poll* and *data*: a finding."""

FICTION: Final = """\
**The world of this setting is invented.** `[FIC]` marks what was invented with it, its documents
included; what a number rests on is meant inside that world."""


def markdown(card: ModelCard) -> str:
    """The whole card."""
    parts = [
        f"# Model card: {card.title}",
        ABOUT,
        "## Where the numbers come from",
        *_origins(card),
        "## Equations",
        wrapped(
            "Every coefficient stands with its current value and what it rests on. `a` is the "
            "active share (E6), `offered` the offer as it acts (E18), `G` the Goldstein value of "
            "an answer (E23); `clip` keeps within 0..1 unless it says otherwise; `[...]` is 1 "
            f"where it is so and 0 elsewhere. Content lies in `scenarios/{card.setting}/` and "
            "`actors/`, code in `src/dialogue_sim/`."
        ),
        *(part for view in card.equations for part in _equation(view)),
        "## Parameters of an actor",
        *_parameters(card),
        "## Documents and data",
        *_sources(card),
        "## Limits",
        "\n".join(wrapped(text, f"{n}. ") for n, text in enumerate(_limits(card), start=1)),
        "## Literature",
        "In brackets: how far it was read for this model.",
        "\n".join(wrapped(f"**{w.key}** {w.title} ({w.read})", "- ") for w in card.literature),
    ]
    return "\n\n".join(parts) + "\n"


def _origins(card: ModelCard) -> Iterator[str]:
    total = card.all_numbers.total
    inferred = card.all_numbers.by_basis[INFERRED]
    if card.fictional:
        yield FICTION
    yield LABELS
    yield wrapped(
        f"**{inferred} of {total} numbers ({_percent(inferred, total)}) are inferred.** "
        "They are judgements of the authors. Of the others too the source seldom gives the size: "
        "a document says that something weighs, and a number says how much."
    )
    counts = card.all_numbers.by_basis.items()
    yield table(
        ("basis", "numbers", "share"),
        ((basis, str(count), _percent(count, total)) for basis, count in counts),
    )
    labels = card.all_numbers.by_label.items()
    yield table(
        ("label", "numbers", "share"),
        ((f"[{label}]", str(count), _percent(count, total)) for label, count in labels),
    )
    yield "What actors want on issues are levels and not numbers; they are counted apart."
    yield _shares("what", [card.positions])
    yield "By actor:"
    yield _shares("actor", card.by_actor)
    yield "By other file:"
    yield _shares("file", [*card.by_file, card.all_numbers])
    yield "Reasons given in these files, where they are first needed:"
    yield "\n".join(wrapped(f"`{place}` {why}", "- ") for place, why in card.reasons)


def _shares(head: str, shares: Sequence[Share]) -> str:
    rows = (
        (
            row.name,
            str(row.total),
            *(str(row.by_basis[basis]) for basis in BASES),
            _percent(row.total - row.by_basis[INFERRED], row.total),
        )
        for row in shares
    )
    return table((head, "all", *BASES, "sourced"), rows)


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else ""


def _equation(view: EquationView) -> Iterator[str]:
    row = view.equation
    yield f"### {row.number} {row.name}"
    yield f"```text\n{row.formula}\n```"
    yield wrapped(row.meaning)
    origin = "; ".join(row.literature) if row.literature else "a construction of this model"
    code = ", ".join(_place_in_code(name) for name in row.code) if row.code else "not computed"
    yield f"{wrapped(f'From: {origin}.', '- ')}\n{wrapped(f'Code: {code}.', '- ')}"
    if view.coefficients:
        rows = [
            cells
            for found in view.coefficients
            for cells in _folded(found.name, found.value, found.rests_on, found.where)
        ]
        yield table(("numbers", "value", "rests on", "where"), rows)


def _place_in_code(name: str) -> str:
    """A file and what is in it: names below a module are no folders."""
    *folders, inside = name.split(".")
    if folders[0] == "engine":
        folders, inside = folders[:2], ".".join([*folders[2:], inside])
    return f"`{'/'.join(folders)}.py` {inside}"


def _folded(name: str, value: str, rests_on: str, where: str) -> Iterator[tuple[str, ...]]:
    """One row, or several where the cells are too long for one."""
    columns = ([name], _lines(value), _lines(rests_on), [where])
    yield from zip_longest(*columns, fillvalue="")


def _lines(text: str) -> list[str]:
    """A list in words, broken after commas."""
    lines: list[str] = []
    for part in text.split(", "):
        if lines and len(lines[-1]) + len(part) + 2 <= WIDEST:
            lines[-1] += f", {part}"
        else:
            lines.append(part)
    return [f"{line}," for line in lines[:-1]] + lines[-1:]


def _parameters(card: ModelCard) -> Iterator[str]:
    yield wrapped(
        "Ranges and defaults are those that the loader checks; *here* is what the actors of this "
        "setting have. A required number has no default: every profile says it."
    )
    for title, views in (("Everybody", card.actor), ("The counterpart", card.counterpart)):
        yield f"### {title}"
        rows = (
            (f"`{v.parameter.path}`", v.limits.allowed, v.limits.default, v.here) for v in views
        )
        yield table(("parameter", "range", "default", "here"), rows)
        yield "What each means, and how to set it from a document:"
        yield "\n".join(_meaning(view) for view in views)


def _meaning(view: ParameterView) -> str:
    row = view.parameter
    return wrapped(f"`{row.path}`: {row.meaning} *{row.how}*", "- ")


def _sources(card: ModelCard) -> Iterator[str]:
    yield "The last column counts the numbers that cite a source."
    rows = (
        (
            source.id,
            source.document.title,
            source.document.date,
            f"[{source.document.label}]",
            str(source.numbers),
        )
        for source in card.sources
    )
    yield table(("id", "title", "date", "label", "numbers"), rows)
    yield "Their weaknesses:"
    yield "\n".join(
        wrapped(f"**{source.id}** {' '.join(source.document.weaknesses)}", "- ")
        for source in card.sources
        if source.document.weaknesses
    )


def _limits(card: ModelCard) -> tuple[str, ...]:
    inferred, total = card.all_numbers.by_basis[INFERRED], card.all_numbers.total
    first = (
        f"**Most numbers are judgements**: {inferred} of {total} have no finding behind them. The "
        "tables above say which."
    )
    return first, *LIMITS
