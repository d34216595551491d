"""Erasing: keys, rows and files go, every figure stays, what comes back with a backup goes again (RET-02 to RET-05)."""

import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import LargeBinary, func, select

from models.cases import keeping, legal_holds
from models.cases.finding import visible
from models.jobs.erased_again import erase_again, list_erased, listed
from models.jobs.erasing import KEPT, erase_agreed, pointing
from models.jobs.rotating import check_master, remaining, rotate_master
from models.jobs.taking_away import catch_up
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Role
from models.sealing import Keyring, Lock, Unreadable
from models.tables import (
    Base,
    Case,
    CaseEvent,
    LegalHold,
    Letter,
    Note,
    Point,
    RegisterLine,
    RetentionDecision,
    TheirWords,
    Upload,
    WallEntry,
)
from tests.conftest import ENGINE, MONDAY
from tests.databases import Kept
from tests.models.cases.answered import who
from tests.models.jobs.ending import LATER, agreed, ended


def counted(db):
    """Everything that is counted: the lines, the events and clocks by kind, findings."""
    lines = [tuple(row) for row in db.execute(select(*_plain(RegisterLine)).order_by(RegisterLine.case_id))]
    events = db.execute(
        select(CaseEvent.event, CaseEvent.on, func.count()).group_by(CaseEvent.event, CaseEvent.on)
    ).all()
    cases = db.execute(select(Case.reference, Case.procedure, Case.received_on, Case.closed_on, Case.topics)).all()
    return lines, sorted(map(str, events)), sorted(map(str, cases))


def _plain(table):
    columns = [c for c in table.__table__.columns if not isinstance(c.type, LargeBinary) and c.name != "equality"]
    return [c for c in columns if c.name not in ("case_version", "revision")]


def test_what_was_agreed_is_gone_and_every_figure_is_as_it_was_ret_04(
    db, keys, writing, store, two, decided, erased_now
):
    case, other = ended(db, keys, store), ended(db, keys, store, reference="HV-2222-3333-4AB")
    file_id = db.scalars(select(Upload.id).where(Upload.case_id == case.id)).one()
    wraps = (case.thread_wrap, case.file_wrap)
    db.rollback()
    catch_up(writing)
    agreed(db, keys, case, two)
    db.rollback()
    before = counted(db)
    db.rollback()
    assert erased_now() == 1
    db.rollback()
    db.expire_all()
    assert catch_up(writing) == 0, "its line stays the one of its last day"
    assert counted(db) == before
    gone = db.get_one(Case, case.id)
    assert (gone.erased_on, gone.reference) == (LATER.date(), case.reference)
    assert (gone.thread_wrap, gone.file_wrap) != wraps
    assert not store.path(file_id).exists()
    ring = keys.staff.ring.with_case(gone)
    words = [ring.open(Point.text, row) for row in db.scalars(select(Point).where(Point.case_id == case.id))]
    assert words == ["Erased."]
    for table in (TheirWords, Note, Letter, Upload):
        assert not db.scalars(select(table).where(table.case_id == case.id)).all(), table
        assert db.scalars(select(table).where(table.case_id == other.id)).all() or table is Letter
    said = db.scalars(select(CaseEvent).where(CaseEvent.case_id == case.id)).all()
    assert said
    assert not any(row.details or row.actor_name or row.actor_id for row in said)
    row = db.scalars(select(RetentionDecision)).one()
    assert (row.erased_at, row.words) == (LATER, None)
    assert '"files": 1' in row.gone
    assert check_master(db, keys.staff.ring) == (2, 0)


def test_the_old_blobs_are_in_no_file_of_the_database_enc_09(db, keys, writing, store, two, decided, erased_now):
    if ENGINE != "sqlite":
        pytest.skip("PostgreSQL tidies its own files")
    case = ended(db, keys, store)
    sealed = [bytes(case.thread_wrap), bytes(db.scalars(select(TheirWords.answers)).one())]
    agreed(db, keys, case, two)
    db.rollback()
    db.connection().invalidate()
    path = writing.engine.url.database
    erased_now()
    files = [Path(path), Path(f"{path}-wal")]
    held = b"".join(file.read_bytes() for file in files if file.exists())
    assert not any(blob[40:] in held for blob in sealed)


def test_nothing_under_a_legal_hold_is_erased_whatever_was_agreed_ret_02(
    db, keys, writing, store, two, decided, erased_now
):
    case = ended(db, keys, store)
    agreed(db, keys, case, two)
    hold = legal_holds.place(
        db, case, "court", "A claim.", LATER.date() + timedelta(30), actor=two[0], now=LATER, keys=keys.staff.ring
    )
    db.commit()
    assert erased_now() == 0
    db.rollback()
    db.expire_all()
    assert db.get_one(Case, case.id).erased_on is None
    assert keys.staff.ring.with_case(db.get_one(Case, case.id)).open(Note.body, db.scalars(select(Note)).one())
    with pytest.raises(NotAllowed, match="Nobody asked to lift it"):
        legal_holds.lift(db, hold, actor=two[1], now=LATER)
    legal_holds.ask_to_lift(db, hold, "It is over.", actor=two[0], now=LATER, keys=keys.staff.ring)
    with pytest.raises(NotAllowed, match="Somebody else"):
        legal_holds.lift(db, hold, actor=two[0], now=LATER)
    legal_holds.lift(db, hold, actor=two[1], now=LATER)
    db.commit()
    assert erased_now() == 1, "a run that stopped is made up for"
    db.rollback()
    db.expire_all()
    assert not db.scalars(select(LegalHold)).all(), "what a lifted hold said goes too"


