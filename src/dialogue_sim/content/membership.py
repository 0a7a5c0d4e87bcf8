"""A variant belongs where what it uses belongs: to its blocs, its texts and its arguments."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dialogue_sim.content.layers import lineage_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dialogue_sim.content.argument import Arguments
    from dialogue_sim.content.policy import Policies
    from dialogue_sim.content.setting import Setting
    from dialogue_sim.content.yaml_source import YamlFile

Variants = dict[str, frozenset[str]]
"""By variant in a story, ids of all that it uses."""


def variants_among(files: Mapping[str, YamlFile]) -> Variants:
    """The variants among the actors of a story.

    Args:
        files: of its actors as it reads them, by path.
    """
    lineages = {Path(path).stem: lineage_of(file) for path, file in sorted(files.items())}
    return {
        name: frozenset(Path(p).stem for p in paths) for name, paths in lineages.items() if paths
    }


def in_blocs(setting: Setting, variants: Variants) -> Setting:
    """A setting whose blocs count variants in."""
    blocs = {bloc: joined(members, variants) for bloc, members in setting.blocs.items()}
    return setting.model_copy(update={"blocs": blocs}) if variants else setting


def in_catalogue(policies: Policies, variants: Variants) -> Policies:
    """A catalogue in which variants may table what those whom they use may table."""
    if not variants:
        return policies
    texts = {
        name: text.model_copy(update={"tabled_by": joined(text.tabled_by, variants)})
        for name, text in policies.policies.items()
    }
    return policies.model_copy(update={"policies": texts})


def in_bank(bank: Arguments | None, variants: Variants) -> Arguments | None:
    """A bank of arguments that variants make as those whom they use do."""
    if bank is None or not variants:
        return bank
    arguments = {
        name: argument.model_copy(update={"speakers": joined(argument.speakers, variants)})
        for name, argument in bank.arguments.items()
    }
    return bank.model_copy(update={"arguments": arguments})


def joined(named: Iterable[str], variants: Variants) -> list[str]:
    """The named actors and the variants of one of them, each once."""
    whole = list(named)
    return [*whole, *(v for v, used in variants.items() if v not in whole and used & {*whole})]
