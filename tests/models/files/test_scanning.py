"""A virus scanner asked over clamd's own protocol: clean, infected, slow, gone; the complaint goes on (UPL-09)."""

import contextlib
import socket
import threading

import pytest
from sqlalchemy import select

from models.cases.attaching import read
from models.files import scanning
from models.files.store import Store
from models.jobs.doctoring_files import files_stand
from models.jobs.files import scan_waiting, sweep
from models.tables import AuditRow, Upload
from tests.databases import MONDAY
from tests.files import jpeg, with_file
from tests.making import make_case

# The test file that every scanner knows, in two halves so that none finds it here.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD" + b"-ANTIVIRUS-TEST-FILE!$H+H*"


class Clamd:
    """Speaks the protocol as clamd does: zPING, zINSTREAM with sized chunks, an answer that ends in NUL."""

    def __init__(self, how=""):
        self.how, self.seen = how, []
        self.server = socket.create_server(("127.0.0.1", 0))
        self.where = f"127.0.0.1:{self.server.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            try:
                line, _ = self.server.accept()
            except OSError:
                return
            with line, line.makefile("rb") as come:
                command = b""
                while not command.endswith(b"\0"):
                    command += come.read(1)
                line.sendall(self._answer(command, come) if command == b"zINSTREAM\0" else b"PONG\0")

    def _answer(self, command, come):
        content = b""
        while size := int.from_bytes(come.read(4)):
            content += come.read(size)
        self.seen.append(content)
        if self.how == "silent":
            threading.Event().wait(1)
            return b""
        if self.how == "limit":
            return b"INSTREAM size limit exceeded. ERROR\0"
        return b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0"

    def close(self):
        with contextlib.suppress(OSError):  # closed before
            self.server.shutdown(socket.SHUT_RDWR)  # or the thread that waits would still take one more
        self.server.close()


@pytest.fixture
def clamd():
    made = []

    def start(how=""):
        made.append(Clamd(how))
        return made[-1]

    yield start
    for one in made:
        one.close()


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "files")


@pytest.fixture
def waiting(db, keys, store):
    """A file beside a case that waits for the scanner."""

    def make(content):
        opened = make_case(db, keys.public.ring, now=MONDAY)
        row = with_file(db, store, opened, content, scan=True)
        db.commit()
        return row.id, opened.keys

    return make


@pytest.fixture
def scanned(db, sessions, keys, store):
    sessions.configure(info={"chain": keys.chain("worker")})

    def run(where):
        count = scan_waiting(sessions, keys.worker, store, where, now=MONDAY)
        db.expire_all()
        db.commit()
        return count

    return run


def state_of(db, upload_id):
    return db.get_one(Upload, upload_id).state


def test_a_clean_file_opens_and_the_worker_forgets_its_key(db, clamd, waiting, scanned):
    server, (upload, ring) = clamd(), waiting(jpeg())
    [before] = read(ring, [db.get_one(Upload, upload)])
    assert not before.shown
    assert scanned(server.where) == 1
    row = db.get_one(Upload, upload)
    assert (row.state, row.work) == ("clean", None)
    assert read(ring, [row])[0].shown
    assert server.seen == [jpeg()]


def test_an_infected_file_is_kept_and_never_opens(db, clamd, waiting, scanned):
    upload, ring = waiting(jpeg(comment=EICAR))
    scanned(clamd().where)
    row = db.get_one(Upload, upload)
    assert row.state == "infected"
    assert not read(ring, [row])[0].shown
    assert "file_infected" in db.scalars(select(AuditRow.action)).all()


@pytest.mark.parametrize("how", ["silent", "limit", "gone"])
def test_a_scanner_that_gives_no_verdict_leaves_the_file_waiting_and_is_asked_again(
    db, clamd, waiting, scanned, how, monkeypatch
):
    upload, _ = waiting(jpeg())
    server = clamd("" if how == "gone" else how)
    if how == "gone":
        server.close()
    with monkeypatch.context() as hurried:
        hurried.setattr(scanning, "ANSWER", 0.3)
        assert scanned(server.where) == 0
    assert state_of(db, upload) == "waiting"
    assert scanned(clamd().where) == 1
    assert state_of(db, upload) == "clean"


def test_the_doctor_says_that_no_scanner_is_set_and_that_one_is_gone(db, clamd, store, waiting):
    assert "no virus scanner is set" in str(list(files_stand(db, store, "", now=MONDAY)))
    assert "answers" in str(list(files_stand(db, store, clamd().where, now=MONDAY)))
    upload, _ = waiting(jpeg())
    gone = clamd()
    gone.close()
    assert "1 files wait" in str(list(files_stand(db, store, gone.where, now=MONDAY)))
    store.remove(upload)
    assert "are not in the data folder" in str(list(files_stand(db, store, "", now=MONDAY)))


def test_files_that_no_row_knows_are_swept_and_new_ones_are_left(db, store, waiting):
    import os
    import uuid

    upload, _ = waiting(jpeg())
    old, new = store.write(uuid.uuid4()), store.write(uuid.uuid4())
    old.write(b"x")
    old.done()
    new.write(b"y")
    half = store.write(uuid.uuid4())
    half.write(b"z")
    then = MONDAY.timestamp() - 10_000
    for path in store.everything():
        os.utime(path, (then, then))
    new_path = new.path.with_name(new.path.name + ".unfinished")
    os.utime(new_path, (MONDAY.timestamp(), MONDAY.timestamp()))
    assert sweep(db, store, now=MONDAY) == 2
    assert len(list(store.everything())) == 3
    assert store.path(upload).exists()
    new.undone()
    half.undone()
