"""An answer to a notice that does not belong to its case, and a mail that asks for records (E-07, SAR-01, AZ-04)."""

import uuid
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from models.jobs.lapsing import forget_expired
from models.post.replies import REPLY
from models.procedure.terms import Event, Role
from models.tables import AccessRequest, Case, CaseEvent, IncomingMail, Message, Note, ThreadMessage, WallEntry
from tests.admin.test_mail import FIELDS
from tests.databases import MONDAY
from tests.mails import WORDS
from tests.making import make_case

ASKED = {
    "by": "themselves", "who": "Jo Marsh", "came": "mail", "on-day": "23", "on-month": "11", "on-year": "2026",
    "said": "Send me all you keep", "proof": "no",
}  # fmt: skip


@pytest.fixture
def answer(db, desk, officer, came, written_to):
    """A mail that answers a notice; its page and its row."""
    notice = db.scalars(select(Message).where(Message.kind == "notice")).one()
    return came(to=desk.replies.address(REPLY, notice.id, written_to.case.id))


def wall(db, case, staff_id):
    db.add(WallEntry(case_id=case.id, staff_id=staff_id, because="named", raised_at=MONDAY))
    db.commit()


def test_an_answer_becomes_a_case_of_its_own_and_whom_the_first_keeps_out_the_new_one_does(
    admin, db, person, answer, written_to
):
    named = person(Role.RESPONDER, name="Mo Reed")
    wall(db, written_to.case, named.staff_id)
    page, row = answer
    admin.get(page)
    assert "It does not belong to this case" in admin.page.text
    assert admin.get(f"{page}/case").status_code == 200
    admin.post(f"{page}/case", data=FIELDS)
    db.refresh(row)
    made = db.get_one(Case, row.case_id)
    assert made.id != written_to.case.id
    [note] = db.scalars(select(Note)).all()
    assert (note.case_id, note.kind) == (written_to.case.id, "note")
    walls = select(WallEntry.staff_id, WallEntry.confirmed).where(WallEntry.case_id == made.id)
    assert db.execute(walls).all() == [(named.staff_id, False)]


def test_an_answer_goes_to_another_case_which_then_waits_on_us(admin, db, keys, answer):
    other = make_case(db, keys.public.ring, now=MONDAY).case
    other.waiting_on = "person"
    db.commit()
    page, row = answer
    first = db.get_one(Case, row.case_id).reference
    assert "They wrote to us" in admin.get(f"/cases/{first}").text
    admin.post(
        f"{page}/attach",
        data={"attach-reference": other.reference, "attach-sure": other.reference, "attach-where": "messages"},
    )
    db.rollback()
    db.refresh(row)
    assert (row.case_id, db.scalars(select(ThreadMessage)).one().case_id) == (other.id, other.id)
    db.refresh(other)
    assert other.waiting_on == "us"
    happened = db.scalars(select(CaseEvent.event).where(CaseEvent.case_id == other.id)).all()
    assert Event.MESSAGE_FROM_PERSON in happened
    assert "They wrote to us: answer by" in admin.get(f"/cases/{other.reference}").text
    assert "They wrote to us: answer by" not in admin.get(f"/cases/{first}").text, "it is answered elsewhere"


def test_an_answer_that_is_no_complaint_stays_behind_its_cases_wall(admin, db, keys, sessions, answer, written_to):
    page, row = answer
    assert admin.post(f"{page}/no-complaint", data={}).status_code == 422
    assert 'id="elsewhere" class="govuk-details" open' in admin.page.html
    admin.post(f"{page}/no-complaint", data={"what": "answered"})
    db.refresh(row)
    assert (row.case_id, row.ended) == (written_to.case.id, "answered")
    [note] = db.scalars(select(Note)).all()
    assert "does not belong to it. Priya Shah" in keys.staff.ring.with_case(written_to.case).open(Note.body, note)
    with sessions() as session, session.begin():
        forget_expired(session, now=MONDAY + timedelta(days=91))
    db.rollback()
    assert db.get(IncomingMail, row.id) is not None


def test_a_mail_that_asks_for_records_goes_to_the_records_officers_who_begin_the_request_from_it_sar_01(
    admin, db, keys, sessions, officer, person, sign_in, came
):
    records = person(Role.RECORDS, name="Rae Cole")
    db.commit()
    page, row = came()
    admin.get(page)
    assert "It asks for records, or to be erased" in admin.page.text
    assert admin.post(f"{page}/to-records").status_code == 303
    assert admin.get(f"/records{page}").status_code == 404
    told = db.scalars(select(Message).where(Message.cause.startswith("mail_records:"))).one()
    work = keys.worker.open_json(Message.work, told)
    assert work["to"] == records.email
    assert "23 November 2026" in work["body"]
    assert "Jo" not in work["body"] + work["subject"]
    db.rollback()
    with sessions() as session, session.begin():
        forget_expired(session, now=MONDAY + timedelta(days=200))
    sign_in(account=records)
    admin.get("/records")
    assert "A mail that came on" in admin.page.text
    assert "Records 1" in " ".join(admin.page.text.split())
    assert WORDS in admin.get(f"/records{page}").get_data(as_text=True)
    admin.get(f"/records/requests/new?mail={row.id}")
    assert WORDS in admin.page.html
    assert admin.post("/records/requests/new", data={"mail": str(row.id)}).status_code == 422
    assert str(row.id) in admin.page.html
    assert admin.post("/records/requests/new", data={**ASKED, "mail": str(row.id)}).status_code == 303
    db.refresh(row)
    assert (row.ended, row.settled_by) == ("taken", records.staff_id)
    assert db.scalars(select(AccessRequest.received_on)).one() == date(2026, 11, 23)
    assert admin.post(f"/records{page}/taken").status_code == 409


def test_whom_a_case_keeps_out_is_not_told_and_does_not_read_what_was_handed_over_az_04(
    admin, db, person, sign_in, officer, answer, written_to
):
    page, row = answer
    kept_out, free = person(Role.RECORDS, name="Rae Cole"), person(Role.MANAGER, name="Ama Boateng")
    wall(db, written_to.case, kept_out.staff_id)
    admin.post(f"{page}/to-records")
    told = db.scalars(select(Message.cause).where(Message.cause.startswith("mail_records:"))).one()
    assert told.endswith(str(free.id))  # every records officer is kept out: the complaints manager hears of it
    sign_in(account=kept_out)
    assert admin.get(f"/records{page}").status_code == 404
    assert admin.get(f"/records/requests/new?mail={row.id}").status_code == 404
    admin.get("/records")
    assert "A mail that came on" not in admin.page.text
    sign_in(account=free)
    assert admin.get(f"/records{page}").status_code == 200
    assert admin.post(f"/records{page}/back").status_code == 303
    db.refresh(row)
    assert (row.settled_at, row.case_id) == (None, written_to.case.id)


def test_where_nobody_may_read_it_it_is_not_handed_over(admin, db, came, officer):
    page, row = came()
    assert admin.post(f"{page}/to-records").status_code == 409
    db.refresh(row)
    assert row.settled_at is None
    assert admin.get(f"/records/mail/{uuid.uuid4()}").status_code == 404
