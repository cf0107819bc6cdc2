import mimetypes
import os
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.contrib.staticfiles import finders
from django.db import connections

HOST = "http://localhost"  # which browsers trust without TLS
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DESK, PHONE = (1366, 900), (390, 844)

# Playwright's sync interface keeps an event loop in this thread; the test client below runs in it too.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


@cache
def static_file(name: str) -> tuple[bytes, str]:
    return Path(finders.find(name)).read_bytes(), mimetypes.guess_type(name)[0] or "application/octet-stream"


@pytest.fixture
def sample_pages(settings):
    """The pages of tests/look/samples.py, without sign-in and without the database."""
    settings.ROOT_URLCONF = "tests.look.samples"
    settings.MIDDLEWARE = [
        "django.middleware.csp.ContentSecurityPolicyMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django_htmx.middleware.HtmxMiddleware",
    ]


@pytest.fixture
def browse(page, client):
    """`browse(path)` opens a page in the browser; the test client answers in place of a server.

    There is no real transaction: what a test made is seen, and rolled back as in any other test. Problems that
    the browser reports (a refused style or script, an error in ours) fail the test at its end.
    """
    problems = []
    own_connection = connections["default"]
    page.on("console", lambda message: problems.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: problems.append(str(error)))

    def answer(route):
        request, url = route.request, urlsplit(route.request.url)
        if not request.url.startswith(HOST):
            problems.append(f"asks another host: {request.url}")
            return route.abort()
        if url.path.startswith("/static/"):
            body, kind = static_file(url.path.removeprefix("/static/"))
            return route.fulfill(body=body, content_type=kind)
        connections["default"] = own_connection  # this runs as another task, which would get a connection of its own
        try:
            reply = client.generic(
                request.method,
                f"{url.path}?{url.query}",
                request.post_data_buffer or b"",
                content_type=request.headers.get("content-type", "application/octet-stream"),
                headers={name: value for name, value in request.headers.items() if name.startswith("hx-")},
            )
            while reply.status_code in (301, 302, 303):
                reply = client.get(reply["Location"])
        except Exception as error:
            problems.append(repr(error))
            return route.abort()
        return route.fulfill(status=reply.status_code, headers=dict(reply.items()), body=reply.content)

    page.route("**/*", answer)

    def open_page(path, size=DESK):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.goto(HOST + path)
        return page

    yield open_page
    refused = [text for text in problems if "status of 4" not in text]
    assert not refused, refused


def faults(page, rules=RULES) -> list[str]:
    """What axe finds, and what it does not look for: inline styles and code, width, headings, borders of controls."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    # Without preload: it writes style sheets into the page, which the page's own policy refuses.
    options = {"runOnly": rules, "preload": False, "resultTypes": ["violations"]}
    violations = page.evaluate("async (options) => (await axe.run(document, options)).violations", options)
    found = [
        f"{violation['id']}: {node['html'][:200]} {node['failureSummary']}"
        for violation in violations
        for node in violation["nodes"]
    ]
    found += page.evaluate(OWN_CHECKS)
    return found


OWN_CHECKS = """() => {
  const faults = [];
  const shown = (element) => element.checkVisibility() && element.getBoundingClientRect().width > 1;
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide > 0) faults.push(`page scrolls sideways by ${wide} px`);
  const headings = document.querySelectorAll("h1").length;
  if (headings !== 1) faults.push(`${headings} h1 headings`);
  document.querySelectorAll("script:not([src])").forEach(() => faults.push("inline script"));
  const light = (color) => {
    const linear = (part) => (part <= .03928 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4);
    const [r, g, b] = color.match(/[\\d.]+/g).map((part) => linear(part / 255));
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const typed = "input:not([type=checkbox], [type=radio], [type=hidden], [type=file], [type=submit]), select, textarea";
  document.querySelectorAll(`main :is(${typed})`).forEach((control) => {
    const style = getComputedStyle(control);
    if (!shown(control) || control.closest("[aria-hidden=true]") || style.opacity === "0") return;
    const ratio = 1.05 / (light(style.borderTopColor) + .05);
    if (ratio < 3) faults.push(`border of ${control.name} has contrast ${ratio.toFixed(1)}`);
  });
  document.querySelectorAll(".page [aria-describedby]").forEach((element) => {
    element.getAttribute("aria-describedby").split(" ").forEach((id) => {
      if (!document.getElementById(id)) faults.push(`described by ${id}, which is not there`);
    });
  });
  return faults;
}"""
