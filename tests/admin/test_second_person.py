"""A decision that needs two people: the second sees all of it, agrees or sends it back, and nobody replaces it."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.opening import Opened
from models.procedure.judgements import Judging
from models.procedure.terms import Journey, Procedure, Role, State
from models.tables.account import Account
from models.tables.case import Case
from models.tables.words import Letter, Note
from tests.admin.test_triage import AT, REFERENCE, given, text
from tests.browser_rules import Browser
from tests.conftest import MONDAY, Locks
from tests.making import make_case
from tests.models.cases.screened import judged

REFUSAL = {
    "route": "refused:court",
    "reasons": "The court decides in March.",
    "evidence": "The order.",
    "carried_on": "We look into how you were told.",
    "again": "When the court is done.",
}


@pytest.fixture
def opened(db: Session, keys: Locks) -> Opened:
    return make_case(db, keys.staff.ring, now=MONDAY, reference=REFERENCE, answers={"safe": {"safe": "yes"}})


@pytest.fixture
def responder(person: Callable[..., Account]) -> Account:
    return person(Role.RESPONDER, name="Dana Reed")


@pytest.fixture
def proposed(admin: Browser, opened: Opened, responder: Account, sign_in: Callable[..., Actor]) -> Actor:
    """An officer has decided for the corporate route, which a child's case may take only if two agree."""
    officer = sign_in(Role.OFFICER, name="Priya Shah")
    assert admin.post(AT, data=given(opened.case, responder, route="corporate:not_function")).status_code == 303
    return officer


def test_the_second_person_sees_the_decision_and_the_letter_before_agreeing_x_01(
    admin: Browser, proposed: Actor, db: Session, sign_in: Callable[..., Actor], keys: Locks, opened: Opened
) -> None:
    sign_in(Role.MANAGER, name="Hannah Cole")
    admin.get(AT)
    page = text(admin)
    for said in ("Priya Shah decided this", "Corporate", "Nobody rings me back.", "Dana Reed", "The letter exactly"):
        assert said in page
    shown = page.split("The letter exactly as it will go")[1]
    assert admin.post(AT + "/agree").status_code == 303
    case = db.scalars(select(Case)).one()
    assert (case.procedure, case.officer_id) == (Procedure.CORPORATE, proposed.id)
    sent = opened.keys.open_json(Letter.body, db.scalars(select(Letter)).one())
    for block in sent["blocks"]:
        assert all(" ".join(paragraph.split()) in " ".join(shown.split()) for paragraph in block["paragraphs"])
    admin.get(AT)
    admin.get(f"/cases/{REFERENCE}")
    assert "Decided by Priya Shah on" in text(admin)


def test_an_officer_sees_that_a_decision_waits_and_does_not_replace_it_x_01(
    admin: Browser, proposed: Actor, db: Session, sign_in: Callable[..., Actor], opened: Opened, responder: Account
) -> None:
    sign_in(Role.OFFICER, name="Owen Hart")
    admin.get(AT)
    assert "A decision waits for a manager to agree" in text(admin)
    assert "Agree and send" not in text(admin)
    assert "Send it back" not in text(admin)
    db.refresh(opened.case)
    assert admin.post(AT, data=given(opened.case, responder)).status_code == 409
    assert admin.post(AT + "/agree").status_code == 404
    assert admin.post(AT + "/back", data={"comment": "Mine is better"}).status_code == 409
    assert db.scalars(select(Case)).one().state is State.RECEIVED


def test_what_is_sent_back_comes_to_the_officer_with_a_reason_and_all_they_wrote_x_01(
    admin: Browser, proposed: Actor, db: Session, sign_in: Callable[..., Actor], keys: Locks, opened: Opened
) -> None:
    sign_in(Role.MANAGER)
    assert admin.post(AT + "/back", data={"comment": " "}).status_code == 422
    assert "Say what has to change" in text(admin)
    assert admin.post(AT + "/back", data={"comment": "They are a child. Use stage 1."}).status_code == 303
    case = db.scalars(select(Case)).one()
    assert (case.state, case.waiting_on, case.officer_id) == (State.RECEIVED, "us", proposed.id)
    assert not db.scalars(select(Letter)).all()
    kept = db.scalars(select(Note).where(Note.kind == "note")).one()
    assert "Use stage 1." in opened.keys.open(Note.body, kept)
    sign_in(Role.OFFICER)
    admin.get(AT)
    page = text(admin)
    assert "Your decision was sent back" in page
    assert "They are a child. Use stage 1." in page
    assert "Nobody rings me back." in page
    assert admin.post(AT + "/agree").status_code == 404


