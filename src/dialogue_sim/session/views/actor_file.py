"""An actor's file: what its profile says of it and on what grounds, and what it did here.

What nobody may know is not in it: a member's resolve, what it asks for before it was consulted,
and the nature of the counterpart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialogue_sim.content.actor import Actor
from dialogue_sim.content.bundle import actor_path
from dialogue_sim.content.citations import CITATION
from dialogue_sim.engine import indicators
from dialogue_sim.engine.terms import TERMS
from dialogue_sim.session.views.figures import points
from dialogue_sim.session.views.issues import WANTED
from dialogue_sim.session.views.sources import SourceView, source_view

if TYPE_CHECKING:
    from dialogue_sim.content.actor import Counterpart, Position
    from dialogue_sim.session.game import Game
    from dialogue_sim.session.views.turn_view import TurnView
    from dialogue_sim.session.views.view import View

WHO = {
    "member": "member of {alliance}: its consent counts",
    "voice": "voice: heard by everybody, and its consent is not asked for",
    "public": "public opinion: heard by everybody, and its consent is not asked for",
    "counterpart": "counterpart of {alliance}: it answers what comes of each turn",
}
"""What each kind of actor is at this table."""


@dataclass(frozen=True, slots=True)
class PositionView:
    """What an actor wants on an issue, or of the venue.

    Attributes:
        salience: how much it cares, 0..5.
        source: of the position; salience_source: of how much it cares, where that is another.
    """

    title: str
    wanted: str
    salience: float
    source: SourceView | None
    salience_source: SourceView | None


@dataclass(frozen=True, slots=True)
class RedLineView:
    """A principle that hurts beyond interest; severity in percent."""

    says: str
    severity: int
    always: bool
    source: SourceView | None


@dataclass(frozen=True, slots=True)
class WeightView:
    """What moves an actor, or to whom it listens: a name and 0..5 stars."""

    name: str
    stars: float
    source: SourceView | None


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
        summary=profile.summary, as_of=str(profile.as_of), file=actor_path(profile.id),
        trust=None if now is None else (
            now.trust, points(float(indicators.trust_of(game.opening, place)[0]))
        ),
        stance=None if now is None else (
            now.stance, points(float(indicators.stance_of(game.opening, place)[0]))
        ),
        bears=bears, asks=asks,
        positions=_positions(game, profile),
        red_lines=_red_lines(game, profile) if isinstance(profile, Actor) else (),
        moved_by=_moved_by(game, profile) if isinstance(profile, Actor) else (),
        listens_to=_listens_to(game, profile) if isinstance(profile, Actor) else (),
        said=_said(view, profile.id, counterpart=not is_actor),
        cited=_cited(game, profile.id),
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


def _positions(game: Game, profile: Actor | Counterpart) -> tuple[PositionView, ...]:
    """What it wants, what it cares about most first, the venue among the issues."""
    setting, path = game.bundle.setting, actor_path(profile.id)
    rows = [
        PositionView(
            setting.issues[issue].title, _wanted(game, issue, position), position.salience,
            source_view(game.bundle, path, ("issues", issue)),
            _other(game, path, ("issues", issue), "salience"),
        )
        for issue, position in profile.issues.items()
    ]  # fmt: skip
    rooms = {name: liked for name, liked in profile.venues.items() if name != "salience"}
    if rooms and profile.venues.get("salience"):
        best, worst = max(rooms, key=rooms.__getitem__), min(rooms, key=rooms.__getitem__)
        wanted = f"rather {setting.venues[best]} than {setting.venues[worst]}"
        source = source_view(game.bundle, path, ("venues",))
        rows.append(PositionView("Venue", wanted, profile.venues["salience"], source, None))
    return tuple(sorted(rows, key=lambda row: -row.salience))


def _wanted(game: Game, issue: str, position: Position) -> str:
    body = game.bundle.setting.issues[issue]
    label = next(level.label for level in body.levels if level.id == position.ideal)
    return WANTED[position.shape].format(label)


def _other(game: Game, path: str, block: tuple[str, ...], name: str) -> SourceView | None:
    """Where one number of a block stands, if it does not rest on what the block rests on."""
    own, whole = (source_view(game.bundle, path, at) for at in ((*block, name), block))
    if own is None or whole is None:
        return own
    same = (own.basis, own.cited, own.why) == (whole.basis, whole.cited, whole.why)
    return None if same else own


def _red_lines(game: Game, profile: Actor) -> tuple[RedLineView, ...]:
    path = actor_path(profile.id)
    rows = [
        RedLineView(
            body.says, round(body.severity * 100), body.holds == "always",
            source_view(game.bundle, path, ("red_lines", name)),
        )
        for name, body in profile.red_lines.items()
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda row: -row.severity))


def _moved_by(game: Game, profile: Actor) -> tuple[WeightView, ...]:
    """Terms by their stars, the most first."""
    path, labels = actor_path(profile.id), {term.name: term.label for term in TERMS}
    rows = [
        WeightView(
            labels.get(name, name.capitalize()), stars,
            source_view(game.bundle, path, ("stars", name)),
        )
        for name, stars in profile.stars.model_dump().items()
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda row: -row.stars))


def _listens_to(game: Game, profile: Actor) -> tuple[WeightView, ...]:
    names, path = game.bundle.name_of, actor_path(profile.id)
    rows = [
        WeightView(names[name], stars, source_view(game.bundle, path, ("listens_to", name)))
        for name, stars in profile.listens_to.items()
        if name in names
    ]
    return tuple(sorted(rows, key=lambda row: -row.stars))


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


def _cited(game: Game, actor: str) -> tuple[tuple[str, str], ...]:
    """Every sentence that the profile cites, in the order of their codes."""
    codes = set(CITATION.findall(game.bundle.files[actor_path(actor)].text))
    known = ((code, game.bundle.documents.sentence(code)) for code in sorted(codes))
    unverified = game.bundle.documents.unverified
    return tuple(
        (f"[{found[0].label}] {'unverified ' if unverified(code) else ''}{code}", found[1])
        for code, found in known
        if found is not None
    )
