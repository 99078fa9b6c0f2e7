"""Catalogues and files for tests of the import."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from pinakes.index.memory import MemoryIndex
from pinakes.records.record import Record
from pinakes.store.memory import MemoryStore


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def index() -> MemoryIndex:
    return MemoryIndex()


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes records as JSON lines: ``write("a.jsonl", ("1", "Title"), …)``."""

    def lines(name: str, *records: tuple[str, str] | Record) -> Path:
        made = [r if isinstance(r, Record) else Record(local_id=r[0], title=r[1]) for r in records]
        path = tmp_path / name
        path.write_bytes(b"".join(msgspec.json.encode(r) + b"\n" for r in made))
        return path

    return lines
