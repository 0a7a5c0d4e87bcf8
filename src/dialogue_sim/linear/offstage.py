"""What linear mode says about capital, members' lines, promises and the reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.session.moves import Assure, Campaign, Consult
from dialogue_sim.session.views.lessons import CAPITAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dialogue_sim.session.moves import Groundwork
    from dialogue_sim.session.strategies.profile import ProfileRow
    from dialogue_sim.session.views.backstage_view import BackstageView, MemberView, ReadingView
    from dialogue_sim.session.views.lessons import LessonView
    from dialogue_sim.session.views.receipts import ReceiptView
    from dialogue_sim.session.views.texts import TextView
    from dialogue_sim.session.views.turn_view import TurnView
    from dialogue_sim.session.views.view import View

MODELLED = "[MOD]"


def state(view: View) -> list[str]:
    """Capital, progress on paper and the reading, for the situation."""
    body = view.backstage
    if body is None:
        return []
    lines = [] if body.capital is None else [f"  {_capital(body)}"]
    if body.paper:
        lines.append(f"  On paper, verified by nobody: {body.paper} of progress")
    if body.reading is not None:
        lines.append(f"  {_reading(view, body.reading)}")
    return lines


def _capital(body: BackstageView) -> str:
    return f"Political capital: {body.capital} of {body.most}"


def _reading(view: View, body: ReadingView) -> str:
    report = f"; the last report is {body.report}" if body.report else ""
    return f"Reading of {view.counterpart_short}: {body.type} with {body.odds.says}{report}"


def of_text(text: TextView) -> list[str]:
    """What a text costs, how far it goes, and who may break silence over it."""
    lines = [] if text.price is None else [f"  Price: {text.price} of political capital."]
    if text.step is not None:
        lines.append(f"  It is {text.step.says}.")
    if text.breaks:
        who = ", ".join(f"{short} {chance.brief}" for short, chance in text.breaks)
        lines.append(f"  May break silence: {who}.")
    return lines


def at_a_glance(text: TextView) -> str:
    """The same in a few words, to be added to a line of the menu."""
    price = "" if text.price is None else f", costs {text.price}"
    return price + (", a step too far" if text.step is not None and text.step.too_far else "")


def mandates(view: View) -> list[str]:
    """What the seat may be measured by, to pick from."""
    lines = [f"Mandates of {view.seat_name}: one is picked before the first turn, and it stays."]
    for number, mandate in enumerate(view.mandates, start=1):
        lines.append(f"  {number}. {mandate.title} ({mandate.id}). {mandate.says}")
        for goal in mandate.goals:
            secret = ", secret" if goal.secret else ""
            lines.append(f"    {goal.points} points{secret}: {goal.text}")
    return lines


def title_of_mandate(view: View) -> str:
    """What the seat is measured by, to be added to its name; nothing where it has one measure."""
    titles = [mandate.title for mandate in view.mandates if mandate.id == view.mandate]
    return f" ({titles[0]})" if titles else ""


def members(view: View) -> list[str]:
    """Every member's line as far as it is known, with promises and grudges."""
    if view.backstage is None or not view.backstage.members:
        return ["Members keep nothing to themselves in this scenario."]
    return [line for member in view.backstage.members for line in _member(member)]


def _member(member: MemberView) -> list[str]:
    lines = [f"  {member.name} ({member.id}): {member.line}."]
    lines += [f"    It asks for {member.asks}."] if member.asks else []
    lines += ["    It is assured for the text of this turn."] if member.assured else []
    lines += [f"    A promise to it is due by turn {member.due}."] if member.due else []
    lines += [f"    Broken promises: {member.grudge} on every text."] if member.grudge else []
    return lines


def prepare(view: View) -> list[str]:
    """What whoever tables could do first, what it costs, and why something is not possible."""
    if view.backstage is None:
        return ["There is nothing to prepare in this scenario; a text is tabled, or you wait."]
    if not view.backstage.offers:
        return ["Only whoever tables prepares the ground, before a text is on the table."]
    lines = [] if view.backstage.capital is None else [f"{_capital(view.backstage)}."]
    for offer in view.backstage.offers:
        state_of_it = f"not possible: {offer.blocked_by}" if offer.blocked_by else "possible"
        lines.append(f"  {command(offer.move)}: {offer.label}, costs {offer.cost}, {state_of_it}")
    return lines


