"""A mail server on loopback that takes its time, and remembers what it took."""

from __future__ import annotations

import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message


class MailServer(socketserver.ThreadingTCPServer):
    """Takes every mail; ``pause`` seconds pass before it says so."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, pause: float) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.pause = pause
        self.taken: list[Message] = []
        self.came = threading.Condition()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def wait_for(self, number: int) -> None:
        """Until it has taken so many mails."""
        with self.came:
            assert self.came.wait_for(lambda: len(self.taken) >= number, timeout=60)


class _Session(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self._say("220 loopback")
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"DATA":
                self._say("354 go on")
                self._take(b"".join(iter(self.rfile.readline, b".\r\n")))
                time.sleep(self.server.pause)
            self._say("221 bye" if verb == b"QUIT" else "250 ok")
            if verb == b"QUIT":
                return

    def _take(self, data: bytes) -> None:
        with self.server.came:
            self.server.taken.append(message_from_bytes(data))
            self.server.came.notify_all()

    def _say(self, text: str) -> None:
        try:
            self.wfile.write(text.encode() + b"\r\n")
        except OSError:
            return


@contextmanager
def mail_server(pause: float = 0.0) -> Iterator[MailServer]:
    """Runs one."""
    with MailServer(pause) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()
