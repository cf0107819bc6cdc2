"""The outbox for administrators: what waits, what went, what failed; pause, look at words, try them."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.db.models import Count, Max, Min
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from accounts.access import allow
from accounts.models import Role
from followups import actions, forms, words
from followups.models import ChannelPause, Message
from followups.views.team import for_someone
from reentry_portal import clock

PAGE = "followups:outbox"
State = Message.State


@allow(Role.ADMINISTRATOR)
@require_GET
def outbox(request):
    """One line for each channel, and what needs someone. Addresses and words of people are not shown."""
    paused = {row.channel: row for row in ChannelPause.objects.select_related("by")}
    now = clock.now()
    channels = [
        {
            "name": channel,
            "label": channel.label,
            "is_set_up": channel in settings.GATEWAYS,
            "paused": paused.get(channel),
            **_counts(channel, now),
        }
        for channel in Message.Channel
    ]
    return render(
        request,
        "followups/outbox.html",
        {"channels": channels, "failed": for_someone()[:50], "templates": words.templates(), "form": _test_form()},
    )


def _test_form():
    form = forms.TestForm()
    form.helper.form_action = reverse("followups:send-test")
    return form


def _counts(channel: str, now) -> dict:
    """Each from an index of its own: the table keeps years of messages."""
    of_channel = Message.objects.filter(channel=channel)
    waiting = of_channel.filter(state=State.QUEUED, due_at__lte=now).aggregate(n=Count("pk"), oldest=Min("due_at"))
    sent = of_channel.filter(state=State.SENT, sent_at__gt=now - timedelta(days=1)).aggregate(
        n=Count("pk"), last=Max("sent_at")
    )
    return {
        "waiting": waiting["n"],
        "oldest": waiting["oldest"],
        "later": of_channel.filter(state=State.QUEUED, due_at__gt=now).count(),
        "sending": of_channel.filter(state=State.CLAIMED).count(),
        "sent": sent["n"],
        "last": sent["last"],
        "failed": for_someone().filter(channel=channel, state=State.FAILED).count(),
        "unsure": for_someone().filter(channel=channel, state=State.UNSURE).count(),
    }


@allow(Role.ADMINISTRATOR)
@require_POST
def channel(request, name):
    """Pause a channel, or resume it."""
    if name not in Message.Channel.values:
        return redirect(PAGE)
    label = Message.Channel(name).label
    if "pause" in request.POST:
        actions.pause(channel=name, by=request.user)
        messages.success(request, f"{label} is paused. What is due waits.")
    else:
        actions.resume(channel=name)
        messages.success(request, f"{label} goes out again.")
    return redirect(PAGE)


@allow(Role.ADMINISTRATOR)
@require_GET
def preview(request, template):
    """A template's words in each of its languages, with made-up facts."""
    if template not in words.templates():
        raise Http404
    said = [
        (language, words.render(template, facts=words.SAMPLE, path="/", language=language, by_text=True))
        for language in words.LANGUAGES
        if words.file_of(template, language).exists()
    ]
    return render(request, "followups/preview.html", {"template": template, "said": said})


@allow(Role.ADMINISTRATOR)
@require_POST
def send_test(request):
    form = forms.TestForm(request.POST)
    if form.is_valid():
        actions.send_test(template=form.cleaned_data["template"], by=request.user)
        messages.success(request, f"It goes to {request.user.email} with the next ring.")
    return redirect(PAGE)
