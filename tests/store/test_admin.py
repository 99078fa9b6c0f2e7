"""Staff may read in the administration what the store did; nobody changes it there."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.contrib import admin
from django.core import checks
from django.test import RequestFactory

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
