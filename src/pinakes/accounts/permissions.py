"""Who may do what: the one matrix of roles, relations and actions that all pages ask.

A person has one role; towards a thing (a list, a comment, a saved search) a person also has a relation. An action is
allowed when both suffice. Things of others that are not shown to a person answer 404, never 403.
"""

from __future__ import annotations

import difflib
from enum import IntEnum, StrEnum
from typing import Any, Protocol

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404

from pinakes import conf
from pinakes.errors import ConfigurationError
from pinakes.records.base import Struct

MODERATORS = "moderators"
ADMINISTRATORS = "administrators"
"""Groups that a migration makes; ``[accounts.groups]`` gives roles and actions to others."""

Person = AbstractBaseUser | AnonymousUser


class Role(IntEnum):
    """What somebody is in this catalogue; each may all that the one before may."""

    GUEST = 0
    READER = 1
    MODERATOR = 2
    ADMINISTRATOR = 3


class Relation(IntEnum):
    """What somebody is to a thing; each may all that the one before may."""

    STRANGER = 0
    """It is not shown: its address answers 404."""
    VISITOR = 1
    """It is public, or the secret link was given."""
    VIEWER = 2
    """A collaborator who may read."""
    EDITOR = 3
    """A collaborator who may write."""
    OWNER = 4


class Action(StrEnum):
    """Everything that somebody may want to do beyond searching and reading, which all may."""

    VIEW_LIST = "view_list"
    COPY_LIST = "copy_list"
    EDIT_LIST = "edit_list"
    """Its entries, their notes, tags and order."""
    CHANGE_LIST = "change_list"
    """Its title, description and who sees it."""
    SHARE_LIST = "share_list"
    DELETE_LIST = "delete_list"
    LEAVE_LIST = "leave_list"
    CREATE_LIST = "create_list"
    HIDE_LIST = "hide_list"
    """Take a public list from the public."""

    ADD_TAG = "add_tag"
    REMOVE_TAG = "remove_tag"
    MODERATE_TAG = "moderate_tag"
    COMMENT = "comment"
    EDIT_COMMENT = "edit_comment"
    DELETE_COMMENT = "delete_comment"
    REPORT_COMMENT = "report_comment"
    MODERATE_COMMENT = "moderate_comment"
    RATE = "rate"
    SET_READING_STATE = "set_reading_state"

    SAVE_SEARCH = "save_search"
    VIEW_SEARCH = "view_search"
    EDIT_SEARCH = "edit_search"
    DELETE_SEARCH = "delete_search"
    SUBSCRIBE = "subscribe"
    """Have an alert, a private feed."""

    SEE_ACCOUNT = "see_account"
    CHANGE_ACCOUNT = "change_account"
    EXPORT_ACCOUNT = "export_account"
    DELETE_ACCOUNT = "delete_account"

    SEE_DESK = "see_desk"
    """The pages of staff: queues of moderation, administration."""
    SEE_RUNS = "see_runs"
    MANAGE_PEOPLE = "manage_people"
    SEE_AUDIT_LOG = "see_audit_log"


class Rule(Struct):
    """The least role and the least relation that an action needs."""

    role: Role
    relation: Relation = Relation.STRANGER


