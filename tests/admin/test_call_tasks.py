"""Who is rung: only where a call is safe now, with what to say if somebody else answers; no title tells of the case.

PRV-10, experience 2.7.
"""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.audit import SYSTEM
from models.cases import calendar, contacting, holding, tasks
from models.cases.contact_rows import IF_OTHER
from models.cases.releasing import release
from models.jobs.digest import send_digests
from models.jobs.ways_changed import follow_ways
from models.procedure.tasks import KINDS
from models.procedure.terms import Way
from models.tables import Holder, Message
from tests.models.cases.answered import MONDAY, routed

NUMBER = "01632 960411"
CONTENT = {
    "subject": "Thank you",
    "blocks": [{"id": "words", "heading": "", "paragraphs": ["We mended it."], "list": [], "locked": False}],
}
SECRET = ("Rosa", "Larchwood", "bruise", "We mended it.")


@pytest.fixture
def rung(db, keys, priya, sign_in):
    """A letter to somebody whose only safe way is a call: `rung(call_if_other="end")`."""

    def make(safe=True, *, page=False, **minds):
        card = {"ways": ["call"] if safe else [], "call_number": NUMBER, **minds}
        answers = {"contact": {"ways": card["ways"]}, "contact_details": card}
        ways = {way: safe and way is Way.CALL for way in Way}
        case, ring = routed(db, keys.staff.ring, priya.actor, ways=ways, answers=answers)
        case.officer_id = priya.id
        if not page:  # somebody rings
            db.query(Holder).filter_by(case_id=case.id).update({"words_wrap": None})
        letter = release(db, case, "thanks", CONTENT, event=None, actor=priya.actor, now=MONDAY, keys=ring)
        assert letter.way is Way.CALL
        holding.leave_due(db, now=MONDAY + timedelta(minutes=30))
        db.commit()
        sign_in(account=priya.account)
        return case, letter, ring

    return make


@pytest.mark.parametrize(
    ("minds", "said"),
    [
        ({"call_if_other": "end"}, IF_OTHER["end"]),
        ({"call_if_other": "ask_for_me"}, IF_OTHER["ask_for_me"]),
        ({"call_if_other": "use_name", "call_use_name": "Alex"}, IF_OTHER["use_name"]),
        ({"call_if_other": "use_name"}, IF_OTHER["end"]),
        ({}, IF_OTHER["end"]),
    ],
)
def test_whoever_rings_reads_what_to_say_if_somebody_else_answers_prv_10(admin, rung, minds, said):
    _, letter, _ = rung(**minds)
    assert admin.get(f"/letters/{letter.id}").status_code == 200
    assert "A call is the only way that is safe for this person." in admin.page.text
    assert said in admin.page.text
    assert "hide our number and do not say you are from the council" in admin.page.text
    assert "no voice message" in admin.page.text
    assert ("the name is “Alex”" in admin.page.text) is ("call_use_name" in minds)


def test_what_they_allowed_is_not_forbidden_to_who_rings_2_7(admin, rung):
    _, letter, _ = rung(call_say_council="yes", call_voicemail="yes", call_if_other="ask_for_me", call_when=["evening"])
    admin.get(f"/letters/{letter.id}")
    assert "do not say you are from the council" not in admin.page.text
    assert "no voice message" not in admin.page.text
    assert "best: evening" in admin.page.text


def test_nobody_is_rung_who_called_no_way_safe_and_no_number_is_in_view_prv_10(admin, rung):
    _, letter, _ = rung(safe=False)
    admin.get(f"/letters/{letter.id}")
    assert "Do not write and do not ring" in admin.page.text
    assert NUMBER not in admin.page.html
    assert "Write down the call" not in admin.page.text