def test_a_hold_over_everything_stops_everything(db, keys, writing, store, two, decided, erased_now):
    case = ended(db, keys, store)
    agreed(db, keys, case, two)
    day = LATER.date() + timedelta(30)
    legal_holds.place(db, None, "inquiry", "A moratorium.", day, actor=two[0], now=LATER, keys=keys.staff.ring)
    db.commit()
    assert erased_now() == 0
    other = ended(db, keys, store, reference="HV-2222-3333-4AB")
    with pytest.raises(NotAllowed, match="legal hold"):
        keeping.decide(db, other, "erase", why="x", actor=two[0], now=LATER, keys=keys.staff.ring)


def test_what_was_erased_comes_back_with_no_backup_ret_05(db, keys, writing, store, two, decided, erased_now, tmp_path):
    case = ended(db, keys, store)
    agreed(db, keys, case, two)
    erased_now()
    assert list_erased(writing, tmp_path) == 1
    assert list_erased(writing, tmp_path) == 0, "each is listed once"
    assert listed(tmp_path) == {case.id}
    db.rollback()
    db.expire_all()
    db.get_one(Case, case.id).erased_on = None  # as an older copy says
    note = Note(id=uuid.uuid4(), case_id=case.id, at=MONDAY, staff_id=two[0].id, kind="note")
    keys.staff.ring.with_case(db.get_one(Case, case.id)).seal(Note.body, note, "She cried.")
    db.add(note)
    db.commit()
    assert erase_again(writing, keys.worker, store, tmp_path, now=LATER) == 1
    assert erase_again(writing, keys.worker, store, tmp_path, now=LATER) == 0
    db.rollback()
    db.expire_all()
    assert db.get_one(Case, case.id).erased_on
    assert not db.scalars(select(Note)).all()


def test_the_wall_stands_over_what_is_left(db, keys, writing, store, two, decided, erased_now, person):
    case = ended(db, keys, store)
    named = person(Role.OFFICER, name="Frank Low")
    frank = who(named)
    db.add(WallEntry(case_id=case.id, staff_id=named.staff_id, because="named", confirmed=True, raised_at=MONDAY))
    agreed(db, keys, case, two)
    erased_now()
    db.rollback()
    db.expire_all()
    assert not db.scalars(select(Case).where(visible(frank))).all()


def test_a_new_master_takes_over_what_was_erased_like_the_rest(db, keys, writing, store, two, decided, erased_now):
    case = ended(db, keys, store)
    agreed(db, keys, case, two)
    erased_now()
    db.rollback()
    both = Keyring({**keys.staff.ring, "master": Lock.new("master", 2)}, [keys.staff.ring["master"]])
    rotate_master(writing, both, now=LATER)
    db.rollback()
    db.expire_all()
    assert remaining(db, 2) == 0


def test_every_table_that_points_at_a_case_says_what_becomes_of_it(db):
    """Deleted unless it is kept for a reason; a row further away must go with the one it hangs on."""
    tables = Base.metadata.tables
    assert set(KEPT) <= set(tables)
    gone = {name for name, table in tables.items() if pointing(table)} - set(KEPT)
    for table in tables.values():
        if table.name in gone or table.name in KEPT:
            continue
        hanging = {key for key in table.foreign_keys if key.column.table.name in gone and key.ondelete != "CASCADE"}
        assert not hanging, f"{table.name} would keep rows of a case alive: give it case_id, or ondelete"


def test_no_row_outside_what_is_kept_names_the_case(db, keys, writing, store, two, decided, erased_now):
    case = ended(db, keys, store)
    agreed(db, keys, case, two)
    erased_now()
    db.rollback()
    db.expire_all()
    for name, table in Base.metadata.tables.items():
        columns = pointing(table)
        found = [column for column in columns if db.scalar(select(func.count()).where(column == case.id))]
        assert not found or name in KEPT, name


def test_a_text_of_before_is_opened_by_no_key_there_is(db, keys, writing, store, two, decided, erased_now):
    case = ended(db, keys, store)
    words = db.scalars(select(TheirWords)).one()
    db.expunge(words)
    agreed(db, keys, case, two)
    erased_now()
    db.rollback()
    db.expire_all()
    with pytest.raises(Unreadable):
        keys.staff.ring.with_case(db.get_one(Case, case.id)).open(TheirWords.answers, words)


def test_the_worker_erases_under_its_own_role_what_it_may_not_read_az_15(db, keys, writing, store, two, decided):
    if ENGINE != "postgresql":
        pytest.skip("SQLite has no roles")
    case = ended(db, keys, store)
    agreed(db, keys, case, two)
    url = writing.engine.url
    sessions = Kept(url.render_as_string(hide_password=False), f"{url.database}_worker").sessions()
    sessions.configure(info={"chain": keys.chain("worker")})
    assert erase_agreed(sessions, keys.worker, store, now=LATER) == 1
    sessions.engine.dispose()
    db.rollback()
    assert not db.scalars(select(Note)).all()
