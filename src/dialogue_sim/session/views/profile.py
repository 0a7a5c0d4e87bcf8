"""What an actor's profile says of it, and on what grounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialogue_sim.content.bundle import actor_path
from dialogue_sim.content.citations import cited_in
from dialogue_sim.engine.terms import TERMS
from dialogue_sim.session.views.issues import WANTED
from dialogue_sim.session.views.sources import SourceView, source_view

if TYPE_CHECKING:
    from dialogue_sim.content.actor import Actor, Counterpart, Position
    from dialogue_sim.content.bundle import Bundle

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


def positions_of(bundle: Bundle, profile: Actor | Counterpart) -> tuple[PositionView, ...]:
    """What it wants, what it cares about most first, the venue among the issues."""
    setting, path = bundle.setting, actor_path(profile.id)
    rows = [
        PositionView(
            setting.issues[issue].title, _wanted(bundle, issue, position), position.salience,
            source_view(bundle, path, ("issues", issue)),
            _other(bundle, path, ("issues", issue), "salience"),
        )
        for issue, position in profile.issues.items()
    ]  # fmt: skip
    rooms = {name: liked for name, liked in profile.venues.items() if name != "salience"}
    if rooms and profile.venues.get("salience"):
        best, worst = max(rooms, key=rooms.__getitem__), min(rooms, key=rooms.__getitem__)
        wanted = f"rather {setting.venues[best]} than {setting.venues[worst]}"
        source = source_view(bundle, path, ("venues",))
        rows.append(PositionView("Venue", wanted, profile.venues["salience"], source, None))
    return tuple(sorted(rows, key=lambda row: -row.salience))


def _wanted(bundle: Bundle, issue: str, position: Position) -> str:
    body = bundle.setting.issues[issue]
    label = next(level.label for level in body.levels if level.id == position.ideal)
    return WANTED[position.shape].format(label)


def _other(bundle: Bundle, path: str, block: tuple[str, ...], name: str) -> SourceView | None:
    """Where one number of a block stands, if it does not rest on what the block rests on."""
    own, whole = (source_view(bundle, path, at) for at in ((*block, name), block))
    if own is None or whole is None:
        return own
    same = (own.basis, own.cited, own.why) == (whole.basis, whole.cited, whole.why)
    return None if same else own


def red_lines_of(bundle: Bundle, profile: Actor) -> tuple[RedLineView, ...]:
    """Its principles, the gravest first."""
    path = actor_path(profile.id)
    rows = [
        RedLineView(
            body.says, round(body.severity * 100), body.holds == "always",
            source_view(bundle, path, ("red_lines", name)),
        )
        for name, body in profile.red_lines.items()
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda row: -row.severity))


def moved_by_of(bundle: Bundle, profile: Actor) -> tuple[WeightView, ...]:
    """Terms by their stars, the most first."""
    path, labels = actor_path(profile.id), {term.name: term.label for term in TERMS}
    rows = [
        WeightView(
            labels.get(name, name.capitalize()), stars,
            source_view(bundle, path, ("stars", name)),
        )
        for name, stars in profile.stars.model_dump().items()
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda row: -row.stars))


def listens_to_of(bundle: Bundle, profile: Actor) -> tuple[WeightView, ...]:
    """Whom it listens to, the most first."""
    names, path = bundle.name_of, actor_path(profile.id)
    rows = [
        WeightView(names[name], stars, source_view(bundle, path, ("listens_to", name)))
        for name, stars in profile.listens_to.items()
        if name in names
    ]
    return tuple(sorted(rows, key=lambda row: -row.stars))


def cited_by(bundle: Bundle, actor: str) -> tuple[tuple[str, str], ...]:
    """Every sentence that the profile cites, in the order of their codes."""
    codes = cited_in(bundle.files[actor_path(actor)])
    known = ((code, bundle.documents.sentence(code)) for code in sorted(codes))
    unverified = bundle.documents.unverified
    return tuple(
        (f"[{found[0].label}] {'unverified ' if unverified(code) else ''}{code}", found[1])
        for code, found in known
        if found is not None
    )
