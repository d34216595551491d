"""What an officer suspected an officer may undo; what was confirmed takes a manager who did not confirm it (AZ-04)."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from models.cases.walls import entries_of, raise_for_name
from models.procedure.terms import Role
from models.tables import Account, Team
from tests.browser_rules import Browser
from tests.conftest import MONDAY
from tests.making import make_case

REFERENCE = "HV-7K3M-9QX2-4TJ"
AT = f"/cases/{REFERENCE}"
WHY = {"why": "The person named works for another council."}


@pytest.fixture
def karen(person: Callable[..., Account]) -> Account:
    return person(Role.RESPONDER, name="Karen Cole")


@pytest.fixture
def case(db: Session, keys: Any, karen: Account) -> Any:
    made = make_case(db, keys.staff.ring, now=MONDAY, reference=REFERENCE).case
    raise_for_name(db, "Karen Cole", now=MONDAY, case=made)
    db.commit()
    return made


def test_who_is_kept_out_stands_with_their_job_and_team_so_that_nobody_is_taken_for_another(
    admin: Browser, officer: Any, db: Session, keys: Any, person: Callable[..., Account]
) -> None:
    team = Team(id=uuid.uuid4(), name="Family Support North", directorate="Children")
    db.add(team)
    db.flush()
    head = person(Role.RESPONDER, name="Ann Lowe", team=team)
    named = person(Role.RESPONDER, name="Karen Cole", team=team, manager=head.staff)
    named.staff.job, head.staff.job = "Social worker", "Team manager"
    made = make_case(db, keys.staff.ring, now=MONDAY, reference=REFERENCE).case
    raise_for_name(db, "Karen Cole", now=MONDAY, case=made)
    db.commit()
    for page in (f"{AT}/people", f"{AT}/triage"):
        admin.get(page)
        assert "Social worker, Family Support North" in admin.page.text
        assert "Ann Lowe (Team manager, Family Support North)" in admin.page.text


def standing(db: Session, case: Any, account: Account) -> bool:
    db.expire_all()
    return any(one.lifted_at is None for one in entries_of(db, case) if one.staff_id == account.staff_id)


def test_an_officer_lifts_what_nobody_confirmed_az_04(
    admin: Browser, officer: Any, db: Session, case: Any, karen: Account
) -> None:
    admin.get(f"{AT}/people")
    assert admin.post(f"{AT}/wall/{karen.staff_id}/lift").status_code == 303
    assert not standing(db, case, karen)


@pytest.mark.parametrize("data", [{}, WHY])
def test_an_officer_does_not_lift_what_was_confirmed_az_10(
    admin: Browser, officer: Any, db: Session, case: Any, karen: Account, data: dict[str, str]
) -> None:
    admin.post(f"{AT}/wall/{karen.staff_id}/confirm")
    assert "Only a manager who did not confirm this" in admin.get(f"{AT}/people").text
    assert admin.post(f"{AT}/wall/{karen.staff_id}/lift", data=data).status_code == 409
    assert standing(db, case, karen)


def test_the_manager_who_confirmed_it_does_not_lift_it_and_another_does_with_a_reason_az_10(
    admin: Browser, sign_in: Any, person: Any, db: Session, case: Any, karen: Account
) -> None:
    sign_in(Role.MANAGER, name="Tom Reed")
    admin.post(f"{AT}/wall/{karen.staff_id}/confirm")
    assert admin.post(f"{AT}/wall/{karen.staff_id}/lift", data=WHY).status_code == 409
    sign_in(Role.MANAGER, name="Una Lake")
    assert "Why it comes down" in admin.get(f"{AT}/people").text
    assert admin.post(f"{AT}/wall/{karen.staff_id}/lift", data={"why": " "}).status_code == 409
    assert admin.post(f"{AT}/wall/{karen.staff_id}/lift").status_code == 409
    assert standing(db, case, karen)
    assert admin.post(f"{AT}/wall/{karen.staff_id}/lift", data=WHY).status_code == 303
    assert not standing(db, case, karen)
    assert "works for another council" in admin.get(f"{AT}/timeline").text


def test_who_stepped_aside_is_let_back_in_only_by_a_manager_az_10(
    admin: Browser, sign_in: Any, person: Any, db: Session, case: Any
) -> None:
    priya, tom = person(Role.OFFICER, name="Priya Shah"), person(Role.OFFICER, name="Tom Reed")
    una = person(Role.MANAGER, name="Una Lake")
    sign_in(account=priya)
    admin.post(f"{AT}/wall/step-aside")
    sign_in(account=tom)
    assert admin.post(f"{AT}/wall/{priya.staff_id}/lift", data=WHY).status_code == 409
    assert standing(db, case, priya)
    sign_in(account=una)
    assert admin.post(f"{AT}/wall/{priya.staff_id}/lift", data=WHY).status_code == 303
    assert not standing(db, case, priya)
