"""All that can be looked up in a session at any time, for who looks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialogue_sim.session.views.actor_file import ActorFile, actor_files
from dialogue_sim.session.views.bookshelf import DocumentFile, SentenceView, document_files
from dialogue_sim.session.views.dossier import CardView, card_views
from dialogue_sim.session.views.view import NewsView, news_view
from dialogue_sim.session.worlds.opening import policy_point, proposals

if TYPE_CHECKING:
    from dialogue_sim.session.game import Game
    from dialogue_sim.session.views.view import View


@dataclass(frozen=True, slots=True)
class ReadingRoom:
    """What stands in the reading room.

    Attributes:
        view: of who looks; private: whether its seat and goals may be shown here.
        cards: the dossier; empty where the story has no debates.
        motion: title of the text that the cards are read for.
        news: (turn, what happened), in the order in which it did.
    """

    view: View
    private: bool
    actors: tuple[ActorFile, ...]
    documents: tuple[DocumentFile, ...]
    cards: tuple[CardView, ...]
    motion: str
    news: tuple[tuple[int, NewsView], ...]

    @property
    def sentences(self) -> dict[str, SentenceView]:
        """Every sentence that something rests on, by its code."""
        return {one.id: one for document in self.documents for one in document.sentences}


def reading_room(game: Game, view: View, policy: str = "", *, private: bool = True) -> ReadingRoom:
    """Open the reading room.

    Args:
        view: of who looks; private: whether nobody else looks too.
        policy: for whose text the cards are read; the text in force if left out. While a text is
            debated it is that one.
    """
    cards, motion = evidence(game, view, policy)
    return ReadingRoom(
        view, private, actor_files(game, view), document_files(game), cards, motion, _news(game)
    )


def evidence(game: Game, view: View, policy: str = "") -> tuple[tuple[CardView, ...], str]:
    """The dossier, and the title of the text that it is read for; nothing without debates.

    Args:
        view, policy: as for `reading_room`.
    """
    if game.world.debate is None:
        return (), ""
    if view.debate is not None and view.debate.dossier:
        return view.debate.dossier, view.debate.motion
    policies = game.bundle.policies.policies
    if policy in policies:
        point, title = policy_point(game.bundle, game.world, policy), policies[policy].title
    else:
        point, title = game.in_force_after(len(game.played))[1], view.standing.title
    return card_views(game.bundle, game.world, proposals(game.world, [point])), title


def _news(game: Game) -> tuple[tuple[int, NewsView], ...]:
    told = [
        (place + 1, news_view(game, name))
        for place in range(len(game.played))
        for name in game.fired(place)
    ]
    if game.waiting is not None:
        now = zip(game.world.story.injects, game.waiting.fired[:, 0], strict=True)
        told += [(game.turn, news_view(game, rule.id)) for rule, is_now in now if is_now]
    return tuple(told)
