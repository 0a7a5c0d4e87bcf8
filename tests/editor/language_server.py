"""An editor without a window: opens texts in yaml-language-server and asks what editors ask."""

from __future__ import annotations

import json
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from typing import Any, Final

HERE: Final = Path(__file__).parent
SERVER: Final = HERE / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
PATIENCE = 30
"""Seconds for one answer; a busy machine may need some of them."""
OFFLINE: Final = {"yaml": {"schemaStore": {"enable": False}, "validate": True, "hover": True}}
"""The server's settings: what it knows is what the files name, and nothing is fetched."""


def missing() -> str:
    """What is not there, as a sentence; empty if everything is."""
    if shutil.which("node") is None:
        return "Node.js was not found, so no editor's language server can be tried"
    if not SERVER.is_file():
        return "the language server is not installed: `make editor` installs and tries it"
    return ""


class Editor:
    """One conversation with the server, in the messages of the Language Server Protocol."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._heard: Queue[dict[str, Any]] = Queue()
        self._asked = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def ask(self, method: str, **about: object) -> Any:  # noqa: ANN401  any piece of JSON
        """The server's answer to a question."""
        self._asked += 1
        number = self._asked
        self._say({"id": number, "method": method, "params": about})
        while True:
            heard = self._next()
            if heard.get("id") == number and "method" not in heard:
                assert "error" not in heard, heard
                return heard["result"]

    def tell(self, method: str, **about: object) -> None:
        self._say({"method": method, "params": about})

    def problems_in(self, file: Path) -> list[str]:
        """Opens a file; what the server underlines in it."""
        document = {"languageId": "yaml", "version": 1, "text": file.read_text(encoding="utf-8")}
        self.tell("textDocument/didOpen", textDocument={"uri": file.as_uri(), **document})
        while True:
            heard = self._next()
            if heard.get("method") == "textDocument/publishDiagnostics":
                about = heard["params"]
                if about["uri"] == file.as_uri():
                    return [problem["message"] for problem in about["diagnostics"]]

    def offers_at(self, file: Path, line: int, column: int) -> set[str]:
        """What can be completed at a place, counted from 0."""
        found = self.ask("textDocument/completion", **_at(file, line, column))
        return {item["label"] for item in found["items"]}

    def hover_at(self, file: Path, line: int, column: int) -> str:
        """What is shown where a mouse rests."""
        found = self.ask("textDocument/hover", **_at(file, line, column))
        return "" if found is None else str(found["contents"]["value"])

    def _say(self, message: dict[str, object]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _next(self) -> dict[str, Any]:
        """The next message that is no question of the server's; such a question is answered."""
        while True:
            try:
                heard = self._heard.get(timeout=PATIENCE)
            except Empty:
                message = f"the language server said nothing for {PATIENCE} s"
                raise TimeoutError(message) from None
            if "method" not in heard or "id" not in heard:
                return heard
            wanted = heard.get("params", {}).get("items", ())
            answer = [OFFLINE.get(item.get("section")) for item in wanted]
            self._say({"id": heard["id"], "result": answer or None})

    def _listen(self) -> None:
        stream = self._process.stdout
        assert stream is not None
        while header := stream.readline():
            if header.lower().startswith(b"content-length:"):
                length = int(header.partition(b":")[2])
                while stream.readline().strip():
                    pass
                self._heard.put(json.loads(stream.read(length)))


def _at(file: Path, line: int, column: int) -> dict[str, object]:
    return {
        "textDocument": {"uri": file.as_uri()},
        "position": {"line": line, "character": column},
    }


@contextmanager
def editor(workspace: Path) -> Iterator[Editor]:
    """An editor that has a folder open."""
    command = ["node", str(SERVER), "--stdio"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        try:
            opened = Editor(process)
            opened.ask(
                "initialize", processId=None, rootUri=workspace.as_uri(),
                capabilities={"workspace": {"configuration": True}},
            )  # fmt: skip
            opened.tell("initialized")
            opened.tell("workspace/didChangeConfiguration", settings=OFFLINE)
            yield opened
        finally:
            process.kill()
