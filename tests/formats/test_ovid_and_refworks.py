"""The tagged exports of Ovid's databases and of RefWorks."""

from __future__ import annotations

import pytest

from pinakes.formats import ovid_sources
from pinakes.testing.format_suite import FormatSuite


class TestOvid(FormatSuite):
    name = "ovid"


class TestRefWorks(FormatSuite):
    name = "refworks"


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        ("Gut June 2015;58(6):688-696", ("Gut", "58", "6", "688-696", "June 2015")),
        ("Gut May/June 2010;6:611-613", ("Gut", "6", "", "611-613", "May/June 2010")),
        ("Chest. 58(6):688-96, 2015 Jun 3.", ("Chest", "58", "6", "688-96", "2015 Jun 3")),
        ("Minds. Vol.43(5), Sep 2015, pp. 623-634.", ("Minds", "43", "5", "623-634", "Sep 2015")),
        (
            "Thorax. 12 (3) (pp 123-130), 2010. Date of Publication: May 2010.",
            ("Thorax", "12", "3", "123-130", "2010"),
        ),
        ("Politics 12, Winter 2007: 7-14.", ("Politics", "12", "", "7-14", "Winter 2007")),
        ("Lakes. 2007 15 June; 433-441.", ("Lakes", "", "", "433-441", "2007 15 June")),
        ("Where nobody knows", ("Where nobody knows", "", "", "", "")),
    ],
)
def test_each_form_of_a_source_statement_is_taken_apart(printed: str, wanted: tuple[str, ...]) -> None:
    found = ovid_sources.source(printed)
    assert (found.title, found.volume, found.issue, found.pages, found.date) == wanted
