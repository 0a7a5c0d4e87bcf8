"""What linear mode says: views of a session as lines of text, readable one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.content.suggest import hint
from dialogue_sim.linear import offstage
from dialogue_sim.session.hindsight.luck import choice_sentence, outcome_sentence
from dialogue_sim.session.views.hints import hint_sentences
from dialogue_sim.words import ANSWERS, RESPONSES

if TYPE_CHECKING:
    from dialogue_sim.errors import DialogueSimError
    from dialogue_sim.session.hindsight.luck import Hindsight
    from dialogue_sim.session.views.drivers import Comparison
    from dialogue_sim.session.views.hints import HintView
    from dialogue_sim.session.views.questions import AnswerQuestion, ResponseQuestion
    from dialogue_sim.session.views.receipts import ReceiptView
    from dialogue_sim.session.views.silence_round import Round
    from dialogue_sim.session.views.sources import SourceView
    from dialogue_sim.session.views.texts import TextView
    from dialogue_sim.session.views.turn_view import (
        AnswerView,
        HearingView,
        ReactionView,
        TurnView,
    )
    from dialogue_sim.session.views.view import View

EXPOSED = {"○": "hardly exposed", "◔": "a little exposed", "◑": "exposed",
           "◕": "very exposed", "●": "wide open"}  # fmt: skip
MODELLED = "[MOD]"
SIGNS = "Signs say how strongly each speaks for it (+) or against it (-)."
ADVICE = {
    "open": "Difficulty open: chances are told exactly.",
    "normal": "Difficulty normal: chances are told in bands of five points.",
    "hard": "Difficulty hard: chances are told in words, and receipts have no numbers until the "
            "session is over.",
}  # fmt: skip
"""How much is told, with every difficulty."""
SHOWN = 2
"""Indicators of these ranks are on play screens; the others are in receipts."""


def situation(view: View) -> list[str]:
    """The turn's heading and the indicators with their changes."""
    lines = ["", f"Turn {view.turn} of {view.turns}. {view.title}.", "Situation, 0 to 100:"]
    lines += [
        f"  {row.label}: {row.value}{_change(row.change, row.better)}"
        for row in view.indicators
        if row.rank <= SHOWN
    ]
    lines += offstage.state(view)
    lines.append(f"In force: {view.standing.title}{_amended(view.standing)}.")
    for news in view.news:
        cited = " ".join([f"[{news.label}]", ", ".join(news.source)]).strip()
        lines.append(f"News: {news.title}. {news.text} {cited}")
        lines += [f"  It moved: {', '.join(news.effects)}."] if news.effects else []
    return lines


def _change(change: int, better: str) -> str:
    if change == 0:
        return ""
    good = (change > 0) == (better == "up")
    return f" ({change:+d}, {'better' if good else 'worse'})"


def menu(view: View) -> list[str]:
    """The policies, numbered."""
    debated = " What is tabled in this turn is debated first." if view.debated else ""
    lines = [f"Policies:{debated}"]
    for number, policy in enumerate(view.menu, start=1):
        blocked = f", cannot be tabled now: {policy.blocked_by}" if policy.blocked_by else ""
        glance = blocked or offstage.at_a_glance(policy.text)
        lines.append(f"  {number}. {policy.text.title}: {_risk(policy.text)}{glance}")
    return lines


def _risk(text: TextView) -> str:
    chance = "needs nobody's consent"
    if text.chance is not None:
        chance = f"stands with {text.chance.full}"
    return f"{EXPOSED[text.mark]}, {chance}"


def _amended(text: TextView) -> str:
    return f" ({'; '.join(text.amendments)})" if text.amendments else ""


def proposal(text: TextView) -> list[str]:
    """A text on the table: what it is, issue by issue, and what it risks."""
    lines = [f"{text.title}. {text.summary}"]
    for row in text.levels:
        choices = ", ".join(option for option, _ in row.options)
        mark = " (amended)" if row.amended else ""
        lines.append(f"  {row.issue}: {row.level}, {row.label}{mark}. Levels: {choices}")
    mark = " (amended)" if text.venue_amended else ""
    lines.append(f"  venue: {text.venue}, {text.venue_label}{mark}")
    lines.append(f"  Risk: {_risk(text)}.")
    return [*lines, *offstage.of_text(text)]


