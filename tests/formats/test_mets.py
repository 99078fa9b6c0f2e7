"""METS with MODS or Dublin Core inside."""

from __future__ import annotations

import io

from pinakes.formats import registry
from pinakes.formats.base import ReadFailure, read
from pinakes.formats.mets import MAX_CONTENTS, METS
from pinakes.records.record import Record
from pinakes.testing.format_suite import FormatSuite

XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'


class TestMetsSuite(FormatSuite):
    name = "mets"


def outcome(raw: str) -> list[Record | ReadFailure]:
    return list(read(METS.reader(), io.BytesIO(raw.encode())))  # type: ignore[misc]


def record(body: str, attributes: str = "") -> Record:
    (found,) = outcome(f'<mets xmlns="http://www.loc.gov/METS/" {XLINK} {attributes}>{body}</mets>')
    assert isinstance(found, Record), found
    return found


def section(name: str, title: str) -> str:
    info = f'<mods xmlns="http://www.loc.gov/mods/v3"><titleInfo><title>{title}</title></titleInfo></mods>'
    return f'<dmdSec ID="{name}"><mdWrap MDTYPE="MODS"><xmlData>{info}</xmlData></mdWrap></dmdSec>'


def test_the_logical_structure_tells_which_description_is_the_works() -> None:
    divisions = '<div LABEL="Frame"><div DMDID="two"><div DMDID="one"/></div></div>'
    structure = f'<structMap TYPE="LOGICAL">{divisions}</structMap>'
    found = record(section("one", "Chapter") + section("two", "Book") + structure)
    assert found.title == "Book"
    assert [entry.title for entry in found.contents] == ["Chapter"]


def test_without_structure_the_first_description_counts() -> None:
    assert record(section("a", "First") + section("b", "Second")).title == "First"


def test_pages_and_thumbnails_are_no_links_but_the_download_is() -> None:
    file = '<file ID="{0}"><FLocat xlink:href="https://example.org/{0}"/></file>'
    groups = "".join(
        f'<fileGrp USE="{use}">{file.format(use.lower())}</fileGrp>'
        for use in ("THUMBS", "DEFAULT", "DOWNLOAD")
    )
    found = record(section("a", "T") + f"<fileSec>{groups}</fileSec>")
    assert [link.url for link in found.links] == ["https://example.org/download"]


def test_an_endless_structure_is_cut() -> None:
    divisions = "".join(f'<div LABEL="{n}"/>' for n in range(MAX_CONTENTS + 50))
    found = record(
        section("a", "T") + f'<structMap TYPE="LOGICAL"><div DMDID="a">{divisions}</div></structMap>'
    )
    assert len(found.contents) == MAX_CONTENTS


def test_mets_is_known_before_the_mods_in_it() -> None:
    assert registry.recognise(f"<mets>{section('a', 'T')}</mets>".encode()).name == "mets"
