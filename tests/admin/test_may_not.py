"""Who may not have their part starts nothing: the office has a task, the radar lists it, the person reads a calm page
(G-04, REG 17(2), REG 19, X-16)."""

from itertools import product

import pytest
from sqlalchemy import select

from models.cases import appointing, barred, radar
from models.cases.investigating import begin_signed
from models.cases.walls import wall_off
from models.procedure.independence import STAGE_2, TIES, Part
from models.procedure.tasks import MAY_NOT
from models.procedure.terms import Role, State
from models.tables import Case, ComplaintStatement, Outsider, Staff
from models.tables.task import Task
from tests.admin.panelling import outsider, whole_panel
from tests.models.cases.answered import at, who
from tests.models.cases.investigated import NAMES, part_of
from tests.models.cases.investigated import pool as pool_of
from tests.portal.test_statement import asked, come_back, offered  # noqa: F401

TODAY = at(8).date()
SIGNING = {"agree": ["look", "happen"], "name": "Sam"}


@pytest.fixture
def both(db, keys, asked, person):  # noqa: F811
    """Two people from the pool are appointed, and an officer who did it."""
    actor = who(person(Role.OFFICER, name="Priya Shah"))
    people = pool_of(db, keys.staff.ring, actor, *NAMES.values(), "Kim Ward")
    asked.case.officer_id = actor.id
    for part, name in NAMES.items():
        appointing.appoint(db, asked.case, part, people[name].id, on=TODAY, actor=actor, now=at(8))
    db.commit()
    return asked.case, people, actor


def signed(admin, portal, sign_in):
    sign_in(Role.OFFICER)
    offered(admin)
    come_back(portal)
    portal.post("/your-page/10/right")
    assert portal.post("/your-page/10/sign", data=SIGNING).status_code == 303


def of_the_office(db):
    db.expire_all()
    return db.scalars(select(Task).where(Task.kind == MAY_NOT)).all()


def listed(db, actor):
    return radar.counts(db, actor, today=TODAY)["X-16"]


def test_a_signature_begins_nothing_while_the_independent_person_may_not_be_it_and_then_it_begins_g_04(
    admin, portal, db, keys, both, sign_in
):
    case, people, actor = both
    people["Ruth Amari"].officer = True
    db.commit()
    signed(admin, portal, sign_in)
    assert begin_signed(db, now=at(8)) == 0
    assert barred.ask_for_others(db, now=at(8)) == 1
    assert barred.ask_for_others(db, now=at(8)) == 0, "once"
    db.commit()
    db.refresh(case)
    assert case.state is State.S2_REQUESTED
    page = portal.get("/your-page/10").get_data(as_text=True)
    assert "You signed this on Tuesday 8 December." in page, "the signature is kept"
    assert "First we make sure that the right two people look at it. Then they start." in page
    assert "Ruth" not in page
    assert db.scalars(select(ComplaintStatement.state)).all() == ["signed"]
    assert listed(db, actor) == 1
    (task,) = of_the_office(db)
    assert "may not have their part" in admin.get(f"/cases/{case.reference}/tasks").text
    told = {"on": TODAY, "actor": actor, "now": at(8)}
    row = part_of(db, case, Part.INDEPENDENT)
    appointing.end(db, case, row.id, "She works for the council.", keys=keys.staff.ring.with_case(case), **told)
    appointing.appoint(db, case, Part.INDEPENDENT, people["Kim Ward"].id, **told)
    assert case.state is State.S2_INVESTIGATING, "with the new person it begins"
    barred.ask_for_others(db, now=at(8))
    db.commit()
    assert of_the_office(db)[0].done_at is not None, "the task closes itself"
    assert "First we make sure" not in portal.get("/your-page/10").get_data(as_text=True)
    assert listed(db, actor) == 0


def test_what_is_signed_on_their_page_begins_with_the_worker_where_nothing_stands_against_it_k_31(
    admin, portal, db, both, sign_in
):
    signed(admin, portal, sign_in)
    assert begin_signed(db, now=at(8)) == 1
    assert begin_signed(db, now=at(8)) == 0
    assert both[0].state is State.S2_INVESTIGATING
    assert barred.ask_for_others(db, now=at(8)) == 0


def test_it_begins_by_itself_when_what_stood_against_them_was_a_mistake(admin, portal, db, both, sign_in):
    case, people, _ = both
    people["Ruth Amari"].member = True
    db.commit()
    signed(admin, portal, sign_in)
    assert begin_signed(db, now=at(8)) == 0
    people["Ruth Amari"].member = False
    assert begin_signed(db, now=at(8)) == 1
    assert case.state is State.S2_INVESTIGATING


def test_the_database_and_the_rules_say_the_same_of_everybody_g_04(db, both):
    case, people, _ = both
    for part, tie in product(STAGE_2, sorted({tie for ties in TIES.values() for tie in ties})):
        row = part_of(db, case, part)
        person = db.get_one(Outsider, row.outsider_id)
        setattr(person, tie, True)
        db.flush()
        listed_here = db.scalars(select(Case.id).where(barred.on_it())).first() is not None
        assert listed_here is bool(barred.barred(db, case)), (part, tie)
        assert listed_here is (tie in TIES[part]), (part, tie)
        setattr(person, tie, False)
    people["Ruth Amari"].active = False
    db.flush()
    assert db.scalars(select(Case.id).where(barred.on_it())).all() == [case.id]
    people["Ruth Amari"].active = True
    wall_off(db, [db.get_one(Staff, people["Ruth Amari"].staff_id)], (), now=at(8), case=case, confirmed=True)
    db.flush()
    assert db.scalars(select(Case.id).where(barred.on_it())).all() == [case.id]


def test_a_seat_of_a_panel_that_waits_to_meet_is_listed_too_and_one_that_met_is_not_reg_19(panel, admin, db):
    whole_panel(admin, db)
    assert db.scalars(select(Case.id).where(barred.on_it())).all() == []
    outsider(db, "Ines Okafor").recent = True
    db.commit()
    assert db.scalars(select(Case.id).where(barred.on_it())).all() == [panel.case.id]
    panel.case.state = State.S3_HELD
    db.commit()
    assert db.scalars(select(Case.id).where(barred.on_it())).all() == [], "nobody is appointed any more"
