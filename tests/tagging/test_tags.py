"""Tags on records: adding, removing, who sees them, searching by them."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client
from web_page import Page, words

from pinakes import conf
from pinakes.accounts.models import Reader
from pinakes.tagging.models import RecordTag

SEED = "pubmed:25473571"
Clients = Callable[..., Client]
FORM = "/tagging/tags"


def shown(client: Client, record: str = SEED) -> list[str]:
    page = Page(client.get(f"/record/{record}"))
    return [words(bdi) for bdi in page.all('//*[@id="tags"]//li[contains(@class, "tag")]//bdi')]


def add(client: Client, text: str, record: str = SEED) -> int:
    return client.post(FORM, {"record": record, "tags": text}).status_code


def test_without_tags_the_page_says_so_in_the_words_of_the_seed_page(client_of: Clients) -> None:
    page = Page(client_of().get(f"/record/{SEED}"))
    assert "No tags, be the first to tag this record!" in page.text('//*[@id="tags"]')
    page = Page(client_of(language="de").get(f"/record/{SEED}"))
    assert "Keine Tags, fügen Sie den ersten Tag hinzu!" in page.text('//*[@id="tags"]')


def test_a_guest_sees_no_form_but_the_way_to_the_sign_in(client_of: Clients) -> None:
    guest = client_of()
    page = Page(guest.get(f"/record/{SEED}"))
    assert page.all('//*[@id="tags"]//form') == []
    link = page.one('//*[@id="tags"]//a').get("href")
    answer = guest.get(link)
    assert answer.status_code == 302
    assert "next=" in answer["Location"]
    assert add(guest, "lung") == 302
    assert not RecordTag.objects.exists()


def test_several_tags_are_added_at_once(client_of: Clients) -> None:
    reader = client_of("anna")
    answer = reader.post(FORM, {"record": SEED, "tags": 'one two "three words" five'})
    assert (answer.status_code, answer["Location"]) == (302, f"/record/{SEED}#tags")
    assert sorted(shown(reader)) == ["five", "one", "three words", "two"]
    assert sorted(shown(client_of())) == ["five", "one", "three words", "two"]


def test_case_makes_no_other_tag_and_readers_are_counted(client_of: Clients) -> None:
    for name, tag in (("anna", "Myositis"), ("ben", "myositis"), ("cara", "myositis")):
        add(client_of(name), tag)
    add(client_of("anna"), "MYOSITIS rare")
    page = Page(client_of().get(f"/record/{SEED}"))
    tags = [words(li) for li in page.all('//*[@id="tags"]//li')]
    assert tags == ["myositis 3 readers", "rare"]


def test_only_ones_own_tag_is_removed(client_of: Clients) -> None:
    anna, ben = client_of("anna"), client_of("ben")
    add(anna, "myositis lung")
    add(ben, "myositis")
    assert len(Page(ben.get(f"/record/{SEED}")).all('//form[@action="/tagging/tags/remove"]')) == 1
    ben.post(f"{FORM}/remove", {"record": SEED, "tag": "lung"})
    assert sorted(shown(anna)) == ["lung", "myositis"]
    anna.post(f"{FORM}/remove", {"record": SEED, "tag": "myositis"})
    assert sorted(shown(anna)) == ["lung", "myositis"]
    ben.post(f"{FORM}/remove", {"record": SEED, "tag": "myositis"})
    assert shown(anna) == ["lung"]


def test_what_is_wrong_is_said_and_what_was_typed_stays(client_of: Clients) -> None:
    reader = client_of("anna")
    for typed, sentence in (
        ("", "at least one tag"),
        ('"" ,', "at least one tag"),
        ("fine " + "x" * 65, "64 letters"),
        (" ".join(f"t{n}" for n in range(21)), "20 tags"),
    ):
        answer = reader.post(FORM, {"record": SEED, "tags": typed})
        page = Page(answer)
        assert answer.status_code == 422
        assert sentence in page.text('//*[@role="alert"]')
        field = page.one('//input[@name="tags"]')
        assert field.get("value") == typed
        assert field.get("aria-invalid") == "true"
    assert not RecordTag.objects.exists()


def test_no_record_no_tag(client_of: Clients) -> None:
    assert add(client_of("anna"), "x", "no:such") == 404
    assert add(client_of("anna"), "x", "odd:withdrawn") == 404


def test_a_tag_leads_to_its_records(client_of: Clients) -> None:
    reader = client_of("anna")
    add(reader, '"three words" Lung')
    add(reader, '"Three words"', "odd:bare")
    href = Page(reader.get(f"/record/{SEED}")).one('//*[@data-tag="three words"]/a').get("href")
    page = Page(client_of().get(href))
    assert page.one("//main").get("data-total") == "2"
    assert {li.get("data-record-id") for li in page.all("//li[@data-record-id]")} == {SEED, "odd:bare"}
    answer = client_of().get("/tags/LUNG")
    assert (answer.status_code, answer["Location"]) == (302, "/tags/lung")
    assert client_of().get("/tags/nobody").status_code == 404


def test_the_cloud_has_every_tag_with_its_number_and_size(client_of: Clients) -> None:
    assert "No record has a tag yet" in Page(client_of().get("/tags")).text("//main")
    reader = client_of("anna")
    for record in (SEED, "odd:bare", "odd:a|b", "odd:%"):
        add(reader, "often", record)
    add(reader, "once")
    page = Page(client_of().get("/tags"))
    assert [words(li) for li in page.all('//*[@class="cloud"]/li')] == ["often 4 records", "once 1 record"]
    assert [li.get("class") for li in page.all('//*[@class="cloud"]/li')] == ["size-5", "size-1"]
    newest = Page(client_of().get("/tags?order=new"))
    assert words(newest.all('//*[@class="cloud"]/li')[0]) == "once 1 record"


def test_a_tag_is_found_in_the_cloud_by_its_beginning(client_of: Clients) -> None:
    add(client_of("anna"), '"rare lung" liver lunge')
    for text, keys in (("LUNG", ["lunge", "rare lung"]), ("r", ["rare lung"]), ("ung", []), ("%", [])):
        page = Page(client_of().get("/tags", {"find": text}))
        assert [li.get("data-tag") for li in page.all("//*[@data-tag]")] == keys
    assert "No tag begins with “zzz”" in Page(client_of().get("/tags?find=zzz")).text("//main")
    switch = Page(client_of().get("/tags?find=lung&order=new")).all('//*[@class="switch"]//a')
    assert [a.get("href") for a in switch][1] == "/tags?order=count&find=lung"


def test_ones_own_tags_are_proposed_first(client_of: Clients) -> None:
    for name in ("ben", "cara"):
        add(client_of(name), "lung-disease liver")
    anna = client_of("anna")
    add(anna, 'lungs "bad lung"', "odd:bare")
    assert anna.get("/tags?complete=LU").json() == {"tags": ["bad lung", "lungs", "lung-disease"]}
    assert client_of().get("/tags?complete=liv").json() == {"tags": ["liver"]}
    assert client_of().get("/tags?complete=%25").json() == {"tags": []}


def test_a_library_may_do_without_tags(client_of: Clients, settings_of: Callable[[str], None]) -> None:
    settings_of("[community]\ntags = false\ncomments = false\n")
    assert 'id="tags"' not in client_of().get(f"/record/{SEED}").content.decode()
    for address in ("/tags", "/tags/x", f"{FORM}?record={SEED}"):
        assert client_of("anna").get(address).status_code == 404


def test_a_form_without_a_token_is_refused(client_of: Clients) -> None:
    client_of("anna")
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(Reader.objects.get(username="anna"))
    assert add(strict, "lung") == 403
    assert strict.post(f"{FORM}/remove", {"record": SEED, "tag": "lung"}).status_code == 403
    assert not RecordTag.objects.exists()


def test_a_page_of_many_tagged_records_makes_few_queries(
    client_of: Clients, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    reader = client_of("anna")
    for record in [s.id for s in conf.current_catalogue().store.changes(0, limit=25)]:
        add(reader, "many", record)
    guest = client_of()
    with django_assert_max_num_queries(4):  # type: ignore[attr-defined]
        page = Page(guest.get("/tags/many"))
    assert len(page.all("//li[@data-record-id]")) == 20
    assert len(Page(guest.get("/tags/many?page=2")).all("//li[@data-record-id]")) == 5
