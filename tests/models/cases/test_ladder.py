"""An alert that nobody accepts climbs: managers at 15 minutes, then alternates and the third contact (T38, AZ-04)."""

from dataclasses import replace
from datetime import timedelta

from models.cases import alerting, climbing
from models.cases.duty_rota import Duty, number_code, rota_of, set_rota, when_code
from models.cases.walls import wall_off
from models.procedure.terms import Role
from models.tables import Staff
from tests.conftest import MONDAY
from tests.models.cases.test_alerting import actor_of, raised, told


def climb(db, keys, minutes):
    climbing.escalate_due(db, keys.worker, now=MONDAY + timedelta(minutes=minutes))
    db.commit()
    return set(told(db, keys))


def ladder(db, **change):
    set_rota(db, replace(rota_of(db, "ashbourne", day=MONDAY.date()), **change), now=MONDAY)
    db.commit()


def test_each_rung_is_told_once_and_in_its_time_t38(db, keys, person):
    duty, manager, alternate = (person(role).email for role in (Role.DUTY, Role.MANAGER, Role.ALTERNATE))
    ladder(db, second_contact="edt@ashbourne.example", third_contact="head@ashbourne.example", third_after=45)
    raised(db, keys)
    db.commit()
    assert climb(db, keys, 14) == {duty}
    assert climb(db, keys, 15) == {duty, manager, "edt@ashbourne.example"}
    assert climb(db, keys, 44) == {duty, manager, "edt@ashbourne.example"}
    everybody = {duty, manager, "edt@ashbourne.example", alternate, "head@ashbourne.example"}
    assert climb(db, keys, 45) == everybody
    before = len(told(db, keys))
    climb(db, keys, 90)
    assert len(told(db, keys)) == before


def test_an_alert_that_somebody_has_climbs_no_further_t38(db, keys, person):
    duty, alternate = person(Role.DUTY), person(Role.ALTERNATE)
    who, other = actor_of(duty), alternate.email
    alert = raised(db, keys).alert
    alerting.accept(db, alert, actor=who, now=MONDAY)
    db.commit()
    assert other not in climb(db, keys, 60)


def test_the_third_contact_whom_it_is_about_hears_nothing_az_04(db, keys, person):
    about = person(Role.RESPONDER, name="Tracy Dunmore")
    person(Role.DUTY), person(Role.MANAGER)
    email, staff = about.email, db.get_one(Staff, about.staff_id)
    ladder(db, third_contact=email)
    alert = raised(db, keys).alert
    wall_off(db, [staff], (), now=MONDAY, alert_id=alert.id, confirmed=True)
    db.commit()
    climb(db, keys, 15)
    assert email not in climb(db, keys, 60)


def test_soon_is_said_only_where_somebody_is_there_and_mail_leaves_t39():
    there, away, nobody = Duty(True, "1", None), Duty(False, "2", MONDAY), Duty(False, "", None)
    assert [when_code(duty, sending=True) for duty in (there, away, nobody, None)] == [
        "soon", "later", "not_promised", "not_promised",
    ]  # fmt: skip
    assert when_code(there, sending=False) == "not_promised"
    assert [number_code(duty) for duty in (there, away, nobody, None)] == ["phone_on", "phone_off", "", ""]
