"""The trail says where a look came from: the caller, not our own proxy, and not what the caller claims."""

import pytest
from django.test import RequestFactory

from accounts.address import address_of

PROXY = "172.18.0.5"


@pytest.mark.parametrize(
    ("behind_proxy", "header", "address"),
    [
        (True, "203.0.113.9", "203.0.113.9"),
        (True, "10.0.0.1, 203.0.113.9", "203.0.113.9"),
        (True, "2001:db8::7", "2001:db8::7"),
        (True, "", PROXY),
        (True, "nonsense", ""),
        (False, "203.0.113.9", PROXY),
    ],
)
def test_whom_the_proxy_heard(settings, behind_proxy, header, address):
    settings.BEHIND_PROXY = behind_proxy
    assert address_of(RequestFactory().get("/", REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR=header)) == address
