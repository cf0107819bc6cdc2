"""The long form of the faults: `python -m benchmarks.faults [--messages 2000] [--rounds 3] [--every 2]`.

A portal of its own under var/storm-long, two beats, four workers, an SMTP sink and a provider of texts that takes a
key. Each round kills a worker's child, a worker's whole group, Redis (which keeps nothing), PostgreSQL (immediate
stop), a beat, and suspends a worker for longer than its lease. Prints what arrived, beside what the portal says.
"""

import argparse
import json
import tempfile
from pathlib import Path

from tests.followups.faults.storm import storm


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--messages", type=int, default=2000)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--every", type=float, default=2)
    options.add_argument("--seconds", type=float, default=0.02, help="how long sink and provider take for one")
    given = options.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        storm(Path(folder), name="storm-long", seconds=given.seconds) as running,
    ):
        running.fill(due=given.messages, later=500)
        count = running.blow(due=given.messages, rounds=given.rounds, every=given.every, patience=900)
    print(json.dumps(count, indent=2))


if __name__ == "__main__":
    main()
