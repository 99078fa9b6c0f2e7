"""How long `pinakes --help` and `import pinakes` take, beside a bare interpreter and Django's own command line."""

from __future__ import annotations

import resource
import subprocess
import sys

ROUNDS = 7


def cpu(*command: str) -> float:
    """CPU seconds of one run, the best of ROUNDS."""
    best = float("inf")
    for _ in range(ROUNDS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return best


def main() -> None:
    bare = cpu(sys.executable, "-c", "pass")
    rows = {
        "python -c pass": bare,
        "import pinakes": cpu(sys.executable, "-c", "import pinakes"),
        "pinakes --help": cpu(
            sys.executable, "-c", "import sys; from pinakes.cli.main import cli; cli(['--help'])"
        ),
        "django-admin help (peer)": cpu(sys.executable, "-m", "django", "help"),
    }
    for name, seconds in rows.items():
        print(f"{name:<26} {seconds * 1000:7.0f} ms CPU   {seconds / bare:5.1f} × bare")


if __name__ == "__main__":
    main()
