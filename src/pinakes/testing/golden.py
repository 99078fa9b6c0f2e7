"""Golden files: samples named by their trouble and, beside each, what reading it gives.

``python -m pinakes.testing.golden FORMAT`` writes the expected files of a format anew; read the difference
before you commit it. tests/golden/FORMAT/TROUBLE.EXT is the sample, TROUBLE.EXT.json what becomes of it; the
exporter's output for full.record.json and minimal.record.json is in full.written.EXT and minimal.written.EXT.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

import msgspec

from pinakes.formats import native, registry
from pinakes.formats.base import Format, ReadFailure, read
from pinakes.records.record import Record

FOLDER = Path("tests/golden")
WRITTEN = ("minimal", "full")


def samples(format_: Format, folder: Path) -> list[Path]:
    """The samples of a format, in order of their names; no sample may end in .json."""
    files = (folder / format_.name).glob("*")
    return sorted(p for p in files if p.suffix != ".json" and ".written." not in p.name)


def outcome(format_: Format, raw: bytes) -> bytes:
    """What reading gives, as indented JSON: records as the model has them, failures with place and reason."""
    assert format_.reader is not None
    found = [_as_json(one) for one in read(format_.reader(), io.BytesIO(raw))]
    return msgspec.json.format(b"[" + b",".join(found) + b"]", indent=1) + b"\n"


def _as_json(one: Record | ReadFailure) -> bytes:
    if isinstance(one, ReadFailure):
        return msgspec.json.encode({"failure": one.reason, "field": one.field, "position": one.position})
    return native.encode(one)


def written(format_: Format, records: list[Record]) -> bytes:
    """The records in this format."""
    assert format_.exporter is not None
    out = io.BytesIO()
    format_.exporter().write(records, out)
    return out.getvalue()


def model_record(name: str, folder: Path = FOLDER) -> Record:
    """The record "minimal" or "full" that each exporter must write."""
    return native.decode((folder / f"{name}.record.json").read_bytes())


def main(names: list[str]) -> int:
    """Write the expected files of the named formats, or of all."""
    for name in names or registry.names():
        format_ = registry.get(name)
        if format_.reader is not None:
            for path in samples(format_, FOLDER):
                path.with_name(path.name + ".json").write_bytes(outcome(format_, path.read_bytes()))
        if format_.exporter is not None and (FOLDER / name).is_dir():
            for which in WRITTEN:
                target = FOLDER / name / f"{which}.written.{format_.extension}"
                target.write_bytes(written(format_, [model_record(which)]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
