"""What the library wrote itself goes into a backup and comes back; nothing else is unpacked."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

from pinakes.cli import backup


def archive(path: Path, *names: str) -> Path:
    with tarfile.open(path, "w:gz") as made:
        for name in names:
            member = tarfile.TarInfo(name)
            member.size = 2
            made.addfile(member, io.BytesIO(b"x\n"))
    return path


def test_own_pages_and_files_are_unpacked_and_nothing_else(tmp_path: Path) -> None:
    own = ("pages/en/about.md", "static/logo.svg", "templates/pinakes/help.html")
    file = archive(tmp_path / "a.tar.gz", "pinakes.toml", "pinakes.sqlite3", *own, "elsewhere/x", "x.py")
    home = tmp_path / "home"
    home.mkdir()
    backup._unpack(file, home)
    found = {str(p.relative_to(home)) for p in home.rglob("*") if p.is_file()}
    assert found == {"pinakes.toml", "pinakes.sqlite3", *own}
