"""What tests of all parts share."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

# How long an example takes depends on what else the machine does.
settings.register_profile("pinakes", deadline=None)
settings.load_profile("pinakes")
# Playwright keeps an event loop in the thread of the tests, and the order of tests is random: without this
# Django would refuse queries in whatever test comes after the first page in a browser.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared data: PINAKES_SHARED, else ``shared`` beside the checkout; skips when there is none."""
    folder = Path(os.environ.get("PINAKES_SHARED") or Path(__file__).parents[2] / "shared")
    if not (folder / "data").is_dir():
        pytest.skip(f"needs the shared data folder; {folder} has none (PINAKES_SHARED names another)")
    return folder


@pytest.fixture(autouse=True)
def _nobody_tried_before() -> None:
    """How often somebody did something is counted for the whole process: each test begins at nought."""
    if rates := sys.modules.get("pinakes.web.rates"):
        rates.forget()
