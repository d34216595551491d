"""Put it right early: begun by an officer, only where the person agrees, beside the complaint (K-08)."""

from datetime import date

import pytest
from sqlalchemy import select

from models.cases import early_resolution
from models.cases.recording import record
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Clock, Event, Journey, Procedure, Role
from models.tables import RunningClock
from tests.conftest import MONDAY
from tests.making import make_case
from tests.models.cases.answered import at

HERE = "/cases/CV-AAAA-A1"
EARLY = f"{HERE}/put-right-early"
AGREED = {"begin-how": "phone", "begin-told": "told", "begin-said": "Mo visits on Wednesday."}


@pytest.fixture
def opened(db, keys):
    return make_case(db, keys.staff.ring, now=MONDAY, reference="CV-AAAA-A1", journey=Journey.PARENT)


def running(db):
    db.expire_all()
    return {one.clock: one.due_on for one in db.scalars(select(RunningClock).where(RunningClock.stopped_on.is_(None)))}


def test_an_officer_begins_it_where_they_agree_and_its_days_count_from_receipt_beside_stage_1_k_08(
    admin, db, opened, sign_in, clock
):
    before = running(db)
    clock.now = at(24, month=11)
    sign_in(Role.OFFICER)
    assert EARLY in admin.get(f"{HERE}/triage").get_data(as_text=True)
    assert admin.post(EARLY, data={**AGREED, "begin-told": []}).status_code == 422
    assert "they have to know it" in admin.page.text
    assert "Mo visits on Wednesday." in admin.page.text, "nothing typed is lost"
    assert admin.post(EARLY, data=AGREED).status_code == 303
    assert running(db) == {**before, Clock.EARLY_RESOLUTION: date(2026, 11, 30)}, "no other day moves"
    assert admin.get(EARLY).status_code == 200
    assert "by Monday 30 November 2026" in admin.page.text
    assert admin.post(EARLY, data=AGREED).status_code == 409, "somebody does it already"
    clock.now = at(1)
    sign_in(Role.OFFICER)
    assert "Put it right early, or agree a way forward" in admin.get(f"{HERE}/clocks").get_data(as_text=True)


@pytest.mark.parametrize(("outcome", "written"), [("put_right", True), ("way_forward", True), ("goes_on", False)])
def test_what_is_agreed_is_owed_in_writing_and_anything_else_is_investigated_k_08_k_17(
    admin, db, opened, officer, outcome, written
):
    opened.case.procedure = Procedure.STATUTORY
    record(db, opened.case, Event.ROUTED_STATUTORY, actor=officer, now=MONDAY)
    db.commit()
    assert admin.post(EARLY, data=AGREED).status_code == 303
    said = {"end-outcome": outcome, "end-said": "A new day for the visit."}
    assert admin.post(f"{EARLY}/end", data={**said, "end-said": ""}).status_code == 422
    assert admin.post(f"{EARLY}/end", data=said).status_code == 303
    left = running(db)
    assert Clock.EARLY_RESOLUTION not in left
    assert left[Clock.S1_RESPONSE] == date(2026, 12, 7), "nothing is taken off its days"
    assert (Clock.S1_CONFIRM in left) is written
    with pytest.raises(NotAllowed, match="Nobody is putting this right"):
        early_resolution.finish(
            db, opened.case, "goes_on", "x", keys=opened.keys, actor=officer, now=MONDAY
        )  # fmt: skip


def test_after_its_days_and_where_nobody_can_agree_it_is_not_begun_k_08(admin, db, keys, opened, sign_in, clock):
    clock.now = at(1)
    sign_in(Role.OFFICER)
    assert admin.get(EARLY).status_code == 200
    assert "ended on Monday 30 November 2026" in admin.page.text
    assert admin.post(EARLY, data=AGREED).status_code == 409
    by = {"keys": opened.keys, "actor": sign_in(Role.OFFICER), "now": clock.now}
    with pytest.raises(NotAllowed, match="It is investigated"):
        early_resolution.begin(db, opened.case, "phone", "Mo visits.", **by)
    thanks = make_case(db, keys.staff.ring, now=MONDAY, reference="CV-AAAA-A2", journey=Journey.PRAISE)
    with pytest.raises(NotAllowed, match="Only a complaint"):
        early_resolution.begin(db, thanks.case, "phone", "Mo visits.", **{**by, "keys": thanks.keys})
