"""What an answer promised is followed until it is done (X-15)."""

from datetime import UTC, date, datetime

import pytest

from models.cases import allocating, answer_release, answering, promises
from models.cases.must_not_miss import beside
from models.jobs.digest import send_digests
from models.procedure.terms import Role
from models.tables import Action, Case, Letter, Message, Point
from tests.models.cases.answered import MONDAY, full, routed, who

LATER = datetime(2026, 12, 21, 8, tzinfo=UTC)


@pytest.fixture
def kept(db, keys, person, officer):
    """A released answer in which Mo promised to do something by 18 December."""
    mo, priya = person(Role.RESPONDER, name="Mo Reed"), who(person(Role.OFFICER, name="Priya Shah"))
    case, ring = routed(db, keys.staff.ring, priya)
    allocating.give(db, case, mo.staff_id, actor=priya, now=MONDAY)
    shown = answering.desk(db, case, priya, ring, now=MONDAY)
    answering.save(db, case, full(shown, mo.staff_id), seen=shown.marks, actor=priya, now=MONDAY, keys=ring)
    answering.ask_for_check(db, case, actor=priya, now=MONDAY, keys=ring)
    answering.agree(db, case, actor=officer, now=MONDAY, keys=ring)
    answer_release.let_go(db, case, actor=priya, now=MONDAY, keys=ring)
    db.commit()
    return case, mo


def test_what_was_promised_stands_on_the_case_until_it_is_done_x_15(admin, db, kept, sign_in) -> None:
    case, mo = kept
    sign_in(Role.OFFICER)
    page = f"/cases/{case.reference}/promises"
    admin.get(page)
    assert all(words in admin.page.text for words in ("Rosa will ring you.", "Friday 18 December 2026", "Mo Reed"))
    admin.get(f"/cases/{case.reference}/close")
    assert "Rosa will ring you." in admin.page.text
    row = db.query(Action).one()
    sign_in(account=mo)
    admin.get(f"{page}/{row.id}")
    day = {"on-day": "23", "on-month": "11", "on-year": "2026"}
    assert admin.post(f"{page}/{row.id}", data=day).status_code == 422
    assert admin.post(f"{page}/{row.id}", data={**day, "on-day": "24", "note": "Later."}).status_code == 422
    assert admin.post(f"{page}/{row.id}", data={**day, "on-day": "22", "note": "Before."}).status_code == 422
    assert "It was promised on 23 November 2026. Choose that day or a later one." in admin.page.text
    assert "Before." in admin.page.html, "nothing typed is lost"
    assert admin.post(f"{page}/{row.id}", data={**day, "note": "She rang."}).status_code == 303
    db.expire_all()
    assert db.query(Action).one().done_on == date(2026, 11, 23)
    sign_in(Role.OFFICER)
    admin.get(f"/cases/{case.reference}/timeline")
    assert "She rang." in admin.page.text


def test_nobody_else_marks_a_promise_as_done_x_15(admin, db, kept, sign_in, person) -> None:
    case, _ = kept
    sign_in(account=person(Role.RESPONDER, name="Al Other"))
    assert admin.get(f"/cases/{case.reference}/promises").status_code == 404


def test_a_late_promise_is_in_the_mornings_mail_and_on_the_case_x_15(db, keys, kept) -> None:
    case, mo = kept
    assert beside(db, db.get(Case, case.id), date(2026, 12, 18))[1] == 0
    assert beside(db, db.get(Case, case.id), date(2026, 12, 19))[1] == 1
    send_digests(db, keys.staff.ring, now=LATER)
    cause = f"digest:{mo.id}:2026-12-21"
    message = db.query(Message).filter_by(cause=cause).one()
    body = keys.worker.open_json(Message.work, message)["body"]
    assert f"{case.reference}  promised for Friday 18 December" in body


def test_who_owns_a_promise_can_sign_in_or_is_the_officer_x_15(db, keys, person, kept) -> None:
    case, mo = kept
    head = person(Role.DIRECTOR, name="Ada Head")
    found = {one.id for one in promises.owners(db, case)}
    assert mo.staff_id in found
    assert head.staff_id not in found


def test_a_finding_put_right_goes_to_the_person_in_a_short_letter_g_07(admin, db, keys, kept, sign_in) -> None:
    case, _ = kept
    sign_in(Role.OFFICER)
    page = f"/cases/{case.reference}/correct"
    admin.get(f"{page}?fact=finding")
    assert "They get a short letter that puts it right." in admin.page.text
    point = db.query(Point).filter_by(case_id=case.id).one()
    right = {"fact": "finding", "point": str(point.id), "finding": "partially_upheld", "why": "Typed wrongly."}
    assert admin.post(page, data=right).status_code == 422
    assert admin.post(page, data={**right, "tell": "The rest stays as it was."}).status_code == 303
    letter = db.query(Letter).filter_by(case_id=case.id, kind="correction").one()
    said = str(keys.staff.ring.with_case(db.get(Case, case.id)).open_json(Letter.body, letter))
    assert "We think you are right about some of this" in said
    admin.get(page)
    assert "was Upheld, now Partly upheld" in admin.page.text
    assert "The rest stays as it was." in said
