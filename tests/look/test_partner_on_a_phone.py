"""What an organization keeps up to date itself can be kept on a phone: nothing to touch is lower than 44 px."""

import pytest
from django.urls import reverse

from tests.look.conftest import OWN_CHECKS
from tests.look.scene import addresses
from tests.look.test_every_page_looks_right import SMALLEST

pytestmark = pytest.mark.django_db

LOW = """() => [...document.querySelectorAll(
    "main :is(.usa-button, form a, label:has(+ *), label[class*=__label], input, select, textarea)"
)].filter((element) => {
    const box = element.getBoundingClientRect();
    const touched = element.matches(".usa-button, a, [class*=__label], .usa-input, .usa-select, .usa-textarea");
    return touched && element.checkVisibility() && box.width > 1 && box.height < 44;
}).map((element) => `${element.outerHTML.slice(0, 90)} is ${element.getBoundingClientRect().height} px high`)"""


def test_targets_are_44_px_high(browse, sign_in, staff):
    user = staff("partner")
    made = addresses(user)
    sign_in(user)
    faults = {}
    for name in ("our-services", "our-service", "our-location"):
        address = reverse(f"partners:{name}", args=made.get(f"partners:{name}", [()])[0])
        page = browse(address, SMALLEST)
        faults[name] = page.evaluate(LOW) + page.evaluate(OWN_CHECKS)
    assert {name: found for name, found in faults.items() if found} == {}
