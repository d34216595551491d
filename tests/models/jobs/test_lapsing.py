"""Each short life of RET-06 ends by itself: the worker's own jobs, run hour by hour, and not one hour too early."""

import secrets
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from models.audit import Actor
from models.cases import accounts, desk_sessions, drafting, legal_holds, mail_desk, reissuing, unsent, visiting
from models.cases.mail_taking import take
from models.cases.releasing import main_holder
from models.cases.returning import ONE_TIME
from models.cases.throttling import STAFF_NETWORK, claim
from models.files.store import Store
from models.jobs import schedule
from models.procedure.terms import Journey, Role
from models.sealing import Keyring, Lock
from models.tables import Case, Draft, Holder, IncomingMail, Invitation, Throttle, Upload
from models.tables.account import Purpose
from models.tables.holder import Unsent
from models.tables.session import HeldForm, StaffSession, Visit, VisitKind
from tests.conftest import MONDAY
from tests.mails import desk_of, mail
from tests.making import make_case
from tests.models.cases.answered import who

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def worker(sessions, keys, tmp_path):
    sessions.configure(info={"chain": keys.chain("worker")})
    files = Store(tmp_path / "files")
    made = schedule.Worker(sessions, keys.worker, keys.index, lambda mail: None, tmp_path / "anchors", files)

    def until(now):
        """As it runs day and night: here at that moment, an hour since it last did."""
        assert min(schedule.run_due(made, now).values()) >= 0

    return until


def draft(db, *, saved):
    holder_id, _ = drafting.start_draft(db, Journey.YOUNG_PERSON, now=MONDAY)
    if saved:
        words = db.scalars(select(Draft).where(Draft.holder_id == holder_id)).one()
        words.expires_at = db.get_one(Holder, holder_id).expires_at = MONDAY + drafting.SAVED


def visit(db, kind):
    holder_id, lock = drafting.start_draft(db, Journey.PARENT, now=MONDAY + timedelta(days=300))
    visiting.start_visit(db, secrets.token_bytes(32), holder_id, lock, kind, now=MONDAY)


def one_time_words(db, keys):
    opened = make_case(db, keys.public.ring, now=MONDAY)
    holder = db.scalars(select(Holder).where(Holder.case_id == opened.case.id)).one()
    holder.one_time, holder.expires_at = True, MONDAY + ONE_TIME


def typed_and_not_sent(db, keys):
    make_case(db, keys.public.ring, now=MONDAY)
    holder_id = db.scalars(select(Holder.id)).first()
    lock = Keyring({"holder": Lock.new("holder")})
    unsent.keep(db, holder_id, "/your-page/messages", {"text": ["Are you"]}, keys=lock, now=MONDAY)


def session(db, account):
    desk_sessions.start(db, secrets.token_bytes(32), account.id, whole=True, now=MONDAY)


def held(db, account):
    desk_sessions.hold(db, secrets.token_bytes(32), account.id, {"to": "/", "fields": []}, now=MONDAY)


def link(db, account):
    by = Actor(kind="staff", id=account.staff_id, name="Ada", account_id=account.id)
    accounts.make_link(db, account.id, Purpose.FACTOR, by=by, now=MONDAY)


LIVES = [  # what, how it is made, the table it is a row of, how long it lives at most
    ("answers nobody saved", lambda db, keys, one: draft(db, saved=False), Draft, DAY),
    ("answers that were saved", lambda db, keys, one: draft(db, saved=True), Draft, 28 * DAY),
    ("a visit that asks", lambda db, keys, one: visit(db, VisitKind.DRAFTING), Visit, DAY),
    ("a visit that reads", lambda db, keys, one: visit(db, VisitKind.TRACKING), Visit, timedelta(minutes=15)),
    ("what was typed and not sent", lambda db, keys, one: typed_and_not_sent(db, keys), Unsent, None),
    ("a colleague's browser", lambda db, keys, one: session(db, one), StaffSession, desk_sessions.LONGEST),
    ("what a colleague typed", lambda db, keys, one: held(db, one), HeldForm, HOUR),
    ("a link to begin", lambda db, keys, one: link(db, one), Invitation, DAY),
]


@pytest.mark.parametrize(("make", "table", "life"), [one[1:] for one in LIVES], ids=[one[0] for one in LIVES])
def test_it_lives_as_long_as_was_said_and_an_hour_at_most_beyond_ret_06(db, keys, worker, person, make, table, life):
    account = person(Role.OFFICER)
    make(db, keys, account)
    db.commit()
    life = life or db.scalars(select(table)).one().expires_at - MONDAY

    def left():
        db.rollback()
        return db.scalar(select(func.count()).select_from(table))

    before = left()
    worker(MONDAY + life - timedelta(minutes=1))
    assert left() == before
    worker(MONDAY + life - timedelta(minutes=1) + HOUR)
    assert left() == before - 1


