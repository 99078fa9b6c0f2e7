"""Zotero RDF."""

from __future__ import annotations

from pinakes.testing.format_suite import FormatSuite


class TestZoteroRdf(FormatSuite):
    name = "zotero-rdf"
