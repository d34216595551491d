"""What waits goes once, by a way that is still safe, and counts on the day it goes (R3, K-18, PRV-10)."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from models.audit import SYSTEM
from models.cases.recording import record
from models.cases.releasing import release
from models.jobs.outbox import LEASE, WAITS, By, _claim, send_pending
from models.post.mail import NotNow, Refused
from models.procedure.terms import Clock, Event, Procedure, Way
from models.sealing import Blob
from models.tables import Case, Letter, Message, RunningClock, SafeWay, Tag
from tests.conftest import MONDAY
from tests.making import make_case

EMAIL = {"contact": {"ways": ["email"]}, "contact_details": {"email": "sam@home.example", "email_seen": "no"}}
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def worker(sessions, keys):
    sessions.configure(info={"chain": keys.chain("worker")})

    def run(post, now=MONDAY):
        return send_pending(sessions, keys.worker, keys.index, By(post), now=now)

    return run


@pytest.fixture
def letter(db, keys):
    """An acknowledgement that waits for the mail server."""
    opened = make_case(db, keys.public.ring, now=MONDAY, answers=EMAIL)
    opened.case.procedure = Procedure.STATUTORY
    record(db, opened.case, Event.ROUTED_STATUTORY, actor=SYSTEM, now=MONDAY)
    made = release(
        db, opened.case, "acknowledgement", {}, event=Event.ACKNOWLEDGED, actor=SYSTEM, now=MONDAY, keys=opened.keys
    )
    db.commit()
    return made


def failing(error):
    def post(mail):
        raise error from ConnectionResetError()

    return post


def ack(db):
    db.rollback()  # see what the worker did meanwhile
    return db.scalars(select(RunningClock).where(RunningClock.clock == Clock.ACKNOWLEDGE)).one()


def notice(db):
    db.rollback()  # see what the worker did meanwhile
    return db.scalars(select(Message).where(Message.kind == "notice")).one()


def test_a_letter_counts_on_the_day_it_goes_not_the_day_it_was_written_k_18(db, worker, letter):
    db.refresh(letter)
    assert (letter.way, letter.counted_at) == (Way.EMAIL, None)
    assert ack(db).stopped_on is None
    worker(lambda mail: None, TUESDAY)
    assert ack(db).stopped_on == TUESDAY.date()


def test_the_notice_says_nothing_of_the_case_prv_10(db, worker, letter):
    posted = []
    worker(posted.append)
    mail = next(m for m in posted if m.to == "sam@home.example")
    reference = db.scalars(select(Case.reference)).one()
    assert len(mail.body) <= 100
    for word in (reference, "Sam", "complaint", "social", "http"):
        assert word not in mail.subject + mail.body


def test_nothing_goes_by_a_way_that_stopped_being_safe_after_it_was_queued_t37(db, worker, letter):
    db.execute(update(SafeWay).where(SafeWay.way == Way.EMAIL).values(allowed=False))
    db.commit()
    posted = []
    worker(posted.append)
    assert posted == []
    assert notice(db).state == "stopped"
    assert db.get(Letter, letter.id).way is Way.CALL
    assert ack(db).stopped_on is None


def test_a_server_that_does_not_answer_is_tried_again_and_again_f_08(db, worker, letter):
    worker(failing(NotNow()))
    message = notice(db)
    assert (message.state, message.due_at, message.last_error) == ("queued", MONDAY + WAITS[0], "ConnectionResetError")
    assert worker(lambda mail: None, MONDAY) == 0  # not before its time
    assert worker(lambda mail: None, MONDAY + WAITS[0]) == 1


def test_an_address_that_will_never_work_becomes_a_task_for_a_person_f_11(db, worker, letter):
    worker(failing(Refused()))
    assert notice(db).state == "failed"
    assert db.get(Letter, letter.id).way is Way.CALL
    assert ack(db).stopped_on is None


def test_after_the_last_try_a_person_is_told(db, worker, letter):
    now = MONDAY
    for _ in range(len(WAITS) + 1):
        worker(failing(NotNow()), now)
        now += max(WAITS)
    assert notice(db).state == "failed"


def test_a_worker_that_died_in_the_middle_is_taken_over_when_its_lease_ends_f_15(db, sessions, worker, letter):
    _claim(sessions, MONDAY)
    assert worker(lambda mail: None, MONDAY) == 0
    assert worker(lambda mail: None, MONDAY + LEASE + timedelta(seconds=1)) >= 1


def test_one_bad_message_never_stops_the_rest(db, keys, worker):
    for _ in range(3):
        opened = make_case(db, keys.public.ring, now=MONDAY, answers=EMAIL)
        opened.case.procedure = Procedure.STATUTORY
        record(db, opened.case, Event.ROUTED_STATUTORY, actor=SYSTEM, now=MONDAY)
        release(db, opened.case, "x", {}, event=None, actor=SYSTEM, now=MONDAY, keys=opened.keys)
    db.commit()
    first = db.scalars(select(Message.id).where(Message.kind == "index").limit(1)).one()
    db.execute(update(Message).where(Message.id == first).values(work=Blob(b"bad")))
    db.commit()
    posted = []
    worker(posted.append)
    assert len(posted) == 3


def test_a_person_who_checks_here_has_the_letter_at_once_d_7(db, keys):
    opened = make_case(db, keys.public.ring, now=MONDAY)
    opened.case.procedure = Procedure.STATUTORY
    record(db, opened.case, Event.ROUTED_STATUTORY, actor=SYSTEM, now=MONDAY)
    made = release(db, opened.case, "x", {}, event=Event.ACKNOWLEDGED, actor=SYSTEM, now=MONDAY, keys=opened.keys)
    db.commit()
    assert (made.way, made.counted_on) == (Way.HERE, MONDAY.date())
    assert ack(db).stopped_on == MONDAY.date()


def test_a_withdrawn_case_is_not_acknowledged_by_a_letter_that_was_still_waiting(db, worker, letter):
    case = db.get(Case, letter.case_id)
    record(db, case, Event.WITHDRAWN, actor=SYSTEM, now=MONDAY)
    db.commit()
    worker(lambda mail: None, TUESDAY)
    db.rollback()  # see what the worker did meanwhile
    assert db.get(Letter, letter.id).counted_on == TUESDAY.date()


def test_the_index_holds_no_address_only_its_tag_sealing_2_12(db, worker, letter):
    worker(lambda mail: None)
    tags = db.scalars(select(Tag)).all()
    assert {tag.kind for tag in tags} >= {"email"}
    assert not any("sam" in tag.tag for tag in tags)
    assert db.scalars(select(Message.work).where(Message.kind == "index")).one() is None
