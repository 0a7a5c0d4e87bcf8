"""Where a session that is played again on other rules comes out otherwise, and why."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from dialogue_sim.session.replay.comparing import changed_responses

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dialogue_sim.session.replay.comparing import Changed
    from dialogue_sim.session.replay.recorded import RecordedLine, RecordedTurn


@dataclass(frozen=True, slots=True)
class Pair:
    """Something that was one way and is another; nothing on the side that has none of it."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Parting:
    """A turn that comes out otherwise.

    Attributes:
        responses: of actors who respond otherwise to the same text, each with the terms that
            moved most towards the other response.
        outcomes: what else is not what it was: the answer, whether the text stands, news, the
            ending.
        indicators: name, and points before and after, of those that differ.
    """

    turn: int
    responses: tuple[Changed, ...]
    outcomes: tuple[Pair, ...]
    indicators: tuple[tuple[str, float, float], ...]

    @property
    def spoken(self) -> bool:
        """Whether somebody says or does something else, and not only numbers differ."""
        return bool(self.responses or self.outcomes)


def partings(before: RecordedLine, after: RecordedLine, counterpart: str) -> Iterator[Parting]:
    """The turns that both lines have and that do not come out the same, in their order.

    Args:
        before: as it was recorded; after: the same decisions on other rules.
        counterpart: its name.
    """
    for then, now in zip(before.turns, after.turns, strict=False):
        parting = Parting(
            now.number, _responses(then, now), tuple(_outcomes(then, now, counterpart)),
            tuple(_indicators(then.indicators, now.indicators)),
        )  # fmt: skip
        if parting.spoken or parting.indicators:
            yield parting


def unfinished(then: RecordedTurn, heard: tuple[RecordedTurn, ...]) -> Iterator[Parting]:
    """A turn that is not over, where its text is taken otherwise than it was.

    Args:
        then: as it was recorded; heard: as far as it went, if its text has been heard at all.
    """
    for now in heard:
        responses = _responses(then, now)
        if responses:
            yield Parting(now.number, responses, (), ())


def _responses(then: RecordedTurn, now: RecordedTurn) -> tuple[Changed, ...]:
    """Who responds otherwise to the first text that is not taken as it was.

    Old saves keep the last hearing of a turn alone, so hearings are told apart from the end where
    fewer were written down.
    """
    if len(then.hearings) < len(now.hearings):
        heard = list(zip(reversed(then.hearings), reversed(now.hearings), strict=False))[::-1]
    else:
        heard = list(zip(then.hearings, now.hearings, strict=False))
    return next(filter(None, (changed_responses(*both) for both in heard)), ())


def _outcomes(then: RecordedTurn, now: RecordedTurn, counterpart: str) -> Iterator[Pair]:
    if then.answer != now.answer:
        yield Pair(counterpart, then.answer, now.answer)
    if then.stands != now.stands:
        said = {True: "stands", False: "does not stand"}
        yield Pair("the text", said[then.stands], said[now.stands])
    gone = [title for title in then.news if title not in now.news]
    new = [title for title in now.news if title not in then.news]
    for before, after in zip_longest(gone, new, fillvalue=""):
        yield Pair("news", before, after)
    if then.ending != now.ending:
        yield Pair("ending", then.ending, now.ending)


def _indicators(
    then: Mapping[str, float], now: Mapping[str, float]
) -> Iterator[tuple[str, float, float]]:
    for name, after in now.items():
        if name in then and then[name] != after:
            yield name, then[name], after
