"""Every check beyond shape and references: its code, what it looks at, and the function."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dialogue_sim.workshop.checks import (
    catalogues,
    conditions,
    courses,
    reach,
    usage,
    wording,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.workshop.checks.catalogues import Shelf
    from dialogue_sim.workshop.checks.findings import Finding


@dataclass(frozen=True, slots=True)
class Check:
    """A check of one scenario with all that it needs.

    Attributes:
        looks_at: in a few words.
        find: gives what is worth a remark; the scenario loads without errors.
    """

    code: str
    looks_at: str
    find: Callable[[Bundle], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class SharedCheck:
    """A check of what the scenarios of a setting share; it needs all of them."""

    code: str
    looks_at: str
    find: Callable[[Shelf], Iterable[Finding]]


CHECKS: Final = (
    Check("DS301", "every condition, by interval analysis", conditions.never_true),
    Check("DS302", "every condition, by interval analysis", conditions.always_true),
    Check("DS303", "endings, in their order, turn by turn", reach.endings_out_of_reach),
    Check("DS304", "endings that leave no next turn", reach.sessions_cut_short),
    Check("DS305", "injects, turn by turn", reach.news_that_never_come),
    Check("DS306", "texts on menus, and who tables in which turn", reach.texts_never_tabled),
    Check("DS307", "goals, alone and in pairs", reach.goals_out_of_reach),
    Check("DS311", "names in conditions, and what moves them", usage.frozen_quantities),
    Check("DS312", "effects, and what depends on them", usage.idle_effects),
    Check("DS313", "plans of the setting", usage.plans_without_a_strategy),
    Check("DS313", "documents that a scenario names", usage.unread_documents),
    Check("DS321", "the menu, as it is taken at the opening", courses.dominated_texts),
    Check("DS322", "what each actor makes of the catalogue", courses.eager_actors),
    Check("DS323", "what each actor makes of the menu", courses.constant_actors),
    Check("DS324", "courses that can be defended at the opening", courses.too_few_courses),
    Check("DS325", "what the texts of the menu offer", courses.lopsided_menus),
    Check("DS331", "lines that no document says in these words", wording.spoken_lines),
    Check("DS332", "texts that tell facts", wording.uncited_facts),
    Check("DS333", "words to read before the first turn", wording.reading_load),
    Check("DS334", "labels beside sources", wording.borrowed_labels),
)  # fmt: skip

SHARED_CHECKS: Final = (
    SharedCheck("DS314", "policies of the catalogue", catalogues.policies_on_no_menu),
    SharedCheck("DS314", "actors of the setting", catalogues.actors_in_no_story),
    SharedCheck("DS314", "venues of the setting", catalogues.venues_of_nobody),
    SharedCheck("DS314", "the argument bank and its cards", catalogues.arguments_of_nobody),
    SharedCheck("DS315", "sentences of documents", catalogues.uncited_sentences),
)  # fmt: skip
