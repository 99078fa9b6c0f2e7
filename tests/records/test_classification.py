"""Class numbers: the classes over them, what they are called, and that every class has its parent."""

from __future__ import annotations

import pytest

from pinakes.index import hierarchy
from pinakes.records import classification
from pinakes.records.vocabularies import load


@pytest.mark.parametrize(
    ("scheme", "number", "path"),
    [
        ("lcc", "QA76.73.C153", ("lcc", "lcc:Q", "lcc:QA")),
        ("lcc", "Z665", ("lcc", "lcc:Z")),
        ("lcc", "KFM 2990", ("lcc", "lcc:K", "lcc:KF")),
        ("lcc", "DJK4", ("lcc", "lcc:D", "lcc:DJK")),
        ("lcc", "WB 100", ()),
        ("lcc", "Microfilm 51", ()),
        ("lcc", "", ()),
        ("ddc", "576.82", ("ddc", "ddc:5", "ddc:57")),
        ("ddc", "813/.54", ("ddc", "ddc:8", "ddc:81")),
        ("ddc", "040", ("ddc", "ddc:0")),
        ("ddc", "[Fic]", ()),
        ("ddc", "20040611", ()),
        ("nlm", "WF 600", ("nlm", "nlm:W", "nlm:WF")),
        ("rvk", "AN 95000", ()),
    ],
)
def test_a_number_belongs_to_its_class_and_all_over_it(
    scheme: str, number: str, path: tuple[str, ...]
) -> None:
    assert classification.class_path(scheme, number) == path


def test_a_class_shows_its_notation_and_a_caption() -> None:
    assert (classification.notation("ddc:57"), classification.caption("ddc:57")) == (
        "570",
        "Life sciences, biology",
    )
    assert (classification.notation("lcc:QA"), classification.caption("lcc")) == (
        "QA",
        "Library of Congress Classification",
    )
    assert classification.caption("udc:1") == "udc:1"


@pytest.mark.parametrize("scheme", sorted(classification.SCHEMES))
def test_every_class_stands_under_a_class_that_has_a_caption(scheme: str) -> None:
    known = load(scheme)
    for code in known:
        assert hierarchy.ancestors("classification", f"{scheme}:{code}")[0] == scheme
        assert classification.parent(f"{scheme}:{code}") in (scheme, f"{scheme}:{code[0]}")
        assert code[0] in known


def test_places_are_paths() -> None:
    assert hierarchy.path(("Main library", "", "Level 2")) == ("Main library", "Main library › Level 2")
    assert hierarchy.ancestors("place", "a › b › c") == ("a", "a › b")
    assert hierarchy.parent("place", "a") == ""
