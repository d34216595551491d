"""The duty team's pages: alerts only, taken by a named person, never past the wall (decisions 13, T38, AZ-04)."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from models.audit import Actor
from models.cases import alerting, climbing
from models.procedure.terms import Role, Safe
from models.tables import AuditRow, SafetyAlert
from tests.conftest import MONDAY


def alert(db: Any, keys: Any, **change: Any) -> SafetyAlert:
    facts: dict[str, Any] = {"about_worker": None, "worker": "", "holder_id": None, "case": None, **change}
    made = alerting.raise_alert(
        db,
        council="ashbourne",
        kind=Safe.NO,
        said="He <b>hit</b> me.",
        reach="07700 900123",
        keys=keys.public.ring,
        actor=Actor(kind="person"),
        now=MONDAY,
        **facts,
    ).alert
    db.commit()
    return made


def test_duty_sees_the_alerts_and_nothing_else(admin: Any, db: Any, keys: Any, sign_in: Any) -> None:
    sign_in(Role.DUTY, name="Ola Reed")
    made = alert(db, keys)
    admin.get("/alerts")
    assert "Nobody has accepted it" in admin.page.text
    assert "hit" not in admin.page.text
    html = admin.get(f"/alerts/{made.id}").get_data(as_text=True)
    assert "He &lt;b&gt;hit&lt;/b&gt; me." in html
    assert "07700 900123" in html
    assert admin.get("/queue").status_code == 404
    assert db.scalars(select(AuditRow).where(AuditRow.action == "view_alert")).one().object_id == made.id


def test_who_comes_by_a_one_on_todays_page_is_never_told_that_nobody_waits_6_5(
    admin, db, keys, sign_in, person
) -> None:
    person(Role.DUTY, name="Ola Reed")
    sign_in(Role.MANAGER, name="Ama Osei")
    alert(db, keys)
    admin.get("/alerts")
    assert "1 is with duty, since 10am, and nobody has accepted it yet." in admin.page.text
    assert "Nobody is waiting" not in admin.page.text
    assert "hit" not in admin.page.text


def test_taking_it_recording_and_closing(admin: Any, db: Any, keys: Any, sign_in: Any) -> None:
    sign_in(Role.DUTY, name="Ola Reed")
    made = alert(db, keys).id
    admin.get(f"/alerts/{made}")
    admin.post(f"/alerts/{made}/accept")
    admin.get(f"/alerts/{made}")
    assert "Accepted by Ola Reed" in admin.page.text
    assert admin.post(f"/alerts/{made}/done", data={"outcome": ""}).status_code == 422
    done = {"outcome": "Rang. With Nan tonight."}
    assert admin.post(f"/alerts/{made}/done", data=done).status_code == 422  # whether they were told (2.5)
    admin.post(f"/alerts/{made}/done", data={**done, "told": "yes"})
    admin.get("/alerts")
    assert "Nobody is waiting." in admin.page.text
    admin.get("/alerts?show=closed")
    assert "Closed" in admin.page.text
    assert "With Nan tonight." in admin.get(f"/alerts/{made}").get_data(as_text=True)


def test_the_second_is_told_that_somebody_was_first(admin: Any, db: Any, keys: Any, sign_in: Any, person: Any) -> None:
    first = person(Role.DUTY, name="Ann Lee")
    sign_in(Role.DUTY, name="Ola Reed")
    made = alert(db, keys)
    admin.get(f"/alerts/{made.id}")
    alerting.accept(db, made, actor=Actor(kind="staff", id=first.staff_id), now=MONDAY)
    db.commit()
    answer = admin.post(f"/alerts/{made.id}/accept")
    assert answer.status_code == 409
    assert "Somebody has accepted this alert already." in answer.get_data(as_text=True)


def test_an_alert_shown_again_because_nothing_was_typed_is_a_look_too_aud_01(
    admin: Any, db: Any, keys: Any, sign_in: Any
) -> None:
    sign_in(Role.DUTY, name="Ann Lee")
    made = alert(db, keys)
    admin.get("/alerts")
    admin.post(f"/alerts/{made.id}/accept")
    assert admin.post(f"/alerts/{made.id}/done", data={"outcome": ""}).status_code == 422
    looks = select(AuditRow.action).where(AuditRow.object_id == made.id, AuditRow.action == "view_alert")
    assert db.scalars(looks).all() == ["view_alert"]


def test_whom_it_is_about_finds_nothing(admin: Any, db: Any, keys: Any, sign_in: Any, person: Any) -> None:
    person(Role.DUTY, name="Ann Lee")
    sign_in(Role.DUTY, name="Dana Poole")
    made = alert(db, keys, about_worker=True, worker="Dana Poole")
    missing = admin.get(f"/alerts/{uuid.uuid4()}")
    hidden = admin.get(f"/alerts/{made.id}")
    assert hidden.status_code == missing.status_code == 404
    admin.get("/alerts")
    assert "Nobody is waiting." in admin.page.text
    assert admin.post(f"/alerts/{made.id}/accept").status_code == 404


@pytest.mark.parametrize("role", [Role.OFFICER, Role.RESPONDER, Role.DIRECTOR, Role.ADMINISTRATOR, Role.AUDITOR])
def test_others_have_no_such_page(admin: Any, db: Any, keys: Any, sign_in: Any, role: Role) -> None:
    sign_in(role)
    made = alert(db, keys)
    assert admin.get("/alerts").status_code == 404
    assert admin.get(f"/alerts/{made.id}").status_code == 404


def test_a_manager_sees_those_that_went_up(admin: Any, db: Any, keys: Any, sign_in: Any, person: Any) -> None:
    person(Role.DUTY)
    sign_in(Role.MANAGER)
    made = alert(db, keys)
    assert admin.get(f"/alerts/{made.id}").status_code == 404
    climbing.escalate_due(db, keys.worker, now=MONDAY + timedelta(minutes=15))
    db.commit()
    assert admin.get(f"/alerts/{made.id}").status_code == 200
