"""What an administrator sets up."""

from datetime import date

from models.cases.duty_rota import rota_of
from models.cases.recording import running_clocks
from models.procedure.terms import Clock, Role
from models.tables import AuditRow, ClockMove, Team
from tests.models.cases.answered import routed, who


def answer_day(db, case) -> date:
    db.expire_all()
    return next(c for c in running_clocks(db, case) if c.clock is Clock.S1_RESPONSE).due_on


def test_a_bank_holiday_announced_later_moves_open_deadlines_s_40(admin, db, keys, person, sign_in) -> None:
    case, _ = routed(db, keys.staff.ring, who(person(Role.OFFICER)))
    sign_in(Role.ADMINISTRATOR)
    admin.get("/settings/holidays")
    day = {"day-day": "2", "day-month": "12", "day-year": "2026"}
    assert admin.post("/settings/holidays", data=day).status_code == 422
    saturday = {**day, "day-day": "5", "name": "A Saturday"}
    assert admin.post("/settings/holidays", data=saturday).status_code == 422
    assert "It is not counted already" in admin.page.text
    named = {**day, "name": "A day of mourning"}
    assert admin.post("/settings/holidays", data=named).status_code == 200
    assert all(words in admin.page.text for words in ("Answer at stage 1", "Monday 7 December", "Tuesday 8 December"))
    assert case.reference not in admin.page.text  # an administrator sees no case (AZ-03)
    assert answer_day(db, case) == date(2026, 12, 7)
    assert admin.post("/settings/holidays", data={**named, "confirm": "yes"}).status_code == 303
    admin.get("/settings/holidays")
    assert "Deadlines moved in 1 case." in admin.page.text
    assert answer_day(db, case) == date(2026, 12, 8)
    assert admin.post("/settings/holidays", data={**day, "name": "Again"}).status_code == 422
    sign_in(Role.OFFICER)
    admin.get(f"/cases/{case.reference}/clocks")
    assert "They were told Monday 7 December 2026 before, and now read Tuesday 8 December 2026" in admin.page.text


def test_a_day_added_by_mistake_is_taken_back_while_it_is_ahead_s_40(admin, db, keys, person, sign_in) -> None:
    case, _ = routed(db, keys.staff.ring, who(person(Role.OFFICER)))
    sign_in(Role.ADMINISTRATOR)
    admin.get("/settings/holidays")
    day = {"day-day": "2", "day-month": "12", "day-year": "2026", "name": "A mistake", "confirm": "yes"}
    assert admin.post("/settings/holidays", data=day).status_code == 303
    admin.get("/settings/holidays")
    assert "Take it back" in admin.page.text
    back = "/settings/holidays/take-back"
    assert admin.post(back, data={"day": "2026-12-25", "confirm": "yes"}).status_code == 422
    assert admin.post(back, data={"day": "2026-12-02"}).status_code == 200
    assert "Tuesday 8 December" in admin.page.text
    assert admin.post(back, data={"day": "2026-12-02", "confirm": "yes"}).status_code == 303
    assert answer_day(db, case) == date(2026, 12, 7)
    clock = next(c for c in running_clocks(db, case) if c.clock is Clock.S1_RESPONSE)
    moves = db.query(ClockMove).filter_by(clock_id=clock.id).order_by(ClockMove.at, ClockMove.was).all()
    assert [move.why for move in moves] == ["holiday", "holiday_back"]


def test_the_rota_is_kept_and_audited(admin, db, sign_in) -> None:
    sign_in(Role.ADMINISTRATOR)
    admin.get("/settings/duty")
    week = {"monday": "9:00 to 17:00", "phone": "01632 960101", "out_of_hours": "01632 960199"}
    assert admin.post("/settings/duty", data={**week, "monday": "17:00 to 9:00"}).status_code == 422
    assert "17:00 to 9:00" in admin.page.html
    assert admin.post("/settings/duty", data={**week, "saturday": "10 to 12.30", "confirm": "yes"}).status_code == 303
    rota = rota_of(db, "ashbourne", day=date(2026, 11, 23))
    assert sorted(rota.week) == [0, 5]
    assert db.query(AuditRow).filter_by(action="rota_changed").count() == 1


def test_a_team_is_added_once(admin, db, sign_in) -> None:
    sign_in(Role.ADMINISTRATOR)
    admin.get("/settings/teams")
    sent = {"name": "North assessment", "directorate": "Children", "confirm": "yes"}
    assert admin.post("/settings/teams", data=sent).status_code == 303
    assert admin.post("/settings/teams", data={**sent, "name": "north Assessment"}).status_code == 422
    assert db.query(Team).count() == 1


def test_every_figure_stands_beside_the_law_g_01(admin, sign_in) -> None:
    sign_in(Role.MANAGER)
    admin.get("/settings/policy")
    assert "Answer at stage 1 ( K-10 )" in admin.page.text
    assert "The law: regulation 14" in admin.page.text
    assert admin.get("/settings/duty").status_code == 404


def test_settings_open_for_an_administrator_alone(admin, sign_in) -> None:
    sign_in(Role.OFFICER)
    assert admin.get("/settings").status_code == 404
    sign_in(Role.ADMINISTRATOR)
    admin.get("/settings")
    assert "Bank holidays" in admin.page.text
