"""Markdown of readers as safe HTML, the same for notes and comments."""

from __future__ import annotations

from pinakes.web.markdown import TAGS, html, plain

__all__ = ["TAGS", "html", "plain"]
