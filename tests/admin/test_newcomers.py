"""Somebody who joins the directory later is kept from what was written of them before (AZ-04)."""

import pytest
from sqlalchemy import select

from models.cases.finding import find
from models.procedure.terms import Journey, Procedure, Role, State
from models.tables import Case, Staff, WallEntry
from tests.conftest import MONDAY
from tests.making import make_case
from tests.models.cases.answered import one

NAMED = {"worker": {"worker": "Kev Brown", "ask_first": "ok"}}


@pytest.fixture
def written(db, keys):
    """A case that names Kev Brown, one that names nobody, and one that is over."""
    cases = [
        make_case(db, keys.public.ring, now=MONDAY, answers=NAMED).case,
        make_case(db, keys.public.ring, now=MONDAY).case,
    ]
    over = make_case(db, keys.public.ring, now=MONDAY, answers=NAMED, journey=Journey.YOUNG_PERSON).case
    over.closed_on, over.state, over.procedure = MONDAY.date(), State.CLOSED, Procedure.STATUTORY
    db.commit()
    return cases[0], over.id


def kept_out(db):
    db.expire_all()
    name = select(WallEntry.case_id, Staff.name, WallEntry.confirmed).join(Staff, Staff.id == WallEntry.staff_id)
    return db.execute(name).all()


def test_who_is_entered_a_week_later_is_kept_out_until_an_officer_says_who_is_meant_az_04(
    admin, db, written, sign_in, person
):
    sign_in(Role.ADMINISTRATOR, name="Omar Hill")
    written, over = written
    assert kept_out(db) == []
    answer = admin.post("/people", data={"name": "Kev Brown", "job": "Agency worker", "confirm": "yes"})
    assert answer.status_code == 303
    both = {(written.id, "Kev Brown", False), (over, "Kev Brown", False)}
    assert set(kept_out(db)) == both, "what is over is kept from them as well"
    priya = one(person, Role.OFFICER, "Priya Shah")
    sign_in(account=priya.account)
    admin.get(f"/cases/{written.reference}/people")
    assert "Kev Brown may be meant" in " ".join(admin.page.text.split())
    kev = db.scalars(select(Staff.id).where(Staff.name == "Kev Brown")).one()
    assert admin.post(f"/cases/{written.reference}/wall/{kev}/lift").status_code == 303


def test_who_is_renamed_is_looked_for_too_and_whom_an_officer_judged_is_left_az_04(admin, db, written, sign_in, person):
    written, over = written
    named = one(person, Role.RESPONDER, "Kevan Braun")
    sign_in(Role.ADMINISTRATOR, name="Omar Hill")
    page = f"/people/{named.id}"
    given = {"name": "Kevan Brown", "job": "Manager", "confirm": "yes"}
    assert admin.post(page, data=given).status_code == 303
    assert {row[0] for row in kept_out(db)} == {written.id, over}
    for entry in db.scalars(select(WallEntry)):
        entry.lifted_at = MONDAY
    case = db.get_one(Case, written.id)
    case.responder_id = named.id
    db.commit()
    assert admin.post(page, data=given | {"name": "Kev Brown"}).status_code == 303
    assert len(kept_out(db)) == 2
    assert find(db, named.actor, written.reference)
