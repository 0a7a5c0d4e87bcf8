"""The plain scenario with debates in turns 2 and 4, from a bank small enough to reckon with."""

from __future__ import annotations

from functools import cache

from tests.without_debates import DEBATES_OFF
from tests.without_mechanisms import DECEMBER, plain_library

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.content.library import load
from dialogue_sim.session.game import Game
from dialogue_sim.session.moves import Answer, Argue, Move, Propose, Wait
from dialogue_sim.session.playing import begin, submit

ARGUMENTS = "scenarios/nato_russia/arguments.yaml"
BANK = """\
format: 1
setting: nato_russia
cards:
  gas:
    title: Gas ties both sides
    text: Much of the gas that the members of the European Union import comes from Russia.
    source: [GAS-EU20]
    bears_on: {for: [{issue: contact, above: none}], against: [{issue: contact, above: none}]}
  reported:
    title: Talking shows no weakness
    text: A former holder of the office sees no weakness in talking.
    source: [D000-S04]
    bears_on: {for: [{issue: contact, above: none}]}
  spoken:
    title: The alliance on itself
    text: The alliance says of itself that defence and talks go together.
    source: [HARMEL-TRACKS]
    bears_on: {against: [{issue: contact, above: none}]}
    disputed_by: [gas]
arguments:
  keep_talking:
    title: Keep talking
    side: for
    speakers: [germany, secretary_general]
    reason: stability
    claim: Channels keep a crisis small.
    cards: [reported]
    why: For tests.
  trade_ties:
    title: Trade ties
    side: for
    speakers: [germany, france]
    reason: cost
    claim: Those who trade have something to lose.
    cards: [gas]
    why: For tests.
  united_front:
    title: A united front
    side: for
    speakers: [united_states, secretary_general]
    reason: unity
    claim: A common text holds the allies together.
    why: For tests.
  never_alone:
    title: Nobody is asked alone
    side: for
    speakers: [secretary_general, france]
    reason: law
    claim: Whoever is concerned sits at the table.
    why: For tests.
  bought_off:
    title: Bought off
    side: against
    speakers: [poland, baltic_states]
    reason: security
    claim: Who depends on gas cannot be firm.
    cards: [gas, spoken]
    why: For tests.
  no_reward:
    title: No reward
    side: against
    speakers: [poland, ukraine, think_tank_critics]
    reason: law
    claim: A breach is not rewarded with a meeting.
    cards: [spoken]
    why: For tests.
  nobody_wants_it:
    title: Nobody wants it
    side: against
    speakers: [rasmussen, baltic_states, ukraine]
    reason: public_opinion
    claim: The publics would not understand it.
    why: For tests.
  no_result:
    title: Talks without result
    side: against
    speakers: [rasmussen, think_tank_critics, poland]
    reason: feasibility
    claim: Nothing has come of it so far.
    why: For tests.
"""
ALLIES = (
    "\nseats:\n",
    """
seats:
  france:
    brief: You are the Government of France.
  united_states:
    brief: You are the Government of the United States.
""",
)
"""With the others one seat more than may debate."""
GERMANY_TABLES = ("\nturns: 6\n", "\nturns: 6\nagenda: {2: {by: germany}}\n")
CHAIR, GERMANY, POLAND, RUSSIA = "secretary_general", "germany", "poland", "russia"
FIRST, TABLED = Wait(), Propose("grit_confidence_building")
STOPPED = Propose("business_as_usual")
"""Under the seed of these tests it breaks silence, whatever is said about it."""
OWN = Argue(
    side="against",
    reason="law",
    claim="A treaty is a treaty. Vertrag ist Vertrag!",
    cards=("gas",),
)
"""In words that nobody weighs."""


def debating(mode: str = "cards", *changes: tuple[str, str]) -> dict[str, bytes]:
    """The files of the scenario with debates.

    Args:
        mode: `cards`, `ledger` or `none`.
        changes: passages of the scenario, old and new.
    """
    files = plain_library()
    december = files[DECEMBER].decode()
    for old, new in ((DEBATES_OFF, f"debate: {{mode: {mode}}}\n"), *changes):
        assert december.count(old) == 1, old
        december = december.replace(old, new)
    return {**files, DECEMBER: december.encode(), ARGUMENTS: BANK.encode()}


@cache
def loaded(mode: str = "cards", *changes: tuple[str, str]) -> Bundle:
    """The scenario with debates, read; arguments as in `debating`."""
    return load(debating(mode, *changes), "december_2019")


def played(game: Game, *moves: Move) -> Game:
    """The game after some moves."""
    for move in moves:
        game = submit(game, move)
    return game


def in_debate(bundle: Bundle, *seats: str, text: Propose = TABLED) -> Game:
    """A game that debates a text in its second turn; persons sit in some seats."""
    game = submit(begin(bundle, "kalmar", dict.fromkeys(seats, "player")), FIRST)
    if RUSSIA in seats:
        game = submit(game, Answer("stonewall"))
    return submit(game, text)
