"""Whether conditions can hold together, given what each quantity can be.

"No" is certain: no values within the ranges make the conditions true. "Yes" means that nothing
speaks against it, as where the same quantity stands twice in a sum.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

from dialogue_sim.expression_tree import (
    MIRRORED,
    OPPOSITE,
    Adopted,
    And,
    Arithmetic,
    Chose,
    Compare,
    Fired,
    Flag,
    Member,
    Name,
    Node,
    Not,
    Number,
    Or,
    Promised,
    Quantity,
    walk,
)
from dialogue_sim.workshop.checks.spans import (
    Span,
    among,
    calculated,
    may,
    only,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from dialogue_sim.expression_tree import Relation

Fact: TypeAlias = Flag | Fired | Chose | Adopted | Promised
Term: TypeAlias = Quantity | Fact
Ranges: TypeAlias = "Callable[[Term], Span]"
"""Gives what a quantity can be, or whether a fact can hold: 1 for true and 0 for false."""

MOST_STEPS: Final = 400
"""How many cases are looked into before the answer is "yes": authors write a few lines."""
ROUNDS: Final = 6
"""How often claims narrow each other; each round can only sharpen the answer."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Two terms stand in a relation."""

    left: Term
    relation: Relation
    right: Term


@dataclass(frozen=True, slots=True)
class OneOf:
    """A term is one of some values."""

    left: Term
    options: tuple[float, ...]


Literal_: TypeAlias = Claim | OneOf
Choice: TypeAlias = tuple[tuple[Node, bool], ...]
"""Nodes of which one has to be as it is said: true, or false."""

TENSION = Compare(
    "==",
    Name("tension"),
    Arithmetic("/", Arithmetic("+", Name("posture"), Name("counterpart_posture")), Number(2.0)),
)
SECURITY = Compare("==", Name("security"), Arithmetic("-", Number(100.0), Name("security_loss")))
PAPER = Compare("<=", Name("paper"), Name("progress"))
LAWS: Final = (TENSION, SECURITY, PAPER)
"""What always holds between quantities; a law counts where one of its names is read."""


def possible(node: Node, ranges: Ranges, *others: Node) -> bool:
    """Whether a condition can hold, together with others that have to hold as well."""
    case = _Case()
    for part in (node, *others):
        case.add(part, holds=True)
    return _Search().can(case, _Known(ranges))


def may_meet(first: Node, second: Node) -> bool:
    """Whether two conditions read something in common, or something that a law connects."""
    terms = [
        {part for part in walk(node) if type(part) not in _SHAPES} for node in (first, second)
    ]
    names = [{part.name for part in one if type(part) is Name} & _LAWFUL for one in terms]
    return bool(terms[0] & terms[1]) or all(names)


def certain(node: Node, ranges: Ranges) -> bool:
    """Whether a condition holds whatever the quantities are."""
    return not possible(Not(node), ranges)


@dataclass
class _Known:
    """What is known of each term while claims are made; terms not met yet have their range."""

    ranges: Ranges
    spans: dict[Term, Span] = field(default_factory=dict)
    changed: bool = False

    def copy(self) -> _Known:
        return _Known(self.ranges, dict(self.spans))

    def of(self, term: Term) -> Span:
        """What a term can be."""
        if type(term) is Number:
            return only(term.value)
        if type(term) is Arithmetic:
            return calculated(term.op, self.of(term.left), self.of(term.right))
        if term not in self.spans:
            self.spans[term] = self.ranges(term)
        return self.spans[term]

    def narrow(self, claim: Literal_) -> bool:
        """Take in a claim; False if it cannot be."""
        if isinstance(claim, OneOf):
            return self._keep(claim.left, "==", among(claim.options))
        left, right = self.of(claim.left), self.of(claim.right)
        if type(claim.right) is Number:
            return self._keep(claim.left, claim.relation, right)
        if not may(claim.relation, left, right):
            return False
        return self._keep(claim.left, claim.relation, right) and self._keep(
            claim.right, MIRRORED[claim.relation], left
        )

    def _keep(self, term: Term, relation: Relation, other: Span) -> bool:
        now = self.of(term)
        if isinstance(term, Number | Arithmetic):
            return may(relation, now, other)
        kept = now.kept(relation, other)
        if kept != now:
            self.spans[term] = kept
            self.changed = True
        return not kept.empty


@dataclass
class _Case:
    """What has to hold together: claims, and choices of which one has to come true."""

    claims: list[Literal_] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)

    def add(self, node: Node, *, holds: bool) -> None:
        """Take in a node that has to be true, or false."""
        match node:
            case Not(part):
                self.add(part, holds=not holds)
            case And(parts) | Or(parts):
                if isinstance(node, And) != holds:
                    self.choices.append(tuple((part, holds) for part in parts))
                    return
                for part in parts:
                    self.add(part, holds=holds)
            case Compare(op, left, right):
                self.claims.append(Claim(left, op if holds else OPPOSITE[op], right))
            case Member(left, options) if holds:
                self.claims.append(OneOf(left, options))
            case Member(left, options):
                self.claims.extend(Claim(left, "!=", Number(option)) for option in options)
            case _:
                self.claims.append(Claim(node, "==", Number(float(holds))))

    def settles(self, known: _Known) -> bool:
        """Take the claims in until nothing changes; False if they exclude each other."""
        for _ in range(ROUNDS):
            known.changed = False
            if not all(known.narrow(claim) for claim in self.claims):
                return False
            if len(self.claims) == 1 or not known.changed:
                break
            if not all(known.narrow(law) for law in _laws(known.spans)):
                return False
        return True


def _laws(terms: Iterable[Term]) -> list[Claim]:
    """The laws between quantities of which at least two are read."""
    names = {term.name for term in terms if type(term) is Name}
    if len(names) < 2 or not names & _LAWFUL:  # noqa: PLR2004  a law is between two
        return []
    return [law for law, words in _LAWS_BY_WORD if len(names & words) > 1]


@dataclass
class _Search:
    """Looks for a case in which everything holds."""

    steps: int = 0

    def can(self, case: _Case, known: _Known) -> bool:
        """Whether a case can come true, given what is known."""
        self.steps += 1
        if self.steps > MOST_STEPS:
            return True
        if not case.settles(known):
            return False
        narrowed = [tuple(one for one in c if _fits(one, known)) for c in case.choices]
        if not narrowed:
            return True
        first = min(narrowed, key=len)
        rest = [choice for choice in narrowed if choice is not first]
        for node, holds in first:
            further = _Case(list(case.claims), list(rest))
            further.add(node, holds=holds)
            if self.can(further, known.copy()):
                return True
        return False


def _fits(one: tuple[Node, bool], known: _Known) -> bool:
    """Whether the claims of an alternative fit what is known; its own choices are left open."""
    alone = _Case()
    alone.add(one[0], holds=one[1])
    return alone.settles(known.copy())


def _law(law: Compare) -> tuple[Claim, frozenset[str]]:
    words: set[str] = set()
    terms: list[Quantity] = [law.left, law.right]
    while terms:
        match terms.pop():
            case Name(name):
                words.add(name)
            case Arithmetic(_, left, right):
                terms += [left, right]
            case _:
                pass
    return Claim(law.left, law.op, law.right), frozenset(words)


_LAWS_BY_WORD: Final = tuple(_law(law) for law in LAWS)
_LAWFUL: Final = frozenset().union(*(words for _, words in _LAWS_BY_WORD))
_SHAPES: Final = frozenset({And, Or, Not, Compare, Member, Number, Arithmetic})
"""What a condition is made of, beside the quantities and facts that it reads."""
