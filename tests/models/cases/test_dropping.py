"""A letter that was called back: dropped where the law allows, else it says why it is owed (rules 3.2 to 3.7)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.cases import behaving, dropping, extending, holding
from models.post.catalogue import CATALOGUE
from models.post.owed import DROPPED, OWED
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Clock, Role
from models.tables import Extension, Letter, RunningClock
from models.tables.words import HELD
from tests.models.cases.answered import MONDAY, routed, who


@pytest.fixture
def at(db, keys, person):
    """A parent's case that Priya looks after; letters can be called back for five minutes."""
    priya = who(person(Role.OFFICER, name="Priya Shah"))
    holding.hold_for(db, 5, by=priya, now=MONDAY)
    case, ring = routed(db, keys.staff.ring, priya, young_person=False)
    return case, {"actor": priya, "now": MONDAY, "keys": ring}


def dropped(db, case, told):
    letter = db.scalars(select(Letter).where(Letter.case_id == case.id, Letter.state == HELD)).one()
    holding.call_back(db, case, letter, **told)
    holding.drop(db, case, letter, "It was a mistake.", **told)
    return letter


def test_every_kind_of_letter_can_be_dropped_or_says_why_not():
    assert set(DROPPED) | set(OWED) | holding.AT_A_DESK == set(CATALOGUE)
    assert not set(DROPPED) & set(OWED)
    assert all("(" in words for words in OWED.values()), "each with its rule"


def test_a_question_about_more_time_that_nobody_read_is_taken_back_and_can_be_asked_again(db, at):
    case, told = at
    clock = db.scalars(select(RunningClock).where(RunningClock.clock == Clock.S1_RESPONSE)).first()
    due, day = clock.due_on, clock.due_on + timedelta(days=7)
    extending.ask(db, case, new_due=day, reason="Two people are away.", **told)
    dropped(db, case, told)
    assert extending.open_request(db, case) is None
    assert db.scalars(select(Extension.answer)).one() == dropping.TAKEN_BACK
    assert clock.due_on == due
    assert case.waiting_on == "us"
    assert extending.ask(db, case, new_due=day, reason="Two people are away.", **told)


def test_a_warning_that_nobody_had_ends_its_matter_and_after_a_meeting_it_is_owed(db, at):
    case, told = at
    warned = {"indicators": list(behaving.INDICATORS)[:1], "why": "You rang forty times in one day.",
              "ask": "Please ring once a week."}  # fmt: skip
    behaving.warn(db, case, **warned, **told)
    dropped(db, case, told)
    assert behaving.current(db, case) is None
    row = behaving.warn(db, case, **warned, **told)
    row.met_on = MONDAY.date()
    with pytest.raises(NotAllowed, match="A meeting followed this warning"):
        dropped(db, case, told)
