"""While a second person has the answer it is there to read, and it is taken back knowingly (rules 3.2, step 6)."""

from datetime import timedelta

import pytest

from models.cases import allocating, answering
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Role
from models.tables import CaseEvent, RunningClock
from tests.admin.test_answer import save, typed
from tests.models.cases.answered import MONDAY, routed


@pytest.fixture
def sent(admin, db, given, sign_in, manager):
    """Mo has written all of it and sent it for a check."""
    actor = sign_in(account=manager)
    save(admin, db, given, actor)
    here = f"/cases/{given[0].reference}/answer"
    assert admin.post(f"{here}/check").status_code == 303
    return here, actor


def state(db, given, actor):
    db.expire_all()
    return answering.desk(db, given[0], actor, given[1], now=MONDAY).state


def test_sent_for_a_check_the_answer_is_read_and_not_typed_in_until_it_is_taken_back_3_2(admin, db, given, sent):
    here, actor = sent
    admin.get(here)
    assert not admin.page.all("textarea"), "nothing to type in"
    assert "No one rang you back." in admin.page.text
    assert "Take it back to change it" in admin.page.text
    assert "Send for a check" not in admin.page.text
    assert admin.post(f"{here}/take-back").status_code == 303
    assert state(db, given, actor) == answering.WRITING
    admin.get(here)
    assert "Send for a check" in admin.page.text
    assert admin.page.all("textarea")
    assert db.query(CaseEvent).filter_by(case_id=given[0].id, reason="answer_taken_back").count() == 1
    with pytest.raises(NotAllowed, match="open for writing already"):
        answering.take_back(db, given[0], actor=actor, now=MONDAY, keys=given[1])


def test_a_page_that_was_open_before_says_that_its_change_took_the_answer_back_3_2(admin, db, given, sent):
    here, actor = sent
    desk = answering.desk(db, given[0], actor, given[1], now=MONDAY)
    same = typed(desk, actor.id)
    part = admin.post(here, data=same, headers={"HX-Request": "true"})
    assert "Waiting for a check" in part.text
    assert "taken it back" not in part.text, "nothing was changed"
    part = admin.post(here, data={**same, "p1-why": "We forgot."}, headers={"HX-Request": "true"})
    assert "What you changed has taken it back" in part.text
    assert "Being written" in part.text
    assert state(db, given, actor) == answering.WRITING


def test_checked_it_is_read_only_too_and_goes_from_there_3_2(admin, db, given, sent, sign_in, manager):
    here, _ = sent
    sign_in(Role.OFFICER)
    admin.get(here)
    assert [box.get("name") for box in admin.page.all("textarea")] == ["comment"], "only what is to be changed"
    assert "This waits for your check. Read it" in admin.page.text
    assert "a second person has it" not in admin.page.text, "who reads this is the second person"
    assert admin.post(f"{here}/agree").status_code == 303
    sign_in(account=manager)
    admin.get(here)
    assert "A second person has checked this." in admin.page.text
    assert "Take it back to change it" in admin.page.text
    assert admin.post(f"{here}/release").status_code == 303


def test_what_is_with_a_second_person_stands_below_what_is_to_answer_6_3(
    admin, db, keys, given, sent, manager, officer_of
):
    more, _ = routed(db, keys.staff.ring, officer_of)
    allocating.give(db, more, manager.staff_id, actor=officer_of, now=MONDAY)
    db.query(RunningClock).filter_by(case_id=more.id).update({"due_on": MONDAY.date() + timedelta(days=40)})
    db.commit()
    admin.get("/my-cases")
    text = admin.page.text
    assert "Being checked: nothing for you to do" in text
    assert text.index(more.reference) < text.index(given[0].reference)


def test_a_save_of_the_earlier_page_that_comes_late_takes_nothing_back_3_2(
    admin, db, given, sign_in, manager, officer_of
):
    """The page saves by itself as somebody goes on to the next: what arrives after the check was asked for says what
    was sent, and is no change of it, though its page saw an empty answer."""
    case, ring = given
    actor, here = sign_in(account=manager), f"/cases/{case.reference}/answer"
    page = typed(answering.desk(db, case, actor, ring, now=MONDAY), actor.id)
    assert admin.post(here, data={**page, "page": "a1", "turn": "1", "do": "preview"}).status_code == 303
    assert admin.post(f"{here}/check", data={**page, "page": "b2", "turn": "1"}).status_code == 303
    for late in ({"page": "a1", "turn": "2"}, {"page": "b2", "turn": "2"}, {}):
        part = admin.post(here, data={**page, **late}, headers={"HX-Request": "true"})
        assert "Waiting for a check" in part.text
        assert state(db, given, actor) == answering.TO_CHECK
    other, _ = routed(db, ring, officer_of)
    allocating.give(db, other, manager.staff_id, actor=officer_of, now=MONDAY)
    db.commit()
    assert admin.post(f"/cases/{other.reference}/too-close", data={"why": "My neighbour."}).status_code == 303
    assert state(db, given, actor) == answering.TO_CHECK, "of another case"


def test_a_change_that_takes_the_answer_back_stands_in_the_timeline_3_2(admin, db, given, sent):
    here, actor = sent
    page = typed(answering.desk(db, given[0], actor, given[1], now=MONDAY), actor.id)
    assert admin.post(here, data={**page, "p1-why": "We forgot.", "do": "save"}).status_code == 303
    assert state(db, given, actor) == answering.WRITING
    assert db.query(CaseEvent).filter_by(case_id=given[0].id, reason="answer_taken_back").count() == 1
