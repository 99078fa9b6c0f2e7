"""The queue of moderators: what waits, who decides, what its author learns, what is written down."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client
from web_page import Page, words

from pinakes.accounts.models import AuditEntry
from pinakes.tagging.models import Comment, ModerationAct, RecordTag, Report

Clients = Callable[..., Client]
SEED = "pubmed:25473571"
QUEUE = "/moderation"


def tag(client: Client, text: str, record: str = SEED) -> None:
    assert client.post("/tagging/tags", {"record": record, "tags": text}).status_code == 302


def comment(client: Client, text: str) -> None:
    assert client.post("/tagging/comments", {"record": SEED, "text": text}).status_code == 302


def waiting(client: Client) -> list[str]:
    return [li.get("data-waiting") for li in Page(client.get(QUEUE)).all("//*[@data-waiting]")]


def decide(client: Client, key: str, verb: str, reason: str = "") -> int:
    kind, number = key.split("-")
    return client.post(QUEUE, {"kind": kind, "id": number, "verb": verb, "reason": reason}).status_code


def tags(client: Client) -> list[str]:
    return [
        words(b)
        for b in Page(client.get(f"/record/{SEED}")).all(
            '//*[@id="tags"]//li/bdi | //*[@id="tags"]//li/a/bdi'
        )
    ]


def test_the_queue_is_not_for_others(client_of: Clients) -> None:
    assert client_of().get(QUEUE).status_code == 302
    assert client_of("anna").get(QUEUE).status_code == 404
    assert client_of("anna").post(QUEUE, {"kind": "tag", "id": 1, "verb": "approve"}).status_code == 404
    assert client_of("mona", moderator=True).get(QUEUE).status_code == 200


def test_by_default_all_is_shown_at_once(client_of: Clients) -> None:
    tag(client_of("anna"), "lung")
    comment(client_of("anna"), "Good")
    assert tags(client_of()) == ["lung"]
    assert waiting(client_of("mona", moderator=True)) == []


def test_in_review_a_tag_waits_and_only_its_reader_sees_it(
    client_of: Clients, settings_of: Callable[[str], None]
) -> None:
    settings_of('[community]\nreview = "all"\n')
    anna, mona = client_of("anna"), client_of("mona", moderator=True)
    tag(anna, "lung")
    assert tags(anna) == ["lung"]
    assert "waits for review" in Page(anna.get(f"/record/{SEED}")).text('//*[@id="tags"]')
    assert tags(client_of()) == []
    assert client_of().get("/tags/lung").status_code == 404
    (key,) = waiting(mona)
    assert decide(mona, key, "approve") == 302
    assert tags(client_of()) == ["lung"]
    assert waiting(mona) == []
    tag(client_of("ben"), "LUNG", "odd:bare")
    assert waiting(mona) == []
    tag(mona, "known-by-staff")
    assert "known-by-staff" in tags(client_of())


def test_what_was_rejected_for_a_record_does_not_come_back_by_itself(client_of: Clients) -> None:
    anna, ben, mona = client_of("anna"), client_of("ben"), client_of("mona", moderator=True)
    tag(anna, "rude")
    number = RecordTag.objects.get().pk
    assert (
        mona.post(QUEUE, {"kind": "tag", "id": number, "verb": "reject", "reason": "Not kind"}).status_code
        == 302
    )
    assert tags(client_of()) == []
    assert "not accepted: Not kind" in Page(anna.get(f"/record/{SEED}")).text('//*[@id="tags"]')
    tag(ben, "Rude")
    assert tags(client_of()) == []
    assert len(waiting(mona)) == 1


def test_a_rejected_comment_tells_its_author_why(
    client_of: Clients, settings_of: Callable[[str], None]
) -> None:
    settings_of('[community]\nreview = "comments"\n')
    anna, mona = client_of("anna"), client_of("mona", moderator=True)
    tag(anna, "lung")
    comment(anna, "Buy this")
    assert "Buy this" not in client_of().get(f"/record/{SEED}").content.decode()
    assert "Only you see it until" in Page(anna.get(f"/record/{SEED}")).text('//*[@id="comments"]')
    (key,) = waiting(mona)
    assert decide(mona, key, "reject") == 422
    assert decide(mona, key, "reject", "No advertising") == 302
    page = Page(anna.get(f"/record/{SEED}"))
    assert "did not accept it. No advertising" in page.text('//*[@id="comments"]')
    assert "Buy this" not in client_of("ben").get(f"/record/{SEED}").content.decode()
    number = Comment.objects.get().pk
    assert client_of("ben").get(f"/tagging/comments/{number}/versions").status_code == 404
    anna.post(f"/tagging/comments/{number}/edit", {"text": "Read this"})
    assert waiting(mona) == [key]


def test_a_reported_comment_waits_until_somebody_decides(client_of: Clients) -> None:
    anna, ben, mona = client_of("anna"), client_of("ben"), client_of("mona", moderator=True)
    comment(anna, "Doubtful")
    number = Comment.objects.get().pk
    ben.post(f"/tagging/comments/{number}/report", {"reason": "Wrong"})
    (key,) = waiting(mona)
    page = Page(mona.get(QUEUE))
    assert "Reported by Ben: Wrong" in page.text("//*[@data-waiting]")
    assert decide(mona, key, "approve") == 302
    assert waiting(mona) == []
    assert Report.objects.get().settled
    ben.post(f"/tagging/comments/{number}/report", {"reason": "Still wrong"})
    assert waiting(mona) == [key]
    assert decide(mona, key, "remove") == 302
    assert not Comment.objects.exists()
    assert decide(mona, key, "approve") == 422


def test_every_decision_is_written_down_and_shown(client_of: Clients) -> None:
    anna, mona = client_of("anna"), client_of("mona", moderator=True)
    comment(anna, "Buy this")
    key = f"comment-{Comment.objects.get().pk}"
    decide(mona, key, "reject", "No advertising")
    decide(mona, key, "remove")
    acts = [(a.moderator.username, a.verb, a.reason, a.excerpt) for a in ModerationAct.objects.all()]
    assert acts == [("mona", "remove", "", "Buy this"), ("mona", "reject", "No advertising", "Buy this")]
    assert "No advertising" in Page(mona.get(QUEUE)).text('//ul[contains(@class, "decided")]')
    assert [(a.by_name, a.action) for a in AuditEntry.objects.all()] == [
        ("mona", "comment.remove"),
        ("mona", "comment.reject"),
    ]


def test_nonsense_is_no_decision(client_of: Clients) -> None:
    mona = client_of("mona", moderator=True)
    for kind, number, verb in (
        ("x", "1", "approve"),
        ("tag", "x", "approve"),
        ("tag", "1", "x"),
        ("tag", "9" * 30, "approve"),
    ):
        status = mona.post(QUEUE, {"kind": kind, "id": number, "verb": verb}).status_code
        assert status in (404, 422)
    assert not ModerationAct.objects.exists()


def test_the_account_page_leads_moderators_to_the_queue(client_of: Clients) -> None:
    assert QUEUE not in client_of("anna").get("/account").content.decode()
    assert QUEUE in client_of("mona", moderator=True).get("/account").content.decode()


def test_the_administration_decides_too_and_it_is_written_down(client_of: Clients) -> None:
    from pinakes.accounts.models import Reader

    tag(client_of("anna"), "lung")
    comment(client_of("anna"), "Words")
    root = client_of("root", moderator=True)
    Reader.objects.filter(username="root").update(is_staff=True, is_superuser=True)
    for model in ("recordtag", "comment", "report", "rating", "moderationact"):
        assert root.get(f"/admin/tagging/{model}/").status_code == 200
    number = RecordTag.objects.get().pk
    root.post("/admin/tagging/recordtag/", {"action": "reject", "_selected_action": [number]})
    assert RecordTag.objects.get().state == "rejected"
    assert ModerationAct.objects.get().moderator.username == "root"
    comment_page = f"/admin/tagging/comment/{Comment.objects.get().pk}/change/"
    assert "Words" in root.get(comment_page).content.decode()
    assert root.post(comment_page, {"state": "shown", "reason": "", "text": "Other words"}).status_code in (
        200,
        302,
    )
    assert Comment.objects.get().text == "Words"