def test_no_title_of_a_task_or_a_call_tells_of_the_case_where_it_travels_prv_10(admin, db, keys, rung, priya):
    case, _, ring = rung(call_if_other="end")
    today = MONDAY.date()
    told = {"actor": priya.actor, "now": MONDAY, "keys": ring}
    tasks.open_task(db, case, what="Ring Rosa at Larchwood about the bruise", due_on=today, **told)
    for kind in KINDS:
        tasks.open_task(db, case, kind, actor=priya.actor, now=MONDAY, due_on=today, cause=f"x:{kind}")
    db.commit()
    titles = [title for _, title, _ in tasks.waiting(db, priya.actor, today)]
    assert set(titles) == {kind.label for kind in KINDS.values()}, "what was typed stays under its lock"
    days = [day.title for day in calendar.days_of(db, priya.actor, today)]
    assert days
    assert set(days) <= {calendar.REPLY, calendar.OTHER}
    assert send_digests(db, keys.staff.ring, now=MONDAY.replace(day=24, hour=8))
    mails = [f"{mail.get('subject')} {mail.get('body')}" for mail in sent(db, keys)]
    assert any("A task" in mail for mail in mails)
    for text in (*titles, *days, *mails):
        assert not [word for word in (*SECRET, NUMBER, "Nobody rings me back") if word in text], text
    admin.get("/letters")
    assert case.reference in admin.page.text
    assert not [word for word in (*SECRET, NUMBER) if word in admin.page.text], "what is rung about is in its letter"


def sent(db, keys):
    rows = db.scalars(select(Message)).all()
    return [keys.worker.open_json(Message.work, row) for row in rows if row.kind == "staff" and row.work is not None]


TRUSTED = {"trusted_name": "Aunt Bea", "trusted_reach": "01632 960151", "trusted_tell": "That a letter came"}


@pytest.fixture
def trusting(db, keys, priya, sign_in):
    """A letter to somebody with a page whom nobody may reach but through an aunt."""

    def make(event=None):
        answers = {"contact": {"ways": ["trusted"]}, "contact_details": TRUSTED}
        ways = {way: way is Way.TRUSTED for way in Way}
        case, ring = routed(db, keys.staff.ring, priya.actor, ways=ways, answers=answers)
        case.officer_id = priya.id
        letter = release(db, case, "thanks", CONTENT, event=event, actor=priya.actor, now=MONDAY, keys=ring)
        holding.leave_due(db, now=MONDAY + timedelta(minutes=30))
        db.commit()
        sign_in(account=priya.account)
        return case, letter

    return make


def test_whom_they_trust_is_reached_by_hand_with_name_number_and_what_may_be_said_and_it_counts_then_k_18(
    admin, db, trusting
):
    _, letter = trusting()
    assert (letter.way, letter.counted_at) == (Way.TRUSTED, None), "no clock stops before somebody has told them (K-18)"
    admin.get("/letters")
    assert "Reach who they trust" in admin.page.text
    admin.get(f"/letters/{letter.id}")
    for words in ("Aunt Bea", "01632 960151", "we may tell them: That a letter came", "Do not ring the person"):
        assert words in admin.page.text, words
    day = {"call-on-day": "23", "call-on-month": "11", "call-on-year": "2026"}
    assert admin.post(f"/letters/{letter.id}/call", data={**day, "call-said": "Told Bea."}).status_code == 303
    db.refresh(letter)
    assert letter.counted_on == MONDAY.date()
    admin.get("/letters")
    assert "Reach who they trust" not in admin.page.text


@pytest.mark.parametrize("has_page", [True, False])
def test_who_takes_the_only_way_back_is_not_rung_and_what_waited_follows_k_18(admin, db, rung, has_page):
    case, letter, _ = rung(page=has_page)
    holder = db.query(Holder).filter_by(case_id=case.id).one()
    later = MONDAY + timedelta(hours=2)
    contacting.still_safe(db, case, holder, Way.CALL, False, actor=SYSTEM, now=later)
    db.commit()
    admin.get(f"/letters/{letter.id}")
    assert "No way that they called safe is left" in admin.page.text
    assert "Goes by phone" not in admin.page.text
    admin.get("/letters")
    assert "No way is safe now" in admin.page.text
    assert "Ring them" not in admin.page.text
    assert follow_ways(db, now=later) == has_page
    assert follow_ways(db, now=later) == 0
    db.commit()
    assert (letter.way, letter.counted_on) == ((Way.HERE, later.date()) if has_page else (Way.CALL, None))
    admin.get("/letters")
    assert (case.reference in admin.page.text) is not has_page
