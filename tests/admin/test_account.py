"""Accounts: begun by a link, changed by their owner, and given back by two people."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from admin.policy import Who
from admin.rules import RULES
from models import audit
from models.cases import accounts, directory
from models.credentials import hash_password, totp_code
from models.procedure.terms import Role
from models.tables import Account, FactorReset, Message, RecoveryCode, StaffSession
from models.tables.account import AccountState, Purpose
from tests.browser_rules import Browser
from tests.conftest import MONDAY, Clock, Locks

PASSWORD = "violet ladder paper boat"
ANOTHER = "orange window quiet stair"


@pytest.fixture
def invited(db: Session) -> tuple[Account, str]:
    staff = directory.add(
        db, name="Rosa Field", job="Officer", team_id=None, manager_id=None, by=audit.SYSTEM, now=MONDAY
    )
    made = accounts.invite(db, staff.id, "Rosa.Field@ashbourne.example", [Role.OFFICER], by=audit.SYSTEM, now=MONDAY)
    db.commit()
    return made


def choose(admin: Browser, token: str, password: str = PASSWORD) -> str:
    data = {"password": password, "password_again": password}
    return admin.post(f"/invitation/{token}", data=data).text


def begin(admin: Browser, token: str, clock: Clock) -> list[str]:
    """The whole way from the link to the recovery codes."""
    page = choose(admin, token)
    secret = re.search(r'<code id="secret">(\w+)</code>', page)
    assert secret
    page = admin.post(f"/invitation/{token}/confirm", data={"code": totp_code(secret[1], clock.now)}).text
    return re.findall(r"<li><code>([A-Z2-7-]+)</code></li>", page)


def test_an_invitation_leads_to_an_open_account(
    admin: Browser, invited: tuple[Account, str], clock: Clock, db: Session
) -> None:
    account, token = invited
    assert admin.get(f"/invitation/{token}").status_code == 200
    codes = begin(admin, token, clock)
    assert len(codes) == 10
    assert db.get_one(Account, account.id).state is AccountState.ACTIVE
    assert admin.get(f"/invitation/{token}").status_code == 404  # used
    admin.post("/sign-in", data={"email": "rosa.field@ashbourne.example", "password": PASSWORD})
    assert admin.post("/sign-in/code", data={"code": codes[3]}).status_code == 303


def test_the_link_signs_nobody_in(admin: Browser, invited: tuple[Account, str], clock: Clock) -> None:
    begin(admin, invited[1], clock)
    assert admin.get("/account").status_code == 303


def test_an_account_half_set_up_opens_nothing(admin: Browser, invited: tuple[Account, str]) -> None:
    choose(admin, invited[1])
    answer = admin.post("/sign-in", data={"email": "rosa.field@ashbourne.example", "password": PASSWORD})
    assert answer.status_code == 422


@pytest.mark.parametrize("days", [8])
def test_an_old_link_is_not_there(admin: Browser, invited: tuple[Account, str], clock: Clock, days: int) -> None:
    clock.forward(days=days)
    assert admin.get(f"/invitation/{invited[1]}").status_code == 404
    assert admin.get("/invitation/made-up").status_code == 404


def test_a_newer_link_ends_the_older(admin: Browser, invited: tuple[Account, str], db: Session) -> None:
    account, token = invited
    accounts.make_link(db, account.id, Purpose.INVITATION, by=audit.SYSTEM, now=MONDAY)
    assert admin.get(f"/invitation/{token}").status_code == 404


@pytest.mark.parametrize("password", ["short", "safeguarding 2026", "passwordpassword", "Rosa Field Ashbourne"])
def test_weak_passwords_are_refused_with_a_reason_auth_02(
    admin: Browser, invited: tuple[Account, str], password: str
) -> None:
    page = choose(admin, invited[1], password)
    assert "There is a problem" in page
    assert password not in page


@pytest.mark.parametrize("password", ["x" * 20 + "long " * 30, "🐢🚲🌧️🎈 four pictures ok"])
def test_long_and_unusual_passwords_are_taken_auth_02(
    admin: Browser, invited: tuple[Account, str], password: str
) -> None:
    assert "Set up your authenticator" in choose(admin, invited[1], password)


def test_ones_own_page_shows_sessions_and_ends_them_auth_14(
    admin: Browser, person: Callable[..., Account], sign_in: Callable[..., audit.Actor], db: Session
) -> None:
    account = person(Role.OFFICER)
    other = Browser(admin.application, admin.db)
    sign_in(account=account, browser=other)
    sign_in(account=account)
    admin.get("/account")
    assert "Another browser" in admin.page.text  # type: ignore[union-attr]
    admin.post("/account/end", data={"session": "others"})
    assert other.get("/account").status_code == 303
    assert admin.get("/account").status_code == 200


def test_nobody_ends_another_persons_session(
    admin: Browser, officer: audit.Actor, sign_in: Callable[..., audit.Actor], db: Session
) -> None:
    other = Browser(admin.application, admin.db)
    sign_in(Role.OFFICER, browser=other)
    theirs = db.scalars(select(StaffSession.id).where(StaffSession.account_id != officer.account_id)).one()
    admin.post("/account/end", data={"session": str(theirs)})
    assert other.get("/account").status_code == 200


def test_a_new_password_needs_the_old_and_ends_every_other_browser(
    admin: Browser,
    person: Callable[..., Account],
    sign_in: Callable[..., audit.Actor],
    db: Session,
    keys: Locks,
) -> None:
    account = person(Role.OFFICER)
    account.password_hash = hash_password(PASSWORD, keys.staff.password_peppers)
    other = Browser(admin.application, admin.db)
    sign_in(account=account, browser=other)
    sign_in(account=account)
    new = {"password": ANOTHER, "password_again": ANOTHER}
    assert admin.post("/account/password", data={"present": "not this one", **new}).status_code == 422
    assert admin.post("/account/password", data={"present": PASSWORD, **new}).status_code == 303
    assert admin.get("/account").status_code == 200
    assert other.get("/account").status_code == 303


def test_new_recovery_codes_need_the_phone(
    admin: Browser, person: Callable[..., Account], sign_in: Callable[..., audit.Actor], db: Session,
    keys: Locks, clock: Clock,
) -> None:  # fmt: skip
    account = person(Role.OFFICER)
    secret = accounts.offer_factor(db, account, keys.staff.ring)
    old = accounts.renew_codes(db, account.id, by=audit.SYSTEM, now=MONDAY)
    sign_in(account=account)
    assert admin.post("/account/codes", data={"code": old[0]}).status_code == 422
    clock.forward(minutes=1)
    answer = admin.post("/account/codes", data={"code": totp_code(secret, clock.now)})
    assert len(re.findall(r"<li><code>", answer.text)) == 10
    assert db.scalar(select(func.count()).select_from(RecoveryCode)) == 10


def test_a_lost_authenticator_takes_two_administrators(
    admin: Browser,
    person: Callable[..., Account],
    sign_in: Callable[..., audit.Actor],
    db: Session,
    keys: Locks,
    clock: Clock,
) -> None:
    lost = person(Role.OFFICER, name="Rosa Field")
    lost.password_hash = hash_password(PASSWORD, keys.staff.password_peppers)
    lost.signed_in_at = MONDAY
    first, second = person(Role.ADMINISTRATOR), person(Role.ADMINISTRATOR)
    page = f"/people/{lost.staff_id}"
    sign_in(account=first)
    admin.post(f"{page}/factor")
    assert admin.post(f"{page}/factor").status_code == 422  # the same person cannot agree
    assert db.scalars(select(FactorReset.approved_at)).one() is None
    sign_in(account=second)
    assert admin.post(f"{page}/factor").status_code == 303
    assert db.get_one(Account, lost.id).state is AccountState.INVITED
    sent = [keys.worker.open_json(Message.work, row) for row in db.scalars(select(Message))]
    assert {mail["to"] for mail in sent} == {lost.email, second.email}, "not who asked"
    [work] = [mail for mail in sent if mail["to"] == lost.email]
    link = re.search(r"http://127.0.0.1:8001(/invitation/\S+)", work["body"])
    assert work["body"].startswith("Ashbourne County Council works with Heard"), "who is asked knows by whom"
    assert link
    fresh = Browser(admin.application, admin.db)
    assert fresh.post(link[1], data={"password": "not it"}).status_code == 422
    offered = fresh.post(link[1], data={"password": PASSWORD}).text
    secret = re.search(r'<code id="secret">(\w+)</code>', offered)
    assert secret
    assert fresh.post(f"{link[1]}/confirm", data={"code": totp_code(secret[1], clock.now)}).status_code == 200


def test_an_administrator_sees_no_link_and_cannot_change_their_own_account(
    admin: Browser, sign_in: Callable[..., audit.Actor], person: Callable[..., Account], db: Session
) -> None:
    somebody = person(Role.OFFICER)
    me = sign_in(Role.ADMINISTRATOR)
    admin.post(f"/people/{somebody.staff_id}/password")
    assert "/invitation/" not in admin.get(f"/people/{somebody.staff_id}").text
    for what in ("roles", "disable", "password", "factor", "sessions"):
        data = {"roles": ["officer"]}
        assert admin.post(f"/people/{me.id}/{what}", data=data).status_code == 404


@pytest.mark.parametrize(
    "roles",
    [[], ["auditor", "officer"], ["administrator", "manager"], ["director", "responder"], ["administrator", "duty"]],
)
def test_conflicting_roles_are_refused(
    admin: Browser, sign_in: Callable[..., audit.Actor], person: Callable[..., Account], db: Session, roles: list[str]
) -> None:
    somebody = person(Role.OFFICER)
    sign_in(Role.ADMINISTRATOR)
    assert admin.post(f"/people/{somebody.staff_id}/roles", data={"roles": roles}).status_code == 422
    assert [given.role for given in accounts.one(db, somebody.id).roles] == [Role.OFFICER]


def test_every_page_says_who_may_open_it_az_01(admin: Browser) -> None:
    endpoints = {rule.endpoint for rule in admin.application.url_map.iter_rules()}
    assert endpoints <= set(RULES), f"no line in admin/guard.py: {sorted(endpoints - set(RULES))}"


def test_without_signing_in_only_the_way_in_opens(admin: Browser) -> None:
    """And somebody's days, by an address that only their calendar has and that names no case (decision 83)."""
    open_to_all = {name for name, policy in RULES.items() if policy.who is Who.ANYONE}
    assert open_to_all == {
        "static", "healthz", "sign_in.show", "sign_in.enter", "sign_in.out",
        "invitation.show", "invitation.choose", "invitation.confirm", "calendar.feed",
    }  # fmt: skip
