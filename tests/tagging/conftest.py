"""People and pages over the sample catalogue in memory."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.cache import caches
from django.test import Client, override_settings

from pinakes import conf
from pinakes.accounts.models import Reader
from pinakes.accounts.permissions import MODERATORS
from pinakes.discovery.catalogue import Catalogue

sys.path.insert(0, str(Path(__file__).parent.parent / "web"))
from web_catalogue import awkward, catalogue_of, sample


@pytest.fixture(scope="session")
def the_catalogue() -> Catalogue:
    return catalogue_of([*sample(), *awkward()], deleted=["odd:withdrawn"])


@pytest.fixture
def catalogue(the_catalogue: Catalogue, db: None) -> Iterator[Catalogue]:
    conf.use_catalogue(the_catalogue)
    caches["shared"].clear()
    yield the_catalogue
    conf.use_catalogue(None)


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
