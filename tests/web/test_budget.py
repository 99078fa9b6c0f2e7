"""What a page weighs: style sheets, scripts and HTML, compressed."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from django.test import Client

import pinakes

PACKAGE = Path(pinakes.__file__).parent
KIB = 1024


def weight(pattern: str) -> int:
    files = [f for f in PACKAGE.glob(f"*/static/**/{pattern}") if "admin" not in f.parts]
    assert files
    return sum(len(gzip.compress(f.read_bytes(), 9)) for f in files)


@pytest.mark.parametrize(("pattern", "most"), [("*.css", 30 * KIB), ("*.js", 25 * KIB)])
def test_all_sheets_and_scripts_together_stay_small(pattern: str, most: int) -> None:
    assert weight(pattern) <= most


def test_twenty_hits_weigh_at_most_thirty_kib(client: Client) -> None:
    response = client.get("/search?q=")
    assert response.content.count(b'<li class="hit"') == 20
    assert len(gzip.compress(response.content, 6)) <= 30 * KIB