def command(move: Groundwork) -> str:
    """What is typed for it."""
    match move:
        case Consult(actor):
            return f"consult {actor}"
        case Assure(actor, how):
            return f"{'assure' if how == 'now' else 'promise'} {actor}"
        case Campaign():
            return "campaign"


def done(view: View, move: Groundwork) -> list[str]:
    """What came of groundwork, once it is done."""
    body = view.backstage
    if body is None:
        return []
    if isinstance(move, Campaign):
        (support,) = (row for row in view.indicators if row.name == "support")
        lines = [f"You speak for talks at home. {support.label} is now {support.value}."]
    else:
        lines = [line for one in body.members if one.id == move.actor for line in _member(one)]
    return lines if body.capital is None else [*lines, f"{_capital(body)} is left."]


def reading(view: View) -> list[str]:
    """What the counterpart probably is, with its receipt turn by turn."""
    body = None if view.backstage is None else view.backstage.reading
    if body is None:
        return [f"What {view.counterpart_short} is after is not read in this scenario."]
    lines = [f"{_reading(view, body)}; otherwise {body.other}. {MODELLED}"]
    lines.append(f"  Before anything was seen: {body.prior.says}.")
    return [*lines, *(f"  Turn {s.turn}, {s.answer.replace('_', ' ')}: {s.says}"
                      for s in body.steps)]  # fmt: skip


def worth(body: ReceiptView) -> list[str]:
    """What decides over silence, beside the receipt: the worth of a text against a line."""
    if body.worth is None:
        return []
    parts = ", ".join(f"{label} {shown}" for label, _, shown in body.worth.parts)
    if not body.worth.shown:
        return [f"  Worth of the text: {parts}", f"    {body.worth.says}"]
    return [f"  Worth of the text: {body.worth.shown} ({parts})", f"    {body.worth.says}"]


def waited(turn: TurnView) -> list[str]:
    """A turn in which nothing was tabled."""
    return [f"{turn.title}, and nobody has to respond. In force: {turn.in_force.title}."]


def after_turn(view: View, turn: TurnView) -> list[str]:
    """What a turn settled and told off the record; lessons where something is met first."""
    lines = list(turn.pledges)
    if turn.reading is not None:
        step = turn.reading
        report = f" The verification report is {step.report}." if step.report else ""
        lines.append(f"Reading of {view.counterpart_short}.{report} {step.says} {MODELLED}")
    if turn.capital is not None:
        before, after = turn.capital
        lines.append(f"Political capital: {before} before the text was tabled, {after} now.")
    return [*lines, *lessons(turn.lessons)]


def lessons(told: Iterable[LessonView]) -> list[str]:
    """Mechanisms explained."""
    return [f"New: {lesson.title}. {lesson.text}" for lesson in told]


def all_lessons(view: View) -> list[str]:
    """Everything that has been explained so far."""
    told = [CAPITAL] if view.backstage is not None and view.backstage.most else []
    told += [lesson for turn in view.played for lesson in turn.lessons]
    return [f"  {lesson.title}. {lesson.text}" for lesson in told] or ["Nothing yet."]


def word_and_deed(view: View) -> list[str]:
    """What became of every promise."""
    if view.ending is None or not view.ending.pledges:
        return []
    lines = ["Word and deed:"]
    for one in view.ending.pledges:
        fate = f"{one.fate} in turn {one.settled}" if one.settled else "still open"
        lines.append(
            f"  Turn {one.said}, to {one.actor}, due by turn {one.due}: {fate}. {one.asks}"
        )
    return [*lines, ""]


def revealed(view: View) -> list[str]:
    """What the counterpart was, and how the reading came to it."""
    body = None if view.backstage is None else view.backstage.reading
    if body is None or view.at.nature is None:
        return []
    kind = view.at.nature.id.replace("_", " ")
    lines = [f"What {view.counterpart_short} was: {kind}. {view.at.nature.why} {MODELLED}"]
    way = ", ".join(step.after.brief.removesuffix(" %") for step in body.steps)
    read_as = (
        f"{body.type}, in percent: {body.prior.brief.removesuffix(' %')} at first, then {way}."
    )
    return [*lines, f"The reading of it as {read_as}", ""]


def profile_lines(rows: Sequence[ProfileRow]) -> list[str]:
    """Six numbers of a session beside modelled sessions of the same scenario."""
    return [
        f"Profile, 0 to 100, beside modelled sessions of the same scenario {MODELLED}:",
        *(f"  {row.label}: {row.value:.0f}, higher than {row.percentile:.0f} of 100"
          for row in rows),
        "",
    ]  # fmt: skip
