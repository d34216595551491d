"""Thanks from triage to the end: who hears of it is asked once, and nothing is asked that nobody reads (K-90)."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.opening import Opened
from models.cases.walling import put_behind
from models.cases.walls import raise_for_name
from models.procedure.terms import Journey, Role, State
from models.tables import PassedOn, Staff
from models.tables.account import Account
from models.tables.audit import AuditRow
from models.tables.case import Case
from tests.admin.test_triage import AT, REFERENCE, text
from tests.browser_rules import Browser
from tests.conftest import MONDAY, Locks
from tests.making import make_case

PASS_ON = f"/cases/{REFERENCE}/pass-on"
CLOSE = f"/cases/{REFERENCE}/close"


@pytest.fixture
def rosa(person: Callable[..., Account]) -> Account:
    return person(Role.RESPONDER, name="Rosa Hart")


@pytest.fixture
def opened(db: Session, keys: Locks, rosa: Account) -> Opened:
    said: dict[str, Any] = {
        "what": {"kind": "good", "story": "Rosa was kind to me."},
        "who": {"about_whom": "rosa hart, my worker"},
        "safe": {"safe": "yes"},
    }
    return make_case(db, keys.staff.ring, now=MONDAY, reference=REFERENCE, journey=Journey.PRAISE, answers=said)


def decided(admin: Browser, opened: Opened, **change: str) -> Any:
    data = {"version": str(opened.case.version), "safe": "safe", "route": "compliment:thanks", "do": "send"}
    return admin.post(AT, data={**data, "passed_to": "Rosa Hart", **change})


def value_of(admin: Browser, name: str) -> list[str]:
    """What a browser would send of one field, as the page came."""
    assert admin.page
    fields = [one for form in admin.page.forms for one in form["fields"] if one[1].get("name") == name]
    return [given.get("value", "") for _, given in fields if given.get("type") != "radio" or "checked" in given]


def test_triage_begins_with_whom_they_named_k_90(admin: Browser, officer: Actor, opened: Opened) -> None:
    admin.get(AT)
    assert "They say that it is about: rosa hart, my worker" in text(admin)
    assert value_of(admin, "passed_to") == ["Rosa Hart"]


def test_who_hears_of_it_is_asked_once_and_pass_it_on_begins_with_it_k_90(
    admin: Browser, officer: Actor, opened: Opened, rosa: Account, db: Session
) -> None:
    assert decided(admin, opened).headers["Location"].endswith(PASS_ON)
    html = admin.get(PASS_ON).get_data(as_text=True)
    assert "Our thanks to them said who hears of it: Rosa Hart" in text(admin)
    assert f'<option value="{rosa.staff_id}" selected>' in html
    assert value_of(admin, "how") == ["here"]
    data = {"first": str(rosa.staff_id), "text": "Rosa was kind to me.", "how": "here"}
    assert admin.post(PASS_ON, data=data).status_code == 303
    assert [row.staff_id for row in db.scalars(select(PassedOn))] == [rosa.staff_id]


def test_a_name_that_two_people_share_is_chosen_by_the_officer_k_90(
    admin: Browser, officer: Actor, opened: Opened, person: Callable[..., Account]
) -> None:
    person(Role.RESPONDER, name="Rosa Hart")
    decided(admin, opened)
    html = admin.get(PASS_ON).get_data(as_text=True)
    assert "Our thanks to them said who hears of it: Rosa Hart" in text(admin)
    assert '" selected>Rosa Hart' not in html
    assert value_of(admin, "how") == []


def test_thanks_close_without_saying_what_goes_on_as_no_letter_would_say_it_k_90(
    admin: Browser, officer: Actor, opened: Opened, rosa: Account, db: Session
) -> None:
    decided(admin, opened)
    admin.post(PASS_ON, data={"first": str(rosa.staff_id), "text": "Rosa was kind to me.", "how": "here"})
    admin.get(CLOSE)
    assert "What goes on, as they will read it" not in text(admin)
    assert "They were thanked already, so no second letter goes." in text(admin)
    assert admin.post(CLOSE, data={"reason": "passed_on"}).status_code == 303
    assert db.scalars(select(Case)).one().state is State.CLOSED


def test_what_stands_before_passing_it_on_is_said_where_it_is_passed_on_and_at_triage_k_90(
    admin: Browser, officer: Actor, db: Session, keys: Locks, rosa: Account
) -> None:
    said = {"what": {"kind": "good", "story": "Rosa was kind to me."}}
    opened = make_case(db, keys.staff.ring, now=MONDAY, reference=REFERENCE, journey=Journey.PRAISE, answers=said)
    admin.get(PASS_ON)
    assert "Nobody can have it yet. Say first whether they are safe" in text(admin)
    assert f'id="to-triage" href="{AT}"' in admin.page.html if admin.page else False
    assert not value_of(admin, "first"), "no form that is refused"
    admin.get(AT)
    assert "Before it can be passed on: Say whether they are safe as far as you know" in text(admin)
    (href,) = [link["href"] for link in admin.page.all("a") if link.get("href") == "#safe"] if admin.page else [""]
    assert f'id="{href[1:]}"' in admin.page.html if admin.page else False
    assert decided(admin, opened).status_code == 303
    admin.get(PASS_ON)
    assert "Nobody can have it yet" not in text(admin)
    assert value_of(admin, "first")


def test_who_is_thanked_stands_behind_no_wall_that_their_name_alone_put_up_az_04_k_90(
    admin: Browser, officer: Actor, opened: Opened, rosa: Account, person: Callable[..., Account], db: Session
) -> None:
    boss, aside = person(Role.RESPONDER, name="Amina Shore"), person(Role.RESPONDER, name="Ben Field")
    db.get_one(Staff, rosa.staff_id).manager_id = boss.staff_id
    raise_for_name(db, "Rosa Hart", now=MONDAY, case=opened.case)
    put_behind(db, opened.case, aside.staff_id, actor=officer, now=MONDAY)
    db.commit()
    assert decided(admin, opened).status_code == 303
    html = admin.get(PASS_ON).get_data(as_text=True)
    assert "is not decided" not in text(admin)
    assert f'<option value="{rosa.staff_id}" selected>' in html
    assert f'<option value="{boss.staff_id}">' in html
    assert f'value="{aside.staff_id}"' not in html, "what somebody confirmed stays"
    lifted = db.scalars(select(AuditRow.reason).where(AuditRow.action == "wall_lifted")).all()
    assert set(lifted) == {str(rosa.staff_id)}
    data = {"first": str(rosa.staff_id), "text": "Rosa was kind to me.", "how": "in_person"}
    assert admin.post(PASS_ON, data=data).status_code == 303
    assert {row.staff_id for row in db.scalars(select(PassedOn))} == {rosa.staff_id, boss.staff_id}
