"""The id of a record: ``source:local-id``, and the one form of what files and addresses write for it."""

from __future__ import annotations

import hashlib
import re

SOURCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
"""What a source may be called: it stands before the first colon of an id."""
MAX_LOCAL_ID = 1000
"""Characters; a longer one is replaced by a derived one, since addresses have limits."""
_CONTROL = dict.fromkeys((*range(32), *range(127, 160)))


def local_id(written: str) -> str:
    """A local id as it is kept: without control characters and outer blanks, of bounded length; "" for none."""
    tidy = written.translate(_CONTROL).strip()
    if len(tidy) > MAX_LOCAL_ID:
        return "h-" + hashlib.blake2b(tidy.encode(), digest_size=12).hexdigest()
    return tidy


def record_id(written: str) -> str:
    """An id as somebody writes it, in the form in which it is kept.

    >>> record_id("local: a\\tb")
    'local:ab'
    """
    source, colon, local = written.partition(":")
    return source + colon + local_id(local)
