"""Every key and action in one table, which bindings, key bar, help and palette read."""

from __future__ import annotations

from dataclasses import dataclass

from textual.binding import Binding, BindingType


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a person can do.

    Attributes:
        screen: where it can be done; `everywhere` is on every full screen.
        keys: comma-separated, the first one is named in the help.
        action: name of the action on the screen or the app.
        name: one or two words for the key bar.
        help: a sentence without its full stop; nothing if the row before says it.
        sign: how the key is written; in_bar: whether the key bar shows it.
        always: whether the key works below sheets and fields as well.
    """

    screen: str
    keys: str
    action: str
    name: str
    help: str
    sign: str
    in_bar: bool = True
    always: bool = False

    @property
    def target(self) -> str:
        """The action with the namespace that it is found in."""
        if "." in self.action:
            return self.action
        return f"{'app' if self.screen == EVERYWHERE else 'screen'}.{self.action}"


EVERYWHERE = "everywhere"

COMMANDS: tuple[Command, ...] = (
    Command("home", "enter", "choose", "choose", "Open what is highlighted", "enter"),
    Command("home", "c", "go_on", "continue", "Go on with the latest session", "c"),
    Command("home", "i", "details", "details", "Everything about what is highlighted", "i"),
    Command("home", "t", "tools", "tools", "The trainer's tools", "t"),
    Command("home", "r", "replay", "replay",
            "Look at the highlighted session again, turn by turn", "r"),
    Command("home", "n", "rename", "rename", "Another name for the highlighted session", "n"),
    Command("home", "x,delete", "put_away", "put away",
            "Put the highlighted session into the trash", "x"),
    Command("home", "a", "all", "all", "All sessions, or the latest alone", "a"),
    Command("rename", "escape", "close", "back", "Keep the name", "esc"),
    Command("busy", "enter", "settle", "look at it", "Look at the session again", "enter"),
    Command("busy", "escape", "close", "back", "Back to the shelf", "esc"),
    Command("put_away", "enter", "settle", "put away", "Put the session into the trash", "enter"),
    Command("put_away", "escape", "close", "back", "Keep the session", "esc"),
    Command("tools", "enter", "run", "run", "Run the highlighted tool; a digit does it too",
            "enter"),
    Command("tools", "left", "lower", "change", "Change what the tools run on", "←→"),
    Command("tools", "right", "higher", "change", "", "→", in_bar=False),
    Command("tools", "tab", "next_panel", "result", "To the result and back", "tab"),
    Command("tools", "escape", "back", "stop, back", "Stop the tool; then back", "esc"),
    Command("settings", "right,enter", "higher", "change", "The next choice", "←→"),
    Command("settings", "left", "lower", "change", "", "←", in_bar=False),
    Command("settings", "escape,q", "close", "close", "Close the settings", "esc"),
    Command("settings", "question_mark,f1", "app.help", "help", "Keys, signs and labels", "?"),
    Command("brief", "enter,space", "begin", "begin", "Begin the session", "enter"),
    Command("brief", "s", "seed", "other seed", "Type the seed of a friend's session", "s"),
    Command("brief", "c", "seat", "other seat", "Take another seat of the scenario", "c"),
    Command("brief", "d", "difficulty", "difficulty",
            "How much the adviser says: open, normal or hard", "d"),
    Command("brief", "escape,h", "home", "back", "Back to the scenarios", "esc"),
    Command("mandate", "enter", "settle", "take", "Take the highlighted mandate", "enter"),
    Command("mandate", "escape", "close", "back", "Back to the brief", "esc"),
    Command("mandate", "question_mark,f1", "app.help", "help", "First minutes and keys", "?"),
    Command("play", "enter", "open", "open",
            "On a policy: open its text, issue by issue; on an actor: its receipt", "enter"),
    Command("play", "a", "amend", "amend", "Open the highlighted text and amend it", "a",
            in_bar=False),
    Command("play", "t", "table", "table", "Table the highlighted text as it stands", "t"),
    Command("play", "p", "prepare", "prepare",
            "Groundwork: consult, assure or promise, or campaign at home", "p"),
    Command("play", "z", "wait", "wait", "Table nothing in this turn", "z"),
    Command("play", "tab", "next_panel", "next", "To the actors and back", "tab"),
    Command("play", "w", "why", "why", "Everything about what is highlighted", "w"),
    Command("play", "b", "brief", "brief", "The scenario, your seat and your goals again", "b",
            in_bar=False),
    Command("play", "s", "glossary", "glossary", "The words of the game, explained", "s",
            in_bar=False),
    Command("play", "l", "log", "log", "What was tabled in each turn; open a turn again", "l"),
    Command("play", "g", "goals", "goals", "Your goals, and which are met now", "g"),
    Command("play", "r", "receipt", "receipt",
            "Every term behind the last response of the highlighted actor", "r"),
    Command("play", "n", "news", "news", "The news of this turn again", "n", in_bar=False),
    Command("play", "f", "forecast", "forecast",
            "Seal a forecast of the responses, then table the highlighted text", "f",
            in_bar=False),
    Command("play", "h", "history", "history",
            "How the situation moved, turn by turn, as a chart or a table", "h"),
    Command("play", "slash", "read", "look up",
            "The reading room: words, actors, sources, evidence; at the highlighted actor", "/"),
    Command("play", "f3", "home", "home",
            "Back to the scenarios; everything is saved, and the session waits there", "f3",
            in_bar=False),
    Command("debate", "enter", "speak", "speak",
            "Make an argument, answer the highlighted one, or stand by your own", "enter"),
    Command("debate", "w", "write", "own words", "Make an argument in your own words", "w"),
    Command("debate", "p", "rest", "pass", "Say no more in this step", "p"),
    Command("debate", "o", "leave", "pass all", "Say no more in this debate", "o"),
    Command("debate", "d,slash", "dossier", "dossier", "The cards of the dossier, to search", "d"),
    Command("debate", "f", "forecast", "forecast", "Seal a forecast of the responses", "f"),
    Command("debate", "tab", "next_panel", "next", "To the next list and back", "tab"),
    Command("debate", "escape", "close", "look around", "Look around; t comes back", "esc"),
    Command("bank", "enter", "say", "make it", "Make the highlighted argument", "enter"),
    Command("bank", "down", "next", "choose", "Another argument; typing searches", "↑↓"),
    Command("bank", "up", "previous", "choose", "", "↑", in_bar=False),
    Command("bank", "escape", "close", "back", "Back to the floor; nothing is lost", "esc"),
    Command("bank", "f1", "app.help", "help", "First minutes and keys", "f1"),
    Command("stand", "enter", "settle", "decide", "Keep or withdraw, as highlighted", "enter"),
    Command("stand", "escape", "close", "back", "Back to the floor", "esc"),
    Command("stand", "question_mark,f1", "app.help", "help", "First minutes and keys", "?"),
    Command("compose", "enter", "say", "say it", "Say it; on a card: choose one", "enter"),
    Command("compose", "left", "lower", "change", "Change the highlighted line", "←→"),
    Command("compose", "right", "higher", "change", "", "→", in_bar=False),
    Command("compose", "up", "previous", "line", "Another line", "↑↓"),
    Command("compose", "down", "next", "line", "", "↓", in_bar=False),
    Command("compose", "ctrl+b", "frame", "beginning", "Begin with the frame of a sentence",
            "ctrl+b"),
    Command("compose", "ctrl+r", "clear", "take off", "Take the card off the highlighted line",
            "ctrl+r"),
    Command("compose", "escape", "close", "back", "Back to the floor; the draft stays", "esc"),
    Command("compose", "f1", "app.help", "help", "First minutes and keys", "f1"),
    Command("dossier", "enter", "take", "take", "Take the card, where one is asked for", "enter"),
    Command("dossier", "down", "next", "card", "Another card; typing searches", "↑↓"),
    Command("dossier", "up", "previous", "card", "", "↑", in_bar=False),
    Command("dossier", "escape", "close", "back", "Back", "esc"),
    Command("dossier", "f1", "app.help", "help", "First minutes and keys", "f1"),
    Command("forecast", "enter", "seal", "seal", "Seal the forecast", "enter"),
    Command("forecast", "left", "lower", "forecast", "Another response", "←→"),
    Command("forecast", "right", "higher", "forecast", "", "→", in_bar=False),
    Command("forecast", "plus,equals_sign", "surer", "how sure", "How sure you are", "+-"),
    Command("forecast", "minus", "less_sure", "how sure", "", "-", in_bar=False),
    Command("forecast", "up", "previous", "actor", "Another actor", "↑↓"),
    Command("forecast", "down", "next", "actor", "", "↓", in_bar=False),
    Command("forecast", "0,backspace,delete", "reset", "none", "No forecast for this one", "0"),
    Command("forecast", "escape", "close", "back", "Back without a forecast", "esc"),
    Command("forecast", "question_mark,f1", "app.help", "help", "First minutes and keys", "?"),
    Command("ledger", "enter,space,escape", "go_on", "go on", "Show all, then go on", "enter"),
    Command("ledger", "tab", "next_panel", "arguments", "To the arguments and back", "tab"),
    Command("ledger", "x", "without", "without it",
            "What would have come without the highlighted argument", "x"),
    Command("reactions", "enter,space,escape", "go_on", "go on", "Show all, then go on", "enter"),
    Command("reactions", "r", "receipt", "receipt", "Every term behind this response", "r"),
    Command("reactions", "o", "first", "first round", "The round of the text that failed first",
            "o"),
    Command("reactions", "d", "ledger", "debate", "The ledger of the debate", "d"),
    Command("reactions", "slash", "read", "look up", "The reading room", "/"),
    Command("history", "left", "earlier", "turn", "Another turn", "←→"),
    Command("history", "right", "later", "turn", "", "→", in_bar=False),
    Command("history", "up", "previous", "indicator",
            "Another indicator: its range is shaded", "↑↓"),
    Command("history", "down", "next", "indicator", "", "↓", in_bar=False),
    Command("history", "home", "first", "opening", "To the opening", "home", in_bar=False),
    Command("history", "end", "last", "end", "To where the session stands", "end", in_bar=False),
    Command("history", "enter", "open", "open turn", "The reactions of the turn again", "enter"),
    Command("history", "v", "table", "table", "The same numbers as a table, and back", "v"),
    Command("history", "escape,h", "close", "back", "Back", "esc"),
    Command("replay", "left", "earlier", "turn", "Another turn", "←→"),
    Command("replay", "right", "later", "turn", "", "→", in_bar=False),
    Command("replay", "space", "play", "play", "Play on by itself, or pause", "space"),
    Command("replay", "plus,equals_sign", "faster", "speed", "Play faster or slower", "+-",
            in_bar=False),
    Command("replay", "minus", "slower", "speed", "", "-", in_bar=False),
    Command("replay", "tab", "next_panel", "panel", "The next panel; a digit goes to one", "tab"),
    Command("replay", "shift+tab", "previous_panel", "panel", "The panel before", "shift+tab",
            in_bar=False),
    Command("replay", "b", "branch", "branch", "Go on from here, as another line of the save",
            "b"),
    Command("replay", "n", "note", "note", "Write a note on this turn into the save", "n"),
    Command("replay", "w", "hide", "what next?",
            "Hide what comes after the turn, and ask what you would do; again to show it", "w"),
    Command("replay", "m", "most", "most changed",
            "The turn in which most changed; again for the next", "m"),
    Command("replay", "c", "compare", "compare", "This line beside another one", "c"),
    Command("replay", "enter", "open", "open",
            "The turn with every reason; on lines: walk on along the highlighted one", "enter"),
    Command("replay", "up", "previous", "choose",
            "Another indicator, actor or line in the panel", "↑↓", in_bar=False),
    Command("replay", "down", "next", "choose", "", "↓", in_bar=False),
    Command("replay", "right_square_bracket,v", "next_line", "line", "Another line of the save",
            "[ ]", in_bar=False),
    Command("replay", "left_square_bracket", "previous_line", "line", "", "[", in_bar=False),
    Command("replay", "t", "table", "table", "The same numbers as a table, and back", "t"),
    Command("replay", "d", "debrief", "debrief", "What the session came to", "d"),
    Command("replay", "home", "first", "opening", "To the opening", "home", in_bar=False),
    Command("replay", "end", "last", "end", "To the end of the line", "end", in_bar=False),
    Command("replay", "escape,h", "close", "back", "Back", "esc"),
    Command("note", "enter", "write", "write", "Write it into the save", "enter"),
    Command("note", "up,down,tab", "other", "mark", "To the marks, and back to the words", "↑↓"),
    Command("note", "left", "lower", "mark", "Another mark", "←→", in_bar=False),
    Command("note", "right", "higher", "mark", "", "→", in_bar=False),
    Command("note", "escape", "close", "back", "Write nothing", "esc"),
    Command("note", "f1", "app.help", "help", "First minutes and keys", "f1"),
    Command("branch", "up,down,tab", "other", "field", "The other field", "↑↓"),
    Command("branch", "ctrl+r", "reroll", "other luck", "Another seed by chance", "ctrl+r"),
    Command("branch", "escape", "close", "back", "Back to the replay", "esc"),
    Command("branch", "f1", "app.help", "help", "First minutes and keys", "f1"),
    Command("compare", "right_square_bracket,v", "next_line", "other line",
            "Another line beside the first", "[ ]"),
    Command("compare", "left_square_bracket", "previous_line", "other line", "", "[",
            in_bar=False),
    Command("compare", "escape,c", "close", "back", "Back to the replay", "esc"),
    Command("ending", "right,right_square_bracket,tab", "later", "section",
            "The next section of the debrief", "←→"),
    Command("ending", "left,left_square_bracket,shift+tab", "earlier", "section", "", "←",
            in_bar=False),
    Command("ending", "h", "history", "replay",
            "The session again, turn by turn: with notes, other lines, and a way to go on", "h"),
    Command("ending", "s", "save", "save hand-in",
            "Save all of the debrief and every turn as a text file beside the save", "s"),
    Command("ending", "x", "work", "stop", "Stop what is being worked out, or begin it again",
            "x"),
    Command("ending", "l", "log", "log", "What was tabled in each turn; open a turn again", "l"),
    Command("ending", "escape", "home", "home", "Back to the scenarios", "esc"),
    Command("ending", "slash", "read", "look up",
            "The reading room, with what happened in the world", "/"),
    Command("amend", "enter", "table", "table it", "Table the text as it stands now", "enter"),
    Command("amend", "left,minus", "lower", "level", "Another level of the issue", "←→"),
    Command("amend", "right,plus", "higher", "level", "", "→", in_bar=False),
    Command("amend", "up", "previous", "issue", "Another issue", "↑↓"),
    Command("amend", "down", "next", "issue", "", "↓", in_bar=False),
    Command("amend", "0,backspace,delete", "reset", "as it was", "Put the issue back", "0"),
    Command("amend", "f", "forecast", "forecast", "Seal a forecast, then table it", "f"),
    Command("amend", "escape", "close", "back", "Back without tabling", "esc"),
    Command("prepare", "enter", "do", "do it", "Do what is highlighted", "enter"),
    Command("prepare", "left", "left", "deed", "Another deed for this member", "←→"),
    Command("prepare", "right", "right", "deed", "", "→", in_bar=False),
    Command("prepare", "up", "previous", "member", "Another member", "↑↓"),
    Command("prepare", "down", "next", "member", "", "↓", in_bar=False),
    Command("prepare", "escape,p", "close", "back", "Back to the texts", "esc"),
    Command("prepare", "question_mark,f1", "app.help", "help", "First minutes and keys", "?"),
    Command("wait", "enter,z", "wait", "wait", "Table nothing in this turn", "enter"),
    Command("wait", "escape", "close", "back", "Back to the texts", "esc"),
    Command("wait", "question_mark,f1", "app.help", "help", "First minutes and keys", "?"),
    Command("silence", "enter", "settle", "decide", "Settle it this way", "enter"),
    Command("silence", "r", "receipt", "receipt", "Every term behind a broken silence", "r"),
    Command("question", "enter", "settle", "decide", "Say this", "enter"),
    Command("question", "r", "receipt", "receipt",
            "Every term behind the text in your seat, or behind what others said", "r"),
    Command("question", "escape", "close", "look around", "Look around; t comes back", "esc"),
    Command("question", "question_mark,f1", "app.help", "help", "First minutes and keys", "?"),
    Command("question", "q", "app.quit", "quit", "Quit; the session waits here", "q"),
    Command("amend", "question_mark,f1", "app.help", "help", "First minutes and keys", "?"),
    Command("silence", "question_mark,f1", "app.help", "help", "First minutes and keys", "?"),
    Command("silence", "q", "app.quit", "quit", "Quit; the session waits here", "q"),
    Command("reading", "escape,enter,space,q", "close", "close", "Close", "esc"),
    Command("reading", "s", "sources", "sources", "The sentences that it rests on", "s"),
    Command("reading", "question_mark,f1", "app.help", "help", "First minutes and keys", "?"),
    Command("help", "escape,enter,space,q,question_mark,f1", "close", "close", "Close", "esc"),
    Command("palette", "enter", "do", "do it", "Do what is highlighted", "enter"),
    Command("palette", "down", "next", "choose", "Something else; typing searches", "↑↓"),
    Command("palette", "up", "previous", "choose", "", "↑", in_bar=False),
    Command("palette", "escape", "close", "back", "Back without doing anything", "esc"),
    Command("library", "enter", "open", "read whole", "Read the highlighted entry whole", "enter"),
    Command("library", "down", "next", "choose", "Another entry; typing searches", "↑↓"),
    Command("library", "up", "previous", "choose", "", "↑", in_bar=False),
    Command("library", "tab", "next_shelf", "shelf", "The next shelf", "tab"),
    Command("library", "shift+tab", "previous_shelf", "shelf", "The shelf before", "shift+tab",
            in_bar=False),
    Command("library", "pagedown", "page_down", "read on", "Further down in the entry", "pgdn"),
    Command("library", "pageup", "page_up", "read on", "Further up in the entry", "pgup",
            in_bar=False),
    Command("library", "escape", "close", "close", "Back to the screen below", "esc"),
    Command("library", "f1", "app.help", "help", "First minutes and keys", "f1"),
    Command("receipt", "left", "previous", "actor", "Another actor", "←→"),
    Command("receipt", "right", "next", "actor", "", "→", in_bar=False),
    Command("receipt", "s", "sources", "sources", "The sentences that the numbers rest on", "s"),
    Command("receipt", "f", "file", "its file", "All that is known of this actor", "f"),
    Command("receipt", "question_mark,f1", "app.help", "help", "First minutes and keys", "?"),
    Command("receipt", "escape,enter,space,q,r", "close", "close", "Close", "esc"),
    Command("log", "enter", "open", "open turn", "Open a turn again", "enter"),
    Command("log", "escape,q,l", "close", "close", "Close", "esc"),
    Command("log", "question_mark,f1", "app.help", "help", "First minutes and keys", "?"),
    Command("seed", "escape", "close", "back", "Keep the seed", "esc"),
    Command("seed", "f1", "app.help", "help", "First minutes and keys", "f1"),
    Command(EVERYWHERE, "question_mark,f1", "help", "help", "First minutes and keys", "?"),
    Command(EVERYWHERE, "f2", "settings", "settings", "How the game looks and advises", "f2",
            in_bar=False, always=True),
    Command(EVERYWHERE, "ctrl+t", "look", "light/dark", "Change between dark and light", "ctrl+t",
            in_bar=False, always=True),
    Command(EVERYWHERE, "ctrl+o", "jump", "jump", "A letter on everything here; it goes there",
            "ctrl+o", in_bar=False, always=True),
    Command("jump", "escape", "close", "stay", "Stay where the focus was", "esc"),
    Command(EVERYWHERE, "q", "quit", "quit", "Quit; everything is saved already", "q"),
)  # fmt: skip

FULL_SCREENS = frozenset({"home", "brief", "play", "debate", "ledger", "reactions", "ending",
                          "history", "replay", "compare", "tools"})  # fmt: skip

POLICY_KEYS = "1234567890cdeijkmouvxy"
"""Keys that highlight the policies from top to bottom; the letters mean nothing else in play."""


def commands_of(screen: str) -> tuple[Command, ...]:
    """What can be done on a screen, in the order of its key bar."""
    shared = EVERYWHERE if screen in FULL_SCREENS else screen
    return tuple(row for row in COMMANDS if row.screen in {screen, shared})


def bindings(screen: str) -> list[BindingType]:
    """The keys of a screen; `everywhere` gives those of the app."""
    return [
        Binding(row.keys, row.action, row.name, show=False, priority=row.always)
        for row in COMMANDS
        if row.screen == screen
    ]
