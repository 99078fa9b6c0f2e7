"""Word's list of sources."""

from __future__ import annotations

from pinakes.testing.format_suite import FormatSuite


class TestWord(FormatSuite):
    name = "word"