def hearing(view: View, body: HearingView) -> list[str]:
    """A text going round the table, what became of it, and what everybody said."""
    if body.round is None:
        lines = ["The text binds only those who want it; nobody has to consent."]
        lines += [f"Responses of {view.alliance} and others:", *map(reaction_line, body.reactions)]
        return [*lines, *_eased(body)]
    others = [reaction_line(one) for one in body.reactions if one.kind != "member"]
    lines = [*table_round(body, body.round), *_eased(body)]
    return [*lines, *(["Voices and publics:"] if others else []), *others]


def table_round(body: HearingView, told: Round) -> list[str]:
    """A round with its hours, and what it came to."""
    by_id = {reaction.actor: reaction for reaction in body.members}
    lines = [f"{told.opening()}. {MODELLED}"]
    for one in told.lines:
        counted = "" if one.counted is None else f" {one.counted:.1f} % are for it so far."
        lines.append(reaction_line(by_id[one.actor], f" ({one.at.words})") + counted)
    return [*lines, told.closing(), f"{body.refusal()}." if body.blocked else body.consent]


def _eased(body: HearingView) -> list[str]:
    """Who objected on the record and did not break silence after all."""
    eased = [reaction for reaction in body.reactions if reaction.eased]
    if not eased:
        return []
    weighed = any(reaction.receipt.worth is not None for reaction in eased)
    bears = "within what they bear" if weighed else "not alone against all others"
    return [f"On the record, but {bears}: {', '.join(one.name for one in eased)}."]


def reaction_line(reaction: ReactionView, when: str = "") -> str:
    """One response with its reason, and when it was given if that is told."""
    said = f"{reaction.word}. {_sentence(reaction.reason)}. [{reaction.label}]"
    return f"  {reaction.name}{when}: {said}"


def response_question(body: ResponseQuestion) -> list[str]:
    """The text that a seat has to respond to, and what it can say."""
    after = f"After {body.failed}" if body.again else "On the table"
    lines = [f"{after}: {body.tabler} tables {body.text.title}. {body.text.summary}"]
    lines += contents(body.text)
    if not body.applies:
        lines.append("  The text binds only those who want it; nobody has to consent.")
    lines.append(
        f"Your response, and how often your office would give it by its profile {MODELLED}:"
    )
    options = zip(body.options, body.receipt.chances, strict=True)
    return lines + [
        f"  {number}. {word} ({response}), {chance.brief}"
        for number, ((response, word), chance) in enumerate(options, start=1)
    ]


def contents(text: TextView) -> list[str]:
    """What a text says, issue by issue, and what it risks, for whoever has not tabled it."""
    lines = [f"  {row.title}: {row.label}{' (amended)' * row.amended}" for row in text.levels]
    lines.append(f"  Venue: {text.venue_label}{' (amended)' * text.venue_amended}")
    return [*lines, f"  Risk: {_risk(text)}."]


def answer_question(view: View, body: AnswerQuestion) -> list[str]:
    """What the alliance made of a text, and what the counterpart can do."""
    in_force = f"In force: {body.in_force.title}{_amended(body.in_force)}."
    if body.hearing is None:
        lines = [f"{body.tabler} waits, and nothing is tabled. {in_force}"]
    else:
        lines = [f"{body.tabler} tabled {body.hearing.text.title}{_amended(body.hearing.text)}."]
        lines += hearing(view, body.hearing)
        lines.append(f"{'It stands' if body.stands else 'It does not stand'}. {in_force}")
    lines += nature(view)
    lines.append(f"Your answer, and how often your nature would give it {MODELLED}:")
    options = zip(body.options, body.chances, strict=True)
    return lines + [
        f"  {number}. {word} ({name}), {chance.brief}. {text}"
        for number, ((name, word, text), chance) in enumerate(options, start=1)
    ]


def nature(view: View) -> list[str]:
    """What the counterpart is in this session; nothing for any other seat."""
    if view.at.nature is None or view.seat_name != view.counterpart:
        return []
    kind = view.at.nature.id.replace("_", " ")
    return [f"Your nature, known to you alone: {kind}. {view.at.nature.why} {MODELLED}"]


