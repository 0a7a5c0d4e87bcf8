"""The words that linear mode understands beside numbers, and its help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.content.suggest import did_you_mean
from dialogue_sim.session.moves import Assure, Campaign, Consult, Wait

if TYPE_CHECKING:
    from dialogue_sim.session.moves import Groundwork
    from dialogue_sim.session.views.view import View

EVERYWHERE = (
    "situation", "menu", "policy", "advice", "actors", "receipt", "answer", "goals", "log",
    "history", "brief", "background", "glossary", "news", "turn", "actor", "sources", "source",
    "help", "quit", "note", "undo", "branch",
)  # fmt: skip
HELP = """\
A number chooses a policy. Then amend up to two issues by typing the issue and its level, such as \
`conditions strict`; an empty line tables the text, `back` returns to the menu, and `predict` \
seals a forecast first.
In another seat you respond or answer by a number; `receipt` shows why your office would lean.
`advice NUMBER` says what would probably come of a policy, `advice wait` of tabling nothing, and \
`advice` of the text that you are amending.
At every prompt: situation, news, menu, policy NUMBER, advice NUMBER, actors, actor NAME, receipt \
ACTOR [TURN], answer, goals, log, turn NUMBER, history INDICATOR, brief, background, glossary \
[WORD], sources [WORDS], source CODE, note [MARK] TEXT, undo, branch TURN, help, quit; where the \
story has debates also dossier [WORDS] and card NUMBER.
Everything is saved as you play, and nothing is lost: `undo` takes the last decision back, \
`branch TURN` begins a turn again, with `seed TEXT` under other luck, and what was played before \
stays in the save as a line of its own. At the end `hand in` writes all of it to a file.
Labels: [DOC] documented, [REP] reported by a document, [PTY] claimed by a party, [MOD] produced \
by the model, [PLR] decided by a person, [FIC] fiction of the scenario."""

HAND_IN = ("hand in", "hand-in")

BEFORE_TABLING = {
    "consult": "consult MEMBER: learn how much a member bears, and what it asks for",
    "assure": "assure MEMBER: stand up for a member, for the text of this turn only",
    "promise": "promise MEMBER: promise what it asks for, to be adopted by a certain turn",
    "campaign": "campaign: speak for talks at home",
    "wait": "wait: table nothing in this turn; the text in force stays",
}
TO_LOOK_AT = {
    "prepare": "prepare: what each of these costs, and which of them is possible now",
    "members": "members: how much each member bears as far as it is known, promises, grudges",
    "reading": "reading: what the counterpart probably is, and what told so",
    "lessons": "lessons: what has been explained so far",
}

IN_DEBATES = {
    "floor": "floor: what was said, with the numbers of the arguments",
    "ledger": "ledger [ACTOR]: what a debate came to for everybody, or line by line for one",
    "without": "without ARGUMENT: the last debated turn again, without one of its arguments",
    "dossier": "dossier [WORDS]: cards that bear on the text, or a search in all of them",
    "card": "card NUMBER: one card whole",
    "arguments": "arguments [WORDS]: what could be argued, or a search in it",
    "frames": "frames: beginnings of sentences",
    "predict": "predict: seal a forecast, before a text is tabled or in its debate",
}


def help_lines(view: View) -> list[str]:
    """How to play, with the mechanisms and debates of the scenario if it has any."""
    return [HELP, *_mechanisms(view), *_debates(view)]


def _debates(view: View) -> list[str]:
    if not _has_debated(view):
        return []
    return [
        "In a debate you argue, rebut and defend by numbers; Enter passes where nothing is owed.",
        *(f"  {line}" for line in IN_DEBATES.values()),
    ]


def _has_debated(view: View) -> bool:
    return view.debate is not None or any(turn.debate is not None for turn in view.played)


def _mechanisms(view: View) -> list[str]:
    if view.backstage is None:
        return []
    return [
        "Whoever tables can type at the menu:",
        *(f"  {line}" for line in BEFORE_TABLING.values()),
        "At every prompt also:",
        *(f"  {line}" for line in TO_LOOK_AT.values()),
    ]


def groundwork(typed: str, view: View) -> Groundwork | Wait | None:
    """What the chair does before it tables, or that it waits; None for anything else.

    An actor may be given by id or by name; what is no actor stays as it was typed.
    """
    word, _, rest = typed.partition(" ")
    name = _actor(rest.strip(), view)
    match word:
        case "consult":
            return Consult(name)
        case "assure":
            return Assure(name, "now")
        case "promise":
            return Assure(name, "promise")
        case "campaign" if not rest:
            return Campaign()
        case "wait" if not rest:
            return Wait()
        case _:
            return None


def _actor(typed: str, view: View) -> str:
    """Id of an actor given by its id, name or short name."""
    wanted = typed.casefold()
    for actor in view.actors:
        if wanted in {actor.id, actor.name.casefold(), actor.short.casefold()}:
            return actor.id
    return typed


def meant(typed: str, view: View) -> str:
    """What was probably meant by a line that is no choice; nothing if no word is near."""
    known = [*EVERYWHERE, *BEFORE_TABLING, *(policy.id for policy in view.menu)]
    known += TO_LOOK_AT if view.backstage is not None else ()
    known += IN_DEBATES if _has_debated(view) else ()
    near = did_you_mean(typed.partition(" ")[0], known)
    return f" Did you mean '{near}'?" if near else ""
