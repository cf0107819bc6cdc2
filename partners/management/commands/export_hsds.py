from pathlib import Path

from django.core.management.base import BaseCommand

from accounts import scope
from partners.hsds.exporting import write_package


class Command(BaseCommand):
    help = "Write the directory in the Open Referral form (HSDS 3): CSV files and datapackage.json in a folder."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)

    def handle(self, *, folder, **options):
        with scope.acting_as(scope.worker):
            counts = write_package(folder)
        self.stdout.write("\n".join(f"{count:>9,}  {table}" for table, count in counts.items()))
