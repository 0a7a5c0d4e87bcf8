"""`use:` and `set:`: variants of actors, in files and in scenarios, and where they are written."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.content.diagnostics import ContentError, Diagnostic
from dialogue_sim.content.files import default_library, packaged_content, read_library
from dialogue_sim.content.fingerprint import fingerprints
from dialogue_sim.content.inspection import inspect
from dialogue_sim.content.layers import origins_of
from dialogue_sim.content.library import examine, load
from dialogue_sim.session.views.sources import source_view

FILES = read_library(packaged_content())
STORY, OLDWEIR = "scenarios/river_league/first_steps.yaml", "actors/oldweir.yaml"
LOWMARSH = "actors/lowmarsh.yaml"
VARIANT = """\
format: 1
id: lowmarsh
use: oldweir
set:
  name: Village of Lowmarsh
  short: Lowmarsh
  trust: {value: 0.4, basis: inferred, why: It was dry in both springs.}
  issues.toll.ideal: full
"""
WHY = "basis: inferred, why: It was dry."


def with_files(story: str = "  lowmarsh: {}\n", **files: str) -> dict[str, bytes]:
    """The shipped content with more files of actors, and with more actors in its first story."""
    text = FILES[STORY].decode()
    assert text.count("  oldweir: {}\n") == 1
    told = text.replace("  oldweir: {}\n", f"  oldweir: {{}}\n{story}")
    return {
        **FILES,
        STORY: told.encode(),
        **{f"actors/{name}.yaml": body.encode() for name, body in files.items()},
    }


def told(files: dict[str, bytes]) -> tuple[Diagnostic, ...]:
    return examine(files, "first_steps")[1]


def line_of(text: bytes | str, begins: str) -> int:
    lines = (text if isinstance(text, str) else text.decode()).splitlines()
    return next(n for n, line in enumerate(lines, 1) if line.strip().startswith(begins))


def story(**files: str) -> Bundle:
    return load(with_files(**files), "first_steps")


def test_a_variant_is_what_it_uses_but_for_what_it_sets() -> None:
    bundle = story(lowmarsh=VARIANT)
    other, own = (bundle.actors[name].model_dump() for name in ("oldweir", "lowmarsh"))
    assert own.pop("id") == "lowmarsh"
    assert own.pop("name") == "Village of Lowmarsh"
    assert own.pop("short") == "Lowmarsh"
    assert own.pop("trust") == 0.4
    assert own["issues"]["toll"].pop("ideal") == "full"
    for key in ("id", "name", "short", "trust"):
        del other[key]
    del other["issues"]["toll"]["ideal"]
    assert own == other


def test_every_number_says_in_which_file_it_is_written() -> None:
    bundle, path = story(lowmarsh=VARIANT), "actors/lowmarsh.yaml"
    own, taken = (source_view(bundle, path, at) for at in (("trust",), ("stars", "trust")))
    assert own is not None
    assert taken is not None
    assert (own.file, own.line, own.why) == (path, 7, "It was dry in both springs.")
    assert (taken.file, taken.line) == (OLDWEIR, line_of(FILES[OLDWEIR], "stars:"))
    assert taken.why.startswith("An invented town")
    cited = source_view(bundle, path, ("issues", "warning", "ideal"))
    assert cited is not None
    assert cited.cited[0][0] == "CHR-S09"


def test_what_made_an_actor_what_it_is_can_be_told() -> None:
    bundle = story(lowmarsh=VARIANT)
    used, own = origins_of(bundle.files[LOWMARSH])
    assert (used.kind, used.name, used.place.line) == ("use", "oldweir", 3)
    assert (own.kind, own.paths) == ("set", ("name", "short", "trust", "issues.toll.ideal"))
    assert origins_of(bundle.files["actors/saltmouth.yaml"]) == ()


def test_the_file_that_is_used_is_written_down_but_takes_no_part() -> None:
    text = FILES[STORY].decode().replace("  mirefold: {}", "  lowmarsh: {}")
    files = {**FILES, LOWMARSH: VARIANT.replace("oldweir", "mirefold").encode()}
    files[STORY] = text.encode()
    bundle, problems = examine(files, "first_steps")
    assert bundle is not None
    assert [one.message for one in problems if one.severity == "error"] == []
    assert "mirefold" not in bundle.actors
    assert "actors/mirefold.yaml" in bundle.written
    assert "actors/mirefold.yaml" not in bundle.files
    alone = {path: file.text.encode() for path, file in bundle.written.items()}
    assert fingerprints(load(alone, "first_steps")) == fingerprints(bundle)


def test_variants_of_variants() -> None:
    second = VARIANT.replace("lowmarsh", "highmarsh").replace("oldweir", "lowmarsh")
    second = second.replace("Lowmarsh", "Highmarsh").replace("0.4", "0.6")
    second = second.replace("  issues.toll.ideal: full\n", "")
    files = with_files("  highmarsh: {}\n", lowmarsh=VARIANT, highmarsh=second)
    bundle = load(files, "first_steps")
    actor = bundle.actors["highmarsh"]
    assert (actor.trust, actor.issues["toll"].ideal, actor.caution) == (0.6, "full", 0.10)
    place = bundle.files["actors/highmarsh.yaml"].place(("issues", "toll", "ideal"))
    assert (place.path, place.line) == (LOWMARSH, 8)
    assert {OLDWEIR, LOWMARSH, "actors/highmarsh.yaml"} <= bundle.written.keys()


def variant(name: str, use: str) -> str:
    return f"format: 1\nid: {name}\nuse: {use}\n"


@pytest.mark.parametrize(
    ("files", "code", "place", "words"),
    [
        ({"lowmarsh": variant("lowmarsh", "lowmarsh")}, "DS230", (LOWMARSH, 3),
         "'lowmarsh' uses 'lowmarsh', and so on"),
        ({"lowmarsh": variant("lowmarsh", "a"), "a": variant("a", "b"), "b": variant("b", "a")},
         "DS230", ("actors/b.yaml", 3), "'lowmarsh' uses 'a', which uses 'b', which uses 'a'"),
        ({"lowmarsh": variant("lowmarsh", "a0"), **{f"a{n}": variant(f"a{n}", f"a{n + 1}")
                                                    for n in range(9)}},
         "DS230", ("actors/a7.yaml", 3), "more than 8 in a row"),
        ({"lowmarsh": variant("lowmarsh", "oldwier")}, "DS202", (LOWMARSH, 3),
         "there is no actor 'oldwier' to use"),
        ({"lowmarsh": VARIANT + "stars: {trust: 2}\n"}, "DS120", (LOWMARSH, 9), "'stars'"),
        ({"lowmarsh": VARIANT + "  star.trust: 2\n"}, "DS206", (LOWMARSH, 9),
         "there is no 'star'"),
        ({"lowmarsh": VARIANT + "  kautious: 2\n"}, "DS120", (LOWMARSH, 9), "'kautious'"),
        ({"lowmarsh": VARIANT + "  caution: {value: 7, " + WHY + "}\n"}, "DS124", (LOWMARSH, 9),
         "0.5"),
        ({"lowmarsh": VARIANT + "  caution: {value: 0.2, basis: inferred}\n"}, "DS204",
         (LOWMARSH, 9), "needs `why:`"),
        ({"lowmarsh": VARIANT + "  id: other\n"}, "DS233", (LOWMARSH, 9), "no path changes that"),
        ({"lowmarsh": VARIANT + "  issues.warning.ideal: gauge\n"}, "DS202", (LOWMARSH, 9),
         "level of warning"),
        ({"lowmarsh": VARIANT + "  issues.warning.source: [CHR-S99]\n"}, "DS202", (LOWMARSH, 9),
         "there is no source 'CHR-S99'"),
        ({"lowmarsh": VARIANT.replace("id: lowmarsh", "id: marsh")}, "DS205", (LOWMARSH, 2),
         "differ"),
        ({"lowmarsh": "format: 1\nid: lowmarsh\nuse: [oldweir]\n"}, "DS122", (LOWMARSH, 3),
         "expected"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_variant_is_said_where_it_is_written(
    files: dict[str, str], code: str, place: tuple[str, int], words: str
) -> None:
    errors = [one for one in told(with_files(**files)) if one.severity == "error"]
    assert [(one.code, one.place.path, one.place.line) for one in errors] == [(code, *place)]
    assert words in errors[0].message


@pytest.mark.parametrize(
    ("body", "remedy"),
    [
        (variant("lowmarsh", "oldwier"), "did you mean 'oldweir'?"),
        (VARIANT + "  star.trust: 2\n", "did you mean 'stars'?"),
        (VARIANT + "stars: {trust: 2}\n", "what is different stands below `set:`"),
        (VARIANT + "sets: {}\n", "did you mean 'set'?"),
    ],
)
def test_help_names_what_was_probably_meant(body: str, remedy: str) -> None:
    assert [one.help for one in told(with_files(lowmarsh=body))] == [remedy]


def test_a_number_that_brings_no_source_is_pointed_out_and_played() -> None:
    (found,) = told(with_files(lowmarsh=VARIANT + "  caution: 0.2\n"))
    assert (found.severity, found.code, found.place.line) == ("warning", "DS235", 9)
    assert "'caution'" in found.message


# ------------------------------------------------------------ of one scenario alone

LOCAL = """\
  lowmarsh:
    use: oldweir
    set:
      basis: inferred
      why: It was dry in both springs.
      name: Village of Lowmarsh
      trust: 0.4
      stars.trust: 1
