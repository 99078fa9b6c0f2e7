"""Code lists as data (TOML), loaded once when first asked for."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def load(name: str) -> dict[str, str]:
    """The code list ``name``.toml: code → English label, in the file's order."""
    text = files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return {code: str(label) for code, label in tomllib.loads(text).items()}


@cache
def load_table(name: str) -> dict[str, dict[str, str]]:
    """A list of lists: the tables of ``name``.toml."""
    text = files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return {table: {k: str(v) for k, v in rows.items()} for table, rows in tomllib.loads(text).items()}
