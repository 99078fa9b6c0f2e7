"""Pages over a small catalogue in memory."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from pinakes import conf
from pinakes.discovery.catalogue import Catalogue

sys.path.insert(0, str(Path(__file__).parent))
from web_catalogue import awkward, catalogue_of, sample


@pytest.fixture(scope="session")
def the_catalogue() -> Catalogue:
    return catalogue_of([*sample(), *awkward()], deleted=["odd:withdrawn"])


@pytest.fixture
def catalogue(the_catalogue: Catalogue, db: None) -> Iterator[Catalogue]:
    """Served; with tables, since pages show what readers keep."""
    conf.use_catalogue(the_catalogue)
    yield the_catalogue
    conf.use_catalogue(None)


@pytest.fixture
def client(catalogue: Catalogue) -> Client:
    return Client(headers={"accept-language": "en"})
