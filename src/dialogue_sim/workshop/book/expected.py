"""What is expected: the scripted tests of a scenario, and what its documents say happens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.content.random_tests import RandomTest
from dialogue_sim.content.scripted import moves_by_path
from dialogue_sim.paper.blocks import Cell, Code, Faint, Paragraph, Section, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dialogue_sim.content.expectations import Case, Expectation, Step
    from dialogue_sim.content.random_tests import ScenarioTest
    from dialogue_sim.content.scripted import Move
    from dialogue_sim.paper.blocks import Block, Row
    from dialogue_sim.workshop.book.material import Material


def expected(material: Material) -> Section:
    """Tests and expectations; whether they hold is for `dialogue-sim test` to say."""
    scenario = material.bundle.scenario
    ways = Paragraph((
        "Whether all of this holds is said by ",
        Code(f"dialogue-sim test {scenario.id}"),
        ".",
    ))  # fmt: skip
    blocks: list[Block] = [ways]
    if scenario.tests:
        rows = tuple(
            ((Code(name),), "\n".join(_played(test)), (Code("\n".join(_asked(test))),))
            for name, test in scenario.tests.items()
        )
        table = Table(("test", "is played", "must hold then"), rows)
        blocks.append(Section("Tests of this scenario", "tests", (table,)))
    if material.expected is not None:
        body = material.expected.body.expectations
        stated = tuple(_row(material, name, one) for name, one in body.items())
        heads = ("statement of the documents", "where", "must hold")
        section = Section("Expectations of the setting", "expectations", (Table(heads, stated),))
        blocks.append(section)
    return Section("Tests and expectations", "expected", tuple(blocks), fresh=True)


def _played(test: ScenarioTest) -> Iterator[str]:
    if isinstance(test, RandomTest):
        yield f"{test.random} sessions by {test.player}"
    for turn, _, move in moves_by_path(test.play):
        yield f"turn {turn}: {_move(move)}"


def _asked(test: ScenarioTest) -> Iterator[str]:
    yield from test.expect
    if isinstance(test, RandomTest):
        yield from (f"{when} {line}" for when, _, line in test.invariants)


def _move(move: Move) -> str:
    """A move in the words of its file."""
    if isinstance(move, str):
        return f"propose {move}"
    parts = move.model_dump(exclude_defaults=True)
    return ", ".join(f"{key} {_value(value)}" for key, value in parts.items())


def _value(value: object) -> str:
    if isinstance(value, dict):
        return " ".join(f"{key}={part}" for key, part in value.items())
    return "" if value is True else str(value)


def _row(material: Material, name: str, one: Expectation) -> Row:
    says = (*material.linked(one.says), " ", *material.codes(one.source), "\n", Code(name))
    if one.untestable is not None:
        return Cell(says), "", (Faint(f"not testable: {one.untestable}"),)
    where = f"at {', '.join(one.openings)}\n" if one.openings else ""
    cases = [words for case in one.cases if (words := _case(case))]
    than = "" if one.than is None else f"\ncompared with {_case(one.than) or 'the opening'}"
    held = f"{where}{' or '.join(cases)}{than}"
    return Cell(says), held, (Code("\n".join(one.expect)),)


def _case(case: Case) -> str:
    """A case in a few words; nothing for the opening as it is."""
    parts = [f"after {_step(step)}" for step in case.play]
    parts += [words for words in [_step(case)] if words]
    parts += [f"{name} = {value:g}" for name, value in case.situation.items()]
    return ", ".join(parts)


def _step(step: Step) -> str:
    parts = [step.policy or ""]
    parts += [f"{issue}={level}" for issue, level in step.changes.items()]
    parts += [f"at {step.venue}"] if step.venue else []
    parts += [f"answered by {step.answer}"] if step.answer else []
    return " ".join(part for part in parts if part)