"""


def test_a_scenario_makes_a_variant_of_its_own() -> None:
    bundle = load(with_files(LOCAL), "first_steps")
    actor = bundle.actors["lowmarsh"]
    assert (actor.id, actor.name, actor.trust, actor.caution) == (
        "lowmarsh", "Village of Lowmarsh", 0.4, 0.10,
    )  # fmt: skip
    assert "lowmarsh" in bundle.everybody
    own = source_view(bundle, LOWMARSH, ("stars", "trust"))
    taken = source_view(bundle, LOWMARSH, ("stars", "peers"))
    assert own is not None
    assert taken is not None
    written = line_of(with_files(LOCAL)[STORY], "stars.trust")
    assert (own.file, own.line, own.why) == (STORY, written, "It was dry in both springs.")
    assert taken.file == OLDWEIR
    assert LOWMARSH not in bundle.written


def test_a_scenario_may_make_a_variant_of_a_variant() -> None:
    files = with_files(LOCAL.replace("lowmarsh", "fen").replace("oldweir", "lowmarsh"),
                       lowmarsh=VARIANT)  # fmt: skip
    actor = load(files, "first_steps").actors["fen"]
    assert (actor.short, actor.issues["toll"].ideal) == ("Lowmarsh", "full")


def test_a_variant_that_hides_a_file_is_pointed_out() -> None:
    (found,) = told(with_files(LOCAL, lowmarsh=VARIANT))
    assert (found.severity, found.code, found.place.path) == ("warning", "DS234", STORY)


def test_what_a_scenario_sets_is_found_in_the_scenario() -> None:
    change = f"{{trust: {{value: 0.4, {WHY}}}, stars.trust: {{value: 9, {WHY}}}}}"
    text = FILES[STORY].decode().replace("  oldweir: {}\n", f"  oldweir: {{set: {change}}}\n")
    (found,) = told({**FILES, STORY: text.encode()})
    assert (found.code, found.place.path) == ("DS124", STORY)
    line = text.splitlines()[found.place.line - 1]
    assert line[found.place.column - 1 :].startswith("9,") or "stars.trust" in line


# ----------------------------------------------------------------- of another setting


def test_what_is_used_from_another_setting_has_to_fit() -> None:
    body = VARIANT.replace("oldweir", "poland").replace("  issues.toll.ideal: full\n", "")
    (found,) = told(with_files(lowmarsh=body + "  setting: river_league\n"))
    assert (found.code, found.severity) == ("DS231", "error")
    assert (found.place.path, found.place.line) == (LOWMARSH, 3)
    assert "'poland' of the setting 'nato_russia' does not fit here" in found.message
    assert "actors/poland.yaml:" in found.message


def test_what_is_used_from_another_setting_and_fits_is_played() -> None:
    """A copy of the river under another name, whose only town is used from the first one."""
    moved = {
        path.replace("river_league", "river_two").replace("first_steps", "second_steps"): raw
        for path, raw in FILES.items() if path.startswith("scenarios/river_league/")
    }  # fmt: skip
    names = ("aldermark", "almanac", "mirefold", "oldweir", "river_folk", "saltmouth", "steward")
    cast = "".join(f"  {name}: {{use: {name}_, set: {{setting: river_two}}}}\n" for name in names)
    files = {f"actors/{name}_.yaml": FILES[f"actors/{name}.yaml"].replace(
        f"id: {name}\n".encode(), f"id: {name}_\n".encode()) for name in names}  # fmt: skip
    for path, raw in moved.items():
        text = raw.decode().replace("setting: river_league", "setting: river_two")
        text = text.replace("\nid: river_league", "\nid: river_two")
        text = text.replace("id: first_steps", "id: second_steps")
        for name in names:
            text = text.replace(f"\n  {name}: {{}}\n", "\n")
        files[path] = text.replace("\nactors: ", f"\nactors:\n{cast}#").encode()
    bundle, problems = examine(files, "second_steps")
    assert [one.message for one in problems] == []
    assert bundle is not None
    assert bundle.actors["oldweir"].setting == "river_two"


# ------------------------------------------------------------------ in a workspace


def test_a_workspace_may_hold_one_variant_and_one_scenario(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = with_files(lowmarsh=VARIANT)
    story = files[STORY].replace(b"id: first_steps ", b"id: my_steps ")
    for path, raw in {STORY.replace("first", "my"): story, LOWMARSH: files[LOWMARSH]}.items():
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).write_bytes(raw)
    monkeypatch.chdir(tmp_path)
    bundle = load(default_library(), "my_steps")
    assert bundle.actors["lowmarsh"].caution == 0.10
    looked_at, problems, _ = inspect([])
    assert set(looked_at) == {STORY.replace("first", "my"), LOWMARSH}
    assert problems == ()


def test_a_workspace_may_hold_nothing_but_an_actor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "actors").mkdir()
    (tmp_path / LOWMARSH).write_text(VARIANT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert inspect([])[1] == ()
    (tmp_path / LOWMARSH).write_text(VARIANT.replace("oldweir", "oldwier"), encoding="utf-8")
    (found,) = inspect([])[1]
    assert found.help == "did you mean 'oldweir'?"


def test_saves_cannot_reach_what_they_do_not_hold() -> None:
    bundle = story(lowmarsh=VARIANT)
    held = {path: file.text.encode() for path, file in bundle.written.items()}
    del held[OLDWEIR]
    with pytest.raises(ContentError):
        load(held, "first_steps")


# --------------------------------------------------------------- in the place of another


def test_a_variant_belongs_where_what_it_uses_belongs() -> None:
    """Poland speaks for itself in the bank and in its bloc; a variant in its place does so too."""
    path = "scenarios/nato_russia/december_2019.yaml"
    local = "  lublin: {use: poland, set: {name: Government in Lublin}}\n  poland: {}\n"
    text = FILES[path].decode().replace("  poland: {}\n", local)
    before, after = (
        load(files, "december_2019") for files in (FILES, {**FILES, path: text.encode()})
    )
    assert after.blocs["eastern_members"] == ("baltic_states", "lublin", "poland")
    assert before.blocs["eastern_members"] == ("baltic_states", "poland")
    spoken = {name for name, one in before.bank.items() if "poland" in one.speakers}
    assert len(spoken) > 3
    assert spoken == {name for name, one in after.bank.items() if "lublin" in one.speakers}
    for name in before.policies.policies:
        asked = before.may_table("poland", name)
        assert after.may_table("lublin", name) == asked
    assert after.setting.model_dump(exclude={"blocs"}) == before.setting.model_dump(
        exclude={"blocs"}
    )


def test_a_period_that_is_replaced_stays_so_through_a_chain() -> None:
    mid = "format: 1\nid: mid\nuse: lowmarsh\n"
    own = "periods:\n  p: {from: 1900-01, set: {short: Mine}}\n"
    theirs = "periods:\n  p: {from: 1900-01, set: {name: Another name, short: Theirs}}\n"
    for used in ("lowmarsh", "mid"):
        top = f"format: 1\nid: top\nuse: {used}\n{own}"
        files = with_files("  top: {}\n", lowmarsh=VARIANT + theirs, mid=mid, top=top)
        actor = load(files, "first_steps").actors["top"]
        assert (actor.name, actor.short) == ("Village of Lowmarsh", "Mine")


def test_a_file_of_periods_without_end_is_refused_soon() -> None:
    many = "".join(
        f"  p{number}: {{from: 1900-01, set: {{short: Late}}}}\n" for number in range(2000)
    )
    files = with_files("  lowmarsh: {}\n", lowmarsh=f"{VARIANT}periods:\n{many}")
    codes = [one.code for one in told(files)]
    assert "DS125" in codes
    assert codes.count("DS232") <= 20
