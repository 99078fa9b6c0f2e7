"""The matrix of permissions, cell by cell."""

from __future__ import annotations

from itertools import product

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.core.exceptions import PermissionDenied
from django.http import Http404

from pinakes.accounts import permissions
from pinakes.accounts.models import Reader
from pinakes.accounts.permissions import MATRIX, Action, Person, Relation, Role, may, require
from pinakes.errors import ConfigurationError

EVERY_ROLE = ("guest", "reader", "moderator", "administrator")
OF_ALL = "guest reader moderator administrator"
OF_READERS = "reader moderator administrator"
OF_MODERATORS = "moderator administrator"
ANY = "stranger visitor viewer editor owner"

EXPECTED = {
    "view_list": (OF_ALL, "visitor viewer editor owner"),
    "copy_list": (OF_READERS, "visitor viewer editor owner"),
    "edit_list": (OF_READERS, "editor owner"),
    "change_list": (OF_READERS, "owner"),
    "share_list": (OF_READERS, "owner"),
    "delete_list": (OF_READERS, "owner"),
    "leave_list": (OF_READERS, "viewer editor owner"),
    "create_list": (OF_READERS, ANY),
    "hide_list": (OF_MODERATORS, "visitor viewer editor owner"),
    "add_tag": (OF_READERS, ANY),
    "remove_tag": (OF_READERS, "owner"),
    "moderate_tag": (OF_MODERATORS, ANY),
    "comment": (OF_READERS, ANY),
    "edit_comment": (OF_READERS, "owner"),
    "delete_comment": (OF_READERS, "owner"),
    "report_comment": (OF_READERS, ANY),
    "moderate_comment": (OF_MODERATORS, ANY),
    "rate": (OF_READERS, ANY),
    "set_reading_state": (OF_READERS, ANY),
    "save_search": (OF_READERS, ANY),
    "view_search": (OF_READERS, "owner"),
    "edit_search": (OF_READERS, "owner"),
    "delete_search": (OF_READERS, "owner"),
    "subscribe": (OF_READERS, ANY),
    "see_account": (OF_READERS, "owner"),
    "change_account": (OF_READERS, "owner"),
    "export_account": (OF_READERS, "owner"),
    "delete_account": (OF_READERS, "owner"),
    "see_desk": (OF_MODERATORS, ANY),
    "see_runs": ("administrator", ANY),
    "manage_people": ("administrator", ANY),
    "see_audit_log": ("administrator", ANY),
}
"""Written out once more by hand: who, and as what to the thing."""


class Thing:
    """Something to which everybody is the same."""

    def __init__(self, relation: Relation) -> None:
        self.relation = relation

    def relation_of(self, user: Person) -> Relation:
        return self.relation


def person(role: str) -> Person:
    if role == "guest":
        return AnonymousUser()
    made = Reader(username=role)
    made.__dict__["_pinakes_standing"] = (Role[role.upper()], frozenset())
    return made


def test_the_matrix_has_every_action_and_so_has_this_test() -> None:
    assert set(MATRIX) == set(Action)
    assert set(EXPECTED) == {a.value for a in Action}


@pytest.mark.parametrize("action", Action, ids=str)
def test_an_action_is_open_to_those_of_the_matrix_and_to_nobody_else(action: Action) -> None:
    roles, relations = EXPECTED[action]
    for role, relation in product(EVERY_ROLE, Relation):
        allowed = role in roles.split() and relation.name.lower() in relations.split()
        assert may(person(role), action, Thing(relation)) is allowed, (role, relation.name)


@pytest.mark.parametrize("action", Action, ids=str)
def test_without_a_thing_everybody_is_a_stranger(action: Action) -> None:
    for role in EVERY_ROLE:
        assert may(person(role), action) is may(person(role), action, Thing(Relation.STRANGER))


@pytest.mark.parametrize("role", EVERY_ROLE)
def test_what_is_not_shown_is_not_found_even_for_administrators(role: str) -> None:
    with pytest.raises(Http404):
        require(person(role), Action.VIEW_LIST, Thing(Relation.STRANGER))


def test_what_is_shown_but_not_theirs_is_forbidden() -> None:
    with pytest.raises(PermissionDenied):
        require(person("reader"), Action.EDIT_LIST, Thing(Relation.VIEWER))
    require(person("reader"), Action.EDIT_LIST, Thing(Relation.EDITOR))


@pytest.fixture
def groups(monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[str, ...]]:
    given: dict[str, tuple[str, ...]] = {}
    monkeypatch.setattr(permissions, "given", lambda: given)
    return given


@pytest.mark.django_db
def test_the_two_groups_are_there_and_give_their_role() -> None:
    for name, role in (("moderators", Role.MODERATOR), ("administrators", Role.ADMINISTRATOR)):
        somebody = Reader.objects.create_user(name)
        somebody.groups.add(Group.objects.get(name=name))
        assert permissions.role_of(somebody) is role
    assert permissions.role_of(Reader.objects.create_user("anna")) is Role.READER
    assert permissions.role_of(Reader.objects.create_superuser("root")) is Role.ADMINISTRATOR


@pytest.mark.django_db
def test_a_group_of_the_settings_gives_single_actions(groups: dict[str, tuple[str, ...]]) -> None:
    groups["students"] = ("moderate_tag",)
    somebody = Reader.objects.create_user("anna")
    somebody.groups.add(Group.objects.create(name="students"))
    assert may(somebody, Action.MODERATE_TAG)
    assert not may(somebody, Action.MODERATE_COMMENT)


@pytest.mark.django_db
def test_a_group_of_the_settings_gives_a_role(groups: dict[str, tuple[str, ...]]) -> None:
    groups["cn=staff"] = ("moderators",)
    somebody = Reader.objects.create_user("anna")
    somebody.groups.add(Group.objects.create(name="cn=staff"))
    assert permissions.role_of(somebody) is Role.MODERATOR


@pytest.mark.django_db
def test_a_disabled_account_is_a_guest() -> None:
    somebody = Reader.objects.create_superuser("root", is_active=False)
    assert permissions.role_of(somebody) is Role.GUEST


@pytest.mark.django_db
def test_groups_are_asked_for_once(django_assert_num_queries: object) -> None:
    somebody = Reader.objects.create_user("anna")
    with django_assert_num_queries(1):  # type: ignore[operator]
        for action in Action:
            may(somebody, action)
    with django_assert_num_queries(0):  # type: ignore[operator]
        may(AnonymousUser(), Action.COMMENT)


def test_a_right_that_there_is_not_stops_the_start(groups: dict[str, tuple[str, ...]]) -> None:
    groups["students"] = ("moderate_tag", "moderators")
    permissions.check_given()
    groups["students"] = ("moderate_tags",)
    with pytest.raises(
        ConfigurationError, match=r"'moderate_tags', which there is not\. Did you mean 'moderate_tag'\?"
    ):
        permissions.check_given()
