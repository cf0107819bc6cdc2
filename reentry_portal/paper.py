"""Pages on paper: one function turns a template into a tagged PDF (PDF/UA-1) with WeasyPrint.

The fonts are drawn by Pango, which comes with the machine and not with Python. Where it is missing the portal goes on:
pages hide "Download PDF" and keep "Print", which gives the same page through the browser.
"""

import ctypes
import mimetypes
from ctypes.util import find_library
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.checks import Info, register
from django.http import HttpResponse
from django.template.loader import render_to_string

DEBIAN_PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
STATIC = "static:///"


@cache
def available() -> bool:
    """Whether this machine can make PDFs. WeasyPrint itself is loaded with the first one: it takes two seconds."""
    return all(_is_there(library) for library in ("pango-1.0", "pangoft2-1.0"))


def _is_there(library: str) -> bool:
    try:
        ctypes.CDLL(f"lib{library}.so.0")
    except OSError:
        return find_library(library) is not None
    return True


def pdf(template: str, context: dict) -> bytes:
    """Render `template` (it extends paper/base.html) as a tagged PDF. Raises OSError where Pango is missing,
    ValueError when the page asks for anything from elsewhere.

    Nothing is fetched from anywhere: the page may name the portal's own static files as `static:///…`.
    """
    from weasyprint import HTML
    from weasyprint.urls import FatalURLFetchingError

    html = render_to_string(template, context)
    try:
        return HTML(string=html, base_url=STATIC, url_fetcher=_fetcher()).write_pdf(pdf_variant="pdf/ua-1")
    except FatalURLFetchingError as error:  # a BaseException, which would end the whole process
        raise ValueError(str(error)) from error


def response(content: bytes, *, name: str) -> HttpResponse:
    """A PDF as a download called `name`.pdf."""
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    answer["Cache-Control"] = "no-store"
    return answer


def pdf_response(template: str, context: dict, *, name: str) -> HttpResponse:
    """Render `template` as a PDF and hand it out."""
    return response(pdf(template, context), name=name)


@cache
def _fetcher():
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class OwnFiles(URLFetcher):
        def fetch(self, url, headers=None):
            name = url.removeprefix(STATIC)
            found = finders.find(name) if url.startswith(STATIC) and ".." not in name else None
            if found is None:
                raise FatalURLFetchingError(f"A page on paper asks for {url}.")
            media = mimetypes.guess_type(name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, Path(found).read_bytes(), headers={"Content-Type": media})

    return OwnFiles()


@register
def pango_is_there(app_configs, **kwargs):
    if available():
        return []
    install = "apt-get install -y " + " ".join(DEBIAN_PACKAGES)
    return [Info("PDFs cannot be made here: Pango is missing.", hint=install, id="portal.I001")]
