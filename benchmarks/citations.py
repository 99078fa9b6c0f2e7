"""How long references take: the first in a style, then each, beside citeproc-py, whose files of languages are used."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import warnings
from pathlib import Path

HERE = Path(__file__).resolve().parent
ITEMS = HERE.parent / "tests" / "data" / "citation_items.json"
ROUNDS = 5
STYLES = ("nlm-citation-sequence", "apa", "chicago-author-date", "modern-language-association", "ieee")


def first(style: str) -> float:
    """CPU milliseconds of the first reference in a fresh process, without starting Python and loading the modules."""
    code = (
        "import json, time; from pinakes.discovery.citation import styles; "
        "from pinakes.formats.csl_mapping import record_of; "
        f"r = record_of(json.load(open({str(ITEMS)!r}))[0], []); t = time.process_time(); "
        f"styles.references([r], {style!r}, 'en-US'); print(time.process_time() - t)"
    )
    done = [
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True) for _ in range(ROUNDS)
    ]
    return min(float(d.stdout) for d in done) * 1000


def each(style: str) -> float:
    """CPU milliseconds of one reference of a list of all items, its form in the text too."""
    from pinakes.discovery.citation import styles
    from pinakes.formats.csl_mapping import record_of

    records = [record_of(given, []) for given in json.loads(ITEMS.read_text())]
    best = float("inf")
    for _ in range(ROUNDS):
        begin = time.process_time()
        styles.references(records, style, "en-US")
        best = min(best, time.process_time() - begin)
    return best * 1000 / len(records)


def peer(style: str) -> float:
    """The same by citeproc-py: milliseconds of one reference; its own text alone."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON

    from pinakes.discovery.citation import styles

    items = [i | {"id": i["id"].lower()} for i in json.loads(ITEMS.read_text())[:20]]
    best = float("inf")
    for _ in range(ROUNDS):
        begin = time.process_time()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            made = CitationStylesBibliography(
                CitationStylesStyle(str(styles.path(style)), validate=False),
                CiteProcJSON(items),
                formatter.plain,
            )
            for item in items:
                made.register(Citation([CitationItem(item["id"])]))
            made.bibliography()
        best = min(best, time.process_time() - begin)
    return best * 1000 / len(items)


def main() -> None:
    print(
        f"{'style':<30} {'first':>9} {'each':>9} {'citeproc-py, each':>19}   (ms of CPU; wanted: 300 and 5)"
    )
    for style in STYLES:
        try:
            other = f"{peer(style):.1f}"
        except Exception as error:  # noqa: BLE001 - it does not know every style
            other = type(error).__name__
        print(f"{style:<30} {first(style):>9.0f} {each(style):>9.2f} {other:>19}")


if __name__ == "__main__":
    main()
