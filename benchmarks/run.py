"""Our pages beside the floor, on the same data and base template, in interleaved rounds; what counts is the ratio.

    python -m benchmarks.run [seed] [goal] [--rounds 3] [--seconds 2] [--keep]

Makes a database for each scale on the server that DATABASE_URL names (or on the bundled one), fills it, starts two
gunicorn workers for ours and two for the floor, and measures every cell in turn. Writes var/bench/results.json and
prints the table for benchmarks/RESULTS.md. See performance.md 5 and 6 for the goals and the method.
"""

import argparse
import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
CELLS = {  # name: (floor cell, most times the floor, most statements)
    "1 list": ("F5", 1.5, 8),
    "2 list, narrowed": ("F5", 1.5, 8),
    "3 list, deep": ("F5", 1.65, 8),
    "4 search as you type": ("F5", 1.2, 6),
    "5 search, misspelled": ("F5", 1.7, 6),
    "6 search in notes": ("F5", 2, 7),
    "7 person": ("FD", 1.8, 14),
    "7 person, from the list": ("FD", 1.8, 14),
    "8 open a case": ("FW", 3, 16),
    "9 add a note": ("FW", 2, 10),
    "10 my day, everyone": ("F5", 1.2, 12),
    "11 CSV of 20,000": ("FC", 3, 5),
}


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("scales", nargs="*", default=["seed", "goal"])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--keep", action="store_true", help="Use the databases of the last run.")
    asked = parser.parse_args()
    os.environ.setdefault("PORTAL_MODE", "test")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reentry_portal.settings")
    if not os.environ.get("DATABASE_URL"):
        sys.path.insert(0, str(ROOT))
        from reentry_portal.embedded import servers

        with servers(ROOT / "var", name="bench", durable=False) as urls:
            return subprocess.run(
                [sys.executable, "-m", "benchmarks.run", *sys.argv[1:]], env=os.environ | urls
            ).returncode
    results = {scale: prepare(scale, keep=asked.keep) for scale in asked.scales}
    for round_number in range(asked.rounds):
        for scale in asked.scales:
            print(f"Round {round_number + 1}, {scale}", file=sys.stderr)
            measure(scale, results[scale], asked.seconds)
    for scale in asked.scales:
        mix_and_memory(scale, results[scale], asked.seconds)
    folder = ROOT / "var" / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "results.json").write_text(json.dumps(results, indent=1))
    print(table(results))
    return 0


def database_of(scale: str) -> str:
    return f"{os.environ['DATABASE_URL'].rsplit('/', 1)[0]}/bench_{scale}"


def prepare(scale: str, *, keep: bool) -> dict:
    """Make and fill the database of a scale, and write down what the cells ask for."""
    env = os.environ | {"DATABASE_URL": database_of(scale)}
    if not keep:
        import psycopg2

        server = psycopg2.connect(os.environ["DATABASE_URL"])
        server.autocommit = True
        with server.cursor() as cursor:
            cursor.execute(f"drop database if exists bench_{scale} with (force)")
            cursor.execute(f"create database bench_{scale}")
        server.close()
        subprocess.run([sys.executable, "manage.py", "migrate", "-v", "0"], env=env, cwd=ROOT, check=True)
        subprocess.run([sys.executable, "-m", "benchmarks.datagen", scale], env=env, cwd=ROOT, check=True)
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.asks"], env=env, cwd=ROOT, check=True, capture_output=True, text=True
    )
    return {"asks": json.loads(told.stdout), "cells": {}}


class Gunicorn:
    """Two sync workers of a settings module on a free port."""

    def __init__(self, scale: str, settings: str):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        env = os.environ | {"DATABASE_URL": database_of(scale), "DJANGO_SETTINGS_MODULE": settings, "PORTAL_DEBUG": ""}
        command = [
            "-m",
            "gunicorn",
            "reentry_portal.wsgi",
            "-w",
            "2",
            "-b",
            f"127.0.0.1:{self.port}",
            "--log-level",
            "error",
        ]
        self.process = subprocess.Popen([sys.executable, *command], env=env, cwd=ROOT)

    def __enter__(self):
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return self
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.1)
        raise RuntimeError("gunicorn did not start")

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def memory(self) -> int:
        """Resident megabytes of the largest worker."""
        workers = subprocess.run(["pgrep", "-P", str(self.process.pid)], capture_output=True, text=True).stdout.split()
        sizes = [Path(f"/proc/{pid}/status").read_text().split("VmRSS:")[1].split()[0] for pid in workers]
        return max(int(size) for size in sizes) // 1024