def answer(view: View, body: AnswerView) -> list[str]:
    """The counterpart's answer, and how open it was."""
    chances = ", ".join(
        f"{name.replace('_', ' ')} {chance.brief}"
        for name, chance in zip(ANSWERS, body.chances, strict=True)
    )
    return [
        f"{view.counterpart} {body.word}. {body.text} {_sentence(body.reason)}. [{body.label}]",
        f"  It was open: {chances}.",
    ]


def _sentence(clause: str) -> str:
    return clause[:1].upper() + clause[1:]


def receipt(name: str, body: ReceiptView, hints: tuple[HintView, ...]) -> list[str]:
    """Every term with its sources, adding up; interest by issue; what would have moved it."""
    adds_up = "The terms add up to the utility exactly." if body.shown else SIGNS
    lines = [f"Receipt of {name}. {adds_up}"]
    for row in body.rows:
        lines.append(f"  {row.label}: {row.shown}{_basis(row.source)}")
        lines.append(f"    {row.says}")
        if row.source is not None:
            lines += [f"    {cited}: {sentence}" for cited, sentence in row.source.cited]
            lines += [f"    why: {row.source.why}"] if row.source.why else []
    lines += [f"  Utility: {body.shown}"] if body.shown else []
    lines += offstage.worth(body)
    chances = zip(RESPONSES, body.chances, strict=True)
    lines.append("  Chances: " + ", ".join(
        f"{response.replace('_', ' ')} {chance.brief}" for response, chance in chances
    ))  # fmt: skip
    lines.append("  Interest, issue by issue:")
    for issue in sorted(body.issues, key=lambda issue: -abs(issue.value)):
        if issue.salience:
            said = f"wants {issue.wanted}, the text says {issue.offered}"
            lines.append(f"    {issue.title}: {issue.shown}, {said}{_basis(issue.source)}")
    return [*lines, "  What would have moved it:",
            *(f"    {said}" for said in hint_sentences(hints))]  # fmt: skip


def _basis(source: SourceView | None) -> str:
    """What a number rests on and where it stands, to be added to a line."""
    if source is None:
        return ""
    return f", [{source.label}] {source.shown_basis}, {source.file} line {source.line}"


def answer_receipt(view: View, against: Comparison) -> list[str]:
    """One answer against the likeliest other one, driver by driver."""
    answer_, other = (name.replace("_", " ") for name in (against.answer, against.other))
    given, rather = against.chances
    compared = f"{answer_} ({given.brief}) against {other} ({rather.brief})"
    lines = [f"Receipt of {view.counterpart}: {compared}, the likeliest other answer."]
    lines.append(f"  Plus speaks for {answer_}, minus for {other}.")
    for driver in against.drivers:
        lines.append(f"  {driver.label}: {driver.shown}{_basis(driver.source)}")
        lines.append(f"    {driver.says}")
    if against.shown:
        lines.append(f"  Log-odds: {against.shown}. The numbers add up to it.")
    times = f"{answer_} is {against.compared} {other}"
    return [*lines, f"  That is to say, {times}. {MODELLED}"]


def actors(view: View) -> list[str]:
    """Who is in the story, and what they last said."""
    lines = []
    for actor in view.actors:
        said = f" Last: {actor.word}." if actor.word else ""
        lines.append(f"  {actor.name} ({actor.kind}, id {actor.id}). {actor.summary}{said}")
    return lines


def goals(view: View) -> list[str]:
    """The seat's goals, and whether each would be met now."""
    met = sum(goal.points for goal in view.goals if goal.met)
    total = sum(goal.points for goal in view.goals)
    now = "" if view.phase == "over" else " as things stand"
    whose = view.seat_name + offstage.title_of_mandate(view)
    lines = [f"Goals of {whose}: {met} of {total} points{now}."]
    for goal in view.goals:
        secret = ", secret" if goal.secret else ""
        state = "met" if goal.met else "not met"
        lines.append(f"  {goal.points} points{secret}, {state}: {goal.text}")
    return lines


