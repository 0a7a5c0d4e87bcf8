"""`new actor`: one more member or voice, as a copy of one that is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.content.bundle import actor_path
from dialogue_sim.content.files import actor_ids
from dialogue_sim.content.yaml_source import read_yaml
from dialogue_sim.workshop.editing.page import page_of
from dialogue_sim.workshop.scaffold.fresh import (
    NotMadeError,
    copied,
    must_be_id,
    must_be_known,
    must_be_name,
    settings_in,
    short_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping


def new_actor(library: Mapping[str, bytes], wanted: str, name: str, like: str) -> dict[str, bytes]:
    """An actor with the profile of another one, under its own id and name.

    Raises:
        UnknownIdError: there is no such actor to begin with.
        NotMadeError: an id or a name that cannot be, an actor that is there already, or one to
            begin with that is a variant itself.
    """
    known = actor_ids(library)
    if must_be_id(wanted) in known:
        message = f"there is an actor '{wanted}' already; take another id"
        raise NotMadeError(message)
    must_be_known("actor", like, known)
    used = _said_of(library, like).get("use")
    if used is not None:
        message = f"'{like}' says only in what it differs from '{used}'; begin with '{used}'"
        raise NotMadeError(message)
    given = {"id": wanted, "name": must_be_name(name), "short": short_of(name.strip())}
    page, path = page_of(actor_path(like), library[actor_path(like)]), actor_path(wanted)
    return {path: copied(page, path, {(key,): said for key, said in given.items()})}


def likely_model(
    library: Mapping[str, bytes], setting: str, kind: str | None, like: str | None = None
) -> str:
    """The actor with which to begin: the one that is named, or the first of its kind by id.

    Args:
        setting: to which it has to belong; kind: what it has to be, a member if nothing is said.
        like: the one that is named.

    Raises:
        UnknownIdError: there is no such setting or actor.
        NotMadeError: the one that is named is another kind of actor, or of another setting; or
            there is none.
    """
    must_be_known("setting", setting, settings_in(library))
    if like is not None:
        _must_be(library, like, {"setting": setting} | ({} if kind is None else {"kind": kind}))
        return like
    wanted = {"setting": setting, "kind": kind or "member"}
    for name in sorted(actor_ids(library)):
        if wanted.items() <= _said_of(library, name).items():
            return name
    message = (
        f"the setting '{setting}' has no {wanted['kind']} to begin with; name an actor: --like"
    )
    raise NotMadeError(message)


def setting_of(library: Mapping[str, bytes], actor: str) -> str | None:
    """The setting to which an actor belongs, as far as its own file says so."""
    must_be_known("actor", actor, actor_ids(library))
    said = _said_of(library, actor).get("setting")
    return said if isinstance(said, str) else None


def _must_be(library: Mapping[str, bytes], actor: str, wanted: Mapping[str, str]) -> None:
    must_be_known("actor", actor, actor_ids(library))
    said = _said_of(library, actor)
    for key, value in wanted.items():
        if said.get(key, value) != value:
            message = f"the {key} of '{actor}' is '{said[key]}', not '{value}'"
            raise NotMadeError(f"{message}; begin with another actor, or leave --{key} out")


def _said_of(library: Mapping[str, bytes], actor: str) -> Mapping[str, object]:
    """The keys of an actor's file; none if it cannot be read."""
    file, _ = read_yaml(actor_path(actor), library[actor_path(actor)])
    return file.data if file is not None and isinstance(file.data, dict) else {}
