"""Bad input after stage 1: a day before its cause, somebody barred midway, two officers at once (S-17, S-20, S-41)."""

import uuid
from datetime import date

import pytest
from sqlalchemy import select

from models.audit import Actor
from models.cases import barred, investigating, reporting
from models.cases.outsiders import NAMED
from models.cases.walls import wall_off
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Role, State
from models.tables import Appointment, Case, OmbudsmanCase, OmbudsmanRemedy, Outsider, Spend, Staff
from tests.admin.panelling import HERE as STAGE_3
from tests.admin.panelling import outsider, seat, stated
from tests.admin.test_ombudsman import WROTE, at, begun, days
from tests.admin.test_stage_two import HERE as STAGE_2
from tests.admin.test_stage_two import SOMEBODY, appoint, pool  # noqa: F401
from tests.databases import MONDAY
from tests.portal.coming_back import case_with_words
from tests.portal.test_statement import asked  # noqa: F401
from tests.portal.test_tracking import answering

TODAY = date(2026, 11, 23)


def test_an_answer_is_never_wanted_before_the_day_they_wrote_s_19(admin, db, keys, on):
    answering(db, case_with_words(db, keys))
    on(TODAY)
    before = WROTE | {"answer_by-day": "22", "answer_by-month": "11"}
    assert admin.post("/ombudsman/new", data=before).status_code == 422
    assert "They cannot want an answer before the day they wrote." in admin.page.text
    assert "Please send the file." in admin.page.text, "what was typed stays"
    assert db.scalars(select(OmbudsmanCase)).all() == []


@pytest.mark.parametrize("name", ["due_on", "prove_by"])
def test_no_remedy_is_due_or_proven_before_they_wrote_k_68(admin, db, keys, on, name):
    begun(admin, db, keys, on)
    offer = {"remedy-kind": "apology", "remedy-state": "recommended", "remedy-what": "Say sorry."}
    assert admin.post(f"{at(db)}/remedy", data=offer | days("remedy-", date(2026, 11, 20), name)).status_code == 422
    assert "before the Ombudsman wrote to us" in admin.page.text


def test_a_remedy_goes_on_in_the_order_of_its_days_and_money_is_counted_once_s_17(admin, db, keys, on):
    begun(admin, db, keys, on)
    offer = {"remedy-kind": "payment", "remedy-state": "offered", "remedy-what": "£250.", "remedy-pounds": "250"}
    assert admin.post(f"{at(db)}/remedy", data=offer).status_code == 303
    remedy = db.scalars(select(OmbudsmanRemedy.id)).one()

    def goes(to, when):
        given = {f"go-{remedy}-to": to, f"go-{remedy}-said": "By transfer."} | days(f"go-{remedy}-", when)
        return admin.post(f"{at(db)}/remedy/{remedy}", data=given).status_code

    on(date(2026, 12, 4))
    assert goes("accepted", date(2026, 12, 3)) == 303
    assert goes("done", date(2026, 12, 2)) == 422, "paid before they took it"
    assert "before the last thing that happened" in admin.page.text
    assert db.scalars(select(Spend)).all() == []
    assert goes("done", date(2026, 12, 4)) == 303
    assert goes("done", date(2026, 12, 4)) == 422, "two officers at once: the second hears how it stands"
    paid = db.scalars(select(Spend)).one()
    assert (paid.heading, paid.pence, paid.paid_on) == ("Redress", 25_000, date(2026, 12, 4))


def test_who_left_the_pool_or_is_named_midway_is_shown_at_stage_2_az_04_s_20(admin, db, asked, pool):  # noqa: F811
    for part, name in (("investigator", "Ines Okafor"), ("independent", "Ruth Amari")):
        assert appoint(admin, part, name, db).status_code == 303
    assert NAMED not in admin.get(STAGE_2).text
    ruth = db.scalars(select(Outsider).where(Outsider.name == "Ruth Amari")).one()
    assert admin.post(f"/pool/{ruth.id}", data=SOMEBODY | {"name": "Ruth Amari", "active": []}).status_code == 303
    ines = db.scalars(select(Outsider).where(Outsider.name == "Ines Okafor")).one()
    named = db.get_one(Staff, ines.staff_id)
    wall_off(db, [named], (), now=MONDAY, case=db.scalars(select(Case)).one(), confirmed=True)
    db.commit()
    admin.get(STAGE_2)
    assert f"Ines Okafor: {NAMED}" in admin.page.text
    assert "Ruth Amari is no longer in the pool." in admin.page.text


def test_two_officers_fill_one_seat_and_nobody_sits_before_the_panel_was_asked_for(panel, admin, db):
    assert seat(admin, db, "chair", "Ines Okafor", date(2026, 11, 20)).status_code == 422
    assert seat(admin, db, "chair", "Ines Okafor").status_code == 303
    assert seat(admin, db, "chair", "Colm Daly").status_code in (303, 422)
    chairs = db.scalars(select(Appointment).where(Appointment.part == "chair")).all()
    assert [one.outsider_id for one in chairs] == [outsider(db, "Ines Okafor").id]
    assert "Ines Okafor" in admin.get(STAGE_3).text


def test_who_may_not_have_a_part_stops_the_start_the_final_report_and_the_answer_g_04(admin, db, asked, pool):  # noqa: F811
    for part, name in (("investigator", "Ines Okafor"), ("independent", "Ruth Amari")):
        assert appoint(admin, part, name, db).status_code == 303
    case = db.scalars(select(Case)).one()
    assert barred.barred(db, case) == []
    ruth = db.scalars(select(Outsider).where(Outsider.name == "Ruth Amari")).one()
    ruth.officer = True
    db.commit()
    stated(db, asked, "Nobody rang.")
    staff = Actor(kind="staff", id=ruth.staff_id, name="Priya Shah", roles=frozenset({Role.OFFICER}))
    investigating.start_if_ready(db, case, actor=staff, now=MONDAY)
    assert case.state is State.S2_REQUESTED, "it does not begin"
    row = db.scalars(select(Appointment).where(Appointment.part == "independent")).one()
    case.state = State.S2_FACT_CHECK
    with pytest.raises(NotAllowed, match=r"REG 17\(2\)"):
        reporting.came(
            db, case, row, reporting.FINAL, uuid.uuid4(), on=MONDAY.date(), keys=asked.keys, actor=staff, now=MONDAY
        )
    with pytest.raises(NotAllowed, match="End their part with the reason"):
        barred.refuse(db, case)
    row.ended_on = MONDAY.date()
    assert barred.barred(db, case) == [], "what is ended is no obstacle"
    row.ended_on, ruth.officer, case.state = None, False, State.S2_REQUESTED
    investigating.start_if_ready(db, case, actor=staff, now=MONDAY)
    assert case.state is State.S2_INVESTIGATING
