"""CSL-JSON."""

from __future__ import annotations

import io
import json

from pinakes.formats.base import ReadFailure, read
from pinakes.formats.csl_json import CSL_JSON
from pinakes.records.dates import PublicationDate
from pinakes.records.record import Contributor, HostItem, Record
from pinakes.testing.format_suite import FormatSuite


class TestCslJsonSuite(FormatSuite):
    name = "csl-json"


def record(text: str | bytes) -> Record:
    raw = text.encode() if isinstance(text, str) else text
    (found,) = read(CSL_JSON.reader(), io.BytesIO(raw))  # type: ignore[misc]
    assert isinstance(found, Record), found
    return found


def written(*records: Record) -> str:
    out = io.BytesIO()
    CSL_JSON.exporter().write(records, out)  # type: ignore[misc]
    return out.getvalue().decode()


def test_particles_are_written_apart_and_read_together() -> None:
    person = Contributor(
        name="van der Berg, Jan", family="van der Berg", given="Jan", roles=("aut",), primary=True
    )
    text = written(Record(title="T", contributors=(person,)))
    assert json.loads(text)[0]["author"] == [
        {"family": "Berg", "non-dropping-particle": "van der", "given": "Jan"}
    ]
    assert record(text).contributors == (person,)


def test_only_variables_of_the_schema_are_written() -> None:
    text = written(
        Record(title="T", local_id="1", host=HostItem(title="J"), date=PublicationDate(edtf="2014-21"))
    )
    assert set(json.loads(text)[0]) <= {"id", "type", "title", "container-title", "issued"}


def test_a_record_without_id_gets_one_from_its_content() -> None:
    one, again, other = (json.loads(written(Record(title=t)))[0]["id"] for t in ("A", "A", "B"))
    assert one == again != other


def test_equal_local_ids_of_two_sources_stay_apart() -> None:
    two = json.loads(
        written(Record(title="A", source="x", local_id="1"), Record(title="B", source="y", local_id="1"))
    )
    assert [i["id"] for i in two] == ["1", "y:1"]


def test_markup_in_titles_becomes_text() -> None:
    assert record('[{"type":"book","title":"H<sub>2</sub>O <i>in</i> vivo"}]').title == "H₂O in vivo"


def test_a_broken_item_costs_only_itself_in_one_line() -> None:
    text = (
        b'[{"id":"a","type":"book","title":"A"},{"id":"b,"title":"B"},{"id":"c","type":"book","title":"C"}]'
    )
    found = list(read(CSL_JSON.reader(), io.BytesIO(text)))  # type: ignore[misc]
    assert [isinstance(f, ReadFailure) for f in found] == [False, True, False]


def test_a_brace_in_a_text_is_no_end() -> None:
    assert record('[{"type":"book","title":"A } and { and \\" too"}]').title == 'A } and { and " too'
