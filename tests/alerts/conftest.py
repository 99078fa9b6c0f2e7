"""People and pages over a catalogue in memory that changes, and mails that are kept."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client, override_settings

from pinakes import conf
from pinakes.accounts.models import Reader
from pinakes.accounts.permissions import MODERATORS
from pinakes.discovery.catalogue import Catalogue
from pinakes.index import fields
from pinakes.records.record import Record

sys.path.insert(0, str(Path(__file__).parent.parent / "web"))
sys.path.insert(0, str(Path(__file__).parent))
from web_catalogue import catalogue_of, to_store


@pytest.fixture
def catalogue(db: None) -> Iterator[Catalogue]:
    """Its own for each test: they change it."""
    made = catalogue_of([book("a", "The first book of lungs"), book("b", "A book of livers")])
    conf.use_catalogue(made)
    yield made
    conf.use_catalogue(None)


@pytest.fixture
def put(catalogue: Catalogue) -> Callable[..., None]:
    """Adds or changes books, in the store and in the index."""

    def add(**titles: str) -> None:
        report = catalogue.store.put_many([to_store(book(name, title)) for name, title in titles.items()])
        with catalogue.index.writer() as writer:
            stored = catalogue.store.get_many(list(report.sequences))
            writer.put(fields.document(s.record, s.sequence) for s in stored)
            writer.commit(catalogue.store.last_sequence())

    return add


def book(name: str, title: str) -> Record:
    return Record(source="t", local_id=name, title=title, formats=("Book",))


@pytest.fixture
def people(db: None) -> Callable[..., Reader]:
    """Makes a reader, or a moderator."""
    from django.contrib.auth.models import Group

    def make(name: str, *, moderator: bool = False) -> Reader:
        reader = Reader.objects.create(username=name, email=f"{name}@example.org", display_name=name.title())
        if moderator:
            reader.groups.add(Group.objects.get_or_create(name=MODERATORS)[0])
        return reader

    return make


@pytest.fixture
def client_of(catalogue: Catalogue, people: Callable[..., Reader]) -> Callable[..., Client]:
    """A browser in which somebody is signed in; nobody for ""."""

    def make(name: str = "", *, moderator: bool = False, language: str = "en") -> Client:
        client = Client(headers={"accept-language": language})
        if name:
            known = Reader.objects.filter(username=name).first()
            client.force_login(known or people(name, moderator=moderator))
        return client

    return make


@pytest.fixture
def settings_of(tmp_path: Path) -> Iterator[Callable[[str], None]]:
    """Serves with this pinakes.toml."""
    over: list[override_settings] = []

    def use(text: str) -> None:
        folder = tmp_path / str(len(over))
        folder.mkdir()
        (folder / conf.FILE).write_text(text, encoding="utf-8")
        over.append(override_settings(PINAKES_HOME=str(folder)))
        over[-1].enable()

    yield use
    for one in reversed(over):
        one.disable()
