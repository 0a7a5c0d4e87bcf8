"""Records of older formats as those of this one; what was written stays as it is on the disk.

Each step is a pure function of one record and is never taken out: a save of any version opens.
A save that goes on in a newer format than it began in says so in a record `format`, and what
follows it is in that one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.session.saves.journal import kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from dialogue_sim.session.saves.journal import Record

VERSION = 2
"""The format that is written."""


def upcast_1_to_2(record: Record) -> Record:
    """A record of format 1 as one of format 2.

    Format 1 kept one hearing of a turn, the last, flat among what came of the turn, and called
    the text in force afterwards `text`, which in the head is a hash. The first hearing of a turn
    in which silence was broken was never written down, and so is not there.
    """
    if kind_of(record) != "turn":
        return record
    flat = ("responses", "terms", "probabilities")
    kept = {key: part for key, part in record.items() if key not in (*flat, "text", "state")}
    if "text" in record:
        kept["in_force"] = record["text"]
    heard = {key: record[key] for key in flat if key in record}
    hearings = [{**heard, "stands": record.get("stands")}] if heard.get("responses") else []
    return {**kept, "hearings": hearings, "state": record.get("state")}


STEPS: Mapping[int, Callable[[Record], Record]] = {1: upcast_1_to_2}
"""From each older format to the next."""


def upcast(record: Record, version: int) -> Record:
    """A record of some format as one of this one."""
    for step in range(version, VERSION):
        record = STEPS[step](record)
    return record


def up_to_date(records: Iterable[Record]) -> Iterator[Record]:
    """The records of a save in this format; the first of them is the head.

    A record of a format that is newer than this program stays as it is.
    """
    version = 1
    for record in records:
        if kind_of(record) in {"head", "format"}:
            said = record.get("v")
            version = said if isinstance(said, int) and said > 0 else version
        yield upcast(record, version)


def newest_format(records: Iterable[Record]) -> int:
    """The newest format that a save holds records of."""
    said = [record.get("v") for record in records if kind_of(record) in {"head", "format"}]
    return max((v for v in said if isinstance(v, int) and not isinstance(v, bool)), default=0)
