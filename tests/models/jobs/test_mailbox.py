"""Mail is fetched from a real IMAP server, moved only once it is kept, and one bad mail stops no other (R3)."""

import os
import socket
import tempfile
import threading
import time
from contextlib import contextmanager
from email import message_from_bytes
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import select

from models.jobs.doctoring_mail import mail_stands
from models.jobs.mailbox import Mailbox, fetch
from models.jobs.outbox import By, send_pending
from models.post.incoming import LARGEST
from models.post.outbox import queue_notice
from models.procedure.terms import Way
from models.settings import Settings
from models.tables import IncomingMail, SafeWay
from models.web.mail import post
from tests import imap
from tests.databases import MONDAY
from tests.mails import TO, desk_of, mail
from tests.making import make_case
from tests.models.jobs.test_outbox import EMAIL

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    if not imap.there():
        if os.environ.get("CI") and os.geteuid() == 0:
            pytest.fail(imap.HELP)
        pytest.skip(imap.HELP)
    with tempfile.TemporaryDirectory(prefix="heard-imap-") as folder:
        os.chmod(folder, 0o755)
        running = imap.Server(Path(folder))
        yield running
        running.stop()


@pytest.fixture
def mailbox(server, tmp_path):
    """An empty mailbox."""
    password = tmp_path / "password"
    password.write_text(imap.PASSWORD + "\n")
    client = server.client()
    for folder in ("INBOX", "Heard-taken", "Heard-aside"):
        if client.select(folder)[1] not in ([b"0"], [None]) and client.state == "SELECTED":
            client.store("1:*", "+FLAGS", r"(\Deleted)")
            client.expunge()
    client.logout()
    return Mailbox("127.0.0.1", server.port, "none", imap.USER, password, "INBOX", "Heard-taken", "Heard-aside")


@pytest.fixture
def desk(sessions, keys, tmp_path):
    return desk_of(sessions, keys, tmp_path / "files")


def kept(db):
    db.rollback()
    return db.scalars(select(IncomingMail)).all()


def test_what_was_taken_is_moved_and_what_comes_again_is_one(db, desk, mailbox, server):
    server.put(mail("One"), mail("Two"), mail("One"))
    assert fetch(mailbox, desk, now=MONDAY) == 2
    assert (server.count(), server.count("Heard-taken"), len(kept(db))) == (0, 3, 2)
    assert fetch(mailbox, desk, now=MONDAY) == 0


def test_a_mail_that_breaks_or_is_too_large_stops_no_other_and_nothing_of_it_is_lost(db, desk, mailbox, server):
    huge = mail("The words come first.", files=[("a.zip", b"0" * (LARGEST * 3 // 4 + 1_000_000), "application/zip")])
    server.put(b"\x00\xff" * 500, huge, mail("Good"))
    assert fetch(mailbox, desk, now=MONDAY) == 3
    assert (server.count(), len(kept(db))) == (0, 3)
    assert server.count("Heard-aside") == 1  # the end of the large one is only there


def test_nothing_is_moved_while_nothing_can_be_kept_and_all_of_it_is_taken_afterwards(db, keys, desk, mailbox, server):
    server.put(mail("One"), mail("Two"))
    folder = desk.files.folder
    folder.write_text("a file stands where the folder should be")  # no file can be written
    assert fetch(mailbox, desk, now=MONDAY) == -1
    assert (server.count(), kept(db)) == (2, [])
    folder.unlink()
    assert fetch(mailbox, desk, now=MONDAY) == 2
    assert server.count() == 0


def test_a_council_may_have_what_was_taken_deleted(db, desk, mailbox, server):
    server.put(mail("One"))
    gone = Mailbox(*(getattr(mailbox, name) if name != "taken" else "" for name in Mailbox.__slots__))
    assert fetch(gone, desk, now=MONDAY) == 1
    assert (server.count(), server.count("Heard-taken")) == (0, 0)


def test_a_wrong_password_is_said_by_the_doctor_without_saying_it(db, desk, mailbox, server, settings):
    mailbox.password_file.write_text("wrong")
    assert fetch(mailbox, desk, now=MONDAY) == -1
    here = Settings.load({}, **{
        **settings.__dict__, "mail_in_host": "127.0.0.1", "mail_in_port": server.port, "mail_in_tls": "none",
        "mail_in_user": imap.USER, "mail_in_password_file": mailbox.password_file,
    })  # fmt: skip
    said = list(mail_stands(db, here, now=MONDAY))
    assert ("problem", f"the mailbox cannot be used (error: {imap.USER} cannot sign in at 127.0.0.1).") in said
    mailbox.password_file.write_text(imap.PASSWORD)
    assert ("ok", "the mailbox at 127.0.0.1 answers.") in list(mail_stands(db, here, now=MONDAY))


class Relay:
    """A mail server that delivers into the mailbox, as a council's own does."""

    def __init__(self, server):
        self.server, self.envelopes, self.came = server, [], threading.Event()

    async def handle_DATA(self, smtp, session, envelope):  # noqa: N802
        self.envelopes.append(envelope)
        self.came.set()
        return "250 OK"


@contextmanager
def relay(server):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    box = Relay(server)
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield box, port
    finally:
        controller.stop()


def test_a_notice_leaves_and_the_answer_to_it_comes_to_its_case(db, keys, desk, mailbox, server, settings):
    opened = make_case(db, keys.public.ring, now=MONDAY, answers=EMAIL)
    holder_id = db.scalars(select(SafeWay.holder_id).where(SafeWay.case_id == opened.case.id)).first()
    queue_notice(db, opened.case, holder_id, way=Way.EMAIL, cause="test", now=MONDAY)
    db.commit()
    with relay(server) as (box, port):
        here = Settings.load({}, **{
            **settings.__dict__, "mail_folder": None, "mail_host": "127.0.0.1", "mail_port": port, "mail_replies": TO,
        })  # fmt: skip
        send_pending(desk.sessions, keys.worker, keys.index, By(post(here), desk.replies), now=MONDAY)
    [envelope] = box.envelopes
    left = message_from_bytes(envelope.content)
    assert left["From"] == settings.mail_from
    assert envelope.mail_from.startswith("help+")
    assert envelope.mail_from != left["Reply-To"]
    server.put(mail("Thank you", to=left["Reply-To"], sender="sam@home.example"))
    assert fetch(mailbox, desk, now=MONDAY) == 1
    assert kept(db)[0].case_id == opened.case.id


def test_a_full_mailbox_does_not_keep_alerts_waiting(desk, mailbox, server):
    server.put(*(mail(f"Number {number}", sender=f"p{number}@x.example") for number in range(40)))
    began = time.monotonic()
    taken = fetch(mailbox, desk, now=MONDAY)
    assert taken == 40 or time.monotonic() - began < 60
