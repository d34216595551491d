"""A complainant withdraws: in writing, with a look at what they raised, and free to come back (S-22, E-32)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.cases.finding import clocks_of
from models.cases.taking_again import take_up_again
from models.jobs.late import close_withdrawn, review_withdrawn
from models.procedure.tasks import KINDS, WITHDRAWN
from models.procedure.terms import Clock, Role, State
from models.tables import Case, Letter, Task
from tests.conftest import MONDAY
from tests.models.cases.answered import who
from tests.portal.coming_back import REFERENCE, case_with_words
from tests.portal.test_stopping import sign_in as come_in
from tests.portal.test_stopping import stop


@pytest.fixture
def case(db, keys):
    return case_with_words(db, keys).case


def read(db, keys, case, kind):
    ring = keys.staff.ring.with_case(db.get(Case, case.id))
    rows = db.scalars(select(Letter).where(Letter.case_id == case.id, Letter.kind == kind)).all()
    return [str(ring.open_json(Letter.body, row)) for row in rows]


def owed(db):
    return db.scalars(select(Task).where(Task.kind == WITHDRAWN, Task.done_at.is_(None))).all()


def test_stopping_is_confirmed_in_writing_and_somebody_decides_whether_we_go_on_all_the_same_s_22_e_32(
    portal, admin, db, keys, case, person, sign_in
):  # fmt: skip
    rosa = person(Role.OFFICER, name="Rosa Hart")
    case = db.get(Case, case.id)
    case.officer_id = rosa.staff_id
    db.commit()
    stop(portal, pressed="no")
    db.expire_all()
    assert db.get(Case, case.id).state is State.WITHDRAWN
    (letter,) = read(db, keys, case, "withdrawal")
    assert "start again" in letter
    assert [review_withdrawn(db, now=MONDAY) for _ in range(2)] == [1, 0], "once"
    (row,) = owed(db)
    db.commit()
    assert (row.due_on - MONDAY.date()).days == 7, "five working days"
    sign_in(account=rosa)
    assert KINDS[WITHDRAWN].label in admin.get("/tasks").text
    done = {"how": "The manager looks into the rota by herself."}
    page = f"/cases/{REFERENCE}/tasks"
    admin.get(page)
    assert admin.post(f"{page}/{row.id}/done", data=done).status_code == 303
    db.expire_all()
    assert owed(db) == []
    assert review_withdrawn(db, now=MONDAY + timedelta(hours=2)) == 0, "decided, and not asked again"
    assert "The manager looks into the rota by herself." in admin.get(page).text


def test_who_starts_again_goes_on_where_it_was_and_nobody_has_to_decide_s_22(portal, db, keys, case):
    stop(portal, pressed="no")
    review_withdrawn(db, now=MONDAY)
    db.commit()
    before = {one.clock for one in clocks_of(db, db.get(Case, case.id)) if one.stopped_on is None}
    portal.get("/your-page")
    assert portal.post("/your-page/start-again").status_code == 303
    db.expire_all()
    now = db.get(Case, case.id)
    assert now.state is not State.WITHDRAWN
    runs = {one.clock for one in clocks_of(db, now) if one.stopped_on is None}
    assert Clock.S1_RESPONSE in runs - before, "the day of the answer runs again"
    assert review_withdrawn(db, now=MONDAY) == 0
    assert owed(db) == []
    assert "You asked us to go on." in read(db, keys, case, "restarted")[0]
    stop(portal, pressed="no")
    db.expire_all()
    assert review_withdrawn(db, now=MONDAY) == 1, "stopped again, looked at again"


def test_after_the_days_that_are_theirs_it_closes_and_only_we_can_take_it_up_s_22(
    portal, admin, db, keys, case, person
):
    stop(portal, pressed="no")
    db.expire_all()
    later = MONDAY + timedelta(days=14)
    assert close_withdrawn(db, now=later) == 0, "ten working days are theirs"
    assert close_withdrawn(db, now=later + timedelta(days=1)) == 1
    db.commit()
    assert db.get(Case, case.id).state is State.CLOSED
    assert "/your-page/start-again" not in come_in(portal)
    closed, manager = db.get(Case, case.id), who(person(Role.MANAGER))
    told = {"now": later + timedelta(days=2), "keys": keys.staff.ring.with_case(closed)}
    take_up_again(db, closed, how="She rang: go on.", actor=manager, **told)
    assert closed.state is State.RECEIVED
