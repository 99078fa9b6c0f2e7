"""The page of a record: the seed article's every row, addresses of any id, sections, metadata."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, quote, urlsplit

import pymarc
import pytest
from django.test import Client
from web_catalogue import HARD_IDS, catalogue_of, to_store
from web_page import Page, words

from pinakes import conf
from pinakes.discovery.catalogue import Catalogue
from pinakes.index.memory import MemoryIndex
from pinakes.records.record import (
    Abstract,
    ContentsEntry,
    Contributor,
    Holding,
    Identifier,
    Item,
    Link,
    Note,
    Record,
    Relation,
    Section,
)
from pinakes.store.memory import MemoryStore
from pinakes.web import links, presenters

SEED = "/record/pubmed:25473571"


def german(client: Client, address: str) -> Page:
    return Page(client.get(address, headers={"accept-language": "de-DE,de;q=0.9"}))


@pytest.mark.parametrize(
    ("row", "label", "value"),
    [
        ("published-in", "Veröffentlicht in", "Respirology Case Reports 2014-06, Vol.2 (2), p.70-72"),
        ("main-authors", "Hauptverfasser", "Rigby, Amy L. · Plit, Marshall · Glanville, Allan R."),
        ("format", "Format", "Artikel · Fallbericht oder Fallserie"),
        ("language", "Sprache", "Englisch"),
        ("doi", "DOI", "10.1002/rcr2.52"),
        ("issn", "ISSN", "2051-3380"),
    ],
)
def test_the_seed_article_says_in_german(client: Client, row: str, label: str, value: str) -> None:
    assert german(client, SEED).row(row) == (label, value)


def test_the_seed_article_has_subjects_full_text_and_summary(client: Client) -> None:
    page = german(client, SEED)
    label, value = page.row("subjects")
    assert label == "Schlagworte"
    assert "Anti-synthetase syndrome" in value
    label, value = page.row("online-access")
    assert label == "Online-Zugang"
    assert value.startswith("Volltext")
    label, value = page.row("summary")
    assert label == "Zusammenfassung"
    assert len(value) > 300


def test_the_doi_is_a_link(client: Client) -> None:
    link = Page(client.get(SEED)).one('//*[@data-field="doi"]//a')
    assert link.get("href") == "https://doi.org/10.1002/rcr2.52"


def test_the_teaser_ends_with_a_word_before_300_characters(client: Client) -> None:
    page = Page(client.get(SEED))
    teaser = page.text('//p[@class="teaser"]/bdi')
    whole = page.text('//*[@data-field="summary"]//p[1]')
    assert len(teaser) <= 300
    assert teaser.endswith("…")
    assert whole.startswith(teaser[:-1] + " ")
    assert page.one('//p[@class="teaser"]/a').get("href") == "#summary"


@pytest.mark.parametrize("row", ["format", "language"])
def test_what_is_limited_finds_the_record_again(client: Client, row: str) -> None:
    anchors = Page(client.get(SEED)).all(f'//*[@data-field="{row}"]//a')
    assert anchors
    for anchor in anchors:
        found = Page(client.get(anchor.get("href") + "&size=100"))
        ids = [h.get("data-record-id") for h in found.all("//li[@data-record-id]")]
        assert "pubmed:25473571" in ids, anchor.get("href")


@pytest.mark.parametrize("row", ["main-authors", "published-in", "subjects"])
def test_the_page_of_a_name_a_journal_or_a_heading_leads_back(client: Client, row: str) -> None:
    anchors = Page(client.get(SEED)).all(f'//*[@data-field="{row}"]//a')
    assert anchors
    for anchor in anchors:
        page = Page(client.get(anchor.get("href"), follow=True))
        assert page.status == 200
        assert page.all(f'//main//a[starts-with(@href, "{SEED}")]'), anchor.get("href")


@pytest.mark.parametrize("local_id", HARD_IDS)
def test_every_id_has_its_page_staff_view_and_export(client: Client, local_id: str) -> None:
    record_id = f"odd:{local_id}"
    address = links.record(record_id)
    page = Page(client.get(address))
    assert page.status == 200
    assert page.one("//main").get("data-record-id") == record_id
    assert client.get(address + "/staff").status_code == 200
    exported = client.get(address + ".pinakes")
    assert exported.status_code == 200
    assert json.loads(exported.content)["local_id"] == local_id


@pytest.mark.parametrize(
    "written", ["odd:tab%09here", "odd:%20tabhere%0A", "odd:tab%09here.ris", "odd:tab%09here/staff"]
)
def test_an_id_may_be_written_as_in_the_file_that_it_came_from(client: Client, written: str) -> None:
    assert client.get(f"/record/{written}").status_code == 200


def test_links_in_results_lead_to_ids_of_any_kind(client: Client) -> None:
    page = Page(client.get("/search?q=&filter=source:odd&size=100"))
    for hit in page.all("//li[@data-record-id]"):
        target = Page(client.get(hit.xpath(".//h2/a")[0].get("href")))
        assert target.one("//main").get("data-record-id") == hit.get("data-record-id")


def test_an_export_has_its_type_and_a_name_for_the_file(client: Client) -> None:
    response = client.get("/record/pubmed:25473571.pinakes")
    assert (
        'filename="pubmed-25473571.jsonl"' in response["Content-Disposition"]
        or ".json" in response["Content-Disposition"]
    )
    assert "charset=utf-8" in response["Content-Type"]


def test_a_withdrawn_record_is_410_with_its_title(client: Client) -> None:
    page = german(client, "/record/odd:withdrawn")
    assert page.status == 410
    assert page.row("title") == ("Titel", "A work that was withdrawn")
    assert client.get("/record/odd:withdrawn.pinakes").status_code == 410


def test_an_unknown_record_is_404_with_a_search_box(client: Client) -> None:
    page = Page(client.get("/record/odd:never-was"))
    assert page.status == 404
    assert page.all('//search//input[@name="q"]')
    assert "odd:never-was" in page.text("//main")


def test_a_format_that_can_not_be_written_is_404(client: Client) -> None:
    assert client.get("/record/pubmed:25473571.nonsense").status_code == 404


def test_markup_in_a_record_is_text(client: Client) -> None:
    page = Page(client.get("/record/odd:markup"))
    assert page.text("//h1") == '<script>alert("x")</script> & "quotes"'
    assert '<script>alert("x")' not in page.source


def test_a_date_that_says_more_than_a_year_is_shown_as_printed(client: Client) -> None:
    assert "[ca. 1890]" in Page(client.get("/record/odd:markup")).text("//main")


def test_programs_find_metadata_in_the_page(client: Client) -> None:
    page = Page(client.get(SEED))
    tags = {m.get("name"): m.get("content") for m in page.all("//meta[@name]")}
    assert tags["citation_doi"] == "10.1002/rcr2.52"
    assert tags["citation_firstpage"] == "70"
    data = json.loads(page.one('//script[@type="application/ld+json"]').text)
    assert data["name"].startswith("Tacrolimus rescue therapy")
    coins = parse_qs(page.one('//span[@class="Z3988"]').get("title"))
    assert coins["rft.jtitle"] == ["Respirology Case Reports"]


FULL = Record(
    source="t",
    local_id="full",
    title="A book of everything",
    contributors=(
        Contributor(name="Smith, Ann", family="Smith", given="Ann", roles=("trl",)),
        Contributor(name="A Society", kind="organisation"),
    ),
    formats=("Book",),
    identifiers=(
        Identifier(scheme="isbn", value="9780299131708", printed="0-299-13170-X"),
        Identifier(scheme="isbn", value="123", printed="123", valid=False),
        Identifier(scheme="issn", value="2051-3380"),
        Identifier(scheme="issn", value="2051-3380", printed="20513380"),
    ),
    abstracts=(
        Abstract(
            text="Aim. Result.",
            sections=(Section(label="Aim", text="Aim."), Section(label="Result", text="Result.")),
        ),
    ),
    contents=(ContentsEntry(title="First chapter", responsibility="by B", page="12"),),
    notes=(Note(text="Thesis, Bonn 1990", kind="thesis"),),
    relations=(Relation(kind="later", title="Another title"),),
    links=(
        Link(url="javascript:alert(1)", kind="fulltext"),
        Link(url="https://example.org/x", kind="contents", label="Contents"),
    ),
    holdings=(
        Holding(location="Stacks", call_number="Z 1", items=(
            Item(copy="1", status="available"), Item(copy="2", status="on loan", due="2026-12-12"), Item(copy="3"),
        )),
    ),
    repairs=("The leader was mended.",),
)  # fmt: skip


@pytest.fixture
def full(client: Client) -> Page:
    conf.use_catalogue(catalogue_of([FULL]))
    return Page(client.get("/record/t:full"))


def test_a_book_shows_holdings_contents_notes_relations_and_repairs(full: Page) -> None:
    assert "On the shelf" in full.text('//section[@id="holdings"]')
    assert "On loan until 12 December 2026" in full.text('//section[@id="holdings"]')
    assert "Status unknown" in full.text('//section[@id="holdings"]')
    assert "First chapter" in full.text('//section[@id="contents"]')
    assert full.row("note-thesis") == ("Thesis", "Thesis, Bonn 1990")
    assert full.row("relation-later") == ("Later title", "Another title")
    assert full.row("repairs")[1] == "The leader was mended."
    assert full.all('//nav[@aria-label="Sections"]//a[@href="#holdings"]')


def test_roles_are_named_and_kinds_of_people_kept_apart(full: Page) -> None:
    assert full.row("other-authors") == ("Other contributors", "Smith, Ann Translator")
    assert full.row("corporate-authors") == ("Corporate author", "A Society")


def test_the_same_number_stands_once_and_a_wrong_one_says_so(full: Page) -> None:
    assert full.row("issn")[1] == "2051-3380"
    assert "123 wrong number, as printed" in full.row("isbn")[1]


def test_only_web_addresses_become_links(full: Page) -> None:
    assert "javascript:" not in full.source


def test_parts_of_an_abstract_keep_their_labels(full: Page) -> None:
    assert full.row("summary")[1] == "Aim Aim. Result Result."


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("short", 10, "short"),
        ("one two three", 9, "one two…"),
        ("one two, three", 10, "one two…"),
        ("単語のない長い文章", 5, "単語のな…"),
    ],
)
def test_a_text_is_cut_at_a_word(text: str, limit: int, expected: str) -> None:
    assert presenters.cut(text, limit)[0] == expected


def test_similar_records_stand_beside_it(client: Client) -> None:
    page = Page(client.get(SEED))
    links_ = page.all('//section[@id="similar"]//li/a')
    assert 0 < len(links_) <= 5
    assert SEED not in [a.get("href") for a in links_]


def test_more_of_them_have_a_page(client: Client) -> None:
    more = Page(client.get(SEED)).one('//section[@id="similar"]/p/a').get("href")
    page = Page(client.get(more))
    found = [a.get("href") for a in page.all('//ul[@class="works"]//a')]
    assert 5 < len(found) <= 40
    assert SEED not in found
    alone = catalogue_of([Record(source="t", local_id="1", title="Alone")])
    conf.use_catalogue(alone)
    assert "Nothing in the catalogue is like it." in Page(client.get("/record/t:1/more-like-this")).text(
        "//main"
    )


def test_a_record_page_asks_the_store_for_itself_and_for_what_is_similar(
    client: Client, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    original = catalogue.store.get_many
    monkeypatch.setattr(catalogue.store, "get_many", lambda ids: (calls.append("get_many"), original(ids))[1])
    client.get(SEED)
    assert calls == ["get_many", "get_many"]


def test_the_staff_view_shows_marc_field_by_field(client: Client) -> None:
    marc = pymarc.Record()
    marc.add_field(pymarc.Field("001", data="x1"))
    title = [pymarc.Subfield("a", "A title <b>"), pymarc.Subfield("c", "by Ann")]
    marc.add_field(pymarc.Field("245", pymarc.Indicators("1", "0"), title))
    store = MemoryStore()
    store.put_many([to_store(Record(source="t", local_id="x1", title="A title <b>"), marc.as_marc(), "marc")])
    conf.use_catalogue(Catalogue(store, MemoryIndex()))
    table = Page(client.get("/record/t:x1/staff")).all('//table[@class="marc"]/tbody/tr')
    rows = [[words(cell) for cell in row] for row in table]
    assert rows[0][0] == "LDR"
    assert rows[1:] == [["001", "", "x1"], ["245", "10", "$a A title <b> $c by Ann"]]


def test_vufinds_address_of_a_record_leads_to_ours(client: Client) -> None:
    response = client.get(f"/Record/{quote('odd:a/b/c', safe='')}/Description")
    assert response.status_code == 301
    assert urlsplit(response["Location"]).path == links.record("odd:a/b/c")
