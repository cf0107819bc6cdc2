"""The gate for files: what is in them counts, not what they are called; when in doubt they stay out."""

import hashlib
import socket
import threading
import zipfile
from io import BytesIO

import boto3
import pytest
from botocore.stub import Stubber
from django.core.files.base import ContentFile

from reentry_portal import uploads
from reentry_portal.errors import ActionRefused
from reentry_portal.s3 import S3Storage
from tests.frame.files import PDF, picture, sent, word


@pytest.mark.parametrize(
    ("content", "kind"), [(PDF, "pdf"), (picture("JPEG"), "jpg"), (picture("PNG"), "png"), (word(), "docx")]
)
def test_what_a_file_is_is_read_from_its_bytes(content, kind):
    upload = sent(content, "no-ending-at-all")
    assert uploads.checked(upload) == (kind, hashlib.sha256(content).hexdigest())
    assert upload.tell() == 0


@pytest.mark.parametrize(
    "content",
    [
        b"<html><script>alert(1)</script></html>",
        b"<html><body>%PDF-1.7 also a page</body></html>%%EOF",
        b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        b"MZ\x90\x00" + bytes(400),
        b"#!/bin/sh\nrm -rf /\n",
        b"just words",
        picture("GIF"),
    ],
)
def test_a_file_that_is_something_else_is_refused_whatever_it_is_called(content):
    with pytest.raises(ActionRefused, match=r"letter\.pdf is not a PDF, Word, JPG or PNG file"):
        uploads.checked(sent(content, "letter.pdf"))


def bomb() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        for name in ("[Content_Types].xml", "_rels/.rels", "word/document.xml"):
            parts.writestr(name, bytes(uploads.MAX_UNPACKED_BYTES // 2))
    return out.getvalue()


@pytest.mark.parametrize("content", [PDF[:30], picture("PNG")[:-20], word("word/vbaProject.bin"), bomb()])
def test_a_file_that_is_cut_short_has_macros_or_explodes_is_refused(content):
    with pytest.raises(ActionRefused, match="cannot be read"):
        uploads.checked(sent(content, "letter.pdf"))


def test_nothing_and_too_much_are_refused():
    with pytest.raises(ActionRefused, match="empty"):
        uploads.checked(sent(b""))
    with pytest.raises(ActionRefused, match="larger than 10 MB"):
        uploads.checked(sent(PDF + bytes(uploads.MAX_BYTES)))


def test_a_name_leads_nowhere():
    assert uploads.shown_name("../../etc/passwd\r\nX: y") == "passwdX_y"
    assert uploads.shown_name("C:\\Users\\me\\birth certificate.pdf") == "birth_certificate.pdf"
    assert uploads.shown_name("..") == "file"
    assert "passwd" not in uploads.random_name(None, "../../etc/passwd")


def test_what_is_kept_is_for_the_portal_alone_and_leaves_as_an_attachment(tmp_path, settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "private": {
            **settings.PRIVATE_FOLDER,
            "OPTIONS": {**settings.PRIVATE_FOLDER["OPTIONS"], "location": tmp_path},
        },
    }
    storage = uploads.private_storage()
    name = storage.save(uploads.random_name(None, "x"), ContentFile(PDF))
    assert (tmp_path / name).stat().st_mode & 0o077 == 0
    answer = uploads.as_download(storage.open(name), name='a".html\r\nX: y', kind="pdf")
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["Content-Disposition"].endswith('.pdf"')
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert b"".join(answer.streaming_content) == PDF


class Scanner(threading.Thread):
    """Stands in for clamd: takes one file and gives the answer it was made with."""

    def __init__(self, answer: bytes):
        super().__init__(daemon=True)
        self.answer, self.heard = answer, b""
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.address = f"clamd://127.0.0.1:{self.listening.getsockname()[1]}"
        self.start()

    def run(self):
        connection, _ = self.listening.accept()
        with connection, self.listening:
            while not self.heard.endswith(b"\0\0\0\0"):
                self.heard += connection.recv(1 << 16)
            connection.sendall(self.answer)


def test_a_file_passes_when_the_scanner_calls_it_clean(settings):
    scanner = Scanner(b"stream: OK\0")
    settings.VIRUS_SCANNER = scanner.address
    assert uploads.checked(sent())[0] == "pdf"
    assert scanner.heard == b"zINSTREAM\0" + len(PDF).to_bytes(4, "big") + PDF + bytes(4)


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [(b"stream: Eicar-Test-Signature FOUND\0", "refused by the virus scanner"), (b"", "cannot be checked")],
)
def test_any_other_word_of_the_scanner_keeps_the_file_out(settings, answer, sentence):
    settings.VIRUS_SCANNER = Scanner(answer).address
    with pytest.raises(ActionRefused, match=sentence):
        uploads.checked(sent())


def test_a_scanner_that_does_not_answer_keeps_the_file_out(settings):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        settings.VIRUS_SCANNER = f"clamd://127.0.0.1:{closed.getsockname()[1]}"
    with pytest.raises(ActionRefused, match="cannot be checked"):
        uploads.checked(sent())


def test_files_can_live_in_a_bucket():
    client = boto3.client("s3", region_name="us-east-1", aws_access_key_id="example", aws_secret_access_key="example")
    storage = S3Storage("files", client=client)
    key = {"Bucket": "files", "Key": "ab/abc"}
    with Stubber(client) as store:
        store.add_client_error("head_object", "404", http_status_code=404, expected_params=key)
        store.add_response("put_object", {})
        store.add_response("get_object", {"Body": BytesIO(PDF)}, key)
        store.add_response("head_object", {"ContentLength": len(PDF)}, key)
        store.add_client_error("get_object", "NoSuchKey", http_status_code=404, expected_params=key)
        assert storage.save("ab/abc", ContentFile(PDF)) == "ab/abc"
        assert storage.open("ab/abc").read() == PDF
        assert storage.size("ab/abc") == len(PDF)
        with pytest.raises(FileNotFoundError):
            storage.open("ab/abc")
        store.assert_no_pending_responses()
