from django.core.management.base import BaseCommand

from demo.factories.accounts import PASSWORD
from demo.sign_ins import SIGN_INS


class Command(BaseCommand):
    help = "Print where the demo runs and who can sign in."

    def add_arguments(self, parser):
        parser.add_argument("address")

    def handle(self, *, address, **options):
        lines = [f"\n  Reentry Portal: {address}\n", f"  Password for all: {PASSWORD}"]
        lines += [f"    {sign_in.email:<24} {sign_in.what}" for sign_in in SIGN_INS]
        lines += ["\n  Move the demo's clock a day: make clock DAYS=1     Stop: Ctrl-C\n"]
        self.stdout.write("\n".join(lines))
