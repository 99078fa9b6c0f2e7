"""Groups that an institution tells of a person, kept in step at each sign-in."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import Group

from pinakes.accounts.models import Reader
from pinakes.accounts.permissions import ADMINISTRATORS, MODERATORS, given


def set_groups(reader: Reader, told: Iterable[str]) -> None:
    """Give the groups that are told and that ``[accounts.groups]`` names, and take the others of it.

    Our own two groups are never given by others' word: only by what ``[accounts.groups]`` says of a group.
    """
    ours = {MODERATORS, ADMINISTRATORS}
    managed = set(given()) - ours
    wanted = managed & {_plain(name) for name in told}
    has = set(reader.groups.filter(name__in=managed).values_list("name", flat=True))
    for name in wanted - has:
        reader.groups.add(Group.objects.get_or_create(name=name)[0])
    if gone := has - wanted:
        reader.groups.remove(*Group.objects.filter(name__in=gone))
    reader.__dict__.pop("_pinakes_standing", None)


def _plain(name: str) -> str:
    """ "staff" for "cn=staff,ou=groups,dc=example,dc=org" and for "/staff"."""
    name = name.strip().removeprefix("/")
    first, _, rest = name.partition(",")
    return first.partition("=")[2].strip() if rest and "=" in first else name
