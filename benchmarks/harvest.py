"""Harvests synthetic MARCXML by OAI-PMH from a server in this process, beside lxml that only parses the answers.

    python benchmarks/harvest.py [--records N]

Figures: records a second of processor time, the server's included; and the ratio to lxml parsing the same answers.
"""

from __future__ import annotations

import argparse
import io
import time

from lxml import etree
from synthetic_marc import write

from pinakes.formats import registry
from pinakes.sources.base import RawRecord
from pinakes.sources.oai_pmh import OaiPmh
from pinakes.sources.settings import OaiPmhSource
from pinakes.testing.loopback import loopback

PAGE = 200
GOAL = 3000
"""Records a second."""
HEAD = b'<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2026-01-01T00:00:00Z'
IDENTIFY = b"</responseDate><Identify><granularity>YYYY-MM-DD</granularity></Identify></OAI-PMH>"


def answers(records: int) -> list[bytes]:
    """ListRecords, as often as it takes."""
    file = io.BytesIO()
    write(file, records, "marcxml")
    file.seek(0)
    reader = registry.get("marcxml").reader
    assert reader is not None
    entries = [
        b"<record><header><identifier>oai:s:%d</identifier><datestamp>2026-01-01</datestamp></header><metadata>%s"
        b"</metadata></record>" % (n, piece)
        for n, piece in enumerate(reader().split(file))
    ]
    pages = [b"".join(entries[n : n + PAGE]) for n in range(0, len(entries), PAGE)]
    return [
        HEAD + b"</responseDate><ListRecords>" + page + b"<resumptionToken>%d</resumptionToken>" % (n + 1)
        + b"</ListRecords></OAI-PMH>"
        if n + 1 < len(pages)
        else HEAD + b"</responseDate><ListRecords>" + page + b"</ListRecords></OAI-PMH>"
        for n, page in enumerate(pages)
    ]  # fmt: skip


def main() -> None:
    """Print both rates and their ratio."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--records", type=int, default=20_000)
    records = parser.parse_args().records
    pages = answers(records)

    def say(path: str, p: dict[str, str]) -> bytes:
        return HEAD + IDENTIFY if p["verb"] == "Identify" else pages[int(p.get("resumptionToken", "0"))]

    began = time.process_time()
    for page in pages:
        etree.fromstring(page)
    peer = records / (time.process_time() - began)
    with loopback(say) as server:
        began = time.process_time()
        source = OaiPmh(OaiPmhSource(url=server.url, prefix="marcxml"))
        count = sum(isinstance(piece, RawRecord) for piece in source.read())
        ours = count / (time.process_time() - began)
    assert count == records, f"{count} of {records}"
    print(
        f"harvest {ours:,.0f} records/s (goal {GOAL:,}); lxml parsing alone {peer:,.0f}; ratio {ours / peer:.2f}"
    )


if __name__ == "__main__":
    main()
