"""What came in goes out: read → write → read gives the same, for every format that citation managers read."""

from __future__ import annotations

import io
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from pinakes.formats import citation_parts as parts
from pinakes.formats import registry
from pinakes.formats.base import read
from pinakes.records.record import Record
from pinakes.testing import golden, strategies

COMPLETE = (
    "marc",
    "marcxml",
    "marcjson",
    "mods",
    "pinakes",
    "ris",
    "endnote",
    "endnote-tagged",
    "bibtex",
    "biblatex",
    "csl-json",
    "word",
    "isbd",
    "csv",
    "tsv",
    "xlsx",
)
FEW = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def kept(record: Record) -> dict[str, Any]:
    """What must survive, in a form that does not hang on how a format words it."""
    host = record.host
    return {
        "title": record.full_title,
        "formats": record.formats,
        "people": sorted((c.name, c.kind, c.roles) for c in record.contributors),
        "orcids": sorted((c.name, i.value) for c in record.contributors for i in c.identifiers),
        "affiliations": sorted((c.name, c.affiliations) for c in record.contributors),
        "date": record.date.edtf if record.date else "",
        "host": host
        and (host.title, host.volume, host.issue, host.first_page, host.last_page, host.article_number),
        "numbers": {s: parts.identifiers(record, s) for s in ("doi", "pmid", "pmcid", "issn", "isbn")},
        "publisher": (parts.publisher(record), parts.place(record)),
        "edition": record.edition,
        "series": record.series,
        "languages": record.languages,
        "subjects": sorted(parts.keywords(record)),
        "abstracts": tuple(a.text for a in record.abstracts),
        "notes": sorted(n.text for n in record.notes),
        "links": sorted(u for u, _ in parts.addresses(record) if "ncbi.nlm" not in u),
        "funding": record.funding,
        "licences": record.licences,
        "references": tuple(r.text for r in record.references),
        "types": record.publication_types,
        "id": record.local_id,
    }


def again(name: str, record: Record) -> Record:
    form = registry.get(name)
    assert form.reader is not None
    (found,) = read(form.reader(), io.BytesIO(golden.written(form, [record])))
    assert isinstance(found, Record), found
    return found


@pytest.mark.parametrize("name", COMPLETE)
@FEW
@given(strategies.references())
def test_a_reference_comes_back_whole(name: str, record: Record) -> None:
    assert kept(again(name, record)) == kept(record)


@pytest.mark.parametrize("name", COMPLETE)
@settings(FEW, max_examples=5)
@given(strategies.records())
def test_any_record_can_be_written_and_what_is_written_can_be_read(name: str, record: Record) -> None:
    form = registry.get(name)
    assert form.reader is not None
    found = list(read(form.reader(), io.BytesIO(golden.written(form, [record]))))
    assert all(isinstance(one, Record) or "title" in one.reason for one in found), found
