"""Comments on records: writing, editing, deleting, reporting; whose are whose."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from web_page import Page, words

from pinakes.tagging.models import Comment, CommentVersion, Report

Clients = Callable[..., Client]
SEED = "pubmed:25473571"
FORM = "/tagging/comments"


def write(client: Client, text: str, record: str = SEED) -> int:
    return client.post(FORM, {"record": record, "text": text}).status_code


def shown(client: Client, record: str = SEED) -> list[str]:
    page = Page(client.get(f"/record/{record}"))
    return [words(div) for div in page.all('//*[@id="comments"]//li//div')]


def test_a_comment_stands_on_the_page_with_the_name_and_the_day(client_of: Clients) -> None:
    anna = client_of("anna")
    assert "No comments." in Page(anna.get(f"/record/{SEED}")).text('//*[@id="comments"]')
    answer = anna.post(FORM, {"record": SEED, "text": "This is a *comment*."})
    assert (answer.status_code, answer["Location"]) == (302, f"/record/{SEED}#comments")
    page = Page(client_of().get(f"/record/{SEED}"))
    comment = page.one("//*[@data-comment]")
    assert words(comment.xpath(".//p")[0]).startswith("Anna ")
    assert [words(e) for e in comment.xpath(".//em")] == ["comment"]
    assert page.all('//form[contains(@action, "/tagging/")]') == []


def test_guests_are_led_to_the_sign_in(client_of: Clients) -> None:
    guest = client_of()
    link = Page(guest.get(f"/record/{SEED}")).one('//*[@id="comments"]//a').get("href")
    assert guest.get(link).status_code == 302
    assert write(guest, "x") == 302
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    ("text", "sentence"), [("", "Write something"), ("  \n\t ", "Write something"), ("x" * 4001, "4,000")]
)
def test_what_is_wrong_is_said_and_the_text_stays(client_of: Clients, text: str, sentence: str) -> None:
    answer = client_of("anna").post(FORM, {"record": SEED, "text": text})
    page = Page(answer)
    assert answer.status_code == 422
    assert sentence in page.text('//*[@role="alert"]')
    assert page.one("//textarea").text_content().strip() == text.strip()
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "![x](https://elsewhere.example/pixel.gif)",
        '<https://x.example/" onmouseover=alert(1)>',
        "[a](http://x.example 'title\" onclick=alert(1)')",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
    ],
)
def test_markdown_is_safe(client_of: Clients, text: str) -> None:
    write(client_of("anna"), text)
    body = Page(client_of().get(f"/record/{SEED}")).one("//*[@data-comment]//div")
    allowed = {"a", "blockquote", "br", "code", "em", "hr", "li", "ol", "p", "pre", "strong", "ul", "div"}
    for element in body.iter():
        assert element.tag in allowed
        assert set(element.attrib) <= {"href", "rel", "title", "class", "dir"}
        assert element.get("href", "http:").split(":")[0] in ("http", "https", "mailto")


def test_a_form_that_is_sent_twice_is_one_comment(client_of: Clients) -> None:
    anna = client_of("anna")
    write(anna, "Twice")
    write(anna, "Twice")
    assert Comment.objects.count() == 1


def test_an_edit_is_said_and_what_stood_there_before_can_be_read(client_of: Clients) -> None:
    anna = client_of("anna")
    write(anna, "First version")
    number = Comment.objects.get().pk
    assert "First version" in Page(anna.get(f"{FORM}/{number}/edit")).text("//textarea")
    assert anna.post(f"{FORM}/{number}/edit", {"text": "Second version"}).status_code == 302
    assert shown(client_of()) == ["Second version"]
    link = Page(client_of().get(f"/record/{SEED}")).one('//a[contains(@href, "/versions")]')
    assert words(link).startswith("edited on ")
    page = Page(client_of().get(link.get("href")))
    assert [words(div) for div in page.all("//section//div")] == ["Second version", "First version"]
    anna.post(f"{FORM}/{number}/edit", {"text": "Second version"})
    assert CommentVersion.objects.count() == 1


def test_only_ones_own_comment_is_edited_or_deleted(client_of: Clients) -> None:
    anna, ben = client_of("anna"), client_of("ben")
    write(anna, "Mine")
    number = Comment.objects.get().pk
    assert Page(ben.get(f"/record/{SEED}")).all(f'//form[@action="{FORM}/{number}/delete"]') == []
    assert ben.post(f"{FORM}/{number}/edit", {"text": "Yours"}).status_code == 403
    assert ben.post(f"{FORM}/{number}/delete").status_code == 403
    assert client_of().post(f"{FORM}/{number}/delete").status_code == 302
    assert shown(ben) == ["Mine"]
    assert anna.get(f"{FORM}/{number}/delete").status_code == 405
    assert anna.post(f"{FORM}/{number}/delete").status_code == 302
    assert shown(ben) == []
    assert anna.post(f"{FORM}/{number}/delete").status_code == 404


def test_a_report_goes_to_the_moderators_and_not_to_the_page(client_of: Clients) -> None:
    write(client_of("anna"), "Nonsense")
    number = Comment.objects.get().pk
    ben = client_of("ben")
    answer = ben.post(f"{FORM}/{number}/report", {"reason": " "})
    assert answer.status_code == 422
    assert "few words" in Page(answer).text('//*[@role="alert"]')
    for reason in ("Advertising", "Advertising, really"):
        answer = ben.post(f"{FORM}/{number}/report", {"reason": reason}, follow=True)
        assert "moderator will look" in Page(answer).text('//main//*[@role="status"]')
    assert [r.reason for r in Report.objects.all()] == ["Advertising, really"]
    assert shown(client_of()) == ["Nonsense"]
    assert client_of().post(f"{FORM}/{number}/report", {"reason": "x"}).status_code == 302
    assert Report.objects.count() == 1


def test_too_many_comments_in_an_hour_are_refused(client_of: Clients) -> None:
    anna = client_of("anna")
    for n in range(20):
        assert write(anna, f"Comment {n}") == 302
    answer = anna.post(FORM, {"record": SEED, "text": "One more"})
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert write(client_of("ben"), "Others may") == 302


def test_a_comment_without_its_reader_stays_without_a_name(client_of: Clients) -> None:
    from pinakes.accounts.models import Reader

    write(client_of("anna"), "Useful words")
    Reader.objects.all().delete()
    page = Page(client_of().get(f"/record/{SEED}"))
    assert words(page.one("//*[@data-comment]//p[1]//bdi")) == "Somebody"


def test_a_library_may_do_without_comments(client_of: Clients, settings_of: Callable[[str], None]) -> None:
    settings_of("[community]\ncomments = false\n")
    assert 'id="comments"' not in client_of().get(f"/record/{SEED}").content.decode()
    assert client_of("anna").get(f"{FORM}?record={SEED}").status_code == 404
    assert write(client_of("anna"), "x") == 404
