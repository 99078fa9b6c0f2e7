"""`pinakes convert` and `pinakes formats`: without a catalogue."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import zipfile
from pathlib import Path

from pinakes.formats import registry

GOOD = b"TY  - JOUR\nTI  - One\nAU  - Rigby, Amy\nT2  - Lungs\nER  - \n"
BAD = b"TY  - JOUR\nAU  - Nobody\nER  - \n"


def run(folder: Path, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", "from pinakes.cli.main import main; main()", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, cwd=folder, check=False)


def test_standard_input_goes_to_standard_output_and_the_summary_beside_it(tmp_path: Path) -> None:
    done = run(tmp_path, "convert", "-", "--to", "bibtex", stdin=GOOD)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(b"@article{rigby")
    assert b"written              1" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_what_was_rejected_lies_beside_the_output_and_can_be_converted_again(tmp_path: Path) -> None:
    (tmp_path / "in.ris").write_bytes(GOOD + BAD + GOOD)
    done = run(tmp_path, "convert", "in.ris", "--to", "csl-json", "-o", "out.json", "--json", "--strict")
    summary = json.loads(done.stdout)
    assert (summary["read"], summary["written"], summary["rejected"]) == (3, 2, 1)
    assert done.returncode == 3
    assert len(json.loads((tmp_path / "out.json").read_bytes())) == 2
    line = json.loads((tmp_path / "out.json.rejects.jsonl").read_bytes())
    assert line["position"] == 2
    assert "title" in line["reason"]
    again = run(tmp_path, "convert", "out.json.rejects.jsonl", "--to", "ris", "-o", "again.ris", "--json")
    assert json.loads(again.stdout)["rejected"] == 1


def test_a_second_run_without_rejects_leaves_none_of_the_first(tmp_path: Path) -> None:
    (tmp_path / "in.ris").write_bytes(BAD)
    run(tmp_path, "convert", "in.ris", "--to", "ris", "-o", "out.ris")
    (tmp_path / "in.ris").write_bytes(GOOD)
    run(tmp_path, "convert", "in.ris", "--to", "ris", "-o", "out.ris")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in.ris", "out.ris"]


def test_archives_are_opened_and_hostile_members_named_and_left_alone(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as archive:
        archive.writestr("a.ris", GOOD)
        archive.writestr("../b.ris", GOOD)
        archive.writestr("c.ris.gz", gzip.compress(GOOD))
    done = run(tmp_path, "convert", "in.zip", "--to", "ris", "-o", "out.ris", "--json")
    summary = json.loads(done.stdout)
    assert (summary["written"], summary["rejected"]) == (2, 1)
    assert not (tmp_path.parent / "b.ris").exists()


def test_one_record_that_marc_can_not_hold_costs_only_itself(tmp_path: Path) -> None:
    many = b"TY  - JOUR\nTI  - Many\n" + b"".join(b"KW  - k%d\n" % n for n in range(8_100)) + b"ER  - \n"
    (tmp_path / "in.ris").write_bytes(GOOD + many + GOOD)
    done = run(tmp_path, "convert", "in.ris", "--to", "marc", "-o", "out.mrc", "--json")
    summary = json.loads(done.stdout)
    assert (summary["written"], summary["rejected"]) == (2, 1)
    assert (tmp_path / "out.mrc").read_bytes().count(b"\x1d") == 2


def test_a_format_that_is_not_written_is_one_sentence(tmp_path: Path) -> None:
    done = run(tmp_path, "convert", "-", "--to", "nbib", stdin=GOOD)
    assert done.returncode == 1
    assert done.stderr.startswith(b"pinakes: The format 'nbib' is read but not written.")


def test_the_list_of_formats_says_what_each_can_do(tmp_path: Path) -> None:
    rows = {row["name"]: row for row in json.loads(run(tmp_path, "formats", "--json").stdout)}
    assert set(rows) == set(registry.names())
    assert rows["ris"] == {
        "name": "ris",
        "label": "RIS",
        "reads": True,
        "writes": True,
        "media_type": "application/x-research-info-systems",
        "extension": "ris",
    }
    assert not rows["nbib"]["writes"]
    assert b"application/x-bibtex" in run(tmp_path, "formats").stdout
