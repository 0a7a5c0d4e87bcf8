"""The actors: what each wants on every issue, what moves it, to whom it listens, and why so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dialogue_sim.content.actor import Actor
from dialogue_sim.content.bundle import actor_path
from dialogue_sim.paper.blocks import Cell, Code, Faint, Pairs, Paragraph, Section, Table
from dialogue_sim.paper.graph import Edge, Graph, Node, graph
from dialogue_sim.paper.heat import Heat, heat
from dialogue_sim.session.views.profile import (
    WHO,
    moved_by_of,
    positions_of,
    red_lines_of,
)
from dialogue_sim.session.views.sources import source_view
from dialogue_sim.workshop.card.parameters import ACTOR, COUNTERPART

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dialogue_sim.content.actor import Counterpart
    from dialogue_sim.paper.blocks import Block, Figure, Inline, Row, Words
    from dialogue_sim.session.views.profile import PositionView
    from dialogue_sim.session.views.sources import SourceView
    from dialogue_sim.workshop.book.material import Material

STARS: Final = 5.0
STAR: Final = "\N{BLACK STAR}"
PERCENT: Final = 100.0
TOP: Final = 3
"""A portrait names so many positions."""
SHAPES: Final = {"peak": "", "min": "\N{GREATER-THAN OR EQUAL TO} ",
                 "max": "\N{LESS-THAN OR EQUAL TO} "}  # fmt: skip
SCALARS: Final = (
    "trust", "tolerance", "predictability", "caution", "red_line_force", "capability",
    "vulnerability", "generosity", "learning_rate", "public_tilt",
)  # fmt: skip
"""Single numbers of a profile, in the order of the book."""


def cast(material: Material) -> Section:
    """Everybody side by side, who listens to whom, then a page for each."""
    blocks: list[Block] = [
        Paragraph(
            "What everybody wants: \N{GREATER-THAN OR EQUAL TO} at least, "
            "\N{LESS-THAN OR EQUAL TO} at most, else just that. Darker cells stand for issues "
            "that an actor cares about more."
        ),
        _side_by_side(material),
        _listening(material),
    ]
    if len(material.bundle.actors) > 1:
        blocks.append(_ears(material))
    blocks += [_page(material, profile) for profile in profiles(material)]
    blocks.append(Section("What the numbers do", "parameters", (_meanings(),)))
    return Section("Actors", "actors", tuple(blocks), fresh=True)


def profiles(material: Material) -> list[Actor | Counterpart]:
    """Members, voices, publics, and the counterpart last."""
    everybody: list[Actor | Counterpart] = [
        *material.bundle.actors.values(),
        material.bundle.counterpart,
    ]
    kinds = list(WHO)
    return sorted(everybody, key=lambda profile: kinds.index(profile.kind))


def _side_by_side(material: Material) -> Table:
    setting, rows = material.bundle.setting, []
    for profile in profiles(material):
        cells: list[tuple[Words, float | None]] = []
        for issue in setting.issues:
            position = profile.issues.get(issue)
            if position is None:
                cells.append(("", None))
            else:
                label = material.level(issue, position.ideal)
                cells.append((f"{SHAPES[position.shape]}{label}", position.salience))
        rows.append((profile.short, tuple(cells)))
    heads = tuple(body.title for body in setting.issues.values())
    return heat(Heat("actor", heads, tuple(rows), 0.0, STARS, "Positions on every issue"))


def _listening(material: Material) -> Table:
    """The engine's own weights, so that blocs are shared among those of them who are here."""
    actors, weights = material.bundle.actors, material.world.actors.listens
    rows = tuple(
        (
            actor.short,
            tuple(
                (f"{PERCENT * weight:.0f}" if weight else "", float(weight) or None)
                for weight in weights[place]
            ),
        )
        for place, actor in enumerate(actors.values())
    )
    heads = tuple(actor.short for actor in actors.values())
    return heat(
        Heat("listens to", heads, rows, 0.0, 1.0, "Who listens to whom, in percent", tall=True)
    )


def _ears(material: Material) -> Figure:
    """To whom each listens most; several where they weigh alike."""
    actors, weights = list(material.bundle.actors.values()), material.world.actors.listens
    edges = tuple(
        Edge(peer.id, actor.id, f"{PERCENT * weight:.0f} %", f"{PERCENT * weight:.0f} percent")
        for place, actor in enumerate(actors)
        for peer, weight in zip(actors, weights[place].tolist(), strict=True)
        if weight and weight == max(weights[place].tolist())
    )
    heard = {name for edge in edges for name in (edge.start, edge.end)}
    nodes = tuple(Node(actor.id, actor.short) for actor in actors if actor.id in heard)
    return graph(
        Graph(
            "Whose voice is heard first",
            "An arrow leads from an actor to those who listen to it more than to anybody else.",
            nodes, edges, verb="share of what it hears",
        )
    )  # fmt: skip


def _page(material: Material, profile: Actor | Counterpart) -> Section:
    alliance = material.bundle.setting.alliance
    positions = positions_of(material.bundle, profile)
    about = (Faint(f"{WHO[profile.kind].format(alliance=alliance)}. "), Code(profile.id))
    blocks: list[Block] = [
        Paragraph(about),
        Paragraph(material.linked(profile.summary)),
        Paragraph(_portrait(material, profile, positions)),
        _positions(material, positions),
    ]
    if isinstance(profile, Actor) and profile.red_lines:
        blocks.append(_red_lines(material, profile))
    blocks.append(_weights(material, profile))
    return Section(profile.name, f"actor-{profile.id}", tuple(blocks))


