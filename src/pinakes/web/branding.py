"""What a library gives its catalogue: logo, accent, style sheet, words; nothing of it comes from another host."""

from __future__ import annotations

import hashlib
import re
import struct
from functools import cache, lru_cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from pinakes import conf
from pinakes.conf import BrandingSettings
from pinakes.records.base import Struct
from pinakes.web import colours, labels

HEIGHT = 30
"""Of a logo, in pixels."""


class Logo(Struct):
    """A picture in the head."""

    path: str
    """Below /static/."""
    width: int
    """0 when the file does not say its size."""


def settings() -> BrandingSettings:
    """[branding] of the catalogue that is served."""
    return conf.current_settings().branding


def words(text: conf.Text) -> str:
    """A text of pinakes.toml in the reader's language, else in English, else in the first that it has."""
    if isinstance(text, str):
        return text
    return text.get(labels.language()) or text.get("en") or next(iter(text.values()), "")


def logos() -> tuple[Logo, ...]:
    """The logo, and that for dark pages when there is one; empty for our own."""
    chosen = settings()
    names = [chosen.logo, chosen.logo_dark] if chosen.logo else []
    return tuple(
        Logo(path=name, width=_width(conf.current_home() / "static" / name)) for name in names if name
    )


@cache
def sheet(light: str, dark: str) -> str:
    """The tokens that follow from a library's accents, as a style sheet; "" without an accent."""
    if not (light or dark):
        return ""
    light = light or "#2b3f9e"
    pair = colours.accent(light, colours.LIGHT), colours.accent(dark or colours.for_dark(light), colours.DARK)
    tokens = (
        ("accent", "accent"),
        ("accent-strong", "strong"),
        ("accent-tint", "tint"),
        ("on-accent", "on_accent"),
    )
    values = "".join(f"--{t}:light-dark({getattr(pair[0], n)},{getattr(pair[1], n)});" for t, n in tokens)
    # Twice, so that it wins over our tokens in whatever order the sheets come.
    return f":root:root{{{values}}}\n"


def sheet_href() -> str:
    """Where that sheet is, with a version that changes with it; "" without an accent."""
    chosen = settings()
    text = sheet(chosen.accent, chosen.accent_dark)
    return f"/branding.css?v={hashlib.blake2b(text.encode(), digest_size=5).hexdigest()}" if text else ""


@require_safe
def stylesheet(request: HttpRequest) -> HttpResponse:
    """/branding.css"""
    chosen = settings()
    response = HttpResponse(sheet(chosen.accent, chosen.accent_dark), content_type="text/css; charset=utf-8")
    response["Cache-Control"] = "public, max-age=31536000, immutable" if "v" in request.GET else "no-cache"
    return response


def _width(file: Path) -> int:
    try:
        return _measured(file, file.stat().st_mtime_ns)
    except OSError:
        return 0


@lru_cache(maxsize=16)
def _measured(file: Path, _changed: int) -> int:
    """How wide a picture is at the height of a logo; so that nothing moves when it has come."""
    start = file.read_bytes()[:4096]
    if start.startswith(b"\x89PNG\r\n\x1a\n") and len(start) >= 24:
        width, height = struct.unpack(">II", start[16:24])
    else:
        box = re.search(rb"viewBox=[\"']\s*[\d.+-]+[\s,]+[\d.+-]+[\s,]+([\d.]+)[\s,]+([\d.]+)", start)
        width, height = (float(box[1]), float(box[2])) if box else (0, 0)
    return round(HEIGHT * width / height) if height else 0
