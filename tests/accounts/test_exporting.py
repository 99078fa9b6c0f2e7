"""Everything that is kept of a person, as a ZIP, and back from it."""

from __future__ import annotations

import csv
import io
import json
import sys
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from lxml import html

sys.path.insert(0, str(Path(__file__).parent))
from account_people import make_reader

from pinakes.accounts import exporting
from pinakes.accounts.exporting import ArchiveError, Part, Thing

pytestmark = pytest.mark.django_db
SEED = "pmc:PMC4184688"


@pytest.fixture
def shelf() -> Iterator[dict[str, list[Thing]]]:
    """A part whose things are in memory, by name of the reader."""
    kept: dict[str, list[Thing]] = {}

    def take(reader: Any, things: Sequence[Thing]) -> int:
        new = [t for t in things if t not in kept.setdefault(reader.username, [])]
        kept[reader.username] += new
        return len(new)

    from pinakes import conf

    some = next(iter(conf.current_catalogue().store.changes(0, limit=5))).id
    part = Part(
        name="shelf",
        title=lambda: "Shelf",
        things=lambda reader: kept.get(reader.username, []),
        columns=("title", "tags"),
        take=take,
        records=lambda reader: [some, "gone:1"] if reader.username in kept else [],
    )
    exporting.register(part)
    yield kept
    exporting._parts.pop("shelf")


def unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def test_everything_is_there_as_json_csv_ris_and_a_page(anna: Any, shelf: dict[str, list[Thing]]) -> None:
    shelf["anna"] = [{"title": "Über <Bücher>", "tags": ["a", "b c"], "note": "kept in JSON"}]
    files = unzipped(exporting.archive(anna))
    assert json.loads(files["shelf.json"]) == shelf["anna"]
    assert json.loads(files["account.json"])[0]["email"] == "anna@example.org"
    rows = list(csv.reader(io.StringIO(files["shelf.csv"].decode("utf-8-sig"))))
    assert rows == [["title", "tags"], ["Über <Bücher>", "a; b c"]]
    assert files["records.ris"].count(b"ER  -") == 1
    page = html.fromstring(files["index.html"].decode())
    assert "Über <Bücher>" in page.text_content()


def test_no_secret_leaves(as_anna: Any, anna: Any) -> None:
    text = b"".join(unzipped(exporting.archive(anna)).values())
    assert anna.password.encode() not in text
    assert as_anna.session.session_key.encode() not in text


@pytest.mark.parametrize("evil", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(evil: str) -> None:
    text = exporting.table(("title",), [{"title": evil}]).decode("utf-8-sig")
    assert next(iter(list(csv.reader(io.StringIO(text, newline="")))[1])) == "'" + evil


def test_what_was_exported_comes_back_once(anna: Any, shelf: dict[str, list[Thing]]) -> None:
    anna.display_name = "Anna B."
    shelf["anna"] = [{"title": "One"}, {"title": "Two"}]
    data = exporting.archive(anna)
    berta = make_reader("berta")
    taken = exporting.take(berta, data)
    assert (taken["account"], taken["shelf"]) == (1, 2)
    assert (berta.display_name, berta.email) == ("Anna B.", "berta@example.org")
    assert not any(exporting.take(berta, data).values())
    assert shelf["berta"] == shelf["anna"]


def zipped(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(f"{name}.json", text)
    return out.getvalue()


ABOUT = json.dumps({"kind": exporting.KIND})


@pytest.mark.parametrize(
    "data",
    [
        b"", b"no zip", zipped(), zipped(about="[]"), zipped(about="{"), zipped(about='{"kind": "other"}'),
        zipped(about=ABOUT, shelf="{"), zipped(about="[" * 100_000), zipped(about=ABOUT)[:-30],
    ],
)  # fmt: skip
def test_a_file_that_is_no_export_is_refused(anna: Any, shelf: dict[str, list[Thing]], data: bytes) -> None:
    with pytest.raises(ArchiveError):
        exporting.take(anna, data)


def test_a_small_file_that_unpacks_to_a_huge_one_is_refused(
    anna: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "LARGEST", 20_000)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("about.json", " " * 10_000_000)
    assert len(out.getvalue()) < 20_000
    with pytest.raises(ArchiveError, match=r"about\.json is larger"):
        exporting.take(anna, out.getvalue())


@pytest.mark.parametrize("things", ['{"a": 1}', "[1, null, []]", '[{"display_name": 5, "language": ["x"]}]'])
def test_wrong_values_are_passed_over(anna: Any, things: str) -> None:
    assert exporting.take(anna, zipped(about=ABOUT, account=things)).get("account", 0) == 0
