"""What `new` writes is sound, plays at once, and says what was typed, whatever was typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogue_sim.content.characters import cells, has_forbidden
from dialogue_sim.content.files import default_library
from dialogue_sim.content.inspection import problems_in
from dialogue_sim.content.library import load
from dialogue_sim.errors import DialogueSimError
from dialogue_sim.session.strategies.strategies import STRATEGIES
from dialogue_sim.session.strategies.table import stage_of
from dialogue_sim.workshop.checks.beyond import beyond
from dialogue_sim.workshop.checks.grading import judged
from dialogue_sim.workshop.playtesting.playtest import Casting, playtest
from dialogue_sim.workshop.scaffold.actor import likely_model, new_actor
from dialogue_sim.workshop.scaffold.fresh import short_of, slug, write_new
from dialogue_sim.workshop.scaffold.scenario import copied_scenario, fresh_scenario
from dialogue_sim.workshop.scaffold.setting import World, new_setting
from dialogue_sim.workshop.testing.suites import Choice, suites_of

LIBRARY = default_library()


def world(**changes: object) -> World:
    plain: dict[str, object] = {
        "setting": "harbour", "title": "Two harbours", "alliance": "North Shore",
        "chair": "Harbour Board", "counterpart": "Far Quay", "public": "Dock workers",
        "members": ("Pilots", "Brokers", "Tug crews"), "year": 1931, "fictional": True,
        "scenario": "first_winter", "author": "A. Teacher",
    }  # fmt: skip
    return World(**{**plain, **changes})  # type: ignore[arg-type]


def wrong_with(made: dict[str, bytes]) -> list[str]:
    """Everything but notes that `check` says of new files."""
    whole = {**LIBRARY, **made}
    found = judged(made, problems_in(whole, made, lambda _: None, beyond), "classroom")
    return [
        f"{one.place.path}:{one.place.line} {one.code} {one.message}"
        for one in found.problems
        if one.severity != "info" and one.place.path in made
    ]


@pytest.mark.parametrize("fictional", [True, False])
@pytest.mark.parametrize("members", [2, 3, 8])
def test_a_new_world_is_sound_with_any_number_of_members(members: int, fictional: bool) -> None:  # noqa: FBT001
    names = tuple(f"Member {number}" for number in range(members))
    made = new_setting(world(members=names, fictional=fictional), LIBRARY)
    assert wrong_with(made) == []
    bundle = load({**LIBRARY, **made}, "first_winter")
    assert [one.kind for one in bundle.actors.values()].count("member") == members
    assert bundle.documents.modelled == ("FIC" if fictional else "MOD")
    assert bundle.scenario.about.authors == ["A. Teacher"]


def test_it_plays_reaches_several_endings_and_its_tests_hold() -> None:
    whole = {**LIBRARY, **new_setting(world(), LIBRARY)}
    bundle = load(whole, "first_winter")
    casting = Casting(stage_of(bundle), STRATEGIES["uniform"], bundle.scenario.chair)
    record = playtest(casting, 200)
    assert len(set(record.ending.tolist())) >= 2
    assert len({name for name, share in record.injects.items() if share > 0}) == 2
    (suite,) = suites_of(whole, Choice(("first_winter",)))
    assert [one.state for one in suite.results] == ["held"] * 2


def fits(text: str) -> bool:
    return bool(text.strip()) and not has_forbidden(text) and cells(text.strip()) <= 14


SIGNS = st.characters(exclude_categories=["C", "Zl", "Zp", "Zs"], include_characters=" ")
TYPED = st.text(SIGNS, min_size=1, max_size=14).filter(fits)


@settings(max_examples=25)
@given(TYPED, TYPED, st.lists(TYPED, min_size=2, max_size=3, unique_by=str.strip))
def test_whatever_is_typed_is_what_screens_show(
    title: str, counterpart: str, members: list[str]
) -> None:
    taken = {name.strip() for name in members} | {"Harbour Board", "Dock workers"}
    if counterpart.strip() in taken:
        return
    asked = world(title=title, alliance=title.strip(), counterpart=counterpart,
                  members=tuple(members))  # fmt: skip
    made = new_setting(asked, LIBRARY)
    bundle = load({**LIBRARY, **made}, "first_winter")
    assert bundle.setting.title == title
    assert bundle.counterpart.name == counterpart
    named = {one.name for one in bundle.actors.values()}
    assert set(members) <= named


def test_ids_are_made_of_names_and_never_clash() -> None:
    assert slug("Öffentlichkeit: der Häfen!") == "offentlichkeit_der_hafen"
    assert slug("東京") == ""
    made = new_setting(world(members=("Poland", "東京")), LIBRARY)
    actors = {Path(path).stem for path in made if path.startswith("actors/")}
    assert "poland" not in actors
    assert "harbour_poland" in actors
    assert actors.isdisjoint(Path(path).stem for path in LIBRARY)
    assert wrong_with(made) == []


WORDS = ("null", "True", "No", "Y", "Off", "And", "Or", "Not", "In", "Con", "Nul", "Salience")


@pytest.mark.parametrize("word", WORDS)
def test_a_member_may_be_called_what_means_something_else_elsewhere(word: str) -> None:
    made = new_setting(world(members=(word, "Brokers")), LIBRARY)
    assert wrong_with(made) == []
    bundle = load({**LIBRARY, **made}, "first_winter")
    assert word in {one.name for one in bundle.actors.values()}


def test_an_early_year_is_a_date_too() -> None:
    made = new_setting(world(year=431), LIBRARY)
    assert wrong_with(made) == []
    assert load({**LIBRARY, **made}, "first_winter").scenario.date == "0431"


def test_a_short_name_is_whole_words_where_it_can_be() -> None:
    assert short_of("Government of Poland") == "Government"
    assert short_of("Heads of State") == "Heads of State"
    assert short_of("we") == "we"
    assert short_of("Incomprehensibilities of law") == "Incomprehensib"
    assert short_of("Tugs") == "Tugs"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"setting": "My World"}, "such as 'my_world'"),
        ({"setting": "river_league"}, "there is a setting 'river_league' already"),
        ({"members": ("Alone",)}, "2 to 8 members, not 1"),
        ({"members": ("Twin", "Twin")}, "'Twin' is named twice"),
        ({"alliance": "An alliance with a long name"}, "at most 14 fit"),
        ({"chair": ""}, "is no name"),
        ({"public": "two\nlines"}, "is no name"),
        ({"author": " "}, "is no name"),
        ({"setting": "con"}, "has a meaning of its own"),
        ({"setting": "no"}, "such as 'the_no'"),
        ({"scenario": "and"}, "has a meaning of its own"),
        ({"scenario": "rules"}, "is a file of the setting itself"),
        ({"scenario": "first_steps"}, "there is a scenario 'first_steps' already"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(changes: dict[str, object], said: str) -> None:
    with pytest.raises(DialogueSimError, match=said):
        new_setting(world(**changes), LIBRARY)


def test_a_copy_keeps_every_other_line_with_its_comments() -> None:
    made = copied_scenario(LIBRARY, "my_thaw", "first_steps", "Mine: a 'copy' #1")
    ((path, content),) = made.items()
    assert path == "scenarios/river_league/my_thaw.yaml"
    before = LIBRARY["scenarios/river_league/first_steps.yaml"].decode().splitlines()
    after = content.decode().splitlines()
    plain = [line for line in before if not line.startswith(("# yaml-language", "# $schema"))]
    assert len(after) == len(plain) + 2
    changed = [(old, new) for old, new in zip(plain, after[2:], strict=True) if old != new]
    assert [new.split(":")[0] for _, new in changed] == ["id", "title"]
    assert "# the name of this file" in changed[0][1]
    assert wrong_with(made) == []
    assert load({**LIBRARY, **made}, "my_thaw").scenario.title == "Mine: a 'copy' #1"
    mine = copied_scenario(LIBRARY, "my_thaw", "first_steps", "Mine", "A. Teacher")
    assert load({**LIBRARY, **mine}, "my_thaw").scenario.about.authors == ["A. Teacher"]


@pytest.mark.parametrize("setting", ["river_league", "nato_russia"])
def test_a_fresh_scenario_of_any_setting_is_sound(setting: str) -> None:
    made = fresh_scenario(LIBRARY, "quite_new", setting, "Quite new", "A. Teacher")
    assert wrong_with(made) == []
    load({**LIBRARY, **made}, "quite_new")


def test_an_actor_begins_with_the_profile_of_another() -> None:
    like = likely_model(LIBRARY, "river_league", "member")
    made = new_actor(LIBRARY, "far_mill", "Mill at the far bend", like)
    assert wrong_with(made) == []
    text = made["actors/far_mill.yaml"].decode()
    assert "name: Mill at the far bend" in text
    with pytest.raises(DialogueSimError, match="did you mean 'oldweir'"):
        new_actor(LIBRARY, "far_mill", "Mill", "oldwier")


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_copy_is_the_same_however_the_lines_of_its_model_end(mark: str, line_end: str) -> None:
    actor, story = "actors/oldweir.yaml", "scenarios/river_league/first_steps.yaml"
    other = {
        path: (mark + LIBRARY[path].decode().replace("\n", line_end)).encode()
        for path in (actor, story)
    }
    actors, stories = (
        [make({**LIBRARY, **change}) for change in ({}, other)] for make in (one_actor, one_story)
    )
    assert actors[0] == actors[1]
    assert stories[0] == stories[1]


def one_actor(library: dict[str, bytes]) -> dict[str, bytes]:
    return new_actor(library, "far_mill", "Mill", "oldweir")


def one_story(library: dict[str, bytes]) -> dict[str, bytes]:
    return copied_scenario(library, "mine", "first_steps", "Mine", "A. Teacher")


def test_an_actor_to_begin_with_fits_what_is_wanted() -> None:
    def of(setting: str, kind: str | None, like: str | None = None) -> str:
        return likely_model(LIBRARY, setting, kind, like)

    assert of("river_league", None, "almanac") == "almanac"
    assert of("river_league", "voice") == "almanac"
    with pytest.raises(DialogueSimError, match="the kind of 'almanac' is 'voice', not 'member'"):
        of("river_league", "member", "almanac")
    with pytest.raises(DialogueSimError, match="the setting of 'poland' is 'nato_russia'"):
        of("river_league", None, "poland")
    with pytest.raises(DialogueSimError, match="did you mean 'river_league'"):
        of("river_leage", None)


def test_a_variant_is_no_profile_to_begin_with() -> None:
    twin = {"actors/twin.yaml": b"format: 1\nid: twin\nuse: oldweir\nset: {name: A twin}\n"}
    with pytest.raises(DialogueSimError, match="begin with 'oldweir'"):
        new_actor({**LIBRARY, **twin}, "third", "A third", "twin")


def test_all_files_are_written_or_none(tmp_path: Path) -> None:
    made = new_setting(world(), LIBRARY)
    last = max(made)
    (tmp_path / last).parent.mkdir(parents=True)
    (tmp_path / last).write_text("mine", encoding="utf-8")
    with pytest.raises(DialogueSimError, match="is there already; nothing was written"):
        write_new(tmp_path, made)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [tmp_path / last]
    (tmp_path / last).unlink()
    written = write_new(tmp_path, made)
    assert {path.relative_to(tmp_path).as_posix() for path in written} == made.keys()
    assert len([*(tmp_path / "schemas").iterdir()]) == 8


def test_where_the_disk_refuses_no_folder_is_left(tmp_path: Path) -> None:
    (tmp_path / "schemas").write_text("in the way", encoding="utf-8")
    with pytest.raises(DialogueSimError, match="nothing was written"):
        write_new(tmp_path, new_setting(world(), LIBRARY))
    assert [path.name for path in tmp_path.iterdir()] == ["schemas"]


def test_schemas_that_lie_there_are_left_alone(tmp_path: Path) -> None:
    mine = tmp_path / "schemas" / "actor.schema.json"
    mine.parent.mkdir()
    mine.write_text("{}", encoding="utf-8")
    write_new(tmp_path, new_actor(LIBRARY, "far_mill", "Mill", "oldweir"))
    assert mine.read_text(encoding="utf-8") == "{}"
    assert len([*mine.parent.iterdir()]) == 8
