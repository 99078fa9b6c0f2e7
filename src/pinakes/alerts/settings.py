"""[alerts] of the catalogue that is served, and the address under which readers reach it."""

from __future__ import annotations

from pinakes import conf


def alerts() -> conf.AlertsSettings:
    """What the library lets readers do."""
    return conf.current_settings().alerts


def address(origin: str = "") -> str:
    """ "https://catalogue.example.org", for links in mails; ``origin`` where the settings don't say."""
    return conf.current_settings().server.address.rstrip("/") or origin
