"""An advocate at triage: what was asked for, what the provider was told, and what is still to do (2.4b, X-14)."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases import referring
from models.cases.opening import Opened
from models.procedure.terms import Event, Role, State
from models.tables import Organisation, Referral
from models.tables.account import Account
from models.tables.case import Case
from models.tables.history import CaseEvent
from models.tables.words import Letter
from tests.admin.test_triage import AT, REFERENCE, given, shown, text
from tests.browser_rules import Browser
from tests.conftest import MONDAY, Locks
from tests.making import make_case

YES = {
    "safe": {"safe": "yes"},
    "advocate": {"advocate": "yes"},
    "advocate_yes": {"shares": ["contact", "topics"], "wishes": "A woman, if you can.", "start": "now"},
    "contact": {"ways": ["text"]},
    "contact_details": {"text_number": "07700 900123"},
}
Opens = Callable[[dict[str, Any]], Opened]


@pytest.fixture
def opens(db: Session, keys: Locks) -> Opens:
    def make(answers: dict[str, Any]) -> Opened:
        said = {"safe": {"safe": "yes"}, **answers}
        return make_case(db, keys.staff.ring, now=MONDAY, reference=REFERENCE, answers=said)

    return make


@pytest.fixture
def responder(person: Callable[..., Account]) -> Account:
    return person(Role.RESPONDER, name="Dana Reed")


@pytest.fixture
def provider(db: Session, person: Callable[..., Account]) -> Organisation:
    made = Organisation(id=uuid.uuid4(), name="Alongside Advocacy", phone="", active=True)
    db.add(made)
    db.flush()
    person(Role.PROVIDER, name="Ama Boateng").staff.organisation_id = made.id
    db.flush()
    return made


def told(db: Session, keys: Locks) -> Referral:
    """The worker gave it to the provider, and the mail server took the mail."""
    referring.send_waiting(db, keys.worker, now=MONDAY)
    row = db.scalars(select(Referral)).one()
    row.sent_at = MONDAY + timedelta(minutes=1)
    db.flush()
    return row


def words(admin: Browser) -> str:
    return " ".join(text(admin).split()).replace(" .", ".")


def test_what_was_asked_for_and_when_the_provider_was_told_is_said_2_4b(
    admin: Browser, officer: Actor, opens: Opens, provider: Organisation, db: Session, keys: Locks
) -> None:
    opens(YES)
    told(db, keys)
    admin.get(AT)
    for said in (
        "An advocate was asked for on 23 November 2026",
        "May be shared: how to reach them, what it is about.",
        "A woman, if you can.",
        "Alongside Advocacy was told on 23 November 2026",
        "They were told they would hear by Wednesday 25 November 2026",
        "Nothing is still to do about an advocate before this is sent.",
    ):
        assert said in words(admin), said
    assert shown(admin)["advocate"][0] == "referred"


def test_what_the_provider_was_told_already_is_not_written_down_a_second_time_k_05(
    admin: Browser, officer: Actor, opens: Opens, provider: Organisation, db: Session, keys: Locks, responder: Account
) -> None:
    opened = opens(YES)
    told(db, keys)
    assert admin.post(AT, data=given(opened.case, responder, advocate="referred")).status_code == 303
    assert Event.ADVOCATE_REFERRED not in db.scalars(select(CaseEvent.event)).all()
    sent = str(opened.keys.open_json(Letter.body, db.scalars(select(Letter)).one()))
    assert "We have asked for one for you." in sent


def test_an_advocate_asked_for_without_a_way_to_reach_them_is_still_to_do_x_14(
    admin: Browser, officer: Actor, opens: Opens, db: Session
) -> None:
    opens({"advocate": {"advocate": "yes"}})
    admin.get(AT)
    assert "Nothing has gone to a provider yet. Ask them what it may be told" in words(admin)
    assert "advocate" not in shown(admin)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"cannot": "nobody_free"}, "Nobody could be given. Ask another provider, or find an advocate by phone."),
        ({"not_heard_at": MONDAY}, "Chase it today: they told us that nobody came."),
        ({"asked_at": MONDAY - timedelta(days=7)}, "Chase it: nobody was in touch by the day they were promised."),
    ],
)
def test_what_is_late_or_could_not_be_given_is_said_x_14(
    admin: Browser, officer: Actor, opens: Opens, provider: Organisation, db: Session, keys: Locks,
    change: dict[str, Any], said: str,
) -> None:  # fmt: skip
    opens(YES)
    row = told(db, keys)
    for name, value in change.items():
        setattr(row, name, value)
    db.flush()
    admin.get(AT)
    assert words(admin).count(f"Still to do about an advocate: {said}") == 1
    assert words(admin).count(said) == 1, "said once, whichever way the page offers"


@pytest.mark.parametrize(
    ("copies", "said"),
    [
        ("all", "They let us talk to their advocate: confirm with the advocate"),
        ("none", "They did not say that we may talk to their advocate: ask them before anybody does."),
    ],
)
def test_the_advocate_they_have_is_named_with_whether_we_may_talk_to_them_2_4b(
    admin: Browser, officer: Actor, opens: Opens, copies: str, said: str
) -> None:
    mine = {"name": "Ade Bell", "organisation": "NYAS", "reach": "0800 808 1001", "copies": copies}
    opens({"advocate": {"advocate": "have_one"}, "advocate_mine": mine})
    admin.get(AT)
    assert "Their advocate: Ade Bell, NYAS. Reach them: 0800 808 1001." in words(admin)
    assert said in words(admin)
    assert shown(admin)["advocate"][0] == "has_one"


def test_whom_they_know_is_named_and_not_talked_to_without_their_word_2_4b(
    admin: Browser, officer: Actor, opens: Opens
) -> None:
    known = {"name": "Miss Grant", "relation": "my teacher", "talk": "no"}
    opens({"advocate": {"advocate": "known_person"}, "advocate_known": known})
    admin.get(AT)
    assert "The person they know: Miss Grant, my teacher." in words(admin)
    assert "Do not talk to this person about it" in words(admin)
    assert "Still to do about an advocate" not in words(admin), "what nobody has to do is nothing to do"


def test_a_child_under_ten_is_to_be_thought_of_until_somebody_decided_2_4b(
    admin: Browser, officer: Actor, opens: Opens, db: Session
) -> None:
    opens({"who": {"age": "under_10", "call_me": "Sam"}})
    admin.get(AT)
    assert "They are under 10: decide whether somebody has to speak for them." in words(admin)
    decided = {"decision": "can_say", "why": "Sam told us with his carer there."}
    assert admin.post(f"/cases/{REFERENCE}/advocate/considered", data=decided).status_code == 303
    admin.get(AT)
    assert "They are under 10" not in words(admin)


def test_who_asked_for_an_advocate_can_be_acknowledged_the_short_way_t53(
    admin: Browser, officer: Actor, opens: Opens, provider: Organisation, db: Session, keys: Locks, responder: Account
) -> None:
    opened = opens(YES)
    told(db, keys)
    admin.get(AT)
    assert "The provider is asked for an advocate already" in words(admin)
    assert "Alongside Advocacy was told" in words(admin).partition("Acknowledge as it stands")[0]
    short = {**given(opened.case, responder, advocate="referred", route="statutory:child"), "do": "short-send"}
    assert admin.post(AT, data=short).status_code == 303
    assert db.scalars(select(Case)).one().state is State.S1_OPEN
