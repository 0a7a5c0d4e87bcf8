"""Moves as words: whatever the notation can say is read back, and a slip is named by its line."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from tests.session.any_moves import MOVES

from dialogue_sim.content.characters import FORBIDDEN
from dialogue_sim.session.moves import (
    Argue,
    Assure,
    Campaign,
    Mandate,
    Move,
    Predict,
    Propose,
    Rebut,
    Settle,
)
from dialogue_sim.session.share.line import Made, ShareError, Step
from dialogue_sim.session.share.move_text import move_words
from dialogue_sim.session.share.reading_text import read_line


def read_back(words: str) -> Move:
    """The move of a text with one step, which stands on line 3."""
    (item,) = read_line(f'[Scenario "any"]\n\n1. poland: {words}\n').items
    assert isinstance(item, Step)
    assert isinstance(item.does, Made)
    assert (item.at, item.turn, item.does.by) == (3, 1, "poland")
    return item.does.move


@given(MOVES)
def test_every_move_is_read_back_as_it_was(move: Move) -> None:
    words = move_words(move)
    assert "\n" not in words
    assert not FORBIDDEN.search(words)
    assert read_back(words) == move


@pytest.mark.parametrize(
    ("move", "words"),
    [
        (
            Propose("top_level_talks", {"conditions": "strict", "timing": "now"}, "nrc"),
            "propose top_level_talks amend.conditions=strict amend.timing=now venue=nrc",
        ),
        (Settle("amend", {"amend": "settle"}), "settle amend amend.amend=settle"),
        (Assure("poland", "promise"), "assure poland how=promise"),
        (Mandate("guardian", "germany"), "mandate guardian seat=germany"),
        (Campaign(), "campaign"),
        (
            Predict({"poland": {"object": 70, "hedge": 10}}, {"probe": 100}),
            "predict poland.object=70 poland.hedge=10 answer.probe=100",
        ),
        (Argue(use="no_weakness"), "argue no_weakness"),
        (
            Argue(side="for", reason="law", claim='A “word” is a "word".', cards=("gas", "a,b")),
            'argue side=for reason=law claim="A “word” is a \\"word\\"." cards=gas,"a,b"',
        ),
        (
            Rebut("poland-1", "counter", "gas", "条約"),
            'rebut poland-1 kind=counter card=gas text="条約"',
        ),
        (Rebut("a", "concede", "", "x" * 2000), f"rebut a kind=concede text={'x' * 2000}"),
        (Argue(claim="one\ntwo\x1b[2J\u202e"), 'argue claim="one\\ntwo\\u001b[2J\\u202e"'),
    ],
)
def test_a_move_reads_as_one_would_say_it(move: Move, words: str) -> None:
    assert move_words(move) == words
    assert read_back(words) == move


@pytest.mark.parametrize(
    ("typed", "move"),
    [
        ("propose talks amend . conditions = strict", Propose("talks", {"conditions": "strict"})),
        ("predict poland=object", Predict({"poland": {"object": 100}})),
        ('propose   "talks"', Propose("talks")),
        ("campaign ; at home", Campaign()),
    ],
)
def test_a_hand_may_write_otherwise(typed: str, move: Move) -> None:
    assert read_back(typed) == move


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("propos talks", "`propos` is no move: did you mean 'propose'?"),
        ("respond obect", "there is no response \"obect\": did you mean 'object'?"),
        ("propose", "it is written as: propose POLICY"),
        ("propose a b", "'b' needs a key"),
        ("propose a amend.x.y=z", "'amend.x.y' has too many dots"),
        ("propose a amend.x=1 amend.x=2", "'amend.x' stands twice"),
        ("propose a propose=b", "'propose' stands twice"),
        ("argue a use=b", "'use' stands twice"),
        ("propose a amend=b amend.x=y", "'amend' stands twice"),
        ("propose a amend.x", "= was expected behind 'amend.x'"),
        ("propose a venue=", "a word was expected, not the end of the line"),
        ("propose a venue=]", "a word was expected, not ']'"),
        ("assure poland how=maybe", "there is no way to assure"),
        ("predict poland.object=101", "a whole percent from 0 to 100"),
        (f"predict poland.object={'9' * 5000}", "a whole percent from 0 to 100"),
        ("wait for it", "'it' needs a key"),
        ("wait for", "a move that says `wait`"),
        ('argue claim="half', "the string that begins here is not closed"),
        (r'argue claim="\x"', "is no JSON string"),
        (r'argue claim="\ud800"', "holds half a character"),
        ("argue claim=ä", "'ä' has no place here"),
        ("2. wait", "behind 'poland:'"),
        ("", "a move was expected behind 'poland:'"),
    ],
)
def test_a_slip_is_named_by_its_line(typed: str, said: str) -> None:
    with pytest.raises(ShareError, match=re.escape(said)) as caught:
        read_back(typed)
    assert str(caught.value).startswith("line 3: ")
