"""Lists of headings in files: sorted with little memory."""

from __future__ import annotations

import random
from pathlib import Path

from pinakes.index.tantivy.headings import in_order


def test_parts_are_put_in_order_together_and_each_entry_is_kept_once(tmp_path: Path) -> None:
    chance = random.Random(3)
    entries = [(f"{chance.randrange(10_000):05}\x01", f"value {n}\nof it") for n in range(20_000)]
    parts = [entries[:9_000], entries[9_000:9_000], entries[8_000:]]
    assert list(in_order(tmp_path, [list(p) for p in parts])) == sorted(entries)
    assert list(tmp_path.iterdir()) == []


def test_nothing_in_order_is_nothing(tmp_path: Path) -> None:
    assert list(in_order(tmp_path, [])) == []
