"""`new`: a setting, a scenario or an actor to begin with."""

from __future__ import annotations

import sys
from datetime import MAXYEAR, UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dialogue_sim.cli.failures import say
from dialogue_sim.content.files import packaged_content, read_library

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TO = click.option("--to", metavar="DIR", default=".", help="The workspace; default: this folder.")
MEMBERS = "First Member, Second Member, Third Member"


@click.group()
def new() -> None:
    """Write a setting, a scenario or an actor that can be played at once.

    What is not said by options is asked for. Answers can be piped, a line each; where there are
    none, or an empty one, the default holds.
    """


@new.command()
@click.argument("setting")
@click.option("--title", help="Of the setting.")
@click.option("--alliance", help="Who tables; at most 14 characters.")
@click.option("--chair", help="The office that words its texts.")
@click.option("--counterpart", help="The side that answers.")
@click.option("--public", help="Whose support is counted.")
@click.option("--members", metavar="NAMES", help="Two to eight, with commas between them.")
@click.option("--year", type=click.IntRange(1, 9999), help="When it plays.")
@click.option("--fictional/--real", default=None, help="Whether the world is invented.")
@click.option("--scenario", metavar="ID", help="Of its first scenario.")
@click.option("--author", help="Who writes it.")
@TO
def setting(setting: str, to: str, *, fictional: bool | None, **said: str | int | None) -> None:
    """Write a small world: its rules, policies and actors, and a scenario."""
    from dialogue_sim.workshop.scaffold.fresh import must_be_id
    from dialogue_sim.workshop.scaffold.setting import World, new_setting

    must_be_id(setting)
    plain = setting.replace("_", " ").capitalize()
    this_year = datetime.now(tz=UTC).year

    def asked(option: str, question: str, default: str) -> str:
        return _asked(said.get(option), question, default)

    world = World(
        setting=setting,
        title=asked("title", "Title of the setting", plain),
        alliance=asked("alliance", "Who tables (at most 14 characters)", "The Alliance"),
        chair=asked("chair", "The office that words its texts", "The Chair"),
        counterpart=asked("counterpart", "The side that answers", "The Other Side"),
        members=tuple(
            name.strip()
            for name in asked("members", "Its members, with commas", MEMBERS).split(",")
            if name.strip()
        ),
        public=asked("public", "Whose support is counted", "The Public"),
        year=_year(asked("year", "The year in which it plays", str(this_year))),
        fictional=_yes("Is the world invented (yes, no)") if fictional is None else fictional,
        scenario=asked("scenario", "Id of the first scenario", f"{setting}_1"[:60]),
        author=asked("author", "Who writes it", "nobody yet"),
    )
    _write(to, new_setting(world, _library(to)), world.scenario)


@new.command()
@click.argument("scenario")
@click.option("--setting", metavar="ID", help="Of which setting; asked for if there are several.")
@click.option("--from", "model", metavar="SCENARIO", help="Copy this one.")
@click.option("--title", help="On screens.")
@click.option("--author", help="Who writes it.")
@TO
def scenario(scenario: str, to: str, **said: str | None) -> None:
    """Write a scenario: a fresh one of a setting, or a copy of another."""
    from dialogue_sim.content.files import scenario_paths
    from dialogue_sim.workshop.scaffold.fresh import settings_in
    from dialogue_sim.workshop.scaffold.scenario import (
        copied_scenario,
        fresh_scenario,
        must_be_new,
    )

    library = _library(to)
    must_be_new(scenario, scenario_paths(library))
    title = _asked(said["title"], "Title", scenario.replace("_", " ").capitalize())
    if said["model"] is not None:
        made = copied_scenario(library, scenario, said["model"], title, said["author"] or "")
    else:
        known = settings_in(library)
        wanted = _asked(said["setting"], f"Setting ({', '.join(known)})", known[0])
        author = _asked(said["author"], "Who writes it", "nobody yet")
        made = fresh_scenario(library, scenario, wanted, title, author)
    _write(to, made, scenario)


@new.command()
@click.argument("actor")
@click.option("--setting", metavar="ID", help="Of which setting.")
@click.option("--kind", type=click.Choice(("member", "voice")),
              help="A member, who may break silence, if nothing is said.")  # fmt: skip
@click.option("--like", metavar="ACTOR", help="Whose profile it begins with.")
@click.option("--name", help="In full.")
@TO
def actor(actor: str, to: str, kind: str | None, **said: str | None) -> None:
    """Write an actor, with the profile of another one to begin with."""
    from dialogue_sim.workshop.scaffold.actor import likely_model, new_actor, setting_of
    from dialogue_sim.workshop.scaffold.fresh import must_be_id, settings_in

    must_be_id(actor)
    library = _library(to)
    wanted, like = said["setting"], said["like"]
    if wanted is None and like is not None:
        wanted = setting_of(library, like)
    if wanted is None:
        known = settings_in(library)
        wanted = _asked(None, f"Setting ({', '.join(known)})", known[0])
    name = _asked(said["name"], "Name", actor.replace("_", " ").title())
    like = likely_model(library, wanted, kind, like)
    paths = _made(to, new_actor(library, actor, name, like))
    say(f"{paths[0]} begins with the profile of '{like}'. Name it under `actors:` of a scenario:")
    say(f"    {actor}: {{}}")


def _asked(said: str | int | None, question: str, default: str) -> str:
    """What was said by an option, is answered now or was piped; the default where nothing was."""
    if said is not None:
        return str(said).strip()
    if sys.stdin.isatty():
        return str(click.prompt(question, default=default)).strip()
    return sys.stdin.readline().strip() or default


def _yes(question: str) -> bool:
    answer = _asked(None, question, "no")
    if answer.lower() in {"yes", "y", "no", "n"}:
        return answer.lower().startswith("y")
    message = f"{question}: '{answer}' is neither"
    raise click.UsageError(message)


def _year(answer: str) -> int:
    if answer.isascii() and answer.isdigit() and 1 <= int(answer[:5]) <= MAXYEAR:
        return int(answer)
    message = f"'{answer}' is no year from 1 to {MAXYEAR}"
    raise click.UsageError(message)


def _library(to: str) -> Mapping[str, bytes]:
    """What is there already: in the workspace, and in the program."""
    return read_library(Path(to), packaged_content())


def _made(to: str, made: Mapping[str, bytes]) -> Sequence[Path]:
    from dialogue_sim.workshop.scaffold.fresh import write_new

    return write_new(Path(to), made)


def _write(to: str, made: Mapping[str, bytes], scenario: str) -> None:
    for path in _made(to, made):
        say(f"wrote {path}")
    there = "" if to == "." else f", in {to}"
    say(f"\nNext{there}:")
    for command, does in (
        ("check", "what is wrong, if anything"),
        (f"play {scenario}", "play it"),
        (f"playtest {scenario}", "let strategies play it"),
        (f"edit {scenario}", "see what each change does while you write"),
    ):
        say(f"    dialogue-sim {command:<32} {does}")
