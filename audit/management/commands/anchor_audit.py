from django.core.management.base import BaseCommand

from audit import chain


class Command(BaseCommand):
    help = (
        "Write the audit trail's last link down outside the database: number, time, hash. Printed, appended to "
        "AUDIT_ANCHOR_FILE and mailed to OVERSIGHT_ADDRESS. Run as the owner of the database."
    )

    def handle(self, **options):
        link = chain.anchor()
        self.stdout.write(str(link) if link else "Nothing was recorded yet.")
