"""Put faults into the shipped files and show how `check` takes them: `make faults`."""

from __future__ import annotations

import sys

from tests.workshop.checks.faults.by_hand import by_hand
from tests.workshop.checks.faults.measuring import misses, outcomes, table
from tests.workshop.checks.faults.mechanical import mechanical

if __name__ == "__main__":
    found = outcomes([*by_hand(), *mechanical(every=True)])
    sys.stdout.write("\n".join([*misses(found), "", table(found), ""]))
