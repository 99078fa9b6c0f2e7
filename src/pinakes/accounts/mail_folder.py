"""Mails as files in the catalogue's folder ``mail``, for a catalogue that was not told of a mail server yet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.mail.backends.filebased import EmailBackend


class FolderBackend(EmailBackend):
    """The folder is for the owner's eyes only: mails hold links that open accounts."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        from django.conf import settings

        folder = Path(kwargs.get("file_path") or settings.EMAIL_FILE_PATH)  # type: ignore[misc]
        folder.mkdir(mode=0o700, exist_ok=True, parents=True)
        super().__init__(*args, **kwargs)
