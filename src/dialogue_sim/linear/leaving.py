"""The last question of a session: is all of it to be saved as a file to read?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.linear import words
from dialogue_sim.session.hand_in.file import HandInError, write_beside
from dialogue_sim.session.hand_in.text import hand_in
from dialogue_sim.session.hindsight.look_back import LookBack
from dialogue_sim.session.hindsight.ranges import ranges
from dialogue_sim.session.persons import views_of_all
from dialogue_sim.session.strategies.profile import profile

if TYPE_CHECKING:
    from dialogue_sim.linear.talk import Talk
    from dialogue_sim.session.hindsight.luck import Hindsight


def leave(talk: Talk, found: Hindsight) -> None:
    """After the debrief: save it as a file, or look at something again, until somebody leaves.

    Raises:
        EndOfInput: the person leaves, or nothing more comes.
    """
    while typed := talk.ask("Type hand in to save all of this as a file, or Enter to leave"):
        if typed.casefold() in words.HAND_IN:
            _save(talk, found)
        else:
            talk.desk.say("Type hand in, history, another word of help, or Enter.")


def _save(talk: Talk, found: Hindsight) -> None:
    game, save = talk.game, talk.recording.path
    assert save is not None  # noqa: S101  whoever plays at a desk is recorded
    seen = LookBack(profile(game), found, ranges(game))
    try:
        path = write_beside(save, hand_in(game, views_of_all(game, talk.view), seen))
    except HandInError as error:
        talk.desk.say(f"{error}.")
    else:
        talk.desk.say_whole(f"Saved in {path}")
