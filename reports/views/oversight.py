from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import allow
from reports import oversight as watch


@allow("supervisor", "administrator")
@require_GET
def oversight(request):
    """The week in figures: sign-ins, refusals, emergencies, exports, accounts, and whether the trail is whole."""
    found = watch.digest()
    context = {"digest": found, "changes": watch.account_changes(found.since), "shown": watch.SHOWN}
    return render(request, "reports/oversight.html", context)
