"""The whole register leaves on two people's word where it holds many complaints (AZ-10, AUTH-13)."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from models.procedure.terms import Role
from models.register import leaving
from models.tables import AuditRow, Message, RegisterJob, StaffSession
from tests.conftest import MONDAY
from tests.making import make_case

PAGE = "/whole-register"


@pytest.fixture
def two(db, keys, person, monkeypatch):
    """Two managers, and more cases than one person takes away alone."""
    monkeypatch.setattr(leaving, "ALONE", 2)
    for _ in range(3):
        make_case(db, keys.staff.ring, now=MONDAY)
    db.commit()
    return person(Role.MANAGER, name="Hannah Teller"), person(Role.MANAGER, name="Mabel Stone")


@pytest.fixture
def sure(db, sign_in):
    """Signed in as this one, with a fresh code."""

    def come(account):
        sign_in(account=account)
        db.execute(update(StaffSession).values(factor_at=MONDAY))
        db.commit()

    return come


def waiting(db):
    db.expire_all()
    return db.scalars(select(RegisterJob)).all()


def test_one_manager_asks_another_agrees_and_it_is_taken_once_az_10(admin, db, keys, two, sure):
    hannah, mabel = two
    sure(hannah)
    admin.get(PAGE)
    assert "It holds more than 2 cases, so another manager has to agree first." in admin.page.text
    assert admin.post(f"{PAGE}/take-away").status_code == 303
    [job] = waiting(db)
    assert admin.post(f"{PAGE}/take-away").status_code == 409, "asked already"
    assert admin.post(f"{PAGE}/take-away/{job.id}/agree").status_code == 409, "the same person twice"
    assert [row.state for row in waiting(db)] == ["out_asked"]
    [mail] = [
        keys.worker.open_json(Message.work, row) for row in db.scalars(select(Message).where(Message.kind == "staff"))
    ]
    assert mail["to"] == mabel.email
    assert admin.get(f"{PAGE}/{job.id}").status_code == 404, "nothing that was handed in"
    sure(mabel)
    admin.get(PAGE)
    assert "Hannah Teller asked for it" in admin.page.text
    assert admin.post(f"{PAGE}/take-away/{job.id}/agree").status_code == 303
    assert admin.post(f"{PAGE}/take-away/{job.id}/agree").status_code == 409, "once is enough"
    sure(hannah)
    admin.get(PAGE)
    assert "Another manager has agreed." in admin.page.text
    assert admin.post(f"{PAGE}/take-away").mimetype == "application/zip"
    assert admin.post(f"{PAGE}/take-away").status_code == 303, "the next time somebody has to agree again"
    said = db.scalars(select(AuditRow.action).where(AuditRow.object_kind == "register")).all()
    assert {"register_leave_asked", "register_leave_agreed", "register_taken_away"} <= set(said)


def test_who_agrees_needs_a_fresh_code_and_what_was_agreed_is_over_after_a_day_auth_13_az_10(
    admin, db, two, sure, clock
):
    hannah, mabel = two
    sure(hannah)
    admin.post(f"{PAGE}/take-away")
    [job] = waiting(db)
    sure(mabel)
    db.execute(update(StaffSession).values(factor_at=MONDAY - timedelta(minutes=6)))
    db.commit()
    assert 'name="fresh_code"' in admin.post(f"{PAGE}/take-away/{job.id}/agree").text
    assert [row.state for row in waiting(db)] == ["out_asked"]
    sure(mabel)
    admin.post(f"{PAGE}/take-away/{job.id}/agree")
    clock.now = MONDAY + timedelta(days=1, minutes=1)
    sure(hannah)
    admin.get(PAGE)
    assert "Another manager has agreed." not in admin.page.text


def test_let_be_by_either_it_waits_no_more_and_few_cases_need_no_second_person_az_10(admin, db, two, sure, monkeypatch):
    hannah, mabel = two
    sure(hannah)
    admin.post(f"{PAGE}/take-away")
    [job] = waiting(db)
    sure(mabel)
    assert admin.post(f"{PAGE}/take-away/{job.id}/refuse").status_code == 303
    assert admin.post(f"{PAGE}/take-away/{job.id}/agree").status_code == 409
    monkeypatch.setattr(leaving, "ALONE", 3)
    assert admin.post(f"{PAGE}/take-away").mimetype == "application/zip"
