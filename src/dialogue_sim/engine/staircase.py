"""The staircase: what can be reached depends on what has been reached.

Osgood's GRIT as a rule: a step far beyond what both sides have built is refused, a step just
beyond it is answered even in war, and what an answer brings grows with the step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine.numerics import clip

if TYPE_CHECKING:
    from dialogue_sim.engine.numerics import Array
    from dialogue_sim.engine.terms import Moment


def reach(moment: Moment) -> Array:
    """(s,) how far a text would go if the counterpart took it up now, 0..1 (E3 gain, E6)."""
    return moment.proposal["gain"] * moment.active


def overreach(moment: Moment) -> Array:
    """E34: (s,) how much too far a step the text is, 0..1; 0 without the staircase."""
    rule = moment.world.rules.mechanisms.staircase
    if rule is None:
        return np.zeros_like(moment.active)
    beyond = reach(moment) - moment.situation.progress - rule.slack
    return clip(beyond / rule.width, 0.0, 1.0)


def war(moment: Moment) -> Array:
    """E34: (s,) how heavily the war weighs on the answer: less on a small step."""
    rule, hostilities = moment.world.rules.mechanisms.staircase, moment.situation.hostilities
    if rule is None:
        return hostilities
    return hostilities * (rule.war_floor + rule.war_overreach * overreach(moment))


def step_in_return(moment: Moment) -> Array:
    """E35: (s,) progress that a step in return brings: towards the reach of the text."""
    rule = moment.world.rules.mechanisms.staircase
    assert rule is not None  # noqa: S101  asked only where the staircase is in play
    step = clip(reach(moment) - moment.situation.progress + rule.step, 0.0, rule.most)
    return step * (1.0 + rule.hostilities * moment.situation.hostilities)
