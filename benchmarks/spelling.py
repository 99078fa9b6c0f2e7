"""How often the first, or one of the first three, corrections is right, beside the corrector that P. Norvig published.

python benchmarks/spelling.py TEXT SET...

TEXT is any long text, whose words with their frequencies are the dictionary of both. A SET has lines of a right
word, a tab and its misspellings. Norvig's corrector: of the known words one letter away, else two, the most frequent.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from pinakes.index import spelling
from pinakes.index.tantivy import vocabulary

LETTERS = "abcdefghijklmnopqrstuvwxyz"
Corrector = Callable[[str], list[str]]


def one_letter_away(word: str) -> Iterator[str]:
    """One letter dropped, swapped with its neighbour, changed or added."""
    for at in range(len(word) + 1):
        front, back = word[:at], word[at:]
        yield from (front + letter + back for letter in LETTERS)
        if back:
            yield front + back[1:]
            yield from (front + letter + back[1:] for letter in LETTERS)
        if len(back) > 1:
            yield front + back[1] + back[0] + back[2:]


def peer(known: Counter[str]) -> Corrector:
    def correct(word: str) -> list[str]:
        if word in known:
            return [word]
        near = {w for w in one_letter_away(word) if w in known}
        near = near or {w for first in one_letter_away(word) for w in one_letter_away(first) if w in known}
        return sorted(near, key=lambda w: -known[w])[:3] or [word]

    return correct


def ours(known: Counter[str]) -> Corrector:
    words = vocabulary.KnownWords.of(
        (word, n) for word, n in known.items() if 3 <= len(word) <= 30 and word.isalpha()
    )

    def correct(word: str) -> list[str]:
        found = spelling.correct(
            word, frequency=known.__getitem__, near=words.near, alike=words.alike, finds=lambda _: True
        )
        return list(found) or [word]

    return correct


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("text", type=Path)
    parser.add_argument("sets", type=Path, nargs="+")
    options = parser.parse_args()
    known = Counter(re.findall(r"[^\W\d_]+", options.text.read_text("utf-8", "replace").lower()))
    for path in options.sets:
        lines = [line.lower().split("\t") for line in path.read_text("utf-8").splitlines()]
        tests = [(right, wrong) for right, several in lines for wrong in several.split()]
        for name, correct in (("peer", peer(known)), ("pinakes", ours(known))):
            first = among = 0
            times: list[float] = []
            for right, wrong in tests:
                began = time.process_time()
                guesses = correct(wrong)
                times.append((time.process_time() - began) * 1000)
                first += guesses[0] == right
                among += right in guesses[:3]
            times.sort()
            print(
                f"{path.name} {name}: first {first / len(tests):.3f},"
                f" first three {among / len(tests):.3f} of {len(tests)};"
                f" {sum(times) / len(times):.2f} ms, p95 {times[int(0.95 * len(times))]:.2f} ms"
            )


if __name__ == "__main__":
    main()
