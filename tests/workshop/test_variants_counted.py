"""Numbers of a variant are counted once: in the file in which they are written."""

from __future__ import annotations

from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.workshop.card.model_card import model_card
from dialogue_sim.workshop.sources.provenance import provenance

FILES = read_library(packaged_content())
LOWMARSH = b"""\
format: 1
id: lowmarsh
use: oldweir
set:
  trust: {value: 0.4, source: [CHR-S12], basis: reported}
  issues.toll: {ideal: full, shape: min, salience: 4, source: [CHR-S12], basis: stated}
"""
WITH = {**FILES, "actors/lowmarsh.yaml": LOWMARSH}


def test_only_what_a_variant_says_itself_is_counted() -> None:
    before, after = (model_card(files, "river_league") for files in (FILES, WITH))
    own = next(share for share in after.by_actor if share.name == "lowmarsh")
    assert own.total == 2
    assert (own.by_basis["reported"], own.by_basis["stated"]) == (1, 1)
    assert after.all_numbers.total == before.all_numbers.total + 2
    assert after.positions.total == before.positions.total + 1


def test_what_a_variant_rests_on_counts_with_what_it_uses() -> None:
    source = provenance(WITH, "river_league").sources[0]
    by = {sentence.id: sentence.used_by for sentence in source.sentences}
    assert by["CHR-S12"]["actor lowmarsh"][0].startswith("issues.toll")
    assert "actor lowmarsh" in by["CHR-S09"]
