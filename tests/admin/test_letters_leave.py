"""One truth about a letter: what is said when it was let go is how it stands (K-18)."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases import alert_again, holding
from models.cases.opening import Opened
from models.procedure.terms import Clock, Role
from models.tables.account import Account
from models.tables.words import Letter
from tests.admin.test_triage import AT, REFERENCE, given, text
from tests.browser_rules import Browser
from tests.conftest import MONDAY, Locks
from tests.making import make_case


@pytest.fixture
def responder(person: Callable[..., Account]) -> Account:
    return person(Role.RESPONDER, name="Dana Reed")


@pytest.fixture
def opened(db: Session, keys: Locks) -> Opened:
    return make_case(db, keys.staff.ring, now=MONDAY, reference=REFERENCE, answers={"safe": {"safe": "yes"}})


def test_a_letter_that_is_held_is_said_to_leave_and_never_to_be_sent_k_18(
    admin: Browser, officer: Actor, opened: Opened, responder: Account, db: Session
) -> None:
    holding.hold_for(db, 5, by=officer, now=MONDAY)
    assert admin.post(AT, data=given(opened.case, responder)).status_code == 303
    admin.get(f"/cases/{REFERENCE}")
    page = " ".join(text(admin).split())
    assert "Decided. The letter leaves at 10:05am. Until then it can be called back under Letters." in page
    assert "the letter leaves at 10:05am" in page
    for untrue in ("and sent", "Sent."):
        assert untrue not in page
    html = admin.page.html if admin.page else ""
    assert "heard-identity__alerts" not in html, "what goes as it should is no alarm (6.4)"
    assert "A letter leaves" not in page, "said once"
    opened.case.next_clock = Clock.PASS_ON
    db.commit()
    admin.get(f"/cases/{REFERENCE}")
    html = admin.page.html if admin.page else ""
    assert "A letter leaves at 10:05am" in html.split('class="heard-identity__calm"')[1].split("</ul>")[0]
    assert "heard-identity__alerts" not in html


@pytest.mark.parametrize(
    ("ways", "said"),
    [
        ({"ways": ["here"]}, "Decided. The letter is on their page."),
        ({"ways": ["post"]}, "Decided. A second person checks the letter before it goes."),
        ({"ways": ["call"]}, "Decided. The letter waits under To post."),
        ({"ways": ["call", "here"]}, "Decided. The letter is on their page."),
    ],
)
def test_what_is_said_of_a_letter_is_how_it_stands_prv_11(
    admin: Browser, officer: Actor, responder: Account, db: Session, keys: Locks, ways: dict[str, list[str]], said: str
) -> None:
    details = {"address": "1 Weir Cottages", "call_number": "07700 900123"}
    answers = {"safe": {"safe": "yes"}, "contact": ways, "contact_details": details}
    holder = ways["ways"] != ["post"]  # words and a page: who gave a call alone is rung all the same (PRV-10)
    opened = make_case(db, keys.staff.ring, now=MONDAY, reference=REFERENCE, answers=answers, holder=holder)
    holding.hold_for(db, 0, by=officer, now=MONDAY)
    assert admin.post(AT, data=given(opened.case, responder)).status_code == 303
    admin.get(f"/cases/{REFERENCE}")
    letter = db.scalars(select(Letter)).one()
    assert said in " ".join(text(admin).split()), (letter.state, letter.way)


def test_a_letter_that_waits_for_hands_says_what_they_have_to_do_and_where_k_18_prv_11(
    admin: Browser, officer: Actor, responder: Account, db: Session, keys: Locks
) -> None:
    number = {"text_number": "07700 900123"}
    answers = {"safe": {"safe": "yes"}, "contact": {"ways": ["text"]}, "contact_details": number}
    opened = make_case(db, keys.staff.ring, now=MONDAY, reference=REFERENCE, answers=answers)
    holding.hold_for(db, 0, by=officer, now=MONDAY)
    assert admin.post(AT, data=given(opened.case, responder)).status_code == 303
    letter = db.scalars(select(Letter)).one()
    said, row = "Somebody has to text them that there is something to read, and mark the day.", f"letter-{letter.id}"
    for page in ("letters", f"letters/{letter.id}"):
        html = admin.get(f"/cases/{REFERENCE}/{page}").get_data(as_text=True)
        assert said in text(admin)
        assert f'href="/letters#{row}">Do it under To post' in html
        assert 'To post <span class="heard-count">1</span>' in html
    assert f'id="{row}"' in admin.get("/letters").get_data(as_text=True)
    admin.post(f"/letters/{letter.id}/posted", data={"on-day": "23", "on-month": "11", "on-year": "2026"})
    html = admin.get(f"/cases/{REFERENCE}/letters/{letter.id}").get_data(as_text=True)
    assert said not in text(admin)
    assert "To post <span" not in html


@pytest.mark.parametrize(
    ("works", "said"),
    [
        (True, "Decided. The duty team is told and has it now. The letter is on their page."),
        (False, "Decided. The duty team may not read it at once. Ring duty now"),
    ],
)
def test_whoever_refers_it_to_duty_reads_that_duty_was_told_t22(
    admin: Browser, officer: Actor, responder: Account, person: Callable[..., Account], db: Session, keys: Locks,
    monkeypatch: pytest.MonkeyPatch, works: bool, said: str,
) -> None:  # fmt: skip
    monkeypatch.setattr(alert_again, "sending_works", lambda db, now: works)
    person(Role.DUTY, name="Ola Reed")
    opened = make_case(db, keys.staff.ring, now=MONDAY, reference=REFERENCE, answers={"safe": {"safe": "no"}})
    holding.hold_for(db, 0, by=officer, now=MONDAY)
    data = given(opened.case, responder, safe="referred", safe_note="She says that he is at the door.")
    assert admin.post(AT, data=data).status_code == 303
    admin.get(f"/cases/{REFERENCE}")
    assert said in " ".join(text(admin).split())
