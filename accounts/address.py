"""Where a request comes from, for the trail."""

import ipaddress

from django.conf import settings


def address_of(request) -> str:
    """The caller's IP address; empty when it is not known.

    In production our own proxy stands in between and writes whom it heard as the last entry of X-Forwarded-For; what
    stands before that is the caller's word and does not count. Without a proxy the header counts for nothing.
    """
    told = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.BEHIND_PROXY else ""
    address = told.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
    try:
        return str(ipaddress.ip_address(address))
    except ValueError:
        return ""
