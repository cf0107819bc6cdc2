import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from audit import chain


class Command(BaseCommand):
    help = (
        "Verify the audit trail's hash chain; ends with 1 and the first bad link when it is not whole. "
        "Run as the owner of the database."
    )

    def add_arguments(self, parser):
        parser.add_argument("--anchor", type=Path, metavar="FILE", help="Anchors to hold the chain to, one a line.")

    def handle(self, *, anchor, **options):
        try:
            anchors = chain.read_anchors(anchor) if anchor else chain.kept_anchors()
        except (OSError, chain.AnchorsUnreadable) as error:
            raise CommandError(str(error)) from error
        check = chain.verify(anchors)
        looked_at = f"{check.links:,} links, {check.events:,} events, {check.anchors} anchors, {check.seconds:.1f} s"
        if check.is_whole:
            self.stdout.write(f"The trail is whole: {looked_at}.")
            return
        self.stdout.write(f"The trail is not whole: {looked_at}.")
        for fault in check.faults:
            link = "Without link" if fault["link"] is None else f"Link {fault['link']}"
            self.stdout.write(f"{link}: {fault['fault']}")
        sys.exit(1)
