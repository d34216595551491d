"""Passing it on: their own yes or no, under the letter that asks, and nothing goes before it (experience 3, K-88)."""

import pytest
from sqlalchemy import select

from models.cases.deciding import Decision, PointGiven
from models.cases.other_routes import steps_now
from models.cases.recording import record
from models.cases.triaging import triage
from models.procedure.standing import Standing
from models.procedure.terms import Event, Journey, Procedure, Role
from models.tables import CaseEvent, Letter
from models.tables.words import GONE
from tests.conftest import MONDAY
from tests.models.cases.answered import who
from tests.portal.coming_back import REFERENCE, WORDS, another_holder, case_with_words


@pytest.fixture
def asked(portal, db, keys, person):
    """A complaint about a home that somebody else runs: the letter that asks has gone."""
    opened = case_with_words(db, keys, journey=Journey.PARENT)
    by = who(person(Role.OFFICER, name="Priya Shah"))
    decision = Decision(
        route=Procedure.PROVIDER, reason="home", safe="safe", standing=Standing.PARENT,
        points=(PointGiven("Nobody rings."),), passed_to="Greenbank Care",
    )  # fmt: skip
    triage(db, opened.case, decision, actor=by, keys=keys.staff.ring, now=MONDAY)
    letter = db.scalars(select(Letter).where(Letter.kind == "permission")).one()
    letter.state, letter.leaves_at = GONE, MONDAY
    if opened.case.state == "new":
        record(db, opened.case, Event.ACKNOWLEDGED, actor=by, now=MONDAY)
    db.commit()
    portal.post("/come-back", data={"reference": REFERENCE, "secret_words": WORDS})
    return opened, f"/your-page/letters/{letter.id}"


def said(db):
    wanted = (Event.PERMISSION_GIVEN, Event.PERMISSION_REFUSED)
    return [row.event for row in db.scalars(select(CaseEvent).where(CaseEvent.event.in_(wanted)))]


@pytest.mark.parametrize(
    ("say", "event", "thanks", "may_send"),
    [
        ("yes", Event.PERMISSION_GIVEN, "Thank you. We pass it on for you.", True),
        ("no", Event.PERMISSION_REFUSED, "OK. We do not pass it on.", False),
    ],
)
def test_one_press_under_the_letter_answers_and_is_asked_once_k_88(asked, portal, db, say, event, thanks, may_send):
    opened, letter = asked
    portal.get(letter)
    assert "Pass it on for me" in portal.page.text
    assert "Greenbank Care" in portal.page.text, "they read to whom before they say yes"
    shown = portal.post(f"{letter}/on", data={"say": say}, follow_redirects=True).get_data(as_text=True)
    assert thanks in shown
    assert "Pass it on for me" not in shown
    portal.post(f"{letter}/on", data={"say": "no" if say == "yes" else "yes"})
    assert said(db) == [event]
    db.refresh(opened.case)
    assert opened.case.waiting_on == "us"
    assert (Event.SENT_ON in {step.event for step in steps_now(db, opened.case)}) is may_send


def test_silence_or_anything_else_is_no_yes_k_88(asked, portal, db):
    opened, letter = asked
    portal.get(letter)
    portal.post(f"{letter}/on", data={"say": "perhaps"})
    assert said(db) == []
    assert Event.SENT_ON not in {step.event for step in steps_now(db, opened.case)}


def test_who_helps_cannot_say_yes_for_them_k_88(asked, portal, db, keys):
    opened, letter = asked
    another_holder(db, keys, opened, "sea snow lamp bread otter", "HV-8K3M-9QX2-4TK")
    portal.post("/come-back", data={"reference": "HV-8K3M-9QX2-4TK", "secret_words": "sea snow lamp bread otter"})
    portal.post(f"{letter}/on", data={"say": "yes"})
    assert said(db) == []
