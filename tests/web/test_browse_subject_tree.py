"""Pages of a tree of subjects that the library has put into its folder."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from web_catalogue import catalogue_of
from web_page import Page, words

from pinakes import conf
from pinakes.records.record import Record, Subject

LINES = "Lung Diseases\tC08.381\nPneumonia\tC08.381.677\nPneumonia\tC01.748\nAsthma\tC08.127\nNothing has it\tC09\n"


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    (tmp_path / "trees").mkdir()
    (tmp_path / "trees" / "mesh.tsv").write_text(LINES)
    (tmp_path / "trees" / "local.tsv.gz").write_bytes(gzip.compress(b"Pneumonia\t1\n"))
    (tmp_path / "trees" / "notes.txt").write_text("no tree")
    monkeypatch.setattr(conf, "current_home", lambda: tmp_path)
    records = (
        Record(
            source="t",
            local_id=str(n),
            title=f"Title {n}",
            subjects=(Subject(parts=(subject,)), Subject(parts=("Asthma",))),
        )
        for n, subject in enumerate(("Pneumonia", "Pneumonia", "Asthma", "Lung Diseases"))
    )
    conf.use_catalogue(catalogue_of(records))
    yield Client(headers={"accept-language": "en"})
    conf.use_catalogue(None)


def counts(page: Page) -> dict[str, str]:
    return {str(li.get("data-value")): str(li.get("data-count")) for li in page.all("//ol/li[@data-value]")}


def test_the_top_has_the_branches_that_lead_to_works(client: Client) -> None:
    page = Page(client.get("/browse/tree/mesh"))
    assert counts(page) == {"C": "4"}
    assert words(page.one('//ol//*[@class="heading"]')) == "Diseases"


def test_a_work_counts_once_in_a_branch_however_many_of_its_headings_it_has(client: Client) -> None:
    page = Page(client.get("/browse/tree/mesh?at=C"))
    assert counts(page) == {"C01.748": "2", "C08.127": "4", "C08.381": "3"}


def test_a_heading_leads_to_its_page_to_what_is_under_it_and_to_its_other_places(client: Client) -> None:
    page = Page(client.get("/browse/tree/mesh?at=C08.381"))
    assert page.text("//h1") == "Lung Diseases"
    assert counts(page) == {"C08.381.677": "2"}
    assert page.one('//ol//*[@class="heading"]/a').get("href") == "/subject/Pneumonia"
    together = page.one('//p[@class="lead"]/a[contains(text(), "under it")]').get("href")
    assert Page(client.get(together)).one("//*[@data-total]").get("data-total") == "3"
    page = Page(client.get("/browse/tree/mesh?at=C08.381.677"))
    assert "Also under: Diseases" in page.text("//main")


def test_the_page_of_a_subject_knows_the_tree(client: Client) -> None:
    page = Page(client.get("/subject/Pneumonia"))
    assert [words(a) for a in page.all('//section[@aria-labelledby="broader"]//a')] == ["Lung Diseases"]
    page = Page(client.get("/subject/Lung%20Diseases"))
    assert [words(a) for a in page.all('//section[@aria-labelledby="narrower"]//a')] == ["Pneumonia"]


def test_trees_are_named_among_classes_and_others_are_not_there(client: Client) -> None:
    page = Page(client.get("/browse/tree"))
    assert {a.get("href") for a in page.all('//section[@aria-labelledby="tree-subjects"]//a')} == {
        "/browse/tree/mesh",
        "/browse/tree/local",
    }
    assert client.get("/browse/tree/notes").status_code == 404
    assert client.get("/browse/tree/mesh?at=Z99.9").status_code == 200
