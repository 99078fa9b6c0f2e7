"""The order of articles in a journal."""

from __future__ import annotations

from pinakes.index import fields
from pinakes.index.parts import Part, part_key
from pinakes.records.dates import PublicationDate
from pinakes.records.record import HostItem, Record, Subject


def article(volume: str, issue: str, page: str, year: int | None = 2014) -> Record:
    date = PublicationDate(edtf=str(year), first_year=year) if year is not None else None
    host = HostItem(title="Journal", volume=volume, issue=issue, first_page=page)
    return Record(local_id=f"{volume}-{issue}-{page}", title="A title", host=host, date=date)


def test_articles_stand_by_year_volume_issue_and_page_as_numbers() -> None:
    printed = [
        article("9", "12", "1", 2013),
        article("10", "2", "70"),
        article("10", "2", "110"),
        article("10", "2", "S3"),
        article("10", "10", "5"),
    ]
    shuffled = printed[2:] + printed[:2]
    assert sorted(shuffled, key=part_key) == printed


def test_an_issue_is_one_value_that_can_be_taken_apart() -> None:
    (value,) = fields.document(article("2", "Suppl 1", "70")).values["part"]
    assert Part.of(str(value)) == Part(volume="2", issue="Suppl 1", year=2014)


def test_a_part_without_numbers_and_date_belongs_to_no_issue() -> None:
    assert "part" not in fields.document(article("", "", "7", None)).values


def test_every_step_of_a_chained_heading_is_a_heading() -> None:
    record = Record(title="x", subjects=(Subject(parts=("Libraries", "Greece", "History")),))
    found = fields.document(record).values["subject_heading"]
    assert found == ("Libraries", "Libraries › Greece", "Libraries › Greece › History")
