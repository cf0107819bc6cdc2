from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand

from demo import rosters
from reentry_portal import clock


class Command(BaseCommand):
    help = "Write a synthetic roster file, of any size, in either format. Everyone in it is invented."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--format", choices=["fak930", "csv"], default="fak930")
        parser.add_argument("--lines", type=int, default=1000)
        parser.add_argument("--seed", type=int, default=2026)
        parser.add_argument("--as-of", type=date.fromisoformat)
        parser.add_argument("--faults", type=float, default=0.0, help="Share of lines that cannot be read, 0 to 1.")

    def handle(self, *, file, format, lines, seed, as_of, faults, **options):
        write = rosters.write_fak930 if format == "fak930" else rosters.write_extract
        with file.open("wb") as out:
            write(out, lines=lines, seed=seed, as_of=as_of or clock.today(), faults=faults)
        self.stdout.write(f"Wrote {lines:,} lines to {file}.")
