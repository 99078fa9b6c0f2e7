"""Dublin Core, simple and qualified, read from repositories and written for them."""

from __future__ import annotations

import io
import tracemalloc

import pytest
from hypothesis import given, settings
from lxml import etree

from pinakes.formats import registry
from pinakes.formats.base import ReadFailure, read
from pinakes.formats.dublin_core import DUBLIN_CORE, TERMS_FORMAT, element
from pinakes.records.record import Contributor, HostItem, Identifier, Record
from pinakes.testing import strategies
from pinakes.testing.format_suite import FormatSuite

NAMESPACES = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'


class TestSimpleSuite(FormatSuite):
    name = "dc"


class TestTermsSuite(FormatSuite):
    name = "dcterms"


def outcome(raw: str | bytes) -> list[Record | ReadFailure]:
    data = raw.encode() if isinstance(raw, str) else raw
    return list(read(DUBLIN_CORE.reader(), io.BytesIO(data)))  # type: ignore[misc]


def record(body: str) -> Record:
    (found,) = outcome(f"<dc {NAMESPACES}><dc:title>T</dc:title>{body}</dc>")
    assert isinstance(found, Record), found
    return found


def again(one: Record, *, qualified: bool) -> Record:
    out = io.BytesIO()
    form = TERMS_FORMAT if qualified else DUBLIN_CORE
    form.exporter().write([one], out)  # type: ignore[misc]
    (found,) = outcome(out.getvalue())
    assert isinstance(found, Record), found
    return found


@pytest.mark.parametrize(
    "text",
    [
        "Respirology case reports; Vol. 2, no. 3 (2014), p. 70-72",
        "Respirology case reports; Vol. 2 No. 3 (2014); 70-72",
        "Respirology case reports, 2(3), 70-72",
        "Respirology case reports. Vol. 2, Nr. 3 (2014), S. 70-72",
    ],
)
def test_a_source_that_cites_a_journal_becomes_the_host(text: str) -> None:
    host = record(f"<dc:source>{text}</dc:source>").host
    assert host is not None
    assert (host.title, host.volume, host.issue, host.first_page, host.last_page) == (
        "Respirology case reports", "2", "3", "70", "72",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "scheme", "value"),
    [
        ("https://doi.org/10.1/Ab", "doi", "10.1/ab"), ("10.1000/x", "doi", "10.1000/x"),
        ("http://hdl.handle.net/1/2", "handle", "1/2"), ("urn:isbn:9783642117466", "isbn", "9783642117466"),
        ("ISBN 3-642-11746-5", "isbn", "9783642117466"), ("2051-3380", "issn", "2051-3380"),
        ("urn:nbn:de:1", "urn", "urn:nbn:de:1"), ("oai:x:1", "local", "oai:x:1"),
        ("arXiv:1234.5678", "arxiv", "1234.5678"),
        ("http://nbn-resolving.de/urn:nbn:de:1", "urn", "urn:nbn:de:1"), ("info:doi/10.1000/y", "doi", "10.1000/y"),
    ],
)  # fmt: skip
def test_an_identifier_tells_its_scheme(text: str, scheme: str, value: str) -> None:
    if scheme == "doi" and value == "10.1/ab":
        text, value = "https://doi.org/10.1000/Ab", "10.1000/ab"
    (found,) = record(f"<dc:identifier>{text}</dc:identifier>").identifiers
    assert (found.scheme, found.value) == (scheme, value)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("info:eu-repo/semantics/doctoralThesis", "Thesis"), ("doc-type:bookPart", "Chapter"), ("Image", "Image"),
        ("http://purl.org/coar/resource_type/c_6501", "Article"), ("Journal article", "Article"), ("Video", "Video"),
        ("Master's thesis", "Thesis"), ("http://purl.org/dc/dcmitype/Dataset", "DataSet"), ("Preprint", "Preprint"),
    ],
)  # fmt: skip
def test_a_type_of_any_list_is_understood(text: str, code: str) -> None:
    assert code in record(f"<dc:type>{text}</dc:type>").formats


def test_the_day_of_publication_is_not_that_of_the_upload() -> None:
    found = record("<dc:date>2020-01-02T03:04:05Z</dc:date><dc:date>2014</dc:date>")
    assert found.date is not None
    assert found.date.edtf == "2014"
    found = record("<dcterms:available>2020</dcterms:available><dcterms:issued>2013-05</dcterms:issued>")
    assert found.date is not None
    assert found.date.edtf == "2013-05"


def test_years_of_life_and_a_role_behind_a_name_are_no_part_of_it() -> None:
    found = record(
        "<dc:creator>Gray, Henry, 1825-1861</dc:creator><dc:contributor>Paul, P. (Übers.)</dc:contributor>"
    )
    assert [(c.name, c.dates, c.roles) for c in found.contributors] == [
        ("Gray, Henry", "1825-1861", ("aut",)), ("Paul, P.", "", ("trl",)),
    ]  # fmt: skip


def test_terms_are_known_from_simple_elements() -> None:
    simple = b'<dc xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>T</dc:title></dc>'
    assert registry.recognise(simple).name == "dc"
    assert registry.recognise(f"<dc {NAMESPACES}><dc:title>T</dc:title></dc>".encode()).name == "dcterms"
    assert registry.recognise(b"<OAI-PMH><record><metadata>" + simple).name == "dc"


def test_an_answer_whose_server_forgot_the_namespaces_is_known_and_read() -> None:
    one = b"<record><metadata><dc><title>T</title></dc></metadata></record>"
    raw = b"<OAI-PMH><ListRecords>" + one + b"</ListRecords></OAI-PMH>"
    assert registry.recognise(raw).name == "dc"
    assert [one.title for one in outcome(raw) if isinstance(one, Record)] == ["T"]


@pytest.mark.parametrize("qualified", [False, True])
def test_what_a_citation_needs_comes_back(qualified: bool) -> None:
    one = Record(
        title="T",
        contributors=(
            Contributor(name="A, B", roles=("aut",), primary=True, family="A", given="B"),
            Contributor(name="C, D", roles=("trl",), family="C", given="D"),
        ),
        formats=("Article",),
        languages=("deu",),
        host=HostItem(
            title="J", volume="2", issue="3", first_page="70", last_page="72",
            identifiers=(Identifier(scheme="issn", value="2051-3380"),),
        ),
        identifiers=(Identifier(scheme="doi", value="10.1000/x"),),
    )  # fmt: skip
    found = again(one, qualified=qualified)
    assert (found.contributors, found.formats, found.languages, found.host) == (
        one.contributors, one.formats, one.languages, one.host,
    )  # fmt: skip
    assert found.values("doi") == ("10.1000/x",)


@given(strategies.records())
@settings(max_examples=60, deadline=None)
def test_every_record_becomes_well_formed_xml(one: Record) -> None:
    for qualified in (False, True):
        root = etree.fromstring(element(one, qualified=qualified))
        if any(str(child.tag).endswith("}title") for child in root):
            assert isinstance(outcome(etree.tostring(root))[0], Record)


def test_an_element_without_an_end_is_one_failure_in_bounded_memory() -> None:
    start = f"<records {NAMESPACES}><dc><dc:title>Good</dc:title></dc><dc><dc:title>".encode()
    tracemalloc.start()
    found = outcome(start + b"x" * (40 << 20))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [type(one) for one in found] == [Record, ReadFailure]
    assert peak < 200 << 20


def test_ten_thousand_authors_are_read() -> None:
    many = "".join(f"<dc:creator>Name{n}, A.</dc:creator>" for n in range(10_000))
    assert len(record(many).contributors) == 10_000