_R, _T = Role, Relation
MATRIX: dict[Action, Rule] = {
    Action.VIEW_LIST: Rule(role=_R.GUEST, relation=_T.VISITOR),
    Action.COPY_LIST: Rule(role=_R.READER, relation=_T.VISITOR),
    Action.EDIT_LIST: Rule(role=_R.READER, relation=_T.EDITOR),
    Action.CHANGE_LIST: Rule(role=_R.READER, relation=_T.OWNER),
    Action.SHARE_LIST: Rule(role=_R.READER, relation=_T.OWNER),
    Action.DELETE_LIST: Rule(role=_R.READER, relation=_T.OWNER),
    Action.LEAVE_LIST: Rule(role=_R.READER, relation=_T.VIEWER),
    Action.CREATE_LIST: Rule(role=_R.READER),
    Action.HIDE_LIST: Rule(role=_R.MODERATOR, relation=_T.VISITOR),
    Action.ADD_TAG: Rule(role=_R.READER),
    Action.REMOVE_TAG: Rule(role=_R.READER, relation=_T.OWNER),
    Action.MODERATE_TAG: Rule(role=_R.MODERATOR),
    Action.COMMENT: Rule(role=_R.READER),
    Action.EDIT_COMMENT: Rule(role=_R.READER, relation=_T.OWNER),
    Action.DELETE_COMMENT: Rule(role=_R.READER, relation=_T.OWNER),
    Action.REPORT_COMMENT: Rule(role=_R.READER),
    Action.MODERATE_COMMENT: Rule(role=_R.MODERATOR),
    Action.RATE: Rule(role=_R.READER),
    Action.SET_READING_STATE: Rule(role=_R.READER),
    Action.SAVE_SEARCH: Rule(role=_R.READER),
    Action.VIEW_SEARCH: Rule(role=_R.READER, relation=_T.OWNER),
    Action.EDIT_SEARCH: Rule(role=_R.READER, relation=_T.OWNER),
    Action.DELETE_SEARCH: Rule(role=_R.READER, relation=_T.OWNER),
    Action.SUBSCRIBE: Rule(role=_R.READER),
    Action.SEE_ACCOUNT: Rule(role=_R.READER, relation=_T.OWNER),
    Action.CHANGE_ACCOUNT: Rule(role=_R.READER, relation=_T.OWNER),
    Action.EXPORT_ACCOUNT: Rule(role=_R.READER, relation=_T.OWNER),
    Action.DELETE_ACCOUNT: Rule(role=_R.READER, relation=_T.OWNER),
    Action.SEE_DESK: Rule(role=_R.MODERATOR),
    Action.SEE_RUNS: Rule(role=_R.ADMINISTRATOR),
    Action.MANAGE_PEOPLE: Rule(role=_R.ADMINISTRATOR),
    Action.SEE_AUDIT_LOG: Rule(role=_R.ADMINISTRATOR),
}


class Subject(Protocol):
    """A thing that belongs to somebody."""

    def relation_of(self, user: Person) -> Relation:
        """What this person is to it. It must not raise for guests; a role gives no relation."""


def role_of(user: Person) -> Role:
    """The role; asks for the groups once for each person and request, never for guests."""
    return _standing(user)[0]


def may(user: Person, action: Action, subject: Subject | None = None) -> bool:
    """Whether this person may do this, to this thing. Without a thing a person is a stranger to it."""
    role, granted = _standing(user)
    rule = MATRIX[action]
    relation = subject.relation_of(user) if subject is not None else Relation.STRANGER
    return (role >= rule.role or action in granted) and relation >= rule.relation


def require(user: Person, action: Action, subject: Subject | None = None) -> None:
    """Raise Http404 when the thing is not shown to this person, PermissionDenied when this is not theirs to do."""
    if may(user, action, subject):
        return
    if subject is not None and subject.relation_of(user) == Relation.STRANGER:
        raise Http404
    raise PermissionDenied


def _standing(user: Any) -> tuple[Role, frozenset[Action]]:
    """The role, and actions that a group of ``[accounts.groups]`` gives on top."""
    if not user.is_authenticated or not user.is_active:
        return Role.GUEST, frozenset()
    kept: tuple[Role, frozenset[Action]] | None = user.__dict__.get("_pinakes_standing")
    if kept is None:
        groups = set(user.groups.values_list("name", flat=True))
        kept = user.__dict__["_pinakes_standing"] = _from_groups(groups, bool(user.is_superuser))
    return kept


def _from_groups(groups: set[str], superuser: bool) -> tuple[Role, frozenset[Action]]:
    role, granted = Role.READER, set[Action]()
    if MODERATORS in groups:
        role = Role.MODERATOR
    for group, gives in given().items():
        if group not in groups:
            continue
        for name in gives:
            if name in (MODERATORS, ADMINISTRATORS):
                role = max(role, Role.MODERATOR if name == MODERATORS else Role.ADMINISTRATOR)
            else:
                granted.add(Action(name))
    if superuser or ADMINISTRATORS in groups:
        role = Role.ADMINISTRATOR
    return role, frozenset(granted)


def check_given() -> None:
    """Raise ConfigurationError for a right in ``[accounts.groups]`` that there is not."""
    known = [MODERATORS, ADMINISTRATORS, *(a.value for a in Action)]
    for group, gives in given().items():
        for name in gives:
            if name not in known:
                near = difflib.get_close_matches(name, known, n=1)
                hint = f" Did you mean {near[0]!r}?" if near else ""
                raise ConfigurationError(
                    f"[accounts.groups] gives {group!r} the right {name!r}, which there is not.{hint} "
                    f"Allowed: {', '.join(known)}."
                )


def given() -> dict[str, tuple[str, ...]]:
    """``[accounts.groups]``: what members of a group may, as names of actions or of the two groups of ours."""
    return conf.current_settings().accounts.groups
