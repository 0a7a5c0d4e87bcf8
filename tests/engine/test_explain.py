"""What a receipt says of a term makes the term, when it is put together again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from dialogue_sim.engine.explain import issue_parts, stakes, weights
from dialogue_sim.engine.reaction import react
from dialogue_sim.engine.terms import NAMES, Moment

if TYPE_CHECKING:
    from tests.engine.conftest import Stage

TRUST, INTEREST, CAUTION = (NAMES.index(name) for name in ("trust", "interest", "caution"))


@pytest.fixture(scope="module")
def moment(december: Stage) -> Moment:
    """All texts of the menu side by side, some deferred, some exposed beyond any loss."""
    return december.moment(*december.points)


def others(moment: Moment) -> list[int]:
    """Everybody but the public, whose terms are differences from the polled text."""
    return [a for a in range(len(moment.world.actors.ids)) if a != moment.world.actors.public]


def test_what_is_at_stake_makes_the_trust_term(moment: Moment) -> None:
    honours, gain, loss = stakes(moment)
    worth = weights(moment.world)[TRUST][:, None] * (honours * gain - (1.0 - honours) * loss)
    terms = react(moment).terms[TRUST]
    rows, public = others(moment), moment.world.actors.public
    np.testing.assert_allclose(worth[rows], terms[rows], rtol=0, atol=1e-15)
    # Whatever the polled text is worth, it cancels between two texts.
    np.testing.assert_allclose(
        worth[public] - worth[public, 0], terms[public] - terms[public, 0], rtol=0, atol=1e-13
    )
    assert loss.max() <= 1.0
    assert (loss > 0.0).any()


def test_a_loss_is_at_most_everything(december: Stage) -> None:
    """Twice the whole exposure of a text without any safeguard is more than there is."""
    bare = december.changed(
        "business_as_usual", contact="top", conditions="none", reciprocity="none", unity="alone",
        transparency="secret", deterrence="reduced", pressure="open", framing="normal",
    )  # fmt: skip
    moment = december.moment(bare)
    _, _, loss = stakes(moment)
    vulnerability = moment.world.actors.vulnerability
    expected = np.minimum(1.0, 2.0 * vulnerability * float(moment.proposal.exposure[0]))
    np.testing.assert_allclose(loss[:, 0], expected, rtol=0, atol=1e-15)
    assert loss.max() == 1.0


def test_the_weight_of_a_term_is_what_it_is_multiplied_by(moment: Moment) -> None:
    found, public = weights(moment.world), moment.world.actors.public
    reactions, rows = react(moment), others(moment)
    interest = found[INTEREST][:, None] * moment.proposal.interests
    np.testing.assert_allclose(interest[rows], reactions.terms[INTEREST, rows], rtol=0, atol=1e-15)
    np.testing.assert_allclose(
        interest[public] - interest[public, 0],
        reactions.terms[INTEREST, public] - reactions.terms[INTEREST, public, 0],
        rtol=0, atol=1e-13,
    )  # fmt: skip
    assert (reactions.terms[CAUTION, rows] == -found[CAUTION][rows, None]).all()
    mood = found[CAUTION, public] * moment.situation.mood
    np.testing.assert_allclose(reactions.terms[CAUTION, public], mood, rtol=0, atol=1e-15)


def test_the_parts_of_interest_make_the_term_of_everybody(moment: Moment) -> None:
    """The public's parts too: they are differences from the polled text, as its term is."""
    together = np.zeros_like(moment.situation.trust)
    for place in range(len(moment.world.space.issues) + 1):
        together = together + issue_parts(moment)[:, place]
    np.testing.assert_allclose(together, react(moment).terms[INTEREST], rtol=0, atol=1e-13)
