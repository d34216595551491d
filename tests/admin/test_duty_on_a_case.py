"""What duty did comes back to the case: who has the alert, when it ended and how, and none of its words (E-41)."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases import alerting
from models.procedure.terms import Role
from models.tables.account import Account
from tests.admin.test_duty import alert
from tests.browser_rules import Browser
from tests.conftest import MONDAY, Locks
from tests.making import make_case


def test_the_officer_reads_who_took_the_alert_and_what_duty_did_e_41(
    admin: Browser, officer: Actor, db: Session, keys: Locks, person: Callable[..., Account]
) -> None:
    ring: Any = keys.staff.ring
    opened = make_case(db, ring, now=MONDAY, reference="CV-AAAA-A1")
    made = alert(db, keys, case=opened.case)
    admin.get("/cases/CV-AAAA-A1/triage")
    assert admin.page
    assert admin.page.text.count("Nobody has accepted the alert") == 1
    assert "Ring duty: " in admin.page.text, "whom to ring, on every page of the case"
    duty = person(Role.DUTY, name="Ola Reed")
    taker = Actor(kind="staff", id=duty.staff_id, name="Ola Reed", roles=frozenset({Role.DUTY}))
    alerting.accept(db, made, actor=taker, now=MONDAY)
    alerting.finish(db, made, "We rang. She is with her aunt.", keys=ring, actor=taker, now=MONDAY)
    db.commit()
    for part in ("triage", "timeline"):
        admin.get(f"/cases/CV-AAAA-A1/{part}")
        page = admin.page.text
        assert "Ola Reed" in page
        assert "She is with her aunt." in page
        assert "hit" not in page
        assert "Ring duty" not in page
    for happened in ("sent to duty", "accepted by duty", "closed by duty"):
        assert f"Safety alert: {happened}" in page


def test_an_alert_that_was_dealt_with_before_the_case_says_so(
    admin: Browser, officer: Actor, db: Session, keys: Locks, person: Callable[..., Account]
) -> None:
    made = alert(db, keys)
    duty = person(Role.DUTY, name="Ola Reed")
    taker = Actor(kind="staff", id=duty.staff_id, name="Ola Reed", roles=frozenset({Role.DUTY}))
    alerting.accept(db, made, actor=taker, now=MONDAY)
    opened = make_case(db, keys.staff.ring, now=MONDAY, reference="CV-AAAA-A1")
    alerting.link(db, made, opened.case, actor=taker, now=MONDAY)
    db.commit()
    admin.get("/cases/CV-AAAA-A1/timeline")
    assert admin.page
    assert "duty had accepted it before" in admin.page.text
