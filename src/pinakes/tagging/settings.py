"""[community] of the catalogue that is served, and what it means for a reader."""

from __future__ import annotations

from typing import Any

from pinakes import conf
from pinakes.accounts.permissions import Action, may


def community() -> conf.CommunitySettings:
    """What readers may say of records here."""
    return conf.current_settings().community


def reviews_tags(user: Any) -> bool:
    """Whether a tag of this reader waits for a moderator."""
    return community().review == "all" and not may(user, Action.MODERATE_TAG)


def reviews_comments(user: Any) -> bool:
    """Whether a comment of this reader waits for a moderator."""
    return community().review != "none" and not may(user, Action.MODERATE_COMMENT)
