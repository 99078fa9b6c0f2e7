"""A browser as its reader would call it ("Firefox on Linux"), from what it says of itself."""

from __future__ import annotations

from django.utils.translation import gettext as _

# Order matters: most browsers say that they are others too.
_BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"), ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"), ("Chrom", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
_SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "ChromeOS"), ("Windows", "Windows"),
    ("Macintosh", "macOS"), ("Linux", "Linux"),
)  # fmt: skip


def name(user_agent: str) -> str:
    """Browser and system, without versions, which would tell more than is needed; "" when neither is known."""
    browser = next((shown for sign, shown in _BROWSERS if sign in user_agent), "")
    system = next((shown for sign, shown in _SYSTEMS if sign in user_agent), "")
    return ", ".join(filter(None, (browser, system)))


def shown(kept: str) -> str:
    """What is kept of a browser, for its reader."""
    return kept or _("A browser")
