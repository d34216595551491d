"""One administrator alone lets nobody in and changes nobody's roles; and shows first that it is still them."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit
from models.cases import accounts
from models.credentials import totp_code
from models.procedure.terms import Role
from models.tables import Account, AccountRequest, AuditRow, Message, StaffSession
from tests.browser_rules import Browser
from tests.conftest import MONDAY, Clock, Locks

OMAR = {"email": "omar.hill@ashbourne.example", "roles": ["officer"]}


@pytest.fixture
def two(person: Callable[..., Account]) -> tuple[Account, Account]:
    return person(Role.ADMINISTRATOR, name="Ada Stone"), person(Role.ADMINISTRATOR, name="Ben Marsh")


def added(admin: Browser) -> str:
    return str(admin.post("/people", data={"name": "Omar Hill", "job": "Officer", "confirm": "yes"}).location)


def address(db: Session, page: str, what: str) -> str:
    return f"{page}/requests/{db.scalars(select(AccountRequest.id)).one()}/{what}"


def mails(db: Session, keys: Locks) -> list[dict[str, Any]]:
    return [keys.worker.open_json(Message.work, row) for row in db.scalars(select(Message))]


def test_a_new_account_takes_two_administrators_and_the_managers_hear_of_it_az_10(
    admin: Browser, sign_in: Any, person: Any, two: tuple[Account, Account], db: Session, keys: Locks
) -> None:
    manager = person(Role.MANAGER)
    sign_in(account=two[0])
    page = added(admin)
    assert admin.post(f"{page}/invite", data=OMAR).status_code == 303
    assert accounts.with_email(db, OMAR["email"]) is None  # type: ignore[arg-type]
    [asked] = mails(db, keys)
    assert asked["to"] == two[1].email, "not who asked"
    assert "second administrator" in asked["body"]
    assert "Omar" not in asked["body"] + asked["subject"]
    assert admin.post(address(db, page, "agree")).status_code == 422  # the same person cannot agree
    assert accounts.with_email(db, OMAR["email"]) is None  # type: ignore[arg-type]
    sign_in(account=two[1])
    assert "omar.hill@ashbourne.example" in admin.get(page).text
    assert admin.post(address(db, page, "agree")).status_code == 303
    sent = {mail["to"]: mail["body"] for mail in mails(db, keys)}
    assert "/invitation/" in sent["omar.hill@ashbourne.example"]
    assert "Omar" not in sent[manager.email]
    assert set(sent) == {OMAR["email"], manager.email, two[1].email}
    done = set(db.scalars(select(AuditRow.action)))
    assert {"account_asked", "account_agreed", "account_invited"} <= done
    assert admin.post(address(db, page, "agree")).status_code == 422  # once is enough


def test_roles_change_only_when_a_second_administrator_agrees_az_10(
    admin: Browser, sign_in: Any, person: Any, two: tuple[Account, Account], db: Session
) -> None:
    somebody = person(Role.AUDITOR)
    page = f"/people/{somebody.staff_id}"
    sign_in(account=two[0])
    admin.post(f"{page}/roles", data={"roles": ["officer"]})
    assert "What they may do Auditor: the record of who did what Complaints officer" in admin.page.text
    assert not db.query(AccountRequest).count()
    admin.post(f"{page}/roles", data={"roles": ["officer"], "confirm": "yes"})
    admin.post(address(db, page, "agree"))
    assert [given.role for given in accounts.one(db, somebody.id).roles] == [Role.AUDITOR]
    sign_in(account=two[1])
    assert admin.post(address(db, page, "agree")).status_code == 303
    db.expire_all()
    assert [given.role for given in accounts.one(db, somebody.id).roles] == [Role.OFFICER]


def test_what_waits_for_a_second_administrator_stands_first_and_is_counted_az_10(
    admin: Browser, sign_in: Any, person: Any, two: tuple[Account, Account], db: Session
) -> None:
    lost = person(Role.OFFICER, name="Lost Phone")
    sign_in(account=two[0])
    admin.post(f"{added(admin)}/invite", data=OMAR)
    admin.post(f"/people/{lost.staff_id}/factor")
    admin.get("/people")
    assert admin.page.text.count("Somebody else has to agree.") == 2
    assert "People 2" not in admin.page.text
    sign_in(account=two[1])
    admin.get("/people")
    assert "People 2" in admin.page.text
    assert (
        "Omar Hill : an account, asked for 23 November 2026 at 10am. Look at it, and agree or refuse."
        in admin.page.text
    )
    assert "Lost Phone : a new authenticator, asked for" in admin.page.text


def test_nobody_agrees_to_their_own_roles_az_10(
    admin: Browser, sign_in: Any, two: tuple[Account, Account], db: Session
) -> None:
    page = f"/people/{two[1].staff_id}"
    sign_in(account=two[0])
    admin.post(f"{page}/roles", data={"roles": ["officer"], "confirm": "yes"})
    sign_in(account=two[1])
    assert admin.post(address(db, page, "agree")).status_code == 422
    assert [given.role for given in accounts.one(db, two[1].id).roles] == [Role.ADMINISTRATOR]


def test_what_was_refused_or_waited_too_long_can_not_be_agreed_to_az_10(
    admin: Browser, sign_in: Any, two: tuple[Account, Account], db: Session, clock: Clock
) -> None:
    sign_in(account=two[0])
    page = added(admin)
    admin.post(f"{page}/invite", data=OMAR)
    sign_in(account=two[1])
    assert admin.post(address(db, page, "refuse")).status_code == 303
    assert admin.post(address(db, page, "agree")).status_code == 422
    assert accounts.with_email(db, "omar.hill@ashbourne.example") is None


@pytest.mark.parametrize("what", ["invite", "roles", "factor"])
def test_a_code_older_than_five_minutes_is_asked_for_again_with_no_effect_auth_13(
    admin: Browser, sign_in: Any, person: Any, two: tuple[Account, Account], db: Session, clock: Clock, what: str
) -> None:
    somebody = person(Role.OFFICER)
    sign_in(account=two[0])
    page = added(admin) if what == "invite" else f"/people/{somebody.staff_id}"
    clock.forward(minutes=6)
    answer = admin.post(f"{page}/{what}", data={**OMAR, "roles": ["duty"], "confirm": "yes"})
    assert answer.status_code == 200
    assert "Enter a new code" in answer.text
    assert not db.scalars(select(AccountRequest)).all()
    assert not accounts.waiting_reset(db, somebody.id)


def test_the_action_goes_on_after_a_fresh_code_under_a_new_cookie_auth_13(
    admin: Browser, sign_in: Any, two: tuple[Account, Account], db: Session, clock: Clock, keys: Locks
) -> None:
    secret = accounts.offer_factor(db, two[0], keys.staff.ring)
    spare = accounts.renew_codes(db, two[0].id, by=audit.SYSTEM, now=MONDAY)[0]
    sign_in(account=two[0])
    page = added(admin)
    clock.forward(minutes=6)
    before = db.scalars(select(StaffSession)).one()
    old, ends = before.id, before.expires_at
    asked = admin.post(f"{page}/invite", data=OMAR).text
    carried = dict(re.findall(r'<input type="hidden" name="(email|roles)" value="([^"]*)"', asked))
    assert carried == {"email": "omar.hill@ashbourne.example", "roles": "officer"}
    assert admin.post(f"{page}/invite", data={**carried, "fresh_code": "000000"}).status_code == 422
    assert admin.post(f"{page}/invite", data={**carried, "fresh_code": spare}).status_code == 422
    code = totp_code(secret, clock.now)
    assert admin.post(f"{page}/invite", data={**carried, "fresh_code": code}).status_code == 303
    db.expire_all()
    after = db.scalars(select(StaffSession)).one()
    assert after.id != old
    assert after.expires_at == ends
    assert db.scalars(select(AccountRequest)).one().email == "omar.hill@ashbourne.example"
    assert admin.get(page).status_code == 200
