"""Somebody has left: nothing is theirs to open or be given any more, and a complaint about them is still walled."""

import uuid
from datetime import date

import pytest

from models.cases import radar
from models.cases.walls import raise_for_name
from models.procedure.terms import Role
from models.tables import AuditRow, Message, Staff, StaffSession, Team
from tests.conftest import MONDAY
from tests.making import make_case
from tests.models.cases.answered import who

LAST = {"day-day": "20", "day-month": "11", "day-year": "2026"}


@pytest.fixture
def amir(person):
    return person(Role.ADMINISTRATOR, name="Amir Jalali")


def left(admin, staff_id):
    return admin.post(f"/people/{staff_id}/left", data=LAST | {"confirm": "yes"})


def test_who_has_left_is_signed_out_chosen_for_nothing_and_what_was_theirs_is_handed_over_auth_12_x_16(
    admin, db, given, manager, amir, sign_in, person
) -> None:
    case = given[0]
    hannah = person(Role.MANAGER, name="Hannah Teller")
    leads = who(hannah)
    mina = Staff(id=uuid.uuid4(), name="Mina Fox", job="", manager_id=manager.staff_id)
    db.add(mina)
    db.commit()
    sign_in(account=manager)
    sign_in(account=amir)
    admin.get(f"/people/{manager.staff_id}")
    assert f"/people/{manager.staff_id}/left" in admin.page.html
    assert admin.post(f"/people/{manager.staff_id}/left", data=LAST | {"day-year": "2027"}).status_code == 422
    assert admin.post(f"/people/{manager.staff_id}/left", data=LAST).status_code == 200
    for said in (
        "Left on 20 November 2026",
        "Closed: they are signed out everywhere",
        "for Mina Fox",
        "open complaints",
    ):
        assert said in admin.page.text
    assert db.get(Staff, manager.staff_id).active, "it is seen before it is done"
    assert left(admin, manager.staff_id).status_code == 303
    db.expire_all()
    assert (manager.state, db.get(Staff, manager.staff_id).left_on) == ("disabled", date(2026, 11, 20))
    assert db.query(StaffSession).filter_by(account_id=manager.id).count() == 0
    assert db.query(AuditRow).filter_by(action="staff_left", object_id=manager.staff_id).count() == 1
    assert db.query(Message).filter(Message.cause.like(f"left:{manager.staff_id}:%:{hannah.id}")).count() == 1
    admin.get("/people")
    assert "Closed. Has left" in admin.page.text
    assert str(manager.staff_id) not in admin.page.html.split('name="manager"')[1].split("</select>")[0]
    admin.get(f"/people/{mina.id}")
    assert "Mo Reed (has left)" in admin.page.text, "her line is as it was until somebody changes it"
    assert radar.counts(db, leads, today=MONDAY.date())["X-16"] == 1
    sign_in(account=hannah)
    admin.get("/hand-over")
    assert "Mo Reed : 1 open case, has left" in admin.page.text
    choices = admin.get(f"/cases/{case.reference}/who-answers").get_data(as_text=True).split("<select")[1:]
    assert not any(str(manager.staff_id) in one.split("</select>")[0] for one in choices)


def test_who_is_back_may_be_chosen_again_and_signs_in_once_somebody_opens_their_account(
    admin, db, manager, amir, sign_in
) -> None:
    team = Team(id=uuid.uuid4(), name="North", directorate="Children", active=True)
    db.add(team)
    db.flush()
    manager.staff.team_id = team.id
    db.commit()
    sign_in(account=amir)
    here, door = f"/people/{manager.staff_id}", f"/settings/teams/{team.id}/open-or-close"
    assert admin.post(door, data={"do": "close", "confirm": "yes"}).status_code == 409
    assert "Choose another team on their page first." in admin.page.text
    left(admin, manager.staff_id)
    assert admin.post(f"{here}/enable", data={"confirm": "yes"}).status_code == 409, "they have left"
    admin.post(door, data={"do": "close"})
    assert "Closed: nobody can be put into it" in admin.page.text
    assert admin.post(door, data={"do": "close", "confirm": "yes"}).status_code == 303
    admin.get("/people")
    assert str(team.id) not in admin.page.html.split('name="team"')[1].split("</select>")[0]
    admin.get(here)
    assert "The last day was" in admin.page.text
    admin.post(f"{here}/back")
    assert "North (closed)" in admin.page.text
    assert admin.post(f"{here}/back", data={"confirm": "yes"}).status_code == 303
    db.expire_all()
    again = db.get(Staff, manager.staff_id)
    assert (again.active, again.team_id, manager.state) == (True, None, "disabled")
    assert admin.post(f"{here}/enable", data={"confirm": "yes"}).status_code == 303
    assert admin.post(door, data={"do": "open", "confirm": "yes"}).status_code == 303
    admin.get("/settings/teams")
    assert "Opened a team again" in admin.page.text


def test_nobody_says_of_themselves_that_they_have_left(admin, db, amir, sign_in) -> None:
    sign_in(account=amir)
    admin.get(f"/people/{amir.staff_id}/left")
    assert "Another administrator has to say it." in admin.page.text
    assert left(admin, amir.staff_id).status_code == 409
    db.expire_all()
    assert amir.state == "active"


def test_a_complaint_about_who_has_left_is_kept_from_their_manager_who_is_here_az_04(db, keys, person) -> None:
    boss = person(Role.RESPONDER, name="Ruth Lind")
    gone = person(Role.RESPONDER, name="Gareth Boyle", manager=boss.staff)
    gone.staff.active = False
    case = make_case(db, keys.staff.ring, now=MONDAY).case
    first = raise_for_name(db, "gareth", now=MONDAY, case=case)
    assert {entry.staff_id for entry in first} == {gone.staff_id, boss.staff_id}
    above = person(Role.RESPONDER, name="Stephen Ash")
    below = person(Role.RESPONDER, name="Kim Holt", manager=gone.staff)
    gone.staff.manager_id = above.staff_id
    entries = raise_for_name(db, "kim", now=MONDAY, case=case)
    assert {entry.staff_id for entry in entries} == {below.staff_id, gone.staff_id, above.staff_id}, (
        "not ended by a gap"
    )
