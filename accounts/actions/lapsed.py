from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from reentry_portal import clock

UNUSED_DAYS = 90


@transaction.atomic
def close_lapsed_accounts() -> int:
    """Close accounts that nobody used for 90 days (CJIS 5.9.5 AC-2(3)); returns how many."""
    limit = clock.now() - timedelta(days=UNUSED_DAYS)
    unused = Q(last_login__lt=limit) | Q(last_login=None, joined_at__lt=limit)
    return User.objects.filter(unused, is_active=True).update(is_active=False)
