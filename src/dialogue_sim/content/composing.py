"""Puts blocks together: what they use, what they set, and what holds at the date of a story."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from dialogue_sim.content import overrides
from dialogue_sim.content.diagnostics import Place
from dialogue_sim.content.layers import Layer, LayeredFile, Origin, lineage_of, origins_of
from dialogue_sim.content.suggest import hint
from dialogue_sim.content.validation import validate
from dialogue_sim.content.variants import Variant

if TYPE_CHECKING:
    from dialogue_sim.content.reading import Reading
    from dialogue_sim.content.yaml_source import Path_, YamlFile

COLLISIONS: Final = 20
"""So many of a block are told; a person mends them one by one."""
DEEPEST: Final = 8
"""Variants in a row that are followed: whoever needs more has lost the thread before."""


@dataclass(frozen=True, slots=True)
class Block:
    """Something that can be used, and use something: an actor's file, a policy of a catalogue.

    Attributes:
        file: where it is written; at: the path to it there.
        model: what it has to look like where it uses another.
        path: the file that it is, or is part of, for the story.
    """

    id: str
    file: YamlFile
    at: Path_
    model: type[Variant]
    path: str

    @property
    def data(self) -> Mapping[str, object]:
        """Its keys, as they are written; none where it is no block."""
        found = overrides.inside(self.file.data, self.at)
        return found if isinstance(found, dict) else {}

    @property
    def is_plain(self) -> bool:
        """Whether it is the same at any date, and uses nothing."""
        return not {"use", "periods"} & self.data.keys()

    def place(self, *steps: str, key: bool = False) -> Place:
        """Where a part of it is written."""
        return self.file.place((*self.at, *steps), key=key)

    def alone(self) -> YamlFile:
        """The block as a file of its own."""
        if not self.at:
            return self.file
        data = overrides.inside(self.file.data, self.at)
        layer, home = Layer(self.file, self.at), self.place(key=True)
        return LayeredFile(self.path, "", data, layers=(layer,), home=home)


@dataclass
class Composer:
    """What the blocks of one kind are in a story.

    Attributes:
        kind: what one of them is called; find: one by its id; known: ids of all of them.
        date: of the story; ISO dates compare as text.
        setting: id of the setting that the story plays in.
        sources: whether their numbers say where they come from.
    """

    reading: Reading
    kind: str
    find: Callable[[str], Block | None]
    known: Iterable[str]
    date: str
    setting: str
    sources: bool = True

    def compose(
        self, block: Block, users: tuple[Block, ...] = (), without: frozenset[str] = frozenset()
    ) -> YamlFile | None:
        """A block as this story has it.

        Args:
            block: what is wanted.
            users: who uses it, the last one directly.
            without: periods of it that its user replaces.

        Returns:
            None where it cannot be said, and why is reported.
        """
        whole = self._variant(block, users, without) if "use" in block.data else block.alone()
        if whole is not None and "periods" in block.data:
            self._check_periods(block)
            for period in overrides.intervals(block.data):
                if period.name not in without:
                    whole = self._in_period(block, whole, period)
        return whole

    def with_changes(self, file: YamlFile, by: YamlFile, at: Path_) -> YamlFile:
        """A file with what another one, the scenario's, changes in it.

        Args:
            by: where the changes are written; at: the path of the `set:` there.
        """
        wanted = overrides.changes(by, at, sources=self.sources)
        if not wanted:
            return file
        self._report(overrides.faults(file.data, wanted, sources=self.sources))
        return overrides.changed(file, wanted, overrides.origin("scenario", "", wanted, by, at))

    def _variant(
        self, block: Block, users: tuple[Block, ...], without: frozenset[str]
    ) -> YamlFile | None:
        """What a block uses, with what it sets; what its own users replace is left out."""
        found, problems = validate(block.model, block.file, at=block.at)
        self.reading.problems += [
            replace(one, help="what is different stands below `set:`")
            if one.code == "DS120" and not one.help.startswith("did you mean")
            else one
            for one in problems
        ]
        if found is None or not self._ends((*users, block), found.use):
            return None
        used = self.find(found.use)
        if used is None:
            message = f"there is no {self.kind} '{found.use}' to use"
            known = [name for name in self.known if name != block.id]
            self.reading.report(block.place("use"), "DS202", message, hint(found.use, known))
            return None
        base = self.compose(used, (*users, block), without | frozenset(found.periods))
        if base is None or not isinstance(base.data, dict):
            return None
        return self._on(block, base, found)

    def _ends(self, users: tuple[Block, ...], use: str) -> bool:
        """Whether a chain of `use:` comes to an end."""
        names = [user.id for user in users]
        told = ", which uses ".join(f"'{name}'" for name in [*names[1:], use])
        if use in names:
            message = f"'{names[0]}' uses {told}, and so on without end"
            remedy = "let one of them say everything itself"
        elif len(names) > DEEPEST:
            message = f"'{names[0]}' uses {told}: that is more than {DEEPEST} in a row"
            remedy = "use the first of them, or say more in one file"
        else:
            return True
        self.reading.report(users[-1].place("use"), "DS230", message, remedy)
        return False

    def _on(self, block: Block, base: YamlFile, variant: Variant) -> YamlFile:
        """A variant laid over what it uses."""
        layers, data = [Layer(base)], dict(base.data) if isinstance(base.data, dict) else {}
        if "id" in data:
            data["id"] = block.data.get("id", block.id)
            layers.append(Layer(block.file, (*block.at, "id"), ("id",)))
        own = block.data.get("periods")
        if isinstance(own, dict):
            inherited = data.get("periods")
            data["periods"] = {**(inherited if isinstance(inherited, dict) else {}), **own}
            layers += [
                Layer(block.file, (*block.at, "periods", name), ("periods", name)) for name in own
            ]
        text = "" if block.at else block.file.text
        whole = LayeredFile(
            block.path, text, data, base.flawed,
            layers=tuple(layers), home=block.place(key=True),
            origins=(*origins_of(base), Origin("use", variant.use, block.place("use"))),
            lineage=(base.path, *lineage_of(base)),
        )  # fmt: skip
        set_ = (*block.at, "set")
        wanted = overrides.changes(block.file, set_, sources=self.sources)
        self._report(overrides.faults(data, wanted, sources=self.sources))
        if wanted:
            origin = overrides.origin("set", "", wanted, block.file, set_)
            whole = overrides.changed(whole, wanted, origin)
        self._note_foreign(block, base, whole)
        return whole

    def _note_foreign(self, block: Block, base: YamlFile, whole: YamlFile) -> None:
        """Remember what is used of another setting, so that what does not fit is said here."""
        named, theirs = (overrides.inside(one.data, ("setting",)) for one in (whole, base))
        if named == self.setting != theirs and theirs is not None:
            who = f"'{overrides.inside(base.data, ('id',))}' of the setting '{theirs}'"
            for path in (base.path, *lineage_of(base)):
                self.reading.foreign[path] = (block.place("use"), who)

    def _check_periods(self, block: Block) -> None:
        for one, other, path in islice(overrides.collisions(block.data), COLLISIONS):
            at = ("periods", other.name, "set", path)
            if one.since == other.since:
                message = f"'{one.name}' and '{other.name}' begin on {one.since} and both set"
                remedy = "let one of them begin later, or write one period of the two"
            else:
                message = f"'{one.name}' lasts until {one.until}; before that '{other.name}' sets"
                remedy = f"`until: {other.since}` of '{one.name}' would say the same"
            self.reading.warn(block.place(*at, key=True), "DS232", f"{message} '{path}'", remedy)

    def _in_period(self, block: Block, whole: YamlFile, period: overrides.Interval) -> YamlFile:
        """A block with what a period changes, if it holds; if not, its paths should exist too."""
        at = (*block.at, "periods", period.name)
        wanted = overrides.changes(block.file, (*at, "set"), sources=self.sources)
        faults = list(overrides.faults(whole.data, wanted, sources=self.sources))
        if not period.holds_on(self.date):
            self._report(replace(fault, is_error=False) for fault in faults)
            return whole
        self._report(faults)
        origin = overrides.origin("period", period.name, wanted, block.file, at)
        return overrides.changed(whole, wanted, replace(origin, since=period.since))

    def _report(self, faults: Iterable[overrides.Fault]) -> None:
        for fault in faults:
            place = fault.change.file.place(fault.change.at, key=True)
            tell = self.reading.report if fault.is_error else self.reading.warn
            tell(place, fault.code, fault.message, fault.help)
