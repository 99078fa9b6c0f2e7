"""People for tests of accounts."""

from __future__ import annotations

import re
from typing import Any

PASSWORD = "correct horse battery"


def make_reader(name: str = "anna", **options: Any) -> Any:
    """Somebody whose address is confirmed."""
    from allauth.account.models import EmailAddress

    from pinakes.accounts.models import Reader

    reader = Reader.objects.create_user(name, f"{name}@example.org", PASSWORD, **options)
    EmailAddress.objects.create(user=reader, email=reader.email, verified=True, primary=True)
    return reader


def link_in(mail: Any) -> str:
    """The path of the one link of a mail."""
    found = re.findall(r"https?://[^/\s]+(/\S+)", str(mail.body))
    assert len(found) == 1, mail.body
    return str(found[0])
