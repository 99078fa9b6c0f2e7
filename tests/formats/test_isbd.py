"""ISBD-like text."""

from __future__ import annotations

import pytest

from pinakes.errors import UnknownFormat
from pinakes.formats import registry
from pinakes.testing.format_suite import FormatSuite


class TestIsbd(FormatSuite):
    name = "isbd"


@pytest.mark.parametrize(
    "text",
    [
        "Dear Sir. — I write to you about lungs",
        "# A page\n\nSome text – with dashes – and no more.",
        "A log line 2014 / 3 done",
    ],
)
def test_prose_is_no_description(text: str) -> None:
    with pytest.raises(UnknownFormat):
        registry.recognise(text.encode())
