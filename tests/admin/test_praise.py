"""Thanks reach the worker and the manager with proof, and an idea is answered with its reason (experience 2b, K-90)."""

import uuid

import pytest
from sqlalchemy import select

from models.audit import SYSTEM
from models.cases.closing import CannotClose, close
from models.cases.recording import record
from models.procedure.terms import Clock, Event, Journey, Procedure, Role, State
from models.tables import Letter, Message, PassedOn, RunningClock, Staff
from tests.conftest import MONDAY
from tests.portal.coming_back import REFERENCE, WORDS, case_with_words
from tests.portal.test_tracking import page

HERE = f"/cases/{REFERENCE}/pass-on"


@pytest.fixture
def thanked(db, keys):
    def make(kind="good", **more):
        said = {"what": {"kind": kind, "story": "Rosa was kind to me."}, "who": {"tell_them": "no", "name": "Sam Lee"}}
        opened = case_with_words(db, keys, journey=Journey.PRAISE, answers={**said, **more})
        record(db, opened.case, Event.ROUTED_PRAISE, actor=SYSTEM, now=MONDAY)
        record(db, opened.case, Event.THANKED, actor=SYSTEM, now=MONDAY)
        db.commit()
        return opened

    return make


@pytest.fixture
def rosa(db, person):
    manager = person(Role.RESPONDER, name="Mo Reed")
    worker = person(Role.RESPONDER, name="Rosa Hart", manager=manager.staff)
    db.commit()
    return worker


def test_it_reaches_the_worker_and_their_manager_who_read_the_words_and_not_who_wrote(
    admin, portal, db, thanked, rosa, sign_in, keys
):
    opened = thanked()
    due = db.scalars(select(RunningClock).where(RunningClock.clock == Clock.PASS_ON)).one().due_on
    assert (due.day, due.month) == (25, 11), "two working days"
    sign_in(Role.OFFICER)
    html = admin.get(HERE).get_data(as_text=True)
    assert "They must not be told who it was" in html
    assert "Sam" not in html.partition(f'action="{HERE}"')[2], "the words begin without the name"
    assert admin.post(HERE, data={"text": "Rosa was kind."}).status_code == 422
    given = {"first": str(rosa.staff_id), "text": "Rosa was kind to me.", "how": "here"}
    assert admin.post(HERE, data=given).status_code == 303
    html = admin.get(HERE).get_data(as_text=True)
    assert "Rosa Hart" in html
    assert "Mo Reed" in html
    assert "not read yet" in html
    mails = [
        keys.worker.open_json(Message.work, row)
        for row in db.scalars(select(Message).where(Message.cause.like("passed-on:%")))
    ]
    assert len(mails) == 2
    assert not any("kind" in str(mail) for mail in mails)
    sign_in(account=rosa)
    assert "Rosa was kind to me." in admin.get("/for-me").get_data(as_text=True)
    admin.post("/for-me")
    db.expire_all()
    assert [bool(row.seen_at) for row in db.scalars(select(PassedOn)) if row.staff_id == rosa.staff_id] == [True]
    assert db.scalars(select(RunningClock).where(RunningClock.clock == Clock.PASS_ON)).one().stopped_on
    portal.post("/come-back", data={"reference": REFERENCE, "secret_words": WORDS})
    assert "We gave it to the people it is about on Monday 23 November." in page(portal)
    assert opened.case.state is State.PRAISE_OPEN


def test_an_idea_is_answered_we_will_or_we_will_not_because(admin, portal, db, thanked, rosa, sign_in):
    opened = thanked("idea")
    assert opened.case.procedure is Procedure.COMMENT
    sign_in(Role.OFFICER)
    assert admin.post(f"{HERE}/idea", data={"decision": "will_not"}).status_code == 422
    answer = {"decision": "will_not", "because": "The room is too small."}
    assert admin.post(f"{HERE}/idea", data=answer).status_code == 303
    assert admin.post(f"{HERE}/idea", data=answer).status_code == 409
    letter = db.scalars(select(Letter).where(Letter.kind == "idea_answer")).one()
    text = str(opened.keys.open_json(Letter.body, letter))
    assert "We will not do this." in text
    assert "The room is too small." in text
    assert "Answered on" in admin.get(HERE).get_data(as_text=True)
    portal.post("/come-back", data={"reference": REFERENCE, "secret_words": WORDS})
    assert "What we think of your idea" in portal.get("/your-page/letters").get_data(as_text=True)


def test_it_cannot_close_before_it_was_passed_on_and_an_idea_not_before_its_answer(
    db, thanked, rosa, admin, sign_in, officer
):
    opened = thanked("idea")
    with pytest.raises(CannotClose) as refused:
        close(db, opened.case, reason="passed_on", still="", actor=officer, now=MONDAY, keys=opened.keys)
    assert len(refused.value.owed) == 2


def test_who_cannot_sign_in_is_not_given_it_here_and_nothing_typed_is_lost(admin, db, thanked, rosa, sign_in):
    thanked()
    lee = Staff(id=uuid.uuid4(), name="Lee Cole", job="Night worker", manager_id=rosa.staff_id)
    db.add(lee)
    db.commit()
    sign_in(Role.OFFICER)
    assert "Lee Cole, Night worker (cannot sign in)" in admin.get(HERE).get_data(as_text=True)
    assert "Only where whoever you choose, and their manager, can sign in" in admin.page.text
    given = {"first": str(lee.id), "text": "Lee was kind to me.", "how": "here"}
    answer = admin.post(HERE, data=given)
    assert answer.status_code == 422
    assert "Lee Cole cannot sign in here" in answer.text
    assert "Lee was kind to me." in answer.text
    assert not db.scalars(select(PassedOn)).all()
    assert admin.post(HERE, data={**given, "how": "in_person"}).status_code == 303
    assert {row.staff_id for row in db.scalars(select(PassedOn))} == {lee.id, rosa.staff_id}


def test_nobody_behind_the_wall_is_given_it(db, thanked, rosa, admin, sign_in):
    from models.cases.walls import wall_off

    opened = thanked()
    wall_off(db, [db.get_one(Staff, rosa.staff_id)], (), now=MONDAY, case=opened.case, confirmed=True)
    db.commit()
    sign_in(Role.OFFICER)
    assert "Rosa Hart" not in admin.get(HERE).get_data(as_text=True).partition(f'action="{HERE}"')[2]
    given = {"first": str(rosa.staff_id), "text": "Kind.", "how": "here"}
    assert admin.post(HERE, data=given).status_code == 422
    assert not db.scalars(select(PassedOn)).all()
