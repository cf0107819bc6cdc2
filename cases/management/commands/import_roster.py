from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from accounts import scope
from cases.models import RosterBatch, RosterRow
from cases.roster import batches
from reentry_portal import clock


def days_ahead(typed: str) -> int:
    if not typed.isdigit() or not 1 <= int(typed) <= 3650:
        raise ArgumentTypeError("a number of days from 1 to 3650")
    return int(typed)


class Command(BaseCommand):
    help = "Take in a roster: the department's fixed-width file (FAK930) or an extract in CSV. See docs/roster.md."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--format", choices=RosterBatch.Format.values, default="", help="Recognized when left out.")
        parser.add_argument("--as-of", type=date.fromisoformat, help="The day the file speaks of; today when left out.")
        parser.add_argument(
            "--within", type=days_ahead, default=365, help="Days ahead within which new people come in."
        )
        parser.add_argument("--confirm", default="", metavar="REASON", help="Apply in spite of quarantine, and why.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would change; change nothing.")

    def handle(self, *, file, format, as_of, within, confirm, dry_run, **options):
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        with file.open("rb") as content:
            stored = batches.store(iter(lambda: content.read(1 << 20), b""))
        with scope.acting_as(scope.worker):
            batch = batches.receive(
                file_name=file.name,
                stored_as=stored,
                format=format,
                as_of=as_of or clock.today(),
                within_days=within,
                by=None,
            )
        batches.work_through(only=batch, wait=True)
        self.show(batch, "Would change" if dry_run else "Changes")
        with scope.acting_as(scope.worker):
            batch.refresh_from_db()
            refusal = batch.refusal
            held = batch.state == RosterBatch.State.QUARANTINED and not confirm
            if dry_run:
                batch.delete()
            elif batch.state in RosterBatch.UNDECIDED and not held:
                batches.approve(batch, reason=confirm)
        if refusal:
            raise CommandError(f"Refused: {refusal}")
        if held and not dry_run:
            raise CommandError(
                "Quarantined: nothing was changed. A supervisor decides on the page Roster, or --confirm REASON here."
            )
        if not dry_run:
            batches.work_through(only=batch, wait=True)
            self.stdout.write("Done.")

    def show(self, batch, verb):
        with scope.acting_as(scope.worker):
            batch.refresh_from_db()
        counts = batch.counts
        lines = [f"{batch.lines_read:,} lines read, {counts.get('people', 0):,} people concerned."]
        lines += [f"  {count:>9,}  {reason}" for reason, count in sorted(batch.skipped.items())]
        if counts.get("set_aside"):
            lines.append(f"  {counts['set_aside']:>9,}  set aside as faulty")
        lines.append(f"{verb}:")
        changes = [(kind.label, counts.get(kind, 0)) for kind in RosterRow.Kind]
        lines += [f"  {count:>9,}  {label}" for label, count in changes if count] or ["          nothing"]
        lines += [f"  Code not known here: {what} ({count})" for what, count in counts.get("unmapped", {}).items()]
        lines += [f"In doubt: {doubt}" for doubt in batch.doubts]
        if batch.state != RosterBatch.State.REFUSED:
            self.stdout.write("\n".join(lines))
