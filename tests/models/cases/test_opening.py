"""From a statement to a case: what follows, and what is kept from whom."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from models.procedure.terms import Channel, Clock, Event, Journey, State, Way
from models.sealing import Keyring, Unreadable
from models.tables import CaseEvent, Confidential, Message, NoticeTo, RunningClock, SafeWay, TheirWords
from models.tables.case import NEVER
from tests.conftest import MONDAY
from tests.counting import counting
from tests.making import make_case

CONTACT = {
    "contact": {"ways": ["email"]},
    "contact_details": {"email": "sam@home.example", "email_seen": "no"},
}


def clocks(db, case):
    return {c.clock: c.due_on for c in db.scalars(select(RunningClock).where(RunningClock.case_id == case.id))}


def test_a_case_has_its_clocks_from_the_day_it_was_received_k_03_k_10(db, keys):
    opened = make_case(db, keys.public.ring, now=MONDAY)
    due = clocks(db, opened.case)
    assert due[Clock.ACKNOWLEDGE] == date(2026, 11, 25)
    assert due[Clock.S1_RESPONSE] == date(2026, 12, 7)
    assert opened.case.state is State.RECEIVED


def test_the_queue_is_told_what_is_due_first(db, keys):
    case = make_case(db, keys.public.ring, now=MONDAY).case
    first = min(clocks(db, case).values())
    assert case.next_due_on == first
    assert clocks(db, case)[case.next_clock] == first


def test_the_day_of_receipt_is_the_day_in_england_f_25(db, keys):
    after_midnight_in_summer = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    assert make_case(db, keys.public.ring, now=after_midnight_in_summer).case.received_on == date(2026, 7, 1)


def test_a_child_who_was_offered_an_advocate_on_the_page_has_been_offered_one_k_05(db, keys):
    answers = {"advocate": {"advocate": "not_now"}}
    case = make_case(db, keys.public.ring, now=MONDAY, answers=answers).case
    happened = db.scalars(select(CaseEvent.event).where(CaseEvent.case_id == case.id).order_by(CaseEvent.number)).all()
    assert happened == [Event.RECEIVED, Event.ADVOCATE_OFFERED, Event.ADVOCATE_NOT_NOW]
    running = select(RunningClock.stopped_on).where(RunningClock.case_id == case.id)
    assert db.scalars(running.where(RunningClock.clock == Clock.OFFER_ADVOCACY)).one() == MONDAY.date()


def test_a_child_who_said_yes_was_promised_one_by_a_day_so_its_clock_runs_on_k_05(db, keys):
    case = make_case(db, keys.public.ring, now=MONDAY, answers={"advocate": {"advocate": "yes"}}).case
    running = select(RunningClock.stopped_on).where(RunningClock.case_id == case.id)
    assert db.scalars(running.where(RunningClock.clock == Clock.OFFER_ADVOCACY)).one() is None


def test_no_clock_runs_on_thanks_and_nothing_is_due(db, keys):
    case = make_case(db, keys.public.ring, now=MONDAY, journey=Journey.PRAISE).case
    assert Clock.S1_RESPONSE not in clocks(db, case)
    assert case.next_due_on == NEVER or case.next_clock in clocks(db, case)


def test_what_was_registered_by_staff_counts_from_when_anyone_here_had_it_k_11(db, keys):
    friday = datetime(2026, 11, 20, 9, tzinfo=UTC)
    opened = make_case(
        db,
        keys.public.ring,
        now=MONDAY,
        channel=Channel.PHONE,
        received_at=friday,
        holder=False,
        journey=Journey.PARENT,
    )
    assert opened.case.received_on == date(2026, 11, 20)
    assert clocks(db, opened.case)[Clock.S1_RESPONSE] == date(2026, 12, 4)


def test_the_public_site_cannot_open_what_it_has_just_kept_enc_02(db, keys):
    case = make_case(db, keys.public.ring, now=MONDAY).case
    db.commit()
    with pytest.raises(Unreadable):
        keys.public.ring.with_case(case)


def test_staff_open_the_words_and_the_card_with_the_master(db, keys):
    case = make_case(db, keys.public.ring, now=MONDAY, answers=CONTACT).case
    ring = keys.staff.ring.with_case(case)
    words, card = db.scalars(select(TheirWords)).one(), db.scalars(select(Confidential)).one()
    assert ring.open_json(TheirWords.answers, words)["tell"]["story"] == "Nobody rings me back."
    assert ring.open_json(Confidential.details, card)["contact"]["email"] == "sam@home.example"


def test_found_words_reveal_no_address_sealing_2_5(db, keys):
    """The holder's words open the thread; the address is in the file, which they do not open."""
    opened = make_case(db, keys.public.ring, now=MONDAY, answers=CONTACT)
    thread_only = Keyring({"thread": opened.keys["thread"]})
    words = db.scalars(select(TheirWords)).one()
    assert "sam@home.example" not in thread_only.open(TheirWords.answers, words)
    with pytest.raises(Unreadable):
        thread_only.open(Confidential.details, db.scalars(select(Confidential)).one())


def test_only_ways_that_were_ticked_are_safe_t37(db, keys):
    case = make_case(db, keys.public.ring, now=MONDAY, answers=CONTACT).case
    safe = {w.way for w in db.scalars(select(SafeWay).where(SafeWay.case_id == case.id)) if w.allowed}
    assert safe <= {Way.EMAIL, Way.HERE}
    notice = db.scalars(select(NoticeTo)).one()
    assert keys.worker.open_json(NoticeTo.work, notice) == {"email": "sam@home.example"}


def test_names_and_addresses_go_to_the_worker_to_be_indexed_sealing_2_12(db, keys):
    make_case(db, keys.public.ring, now=MONDAY, answers=CONTACT)
    message = db.scalars(select(Message).where(Message.kind == "index")).one()
    assert keys.worker.open_json(Message.work, message)["email"] == ["sam@home.example"]


def test_a_submission_takes_at_most_eight_statements_d_26(db, keys, sessions):
    make_case(db, keys.public.ring, now=MONDAY, answers=CONTACT)  # policy and holidays are remembered after the first
    with counting(sessions.engine) as seen:
        make_case(db, keys.public.ring, now=MONDAY, answers=CONTACT)
        db.commit()
    others = [statement for statement in seen if "holder" not in statement.split("(")[0]]
    assert len(others) <= 8, "\n".join(others)


def test_two_cases_of_the_same_words_look_different_trk_02(db, keys):
    one, two = (make_case(db, keys.public.ring, now=MONDAY).case for _ in range(2))
    blobs = db.scalars(select(TheirWords.answers)).all()
    assert blobs[0] != blobs[1]
    assert one.reference != two.reference


def test_what_was_sent_cannot_be_changed_by_any_code_of_ours_t43(db, keys):
    opened = make_case(db, keys.public.ring, now=MONDAY)
    row = db.scalars(select(TheirWords)).one()
    opened.keys.seal_json(TheirWords.answers, row, {"tell": {"story": "Nothing is wrong."}})
    with pytest.raises(ValueError, match="never changed"):
        db.flush()