def test_an_officer_takes_their_own_decision_back(admin: Browser, proposed: Actor, db: Session) -> None:
    admin.get(AT)
    assert "Take it back and change it" in text(admin)
    assert admin.post(AT + "/back", data={"comment": "A slip"}).status_code == 303
    admin.get(AT)
    assert "Acknowledge and send" in text(admin)


def test_a_refusal_by_an_officer_waits_for_the_complaints_manager_e_44(
    admin: Browser, officer: Actor, responder: Account, db: Session, keys: Locks, sign_in: Callable[..., Actor]
) -> None:
    opened = make_case(db, keys.staff.ring, now=MONDAY, reference=REFERENCE, journey=Journey.PARENT)
    judged(db, opened, Judging.PROCEEDINGS, "all_waits", actor=officer)
    data: dict[str, Any] = given(opened.case, responder, advocate="", **REFUSAL)
    assert admin.post(AT, data=data).status_code == 303
    assert not db.scalars(select(Letter)).all()
    sign_in(Role.MANAGER)
    admin.get(AT)
    assert "The court decides in March." in text(admin)
    admin.post(AT + "/back", data={"comment": "Say more"})
    admin.get(AT)
    assert "When the court is done." in text(admin)
    db.refresh(opened.case)
    assert admin.post(AT, data={**data, "version": str(opened.case.version)}).status_code == 303
    assert db.scalars(select(Case)).one().state is State.CLOSED


def test_a_decision_that_waits_for_a_manager_does_not_look_undecided(
    admin: Browser, proposed: Actor, sign_in: Callable[..., Actor]
) -> None:
    for page in ("/queue", f"/cases/{REFERENCE}"):
        admin.get(page)
        assert "Decided: a complaints manager has to agree" in text(admin)
        assert "not yet decided" not in text(admin)
    sign_in(Role.MANAGER, name="Hannah Cole")
    assert admin.post(AT + "/agree").status_code == 303
    admin.get(f"/cases/{REFERENCE}")
    assert "has to agree" not in text(admin)


def test_who_agrees_reads_in_words_how_a_point_of_its_own_is_handled_x_01(
    admin: Browser, opened: Opened, responder: Account, sign_in: Callable[..., Actor]
) -> None:
    sign_in(Role.OFFICER, name="Priya Shah")
    rows: dict[str, Any] = {"point": ["The bill", "The visit"], "home": ["", "statutory"], "left_out": ["", ""]}
    data = given(opened.case, responder, route="corporate:not_function", **rows)
    assert admin.post(AT, data=data).status_code == 303
    sign_in(Role.MANAGER, name="Hannah Cole")
    admin.get(AT)
    assert "The visit (Statutory complaint)" in text(admin)
    assert "(statutory)" not in text(admin)


def test_the_next_step_says_who_is_waited_for_and_leads_to_the_decision_x_01(
    admin: Browser, proposed: Actor, sign_in: Callable[..., Actor], person: Callable[..., Account]
) -> None:
    """Not “Give it to a manager”, which nobody can do before two have agreed; in the queue and on Today alike."""
    admin.get(f"/cases/{REFERENCE}")
    assert "A second person has to agree to the decision, and nobody who may can see this" in text(admin)
    for name in ("Hannah Cole", "Ama Boateng"):
        person(Role.MANAGER, name=name)
    admin.get(f"/cases/{REFERENCE}")
    assert "Waits for Ama Boateng or Hannah Cole to agree to the decision: due in" in text(admin)
    assert f'id="next-step" href="{AT}"' in admin.page.html
    admin.get("/queue")
    assert "A second person agrees to the decision" in text(admin)
    assert "Give it to a manager" not in text(admin)
    sign_in(Role.MANAGER, name="Maya Other")
    admin.get(f"/cases/{REFERENCE}")
    assert "You can agree to the decision, or send it back: due in" in text(admin)
