"""Formats of the services of articles and data: what all must hold, and what each is good at."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

import pytest

from pinakes.formats import registry
from pinakes.formats.base import ReadFailure, read
from pinakes.records.record import Record
from pinakes.testing.format_suite import FormatSuite


class TestJatsSuite(FormatSuite):
    name = "jats"


class TestCrossrefSuite(FormatSuite):
    name = "crossref"


class TestCrossrefXmlSuite(FormatSuite):
    name = "crossref-xml"


class TestOpenalexSuite(FormatSuite):
    name = "openalex"


class TestEuropepmcSuite(FormatSuite):
    name = "europepmc"


class TestDataciteSuite(FormatSuite):
    name = "datacite"


class TestDataciteXmlSuite(FormatSuite):
    name = "datacite-xml"


class TestDoajSuite(FormatSuite):
    name = "doaj"


class TestArxivSuite(FormatSuite):
    name = "arxiv"


class TestSemanticScholarSuite(FormatSuite):
    name = "semantic-scholar"


class TestJalcSuite(FormatSuite):
    name = "jalc"


class TestJsonLdSuite(FormatSuite):
    name = "json-ld"


def outcomes(name: str, raw: bytes | str) -> list[Record | ReadFailure]:
    form = registry.get(name)
    assert form.reader is not None
    return list(read(form.reader(), io.BytesIO(raw.encode() if isinstance(raw, str) else raw)))


def record(name: str, raw: bytes | str) -> Record:
    (found,) = outcomes(name, raw)
    assert isinstance(found, Record), found
    return found


AUTHORS = 10_000
# Format → (what is before the authors, one author, what is behind them, what is between two).
MANY_AUTHORS: dict[str, tuple[str, str, str, str]] = {
    "jats": (
        "<article><front><article-meta><title-group><article-title>T</article-title></title-group><contrib-group>",
        '<contrib contrib-type="author"><name><surname>S{n}</surname><given-names>A</given-names></name></contrib>',
        "</contrib-group></article-meta></front></article>",
        "",
    ),
    "crossref-xml": (
        "<doi_record><crossref><journal><journal_metadata/><journal_article><titles><title>T</title></titles>"
        "<contributors>",
        "<person_name contributor_role='author'><surname>S{n}</surname></person_name>",
        "</contributors></journal_article></journal></crossref></doi_record>",
        "",
    ),
    "datacite-xml": (
        "<resource><titles><title>T</title></titles><creators>",
        "<creator><creatorName>S{n}, A</creatorName></creator>",
        "</creators></resource>",
        "",
    ),
    "arxiv": (
        "<arXiv><id>1</id><title>T</title><authors>",
        "<author><keyname>S{n}</keyname></author>",
        "</authors></arXiv>",
        "",
    ),
    "crossref": ('{"title":["T"],"author":[', '{"family":"S{n}","given":"A"}', "]}", ","),
    "openalex": ('{"title":"T","authorships":[', '{"author":{"display_name":"A. S{n}"}}', "]}", ","),
    "europepmc": ('{"title":"T","authorList":{"author":[', '{"lastName":"S{n}","firstName":"A"}', "]}}", ","),
    "datacite": ('{"titles":[{"title":"T"}],"creators":[', '{"name":"S{n}, A"}', "]}", ","),
    "doaj": ('{"bibjson":{"title":"T","journal":{},"author":[', '{"name":"A. S{n}"}', "]}}", ","),
    "semantic-scholar": ('{"title":"T","authors":[', '{"name":"A. S{n}"}', "]}", ","),
    "jalc": ('{"title_list":[{"title":"T"}],"creator_list":[', '{"names":[{"last_name":"S{n}"}]}', "]}", ","),
    "json-ld": ('{"@type":"Book","name":"T","author":[', '{"@type":"Person","name":"A. S{n}"}', "]}", ","),
}


def with_authors(name: str, count: int = AUTHORS) -> str:
    """A record of the format with that many authors."""
    before, one, behind, between = MANY_AUTHORS[name]
    return before + between.join(one.replace("{n}", str(n)) for n in range(count)) + behind


@pytest.mark.parametrize("name", MANY_AUTHORS)
def test_ten_thousand_authors_are_all_kept(name: str) -> None:
    found = record(name, with_authors(name))
    assert len(found.contributors) == AUTHORS
    assert found.contributors[-1].family == f"S{AUTHORS - 1}"


@pytest.mark.parametrize("name", ["jats", "crossref-xml", "datacite-xml", "arxiv"])
def test_entities_are_never_expanded(name: str) -> None:
    template = with_authors(name, 1).replace("S0", "&c;")
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    (found,) = outcomes(name, bomb + template)
    assert isinstance(found, ReadFailure)
    assert "not defined" in found.reason


@pytest.mark.parametrize("name", ["crossref", "openalex", "europepmc", "datacite", "doaj", "jalc", "json-ld"])
def test_deep_nesting_is_a_failure_with_a_reason(name: str) -> None:
    deep = '{"title":"T","x":' + '{"a":' * 5000 + "1" + "}" * 5001
    assert all(isinstance(one, ReadFailure) and "failed" not in one.reason for one in outcomes(name, deep))


class Endless(io.RawIOBase):
    """A list of records without end, a piece at a time, that counts what was taken from it."""

    def __init__(self, begin: bytes, one: bytes) -> None:
        super().__init__()
        self.rest, self.one, self.taken = begin, one, 0

    def read(self, size: int = -1) -> bytes:
        assert size > 0
        while len(self.rest) < size:
            self.rest += self.one
        found, self.rest = self.rest[:size], self.rest[size:]
        self.taken += len(found)
        return found


@pytest.mark.parametrize(
    ("name", "begin", "one"),
    [
        (
            "crossref",
            b'{"status":"ok","message":{"facets":{},"items":[',
            b'{"DOI":"10.5555/1","title":["T"]},',
        ),
        ("openalex", b'{"meta":{"count":3},"results":[', b'{"id":"W1","title":"T"},'),
        ("europepmc", b'{"hitCount":3,"resultList":{"result":[', b'{"id":"1","title":"T"},'),
        ("datacite", b"", b'{"doi":"10.5555/1","titles":[{"title":"T"}]}\n'),
        ("doaj", b'{"results":[', b'{"id":"1","bibjson":{"title":"T"}},'),
        ("json-ld", b"[", b'{"@type":"Book","name":"T"},'),
        (
            "jats",
            b"<x>",
            b"<article><front><article-meta><article-title>T</article-title></article-meta></front></article>",
        ),
    ],
)
def test_a_list_is_read_while_it_comes(name: str, begin: bytes, one: bytes) -> None:
    form = registry.get(name)
    assert form.reader is not None
    stream = Endless(begin, one)
    found: Iterator[Record | ReadFailure] = read(form.reader(), stream)  # type: ignore[arg-type]
    assert all(isinstance(next(found), Record) for _ in range(100))
    assert stream.taken < 2_000_000


def test_what_stands_behind_the_list_of_an_answer_is_no_record() -> None:
    raw = (
        '{"results":[{"title":"A"}],"group_by":[{"key":"x"}],"meta":{"count":1}}\n{"results":[{"title":"B"}]}'
    )
    assert [one.title for one in outcomes("openalex", raw) if isinstance(one, Record)] == ["A", "B"]


def test_a_record_with_a_name_like_a_wrapper_deep_inside_is_a_record() -> None:
    raw = {"doi": "10.5555/1", "titles": [{"title": "T"}], "relationships": {"client": {"data": {"id": "x"}}}}
    assert record("datacite", json.dumps(raw)).title == "T"


def jats(meta: str, *, attributes: str = "", rest: str = "") -> Record:
    title = "<title-group><article-title>T</article-title></title-group>"
    return record(
        "jats",
        f"<article {attributes}><front><article-meta>{title}{meta}</article-meta></front>{rest}</article>",
    )


def test_a_single_affiliation_without_a_mark_is_everybodys() -> None:
    people = (
        "<contrib-group><contrib><name><surname>A</surname></name></contrib></contrib-group><aff>Jena</aff>"
    )
    assert jats(people).contributors[0].affiliations == ("Jena",)


def test_marks_of_affiliations_are_no_part_of_them() -> None:
    person = '<contrib><name><surname>A</surname></name><xref ref-type="aff" rid="a b"/></contrib>'
    people = f"<contrib-group>{person}</contrib-group>"
    places = '<aff id="a"><label>1</label>Jena</aff><aff id="b"><sup>2</sup>Erfurt</aff>'
    assert jats(people + places).contributors[0].affiliations == ("Jena", "Erfurt")


def test_the_text_of_an_article_is_searched_but_its_numbers_of_references_are_not() -> None:
    found = jats(
        "", rest='<body><sec><title>One</title><p>Lungs<xref ref-type="bibr">12</xref></p></sec></body>'
    )
    assert found.full_text == "One Lungs"


def test_a_heading_tells_a_case_report() -> None:
    subject = "<subj-group><subject>Case Reports in Medicine</subject></subj-group>"
    heading = f"<article-categories>{subject}</article-categories>"
    assert jats(heading, attributes='article-type="other"').formats == ("CaseReport", "Article")


@pytest.mark.parametrize(
    ("kind", "tie"),
    [
        ("corrected-article", "corrects"), ("correction-forward", "erratum"), ("retracted-article", "retracts"),
        ("retraction-forward", "retraction"), ("commentary-article", "related"), ("preprint", "other-edition"),
    ],
)  # fmt: skip
def test_related_articles_are_ties(kind: str, tie: str) -> None:
    link = f'<related-article related-article-type="{kind}" ext-link-type="doi" xlink:href="10.5555/x"/>'
    (found,) = jats(link).relations
    assert (found.kind, [i.value for i in found.identifiers]) == (tie, ["10.5555/x"])


def test_a_preprint_does_not_take_the_doi_of_the_article() -> None:
    found = record("arxiv", "<arXiv><id>2101.00001</id><title>T</title><doi>10.5555/x</doi></arXiv>")
    assert found.values("doi") == ("10.48550/arxiv.2101.00001",)
    assert found.relations[0].identifiers[0].value == "10.5555/x"


def test_a_retraction_is_told_by_both_sides() -> None:
    notice = record("crossref", '{"title":["N"],"update-to":[{"DOI":"10.5555/x","type":"retraction"}]}')
    article = record("crossref", '{"title":["A"],"updated-by":[{"DOI":"10.5555/n","type":"retraction"}]}')
    assert [notice.relations[0].kind, article.relations[0].kind] == ["retracts", "retraction"]


def test_an_abstract_is_put_together_from_its_index() -> None:
    index = {"Lungs": [0, 3], "and": [1], "more": [2], "again.": [4]}
    found = record("openalex", json.dumps({"title": "T", "abstract_inverted_index": index}))
    assert found.abstracts[0].text == "Lungs and more Lungs again."


def test_nodes_that_name_one_another_end() -> None:
    nodes = [
        {
            "@id": f"#{i}",
            "@type": "Article",
            "name": f"N{i}",
            "citation": [{"@id": f"#{j}"} for j in range(30)],
        }
        for i in range(30)
    ]
    assert len(outcomes("json-ld", json.dumps({"@context": "https://schema.org", "@graph": nodes}))) == 30


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Amy E Taylor", "Taylor, Amy E"),
        ("José Ortega y Gasset", "Ortega y Gasset, José"),
        ("Jan van der Berg", "van der Berg, Jan"),
        ("Заяц Николай Алексеевич", "Заяц, Николай Алексеевич"),
        ("Lung Study Group", "Lung Study Group"),
    ],
)
def test_names_in_the_order_of_speech_are_turned(printed: str, name: str) -> None:
    found = record(
        "openalex", json.dumps({"title": "T", "authorships": [{"author": {"display_name": printed}}]})
    )
    assert found.contributors[0].name == name


@pytest.mark.parametrize(
    "name", ["Volkshochschule Jena", "Meise Botanic Garden", "GLIS Of The ITPGRFA", "Swissair Photo AG"]
)
def test_datacite_has_institutes_among_its_creators(name: str) -> None:
    found = record("datacite", json.dumps({"titles": [{"title": "T"}], "creators": [{"name": name}]}))
    assert [(c.name, c.kind) for c in found.contributors] == [(name, "organisation")]


@pytest.mark.parametrize("name", [":unav", "(:Unkn) Unknown", ":(unav)", "No Name Supplied"])
def test_a_creator_that_says_unknown_is_none(name: str) -> None:
    found = record("datacite", json.dumps({"titles": [{"title": "T"}], "creators": [{"name": name}]}))
    assert found.contributors == ()


def test_a_year_of_the_thai_calendar_is_counted_back() -> None:
    found = record(
        "datacite", json.dumps({"titles": [{"title": "T"}], "creators": [], "publicationYear": 2541})
    )
    assert found.date
    assert (found.date.year, found.date.printed) == (1998, "2541")


def test_crossrefs_answer_in_csls_words_is_read_as_well() -> None:
    item = {
        "type": "article-journal",
        "title": "T",
        "container-title": "J",
        "DOI": "10.5555/x",
        "member": "1",
    }
    form = registry.recognise(json.dumps(item).encode())
    found = record(form.name, json.dumps(item))
    assert (form.name, found.formats, found.host and found.host.title) == ("crossref", ("Article",), "J")


@pytest.mark.parametrize(
    ("collection", "date"),
    [
        ("<year>2018</year>", "2017-12-28"),
        ("<month>1</month><year>2018</year>", "2017-12-28"),
        ("<season>Apr-Jun</season><year>2018</year>", "2018-04/2018-06"),
    ],
)
def test_a_collection_is_an_issue_when_it_has_a_season(collection: str, date: str) -> None:
    web = '<pub-date pub-type="epub"><day>28</day><month>12</month><year>2017</year></pub-date>'
    found = jats(f'<pub-date pub-type="collection">{collection}</pub-date>{web}')
    assert found.date
    assert found.date.edtf == date
