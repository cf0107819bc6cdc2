"""The mails that the demo keeps in files, read while a worker is still writing one."""

from django.core.mail import EmailMessage
from django.core.mail.backends.filebased import EmailBackend

from demo.mailbox import letters


def test_a_mail_still_being_written_waits_for_the_next_look(tmp_path):
    connection = EmailBackend(file_path=str(tmp_path))
    connection.open()
    connection.send_messages([EmailMessage(subject, "Words", to=[f"{subject}@example.test"]) for subject in "ab"])
    connection.close()
    (file,) = tmp_path.glob("*.log")
    whole = file.read_bytes()
    seen = set()
    for size in range(len(whole) + 1):
        file.write_bytes(whole[:size])
        found = [letter["To"] for letter in letters(tmp_path)]
        assert found == ["a@example.test", "b@example.test"][: len(found)]
        seen.add(len(found))
    assert seen == {0, 1, 2}
