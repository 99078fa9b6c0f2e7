"""How well results are ranked: nDCG@10 on test collections, known items of any catalogue, pairs of spellings.

python benchmarks/relevance.py topical ../shared/data/relevance/cisi ...
python benchmarks/relevance.py known CATALOGUE [--sample 500]
python benchmarks/relevance.py pairs CATALOGUE --pairs ../shared/data/queries/searchworks-equivalent-queries.jsonl
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import random
import re
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from pinakes.conf import open_catalogue
from pinakes.discovery.state import SearchState
from pinakes.index.fields import typed_name
from pinakes.index.port import IndexDocument, SearchIndex, SearchRequest
from pinakes.index.tantivy import TantivyIndex
from pinakes.query import simple

ARTICLES = (
    "the ",
    "a ",
    "an ",
    "der ",
    "die ",
    "das ",
    "ein ",
    "eine ",
    "le ",
    "la ",
    "les ",
    "l'",
    "el ",
    "il ",
)


def topical(folder: Path) -> dict[str, float]:
    """nDCG@10, MAP, recall@100 over the judged queries of a collection (docs, queries, qrels)."""
    judged: dict[str, dict[str, float]] = defaultdict(dict)
    for line in (folder / "qrels.tsv").read_text().splitlines():
        query, document, grade = line.split("\t")
        if float(grade) > 0:
            judged[query][document] = float(grade)
    queries = [json.loads(line) for line in (folder / "queries.jsonl").read_text().splitlines()]
    sums: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as place:
        index = TantivyIndex(place)
        with index.writer() as writer:
            writer.put(_collection(folder))
            writer.commit(1)
        asked = [query for query in queries if str(query["id"]) in judged]
        started = time.process_time()
        for query in asked:
            request = SearchRequest(query=simple.parse(query["text"][:5000]), limit=1000)
            result = index.search(request)
            ranked = [hit.id.partition(":")[2] for hit in result.hits]
            sums.update(_measures(ranked, judged[str(query["id"])]))
            sums["found"] += result.total
        sums["ms"] = (time.process_time() - started) * 1000
    return {name: value / len(asked) for name, value in sums.items()}


def _collection(folder: Path) -> list[IndexDocument]:
    with gzip.open(folder / "docs.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [
            IndexDocument(
                id=f"c:{d['id']}",
                sequence=1,
                values={
                    "title": (d["title"],) if d.get("title") else (),
                    "abstract": (d["text"],),
                    "author": tuple(d.get("authors") or ()),
                },
            )
            for d in map(json.loads, lines)
        ]


def _measures(ranked: list[str], judged: dict[str, float]) -> dict[str, float]:
    gains = [judged.get(document, 0.0) for document in ranked]
    ideal = sorted(judged.values(), reverse=True)
    dcg = sum(g / math.log2(at + 2) for at, g in enumerate(gains[:10]))
    best = sum(g / math.log2(at + 2) for at, g in enumerate(ideal[:10]))
    hits = precision = 0.0
    for at, gain in enumerate(gains):
        if gain:
            hits += 1
            precision += hits / (at + 1)
    return {
        "ndcg@10": dcg / best,
        "map": precision / len(judged),
        "recall@100": sum(1 for g in gains[:100] if g) / len(judged),
    }


class Known(NamedTuple):
    """A record that someone looks for."""

    id: str
    title: str
    name: str
    """Family name of the first person."""
    year: int | None


def known(index: SearchIndex, records: list[Known], sample: int) -> dict[str, float]:
    """Share of records that come first for what a person would type."""
    titles = Counter(_plain(r.title) for r in records)
    together = Counter((_plain(r.name), r.year) for r in records)
    unique = [r for r in records if titles[_plain(r.title)] == 1 and len(_plain(r.title).split()) > 1]
    chance = random.Random(70)
    chosen = chance.sample(unique, min(sample, len(unique)))
    ways: dict[str, Callable[[Known], str]] = {
        "as typed": lambda r: _plain(r.title),
        "no article": lambda r: _without_article(r.title),
        "five words": lambda r: " ".join(_plain(r.title).split()[:5]),
        "author + 2 words": lambda r: f"{r.name} {_two_words(r.title, chance)}",
        "one typo": lambda r: _typo(_plain(r.title), chance),
        "title + year": lambda r: f"{_plain(r.title)} {r.year}" if r.year else "",
        "title + author": lambda r: f"{_plain(r.title)} {_plain(r.name)}" if r.name else "",
        "author + year": lambda r: _author_and_year(r) if together[(_plain(r.name), r.year)] == 1 else "",
    }
    found, asked = dict.fromkeys(ways, 0), dict.fromkeys(ways, 0)
    for record in chosen:
        for way, typed in ways.items():
            if not (text := typed(record)):
                continue
            asked[way] += 1
            first = _first(index, text)
            # Another record with the same beginning is as right as the one that was meant.
            if first == record.id or (
                way == "five words" and first is not None and _starts(records, first, text)
            ):
                found[way] += 1
    return {way: number / max(asked[way], 1) for way, number in found.items()}


def _author_and_year(record: Known) -> str:
    return f"{record.name} {record.year}" if record.year and len(record.name.split()) == 1 else ""


def pairs(index: SearchIndex, lines: list[str], *, telling: bool = True) -> dict[str, float]:
    """Of pairs that mean the same: how many find the same set, and how alike the first 20 stand; both in 0 to 1."""
    same = found = 0
    alike = 0.0
    for pair in map(json.loads, lines):
        field = {"everything": "all"}.get(pair["search"], pair["search"])
        one, other = (_ids(index, pair[side], field) for side in "ab")
        if not one and not other:
            continue
        found += 1
        same += set(one) == set(other)
        alike += _overlap(one[:20], other[:20])
        if telling and set(one) != set(other):
            print(f"  {field}: {pair['a']!r} finds {len(one)}, {pair['b']!r} {len(other)}")
    return {"pairs": found, "same set": same / max(found, 1), "alike": alike / max(found, 1)}


def _ids(index: SearchIndex, text: str, field: str) -> list[str]:
    node = simple.parse(text, field=field, field_names=typed_name)
    return [hit.id for hit in index.search(SearchRequest(query=node, limit=5000)).hits]


def _overlap(one: list[str], other: list[str]) -> float:
    """Rank-biased overlap to the depth of the shorter list: the mean share of common ids in the first 1, 2, 3 …"""
    depth = max(1, min(len(one), len(other)))
    return sum(len(set(one[:d]) & set(other[:d])) / d for d in range(1, depth + 1)) / depth


def _first(index: SearchIndex, text: str) -> str | None:
    result = index.search(SearchRequest(query=simple.parse(text), limit=1))
    if not result.total and (better := index.corrections(text)):
        result = index.search(SearchRequest(query=simple.parse(better[0]), limit=1))
    return result.hits[0].id if result.hits else None


def _starts(records: list[Known], record_id: str, text: str) -> bool:
    return any(r.id == record_id and _plain(r.title).startswith(text) for r in records)


def _plain(title: str) -> str:
    return " ".join(re.sub(r"[^\w\s]|_", " ", title.lower()).split())


def _without_article(title: str) -> str:
    for article in ARTICLES:
        if title.lower().startswith(article):
            return _plain(title[len(article) :])
    return _plain(title)


def _two_words(title: str, chance: random.Random) -> str:
    words = [w for w in _plain(title).split() if len(w) > 3] or _plain(title).split()
    return " ".join(chance.sample(words, min(2, len(words))))


def _typo(text: str, chance: random.Random) -> str:
    words = text.split()
    at = max(range(len(words)), key=lambda n: (min(len(words[n]), 9), chance.random()))
    word = words[at]
    if len(word) > 3:
        cut = chance.randrange(1, len(word) - 1)
        words[at] = chance.choice(
            (
                word[:cut] + word[cut + 1 :],
                word[: cut - 1] + word[cut] + word[cut - 1] + word[cut + 1 :],
                word[:cut] + word[cut - 1 :],
            )
        )
    return " ".join(words)


def _catalogue(home: str, sample: int) -> dict[str, float]:
    with open_catalogue(home) as catalogue:
        records = [
            Known(
                s.id,
                s.record.full_title,
                next((c.family or c.name for c in s.record.contributors), ""),
                s.record.date.first_year if s.record.date else None,
            )
            for s in catalogue.everything(SearchState())
        ]
        return known(catalogue.index, records, sample)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("topical", "known", "pairs"))
    parser.add_argument("--pairs", type=Path)
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--sample", type=int, default=500)
    options = parser.parse_args()
    for folder in options.folders:
        if options.what == "pairs":
            with open_catalogue(folder) as catalogue:
                figures = pairs(catalogue.index, options.pairs.read_text().splitlines())
        elif options.what == "topical":
            figures = topical(Path(folder))
        else:
            figures = _catalogue(folder, options.sample)
        print(folder, "  ".join(f"{name} {value:.4f}" for name, value in figures.items()))


if __name__ == "__main__":
    main()
