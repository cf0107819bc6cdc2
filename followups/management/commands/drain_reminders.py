from django.core.management.base import BaseCommand

from followups.tasks import look_after


class Command(BaseCommand):
    help = "Open what is due and send the reminders that wait, without Celery."

    def handle(self, **options):
        done = look_after()
        self.stdout.write(", ".join(f"{count} {what}" for what, count in sorted(done.items())) or "Nothing was due.")
