"""Who asked for texts alone hears of a message by a text from our hands, and we answer by the day we said (5.2)."""

from datetime import timedelta

import pytest

from models.audit import SYSTEM
from models.cases import contacting, corresponding
from models.jobs.ways_changed import follow_ways
from models.procedure.terms import Role, Way
from models.tables import Holder, SafeWay, ThreadMessage
from tests.conftest import MONDAY
from tests.portal.coming_back import REFERENCE, WORDS, case_with_words


@pytest.fixture
def texts_only(db, keys):
    opened = case_with_words(db, keys)
    db.query(SafeWay).filter_by(case_id=opened.case.id).update({"allowed": False})
    db.query(SafeWay).filter_by(case_id=opened.case.id, way=Way.TEXT).update({"allowed": True})
    if not db.query(SafeWay).filter_by(case_id=opened.case.id, way=Way.TEXT).count():
        holder = db.query(SafeWay).filter_by(case_id=opened.case.id).first().holder_id
        way = SafeWay(case_id=opened.case.id, holder_id=holder, way=Way.TEXT, allowed=True, shared=False, since=MONDAY)
        db.add(way)
    db.commit()
    return opened


def written(db, keys, opened, staff):
    ring = keys.staff.ring.with_case(opened.case)
    corresponding.send_message(db, opened.case, "How was it?", actor=staff, keys=ring, now=MONDAY)
    db.commit()
    return db.query(ThreadMessage).filter_by(case_id=opened.case.id).one()


def test_a_message_waits_to_be_texted_about_in_neutral_words_prv_10(admin, db, keys, sign_in, texts_only):
    staff = sign_in(Role.OFFICER)
    message = written(db, keys, texts_only, staff)
    admin.get("/letters")
    assert "Messages to text about" in admin.page.text
    admin.get(f"/cases/{REFERENCE}/messages")
    assert "You have an update. Go to the page you used before." in admin.page.text
    assert admin.post(f"/cases/{REFERENCE}/messages/texted").status_code == 303
    db.refresh(message)
    assert message.to_text is False
    admin.get("/letters")
    assert "Messages to text about" not in admin.page.text


def test_nobody_is_texted_once_they_have_read_it_or_texts_are_not_safe(admin, db, keys, sign_in, texts_only):
    staff = sign_in(Role.OFFICER)
    message = written(db, keys, texts_only, staff)
    db.query(SafeWay).filter_by(case_id=texts_only.case.id, way=Way.TEXT).update({"allowed": False})
    db.commit()
    admin.get(f"/cases/{REFERENCE}/messages")
    assert "Do not text them" in admin.page.text
    assert admin.post(f"/cases/{REFERENCE}/messages/texted").status_code == 409
    message.seen_at = MONDAY
    db.commit()
    admin.get("/letters")
    assert "Messages to text about" not in admin.page.text


def test_the_page_says_by_when_a_message_is_answered_and_the_case_says_the_same(
    admin, portal, db, keys, sign_in, clock
):
    case_with_words(db, keys)
    portal.post("/come-back", data={"reference": REFERENCE, "secret_words": WORDS})
    portal.get("/your-page/messages")
    assert "If you write now, we answer by Wednesday 25 November." in portal.page.text
    portal.post("/your-page/messages", data={"text": "Are you there?"})
    sign_in(Role.OFFICER)
    admin.get(f"/cases/{REFERENCE}")
    assert "They wrote to us: answer by 25 November" in admin.page.text


def test_who_takes_texts_back_is_not_waited_for_with_a_text_prv_10(admin, db, keys, sign_in, texts_only):
    staff = sign_in(Role.OFFICER)
    message = written(db, keys, texts_only, staff)
    later = MONDAY + timedelta(hours=1)
    holder = db.query(Holder).filter_by(case_id=texts_only.case.id).one()
    contacting.still_safe(db, texts_only.case, holder, Way.TEXT, False, actor=SYSTEM, now=later)
    assert follow_ways(db, now=later) == 1
    db.commit()
    assert message.to_text is None
    admin.get("/letters")
    assert "Messages to text about" not in admin.page.text
