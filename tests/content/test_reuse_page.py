"""The examples of docs/reuse.md are put where the page says, and played with."""

from __future__ import annotations

import re

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import examine
from dialogue_sim.content.yaml_source import read_yaml

ROOT = packaged_content()
FILES = read_library(ROOT)
PAGE = (ROOT / "docs" / "reuse.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
RIVER = "scenarios/river_league"
STORY, POLICIES = f"{RIVER}/first_steps.yaml", f"{RIVER}/policies.yaml"
LOWMARSH, OLDWEIR = "actors/lowmarsh.yaml", "actors/oldweir.yaml"


def story(**changed: str) -> Bundle:
    files = {**FILES, **{path: text.encode() for path, text in changed.items()}}
    bundle, problems = examine(files, "first_steps")
    assert [one for one in problems if one.severity != "info"] == []
    assert bundle is not None
    return bundle


def text(path: str) -> str:
    return FILES[path].decode()


def test_every_example_is_yaml_and_tried_here() -> None:
    assert len(EXAMPLES) == 6
    assert all(read_yaml("example.yaml", example)[1] == () for example in EXAMPLES)


def test_a_variant_with_its_own_file() -> None:
    cast = text(STORY).replace("  oldweir: {}\n", "  lowmarsh: {}\n  oldweir: {}\n")
    bundle = story(**{LOWMARSH: EXAMPLES[0], STORY: cast})
    assert bundle.actors["lowmarsh"].trust == 0.4
    head = EXAMPLES[0][: EXAMPLES[0].index("set:")]
    bundle = story(**{LOWMARSH: head + EXAMPLES[1], STORY: cast})
    assert (bundle.actors["lowmarsh"].trust, bundle.actors["lowmarsh"].caution) == (0.4, 0.05)


def without_oldweir(cast: str) -> str:
    """The story with the variant in the place of the town: no seat, and no word about it."""
    told = text(STORY).replace("  oldweir: {}\n", cast.removesuffix("  oldweir: {}\n"))
    seat = re.search(r"(?ms)^  oldweir:\n    brief:.*?(?=^  \w|^\w)", told)
    assert seat is not None
    return told.replace(seat.group(), "").replace("(oldweir)", "(fen)")


def test_a_variant_of_one_scenario() -> None:
    cast = EXAMPLES[2].removeprefix("actors:\n")
    bundle = story(**{STORY: text(STORY).replace("  oldweir: {}\n", cast)})
    assert bundle.actors["fen"].name == "Village in the fen"
    assert bundle.blocs["towns"] == ("fen", "mirefold", "oldweir", "saltmouth")
    alone = story(**{OLDWEIR: text(OLDWEIR), STORY: without_oldweir(cast)})
    assert alone.blocs["towns"] == ("fen", "mirefold", "saltmouth")


def test_a_policy_that_uses_another() -> None:
    body = EXAMPLES[3].removeprefix("policies:\n")
    levels = story(**{POLICIES: text(POLICIES) + body}).policies.policies["strict_gauges"].levels
    assert (levels["toll"], levels["warning"]) == ("withheld", "gauges")


def test_a_text_of_one_scenario() -> None:
    menu, own = EXAMPLES[4].split("own_policies:\n")
    short = menu.removeprefix("policies:\n")
    written = text(STORY).replace("  - gauge_day\n", short, 1)
    bundle = story(**{STORY: f"{written}own_policies:\n{own}"})
    assert bundle.scenario.policies[:2] == ["gauge_day", "bell_and_boats"]
    assert bundle.policies.policies["bell_and_boats"].levels["patrol"] == "home"


def test_periods() -> None:
    def trust(date: str) -> float:
        dated = text(STORY).replace("\ndate: 1911-03\n", f"\ndate: {date}\n")
        files = {OLDWEIR: text(OLDWEIR) + EXAMPLES[5], STORY: dated}
        return story(**files).actors["oldweir"].trust

    dates = ("1909-03", "1909-04", "1909-12", "1910-01", "1910-12", "1911-01")
    assert [trust(date) for date in dates] == [0.25, 0.2, 0.2, 0.35, 0.35, 0.2]
