"""`pinakes alerts` as a process: its report, and what happens when it is killed in the middle of its mails."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from smtp_loopback import MailServer, mail_server

from pinakes import conf

READERS = 10
PREPARE = """
import sys
from pathlib import Path
from pinakes import conf
home = Path(sys.argv[1])
conf.migrate(home, people=True)
from datetime import timedelta
from django.utils import timezone
from pinakes.accounts.models import Reader
from pinakes.alerts import saving
from pinakes.alerts.models import SavedSearch
from pinakes.discovery.state import SearchState
for n in range(int(sys.argv[2])):
    reader = Reader.objects.create(username=f"r{n}", email=f"r{n}@example.org")
    saving.save(reader, SearchState(q="lungs"), name="Lungs", frequency="daily", origin="https://c.example.org")
SavedSearch.objects.update(checked=timezone.now() - timedelta(days=2))
"""
LONG_AGO = """
from datetime import timedelta
from django.utils import timezone
from pinakes.alerts.models import AlertMail
AlertMail.objects.filter(state="sending").update(changed=timezone.now() - timedelta(hours=1))
"""


def command(home: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-c", "from pinakes.cli.main import main; main()", "-C", str(home), *arguments]


def environment() -> dict[str, str]:
    return {
        k: v
        for k, v in os.environ.items()
        if k not in ("DJANGO_SETTINGS_MODULE", "PINAKES_APPS", "PINAKES_HOME")
    }


def alerts(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(home, "alerts", *arguments), capture_output=True, text=True, env=environment(), check=False
    )


def state(home: Path, statement: str) -> None:
    subprocess.run(
        [sys.executable, "-c", f"import sys; from pathlib import Path; from pinakes import conf; "
         f"conf.set_up_django(Path(sys.argv[1]), people=True)\n{statement}", str(home)],
        env=environment(), check=True,
    )  # fmt: skip


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue with readers who want mails, and a new record for all of them."""
    folder = tmp_path_factory.mktemp("alerts")
    made, file = folder / "catalogue", folder / "new.ris"
    file.write_text("TY  - BOOK\nID  - 1\nTI  - A new book of lungs\nER  - \n", encoding="utf-8")
    run = {"check": True, "capture_output": True, "env": environment()}
    subprocess.run(command(made, "init", str(made)), **run)  # type: ignore[call-overload]
    subprocess.run([sys.executable, "-c", PREPARE, str(made), str(READERS)], **run)  # type: ignore[call-overload]
    subprocess.run(command(made, "import", str(file)), **run)  # type: ignore[call-overload]
    return made


@pytest.fixture
def home(prepared: Path, tmp_path: Path) -> Path:
    """A copy of its own for each test."""
    shutil.copytree(prepared, tmp_path / "catalogue")
    return tmp_path / "catalogue"


def use(home: Path, server: MailServer) -> None:
    (home / conf.FILE).write_text(
        f'[mail]\nsender = "catalogue@example.org"\nhost = "127.0.0.1"\nport = {server.port}\n',
        encoding="utf-8",
    )


@pytest.mark.slow
def test_killed_in_the_middle_it_sends_no_mail_twice_and_loses_none_unsaid(home: Path) -> None:
    with mail_server(pause=0.1) as server:
        use(home, server)
        kills = 0
        for wanted in (2, 5):
            process = subprocess.Popen(command(home, "alerts"), env=environment(), stdout=subprocess.DEVNULL)
            server.wait_for(wanted)
            process.send_signal(signal.SIGKILL)
            process.wait()
            kills += 1
        server.pause = 0.0
        last = json.loads(alerts(home, "--json").stdout)
        received = Counter(str(m["To"]) for m in server.taken)
        assert set(received.values()) == {1}
        assert len({m["Message-ID"] for m in server.taken}) == len(server.taken)
        # What was on its way at a kill is neither sent again nor forgotten.
        assert last["elsewhere"] <= kills
        assert len(received) + last["elsewhere"] >= READERS
        assert last["sent"] + last["elsewhere"] == last["due"]
        state(home, LONG_AGO)
        told = alerts(home)
        assert told.stdout.count("was being sent when a run ended") == last["elsewhere"] + bool(
            last["elsewhere"]
        )
        assert told.returncode == (4 if last["elsewhere"] else 0)
        assert set(Counter(str(m["To"]) for m in server.taken).values()) == {1}


def test_two_runs_at_once_send_each_mail_once(home: Path) -> None:
    with mail_server(pause=0.05) as server:
        use(home, server)
        runs = [
            subprocess.Popen(command(home, "alerts", "--json"), env=environment(), stdout=subprocess.PIPE)
            for _ in range(2)
        ]
        reports = [json.loads(run.communicate()[0]) for run in runs]
        assert Counter(str(m["To"]) for m in server.taken) == {f"r{n}@example.org": 1 for n in range(READERS)}
        assert sum(report["sent"] for report in reports) == READERS


def test_the_report_says_what_was_done_and_a_dry_run_does_nothing(home: Path) -> None:
    dry = alerts(home, "--dry-run")
    assert dry.stdout.splitlines()[-1] == f"Due: {READERS}; {READERS} would be sent."
    assert not (home / "mail").exists()
    sent = json.loads(alerts(home, "--json").stdout)
    assert (sent["due"], sent["sent"], sent["searches"][0]["hits"]) == (READERS, READERS, 1)
    # Without a mail server the mails lie in the catalogue's folder.
    text = "".join(f.read_text(encoding="utf-8") for f in (home / "mail").iterdir())
    assert text.count("List-Unsubscribe-Post: List-Unsubscribe=One-Click") == READERS
    assert alerts(home, "--all").stdout.splitlines()[-1] == f"Due: {READERS}; {READERS} nothing new."


def test_a_server_that_is_not_there_loses_nothing(home: Path) -> None:
    with mail_server() as server:
        use(home, server)
    failed = alerts(home)
    assert failed.returncode == 4
    assert f"{READERS} failed, will be tried again" in failed.stdout
    with mail_server() as server:
        use(home, server)
        assert alerts(home).stdout.splitlines()[-1] == f"Due: {READERS}; {READERS} sent."
        assert len(server.taken) == READERS


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[alerts]\nat = "6:30"\n', "a time like"),
        ('[server]\naddress = "catalogue.example.org"\n', "https://"),
    ],
)
def test_settings_that_can_not_be_stop_the_start(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / conf.FILE).write_text(text, encoding="utf-8")
    done = alerts(tmp_path)
    assert done.returncode == 1
    assert told in done.stderr
