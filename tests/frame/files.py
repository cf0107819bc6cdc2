"""Small files of each kind that people send, and of kinds that they should not."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def picture(format_name: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (20, 20), "white").save(out, format_name)
    return out.getvalue()


def word(*more: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        for name in ("[Content_Types].xml", "_rels/.rels", "word/document.xml", *more):
            parts.writestr(name, "<x/>")
    return out.getvalue()


def sent(content: bytes = PDF, name: str = "birth-certificate.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)
