"""Pages of accounts over a small catalogue in memory, and people."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client

from pinakes import conf
from pinakes.discovery.catalogue import Catalogue

sys.path.insert(0, str(Path(__file__).parent.parent / "web"))
sys.path.insert(0, str(Path(__file__).parent))
from account_people import PASSWORD, make_reader
from web_catalogue import catalogue_of, sample


@pytest.fixture(scope="session")
def the_catalogue() -> Catalogue:
    return catalogue_of(sample())


@pytest.fixture(autouse=True)
def catalogue(the_catalogue: Catalogue, settings: Any) -> Iterator[Catalogue]:
    """The sample is served; passwords are hashed quickly; nobody has tried anything yet."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    caches["shared"].clear()
    conf.use_catalogue(the_catalogue)
    yield the_catalogue
    conf.use_catalogue(None)


@pytest.fixture
def client(catalogue: Catalogue) -> Client:
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def anna(db: None) -> Any:
    return make_reader()


@pytest.fixture
def as_anna(client: Client, anna: Any) -> Client:
    """A browser in which Anna signed in just now."""
    client.post("/account/sign-in", {"login": "anna", "password": PASSWORD})
    return client
