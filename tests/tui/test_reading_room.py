"""The reading room: what can be looked up, from where, and what is not told there."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest

from dialogue_sim.content.files import default_library
from dialogue_sim.content.library import load
from dialogue_sim.session.persons import look
from dialogue_sim.session.playing import begin
from dialogue_sim.session.start import Start
from dialogue_sim.session.views.reading_room import reading_room
from dialogue_sim.tui import sitting
from dialogue_sim.tui.screens.shelves import shelves
from dialogue_sim.tui.widgets.catalogue import Catalogue, Entry, matching, plain_prompt
from dialogue_sim.tui.widgets.dossier import Dossier, card_prompt
from dialogue_sim.tui.widgets.files import actor_page, document_page, sentence_page, stars

if TYPE_CHECKING:
    from tests.tui.conftest import Opener, Player

    from dialogue_sim.session.views.reading_room import ReadingRoom

START = Start(scenario="december_2019", seed="kalmar")
HOSTILE = (
    "[/x]", "[@click=app.quit]leave[/]", "[Minister]: no", "$x {y}", "\\[b]",
    "条約" * 40, "e\u0301\u0302\u0303" * 30, "\U0001f1f5\U0001f1f1" * 9, "w" * 2000, "a b " * 500,
)  # fmt: skip


async def to_the_room(player: Player, *keys: str) -> Catalogue:
    await player.begin()
    await player.press(*keys, "slash")
    await player.until_screen("ReadingRoomSheet")
    return player.app.screen.query_one(Catalogue)


def room_of(player: Player) -> ReadingRoom:
    found = player.app._sitting  # noqa: SLF001  the session behind the screens
    assert found is not None
    return found.reading_room()


async def test_the_room_shows_all_shelves_and_one_search_finds_everything(
    opened: Opener,
) -> None:
    async with opened((140, 40), START) as player:
        await to_the_room(player)
        for shelf in ("All", "Story", "Words", "Actors", "Sources"):
            assert shelf in player.text()
        await player.press(*"poland", " ", *"border")
        assert "COW-CONT-POL" in player.text()


async def test_words_that_are_nowhere_find_nothing_and_say_so(opened: Opener) -> None:
    async with opened(start=START) as player:
        await to_the_room(player)
        await player.press(*"xyzzy")
        assert "Nothing found for xyzzy." in player.text()
        await player.press("enter", "ctrl+u")
        assert player.screen == "ReadingRoomSheet"
        assert "Nothing found" not in player.text()


async def test_from_an_actor_the_room_opens_at_its_file(opened: Opener) -> None:
    async with opened((140, 40), START) as player:
        await to_the_room(player, "tab")
        text = player.text()
        assert "What it wants, and how much it cares" in text
        assert "D001-S22" in text
        await player.press("enter")
        await player.until_screen("Reading")
        await player.press("s")
        await player.until_screen("ReadingRoomSheet")
        assert "Cited" in player.text()


async def test_a_receipt_leads_to_its_sources_and_to_the_file(opened: Opener) -> None:
    async with opened(start=START) as player:
        await player.begin()
        await player.press("1", "t")
        await player.until_screen("ReactionsScreen")
        await player.press("r")
        await player.until_screen("ReceiptSheet")
        await player.press("f")
        await player.until_screen("ReadingRoomSheet")
        assert "Stance" in player.text()
        await player.press("escape", "s")
        await player.until_screen("ReadingRoomSheet")
        entry = player.app.screen.query_one(Catalogue).entry
        assert entry is not None
        assert entry.id.startswith("sentence:Cited:")


async def test_a_turn_of_the_log_opens_from_the_room(opened: Opener) -> None:
    async with opened(start=START) as player:
        await player.begin()
        await player.press("1", "t")
        await player.finish_turn()
        await player.until_screen("PlayScreen")
        await player.press("slash")
        await player.until_screen("ReadingRoomSheet")
        await player.press(*"t1", "end")
        entry = player.app.screen.query_one(Catalogue).entry
        assert entry is not None
        assert entry.id == "turn:1"
        await player.press("enter")
        assert await player.until_screen("ReactionsScreen")


def test_what_happened_in_the_world_waits_for_the_end() -> None:
    titles = {entry.title for entry in shelves(december())["Story"]}
    assert "What happened in the world" not in titles
    assert "Your seat" in titles


def test_what_one_seat_knows_is_not_shown_to_persons_who_share_a_keyboard() -> None:
    shared = shelves(replace(december(), private=False))["Story"]
    assert not {"Your seat", "Your goals"} & {entry.title for entry in shared}


def test_the_evidence_can_be_read_before_the_debate() -> None:
    assert december().cards
    assert len(shelves(december())["Evidence"]) == len(december().cards)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("width", [40, 74, 130])
def test_hostile_text_is_shown_as_it_stands_and_fits(text: str, width: int) -> None:
    room = december()
    actor = replace(room.actors[0], name=text, summary=text, bears=text, asks=text)
    sentence = replace(room.documents[0].sentences[0], says=text, used_by=(text,))
    document = replace(
        room.documents[0], title=text, author=text, weaknesses=(text,), sentences=(sentence,)
    )
    pages = (
        actor_page(actor, width), document_page(document, width),
        sentence_page(sentence, document, width), [plain_prompt("T1", text, "[FIC]")(width)],
    )  # fmt: skip
    for lines in pages:
        assert max(line.cell_length for line in lines) <= width
        assert text[:4].strip() in "".join(line.plain for line in lines)
    entries = shelves(replace(room, actors=(actor,), documents=(document,)))
    for held in (*entries["Actors"], *entries["Sources"]):
        assert held.prompt(width).cell_length <= width


async def test_markup_in_a_name_is_no_command_on_the_screen(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened((140, 40), START) as player:
        await player.begin()
        room = room_of(player)
        named = tuple(replace(actor, name="[@click=app.quit]x[/y]") for actor in room.actors)
        monkeypatch.setattr(sitting, "reading_room", lambda *_, **__: replace(room, actors=named))
        await player.press("slash")
        await player.until_screen("ReadingRoomSheet")
        assert "[@click=app.quit]x[/y]" in player.text()
        await player.press("escape", "ctrl+p")
        await player.until_screen("Palette")
        await player.press(*"file")
        assert "File of [@click=app.quit]x[/y]" in player.text()


@cache
def december() -> ReadingRoom:
    game = begin(load(default_library(), "december_2019"), "kalmar")
    return reading_room(game, look(game))


def entry(title: str, text: str, shelf: str = "") -> Entry:
    return Entry(title, title, f"{title} {text}".casefold(), plain_prompt("", title),
                 lambda _: [], shelf)  # fmt: skip


def test_a_search_wants_every_word_and_puts_titles_first() -> None:
    entries = [entry("Silence", "a rule"), entry("Rule", "of silence"), entry("Trust", "words")]
    assert [one.title for one in matching(entries, "RULE silence")] == ["Silence", "Rule"]
    assert [one.title for one in matching(entries, "rule")] == ["Rule", "Silence"]
    assert [one.title for one in matching(entries, "")] == ["Silence", "Rule", "Trust"]
    assert matching(entries, "rule trust") == []


def test_shelves_keep_their_order_in_a_search() -> None:
    entries = [entry("Other", "rule", "A"), entry("Rule", "", "B")]
    assert [one.title for one in matching(entries, "rule")] == ["Other", "Rule"]


@pytest.mark.parametrize(
    ("count", "drawn"),
    [(0, "☆☆☆☆☆"), (3, "★★★☆☆"), (5, "★★★★★"), (4.1, "★★★★☆ 4.1"), (0.4, "☆☆☆☆☆ 0.4")],
)
def test_stars_are_drawn_and_said(count: float, drawn: str) -> None:
    assert stars(count) == drawn


def test_cards_that_would_count_are_marked_and_stand_first() -> None:
    cards = december().cards
    last = cards[-1]
    first, second, *_ = Dossier(cards, frozenset({last.id}))._entries  # noqa: SLF001
    assert first.id == last.id
    assert first.prompt(70).plain.startswith("✓ ")
    assert second.prompt(70).plain.startswith("  ")
    assert not card_prompt(last, 70).plain.startswith("✓")