def test_new_words_nobody_used_open_nothing_and_the_page_can_be_given_others_trk_10(db, keys, worker, person):
    officer = who(person(Role.OFFICER, name="Priya Shah"))
    one_time_words(db, keys)
    db.commit()
    worker(MONDAY + ONE_TIME - timedelta(minutes=1))
    db.rollback()
    assert db.scalars(select(Holder.words_wrap)).one() is not None
    worker(MONDAY + ONE_TIME + HOUR)
    db.rollback()
    case, holder = db.scalars(select(Case)).one(), db.scalars(select(Holder)).one()
    assert (holder.words_wrap, holder.expires_at, holder.case_id) == (None, None, case.id)
    assert main_holder(db, case) == holder
    assert reissuing.ask(db, case, holder.id, "in_person", actor=officer, now=MONDAY + ONE_TIME + HOUR)


def test_how_often_somebody_tried_is_forgotten_a_day_after_it_counts_ret_06(db, sessions, worker, tmp_path):
    assert claim(sessions, tmp_path, ((STAFF_NETWORK, "192.0.2.0/24"),), now=MONDAY) is None
    worker(MONDAY + DAY - timedelta(minutes=1))
    assert len(db.scalars(select(Throttle)).all()) == 1
    worker(MONDAY + DAY + HOUR)
    db.rollback()
    assert db.scalars(select(Throttle)).all() == []


def test_junk_mail_and_its_files_are_kept_for_ninety_days_ret_06(db, sessions, keys, worker, person, tmp_path):
    officer = who(person(Role.OFFICER, name="Priya Shah"))
    db.commit()
    take(desk_of(sessions, keys, tmp_path / "files"), mail("Buy this"), now=MONDAY)
    db.rollback()
    row = mail_desk.one(db, officer, db.scalars(select(IncomingMail.id)).one(), keys.staff.ring)
    mail_desk.no_complaint(db, row, "junk", actor=officer, now=MONDAY + DAY)
    db.commit()
    files = tmp_path / "files"

    def kept():
        db.rollback()
        return len(db.scalars(select(IncomingMail)).all()), len(db.scalars(select(Upload)).all())

    assert [one for one in files.rglob("*") if one.is_file()]
    worker(MONDAY + 91 * DAY)
    assert kept() == (1, 1)
    worker(MONDAY + 91 * DAY + HOUR)
    assert kept() == (0, 0)
    worker(MONDAY + 93 * DAY)
    assert [one for one in files.rglob("*") if one.is_file()] == []


def test_a_hold_over_every_case_keeps_what_reached_us_and_no_more_ret_02_ret_06(
    db, sessions, keys, worker, person, tmp_path
):
    """An inquiry's order: mail of no case waits until two people lift it; what somebody never sent is forgotten."""
    officer = who(person(Role.OFFICER, name="Priya Shah"))
    mabel, hannah = (who(person(Role.RECORDS, name=name)) for name in ("Mabel Stone", "Hannah Cole"))
    db.commit()
    take(desk_of(sessions, keys, tmp_path / "files"), mail("Nobody listens"), now=MONDAY)
    db.rollback()
    row = mail_desk.one(db, officer, db.scalars(select(IncomingMail.id)).one(), keys.staff.ring)
    mail_desk.no_complaint(db, row, "junk", actor=officer, now=MONDAY)
    by = {"now": MONDAY, "keys": keys.staff.ring}
    until = (MONDAY + 300 * DAY).date()
    hold = legal_holds.place(db, None, "inquiry", "A moratorium.", until, actor=mabel, **by)
    drafting.start_draft(db, Journey.PARENT, now=MONDAY)
    db.commit()
    worker(MONDAY + 92 * DAY)
    db.rollback()
    assert len(db.scalars(select(IncomingMail)).all()) == 1
    assert len(db.scalars(select(Upload)).all()) == 1, "its file waits with it"
    assert not db.scalars(select(Draft)).all()
    legal_holds.ask_to_lift(db, db.merge(hold), "It is over.", actor=mabel, **by)
    legal_holds.lift(db, db.merge(hold), actor=hannah, now=MONDAY)
    db.commit()
    worker(MONDAY + 92 * DAY + HOUR)
    db.rollback()
    assert not db.scalars(select(IncomingMail)).all()


def test_a_case_and_the_way_back_to_it_have_no_short_life_ret_06(db, keys, worker):
    make_case(db, keys.public.ring, now=MONDAY)
    db.commit()
    worker(MONDAY + 3650 * DAY)
    db.rollback()
    assert (len(db.scalars(select(Case)).all()), len(db.scalars(select(Holder)).all())) == (1, 1)
