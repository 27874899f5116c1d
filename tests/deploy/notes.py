"""A stand-in for the part of GitLab's interface that the pipeline speaks to, on this machine."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

TOKEN = "made-up-token"  # noqa: S105 - opens nothing
PATH = "/projects/7/merge_requests/3/notes"


@dataclass
class Notes:
    """The notes of one merge request: number -> text; and what was asked for, in order."""

    address: str = ""
    texts: dict[int, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)


def _handler(notes: Notes) -> type[http.server.BaseHTTPRequestHandler]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def _answer(self, status: int, value: object) -> None:
            body = json.dumps(value).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def _body(self) -> str:
            sent = self.rfile.read(int(self.headers["Content-Length"])).decode("utf-8")
            return parse_qs(sent, strict_parsing=True)["body"][0]

        def _handle(self) -> None:
            path = urlsplit(self.path).path
            notes.asked.append(f"{self.command} {path}")
            number = path.removeprefix(PATH).strip("/")
            if self.headers["PRIVATE-TOKEN"] != TOKEN or not path.startswith(PATH):
                self._answer(404, {})
            elif self.command == "GET":
                self._answer(200, [{"id": one, "body": text} for one, text in notes.texts.items()])
            elif self.command == "POST" and not number:
                notes.texts[max(notes.texts, default=0) + 1] = self._body()
                self._answer(201, {})
            elif self.command == "PUT" and int(number) in notes.texts:
                notes.texts[int(number)] = self._body()
                self._answer(200, {})
            else:
                self._answer(405, {})

        do_GET = do_POST = do_PUT = _handle

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler


@contextmanager
def notes_served() -> Iterator[Notes]:
    """Serve notes; a request without the token or for another place is refused."""
    notes = Notes()
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _handler(notes)) as server:
        notes.address = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield notes
        finally:
            server.shutdown()
            thread.join()
