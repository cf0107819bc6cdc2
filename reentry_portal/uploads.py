"""The one gate for files that people send: what they are is read from their bytes, never from their name.

A file that is not what it claims is refused whole. What passes is kept under a random name in a private storage that no
web server serves; it leaves only through `as_download`, as an attachment that no browser runs.
"""

import hashlib
import uuid
import zipfile
from io import BytesIO

import puremagic
from django.core.exceptions import SuspiciousFileOperation
from django.core.files import File
from django.core.files.storage import Storage, storages
from django.http import FileResponse
from django.utils.text import get_valid_filename
from PIL import Image

from reentry_portal import scanner
from reentry_portal.errors import ActionRefused

MAX_BYTES = 10 * 1024 * 1024
MAX_UNPACKED_BYTES = 100 * 1024 * 1024
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "jpg": "image/jpeg",
    "png": "image/png",
}
ACCEPT = ".pdf,.docx,.jpg,.jpeg,.png"
NOT_ALLOWED = "is not a PDF, Word, JPG or PNG file."


def checked(upload: File) -> tuple[str, str]:
    """What a file is (a key of TYPES) and its SHA-256; it is read to its end and wound back.

    Raises ActionRefused with a sentence that names the file: empty, over 10 MB, of a type that is not taken, not
    readable as what it claims to be, or not passed by the virus scanner.
    """
    name = shown_name(upload.name)
    if not upload.size:
        raise ActionRefused(f"{name} is empty.")
    if upload.size > MAX_BYTES:
        raise ActionRefused(f"{name} is larger than 10 MB.")
    upload.seek(0)
    content = upload.read(MAX_BYTES + 1)
    upload.seek(0)
    kind = kind_of(content)
    if kind is None:
        raise ActionRefused(f"{name} {NOT_ALLOWED}")
    if not READABLE[kind](content):
        raise ActionRefused(f"{name} cannot be read. It may be damaged.")
    scanner.pass_or_refuse(content, name=name)
    return kind, hashlib.sha256(content).hexdigest()


def kind_of(content: bytes) -> str | None:
    try:
        guesses = puremagic.magic_string(content)
    except puremagic.PureError:
        return None
    # The best guess alone: a page of HTML that also holds the mark of a PDF is a page of HTML.
    return next((kind for kind, media in TYPES.items() if guesses and guesses[0].mime_type == media), None)


def shown_name(name: str | None) -> str:
    """The name as people may see it and save it: no folders, no control characters, no more than 100 characters."""
    base = (name or "file").replace("\\", "/").rpartition("/")[2]
    try:
        return get_valid_filename(base)[-100:]
    except SuspiciousFileOperation:
        return "file"


def private_storage() -> Storage:
    """Where files are kept: a folder that only the portal reads, or an S3-compatible store (settings.STORAGES)."""
    return storages["private"]


def random_name(instance, filename: str) -> str:
    """For `upload_to`: nothing of the person or of the file's own name is in the path."""
    key = uuid.uuid4().hex
    return f"{key[:2]}/{key}"


def as_download(file: File, *, name: str, kind: str) -> FileResponse:
    """Hand a stored file out: always saved, never opened in the portal's own pages, never kept by a cache."""
    response = FileResponse(
        file.open("rb"),
        as_attachment=True,
        filename=f"{shown_name(name).removesuffix('.' + kind)}.{kind}",
        content_type=TYPES[kind],
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "no-store"
    return response


def _is_pdf(content: bytes) -> bool:
    return content.startswith(b"%PDF-") and b"%%EOF" in content[-2048:]


def _is_word(content: bytes) -> bool:
    """A Word file without macros that does not unpack to more than any letter would."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as parts:
            names = {part.filename for part in parts.infolist()}
            unpacked = sum(part.file_size for part in parts.infolist())
    except zipfile.BadZipFile:
        return False
    macros = any(name.lower().endswith("vbaproject.bin") for name in names)
    return {"[Content_Types].xml", "word/document.xml"} <= names and not macros and unpacked <= MAX_UNPACKED_BYTES


def _is_image(format_name: str):
    def opens(content: bytes) -> bool:
        try:
            with Image.open(BytesIO(content), formats=[format_name]) as image:
                image.verify()
        except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
            return False
        return True

    return opens


READABLE = {"pdf": _is_pdf, "docx": _is_word, "jpg": _is_image("JPEG"), "png": _is_image("PNG")}
