"""The own format: what is written is read back equal."""

from __future__ import annotations

import io

from hypothesis import given

from pinakes.formats.base import ReadFailure, read
from pinakes.formats.native import PINAKES
from pinakes.records.record import Record
from pinakes.testing.format_suite import FormatSuite
from pinakes.testing.strategies import records


class TestNativeSuite(FormatSuite):
    name = "pinakes"


def record(text: str | bytes) -> Record:
    raw = text.encode() if isinstance(text, str) else text
    (found,) = read(PINAKES.reader(), io.BytesIO(raw))  # type: ignore[misc]
    assert isinstance(found, Record), found
    return found


def written(*records: Record) -> str:
    out = io.BytesIO()
    PINAKES.exporter().write(records, out)  # type: ignore[misc]
    return out.getvalue().decode()


@given(records())
def test_the_round_trip_is_exact(one: Record) -> None:
    assert record(written(one)) == one


def test_a_wrong_line_says_where_it_is_wrong() -> None:
    (found,) = read(PINAKES.reader(), io.BytesIO(b'{"title":"T","contributors":[{"name":7}]}'))  # type: ignore[misc]
    assert isinstance(found, ReadFailure)
    assert "contributors" in found.reason
