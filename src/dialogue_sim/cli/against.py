"""`replay --against`: what real sessions become on changed rules, for whoever changes rules."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dialogue_sim.cli.failures import FAILED, say
from dialogue_sim.content.files import default_library, packaged_content, read_library
from dialogue_sim.content.inspection import is_there
from dialogue_sim.content.library import load
from dialogue_sim.session.changes.regression import RESULTS, try_all

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.session.changes.regression import Row
    from dialogue_sim.session.changes.trial import Trial

TOTALS = {
    "same": "the same", "parts": "come out otherwise", "stops": "stop",
    "unreadable": "cannot be read", "another": "left out", "tried": "left out as trials",
}  # fmt: skip


def against(paths: Sequence[Path], scenario: str, *, as_json: bool) -> None:
    """Make the decisions of saves on a scenario, and print what comes out otherwise.

    Args:
        paths: saves, and folders of them.
        scenario: its id, or the path of its file.
        as_json: whether to print one JSON document.

    Raises:
        SystemExit: 1 where a save cannot be read.
        UnknownIdError: there is no such scenario.
        ContentError: it has errors.
        SaveError: there is no such file or folder, or no save in any of them.
    """
    bundle = the_scenario(scenario)
    rows = try_all(paths, bundle)
    totals = Counter(row.result for row in rows)
    if as_json:
        document = {
            "scenario": bundle.scenario.id,
            "saves": [_document(row) for row in rows],
            "totals": {name: totals[name] for name in RESULTS},
        }
        click.echo(json.dumps(document, indent=2))
    else:
        counted = [f"{totals[name]} {TOTALS[name]}" for name in RESULTS if totals[name]]
        told = [f"{row.path.name}: {row.sentence}" for row in rows]
        number = f"{len(rows)} {'save' if len(rows) == 1 else 'saves'}"
        say("\n".join([*told, f"{number} on {bundle.scenario.title}: {', '.join(counted)}."]))
    if totals["unreadable"]:
        raise SystemExit(FAILED)


def the_scenario(named: str) -> Bundle:
    """A scenario by its id, or by the path of its file with what lies beside it.

    Raises:
        UnknownIdError: there is none.
        ContentError: it has errors.
    """
    path = Path(named)
    if path.suffix != ".yaml" or not is_there(path):
        return load(default_library(), named)
    root = path.resolve().parent.parent.parent  # of scenarios/<setting>/<id>.yaml
    return load(read_library(root, packaged_content()), path.stem)


def _document(row: Row) -> dict[str, object]:
    document: dict[str, object] = {
        "save": str(row.path),
        "result": row.result,
        "sentence": row.sentence,
    }
    return document | ({} if row.trial is None else _trial(row.trial))


def _trial(trial: Trial) -> dict[str, object]:
    stop = trial.stop
    return {
        "turns": trial.turns,
        "played": 0 if trial.game is None else len(trial.game.played),
        "stop": stop and {"turn": stop.turn, "move": stop.move or None, "why": stop.why},
        "partings": [
            {
                "turn": one.turn,
                "responses": [
                    {
                        "actor": changed.name,
                        "before": changed.before,
                        "after": changed.after,
                        "terms": [
                            {"term": term.label, "before": term.before, "after": term.after}
                            for term in changed.because
                        ],
                    }
                    for changed in one.responses
                ],
                "outcomes": [
                    {"what": pair.what, "before": pair.before, "after": pair.after}
                    for pair in one.outcomes
                ],
                "indicators": {
                    name: {"before": before, "after": after}
                    for name, before, after in one.indicators
                },
            }
            for one in trial.partings
        ],
    }
