"""What leaves stage 2: something new begins at stage 1, what is corporate has its own stage 2 (S-09, S-23, E-56)."""

from datetime import date

import pytest
from sqlalchemy import select

from models.cases import allocating, choosing
from models.cases.deciding import PointGiven
from models.cases.finding import points_of
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Clock, Procedure, Role, State
from models.tables import Case, Letter, RunningClock
from tests.admin.test_stage_two_answer import decide
from tests.models.cases.answered import MONDAY, at, one
from tests.models.cases.investigated import begun
from tests.models.cases.screened import desk  # noqa: F401
from tests.portal.coming_back import REFERENCE
from tests.portal.test_statement import asked, come_back, offered  # noqa: F401

MIXED = (PointGiven("The plan was late."), PointGiven("The car park is shut.", Procedure.CORPORATE))


def part_of(db, case):
    db.expire_all()
    return db.scalars(select(Case).where(Case.part_of_id == case.id)).one()


def running(db, case):
    query = select(RunningClock).where(RunningClock.case_id == case.id, RunningClock.stopped_on.is_(None))
    return {clock.clock: clock for clock in db.scalars(query)}


def test_something_new_at_stage_2_is_a_complaint_of_its_own_from_today_and_stage_2_goes_on_s_23(
    admin, portal, db, keys, asked, sign_in, clock  # noqa: F811
):  # fmt: skip
    officer = sign_in(Role.OFFICER)
    begun(db, keys, asked, officer)
    before = {name: row.due_on for name, row in running(db, asked.case).items()}
    clock.now = at(10)
    sign_in(Role.OFFICER)
    here = f"/cases/{REFERENCE}/statement"
    assert admin.post(f"{here}/new", data={"new-text": ""}).status_code == 422
    assert admin.post(f"{here}/new", data={"new-text": "My bike was taken away."}).status_code == 303
    twice = admin.post(f"{here}/new", data={"new-text": "My bike  was taken away."})
    assert twice.status_code == 409, "pressed twice, it is one complaint"
    assert "This is a complaint of its own already." in twice.text
    part = part_of(db, asked.case)
    assert (part.state, part.received_on) == (State.RECEIVED, at(10).date())
    assert "My bike was taken away." in admin.get(f"/cases/{part.reference}/triage").text
    assert running(db, part)[Clock.S1_RESPONSE].due_on == date(2026, 12, 24), "ten working days from today"
    assert {name: row.due_on for name, row in running(db, asked.case).items()} == before
    come_back(portal)
    assert "A part of it goes another way." in portal.get("/your-page").text


def test_new_points_may_be_taken_in_by_agreement_and_every_version_stays_s_23(
    admin, portal, db, keys, asked, sign_in, clock  # noqa: F811
):  # fmt: skip
    officer = sign_in(Role.OFFICER)
    begun(db, keys, asked, officer)
    clock.now = at(10)
    sign_in(Role.OFFICER)
    offered(admin, "Nobody rings me back.\n\nMy room is cold.\n\nMy bike was taken away.")
    come_back(portal)
    portal.post("/your-page/10/right")
    portal.post("/your-page/10/sign", data={"agree": ["look", "happen"], "name": "Sam"})
    clocks = running(db, asked.case)
    assert clocks[Clock.S2_RESPONSE].started_on == at(7).date(), "the Ombudsman's clock has run since the request"
    assert clocks[Clock.S2_PROCEDURE].started_on == at(10).date()
    page = admin.get(f"/cases/{REFERENCE}/statement").text
    assert "Version 1: replaced" in page
    assert "My bike was taken away." in page


@pytest.fixture
def mixed(db, desk, priya, person, clock):  # noqa: F811
    """Two procedures in one case, answered in one letter by Mo, and stage 2 asked for."""
    hannah = one(person, Role.MANAGER, "Hannah Cole")
    desk.decided_by_two(Procedure.STATUTORY, "own_right", hannah.actor, points=MIXED)
    decide(db, desk.case, desk.opened.keys, priya, hannah, now=MONDAY)
    told = {"keys": desk.opened.keys, "actor": desk.officer, "now": at(7)}
    choosing.ask_next_stage(db, desk.case, points=(), why="", **told)
    db.commit()
    clock.now = at(8)
    return desk


def test_the_corporate_point_goes_to_its_own_stage_2_with_its_own_clock_and_other_eyes_s_09_k_82(
    admin, db, mixed, sign_in
):
    sign_in(Role.OFFICER)
    here = f"/cases/{mixed.case.reference}/stage-2"
    assert "Take them to the corporate stage 2" in admin.get(here).text
    assert admin.post(f"{here}/corporate").status_code == 303
    part = part_of(db, mixed.case)
    assert (part.procedure, part.state) == (Procedure.CORPORATE, State.C2_REQUESTED)
    assert [point.procedure for point in points_of(db, mixed.case)] == [Procedure.STATUTORY]
    assert running(db, mixed.case)[Clock.S2_RESPONSE].started_on == at(7).date()
    assert running(db, part)[Clock.C2_ACKNOWLEDGE].started_on == at(7).date(), "from the day it was asked for"
    with pytest.raises(NotAllowed, match="Somebody else has to decide"):
        allocating.give(db, part, mixed.responder, actor=mixed.officer, now=at(8))
    assert admin.post(f"/cases/{part.reference}/stage-2/acknowledge").status_code == 303
    assert db.scalars(select(Letter.kind).where(Letter.case_id == part.id)).all() == ["acknowledgement_corporate2"]
    assert admin.post(f"{here}/corporate").status_code == 409, "two people at once"


def test_a_statutory_point_never_leaves_its_stage_2_for_the_corporate_one_e_43_x_03(admin, db, asked, sign_in):  # noqa: F811
    sign_in(Role.OFFICER)
    here = f"/cases/{REFERENCE}/stage-2"
    assert "corporate stage 2" not in admin.get(here).text
    assert admin.post(f"{here}/corporate").status_code == 409