def asks_of(told: dict, name: str) -> list:
    from benchmarks.load import Ask

    return [Ask(**{**ask, "status": tuple(ask.get("status", (200,)))}) for ask in told[name]]


def measure(scale: str, result: dict, seconds: float) -> None:
    from benchmarks.load import run

    told = result["asks"]
    with Gunicorn(scale, "reentry_portal.settings") as ours, Gunicorn(scale, "benchmarks.floor_settings") as floor:
        once = {"cookies": told["cookies"], "csrf": told["csrf"]}
        for port, asks in ((floor.port, asks_of(told["floor"], "F5")), (ours.port, asks_of(told["ours"], "1 list"))):
            run(port, asks, **once, at_once=8, seconds=3)  # a worker's first page loads the portal
        for name in [*dict.fromkeys(floor_cell for floor_cell, *_ in CELLS.values()), *CELLS]:
            port = floor.port if name in told["floor"] else ours.port
            asks = asks_of(told["floor"] if name in told["floor"] else told["ours"], name)
            cell = result["cells"].setdefault(
                name, {"p50": [], "p95": [], "rate": [], "faults": [], "bytes": 0, "turn": 0}
            )
            warm = run(port, asks, **once, seconds=seconds / 2, turn=cell["turn"])
            alone = run(port, asks, **once, seconds=seconds, turn=warm.turn)
            eight = run(port, asks, **once, at_once=8, seconds=seconds, turn=alone.turn)
            cell["turn"] = eight.turn
            cell["p50"].append(alone.p50)
            cell["p95"].append(alone.p95)
            cell["rate"].append(eight.rate)
            cell["bytes"] = alone.bytes
            cell["faults"] += [*alone.faults, *eight.faults][:3]


def mix_and_memory(scale: str, result: dict, seconds: float) -> None:
    """Rows 12 and 13: eight at once over a mix, and the worker's memory after 2,000 requests."""
    from benchmarks.load import run

    told = result["asks"]
    once = {"cookies": told["cookies"], "csrf": told["csrf"]}
    lists = asks_of(told["ours"], "1 list") + asks_of(told["ours"], "2 list, narrowed")
    person, search = asks_of(told["ours"], "7 person"), asks_of(told["ours"], "4 search as you type")
    mixed = [*lists[:5] * 2, *person[:5], *search[:3], *asks_of(told["ours"], "9 add a note")[:2]]
    with Gunicorn(scale, "reentry_portal.settings") as ours, Gunicorn(scale, "benchmarks.floor_settings") as floor:
        run(ours.port, mixed, **once, at_once=8, seconds=seconds)
        before = ours.memory()
        asked, mix = 0, None
        while asked < 2000:
            mix = run(ours.port, mixed, **once, at_once=8, seconds=seconds)
            asked += len(mix.times)
        base = run(floor.port, asks_of(told["floor"], "F5"), **once, at_once=8, seconds=seconds)
        result["mix"] = {
            "rate_to_floor": round(mix.rate / base.rate, 2),
            "p95_to_p50": round(mix.p95 / mix.p50, 2),
            "faults": mix.faults[:3],
            "memory_mb": ours.memory(),
            "drift": round(ours.memory() / before - 1, 3),
        }


def table(results: dict) -> str:
    """Medians of the rounds, as one table in Markdown."""
    lines = [
        "| cell | statements (goal) | × floor (goal) | p50 ms | p95 ms | KB | growth 19k → 190k |",
        "|---|---|---|---|---|---|---|",
    ]
    last = list(results)[-1]
    for name, (floor_cell, most, statements) in CELLS.items():
        cell, base = results[last]["cells"][name], results[last]["cells"][floor_cell]
        ratio = median(one / other for one, other in zip(cell["p50"], base["p50"], strict=True))
        first = results[next(iter(results))]["cells"][name]
        growth = median(cell["p50"]) / median(first["p50"]) if len(results) > 1 else 1
        used = results[last]["asks"]["statements"].get(name, "")
        fault = " FAULT" if cell["faults"] else ""
        lines.append(
            f"| {name}{fault} | {used} ({statements}) | {ratio:.2f} {floor_cell} ({most}) | {median(cell['p50']):.1f} "
            f"| {median(cell['p95']):.1f} | {cell['bytes'] / 1024:.0f} | {growth:.2f} |"
        )
    mix = results[last]["mix"]
    lines.append("")
    lines.append(f"Mix, 8 at once: {mix}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
