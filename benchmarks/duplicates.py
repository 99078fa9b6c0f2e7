"""Finds duplicates in citation strings of Cora, and measures pairs against the true ones.

python benchmarks/duplicates.py ../shared/data/dedup/cora
"""

from __future__ import annotations

import csv
import gzip
import itertools
import re
import sys
import time
from pathlib import Path

from lxml import etree

from pinakes.ingest.duplicates.grouping import group
from pinakes.ingest.duplicates.rules import Rules
from pinakes.ingest.duplicates.traits import traits
from pinakes.records.dates import PublicationDate
from pinakes.records.record import Contributor, HostItem, Record

_YEAR = re.compile(r"(?:18|19|20)\d\d")
_AND = re.compile(r"\s*(?:,?\s*\band\b|&|;)\s*", re.IGNORECASE)
_INVERTED = re.compile(r"([^,]+,\s*(?:[A-Z]\.?[\s-]*)+(?:,|$))")


def people(text: str) -> tuple[Contributor, ...]:
    """Names of a citation, in whichever order it has them."""
    found: list[str] = []
    for part in _AND.split(text.strip(" .,")):
        inverted = _INVERTED.findall(part + ",")
        if inverted and "".join(inverted).replace(" ", "").rstrip(",") == part.replace(" ", "").rstrip(","):
            found += inverted
        else:
            found += part.split(",")
    return tuple(Contributor(name=n.strip(" ,.")) for n in found if n.strip(" ,."))


def kind(said: dict[str, str]) -> str:
    """What the tags of a citation say that it is."""
    if "tech" in said or "institution" in said:
        return "Report"
    if "journal" in said:
        return "Article"
    return "ConferencePaper" if "booktitle" in said else ""


def records(path: Path) -> list[Record]:
    """The citations as records."""
    made = []
    for entry in etree.fromstring(gzip.decompress((path / "CORA.xml.gz").read_bytes())):
        said = {e.tag: " ".join((e.text or "").split()) for e in entry}
        year = _YEAR.search(said.get("date", "") + " " + said.get("year", ""))
        first, _, last = said.get("pages", "").strip(" .,()").partition("-")
        host = said.get("journal") or said.get("booktitle") or ""
        made.append(
            Record(
                source="cora",
                local_id=entry.get("id", ""),
                title=said.get("title", "").strip(" .,\"'"),
                contributors=people(said.get("author", "")),
                formats=tuple(filter(None, (kind(said),))),
                date=PublicationDate(edtf=year[0], first_year=int(year[0])) if year else None,
                host=HostItem(
                    title=host.strip(" .,"),
                    volume=re.sub(r"\(.*", "", said.get("volume", "")),
                    first_page=re.sub(r"\D", "", first),
                    last_page=re.sub(r"\D", "", last),
                ),
            )
        )
    return made


def main() -> None:
    """Print precision, recall and F1 of pairs, and the time for a record."""
    path = Path(sys.argv[1])
    with gzip.open(path / "cora_gold.csv.gz", "rt") as file:
        rows = list(csv.reader(file, delimiter=";"))[1:]
    true = {tuple(sorted((f"cora:{a}", f"cora:{b}"))) for a, b in rows}
    made = records(path)
    began = time.process_time()
    groups = list(group((traits(r) for r in made), Rules(within_sources=True)))
    seconds = time.process_time() - began
    found = {tuple(sorted((a.id, b.id))) for g in groups for a, b in itertools.combinations(g, 2)}
    right = len(found & true)
    precision, recall = right / len(found), right / len(true)
    print(
        f"{len(made):,} records, {len(groups):,} groups: precision {precision:.3f}, recall {recall:.3f}, "
        f"F1 {2 * precision * recall / (precision + recall):.3f}; {1e6 * seconds / len(made):.0f} µs a record"
    )


if __name__ == "__main__":
    main()
