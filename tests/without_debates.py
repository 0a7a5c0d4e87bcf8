"""Files whose stories debate nothing: what is tested of the rest stays what it was."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dialogue_sim.content.files import scenario_paths

DEBATES_OFF = "debate: {mode: none}\n"
BEFORE = "\nturns: "
"""What the line stands before: many tests cut off what follows the cast."""
RULE = re.compile(r"^debate: .*\n", re.MULTILINE)
STAR = r"      stars\.argument:\n(?:        .*\n)++"
"""Who has not decided listens more to what is said, where something is said."""
ONLY_LISTENS = re.compile(rf"^(  \w+:)\n    set:\n{STAR}(?!      \S)", re.MULTILINE)
ALSO_LISTENS = re.compile(rf"^{STAR}", re.MULTILINE)


def undebated(scenario: str) -> str:
    """A scenario's YAML with its debates taken out, and with nobody who listens more for them."""
    heard = ONLY_LISTENS.sub(r"\1 {}\n", RULE.sub("", scenario))
    bare = ALSO_LISTENS.sub("", heard)
    assert bare.count(BEFORE) == 1
    return bare.replace(BEFORE, f"\n{DEBATES_OFF}{BEFORE[1:]}")


def without_debates(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same files with the debates taken out of every scenario."""
    quiet = {
        path: undebated(files[path].decode()).encode() for path in scenario_paths(files).values()
    }
    return {**files, **quiet}
