"""T22: on the account pages of an advocate nothing goes twice, by a second click or after an answer that was lost."""

import io
import re

import pytest
from sqlalchemy import func, select

from models.audit import SYSTEM
from models.cases import advocates, stating
from models.cases.recording import record
from models.procedure.terms import Event
from models.tables import CaseEvent, StatementReply, ThreadMessage, Upload
from tests.admin.conftest import our_officer
from tests.files import jpeg
from tests.models.cases.answered import at
from tests.portal.coming_back import REFERENCE
from tests.portal.test_tracking import add_points

HERE = f"/children/{REFERENCE}"
TOLD = {"text": "He was moved again last night."}
FORMS = [
    (HERE, TOLD, ThreadMessage, Event.MESSAGE_FROM_PERSON),
    (f"{HERE}/meeting", TOLD, ThreadMessage, Event.MESSAGE_FROM_PERSON),
    (f"{HERE}/worse", TOLD, CaseEvent, Event.GOT_WORSE),
]


def instance(admin, action):
    """The number of the form that goes there."""
    html = admin.get(HERE).get_data(as_text=True)
    return re.search(rf'action="{re.escape(action)}".*?name="instance" value="([^"]+)"', html, re.DOTALL)[1]


def count(db, kind, event):
    db.expire_all()
    query = select(func.count()).select_from(kind)
    return db.scalar(query.where(CaseEvent.event == event) if kind is CaseEvent else query)


def twice(admin, action, told):
    page = instance(admin, action)
    answers = [admin.post(action, data={**told, "instance": page}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].location == answers[1].location == HERE
    return page


@pytest.fixture
def ade_in(sign_in, ade, let_in):
    sign_in(account=ade)
    return let_in


@pytest.mark.parametrize(("action", "told", "kind", "event"), FORMS)
def test_the_same_form_sent_twice_is_one_record_t22(admin, db, ade_in, action, told, kind, event):
    page = twice(admin, action, told)
    assert count(db, kind, event) == 1
    assert count(db, CaseEvent, event) == 1, "and nobody is told twice of it"
    admin.post(action, data={"text": "Something else.", "instance": page})
    assert count(db, kind, event) == 2, "who goes back and writes something else has said something else"
    admin.post(action, data={**told, "instance": instance(admin, action)})
    assert count(db, kind, event) == 3, "from a page of its own the same words are said again"


def test_a_remark_and_asking_for_the_next_stage_are_sent_once_t22(admin, db, ade_in, clock, sign_in, ade):
    add_points(db, ade_in, "Nobody rings me back.")
    record(db, ade_in.case, Event.S1_ANSWERED, actor=SYSTEM, now=at(4))
    db.commit()
    clock.now = at(5)
    sign_in(account=ade)
    twice(admin, f"{HERE}/next", {"asked": "yes"})
    assert count(db, CaseEvent, Event.S2_REQUESTED) == 1
    row = stating.begin(db, ade_in.case, keys=ade_in.keys, actor=our_officer(db), now=at(5))
    stating.offer(db, ade_in.case, row, keys=ade_in.keys, actor=SYSTEM, now=at(5))
    db.commit()
    twice(admin, f"{HERE}/statement/point/1", TOLD)
    assert count(db, StatementReply, None) == 1


def test_a_file_that_is_added_twice_before_the_childs_yes_is_kept_once_t22(admin, db, ade_in, ade):
    access = advocates.current(db, ade_in.case, ade.staff_id)
    access.confirmed_at = None
    db.commit()
    page = instance(admin, f"{HERE}/files")
    for _ in range(2):
        data = {"shows": "Her room", "instance": page, "files": (io.BytesIO(jpeg()), "room.jpg")}
        assert admin.post(f"{HERE}/files", data=data).status_code == 303
    assert count(db, Upload, None) == 1


def test_two_at_the_same_moment_are_both_answered_as_done_t22(admin, db, ade_in, monkeypatch):
    """The second has looked before the first was kept: the number of the row is taken then."""
    page = instance(admin, HERE)
    assert admin.post(HERE, data={**TOLD, "instance": page}).status_code == 303
    seen = iter([False])
    monkeypatch.setattr("admin.once.there", lambda kind, made: next(seen, True))
    assert admin.post(HERE, data={**TOLD, "instance": page}).status_code == 303
    assert count(db, ThreadMessage, None) == 1
