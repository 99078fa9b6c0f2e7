"""Several browsers at once: no entry is lost, none is there twice, whatever the database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pinakes import conf

SCRIPT = """
import json, sys, threading, uuid
from pathlib import Path
from pinakes import conf
home = Path(sys.argv[1])
conf.migrate(home, people=True)
from django.contrib.auth import get_user_model
from django.db import connections
from django.test import Client
from pinakes.lists.models import ListEntry, ReaderList
sys.path.insert(0, sys.argv[2])
from web_catalogue import catalogue_of, sample
catalogue = catalogue_of(sample()[:60])
conf.use_catalogue(catalogue)
ids = [s.id for s in catalogue.store.changes(0, limit=100)][:16]
reader = get_user_model().objects.create_user(uuid.uuid4().hex)
made = ReaderList.objects.create(owner=reader, title="x")
statuses = []

def browser(number):
    client = Client(SERVER_NAME="localhost")
    client.force_login(reader)
    for at, record_id in enumerate(ids):
        form = {"id": record_id, "list": made.public_id}
        answers = [client.post("/lists/save", form)]
        if at % 4 == number:
            answers.append(client.post(made.address + "/act", {"one": "up " + record_id}))
            answers.append(client.post("/bag/add", {"id": record_id}))
            answers.append(client.post(made.address + "/act", {"do": "label.on", "label": "a B", "id": ids}))
        statuses.extend(a.status_code for a in answers)
    connections.close_all()

threads = [threading.Thread(target=browser, args=(n,)) for n in range(4)]
for t in threads: t.start()
for t in threads: t.join()
entries = list(made.entries.all())
bag = ListEntry.objects.filter(reader_list__owner=reader, reader_list__kind="bag")
print(json.dumps({
    "statuses": sorted(set(statuses)),
    "missing": sorted(set(ids) - {e.record_id for e in entries}),
    "entries": len(entries),
    "positions": len({e.position for e in entries}),
    "bag": bag.count(),
    "labels": sorted({(e.record_id, x.folded) for e in entries for x in e.labels.all()}).__len__(),
    "all_labels": sum(e.labels.count() for e in entries),
}))
"""


@pytest.mark.slow
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_four_browsers_fill_and_order_one_list(tmp_path: Path, database: str) -> None:
    url = os.environ.get("PINAKES_TEST_POSTGRESQL", "")
    if database == "postgresql" and not url:
        pytest.skip("PINAKES_TEST_POSTGRESQL names no database (postgresql://USER@HOST/NAME)")
    (tmp_path / conf.FILE).write_text(f'[store]\ndatabase = "{url}"\n' if database == "postgresql" else "")
    environment = os.environ | {"PINAKES_HOME": str(tmp_path), conf.APPS_VARIABLE: "all"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    web = str(Path(__file__).parent.parent / "web")
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path), web],
        env=environment, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr[-3000:]
    found = json.loads(ran.stdout.splitlines()[-1])
    assert found == {
        "statuses": [302], "missing": [], "entries": 16, "positions": 16, "bag": 16,
        "labels": found["all_labels"], "all_labels": found["all_labels"],
    }  # fmt: skip
