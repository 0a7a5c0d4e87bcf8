"""The catalogue of instruments may grow without changing anybody's session."""

from __future__ import annotations

import yaml

from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load
from dialogue_sim.engine.story import NO_ENDING
from dialogue_sim.session.moves import Propose
from dialogue_sim.session.playing import begin, submit
from dialogue_sim.session.state import digest

POLICIES = "scenarios/nato_russia/policies.yaml"


def played(files: dict[str, bytes]) -> list[str]:
    """The state after each of two turns of the shipped scenario."""
    game = begin(load(files, "december_2019"), "kalmar")
    states = []
    for policy in ("nrc_ambassadors", "grit_confidence_building"):
        game = submit(game, Propose(policy))
        states.append(digest(game.situation))
    return states


def test_policies_on_no_menu_change_nothing() -> None:
    files = read_library(packaged_content())
    catalogue = yaml.safe_load(files[POLICIES])
    menu = load(files, "december_2019").scenario.policies
    kept = {name: body for name, body in catalogue["policies"].items() if name in menu}
    assert len(kept) < len(catalogue["policies"])
    small = yaml.safe_dump({**catalogue, "policies": kept}).encode()
    assert played({**files, POLICIES: small}) == played(files)


def test_what_is_on_no_menu_was_never_chosen() -> None:
    files = read_library(packaged_content())
    path = "scenarios/nato_russia/december_2019.yaml"
    early = (
        b"endings:\n  - id: enlarged\n    title: Enlarged\n"
        b"    when: chose(enlargement) or adopted(enlargement) or turns_since(enlargement) < 99\n"
        b"    text: The alliance has grown.\n"
    )
    files[path] = files[path].replace(b"\nendings:\n", b"\n" + early, 1)
    game = submit(begin(load(files, "december_2019"), "kalmar"), Propose("nrc_ambassadors"))
    assert (game.turn, game.ending) == (2, NO_ENDING)
