"""The mapping of columns that lies beside a table: ``books.csv.columns.toml`` beside ``books.csv``."""

from __future__ import annotations

from pathlib import Path

from pinakes.errors import ConfigurationError
from pinakes.formats import registry
from pinakes.formats.base import Format, Reader
from pinakes.formats.table_columns import Columns, declared

ENDING = ".columns.toml"
_COMPRESSED = frozenset({".gz", ".bz2", ".xz", ".zst"})
MAX_SIZE = 1024 * 1024


def read_columns(path: Path) -> Columns:
    """The mapping in a file. Raises ConfigurationError."""
    try:
        with path.open("rb") as file:
            text = file.read(MAX_SIZE).decode("utf-8-sig")
    except OSError as error:
        raise ConfigurationError(f"{path} can't be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{path} is no UTF-8.") from error
    return declared(text, str(path))


def columns_beside(origin: str) -> Columns | None:
    """The mapping for the file ``origin``, None when there is none. Raises ConfigurationError."""
    if "!/" in origin or origin == "-":
        return None
    file = Path(origin)
    names = [file.name, file.stem] if file.suffix in _COMPRESSED else [file.name]
    for name in names:
        path = file.with_name(name + ENDING)
        if path.is_file():
            return read_columns(path)
    return None


def table_format(head: bytes, known: Format | None) -> Format:
    """The format of a table that has a mapping: what it is said to be, a workbook, else text."""
    if known is not None and known.reader_with_columns is not None:
        return known
    return registry.get("xlsx" if head.startswith(b"PK\x03\x04") else "csv")


def reader(found: Format, columns: Columns | None) -> Reader | None:
    """The reader of a format, with the mapping where it takes one."""
    if columns is not None and found.reader_with_columns is not None:
        return found.reader_with_columns(columns)
    return found.reader() if found.reader is not None else None
