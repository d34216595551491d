"""T22: on a person's own page nothing is sent twice, by a second click or after an answer that was lost."""

import io
import re

import pytest
from sqlalchemy import func, select

from models.audit import SYSTEM
from models.cases import stating
from models.cases.recording import record
from models.procedure.terms import Event
from models.tables import CaseEvent, Message, PointChange, SafetyAlert, StatementReply, ThreadMessage, Upload
from tests.admin.conftest import our_officer
from tests.files import jpeg, wav
from tests.models.cases.answered import at
from tests.portal.coming_back import case_with_words
from tests.portal.test_safety import on_duty  # noqa: F401
from tests.portal.test_tracking import add_points, answering, sign_in

TOLD = {"text": "It is cold in my room."}
FORMS = [
    ("/your-page/messages", TOLD, ThreadMessage),
    ("/your-page/points/1", TOLD, PointChange),
    ("/your-page/points/missed", TOLD, PointChange),
    ("/your-page/5", TOLD, CaseEvent),
    ("/your-page/12", {"name": "Kit", "where": "At school", "when": "Today"}, CaseEvent),
]
OF = {"/your-page/5": Event.GOT_WORSE, "/your-page/12": Event.VISIT_ASKED, "/your-page/next": Event.S2_REQUESTED}


@pytest.fixture
def here(portal, db, keys):
    opened = case_with_words(db, keys)
    answering(db, opened)
    add_points(db, opened, "Nobody rings me back.")
    sign_in(portal)
    return opened


def instance(portal, address):
    return re.search(r'name="instance" value="([^"]+)"', portal.get(address).get_data(as_text=True))[1]


def count(db, kind, address=""):
    db.expire_all()
    query = select(func.count()).select_from(kind)
    return db.scalar(query.where(CaseEvent.event == OF[address]) if kind is CaseEvent else query)


@pytest.mark.parametrize(("address", "told", "kind"), FORMS)
def test_the_same_form_sent_twice_is_one_record_and_is_done_both_times_t22(portal, db, here, address, told, kind):
    page = instance(portal, address)
    first, second = (portal.post(address, data={**told, "instance": page}) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert second.location == first.location
    assert count(db, kind, address) == 1
    portal.post(address, data={**told, "instance": instance(portal, address)})
    assert count(db, kind, address) == 2, "from a page of its own the same words are said again"


def test_who_goes_back_and_writes_something_else_has_said_something_else_t22(portal, db, here):
    page = instance(portal, "/your-page/messages")
    for text in ("One.", "Two.", "One."):
        portal.post("/your-page/messages", data={"text": text, "instance": page})
    assert count(db, ThreadMessage) == 2


def test_a_recording_that_is_sent_twice_is_kept_once_t22(portal, db, here):
    page = instance(portal, "/your-page/messages")
    for made in (wav(), wav(), jpeg()):
        name = "room.jpg" if made == jpeg() else "said.wav"
        portal.post("/your-page/messages", data={"instance": page, "files": (io.BytesIO(made), name)})
    assert count(db, ThreadMessage) == count(db, Upload) == 2


def test_one_alert_and_one_mail_however_often_it_is_pressed_t22(portal, db, here, on_duty):  # noqa: F811
    page = instance(portal, "/now/1")
    answers = [portal.post("/now/1", data={"said": "He hit me.", "instance": page}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].location == answers[1].location == "/now/3?soon=1"
    assert count(db, SafetyAlert) == 1
    mails = count(db, Message)
    portal.post("/now/1", data={"said": "He hit me again.", "instance": page})
    assert count(db, SafetyAlert) == 2, "other words are another alert"
    assert count(db, Message) >= mails


def test_a_remark_on_the_statement_and_asking_for_the_next_stage_are_sent_once_t22(portal, db, here, clock):
    record(db, here.case, Event.S1_ANSWERED, actor=SYSTEM, now=at(4))
    db.commit()
    clock.now = at(5)
    sign_in(portal)
    page = instance(portal, "/your-page/next")
    answers = [portal.post("/your-page/next", data={"text": "No.", "instance": page}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303], "the second is answered as done, not refused"
    assert count(db, CaseEvent, "/your-page/next") == 1
    db.expire_all()
    row = stating.begin(db, here.case, keys=here.keys, actor=our_officer(db), now=at(5))
    stating.offer(db, here.case, row, keys=here.keys, actor=SYSTEM, now=at(5))
    db.commit()
    address = "/your-page/10/point/1"
    page = instance(portal, address)
    answers = [portal.post(address, data={**TOLD, "instance": page}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert count(db, StatementReply) == 1


def test_two_at_the_same_moment_are_both_answered_as_done_t22(portal, db, here, monkeypatch):
    """The second has looked before the first was kept: the number of the row is taken then."""
    page = instance(portal, "/your-page/messages")
    data = {**TOLD, "instance": page}
    assert portal.post("/your-page/messages", data=data).status_code == 303
    seen = iter([False])
    monkeypatch.setattr("portal.once.there", lambda kind, made: next(seen, True))
    assert portal.post("/your-page/messages", data=data).status_code == 303
    assert count(db, ThreadMessage) == 1
