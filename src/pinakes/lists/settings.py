"""[lists] of the catalogue that is served."""

from __future__ import annotations

from pinakes import conf


def lists() -> conf.ListsSettings:
    """What readers may keep here."""
    if (conf.current_home() / conf.FILE).is_file():
        return conf.current_settings().lists
    return conf.ListsSettings()
