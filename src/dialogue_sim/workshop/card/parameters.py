"""The numbers and choices of an actor's profile: range, meaning, and how a document sets them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from dialogue_sim.content.actor import Actor, Counterpart
from dialogue_sim.content.references import AFFINITY, SALIENCE

if TYPE_CHECKING:
    from collections.abc import Iterator

Schema: TypeAlias = dict[str, Any]
"""JSON Schema, as pydantic writes it."""

ANY: Final = "*"
"""Stands for every key of a mapping, such as each issue, and every entry of a list."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number or choice of a profile.

    Attributes:
        path: where it stands, with dots; `*` is every key or entry.
        meaning: what it does.
        how: how to set it from a document.
        limits: its range, where the model of the file does not hold it.
        default: what it is when left out, likewise.
    """

    path: str
    meaning: str
    how: str
    limits: tuple[float, float] | None = None
    default: str = ""


ACTOR: Final = (
    Parameter("issues.*.ideal", "What the actor wants on an issue: one of its levels.",
              "One reported position is one ideal."),
    Parameter("issues.*.shape", "Whether the ideal is wanted exactly, at least or at most.",
              "At least and not without are `min`; no more than and not until are `max`."),
    Parameter("issues.*.salience", "How much the actor cares about the issue.",
              "Must, core and essential are 5, important is 3 to 4, mentioned is 2; leave out an "
              "issue that is not mentioned."),
    Parameter("venues.salience", "How much the venue matters.", "As for an issue.",
              limits=SALIENCE, default="required"),
    Parameter("venues.*", "How a format is liked.",
              "Praised is 1, accepted 0.3, not mentioned 0, rejected -0.5 to -1.",
              limits=AFFINITY, default="0"),
    Parameter("tolerance", "At 1 small departures hardly matter, at 0 they count in proportion, "
              "at -1 every one hurts.",
              "The language of compromise is 0.5, that of principle -0.2 or lower."),
    Parameter("red_lines.*.severity", "How much a breach hurts beyond interest.",
              "Only from sentences with must, cannot, as long as, or no substitute."),
    Parameter("red_lines.*.while", "Whether the line holds always or while the war goes on.",
              "Until it is resolved is `unresolved`."),
    Parameter("red_line_force", "Weight of all red lines together.",
              "Higher for those who argue from principle than for those who weigh interests."),
    Parameter("stars.interest", "How much the content of a text moves the actor.",
              "Only ratios matter: give each star by how much the document has the actor argue "
              "with it."),
    Parameter("stars.trust", "How much the honesty of the other side moves it.",
              "High where broken promises are the argument."),
    Parameter("stars.domestic", "How much opinion at home moves it; 0 for the public.",
              "1 to 2; more only where elections or moods are named as the reason."),
    Parameter("stars.reciprocity", "How much past conduct of the other side moves it.",
              "High where answers in kind are asked for or refused."),
    Parameter("stars.argument", "How far a debate can move it.",
              "1 for most; 2 to 3, by `set:` in a scenario, where it hedges on much of the menu."),
    Parameter("stars.cohesion", "How much acting together moves it.",
              "High where unity itself is the argument."),
    Parameter("stars.peers", "How much the stances of others move it.",
              "High where somebody is said to follow."),
    Parameter("reasons.*", "Which kinds of argument count in a debate, per mille.",
              "Named values are 160 to 200, implied ones 100 to 140, absent ones 20 to 60."),
    Parameter("listens_to.*", "Whose last stance counts; only ratios matter.",
              "Whoever is named as the ally or the voice that is heeded."),
    Parameter("capability", "Weight in division, compromise, majority and company.",
              "From published data; the parts of a split bloc add up to the bloc."),
    Parameter("trust", "Prior chance that the other side keeps an agreement.",
              "One less the share of sceptics in a poll, or how a document speaks of promises."),
    Parameter("caution", "Burden of proof: what any text must bring before the actor moves.",
              "Considering or questioning is 0.2 to 0.45; clear positions are 0 to 0.1."),
    Parameter("vulnerability", "Share of the exposure that this actor would bear.",
              "Neighbours 1, others 0.3 to 0.6."),
    Parameter("learning_rate", "At 0 answers never change its mind, at 1 they count in full.",
              "Old convictions are low, moods of the day high."),
    Parameter("generosity", "Bad conduct that is forgiven before it counts.",
              "0 for those who fear small breaches, up to 0.2 for those who forgive."),
    Parameter("public_tilt", "How far the home public stands from the average, in log-odds.",
              "From a national poll less the average one; -0.9 leaves two fifths of the odds."),
    Parameter("predictability", "How closely responses follow reasons.",
              "12 is usual; lower where a document calls an actor unpredictable."),
    Parameter("poll.support", "Public only: percent in favour, for one text in one situation.",
              "The finding itself, with the question it answered."),
)  # fmt: skip
"""Every actor but the counterpart."""

COUNTERPART: Final = (
    Parameter("insecurity", "How much it fears what could threaten it.",
              "Inferred; documents speak of motives and measure none."),
    Parameter("types.*.share", "How likely each nature is; one is drawn and stays hidden.",
              "The shares add up to 1."),
    Parameter("types.*.greed", "How much this nature wants to use an opening.",
              "High for an opportunist, low for one that seeks security."),
    Parameter("types.*.insecurity", "How much this nature fears, where natures differ in it.",
              "Low for an opportunist, high for one that seeks security."),
)  # fmt: skip
"""What the counterpart has beside issues, venues, tolerance and predictability."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a field takes (a range or a list of words), and what it is when left out."""

    allowed: str
    default: str


