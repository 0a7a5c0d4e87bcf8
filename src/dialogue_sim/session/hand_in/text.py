"""The whole hand-in as Markdown: the debrief of a session, and every turn with its reasons.

Both interfaces write the same. It tells what the debrief tells, so it is made once a session is
over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.session.hand_in.markdown import bullets, paragraphs, table, told
from dialogue_sim.session.hand_in.turns import turn_lines
from dialogue_sim.session.hindsight.luck import choice_sentence, outcome_sentence
from dialogue_sim.session.strategies.profile import MODELLED as SESSIONS
from dialogue_sim.session.views.arguments_made import made_sentence
from dialogue_sim.session.views.figures import points
from dialogue_sim.session.views.history import history_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dialogue_sim.session.game import Game
    from dialogue_sim.session.hindsight.look_back import LookBack
    from dialogue_sim.session.hindsight.luck import Hindsight
    from dialogue_sim.session.strategies.profile import ProfileRow
    from dialogue_sim.session.views.view import EndingView, View

DISCLAIMER = "A teaching model, not a forecast."
LABELS = (
    "[DOC] documented: a treaty or published data",
    "[REP] reported by a secondary text",
    "[PTY] claimed by a party to the conflict",
    "[MOD] produced by the model",
    "[PLR] written or decided by a player",
    "[FIC] fiction of the scenario",
)


def hand_in(game: Game, views: Sequence[View], seen: LookBack) -> str:
    """A session that is over, to be read, handed in and talked about.

    Args:
        game: the session; views: of everybody at the keyboard, at least one.
        seen: what was worked out for its debrief.
    """
    view = views[0]
    lines = [*_head(game, views), *_ended(view)]
    for one in views:
        lines += _goals(one)
    lines += [*_profile(seen.profile), *_unfolded(view, seen)]
    for turn in view.played:
        lines += turn_lines(game, view, turn)
    lines += _luck(seen.hindsight)
    if view.ending is not None:
        lines += [*_debrief(view, view.ending)]
    lines += ["## Labels", "", *bullets(LABELS), DISCLAIMER]
    return "\n".join(lines) + "\n"


def _head(game: Game, views: Sequence[View]) -> list[str]:
    view = views[0]
    seats = ", ".join(told(one.seat_name) + _mandate(one) for one in views)
    return [
        f"# {told(view.title)}: hand-in",
        "",
        f"**{DISCLAIMER}**",
        "",
        *bullets([
            f"Scenario: {told(view.title)} ({view.scenario}), {told(view.date)}",
            f"Played by a person: {seats}",
            f"Seed: {told(view.seed)}",
            f"Session code: {view.code}",
            f"Turns: {len(view.played)} of {view.turns}",
            f"Adviser: {game.difficulty}",
        ]),
    ]  # fmt: skip


def _mandate(view: View) -> str:
    titles = [mandate.title for mandate in view.mandates if mandate.id == view.mandate]
    return f" ({told(titles[0])})" if titles else ""


def _ended(view: View) -> list[str]:
    ending = view.ending
    if ending is None:
        return []
    *before, last, blank = paragraphs(ending.text) or ["", ""]
    return [f"## How it ended: {told(ending.title)}", "", *before, f"{last} [MOD]", blank]


def _goals(view: View) -> list[str]:
    met = sum(goal.points for goal in view.goals if goal.met)
    whole = sum(goal.points for goal in view.goals)
    items = [
        f"{'met' if goal.met else 'not met'}, {goal.points} points"
        f"{', secret' * goal.secret}: {told(goal.text)}"
        for goal in view.goals
    ]
    return [f"## Goals of {told(view.seat_name)}: {met} of {whole} points", "", *bullets(items)]


def _profile(rows: Sequence[ProfileRow]) -> list[str]:
    cells = [
        (told(row.label), f"{points(row.value)}", f"{points(row.percentile)}") for row in rows
    ]
    how = f"Each from 0 to 100 and better the higher, beside {SESSIONS} modelled sessions. [MOD]"
    return ["## Profile", "", how, "", *table(("", "here", "higher than, of 100"), cells)]


def _unfolded(view: View, seen: LookBack) -> list[str]:
    """Every line with its range, turn by turn."""
    history = history_of(view)
    rows = []
    for line in history.lines:
        rows.append([told(line.label), *map(str, line.values)])
        found = seen.ranges[line.name]
        sides = zip(found.low, found.high, strict=True)
        rows.append(["8 of 10 re-rolls", *(f"{points(x)} to {points(y)}" for x, y in sides)])
    heads = ("Points [MOD]", *(moment.label for moment in history.moments))
    how = "T0 is the opening. Re-rolls are the same moves under other luck."
    return ["## How it unfolded", "", how, "", *table(heads, rows)]


def _luck(found: Hindsight) -> list[str]:
    return [
        "## Luck and choice",
        "",
        f"The same moves under other luck, {found.rerolls} times. [MOD]",
        "",
        *bullets(told(outcome_sentence(one)) for one in found.outcomes),
        "Goal points that another choice would have brought, on average:",
        "",
        *bullets(told(choice_sentence(one)) for one in found.choices),
    ]


def _debrief(view: View, ending: EndingView) -> list[str]:
    """What became of words, the mask, forecasts and arguments; the world; what to talk about."""
    pledges = [
        f"Turn {one.said}, to {told(one.actor)}, due by turn {one.due}: {told(one.asks)}; "
        + (f"{one.fate} in turn {one.settled}" if one.settled else "still open")
        for one in ending.pledges
    ]
    forecasts = [
        f"{told(dict(view.at.seats).get(one.by, one.by))}: {one.right} of {one.forecasts} right, "
        f"Brier score {one.score:.2f}, the model's own {one.model_score:.2f}"
        for one in view.forecasts
    ]
    argued = [told(made_sentence(one)).replace(r"\[PLR\]", "[PLR]") for one in ending.argued]
    happened = paragraphs(ending.afterwards)
    return [
        *_section("Word and deed", bullets(pledges)),
        *_mask(view),
        *_section("Forecasts, 0 is best and 0.80 says nothing", bullets(forecasts)),
        *_section("What was argued, and whom it moved", bullets(argued)),
        *_section("What happened in the world", [*happened, f"[{ending.afterwards_label}]", ""]
                  if happened else []),
        *_section("To talk about", bullets(told(question) for question in ending.debrief)),
    ]  # fmt: skip


def _section(title: str, lines: list[str]) -> list[str]:
    return [f"## {title}", "", *lines] if lines else []


def _mask(view: View) -> list[str]:
    reading = view.backstage.reading if view.backstage is not None else None
    if reading is None or view.at.nature is None:
        return []
    kind = told(view.at.nature.id.replace("_", " "))
    steps = [f"Turn {step.turn}: {told(step.says)}" for step in reading.steps]
    why = f"{told(view.at.nature.why)} [MOD]"
    at_first = f"Read as {told(reading.type)}: {reading.prior.brief} at first."
    lines = [why, "", at_first, "", *bullets(steps)]
    return _section(f"Behind the mask of {told(view.counterpart)}: {kind}", lines)
