"""[lists] of the catalogue that is served."""

from __future__ import annotations

from pinakes import conf


def lists() -> conf.ListsSettings:
    """What readers may keep here."""
    return conf.current_settings().lists