def limits(parameter: Parameter, model: type[Actor | Counterpart]) -> Limits:
    """Range and default of a parameter, read from the model that checks the files."""
    whole = model.model_json_schema()
    schema, default = whole, "required"
    for step in parameter.path.split("."):
        if step not in schema.get("required", ()) and step != ANY:
            default = "none"
        schema = _resolved(whole, _children(schema).get(step) or _any_child(schema))
    allowed = _allowed(schema)
    if parameter.limits is not None:
        allowed = f"{parameter.limits[0]:g} to {parameter.limits[1]:g}"
    return Limits(allowed, parameter.default or default)


def fields_of(model: type[Actor | Counterpart]) -> frozenset[str]:
    """Paths of all numbers and choices of a profile, `*` for every key of a mapping."""
    whole = model.model_json_schema()
    return frozenset(_paths(whole, whole, ()))


def _paths(whole: Schema, schema: Schema, at: tuple[str, ...]) -> Iterator[str]:
    schema = _resolved(whole, schema)
    if "enum" in schema or schema.get("type") in {"number", "integer"}:
        yield ".".join(at)
    for name, child in _children(schema).items():
        yield from _paths(whole, child, (*at, name))


def _children(schema: Schema) -> dict[str, Schema]:
    """Fields of a block by name; what every key of a mapping holds, by `*`."""
    if "properties" in schema:
        return dict(schema["properties"])
    keys = schema.get("patternProperties", {})
    values = [*keys.values(), schema.get("additionalProperties")]
    found = next((value for value in values if isinstance(value, dict)), None)
    return {} if found is None else {ANY: found}


def _any_child(schema: Schema) -> Schema:
    """What a block holds under any name: of fields that are all alike, the first."""
    return next(iter(_children(schema).values()))


def _resolved(whole: Schema, schema: Schema) -> Schema:
    """A schema with its reference followed; of a choice with nothing, the other one."""
    if "anyOf" in schema:
        schema = next(branch for branch in schema["anyOf"] if branch.get("type") != "null")
    if "$ref" in schema:
        found: Schema = whole["$defs"][schema["$ref"].rpartition("/")[2]]
        return found
    return schema


def _allowed(schema: Schema) -> str:
    """A range such as `above 0 to 40`, or the words to choose from."""
    if "enum" in schema:
        return ", ".join(schema["enum"])
    if schema.get("type") == "string":
        return "a level"
    above, below = schema.get("exclusiveMinimum"), schema.get("exclusiveMaximum")
    low = f"{schema.get('minimum', 0):g}" if above is None else f"above {above:g}"
    high = f"{schema.get('maximum', 0):g}" if below is None else f"below {below:g}"
    return f"{low} to {high}"
