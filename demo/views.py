from django.conf import settings
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import EVERYONE, allow
from demo.mailbox import letters

SHOWN = 50


@allow(EVERYONE)
@require_GET
def mail(request):
    """The mail that the demo sent to whoever is signed in; an administrator reads all of it."""
    shown = [
        {
            "subject": letter["Subject"],
            "to": letter["To"],
            "at": letter["Date"],
            "text": letter.get_body(("plain",)).get_content(),
        }
        for letter in letters(settings.MAIL_DIR)
        if request.user.role == "administrator" or request.user.email in letter["To"]
    ]
    texts = _texts() if request.user.role == "administrator" else []
    return render(request, "demo/mail.html", {"letters": shown[:SHOWN], "texts": texts})


def _texts() -> list[dict]:
    """Texts to people, newest first, as the console gateway keeps them."""
    if not settings.TEXTS_FILE.exists():
        return []
    lines = reversed(settings.TEXTS_FILE.read_text().splitlines()[-SHOWN:])
    return [dict(zip(("key", "to", "text"), line.split("\t"), strict=True)) for line in lines]
