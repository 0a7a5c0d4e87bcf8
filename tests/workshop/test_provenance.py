"""The page of sources says what is cited, where, and by what."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from dialogue_sim.cli.entry import main
from dialogue_sim.content.diagnostics import ContentError
from dialogue_sim.content.files import UnknownIdError, packaged_content, read_library
from dialogue_sim.workshop.sources.provenance import Sentence, provenance
from dialogue_sim.workshop.sources.provenance_text import sources_page

ROOT = Path(__file__).resolve().parent.parent.parent
FILES = read_library(packaged_content())
FOUND = provenance(FILES, "nato_russia")
PAGE = sources_page(FOUND)
NATO = "scenarios/nato_russia"
COMMENT = re.compile(r"^ *#.*$", re.MULTILINE)


def sentence(cited: str, files: dict[str, bytes] | None = None) -> Sentence:
    """One sentence by its citation."""
    found = FOUND if files is None else provenance(files, "nato_russia")
    return next(one for source in found.sources for one in source.sentences if one.id == cited)


def test_the_committed_page_is_current() -> None:
    committed = (ROOT / "docs/sources.md").read_text(encoding="utf-8")
    assert committed == PAGE, "content has changed: write the page anew, `make sources`"


def test_every_document_says_who_when_what_and_how_weak_it_is() -> None:
    for source in FOUND.sources:
        assert source.title
        assert source.author
        assert source.date
        assert source.weaknesses, source.id
        assert all(weakness in " ".join(PAGE.split()) for weakness in source.weaknesses)


def test_every_citation_of_the_library_stands_on_the_page_and_leads_back_to_a_file() -> None:
    """Counted with a plain search, file by file."""
    cited: dict[str, set[tuple[str, int]]] = {}
    for path, raw in FILES.items():
        if path.endswith("documents.yaml"):
            continue
        # The dossier and the bank stand in one file and are two things.
        parts = re.split(r"(?m)^arguments:", re.sub(COMMENT, "", raw.decode()))
        for number, part in enumerate(parts):
            for found in re.findall(r"\bD00\d-S\d\d\b", part):
                cited.setdefault(found, set()).add((path, number))
    used = {
        one.id: one.used_by for source in FOUND.sources for one in source.sentences
        if one.used_by and one.id.startswith("D00")
    }  # fmt: skip
    assert set(used) == set(cited)
    for name, paths in cited.items():
        assert len(used[name]) == len(paths), (name, used[name], paths)


def test_a_sentence_leads_to_the_actors_policies_scenarios_and_expectations() -> None:
    used = sentence("D001-S22").used_by
    assert "framing" in " ".join(used["actor poland"])
    assert "business_as_usual" in used["policy"]
    assert "business_as_usual_is_a_red_line" in used["expectation"]
    assert {"brief", "seats poland"} <= set(used["scenario december_2019"])


def test_a_sentence_leads_to_the_cards_and_arguments_one_by_one() -> None:
    used = sentence("D000-S07").used_by
    assert used["card"] == ("sanctions_cut_both_ways",)
    assert used["argument"] == ("sanctions_give_weight", "sanctions_block_talks")
    assert "card" not in sentence("D003-S08").used_by, "argued, and on no card"
    assert not any("arguments" in holder for one in FOUND.sources for each in one.sentences
                   for holder in each.used_by)  # fmt: skip


def test_a_citation_that_is_taken_out_is_gone_from_the_page() -> None:
    text = FILES[f"{NATO}/policies.yaml"].decode()
    raw = text.replace("source: [D002-S45]", "source: [D002-S43]").encode()
    assert "cultural_exchange" in sentence("D002-S45").used_by["policy"]
    changed = {**FILES, f"{NATO}/policies.yaml": raw}
    assert "policy" not in sentence("D002-S45", changed).used_by
    assert "cultural_exchange" in sentence("D002-S43", changed).used_by["policy"]


@pytest.mark.parametrize("cited", ["D002-S77", "D002-S78", "D002-S79"])
def test_the_poll_figures_are_marked_as_unverified(cited: str) -> None:
    assert sentence(cited).unverified
    assert f"**{cited}** **unverified**" in PAGE
    assert sentence(cited).used_by


def test_what_is_not_listed_is_not_marked() -> None:
    marked = {one.id for source in FOUND.sources for one in source.sentences if one.unverified}
    assert marked == {"D002-S77", "D002-S78", "D002-S79"}


def test_a_receipt_says_that_a_finding_is_unverified() -> None:
    asked = ["explain", "december_2019", "negotiate_at_ceasefire", "nato_publics"]
    assert "REP unverified poll" in CliRunner().invoke(main, asked).stdout
    found = json.loads(CliRunner().invoke(main, [*asked, "--json"]).stdout)
    trust = found["actors"]["nato_publics"]["receipt"]["trust"]["source"]
    assert (trust["label"], trust["basis"], trust["unverified"]) == ("REP", "poll", True)


def test_an_unknown_sentence_cannot_be_unverified() -> None:
    text = FILES[f"{NATO}/documents.yaml"].decode()
    raw = text.replace("unverified: [S77,", "unverified: [S177,").encode()
    workspace = {**FILES, f"{NATO}/documents.yaml": raw}
    with pytest.raises(ContentError, match="S177"):
        provenance(workspace, "nato_russia")


def test_the_command_prints_the_page_and_its_data() -> None:
    runner = CliRunner()
    assert runner.invoke(main, ["sources", "nato_russia"]).stdout == PAGE
    data = json.loads(runner.invoke(main, ["sources", "nato_russia", "--json"]).stdout)
    assert [one["id"] for one in data["sources"]] == [one.id for one in FOUND.sources]


def test_a_setting_that_is_not_there_is_named() -> None:
    with pytest.raises(UnknownIdError, match="did you mean 'nato_russia'"):
        provenance(FILES, "nato_rusia")
