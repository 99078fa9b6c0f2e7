"""`pinakes harvest`, `pinakes sources` and what `pinakes check` says of sources, as people call them."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pinakes.cli.init import make_catalogue
from pinakes.testing.loopback import Loopback, loopback

Run = Callable[..., "subprocess.CompletedProcess[str]"]
MARCXML = (
    '<record xmlns="http://www.loc.gov/MARC21/slim"><leader>00000nam a2200000 a 4500</leader>'
    '<datafield tag="245" ind1="0" ind2="0"><subfield code="a">Work {}</subfield></datafield></record>'
)


def repository(path: str, p: dict[str, str]) -> bytes:
    inside = {
        "Identify": "<Identify><repositoryName>Harbour library</repositoryName>"
        "<granularity>YYYY-MM-DD</granularity></Identify>",
        "ListMetadataFormats": "<ListMetadataFormats><metadataFormat><metadataPrefix>marcxml</metadataPrefix>"
        "</metadataFormat></ListMetadataFormats>",
        "ListSets": "<ListSets><set><setSpec>maps</setSpec><setName>Maps</setName></set></ListSets>",
    }.get(p["verb"])
    if inside is None:
        records = "".join(
            f"<record><header><identifier>h:{n}</identifier><datestamp>2026-01-01</datestamp></header>"
            f"<metadata>{MARCXML.format(n)}</metadata></record>"
            for n in range(3)
        )
        inside = f"<ListRecords>{records}</ListRecords>"
    return (
        '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2026-02-01T00:00:00Z</responseDate>'
        f"{inside}</OAI-PMH>"
    ).encode()


@pytest.fixture
def server() -> Iterator[Loopback]:
    with loopback(repository) as found:
        yield found


@pytest.fixture
def home(tmp_path: Path, server: Loopback, django_db_blocker) -> Path:
    with django_db_blocker.unblock():
        make_catalogue(tmp_path / "catalogue", name="Test")
    folder = tmp_path / "catalogue"
    with (folder / "pinakes.toml").open("a") as settings:
        settings.write(
            f'\n[sources.harbour]\nkind = "oai-pmh"\nurl = "{server.url}/oai"\nprefix = "marcxml"\n'
            'label = "The harbour library"\n'
            '[sources.closed]\nkind = "oai-pmh"\nurl = "http://127.0.0.1:1/oai"\nenabled = false\n'
        )
    return folder


def command(home: Path, *arguments: str) -> list[str]:
    # Without the pauses between attempts, which are meant for servers that come back.
    code = "from pinakes.sources import http; http.ATTEMPTS = 1; from pinakes.cli.main import main; main()"
    return [sys.executable, "-c", code, "-C", str(home), *arguments]


@pytest.fixture
def pinakes(home: Path) -> Run:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command(home, *arguments), capture_output=True, text=True, check=False, timeout=60
        )

    return run


def test_a_harvest_fetches_what_is_enabled_and_its_records_are_found(pinakes: Run) -> None:
    done = pinakes("harvest", "--json")
    assert done.returncode == 0, done.stderr
    assert "The harbour library" in done.stderr
    summary = json.loads(done.stdout)
    assert (summary["source"], summary["added"]) == ("harbour", 3)
    assert json.loads(pinakes("search", "work", "--json").stdout)["total"] == 3
    listed = {row["name"]: row for row in json.loads(pinakes("sources", "--json").stdout)}
    assert (listed["harbour"]["records"], listed["closed"]["records"]) == (3, 0)
    assert "3 added" in listed["harbour"]["last"]
    assert "never" in listed["closed"]["last"]


def test_a_source_can_be_asked_what_it_offers(pinakes: Run) -> None:
    told = pinakes("sources", "harbour").stdout
    assert "Harbour library" in told
    assert "marcxml" in told
    assert "maps  Maps" in told


def test_an_unknown_source_names_those_that_there_are(pinakes: Run) -> None:
    done = pinakes("harvest", "nowhere")
    assert done.returncode == 1
    assert "harbour, closed" in done.stderr


def test_a_wrong_setting_of_a_source_is_said_in_a_sentence(pinakes: Run, home: Path) -> None:
    with (home / "pinakes.toml").open("a") as settings:
        settings.write('[sources.wrong]\nkind = "oai-pmh"\nurl = "x"\nprefixes = "y"\n')
    done = pinakes("sources")
    assert done.returncode == 1
    assert "prefixes" in done.stderr
    assert "[sources.NAME]" in done.stderr


def test_check_says_which_sources_answer(pinakes: Run) -> None:
    told = pinakes("check").stdout
    assert "source harbour: it answers" in told
    assert "source closed" in told
    assert "refused" in told


def test_every_goes_on_until_it_is_stopped(home: Path, server: Loopback) -> None:
    process = subprocess.Popen(
        command(home, "harvest", "--every", "1s"), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    until = time.monotonic() + 60
    while sum(p["verb"] == "ListRecords" for p in server.parameters()) < 2:
        assert time.monotonic() < until
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode == 130
