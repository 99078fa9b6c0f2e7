"""Rules of the house that no other tool checks."""

from __future__ import annotations

import ast
import os
import re
import resource
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "pinakes"
PURE = ("records", "formats", "query", "discovery", "ingest")
LONGEST = 500
"""Lines of a file; 100 to 300 is what we aim at. Suites of tests in ``testing`` may be longer."""


def cpu_seconds(code: str) -> float:
    """CPU time of a fresh interpreter that runs ``code``: the best of five, so that a busy machine does not matter."""
    best = float("inf")
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return best


def modules_after(code: str) -> set[str]:
    """The top-level modules that a fresh interpreter holds after ``code``."""
    code += "; import sys; print(*sorted({m.partition('.')[0] for m in sys.modules}))"
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, env=environment
    )
    return set(done.stdout.split())


def tracked() -> list[Path]:
    """The files of the repository."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_help_takes_less_than_three_tenths_of_a_second() -> None:
    bare = cpu_seconds("pass")
    shown = cpu_seconds(
        "import sys; sys.argv = ['pinakes', '--help']; from pinakes.cli.main import main; main()"
    )
    assert shown < 0.3 or shown - bare < 0.2


def test_importing_pinakes_costs_nothing() -> None:
    assert cpu_seconds("import pinakes") - cpu_seconds("pass") < 0.02
    assert not modules_after("import pinakes") & {"django", "msgspec", "click", "lxml", "tantivy"}


@pytest.mark.parametrize("rank", PURE)
def test_pure_ranks_load_neither_django_nor_an_engine(rank: str) -> None:
    code = (
        f"import importlib, pkgutil, pinakes.{rank} as r; "
        "[importlib.import_module(m.name) for m in pkgutil.walk_packages(r.__path__, r.__name__ + '.')]"
    )
    assert not modules_after(code) & {"django", "tantivy", "granian", "jinja2"}


@pytest.mark.parametrize("file", sorted(SOURCE.rglob("*.py")), ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_module_says_what_it_holds_and_can_be_read_in_one_go(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    migration = "migrations" in file.parts
    assert migration or ast.get_docstring(ast.parse(text)), "the first line of a module says what it holds"
    assert len(text.splitlines()) <= LONGEST or "testing" in file.parts, "cut it by what it holds"
    assert file.stem not in {"utils", "helpers", "common", "manager", "misc"}


def test_nothing_committed_names_a_machine_or_a_registry() -> None:
    told = re.compile(
        rb"/home/[a-z]|/root/|/work/|(?<![\w/])/tmp/\w|files\.pythonhosted\.org|//pypi\.org/simple|index-url[ =]http"
    )
    allowed = {"tests/test_house.py"}
    found = [
        str(file.relative_to(ROOT))
        for file in tracked()
        if str(file.relative_to(ROOT)) not in allowed and told.search(file.read_bytes())
    ]
    assert found == []


def test_the_recipes_call_what_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    modules = {m.replace(".", "/") + ".py" for m in re.findall(r"python -m (pinakes[\w.]+)", makefile)}
    programs = set(re.findall(r"python ((?:benchmarks|tools)/\w+\.py)", makefile))
    missing = [m for m in modules if not (ROOT / "src" / m).exists()]
    assert [*missing, *(p for p in programs if not (ROOT / p).exists())] == []
