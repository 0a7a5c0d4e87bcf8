"""An actor's file: what its profile says of it and on what grounds, and what it did here.

What nobody may know is not in it: a member's resolve, what it asks for before it was consulted,
and the nature of the counterpart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialogue_sim.content.actor import Actor
from dialogue_sim.content.bundle import actor_path
from dialogue_sim.engine import indicators
from dialogue_sim.session.views.figures import points
from dialogue_sim.session.views.origins import actor_made_of
from dialogue_sim.session.views.profile import (
    WHO,
    cited_by,
    listens_to_of,
    moved_by_of,
    positions_of,
    red_lines_of,
)

if TYPE_CHECKING:
    from dialogue_sim.content.actor import Counterpart
    from dialogue_sim.session.game import Game
    from dialogue_sim.session.views.profile import PositionView, RedLineView, WeightView
    from dialogue_sim.session.views.turn_view import TurnView
    from dialogue_sim.session.views.view import View


@dataclass(frozen=True, slots=True)
class SaidView:
    """What an actor said in a turn; reason as a clause, label MOD or PLR."""

    turn: int
    about: str
    word: str
    reason: str
    label: str


@dataclass(frozen=True, slots=True)
class ActorFile:
    """Everything that anybody at the table may look up about an actor.

    Attributes:
        who: its kind in words; held: who plays it.
        trust: in the counterpart, now and at the opening; None for the counterpart itself.
        stance: -100 against to 100 with you, likewise.
        bears: what is known of how much it bears before it breaks silence; nothing if nothing.
        asks: what would reassure it, once it has said so.
        cited: (code, sentence in other words) of everything that its profile rests on.
        made_of: what made its profile what it is here, in lines.
    """

    id: str
    name: str
    short: str
    kind: str
    who: str
    held: str
    summary: str
    as_of: str
    file: str
    trust: tuple[int, int] | None
    stance: tuple[int, int] | None
    bears: str
    asks: str
    positions: tuple[PositionView, ...]
    red_lines: tuple[RedLineView, ...]
    moved_by: tuple[WeightView, ...]
    listens_to: tuple[WeightView, ...]
    said: tuple[SaidView, ...]
    cited: tuple[tuple[str, str], ...]
    made_of: tuple[str, ...] = ()

    @property
    def listed(self) -> str:
        """How lists and receipts name it: actors by their id, the counterpart by its name."""
        return self.name if self.kind == "counterpart" else self.id


def actor_files(game: Game, view: View) -> tuple[ActorFile, ...]:
    """The files of everybody in the story: members, voices, publics, the counterpart's last.

    Args:
        view: of who looks; what it does not show is in no file.
    """
    profiles: list[Actor | Counterpart] = [*game.bundle.actors.values(), game.bundle.counterpart]
    kinds = list(WHO)
    profiles.sort(key=lambda profile: kinds.index(profile.kind))
    return tuple(_file(game, view, profile) for profile in profiles)


def _file(game: Game, view: View, profile: Actor | Counterpart) -> ActorFile:
    bundle, is_actor = game.bundle, isinstance(profile, Actor)
    now = next((actor for actor in view.actors if actor.id == profile.id), None)
    place = list(bundle.actors).index(profile.id) if is_actor else 0
    bears, asks = _off_the_record(view, profile.id)
    return ActorFile(
        id=profile.id, name=profile.name, short=profile.short, kind=profile.kind,
        who=WHO[profile.kind].format(alliance=view.alliance),
        held=_held(game, view, profile.id),
        summary=profile.summary, as_of=str(profile.as_of),
        file=bundle.files[actor_path(profile.id)].start.path,
        made_of=actor_made_of(bundle, profile.id),
        trust=None if now is None else (
            now.trust, points(float(indicators.trust_of(game.opening, place)[0]))
        ),
        stance=None if now is None else (
            now.stance, points(float(indicators.stance_of(game.opening, place)[0]))
        ),
        bears=bears, asks=asks,
        positions=positions_of(bundle, profile),
        red_lines=red_lines_of(bundle, profile) if isinstance(profile, Actor) else (),
        moved_by=moved_by_of(bundle, profile) if isinstance(profile, Actor) else (),
        listens_to=listens_to_of(bundle, profile) if isinstance(profile, Actor) else (),
        said=_said(view, profile.id, counterpart=not is_actor),
        cited=cited_by(bundle, profile.id),
    )  # fmt: skip


def _held(game: Game, view: View, actor: str) -> str:
    chair = " in the chair" if actor == game.chair else ""
    if actor == view.seat:
        return f"your seat{chair}"
    return f"played by a person{chair}" if actor in game.seats else f"modelled{chair}"


def _off_the_record(view: View, actor: str) -> tuple[str, str]:
    """What is known of what a member bears, and what it asks for."""
    members = view.backstage.members if view.backstage is not None else ()
    found = next((member for member in members if member.id == actor), None)
    return ("", "") if found is None else (found.line, found.asks)


def _said(view: View, actor: str, *, counterpart: bool) -> tuple[SaidView, ...]:
    """What it said turn by turn: in debates, to texts, or in answer to them."""
    said: list[SaidView] = []
    for turn in view.played:
        if counterpart:
            answer = turn.answer
            about, reason = turn.in_force.title, answer.reason
            said.append(SaidView(turn.number, about, answer.word, reason, answer.label))
        else:
            said += _of_turn(turn, actor)
    return tuple(said)


def _of_turn(turn: TurnView, actor: str) -> list[SaidView]:
    argued = turn.debate.arguments if turn.debate is not None else ()
    said = [
        SaidView(turn.number, turn.title, f"argued {one.side} it", one.title, one.label)
        for one in argued
        if one.seat == actor
    ]
    for hearing in turn.hearings:
        said += [
            SaidView(turn.number, hearing.text.title, one.word, one.reason, one.label)
            for one in hearing.reactions
            if one.actor == actor
        ]
    return said
