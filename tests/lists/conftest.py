"""Readers with lists over the sample catalogue in memory."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from pinakes import conf
from pinakes.discovery.catalogue import Catalogue

sys.path.insert(0, str(Path(__file__).parent.parent / "web"))
sys.path.insert(0, str(Path(__file__).parent))
from web_catalogue import awkward, catalogue_of, sample


@pytest.fixture(scope="session")
def _of_session() -> Catalogue:
    return catalogue_of([*sample(), *awkward()], deleted=["odd:withdrawn"])


@pytest.fixture
def catalogue(_of_session: Catalogue) -> Iterator[Catalogue]:
    conf.use_catalogue(_of_session)
    yield _of_session
    conf.use_catalogue(None)


@pytest.fixture
def reader(db: Any, django_user_model: Any) -> Any:
    return django_user_model.objects.create_user("clara", "clara@example.org")


@pytest.fixture
def other(db: Any, django_user_model: Any) -> Any:
    return django_user_model.objects.create_user("otto", "otto@example.org")


@pytest.fixture
def guest(catalogue: Catalogue, db: Any) -> Client:
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def client(catalogue: Catalogue, reader: Any) -> Client:
    """Signed in as ``reader``."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(reader)
    return client


@pytest.fixture
def stranger(catalogue: Catalogue, other: Any) -> Client:
    """Signed in as ``other``."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(other)
    return client
