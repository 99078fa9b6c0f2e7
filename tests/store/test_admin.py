"""Staff may read in the administration what the store did; nobody changes it there."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.core import checks
from django.test import Client, RequestFactory

from pinakes.store.admin import Ended, RunAdmin
from pinakes.store.models import AuthorityRow, RunRow, SourceStateRow, VerdictRow

NOW = datetime(2026, 1, 31, 12, tzinfo=UTC)


@pytest.mark.parametrize("model", [RunRow, SourceStateRow, VerdictRow, AuthorityRow])
@pytest.mark.parametrize("staff", [True, False])
def test_rows_can_be_read_by_staff_and_changed_by_nobody(model: type, staff: bool) -> None:
    of = admin.site.get_model_admin(model)
    request = RequestFactory().get("/")
    request.user = SimpleNamespace(is_active=True, is_staff=staff, has_perm=lambda *_: True)
    assert of.has_view_permission(request) is staff
    assert of.has_module_permission(request) is staff
    assert not of.has_add_permission(request)
    assert not of.has_change_permission(request)
    assert not of.has_delete_permission(request)
    assert checks.run_checks(databases=None) is not None
    assert [e for e in checks.run_checks() if e.is_serious() and "store" in str(e.obj)] == []


def test_a_run_tells_what_was_read_how_long_it_took_and_what_came_of_it() -> None:
    of = RunAdmin(RunRow, admin.site)
    run = RunRow(
        what="import", detail="x" * 200, started=NOW, ended=NOW + timedelta(seconds=2), counts={"added": 3}
    )
    assert (of.took(run), of.added(run), of.rejected(run)) == ("2.0", 3, 0)
    assert len(of.read_from(run)) == 80
    assert of.took(RunRow(started=NOW)) == "–"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("chosen", "found"), [("well", [1]), ("failed", [2]), ("open", [3]), (None, [1, 2, 3])]
)
def test_runs_are_told_apart_by_how_they_ended(chosen: str | None, found: list[int]) -> None:
    for number, ended, error in ((1, NOW, ""), (2, NOW, "The disk is full."), (3, None, "")):
        RunRow.objects.create(pk=number, what="import", detail="", started=NOW, ended=ended, error=error)
    parameters = {"ended": [chosen]} if chosen else {}
    limit = Ended(RequestFactory().get("/"), parameters, RunRow, RunAdmin(RunRow, admin.site))
    shown = limit.queryset(RequestFactory().get("/"), RunRow.objects.order_by("pk"))
    assert [r.pk for r in shown] == found


@pytest.mark.django_db
def test_its_pages_show_lists_and_single_rows_without_a_way_to_change_them(client: Client) -> None:
    staff = get_user_model().objects.create_superuser("librarian", "librarian@example.org", "a long secret")
    client.force_login(staff)
    run = RunRow.objects.create(
        what="harvest", detail="dnb", started=NOW, ended=NOW, counts={"added": 1204}, error="It broke."
    )
    SourceStateRow.objects.create(name="dnb", state="{}", updated=NOW)
    VerdictRow.objects.create(first="a:1", second="b:1", same=True, given=NOW)
    AuthorityRow.objects.create(
        id="gnd:1", source="gnd", sequence=1, datestamp=NOW, deleted=False, kind="person", heading="Twain, Mark",
        digest=b"", raw_format="marc", encoded=b"", raw=b"",
    )  # fmt: skip
    for name, shown in (
        ("runrow", b"It broke."),
        ("sourcestaterow", b"dnb"),
        ("verdictrow", b"b:1"),
        ("authorityrow", b"Twain, Mark"),
    ):
        listed = client.get(f"/admin/store/{name}/")
        assert (listed.status_code, shown in listed.content) == (200, True), name
    single = client.get(f"/admin/store/runrow/{run.pk}/change/")
    assert b"1204" in single.content
    assert b'name="_save"' not in single.content
    assert client.get("/admin/store/runrow/add/").status_code == 403
    assert b"Twain" in client.get("/admin/store/authorityrow/?q=twain").content
