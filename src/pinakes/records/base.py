"""Base of every struct that crosses a rank: immutable, keyword only, defaults left out of JSON."""

from __future__ import annotations

from typing import TypeVar, dataclass_transform

import msgspec

_T = TypeVar("_T")


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(msgspec.field,))
class Struct(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Base of the model: immutable, keyword only."""


def gettext_noop(text: str) -> str:
    """Mark ``text`` for translators; it is translated where it is shown, not here."""
    return text
