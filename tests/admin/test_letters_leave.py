"""One truth about a letter: what is said when it was let go is how it stands (K-18)."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases import holding
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
    ],
)
def test_what_is_said_of_a_letter_is_how_it_stands_prv_11(
    admin: Browser, officer: Actor, responder: Account, db: Session, keys: Locks, ways: dict[str, list[str]], said: str
) -> None:
    details = {"address": "1 Weir Cottages", "call_number": "07700 900123"}
    answers = {"safe": {"safe": "yes"}, "contact": ways, "contact_details": details}
    holder = ways["ways"] == ["here"]
    opened = make_case(db, keys.staff.ring, now=MONDAY, reference=REFERENCE, answers=answers, holder=holder)
    holding.hold_for(db, 0, by=officer, now=MONDAY)
    assert admin.post(AT, data=given(opened.case, responder)).status_code == 303
    admin.get(f"/cases/{REFERENCE}")
    letter = db.scalars(select(Letter)).one()
    assert said in " ".join(text(admin).split()), (letter.state, letter.way)
