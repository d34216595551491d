"""Whoever is named after sending, in whatever box of their own page or in an alert, does not open it (AZ-04)."""

import pytest
from sqlalchemy import select

from models.audit import SYSTEM, Actor
from models.cases import walls
from models.cases.finding import find
from models.cases.recording import record
from models.procedure.terms import Event, Procedure, Role, State
from models.tables import Account, Case, IncomingWall, JobRun, Message, SafetyAlert, WallEntry
from tests.conftest import MONDAY
from tests.models.cases.answered import one
from tests.portal.coming_back import REFERENCE, WORDS, case_with_words
from tests.portal.test_tracking import add_points

SAID = "Dana Poole has threatened me since I told you."


@pytest.fixture
def dana(db, person):
    """She answers the case of a child who comes back to their page."""
    found = one(person, Role.RESPONDER, "Dana Poole")
    db.commit()
    return found


@pytest.fixture
def theirs(portal, db, keys, dana):
    opened = case_with_words(db, keys)
    add_points(db, opened, "Calls are not answered.")
    opened.case.responder_id = dana.id
    db.commit()
    portal.post("/come-back", data={"reference": REFERENCE, "secret_words": WORDS})
    return opened


def sees(db, dana):
    db.expire_all()
    return find(db, dana.actor, REFERENCE) is not None


@pytest.mark.parametrize(
    ("where", "given"),
    [
        ("/your-page/messages", {"text": SAID}),
        ("/your-page/points/missed", {"text": SAID}),
        ("/your-page/5", {"text": SAID}),
        ("/your-page/12", {"name": "Kai", "where": SAID, "when": "Fridays"}),
    ],
)
def test_whom_they_name_on_their_page_is_kept_out_from_that_moment_az_04(portal, db, theirs, dana, where, given):
    assert sees(db, dana)
    assert portal.post(where, data=given).status_code == 303
    assert not sees(db, dana)
    assert db.scalars(select(Case.responder_id)).one() is None, "and answers it no more"


def test_whom_they_name_when_they_ask_for_the_next_stage_is_kept_out_az_04(portal, db, theirs, dana):
    theirs.case.state, theirs.case.procedure = State.S1_OPEN, Procedure.STATUTORY
    record(db, theirs.case, Event.S1_ANSWERED, actor=SYSTEM, now=MONDAY)
    db.commit()
    assert portal.post("/your-page/next", data={"text": SAID}).status_code == 303
    assert not sees(db, dana)


def test_a_first_name_keeps_nobody_out_and_their_officer_may_be_greeted_by_name(portal, db, theirs, dana, person):
    priya = person(Role.OFFICER, name="Priya Shah")
    theirs.case.officer_id = priya.staff_id
    db.commit()
    for text in ("Dana has a dog.", "Hello Priya Shah,\nthank you."):
        portal.post("/your-page/messages", data={"text": text})
    assert db.scalars(select(WallEntry)).all() == []
    portal.post("/your-page/messages", data={"text": "Hello Priya Shah, why did Priya Shah shout?"})
    assert db.scalars(select(WallEntry.staff_id)).all() == [priya.staff_id]


def test_whose_wall_a_colleague_took_down_is_not_walled_by_the_same_name_again(portal, db, theirs, dana):
    portal.post("/your-page/messages", data={"text": SAID})
    walls.lift(db, theirs.case, dana.id, actor=Actor(kind="staff"), now=MONDAY)
    db.commit()
    portal.post("/your-page/messages", data={"text": "Dana Poole rang me, all is well."})
    db.expire_all()
    standing = select(WallEntry).where(WallEntry.lifted_at.is_(None))
    assert db.scalars(standing).all() == [], "whoever reads it can put them behind it"


def test_whom_an_alert_names_in_its_words_is_not_told_of_it_and_does_not_open_it_az_04(portal, db, person):
    dana = person(Role.DUTY, name="Dana Poole")
    other = person(Role.DUTY, name="Ola Reed")
    db.add(JobRun(job="escalate", finished_at=MONDAY))
    db.commit()
    portal.get("/now/1")
    portal.post("/now/1", data={"said": "Dana Poole hit me.", "reach": "At Nan's, 07700 900123"})
    alert = db.scalars(select(SafetyAlert)).one()
    assert db.scalars(select(WallEntry.staff_id).where(WallEntry.alert_id == alert.id)).all() == [dana.staff_id]
    causes = db.scalars(select(Message.cause).where(Message.kind == "alert")).all()
    ids = {account.id for account in db.scalars(select(Account)) if any(str(account.id) in c for c in causes)}
    assert ids == {other.id}
    assert db.scalars(select(IncomingWall)).all() == []
