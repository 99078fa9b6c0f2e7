"""Pinakes: a discovery system for libraries and scholarly literature."""

from __future__ import annotations

__version__ = "0.1.0"

TYPE_CHECKING = False  # typing itself would cost more than all the rest of this import

if TYPE_CHECKING:
    from pathlib import Path

    from pinakes.discovery.catalogue import Catalogue


def open(path: str | Path = "catalogue") -> Catalogue:  # noqa: A001 - reads as pinakes.open("catalogue")
    """The catalogue in the folder ``path``; use it as a context manager.

    Raises ConfigurationError when the folder holds no ``pinakes.toml`` or a wrong one.
    """
    from pinakes.conf import open_catalogue

    return open_catalogue(path)
