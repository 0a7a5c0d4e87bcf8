"""The turns of a session as they are handed in: what was tabled, argued, said and answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.session.hand_in.markdown import bullets, table, told
from dialogue_sim.session.views.floor_view import MODELLED, PLAYED
from dialogue_sim.session.views.history import CHARTED
from dialogue_sim.session.views.view import news_view

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dialogue_sim.session.game import Game
    from dialogue_sim.session.views.debate_view import DebateView
    from dialogue_sim.session.views.floor_view import ArgumentView
    from dialogue_sim.session.views.predictions import PredictionView
    from dialogue_sim.session.views.texts import TextView
    from dialogue_sim.session.views.turn_view import HearingView, ReactionView, TurnView
    from dialogue_sim.session.views.view import NewsView, View

SETTLED = {
    "amend": "amended it and tabled it again",
    "group": "went on with those who are willing",
    "withdraw": "withdrew it",
}


def turn_lines(game: Game, view: View, turn: TurnView) -> list[str]:
    """One finished turn.

    Args:
        game: for the news; view: for the words; turn: one of its finished turns.
    """
    news = [news_view(game, name) for name in turn.fired]
    who = told(game.bundle.name_of[turn.tabler])
    label = PLAYED if turn.tabler in game.seats else MODELLED
    lines = [f"## Turn {turn.number}: {told(turn.title)}", ""]
    lines += [line for item in news for line in _news(item)]
    lines += _named("Before it", [f"{told(done)}. [{label}]" for done in turn.groundwork])
    for place, hearing in enumerate(turn.hearings):
        lines += _text(hearing.text, who, label, again=place > 0)
        if place == 0 and turn.debate is not None:
            lines += _debate(turn.debate)
        lines += _hearing(hearing)
        if place == 0 and turn.settlement:
            lines += [f"{who} {SETTLED[turn.settlement]}. [{label}]", ""]
    if turn.waited:
        lines += [f"{who} waits; nobody has to respond. [{label}]", ""]
    return lines + _after(view, turn)


def _news(item: NewsView) -> list[str]:
    cited = f" {', '.join(item.source)}" if item.source else ""
    moved = f" It moved: {told(', '.join(item.effects))}." if item.effects else ""
    said = f"**News: {told(item.title)}.** {told(item.text)} [{item.label}]{cited}"
    return [f"{said}{'.' * bool(cited)}{moved}", ""]


def _named(name: str, items: Iterable[str]) -> list[str]:
    lines = bullets(items)
    return [f"**{name}**", "", *lines] if lines else []


def _text(text: TextView, who: str, label: str, *, again: bool) -> list[str]:
    """A text issue by issue; of one that is tabled again only what was amended."""
    levels = [
        f"{told(row.title)}: {told(row.label)}{' (amended)' * row.amended}"
        for row in text.levels
        if row.amended or not again
    ]
    if text.venue_amended or not again:
        levels.append(f"Venue: {told(text.venue_label)}{' (amended)' * text.venue_amended}")
    lead = f"{who} tables{' again' * again}"
    head = f"**{lead}: {told(text.title)}.** {told(text.summary)} [{label}]"
    return [head, "", *bullets(levels)]


def _hearing(hearing: HearingView) -> list[str]:
    if not hearing.applies:
        ruling = "The text binds only those who want it; nobody has to consent."
    else:
        ruling = f"{told(hearing.refusal())}." if hearing.blocked else told(hearing.consent)
    return [ruling, "", *bullets(_reaction(one) for one in hearing.reactions)]


def _reaction(one: ReactionView) -> str:
    return f"**{told(one.name)}** {told(one.word)}: {told(one.reason)}. [{one.label}]"


def _debate(debate: DebateView) -> list[str]:
    items = [line for one in debate.arguments for line in _argument(one)]
    return [f"**Debated: {told(debate.motion)}**", "", *items, ""]


def _argument(one: ArgumentView) -> list[str]:
    cards = "".join(f" ({told(card.id)})" for card in one.cards)
    source = f" {', '.join(one.source)}" if one.source else ""
    gone = " Withdrawn." if one.dropped else ""
    said = f"{told(one.claim)}{cards} [{one.label}]{source}{gone}"
    lines = [f"- **{told(one.speaker)}**, {one.side} the text: {said}"]
    for answer in one.rebuttals:
        words = f": {told(answer.text)}" if answer.text else ""
        lines.append(f"  - **{told(answer.speaker)}** {answer.does}{words} [{answer.label}]")
    return lines


def _after(view: View, turn: TurnView) -> list[str]:
    """The answer, what moved, and what became of words and forecasts."""
    answer = turn.answer
    who = told(view.counterpart)
    said = f"**{who} {told(answer.word)}.** {told(answer.text)} {_sentence(answer.reason)}."
    lines = [f"{said} [{answer.label}]", "", f"In force: {told(turn.in_force.title)}.", ""]
    names = {row.name: row.label for row in view.indicators if row.rank <= CHARTED}
    moved = [
        (told(names[name]), str(before), str(after), f"{after - before:+d}")
        for name, before, after in turn.moved
        if name in names and before != after
    ]
    lines += table(("Moved [MOD]", "from", "to", "change"), moved) if moved else []
    lines += bullets(told(said) for said in turn.pledges)
    if turn.reading is not None:
        lines += [f"Reading of {who}: {told(turn.reading.says)} [MOD]", ""]
    if turn.capital is not None:
        before, after = turn.capital
        lines += [f"Political capital: {before} before the text was tabled, {after} now.", ""]
    return lines + _named("Forecasts", (_forecast(one) for one in turn.predictions))


def _sentence(clause: str) -> str:
    return told(f"{clause[:1].upper()}{clause[1:]}")


def _forecast(one: PredictionView) -> str:
    said = f"{one.likeliest.replace('_', ' ')} with {max(one.forecast):.0f} %"
    came = f"{one.came.replace('_', ' ')} came{', as forecast' * one.right}"
    scores = f"Brier score {one.score:.2f}, the model's own {one.model_score:.2f}"
    return f"{told(one.short)}: {said} [{PLAYED}]; {came}. {scores}."
