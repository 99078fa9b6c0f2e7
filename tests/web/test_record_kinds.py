"""Rows of records of every kind: which ones, in which order, what is folded, what leads on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import unquote

import pytest
from django.test import Client
from web_catalogue import catalogue_of
from web_page import Page, words

from pinakes import conf
from pinakes.records.dates import PublicationDate
from pinakes.records.record import (
    Abstract,
    ContentsEntry,
    Contributor,
    Funding,
    Holding,
    HostItem,
    Identifier,
    Item,
    Licence,
    Link,
    Note,
    NoteKind,
    Publication,
    Record,
    Relation,
    Section,
    Series,
    Subject,
    TitleVariant,
)
from pinakes.web.record_page import order, publication

Show = Callable[..., Page]


@pytest.fixture
def show(client: Client) -> Iterator[Show]:
    """The page of a record of these fields."""

    def shown(language: str = "en", **fields: object) -> Page:
        record = Record(source="t", local_id="1", **({"title": "A title"} | fields))  # type: ignore[arg-type]
        conf.use_catalogue(catalogue_of([record]))
        return Page(client.get("/record/t:1", headers={"accept-language": language}))

    yield shown
    conf.use_catalogue(None)


def fields(page: Page) -> list[str]:
    return [row.get("data-field") for row in page.all('//section[@id="description"]//*[@data-field]')]


def note(kind: NoteKind) -> Note:
    return Note(text=f"Words of {kind}", kind=kind)


ANN = Contributor(name="Lamp, Ann", family="Lamp", given="Ann", roles=("aut",), primary=True)
DATE = PublicationDate(edtf="1999", first_year=1999)
PRESS = (Publication(places=("Berlin",), publishers=("Lamp Press",), date="1999"),)


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (
            {"formats": ("Book",), "series": (Series(title="Lights"),), "edition": "2nd", "physical": ("9 p.",)},
            ["main-authors", "published", "edition", "format", "physical", "series"],
        ),
        (
            {
                "formats": ("Journal",),
                "relations": (Relation(kind="earlier", title="Old"), Relation(kind="later", title="New")),
                "notes": (note("frequency"), note("dates"), note("general")),
            },
            [
                "relation-later", "relation-earlier", "main-authors", "published", "note-dates", "note-frequency",
                "format",
            ],
        ),
        (
            {"formats": ("Video",), "notes": (note("duration"), note("cast"), note("credits"), note("awards"))},
            ["main-authors", "note-credits", "note-cast", "published", "note-duration", "format", "note-awards"],
        ),
        (
            {
                "formats": ("Score",),
                "titles": (TitleVariant(title="Sonatas", kind="uniform"),),
                "notes": (note("performers"),),
            },
            ["main-authors", "uniform-title", "note-performers", "published", "format"],
        ),
        (
            {"formats": ("Map",), "notes": (note("scale"),), "coordinates": ("9 10 54 53",)},
            ["main-authors", "note-scale", "coordinates", "published", "format"],
        ),
        ({"formats": ("Thesis",), "notes": (note("thesis"),)}, ["main-authors", "note-thesis", "published", "format"]),
        (
            {"formats": ("DataSet",), "version": "2.1", "licences": (Licence(name="CC0 1.0"),)},
            ["main-authors", "published", "version", "format", "licence"],
        ),
        (
            {"formats": ("Archive",), "notes": (note("arrangement"), note("finding-aid"), note("biography"))},
            ["main-authors", "published", "note-arrangement", "format", "note-finding-aid"],
        ),
        (
            {"formats": ("Chapter",), "host": HostItem(title="Lamps", first_page="1", last_page="9")},
            ["main-authors", "published-in", "format", "published"],
        ),
    ],
    ids=["book", "journal", "film", "score", "map", "thesis", "data", "collection", "chapter"],
)  # fmt: skip
def test_rows_come_in_the_order_of_the_kind(
    show: Show, record: dict[str, object], expected: list[str]
) -> None:
    page = show(contributors=(ANN,), date=DATE, publications=PRESS, **record)
    assert fields(page) == expected


def test_notes_that_the_order_does_not_name_have_a_section(show: Show) -> None:
    page = show(formats=("Video",), notes=(note("cast"), note("general"), note("local")))
    assert [r.get("data-field") for r in page.all('//section[@id="notes"]//*[@data-field]')] == [
        "note-general",
        "note-local",
    ]


def test_every_order_names_each_row_once() -> None:
    for names in order.ORDERS.values():
        assert len(names) == len(set(names))
    assert set(order.FAMILIES.values()) <= set(order.ORDERS)


def people(number: int) -> tuple[Contributor, ...]:
    return tuple(Contributor(name=f"Name{n}, A.", roles=("aut",), primary=True) for n in range(number))


def test_many_authors_fold(show: Show) -> None:
    page = show(contributors=people(224))
    assert page.text('//div[@class="people"]//summary') == "and 212 others"
    assert len(page.all('//div[@class="people"]//a')) == 224
    assert page.text('//*[@data-field="main-authors"]//summary') == "and 212 others"


@pytest.mark.parametrize("number", [1, 12, 15])
def test_nobody_opens_a_fold_for_a_few(show: Show, number: int) -> None:
    page = show(contributors=people(number))
    assert not page.all("//main//summary[starts-with(text(), 'and')]")
    assert len(page.all('//div[@class="people"]/a')) == number


def test_thousands_of_authors_stand_once(show: Show) -> None:
    page = show(contributors=people(3000))
    assert (
        page.one('//div[@class="people"]/a[@href="#row-main-authors"]').text_content() == "and 2,988 others"
    )
    assert len(page.all('//*[@data-field="main-authors"]//dd//a')) == 3000


def test_many_headings_fold_within_their_scheme(show: Show) -> None:
    subjects = tuple(Subject(parts=(f"Heading {n}",), scheme="mesh") for n in range(30))
    page = show(subjects=(*subjects, Subject(parts=("own",), scheme="keyword")), formats=("Book",))
    assert page.text('//*[@data-field="subjects-mesh"]//summary') == "and 18 others"
    assert page.row("subjects-keyword") == ("author keywords", "own")


def test_names_lead_to_what_registries_know_of_them(show: Show) -> None:
    numbers = tuple(
        Identifier(scheme=s, value=v)
        for s, v in (
            ("viaf", "32182557"),
            ("orcid", "0000-0002-1825-0097"),
            ("gnd", "118508288"),
            ("local", "7"),
        )
    )
    wrong = Identifier(scheme="isni", value="x", valid=False)
    page = show(contributors=(Contributor(name="Lamp, Ann", primary=True, identifiers=(*numbers, wrong)),))
    ties = page.all('//*[@data-field="main-authors"]//a[@class="tie"]')
    assert [(t.text, t.get("href")) for t in ties] == [
        ("ORCID", "https://orcid.org/0000-0002-1825-0097"),
        ("GND", "https://d-nb.info/gnd/118508288"),
        ("VIAF", "https://viaf.org/viaf/32182557"),
    ]
    assert ties[0].get("aria-label") == "ORCID: Lamp, Ann"


def test_roles_are_said_in_the_readers_language(show: Show) -> None:
    translator = Contributor(name="Wellisch, Hans H.", roles=("trl",), alternate="هانس")
    page = show(language="de", contributors=(translator,))
    assert page.row("other-authors")[1] == "Wellisch, Hans H. هانس · Übersetzer"
    assert page.text('//div[@class="people"]') == "übersetzt von Wellisch, Hans H. هانس"


def test_a_role_is_told_as_one_would_say_it_or_stands_behind_the_name(show: Show) -> None:
    roles = (("edt",), ("ill",), ("drt", "act"), ("ths",), ("aut",))
    page = show(contributors=tuple(Contributor(name=f"Name{n}", roles=r) for n, r in enumerate(roles)))
    assert page.text('//div[@class="people"]') == (
        "edited by Name0, illustrated by Name1, Name2 (Director, Actor), Name3 (Thesis advisor), Name4"
    )


STRUCTURED = Abstract(
    text="Why. How. What.",
    language="eng",
    sections=(
        Section(label="Background", text="Why."),
        Section(label="Methods", text="How."),
        Section(label="Results", text="What."),
    ),
)


def test_parts_of_an_abstract_are_headings(show: Show) -> None:
    page = show(abstracts=(STRUCTURED,))
    assert [words(h) for h in page.all('//*[@data-field="summary"]//h3')] == [
        "Background",
        "Methods",
        "Results",
    ]
    assert page.text('//p[@class="teaser"]') == "Why. How. What."
    assert {p.get("lang") for p in page.all('//*[@data-field="summary"]//p')} == {"en"}


@pytest.mark.parametrize(("language", "first"), [("en", "Why. How. What."), ("de", "Warum, wie und was.")])
def test_the_abstract_in_the_readers_language_comes_first(show: Show, language: str, first: str) -> None:
    german = Abstract(text="Warum, wie und was.", language="deu")
    page = show(language=language, abstracts=(STRUCTURED, german))
    assert page.text('//p[@class="teaser"]') == first
    heads = [words(h) for h in page.all('//*[@data-field="summary"]//h3')]
    assert len(page.all('//*[@data-field="summary"]//h4')) == 3
    assert heads == (["English", "German"] if language == "en" else ["Deutsch", "Englisch"])


def test_reviews_and_advice_have_rows_of_their_own(show: Show) -> None:
    page = show(
        abstracts=(
            Abstract(text="Flashing lights.", kind="content-advice"),
            Abstract(text="Liked it.", kind="review"),
            Abstract(text="A night.", kind="summary"),
        )
    )
    assert fields(page)[:3] == ["summary", "review", "content-advice"]
    assert page.row("review") == ("Review", "Liked it.")
    assert page.text('//p[@class="teaser"]') == "A night."


def test_long_tables_of_contents_and_of_copies_fold(show: Show) -> None:
    contents = tuple(ContentsEntry(title=f"Chapter {n}") for n in range(100))
    copies = tuple(Item(call_number="Z 1", enumeration=f"vol. {n}") for n in range(100))
    page = show(formats=("Book",), contents=contents, holdings=(Holding(location="Stacks", items=copies),))
    first, rest = page.all('//section[@id="contents"]//ol')
    assert (len(first), len(rest), rest.get("start")) == (30, 70, "31")
    assert page.text('//section[@id="contents"]//summary') == "and 70 others"
    assert [len(t) for t in page.all('//section[@id="holdings"]//tbody')] == [20, 80]
    assert page.text('//section[@id="holdings"]//summary') == "and 80 others"


def test_each_level_of_a_chain_leads_to_all_that_begins_so(show: Show) -> None:
    page = show(
        subjects=(Subject(parts=("Bibliography", "Greece", "History"), scheme="lcsh"),), formats=("Book",)
    )
    label, value = page.row("subjects-lcsh")
    assert (label, value) == ("LCSH", "Bibliography › Greece › History")
    links = [unquote(a.get("href")) for a in page.all('//*[@data-field="subjects-lcsh"]//a')]
    assert links == [
        "/subject/Bibliography",
        "/subject/Bibliography › Greece",
        "/subject/Bibliography › Greece › History",
    ]


@pytest.mark.parametrize(
    ("licence", "text", "href"),
    [
        (Licence(url="https://creativecommons.org/licenses/by-nc/4.0/"), "CC BY-NC 4.0", "https://creativecommons.org/licenses/by-nc/4.0/"),
        (Licence(name="CC BY 4.0"), "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        (Licence(url="https://example.org/terms"), "example.org", "https://example.org/terms"),
        (Licence(name="All rights reserved"), "All rights reserved", ""),
        (Licence(name="x", url="javascript:alert(1)"), "x", ""),
    ],
)  # fmt: skip
def test_a_licence_has_its_name_and_its_text(show: Show, licence: Licence, text: str, href: str) -> None:
    page = show(licences=(licence,))
    assert page.row("licence")[1] == text
    assert [a.get("href") for a in page.all('//*[@data-field="licence"]//a')] == ([href] if href else [])


def test_funders_lead_to_their_registry(show: Show) -> None:
    funder = Funding(
        funder="Council", award="RC-1", identifiers=(Identifier(scheme="doi", value="10.13039/501100000000"),)
    )
    page = show(funding=(funder, Funding(award="Only a number")))
    assert page.row("funding")[1] == "Council RC-1 Only a number"
    assert page.one('//*[@data-field="funding"]//a').get("href") == "https://doi.org/10.13039/501100000000"


def test_links_say_what_to_expect(show: Show) -> None:
    page = show(
        links=(
            Link(url="https://a.example/x.pdf", kind="fulltext", access="open"),
            Link(url="https://b.example/toc", kind="contents", label="Inhalt"),
            Link(url="https://c.example/d.zip", kind="data", access="open"),
        )
    )
    assert page.row("online-access")[1] == (
        "Full text (a.example, PDF, free to read) · Inhalt (Table of contents) · Data (ZIP, free to read)"
    )


def test_numbers_can_be_copied_and_wrong_ones_can_not(show: Show) -> None:
    page = show(
        identifiers=(
            Identifier(scheme="isbn", value="9780299131708", printed="0-299-13170-X"),
            Identifier(scheme="isbn", value="123", printed="123", valid=False),
        )
    )
    buttons = page.all('//*[@data-field="isbn"]//button')
    assert [(b.get("data-copy-text"), b.get("aria-label")) for b in buttons] == [
        ("9780299131708", "Copy 9780299131708"),
        ("0-299-13170-X", "Copy 0-299-13170-X"),
    ]
    assert buttons[0].get("hidden") is not None


def test_each_function_of_a_publication_has_its_row(show: Show) -> None:
    page = show(
        publications=(
            *PRESS,
            Publication(function="distribution", publishers=("Shop",), date="2001"),
            Publication(function="copyright", date="©1999"),
        ),
        formats=("Book",),
    )
    assert page.row("published") == ("Published", "Berlin: Lamp Press, 1999")
    assert page.row("distribution") == ("Distributed", "Shop, 2001")
    assert page.row("copyright") == ("Copyright", "©1999")


@pytest.mark.parametrize(
    ("box", "said"),
    [
        ("9.0 10.1 53.7 53.3", "9° E–10.1° E / 53.7° N–53.3° N"),
        ("-0.5 -0.5 -33 -33", "0.5° W / 33° S"),
        ("somewhere", "somewhere"),
    ],
)
def test_coordinates_are_said_in_degrees(box: str, said: str) -> None:
    assert publication._box(box).text == said


def test_an_empty_record_has_a_page(show: Show) -> None:
    page = show(title="x")
    assert fields(page) == []
    assert page.all('//section[@id="identifiers"]//*[@data-field="permanent-link"]')


def test_paper_has_what_a_reader_needs_later(show: Show) -> None:
    page = show(links=(Link(url="https://a.example/x.pdf", kind="fulltext", access="open"),))
    printed = page.text('//div[contains(@class, "addresses")]')
    assert "Full text: https://a.example/x.pdf" in printed
    assert "This record: http://testserver/record/t:1" in printed
    assert "printed" in words(page.all('//p[@class="print-only"]')[0])
