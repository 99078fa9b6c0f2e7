"""Tags, comments, moderation and saved searches in a browser: axe on each form and its error, keyboard, no script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest

pytestmark = pytest.mark.browser
Opener = Callable[..., Any]
SEED = "pubmed:25473571"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def signed_in(address: str) -> Iterator[dict[str, Any]]:
    """What a browser brings in which a moderator is signed in, who has said some things."""
    from django.contrib.auth.models import Group
    from django.test import Client

    from pinakes.accounts.models import Reader
    from pinakes.accounts.permissions import MODERATORS
    from pinakes.tagging.models import Comment, RecordTag

    reader = Reader.objects.create(username=f"mona-{uuid4().hex[:8]}", email="mona@example.org")
    reader.groups.add(Group.objects.get_or_create(name=MODERATORS)[0])
    RecordTag.objects.create(reader=reader, record_id=SEED, title="A title", tag="Lung", key="lung")
    RecordTag.objects.create(
        reader=reader, record_id=SEED, title="A title", tag="new", key="new", state="waiting"
    )
    Comment.objects.create(reader=reader, record_id=SEED, title="A title", text="**Good**\n\n- one\n- two")
    client = Client()
    client.force_login(reader)
    client.post("/account/searches/save?q=lung", {"name": "Lungs", "note": "For me", "frequency": "weekly"})
    cookie = {
        "name": "sessionid",
        "value": client.cookies["sessionid"].value,
        "domain": "127.0.0.1",
        "path": "/",
    }
    state = cookie | {"httpOnly": True, "secure": False, "sameSite": "Lax", "expires": -1}
    yield {"storage_state": {"cookies": [state], "origins": []}}
    Comment.objects.filter(reader=reader).delete()
    reader.delete()


def faults(page: Any) -> list[Any]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response["violations"]
    return [(page.url, v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found]


def too_wide(page: Any) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_axe_finds_nothing_on_any_page_or_form(
    open_page: Opener, signed_in: dict[str, Any], address: str, scheme: str, width: int
) -> None:
    options = signed_in | {"color_scheme": scheme, "reduced_motion": "reduce", "locale": "de-DE"}
    page = open_page(f"/record/{SEED}", width=width, **options)
    found = faults(page)
    for path in ("/tags", "/tags/lung", "/account/searches", "/account/history", "/moderation"):
        page.goto(address + path)
        found += faults(page)
        assert not too_wide(page), path
    assert found == []


def test_axe_finds_nothing_where_a_form_was_refused(
    open_page: Opener, signed_in: dict[str, Any], address: str
) -> None:
    page = open_page(f"/tagging/tags?record={SEED}", **signed_in)
    found = []
    for path in (
        f"/tagging/tags?record={SEED}",
        f"/tagging/comments?record={SEED}",
        "/account/searches/save?q=liver",
    ):
        page.goto(address + path)
        for field in page.locator("main input:not([type]), main textarea").all():
            field.fill("")
        page.locator("main button.primary").click()
        page.locator('[role="alert"]').wait_for()
        assert page.title().startswith("Error:")
        assert page.evaluate("document.activeElement.getAttribute('role')") == "alert"
        found += faults(page)
    assert found == []


def test_a_tag_is_added_and_removed_by_keys(open_page: Opener, signed_in: dict[str, Any]) -> None:
    page = open_page(f"/record/{SEED}", **signed_in)
    field = page.locator("#tag-field")
    field.focus()
    page.keyboard.type('"interstitial lung" lu')
    proposal = """#tag-field-list option[value='"interstitial lung" Lung']"""
    page.locator(proposal).wait_for(state="attached")
    page.keyboard.type("ng rare")
    page.keyboard.press("Enter")
    page.wait_for_url("**#tags")
    assert page.locator('[data-tag="interstitial lung"] a').count() == 1
    page.locator('[data-tag="interstitial lung"] button').focus()
    page.keyboard.press("Enter")
    page.locator('[data-tag="interstitial lung"]').wait_for(state="detached")


def test_a_comment_is_written_without_script(open_page: Opener, signed_in: dict[str, Any]) -> None:
    page = open_page(f"/record/{SEED}", java_script_enabled=False, **signed_in)
    page.locator('#comments a[href^="/tagging/comments?"]').click()
    page.locator("textarea").fill("Written without script")
    page.locator("main button.primary").click()
    assert page.locator("[data-comment]").last.locator(".prose").inner_text() == "Written without script"
