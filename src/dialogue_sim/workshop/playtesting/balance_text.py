"""The balance of scenarios in lines that a trainer can act on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.workshop.playtesting.balance import FAVOURITE, LEAST, MOST, OFTEN, SPREAD

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dialogue_sim.workshop.playtesting.balance import Balance, Target

HEADS = {
    "endings": f"Endings: some strategy reaches each in {OFTEN:.0%} of its sessions, not all do",
    "texts": f"Texts: the favourite of looking ahead takes at most {FAVOURITE:.0%} of the turns",
    "goals": f"Goals: looking ahead gets {LEAST:.0f} to {MOST:.0f} % and more than chance does",
    "strategies": "Strategies: no quick one is best under every mandate",
    "indicators": f"Indicators: the middle half of all ends spreads over {SPREAD:.0f} points",
}
WORDS = {True: "yes", False: "NO", None: "-"}


def lines_of(balance: Balance, targets: Sequence[Target]) -> Iterator[str]:
    """A scenario's targets under their headings, what was missed with its advice."""
    scenario = balance.stage.bundle.scenario
    yield (
        f"{scenario.title}, seed {balance.seed}: {balance.sessions} sessions of each strategy;"
        f" {balance.tabling} tables while other seats are played"
    )
    for topic, head in HEADS.items():
        told = [target for target in targets if target.topic == topic]
        if told:
            yield ""
            yield head
            width = max(len(target.name) for target in told)
            for target in told:
                yield from target_lines(target, width)


def target_lines(target: Target, width: int = 0) -> Iterator[str]:
    """One target in a line, its name in so many columns, and what to look at in another."""
    yield f"  {WORDS[target.reached]:<4}{target.name:<{width}}  {target.found}"
    if target.advice:
        yield f"        {target.advice}"


def verdict(targets: Sequence[Target]) -> str:
    """What all targets come to, in a line."""
    found = f"{missed(targets)} of {len(targets)} targets missed."
    return f"{found} A teaching model, not a forecast. [MOD]"


def missed(targets: Sequence[Target]) -> int:
    """How many targets were not reached."""
    return len([target for target in targets if target.reached is False])
