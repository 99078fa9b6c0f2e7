"""How fast the index answers: 20 hits and 6 facets by class of question, beside the engine's own calls in one run.

    python benchmarks/search.py [--documents 100000] [--keep FOLDER] [--json]

The index also gets the engine's own columns of the facets here, which pinakes leaves out. Every question is new.
Times are CPU time of the thread: on a machine that does other things the ratio is what counts.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from synthetic_documents import documents, word

from pinakes.index import fields
from pinakes.index.filters import filter_clause
from pinakes.index.planning import plan
from pinakes.index.port import FacetRequest, Filter, SearchRequest
from pinakes.index.prepared import prepare
from pinakes.index.tantivy import TantivyIndex, schema
from pinakes.query.tree import Everything, Node, Words

FACETS = tuple(
    FacetRequest(field=fields.FACETS[name], size=30)
    for name in ("format", "year", "subject", "author", "journal", "language")
)
Case = tuple[Node, tuple[Filter, ...]]


def cases(n: int) -> dict[str, Case]:
    """One question of each class; ``n`` makes another of the same class."""
    common, medium, rare = word(5 + n), word(300 + 7 * n), word(20_000 + 97 * n)
    return {
        "rare word": (Words(text=rare), ()),
        "medium word": (Words(text=medium), ()),
        "common word": (Words(text=common), ()),
        "two words": (Words(text=f"{common} {medium}"), ()),
        "phrase": (Words(text=f"{word(n)} {word(n + 1)}", match="phrase"), ()),
        "title": (Words(text=medium, field="title"), ()),
        "filtered": (
            Words(text=common),
            (Filter(field="format", values=("Book",)), Filter(field="year", low=2010)),
        ),
        "everything": (Everything(), (Filter(field="year", low=1800 + n),)),
    }


def build(index: TantivyIndex, count: int) -> None:
    """Fill the index and print how fast."""
    made = list(documents(min(count, 20_000)))
    started = time.process_time()
    batches = [prepare(made[at : at + 500]) for at in range(0, len(made), 500)]
    analysis = (time.process_time() - started) / len(made)
    print(f"analysis {analysis * 1e6:.0f} µs a document")
    del batches
    with index.rebuild() as writer:
        spent = 0.0
        batch = []
        for document in documents(count):
            batch.append(document)
            if len(batch) == 1000:
                started = time.perf_counter()
                writer.put(batch)
                spent += time.perf_counter() - started
                batch = []
        started = time.perf_counter()
        writer.put(batch)
        writer.commit(count)
        spent += time.perf_counter() - started
    print(f"put and commit {count / spent:.0f} documents a second")


def milliseconds(call: Callable[[int], object], repeats: int) -> float:
    """Median CPU time of the thread."""
    times = []
    for n in range(repeats):
        started = time.thread_time()
        call(n)
        times.append((time.thread_time() - started) * 1000)
    return statistics.median(times)


def raw(index: TantivyIndex, case: Case) -> None:
    """What the engine takes for the same with its own calls: a search and an aggregation for each facet."""
    snapshot = index._now()
    limits = [filter_clause(limit) for limit in case[1]]
    query = snapshot.translator.counted(plan(case[0], snapshot.vocabulary).match, limits)
    snapshot.searcher.search(query, 20)
    for facet in FACETS:
        snapshot.searcher.aggregate(query, {"f": {"terms": {"field": facet.field, "size": 30}}})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--keep", help="folder of an index to use again")
    parser.add_argument("--repeats", type=int, default=15)
    parser.add_argument("--json", action="store_true", help="figures as one JSON object")
    options = parser.parse_args()
    schema._SORT_FIELDS |= {facet.field for facet in FACETS}
    figures: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as place:
        index = TantivyIndex(Path(options.keep or place))
        if index.state().documents != options.documents:
            build(index, options.documents)
        if not options.json:
            print(f"{index.state().documents} documents, {index._now().searcher.num_segments} segments")
        for name in cases(0):
            index.search(SearchRequest(query=cases(99)[name][0], facets=FACETS))

            def ours(n: int, name: str = name) -> None:
                node, limits = cases(n)[name]
                index.search(SearchRequest(query=node, filters=limits, facets=FACETS))

            mine = milliseconds(ours, options.repeats)
            bare = milliseconds(
                lambda n, name=name: index.search(
                    SearchRequest(query=cases(n)[name][0], filters=cases(n)[name][1], offset=20)
                ),
                options.repeats,
            )  # type: ignore[misc]
            engine = milliseconds(lambda n, name=name: raw(index, cases(n)[name]), options.repeats)  # type: ignore[misc]
            node, limits = cases(0)[name]
            total = index.search(SearchRequest(query=node, filters=limits)).total
            figures[name] = {"hits": total, "with_facets": mine, "without": bare, "engine": engine}
            shown = f"{mine:6.2f} ms with facets  {bare:6.2f} without  engine {engine:6.2f}"
            if not options.json:
                print(f"{name:12} {total:7} hits  {shown}  ratio {mine / engine:.2f}")
    if options.json:
        print(json.dumps(figures))


if __name__ == "__main__":
    main()
