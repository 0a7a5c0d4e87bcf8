"""Where a number stands in its file, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from dialogue_sim.content.sourced import INFERRED

if TYPE_CHECKING:
    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.content.sourced import Path


@dataclass(frozen=True, slots=True)
class SourceView:
    """Where a number stands in its file, and what it rests on.

    Attributes:
        label: DOC, REP, PTY of the first source; MOD for an inferred number; in a fictional
            setting FIC for that and for invented sources.
        cited: (id, paraphrase) of each source.
        unverified: whether the first source does not say where its finding comes from.
    """

    file: str
    line: int
    basis: str
    label: str
    cited: tuple[tuple[str, str], ...]
    why: str
    unverified: bool = False

    @property
    def shown_basis(self) -> str:
        """The basis as it is read after the label, such as `unverified poll`."""
        return f"unverified {self.basis}" if self.unverified else self.basis


@lru_cache(maxsize=4096)
def source_view(bundle: Bundle, file: str, path: Path) -> SourceView | None:
    """Where the number at a path of a file stands and what it rests on."""
    provenance = bundle.provenance(file, *path)
    if provenance is None:
        return None
    found = {source: bundle.documents.sentence(source) for source in provenance.source}
    cited = tuple((source, known[1]) for source, known in found.items() if known is not None)
    place = bundle.files[file].place(path, key=True)
    label = bundle.documents.label(provenance)
    first = provenance.source[:1] if provenance.basis != INFERRED else ()
    unverified = any(map(bundle.documents.unverified, first))
    return SourceView(
        place.path, place.line, provenance.basis, label, cited, provenance.why, unverified
    )
