"""No data that cannot be brought back (BAK-01, BAK-03, decisions 6)."""

import gzip

import pytest
from sqlalchemy import func, select

from models import audit
from models.cases.attaching import read
from models.cases.finding import events_of
from models.db import connect
from models.files.store import Store
from models.jobs import backing_up
from models.jobs.backing_up import BackupError, back_up, restore
from models.jobs.verifying import verify
from models.sealing import Lock
from models.tables import Base, Case, TheirWords, Upload
from tests.conftest import MONDAY
from tests.files import jpeg, with_file
from tests.making import make_case


@pytest.fixture
def lock():
    return Lock.new("backup")


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "files")


@pytest.fixture
def there(tmp_path):
    """Where the files go that are brought back."""
    return Store(tmp_path / "there")


@pytest.fixture
def other(tmp_path):
    """A new place with an empty database: SQLite, whatever the run uses."""
    made = connect(f"sqlite:///{tmp_path}/other.db")
    Base.metadata.create_all(made.engine.execution_options(write=True))
    yield made
    made.engine.dispose()


@pytest.fixture
def copy(db, keys, sessions, tmp_path, lock, store):
    for number in range(3):
        opened = make_case(db, keys.public.ring, now=MONDAY, reference=f"CV-{number}")
    with_file(db, store, opened, jpeg())
    db.commit()
    db.close()
    path = tmp_path / "heard.backup"
    back_up(sessions.engine, path, lock.half(), now=MONDAY, files=store)
    return path


def test_what_was_backed_up_is_all_there_after_restoring(copy, other, lock, keys, there):
    restore(other.engine, copy, lock, there)
    with other.reading() as db:
        cases = db.scalars(select(Case).order_by(Case.reference)).all()
        assert [case.reference for case in cases] == ["CV-0", "CV-1", "CV-2"]
        assert len(events_of(db, cases[0])) == cases[0].event_count
        words = db.scalars(select(TheirWords).where(TheirWords.case_id == cases[0].id)).one()
        ring = keys.staff.ring.with_case(cases[0])
        assert "Nobody rings me back." in ring.open(TheirWords.answers, words)


def test_real_people_are_never_brought_into_a_demo_prv_14(copy, other, sessions, lock, store, there, tmp_path):
    with pytest.raises(BackupError, match="HEARD_ENV=production"):
        restore(other.engine, copy, lock, there, demo=True)
    with other.reading() as db:
        assert db.scalars(select(Case)).all() == []
    back_up(sessions.engine, tmp_path / "invented", lock.half(), now=MONDAY, files=store, invented=True)
    restore(other.engine, tmp_path / "invented", lock, there, demo=True)
    with other.reading() as db:
        assert len(db.scalars(select(Case)).all()) == 3


def test_the_audit_chain_still_holds_after_restoring(copy, other, lock, tmp_path, there):
    restore(other.engine, copy, lock, there)
    with other.reading() as db:
        assert {fault.what for fault in verify(db, {}, tmp_path)} == {
            "its first key is missing, so nothing can be checked"
        }
        assert db.scalar(select(func.count()).select_from(audit.AuditRow))


def test_nothing_in_a_backup_can_be_read_without_its_key_bak_03(copy, other, there):
    with pytest.raises(BackupError, match="does not open"):
        restore(other.engine, copy, Lock.new("backup"), there)


@pytest.mark.parametrize("hurt", ["cut", "changed", "swapped"])
def test_a_damaged_backup_brings_nothing_back(copy, other, lock, hurt, there):
    content = bytearray(copy.read_bytes())
    if hurt == "cut":
        content = content[:-20]
    elif hurt == "changed":
        content[-30] ^= 1
    else:
        content[40:60], content[60:80] = content[60:80], content[40:60]
    copy.write_bytes(content)
    with pytest.raises(BackupError):
        restore(other.engine, copy, lock, there)
    with other.reading() as db:
        assert db.scalar(select(func.count()).select_from(Case)) == 0
    assert list(there.everything()) == []


def test_a_copy_that_holds_fewer_rows_than_it_says_brings_nothing_back(copy, other, lock, there, tmp_path):
    """Its seal is whole: whoever wrote it stopped too early. Nothing may stay, not even for a moment."""
    with copy.open("rb") as file:
        key = lock.open(backing_up._skip_header(file), backing_up.PLACE, blind=True)
        header = copy.read_bytes()[: file.tell()]
        lines = list(backing_up._lines(file, key))
    short = next(line for line in lines if line.get("t") == "their_words")
    lines.remove(short)
    with copy.open("wb") as file:
        file.write(header)
        with backing_up._Sealing(file, key) as out, gzip.GzipFile(fileobj=out, mode="wb", mtime=0) as packed:
            for line in lines:
                backing_up._put(packed, line)
    with pytest.raises(BackupError, match="A row or a file of the backup is missing"):
        restore(other.engine, copy, lock, there)
    with other.reading() as db:
        assert db.scalar(select(func.count()).select_from(Case)) == 0
    assert list(there.everything()) == []


def test_a_database_in_use_is_never_written_over(copy, sessions, lock, there):
    with pytest.raises(BackupError, match="not empty"):
        restore(sessions.engine, copy, lock, there)


def test_the_files_come_back_with_the_rows_bak_02(copy, other, lock, keys, there, store):
    restore(other.engine, copy, lock, there)
    with other.reading() as db:
        [row] = db.scalars(select(Upload)).all()
        case = db.get_one(Case, row.case_id)
        [file] = read(keys.staff.ring.with_case(case), [row])
        with there.open(row.id, file.key("original")) as reader:
            assert reader.read() == jpeg()
        assert there.digest(row.id) == row.digest == store.digest(row.id)


def test_a_backup_made_where_a_file_was_lost_brings_nothing_back(
    db, sessions, other, tmp_path, keys, lock, store, there
):
    row = with_file(db, store, make_case(db, keys.public.ring, now=MONDAY), jpeg())
    lost = store.path(row.id)
    db.commit()
    db.close()
    lost.unlink()
    path = tmp_path / "b.backup"
    back_up(sessions.engine, path, lock.half(), now=MONDAY, files=store)
    with pytest.raises(BackupError, match="A row or a file of the backup is missing"):
        restore(other.engine, path, lock, there)
    assert list(there.everything()) == []
