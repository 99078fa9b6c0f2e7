"""The exports of the two big citation indexes."""

from __future__ import annotations

import io
import time

import pytest

from pinakes.formats import registry, wos_mapping
from pinakes.formats.base import ReadFailure, read
from pinakes.records.record import Record
from pinakes.testing.format_suite import FormatSuite


class TestWos(FormatSuite):
    name = "wos"


class TestWosTab(FormatSuite):
    name = "wos-tab"


class TestScopus(FormatSuite):
    name = "scopus"


def found(name: str, raw: str) -> list[Record | ReadFailure]:
    reader = registry.get(name).reader
    assert reader is not None
    return list(read(reader(), io.BytesIO(raw.encode())))


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        ("JOURNAL OF THE LUNG", "Journal of the Lung"),
        ("JAMA", "JAMA"),
        ("Lung", "Lung"),
        ("PLOS ONE", "Plos One"),
        ("JAMA-JOURNAL OF", "Jama-Journal of"),
    ],
)
def test_names_in_capitals_become_readable(printed: str, wanted: str) -> None:
    assert wos_mapping.readable(printed) == wanted


def test_a_word_in_capitals_at_the_start_of_a_continued_line_is_no_tag() -> None:
    (one,) = found("wos", "PT J\nTI One\nSO LUNGS\nAB We saw\n   IL 6 and more\nER\n")
    assert isinstance(one, Record)
    assert one.abstracts[0].text == "We saw IL 6 and more"


def test_a_quote_that_never_ends_costs_its_row_and_little_time() -> None:
    header = "Authors,Title,Year,Source title,EID\n"
    rows = 'A B.,"Never ends,2001,Lungs,e1\n' + "A B.,T,2001,Lungs,e\n" * 10_000
    began = time.process_time()
    got = found("scopus", header + rows)
    assert sum(isinstance(one, Record) for one in got) >= 9_990
    assert sum(isinstance(one, ReadFailure) for one in got) == 1
    assert time.process_time() - began < 5


def test_ten_thousand_authors_are_ten_thousand_authors() -> None:
    names = "\n   ".join(f"Name{n}, A" for n in range(10_000))
    (one,) = found("wos", f"PT J\nAU {names}\nTI One\nSO LUNGS\nER\n")
    assert isinstance(one, Record)
    assert len(one.contributors) == 10_000