def _portrait(
    material: Material, profile: Actor | Counterpart, positions: Sequence[PositionView]
) -> str:
    """What the numbers say, in sentences."""
    first = "; ".join(f"{row.title.lower()}: {row.wanted}" for row in positions[:TOP])
    said = [f"Cares most about {first}."]
    if isinstance(profile, Actor):
        moved = [row.name.lower() for row in moved_by_of(material.bundle, profile) if row.stars]
        said.append(f"Is moved above all by {' and '.join(moved[:2])}.")
        lines = len(profile.red_lines)
        said.append(f"Has {lines or 'no'} red line{'s' * (lines != 1)}.")
        counterpart = material.bundle.counterpart.short
        said.append(f"Trusts {counterpart} with {PERCENT * profile.trust:.0f} of 100.")
        asks = [
            f"{material.bundle.setting.issues[ask.issue].title.lower()} "
            f"({material.level(ask.issue, ask.at_least)} or more)"
            for ask in profile.ask
        ]
        if asks:
            said.append(f"Would be reassured by {' or '.join(asks)}.")
    return " ".join(said)


def _positions(material: Material, positions: Sequence[PositionView]) -> Table:
    """What it wants; a reason that is given for many positions is told once."""
    told: set[str] = set()
    rows: list[Row] = []
    for row in positions:
        shown = _once(material.basis(row.source), told)
        if row.salience_source is not None:
            other = _once(material.basis(row.salience_source), told)
            shown = (*shown, "\nhow much: ", *other)
        rows.append((row.title, row.wanted, stars(row.salience), shown))
    return Table(("issue", "wants", "cares", "rests on"), tuple(rows))


def _once(basis: Words, told: set[str]) -> tuple[Inline, ...]:
    """What a position rests on; a reason that stands above already is not written again."""
    pieces = _pieces(basis)
    if not pieces or not isinstance(pieces[-1], Faint):
        return pieces
    why = pieces[-1].text
    again = why in told
    told.add(why)
    return (*pieces[:-1], Faint("for the reason above")) if again else pieces


def _pieces(words: Words) -> tuple[Inline, ...]:
    return (words,) if isinstance(words, str) else words


def stars(count: float) -> str:
    """Stars of five in signs and digits."""
    return f"{STAR * round(count)}\N{NO-BREAK SPACE}{count:g}" if count else "0"


def _red_lines(material: Material, profile: Actor) -> Table:
    setting = material.bundle.setting
    beyond = {
        line.says: " and ".join(
            f"{setting.issues[one.issue].title.lower()} "
            + (
                f"above {material.level(one.issue, one.above)}"
                if one.above is not None
                else f"below {material.level(one.issue, str(one.below))}"
            )
            for one in line.when
        )
        for line in profile.red_lines.values()
    }
    rows = tuple(
        (
            material.linked(row.says),
            beyond[row.says],
            Cell(f"{row.severity} %", number=True),
            "always" if row.always else "until it is resolved",
            material.basis(row.source),
        )
        for row in red_lines_of(material.bundle, profile)
    )
    return Table(("red line", "crossed by", "severity", "holds", "rests on"), rows)


def _weights(material: Material, profile: Actor | Counterpart) -> Table:
    """What moves it, which reasons count, to whom it listens, and its single numbers.

    What a number does is told once, at the end of the chapter.
    """
    rows = [*_grouped(material, "numbers", list(_single(material, profile)))]
    if isinstance(profile, Actor):
        rows[:0] = _moving(material, profile)
    return Table(("what", "how much", "rests on"), tuple(rows))


def _moving(material: Material, profile: Actor) -> tuple[Row, ...]:
    bundle, path = material.bundle, actor_path(profile.id)
    moved = [
        (f"{row.name.lower()} {stars(row.stars)}", row.source)
        for row in moved_by_of(bundle, profile)
    ]
    reasons = [
        (f"{name.replace('_', ' ')} {weight}", source_view(bundle, path, ("reasons", name)))
        for name, weight in profile.reasons.model_dump().items()
    ]
    heard = [
        (f"{material.name(name)} {stars(weight)}", source_view(bundle, path, ("listens_to", name)))
        for name, weight in profile.listens_to.items()
    ]
    return (
        *_grouped(material, "is moved by", moved),
        *_grouped(material, "reasons count, per mille", reasons),
        *_grouped(material, "listens to", heard),
    )


def _grouped(
    material: Material, what: str, weights: Sequence[tuple[str, SourceView | None]]
) -> tuple[Row, ...]:
    """Weights one after the other; those that rest on the same share a row."""
    groups: dict[Words, list[str]] = {}
    for says, source in weights:
        groups.setdefault(material.basis(source), []).append(says)
    return tuple((what, ", ".join(group), basis) for basis, group in groups.items())


def _single(
    material: Material, profile: Actor | Counterpart
) -> Iterator[tuple[str, SourceView | None]]:
    bundle, path = material.bundle, actor_path(profile.id)
    for name in (*SCALARS, "insecurity"):
        value = getattr(profile, name, None)
        if value is not None:
            source = source_view(bundle, path, (name,))
            yield f"{name.replace('_', ' ')} {value:g}", source
    if isinstance(profile, Actor) and profile.poll is not None:
        poll = profile.poll
        about = bundle.policies.policies[poll.policy].short
        source = source_view(bundle, path, ("poll", "support"))
        yield f"poll {poll.support:g} % for {about}", source


def _meanings() -> Pairs:
    """What the single numbers of a profile do."""
    known = {row.path: row.meaning for row in (*COUNTERPART, *ACTOR)}
    return Pairs(
        tuple(
            (name.replace("_", " "), known[name])
            for name in (*SCALARS, "insecurity")
            if name in known
        )
    )
