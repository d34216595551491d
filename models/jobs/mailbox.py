"""Fetching mail from an IMAP server: each is moved out of the way only once it is taken for good.

A crash in between brings the same mail again, which is known by then. One that cannot be taken is put aside and stops
no other; when nothing can be kept at all (the database is gone, the disk is full) everything stays where it is.
"""

import imaplib
import logging
import re
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from sqlalchemy.exc import OperationalError

from models.cases.mail_taking import Desk, Later, take
from models.post.incoming import LARGEST
from models.settings import Settings

log = logging.getLogger("heard")
GIVE_UP = 20  # seconds for one answer of the server
AT_ONCE, AT_MOST = 200, 20.0  # mails and seconds of one round: an alert must not wait behind a full mailbox
ENDED = (OSError, imaplib.IMAP4.error, imaplib.IMAP4.abort)


class Unreachable(Exception):
    """The mailbox cannot be used. The message says why, without the password."""


@dataclass(frozen=True, slots=True, repr=False)
class Mailbox:
    host: str
    port: int
    tls: str
    user: str
    password_file: Path
    folder: str
    taken: str
    aside: str

    @classmethod
    def of(cls, settings: Settings) -> Self | None:
        """None where this council fetches no mail."""
        if not settings.mail_in_host or settings.mail_in_password_file is None:
            return None
        return cls(
            settings.mail_in_host, settings.mail_in_port, settings.mail_in_tls, settings.mail_in_user,
            settings.mail_in_password_file, settings.mail_in_folder, settings.mail_in_taken, settings.mail_in_aside,
        )  # fmt: skip

    @contextmanager
    def opened(self) -> Iterator[imaplib.IMAP4]:
        """Signed in, with both folders there and ours chosen. Raises Unreachable."""
        try:
            server = self._signed_in()
        except ENDED as problem:
            raise Unreachable(f"{type(problem).__name__}: {self.user} cannot sign in at {self.host}") from None
        try:
            for folder in filter(None, (self.taken, self.aside)):
                server.create(_quoted(folder))  # one that is there already says no, which is as good
            if server.select(_quoted(self.folder))[0] != "OK":
                raise Unreachable(f"there is no folder {self.folder}")
            yield server
        finally:
            _leave(server)

    def _signed_in(self) -> imaplib.IMAP4:
        checked = ssl.create_default_context()
        if self.tls == "tls":
            server: imaplib.IMAP4 = imaplib.IMAP4_SSL(self.host, self.port, ssl_context=checked, timeout=GIVE_UP)
        else:
            server = imaplib.IMAP4(self.host, self.port, timeout=GIVE_UP)
        try:
            if self.tls == "starttls":
                server.starttls(ssl_context=checked)
            server.login(self.user, self.password_file.read_text("utf-8").strip())
        except ENDED:
            server.shutdown()
            raise
        server.capabilities = tuple(_bytes(server.capability()[1]).decode("ascii", "replace").upper().split())
        return server

    def put_aside(self) -> int:
        """How many lie there, for somebody to look at in the mailbox itself. Raises Unreachable."""
        with self.opened() as server:
            _, answer = server.status(_quoted(self.aside), "(MESSAGES)")
            found = re.search(rb"MESSAGES (\d+)", _bytes(answer))
            return int(found[1]) if found else 0


def fetch(mailbox: Mailbox, desk: Desk, *, now: datetime) -> int:
    """Take what is there, the oldest first. Returns how many; -1 where the mailbox or the database cannot be used."""
    try:
        with mailbox.opened() as server:
            return sum(_one(mailbox, server, desk, uid, now) for uid in _waiting(server))
    except (Unreachable, OperationalError, *ENDED) as problem:
        log.error("failed", extra={"event": "mail was not fetched", "error": type(problem).__name__})
        return -1


def _waiting(server: imaplib.IMAP4) -> Iterator[bytes]:
    began = time.monotonic()
    _, answer = server.uid("SEARCH", "UNDELETED")
    for uid in _bytes(answer).split()[:AT_ONCE]:
        if time.monotonic() - began > AT_MOST:
            return
        yield uid


def _one(mailbox: Mailbox, server: imaplib.IMAP4, desk: Desk, uid: bytes, now: datetime) -> bool:
    raw, cut = _fetched(server, uid)
    if raw is None:  # somebody else moved it meanwhile
        return False
    try:
        new = take(desk, raw, now=now, cut=cut)
    except Later as why:
        log.warning("waits", extra={"event": f"a mail waits: {why}"})
        return False
    except (OperationalError, *ENDED):
        raise  # nothing can be kept now: all of it stays where it is
    except Exception as problem:
        log.error("failed", extra={"event": "a mail was put aside", "error": type(problem).__name__})
        _move(server, uid, mailbox.aside)
        return False
    _move(server, uid, mailbox.aside if cut else mailbox.taken)  # the end of a large one is only there
    return new


def _fetched(server: imaplib.IMAP4, uid: bytes) -> tuple[bytes | None, bool]:
    """The mail, and whether its end was left out. Reading it this way marks nothing."""
    name = uid.decode("ascii")
    _, answer = server.uid("FETCH", name, f"(RFC822.SIZE BODY.PEEK[]<0.{LARGEST}>)")
    for part in answer or ():
        if isinstance(part, tuple):
            size = re.search(rb"RFC822\.SIZE (\d+)", part[0])
            return bytes(part[1]), bool(size and int(size[1]) > LARGEST)
    return None, False


def _move(server: imaplib.IMAP4, uid: bytes, folder: str) -> None:
    """Out of the way: into a folder, or gone where none is named."""
    name = uid.decode("ascii")
    if folder and "MOVE" in server.capabilities:
        server.uid("MOVE", name, _quoted(folder))
        return
    if folder and server.uid("COPY", name, _quoted(folder))[0] != "OK":
        return  # it stays, and is known when it comes again
    server.uid("STORE", name, "+FLAGS.SILENT", r"(\Deleted)")
    if "UIDPLUS" in server.capabilities:
        server.uid("EXPUNGE", name)
    else:
        server.expunge()


def _leave(server: imaplib.IMAP4) -> None:
    with suppress(*ENDED):
        server.logout()


def _bytes(answer: Any) -> bytes:
    return b" ".join(part for part in answer or () if isinstance(part, bytes))


def _quoted(folder: str) -> str:
    escaped = re.sub(r'[\r\n"\\]', "", folder)
    return f'"{escaped}"'
