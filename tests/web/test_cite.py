"""The pages of references: one record, several, a search; styles and languages that aren't there."""

from __future__ import annotations

from django.test import Client, override_settings

from pinakes.discovery.catalogue import Catalogue

SEED = "pubmed:25473571"


def test_a_record_is_cited_in_the_style_that_is_asked_for(client: Client) -> None:
    page = client.get(f"/record/{SEED}/cite?style=apa&locale=en-US").content.decode()
    assert "Rigby, A. L., Plit, M., &amp; Glanville, A. R. (2014)." in page
    assert "<i>Respirology Case Reports</i>" in page
    assert "(Rigby et al., 2014)" in page


def test_plain_text_is_given_alone_to_programs(client: Client) -> None:
    answer = client.get(f"/record/{SEED}/cite?style=apa&format=text")
    assert answer["Content-Type"].startswith("text/plain")
    assert answer.content.decode().startswith("Rigby, A. L.")


def test_the_language_of_the_page_is_that_of_the_reference(client: Client) -> None:
    page = client.get(f"/record/{SEED}/cite?style=apa", headers={"accept-language": "de"}).content.decode()
    assert '<option value="de-DE" selected>' in page


def test_several_records_are_one_list(client: Client) -> None:
    found = client.get(f"/cite?id={SEED}&id={SEED}&id=no:such&style=apa&format=text").content.decode()
    assert len(found.splitlines()) == 1


def test_a_whole_search_is_cited(client: Client) -> None:
    assert "Rigby" in client.get("/cite?q=tacrolimus+rescue&style=apa&format=text").content.decode()


def test_styles_are_found_by_words_of_their_name(client: Client) -> None:
    page = client.get(f"/record/{SEED}/cite?find=respirology").content.decode()
    assert 'value="respirology"' in page


def test_a_style_or_language_that_is_not_there_is_said_so(client: Client) -> None:
    assert client.get(f"/record/{SEED}/cite?style=../../etc/passwd").status_code == 422
    assert client.get("/cite").status_code == 422


def test_record_and_hits_lead_to_it(client: Client) -> None:
    assert f'href="/record/{SEED}/cite"' in client.get(f"/record/{SEED}").content.decode()
    assert f'href="/record/{SEED}/cite"' in client.get("/search?q=tacrolimus").content.decode()


@override_settings(LANGUAGES=[("en", "English"), ("ar", "العربية"), ("zh-hant", "繁體中文")])
def test_an_english_work_is_cited_in_english_on_an_arabic_page(catalogue: Catalogue) -> None:
    page = Client().get(f"/record/{SEED}/cite?lang=ar").content.decode()
    assert '<option value="en-US" selected>' in page
    assert (
        '<option value="zh-TW" selected>'
        in Client().get(f"/record/{SEED}/cite?lang=zh-hant").content.decode()
    )
