"""A server on loopback that answers as a test says, and remembers what it was asked."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

Answer = tuple[int, dict[str, str], bytes]


class Loopback:
    """``url`` is where it answers; ``asked`` are the (path, parameters, headers) of each request."""

    def __init__(self, answer: Callable[[str, dict[str, str]], Answer | bytes]) -> None:
        self.asked: list[tuple[str, dict[str, str], dict[str, str]]] = []
        asked = self.asked

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                parameters = dict(parse_qsl(parts.query, keep_blank_values=True))
                asked.append((parts.path, parameters, {k.lower(): v for k, v in self.headers.items()}))
                found = answer(parts.path, parameters)
                status, headers, body = found if isinstance(found, tuple) else (200, {}, found)
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002 - its name in the base class
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        ).start()

    def parameters(self) -> list[dict[str, str]]:
        """Of each request."""
        return [p for _, p, _ in self.asked]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def loopback(answer: Callable[[str, dict[str, str]], Answer | bytes]) -> Iterator[Loopback]:
    """A server for the length of a block."""
    server = Loopback(answer)
    try:
        yield server
    finally:
        server.close()
