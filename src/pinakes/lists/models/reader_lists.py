"""Tables of lists and of the people who share them; the book bag of a reader is a list of its own kind."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pinakes.accounts.permissions import Person, Relation
from pinakes.lists.settings import lists as settings_of_lists

_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
LONGEST_TITLE = 200
LONGEST_DESCRIPTION = 5_000


def new_public_id() -> str:
    """Ten letters and digits that can be read aloud; some 10^15 of them, so none is guessed."""
    return "".join(secrets.choice(_LETTERS) for _n in range(10))


def new_link() -> str:
    """What a secret link is made of, with the catalogue's key."""
    return secrets.token_hex(8)


class Visibility(models.TextChoices):
    """Who sees a list besides its owner and those it is shared with."""

    PRIVATE = "private", pgettext_lazy("list", "only you")
    LINK = "link", _("who has the secret link")
    PUBLIC = "public", _("everybody")


def visibilities() -> list[tuple[str, str]]:
    """(value, words) of what readers may choose here."""
    return [
        (v.value, str(v.label)) for v in Visibility if v != Visibility.PUBLIC or settings_of_lists().public
    ]


class Order(models.TextChoices):
    """How a list is shown when nobody asks for another order."""

    HAND = "hand", _("My order")
    ADDED = "added", _("Last added")
    TITLE = "title", _("Title")
    AUTHOR = "author", _("Author")
    NEWEST = "newest", _("Newest")
    OLDEST = "oldest", _("Oldest")


class Kind(models.TextChoices):
    """A list, or the one book bag of a reader."""

    LIST = "list", pgettext_lazy("kind", "list")
    BAG = "bag", _("Book bag")


class ReaderList(models.Model):
    """Records that somebody keeps under a title."""

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reader_lists")
    kind = models.CharField(max_length=4, choices=Kind, default=Kind.LIST)
    title = models.CharField(_("title"), max_length=LONGEST_TITLE)
    description = models.TextField(_("description"), blank=True, max_length=LONGEST_DESCRIPTION)
    visibility = models.CharField(_("seen by"), max_length=7, choices=Visibility, default=Visibility.PRIVATE)
    link = models.CharField(max_length=16, default=new_link)
    """Part of the secret link; a new one makes the old link worthless."""
    hidden = models.BooleanField(_("taken from the public by a moderator"), default=False)
    order = models.CharField(_("order"), max_length=6, choices=Order, default=Order.HAND)
    reading_states = models.BooleanField(_("reading states"), default=False)
    created = models.DateTimeField(default=timezone.now)
    changed = models.DateTimeField(default=timezone.now)
    """Of title, description, entries: what a feed and the page say."""
    saved_into = models.DateTimeField(null=True)
    """When its owner last saved something here: the next quick save goes to the same list."""
    version = models.PositiveIntegerField(default=1)
    """Grows with each change of the form's fields, so that two windows don't overwrite each other."""

    class Meta:
        """Named without the app's prefix, as the other tables are."""

        db_table = "reader_list"
        verbose_name = _("list")
        verbose_name_plural = _("lists")
        constraints = [  # noqa: RUF012 - as Django wants it
            models.UniqueConstraint(
                fields=["owner"], condition=models.Q(kind="bag"), name="one_bag_for_each_reader"
            )
        ]
        indexes = [  # noqa: RUF012 - as Django wants it
            models.Index(fields=["visibility", "-changed"], name="public_lists")
        ]

    opened_by_link = False
    """Set on the object by the page that was asked for with the right key."""

    def __str__(self) -> str:
        return self.title

    @property
    def is_bag(self) -> bool:
        return self.kind == Kind.BAG

    @property
    def is_public(self) -> bool:
        """Whether everybody sees it: feeds, embedding and search engines too."""
        return self.visibility == Visibility.PUBLIC and not self.hidden and settings_of_lists().public

    @property
    def address(self) -> str:
        return "/bag" if self.is_bag else f"/lists/{self.public_id}"

    @property
    def key(self) -> str:
        """The secret of its link: not in the table, so that who reads the database has no links."""
        made = salted_hmac("pinakes.lists.link", f"{self.public_id}:{self.link}", algorithm="sha256")
        return made.hexdigest()[:32]

    def relation_of(self, user: Person) -> Relation:
        """What this person is to the list; one query for those who are signed in and don't own it."""
        if user.is_authenticated and user.pk == self.owner_id:
            return Relation.OWNER
        if user.is_authenticated and not self.is_bag:
            rights = self._rights_of(user)
            if rights:
                return Relation.EDITOR if rights == Rights.WRITE else Relation.VIEWER
        by_link = self.visibility == Visibility.LINK and self.opened_by_link
        return Relation.VISITOR if self.is_public or by_link else Relation.STRANGER

    def _rights_of(self, user: Person) -> str:
        kept: dict[object, str] = self.__dict__.setdefault("_kept_rights", {})
        if user.pk not in kept:
            found = self.collaborators.filter(reader_id=int(user.pk or 0)).values_list("rights", flat=True)
            kept[user.pk] = found.first() or ""
        return kept[user.pk]


class Rights(models.TextChoices):
    """What somebody may with a list that is shared with them."""

    READ = "read", pgettext_lazy("rights", "may read")
    WRITE = "write", pgettext_lazy("rights", "may change entries")


class Collaborator(models.Model):
    """Somebody whom the owner shares a list with."""

    reader_list = models.ForeignKey(ReaderList, on_delete=models.CASCADE, related_name="collaborators")
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="collaborations"
    )
    rights = models.CharField(max_length=5, choices=Rights, default=Rights.READ)
    added = models.DateTimeField(default=timezone.now)

    class Meta:
        """See ReaderList."""

        db_table = "list_collaborator"
        constraints = [  # noqa: RUF012 - as Django wants it
            models.UniqueConstraint(fields=["reader_list", "reader"], name="collaborator_once")
        ]

    def __str__(self) -> str:
        return f"{self.reader_id}: {self.rights}"