def glossary(view: View, word: str) -> list[str]:
    """What a word of the game means; without a word, which words there are."""
    for term in view.glossary:
        if word.casefold() in {term.id, term.title.casefold()}:
            return [f"{term.title}: {term.text}"]
    known = [term.id for term in view.glossary]
    if not word:
        return [f"Words: {', '.join(known)}."]
    told = [term for term in view.glossary if word.casefold() in term.text.casefold()]
    if told:
        return [f"{term.title}: {term.text}" for term in told]
    return [f"The glossary has no '{word}': {hint(word, known)}."]


def log(view: View) -> list[str]:
    """The turns so far."""
    return [line for turn in view.played for line in log_entry(view, turn)] or ["Nothing yet."]


def log_entry(view: View, turn: TurnView) -> list[str]:
    """One finished turn in a few lines."""
    answered = f"  {view.counterpart_short} {turn.answer.word}. In force: {turn.in_force.title}."
    prepared = f"  Before that: {'; '.join(turn.groundwork)}."
    if turn.waited:
        lines = [f"Turn {turn.number}: {turn.title}."]
    else:
        amended = f" ({'; '.join(turn.amendments)})" if turn.amendments else ""
        settled = {"": "", "amend": ", then amended", "group": ", then by a smaller group",
                   "withdraw": ", then withdrawn"}[turn.settlement]  # fmt: skip
        state = "stands" if turn.stands else "does not stand"
        lines = [f"Turn {turn.number}: {turn.title}{amended}{settled}; {state}."]
    lines += [prepared] if turn.groundwork else []
    return [*lines, answered, *(f"  {said}" for said in turn.pledges)]


def brief(view: View) -> list[str]:
    """What the scenario is about, and where this person sits."""
    return [
        f"{view.title} ({view.date}). A teaching model, not a forecast.", "", view.brief, "",
        *seat(view), *_other_seats(view), ADVICE[view.difficulty],
        f"Seed {view.seed}. Type help at any prompt.",
        *(["Type background to read more about the moment."] if view.background else []),
    ]  # fmt: skip


def background(view: View) -> list[str]:
    """The longer brief."""
    return [view.background] if view.background else ["This scenario has no longer brief."]


def seat(view: View) -> list[str]:
    """Where a person sits, and what that seat wants."""
    said = f"Your seat: {view.seat_name}. {view.at.brief}"
    kind = nature(view)
    to_pick = view.mandates and not view.picked and view.turn == 1
    measure = offstage.mandates(view) if to_pick else goals(view)
    return [said, "", *kind, *([""] if kind else []), *measure, ""]


def _other_seats(view: View) -> list[str]:
    others = [name for name_id, name in view.at.seats if name_id != view.seat]
    return [f"Other seats, with --seat ACTOR: {', '.join(others)}."] if others else []


def ending(view: View, *others: View) -> list[str]:
    """How the session ended, with the goals of this seat and of the others at the keyboard."""
    body = view.ending
    if body is None:
        return []
    lines = ["", f"Ending: {body.title}", f"{body.text} {MODELLED}", ""]
    for one in (view, *others):
        lines += [*goals(one), ""]
    lines += [*offstage.word_and_deed(view), *offstage.revealed(view)]
    lines.append("From opening to end:")
    lines += [
        f"  {row.label}: {row.history[0]} to {row.history[-1]}"
        for row in view.indicators
        if row.rank <= SHOWN
    ]
    if body.afterwards:
        lines += ["", f"What happened in the world: {body.afterwards} [{body.afterwards_label}]"]
    lines += ["", "To talk about:", *(f"  {question}" for question in body.debrief)]
    lines += ["", f"Session code {view.code}, seed {view.seed}. A teaching model, not a forecast."]
    return lines


def refusal(error: DialogueSimError) -> str:
    """Why something is not possible, as a sentence."""
    said = str(error)
    return said if said.endswith((".", "?")) else f"{said}."


def luck_and_choice(body: Hindsight) -> list[str]:
    """What luck did to a session, and what each turn's choice came to."""
    return [
        "", f"Luck and choice: the same moves under other luck, {body.rerolls} times. {MODELLED}",
        *(f"  {outcome_sentence(one)}" for one in body.outcomes),
        "Goal points that another choice would have brought, on average:",
        *(f"  {choice_sentence(choice)}" for choice in body.choices),
    ]  # fmt: skip
