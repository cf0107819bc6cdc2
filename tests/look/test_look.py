"""The look holds: no fault that axe or our own checks can find, at the desk, on a phone and on the smallest screen."""

import pytest

from tests.look.conftest import DESK, PHONE, faults

SAMPLES = ["/form/", "/form/?wrong", "/formset/", "/list/", "/person/?wrong", "/numbers/", "/confirm/", "/about/"]


@pytest.mark.parametrize("size", [DESK, PHONE, (320, 700)], ids=["desk", "phone", "smallest"])
@pytest.mark.parametrize("path", SAMPLES)
def test_no_fault_is_found(sample_pages, browse, path, size):
    assert faults(browse(path, size)) == []
