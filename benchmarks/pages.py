"""How fast whole pages are: made by the server's own application from records of an imported catalogue.

    python benchmarks/pages.py [--records 100000] [--keep FOLDER] [--clients 4] [--json]

First every page once, in this process and to the last byte, by class of question; every question is new. Then a mix
from several clients against `pinakes serve`. Times of the first part are CPU time; ``unit`` is what a fixed piece
of work took at the same time, to compare with another machine or hour.
"""

from __future__ import annotations

import argparse
import http.client
import io
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from synthetic_marc import Generator, write

WORDS = Generator(1)._vocabulary
ROUNDS = 15


def addresses(n: int) -> dict[str, str]:
    """One page of each class; ``n`` makes another of the same class."""
    common, medium, rare = WORDS[60 + 3 * n], WORDS[600 + 7 * n], WORDS[20_000 + 97 * n]
    return {
        "rare word": f"/search?q={quote(rare)}",
        "medium word": f"/search?q={quote(medium)}",
        "common word": f"/search?q={quote(common)}",
        "two words": f"/search?q={quote(f'{common} {medium}')}",
        "phrase": f"/search?q={quote(chr(34) + WORDS[60 + n] + ' ' + WORDS[90 + n] + chr(34))}",
        "title": f"/search?field=title&q={quote(medium)}",
        "filtered": f"/search?q={quote(common)}&filter=format:Book&filter=year:{1980 + n % 40}..",
        "everything": f"/search?filter=year:{1900 + n % 110}..",
        "home": "/",
    }


def unit() -> float:
    """Milliseconds of CPU for a fixed piece of work of the kind that a page is made of."""
    started = time.thread_time()
    made = {str(i): [i, i + 1] for i in range(6000)}
    zlib.compress("".join(sorted(made)).encode(), 6)
    json.dumps(made)
    return (time.thread_time() - started) * 1000


def pinakes(*arguments: str) -> list[str]:
    return [sys.executable, "-c", "from pinakes.cli.main import main; main()", *arguments]


def build(home: Path, records: int) -> None:
    """A catalogue of made-up records."""
    file = home.parent / "synthetic.mrc"
    with file.open("wb") as out:
        write(out, records, "marc")
    subprocess.run(pinakes("init", str(home)), check=True, stdout=subprocess.DEVNULL)
    subprocess.run(pinakes("-C", str(home), "import", str(file)), check=True)
    file.unlink()


def application(home: Path) -> Callable[[str], bytes]:
    """What gives the page of an address."""
    os.environ["PINAKES_HOME"] = str(home)
    from pinakes import conf

    conf.set_up_django(home, people=True)
    from pinakes.site.wsgi import application as wsgi

    def page(address: str) -> bytes:
        path, _, query = address.partition("?")
        environ = {
            "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "SERVER_NAME": "localhost",
            "SERVER_PORT": "80", "HTTP_HOST": "localhost", "HTTP_ACCEPT_ENCODING": "gzip",
            "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr, "wsgi.url_scheme": "http",
        }  # fmt: skip
        status: list[str] = []
        answer = wsgi(environ, lambda line, _headers: status.append(line))
        body = b"".join(answer)
        answer.close()
        if not status[0].startswith("200"):
            raise SystemExit(f"{address}: {status[0]}")
        return body

    return page


def classes(page: Callable[[str], bytes]) -> dict[str, dict[str, float]]:
    """Median milliseconds of new pages, by class."""
    for n in range(ROUNDS, ROUNDS + 10):
        for address in addresses(n).values():
            page(address)
    found: dict[str, dict[str, float]] = {}
    for name in addresses(0):
        times, units = [], []
        for n in range(ROUNDS):
            units.append(unit())
            started = time.thread_time()
            page(addresses(n)[name])
            times.append((time.thread_time() - started) * 1000)
        found[name] = {
            "median": statistics.median(times), "least": min(times), "unit": statistics.median(units)
        }  # fmt: skip
    return found


def mix(home: Path, clients: int, seconds: float = 10) -> dict[str, float]:
    """Pages a second and their 95th percentile from several clients that never wait."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = pinakes("-C", str(home), "serve", "--port", str(port))
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
        try:
            return _mix(port, server.pid, clients, seconds)
        finally:
            server.terminate()


def _mix(port: int, pid: int, clients: int, seconds: float) -> dict[str, float]:
    for _ in range(100):
        with socket.socket() as probe:
            if not probe.connect_ex(("127.0.0.1", port)):
                break
        time.sleep(0.1)
    times: list[float] = []
    ending = [time.perf_counter() + 3]

    def client(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        for n in range(100 + number, 1_000_000, clients):
            pages = list(addresses(n % 300).values())
            started = time.perf_counter()
            connection.request("GET", pages[n // clients % len(pages)], headers={"Accept-Encoding": "gzip"})
            connection.getresponse().read()
            times.append((time.perf_counter() - started) * 1000)
            if time.perf_counter() > ending[0]:
                return

    for warm in (True, False):
        if not warm:
            ending[0] = time.perf_counter() + seconds
            times.clear()
        threads = [threading.Thread(target=client, args=(n,)) for n in range(clients)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    times.sort()
    return {
        "clients": clients,
        "pages_a_second": len(times) / seconds,
        "median": statistics.median(times),
        "p95": times[int(len(times) * 0.95)],
        "largest_process_mb": max(_memory(child) for child in _children(pid)),
    }


def _children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in found] or [pid]


def _memory(pid: int) -> float:
    """Megabytes that a process holds, shared pages by its share."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--keep", help="folder of a catalogue to make or to use again")
    parser.add_argument("--clients", type=int, default=4, help="0 leaves the server out")
    parser.add_argument("--json", action="store_true", help="figures as one JSON object")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        home = Path(options.keep or Path(place) / "catalogue").resolve()
        if not (home / "pinakes.toml").exists():
            home.parent.mkdir(parents=True, exist_ok=True)
            build(home, options.records)
        figures: dict[str, Any] = {"classes": classes(application(home))}
        if not options.json:
            for name, f in figures["classes"].items():
                print(
                    f"{name:12} median {f['median']:5.1f} ms, least {f['least']:5.1f}, unit {f['unit']:.2f}"
                )
        if options.clients:
            figures["mix"] = mix(home, options.clients)
        if options.json:
            print(json.dumps(figures))
        elif options.clients:
            print(", ".join(f"{name} {value:.1f}" for name, value in figures["mix"].items()))


if __name__ == "__main__":
    main()
