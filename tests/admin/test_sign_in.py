"""Signing in, staying in, and being signed out, as a member of staff and as somebody who tries."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import audit
from models.cases import accounts, throttling
from models.credentials import hash_password, totp_code
from models.procedure.terms import Role
from models.tables import Account, AuditRow, HeldForm, RecoveryCode, StaffSession, Throttle
from tests.browser_rules import Browser
from tests.conftest import Clock, Locks

PASSWORD, MINUTE = "violet ladder paper boat", 60


@dataclass
class Member:
    account: Account
    secret: str
    codes: list[str]

    @property
    def email(self) -> str:
        return self.account.email


@pytest.fixture
def member(db: Session, keys: Locks, person: Callable[..., Account], clock: Clock) -> Member:
    account = person(Role.OFFICER, name="Priya Shah")
    account.password_hash = hash_password(PASSWORD, keys.staff.password_peppers)
    secret = accounts.offer_factor(db, account, keys.staff.ring)
    codes = accounts.renew_codes(db, account.id, by=audit.SYSTEM, now=clock.now)
    db.commit()
    return Member(account, secret, codes)


@pytest.fixture
def enter(admin: Browser, member: Member, clock: Clock) -> Callable[..., int]:
    """The whole way in; returns the last status."""

    def go(code: str | None = None, password: str = PASSWORD, email: str | None = None) -> int:
        first = admin.post("/sign-in", data={"email": email or member.email, "password": password})
        if first.status_code != 303:
            return first.status_code
        return admin.post("/sign-in/code", data={"code": code or totp_code(member.secret, clock.now)}).status_code

    return go


def inside(admin: Browser) -> bool:
    return admin.get("/account").status_code == 200


def test_password_and_code_let_somebody_in(admin: Browser, enter: Callable[..., int]) -> None:
    assert enter() == 303
    assert inside(admin)


def test_the_password_alone_opens_nothing_auth_04(admin: Browser, member: Member) -> None:
    assert admin.post("/sign-in", data={"email": member.email, "password": PASSWORD}).status_code == 303
    assert not inside(admin)


def test_wrong_passwords_and_unknown_people_get_the_same_answer_auth_09(admin: Browser, member: Member) -> None:
    answers = []
    for email in (member.email, "nobody.here@ashbourne.example"):
        answer = admin.post("/sign-in", data={"email": email, "password": "not the password"})
        assert answer.status_code == 422
        answers.append(re.sub(r'csrf_token" value="[^"]+', "", answer.text).replace(email, "…"))
    assert answers[0] == answers[1]


@pytest.mark.parametrize("spelled", ["{}", " {} ", "{0:.3} {0:.0}", "x{}"])
def test_a_code_is_good_once_auth_05(
    admin: Browser, enter: Callable[..., int], member: Member, clock: Clock, spelled: str
) -> None:
    code = totp_code(member.secret, clock.now)
    assert enter(code) == 303
    admin.post("/sign-out")
    assert enter(spelled.format(code)) == 422


def test_a_recovery_code_is_good_once(admin: Browser, enter: Callable[..., int], member: Member, db: Session) -> None:
    assert enter(member.codes[0]) == 303
    admin.post("/sign-out")
    assert enter(member.codes[0]) == 422
    assert enter(member.codes[1].lower()) == 303
    assert db.scalar(select(func.count()).where(RecoveryCode.used_at.is_not(None))) == 2


def test_guesses_at_the_password_are_slowed_down_auth_08(
    admin: Browser, member: Member, clock: Clock, db: Session
) -> None:
    judged = 0
    for _ in range(200):
        answer = admin.post("/sign-in", data={"email": member.email, "password": "not the password"})
        judged += answer.status_code == 422
        clock.forward(seconds=3)
    assert judged <= 25  # in ten minutes
    assert "Wait" in admin.page.text  # type: ignore[union-attr]


def test_an_outsider_does_not_hold_an_account_shut_auth_08(admin: Browser, member: Member, clock: Clock) -> None:
    elsewhere = {"REMOTE_ADDR": "203.0.113.9"}
    wrong = {"email": member.email, "password": "not the password"}
    outsider = Browser(admin.application, admin.db)
    for _ in range(60):
        outsider.post("/sign-in", data=wrong, environ_overrides=elsewhere)
        clock.forward(seconds=5)
        if admin.get("/sign-in").status_code == 200 and clock.now.second % 20 == 0:
            here = admin.post("/sign-in", data={"email": member.email, "password": PASSWORD})
            assert here.status_code == 303


def test_no_more_than_ten_tries_are_judged_in_five_minutes_wherever_they_come_from_auth_08(
    admin: Browser, member: Member, clock: Clock
) -> None:
    wrong = {"email": member.email, "password": "not the password"}
    judged = 0
    for number in range(40):
        outsider = {"REMOTE_ADDR": f"203.0.{number}.9"}
        judged += admin.post("/sign-in", data=wrong, environ_overrides=outsider).status_code == 422
        clock.forward(seconds=5)
    assert judged == 10


def test_guesses_at_the_code_are_slowed_down_auth_05(
    admin: Browser, member: Member, clock: Clock, enter: Callable[..., int]
) -> None:
    admin.post("/sign-in", data={"email": member.email, "password": PASSWORD})
    judged = sum(admin.post("/sign-in/code", data={"code": "000000"}).status_code == 422 for _ in range(40))
    assert judged <= 10


def test_a_wait_is_told_across_processes_and_no_address_is_kept_trk_08(
    admin: Browser, member: Member, db: Session
) -> None:
    for _ in range(6):
        admin.post("/sign-in", data={"email": member.email, "password": "wrong again and again"})
    rows = db.scalars(select(Throttle)).all()
    assert rows
    assert all(re.fullmatch("[0-9a-f]{64}", row.bucket) for row in rows)
    assert throttling.network("192.168.7.9") == "192.168.7.0/24"


def test_the_cookie_is_new_at_every_step_ses_02(admin: Browser, member: Member, clock: Clock) -> None:
    seen = set()
    admin.get("/sign-in")
    steps = [
        ("/sign-in", {"email": member.email, "password": PASSWORD}),
        ("/sign-in/code", {"code": totp_code(member.secret, clock.now)}),
        ("/sign-out", {}),
    ]
    seen.add(admin.get_cookie("staff", domain="127.0.0.1").value)  # type: ignore[union-attr]
    for path, data in steps:
        admin.post(path, data=data)
        seen.add(admin.get_cookie("staff", domain="127.0.0.1").value)  # type: ignore[union-attr]
    assert len(seen) == 4


def test_a_stolen_cookie_opens_nothing_after_sign_out_ses_01(
    admin: Browser, enter: Callable[..., int], db: Session
) -> None:
    enter()
    stolen = admin.get_cookie("staff", domain="127.0.0.1").value  # type: ignore[union-attr]
    answer = admin.post("/sign-out")
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert "HttpOnly" in answer.headers["Set-Cookie"]
    assert "SameSite=Strict" in answer.headers["Set-Cookie"]
    admin.set_cookie("staff", stolen, domain="127.0.0.1")
    assert not inside(admin)
    assert db.scalar(select(func.count()).select_from(StaffSession)) == 0


def test_sign_out_needs_a_post_and_a_token_ses_05(admin: Browser, enter: Callable[..., int]) -> None:
    enter()
    assert admin.get("/sign-out").status_code in (404, 405)
    assert admin.post("/sign-out", token=False).status_code == 400
    assert inside(admin)


@pytest.mark.parametrize(("seconds", "still"), [(15 * MINUTE - 1, True), (15 * MINUTE + 1, False)])
def test_fifteen_idle_minutes_ses_03(
    admin: Browser, officer: audit.Actor, clock: Clock, seconds: int, still: bool
) -> None:
    clock.forward(seconds=seconds)
    assert inside(admin) is still


def test_asking_in_the_background_does_not_count_ses_03(admin: Browser, officer: audit.Actor, clock: Clock) -> None:
    for _ in range(20):
        clock.forward(minutes=1)
        admin.get("/account", headers={"HX-Request": "true", "X-Heard-Background": "1"})
    assert not inside(admin)


def test_eight_hours_at_most_ses_03(admin: Browser, officer: audit.Actor, clock: Clock) -> None:
    for _ in range(47):
        clock.forward(minutes=10)
        assert inside(admin)
    clock.forward(minutes=11)
    assert not inside(admin)


def test_a_fourth_browser_ends_the_one_longest_unused_ses_06(
    admin: Browser, person: Callable[..., Account], sign_in: Callable[..., audit.Actor], clock: Clock
) -> None:
    account = person(Role.OFFICER)
    browsers = [Browser(admin.application, admin.db) for _ in range(4)]
    for browser in browsers:
        sign_in(account=account, browser=browser)
        clock.forward(seconds=1)
    assert [inside(browser) for browser in browsers] == [False, True, True, True]


def test_what_was_being_written_is_there_after_signing_in_again_ses_03(
    admin: Browser, enter: Callable[..., int], clock: Clock, db: Session
) -> None:
    enter()
    words = "The note I was writing when the telephone rang."
    clock.forward(minutes=16)
    answer = admin.post("/account/end", data={"session": "others", "what": words})
    assert answer.location == "/sign-in?over=1"
    clock.forward(minutes=1)
    assert enter() == 303
    answer = admin.get("/what-you-wrote")
    assert answer.status_code == 200
    assert 'action="/account/end"' in answer.text
    assert words in answer.text


def test_held_text_is_sealed_and_for_its_owner_alone(
    admin: Browser,
    enter: Callable[..., int],
    clock: Clock,
    db: Session,
    person: Callable[..., Account],
    sign_in: Callable[..., audit.Actor],
) -> None:
    enter()
    clock.forward(minutes=16)
    admin.post("/account/end", data={"what": "A confidential sentence about somebody"})
    held = db.scalars(select(HeldForm)).one()
    assert b"confidential" not in bytes(held.body)
    sign_in(Role.OFFICER)
    assert admin.get("/what-you-wrote").location == "/"


def test_htmx_is_sent_to_the_sign_in_page_whole_csrf_04(admin: Browser, officer: audit.Actor, clock: Clock) -> None:
    clock.forward(minutes=16)
    answer = admin.get("/account", headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/sign-in?over=1"
    assert answer.text == ""


@pytest.mark.parametrize("to", ["//evil.example", "/\\evil.example", "https://evil.example", "/%2f%2fevil", "/nowhere"])
def test_signing_in_leads_to_no_other_site_inp_11(admin: Browser, member: Member, clock: Clock, to: str) -> None:
    answer = admin.post("/sign-in", data={"email": member.email, "password": PASSWORD, "next": to})
    assert answer.location == "/sign-in/code"
    code = totp_code(member.secret, clock.now)
    assert admin.post("/sign-in/code", data={"code": code, "next": to}).location == "/"


def test_every_way_in_and_every_failure_is_in_the_audit(admin: Browser, enter: Callable[..., int], db: Session) -> None:
    enter(password="not the right one")
    enter()
    admin.get("/people")
    admin.post("/sign-out")
    actions = db.scalars(select(AuditRow.action).where(AuditRow.chain == "staff").order_by(AuditRow.number)).all()
    assert [a for a in actions if a in ("sign_in_failed", "signed_in", "denied", "signed_out")] == [
        "sign_in_failed",
        "signed_in",
        "denied",
        "signed_out",
    ]


def test_a_disabled_account_is_out_at_the_next_click_auth_12(
    admin: Browser, enter: Callable[..., int], member: Member, db: Session, clock: Clock
) -> None:
    enter()
    accounts.disable(db, db.get_one(Account, member.account.id), by=audit.SYSTEM, now=clock.now)
    assert not inside(admin)


def test_a_weaker_hash_is_made_anew_at_sign_in_auth_01(
    enter: Callable[..., int], member: Member, db: Session, keys: Locks, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = member.account.password_hash
    peppers = {**keys.staff.password_peppers, 2: b"n" * 32}
    monkeypatch.setitem(keys.staff.__dict__, "password_peppers", peppers)
    assert enter() == 303
    assert db.get_one(Account, member.account.id).password_hash != older
