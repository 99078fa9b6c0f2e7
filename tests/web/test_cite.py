"""The pages of references."""

from __future__ import annotations

from django.test import Client


def test_nothing_chosen_is_said_so(client: Client) -> None:
    assert client.get("/cite").status_code == 422
