"""PDFs are tagged, in their language, and made from the portal's own files alone."""

import pdfua
import pikepdf
import pytest
from django.core.checks import run_checks

from reentry_portal import paper

needs_pango = pytest.mark.skipif(not paper.available(), reason="Pango is not installed here")
CONTEXT = {"printed_at": None, "printed_by": "J. Alvarez"}


@pytest.fixture
def sheet(settings, tmp_path):
    """`sheet(words)` makes a template of one page with these words."""
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], tmp_path]}]

    def write(words):
        (tmp_path / "sheet.html").write_text(
            "{% extends 'paper/base.html' %}{% block title %}Plan{% endblock %}{% block content %}"
            f"<h1>Plan</h1>{words}{{% endblock %}}"
        )
        return "sheet.html"

    return write


@needs_pango
def test_a_pdf_has_tags_a_title_and_a_language(sheet, tmp_path):
    table = "<table><thead><tr><th>Day</th></tr></thead><tbody><tr><td>Monday</td></tr></tbody></table>"
    made = paper.pdf(sheet(table), {**CONTEXT, "lang": "es"})
    (tmp_path / "made.pdf").write_bytes(made)
    report = pdfua.validate(str(tmp_path / "made.pdf"))
    assert [f for f in report.findings if f.severity == pdfua.Severity.ERROR] == []
    with pikepdf.open(tmp_path / "made.pdf") as document:
        assert (str(document.Root.Lang), bool(document.Root.MarkInfo.Marked)) == ("es", True)


@needs_pango
@pytest.mark.parametrize("address", ["http://example.com/x.png", "file:///etc/passwd", "static:///../../etc/passwd"])
def test_a_pdf_fetches_nothing_from_elsewhere(sheet, address):
    with pytest.raises(ValueError, match="asks for"):
        paper.pdf(sheet(f'<img alt="x" src="{address}">'), CONTEXT)


def test_a_machine_without_pango_says_what_to_install(monkeypatch):
    monkeypatch.setattr(paper, "available", lambda: False)
    said = [message for message in run_checks() if message.id == "portal.I001"]
    assert "apt-get install -y libpango-1.0-0" in said[0].hint
