"""The person's own page: where things are, who, by when, and only the steps that apply today (experience 5.2)."""

import uuid
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from models.audit import SYSTEM, note
from models.cases import moving, policies, referrals, thread
from models.cases.recording import record
from models.cases.releasing import release
from models.procedure.terms import Event, Procedure, Role
from models.tables import (
    CaseEvent,
    Letter,
    Message,
    Point,
    PointChange,
    Referral,
    Staff,
    ThreadMessage,
)
from tests.conftest import MONDAY
from tests.counting import counting
from tests.portal.coming_back import REFERENCE, WORDS, case_with_words

STORY = "Nobody rings me back."
MOST_QUERIES = 8  # performance.md


def sign_in(portal: Any, reference: str = REFERENCE, words: str = WORDS) -> None:
    answer = portal.post("/come-back", data={"reference": reference, "secret_words": words})
    assert answer.location == "/your-page", answer.status_code


def named(db: Any, name: str) -> Staff:
    staff = Staff(id=uuid.uuid4(), name=name, job="")
    db.add(staff)
    db.flush()
    return staff


def answering(db: Any, opened: Any, *, now: Any = MONDAY) -> None:
    """Acknowledged, and given to Mo to answer."""
    case = opened.case
    case.procedure = Procedure.STATUTORY
    record(db, case, Event.ROUTED_STATUTORY, actor=SYSTEM, now=now)
    record(db, case, Event.ACKNOWLEDGED, actor=SYSTEM, now=now)
    case.responder_id = named(db, "Mo Adams").id
    db.commit()


def add_points(db: Any, opened: Any, *texts: str) -> None:
    for number, text in enumerate(texts, 1):
        point = Point(id=uuid.uuid4(), case_id=opened.case.id, number=number, revision=1)
        opened.keys.seal(Point.text, point, text)
        db.add(point)
    db.commit()


def page(portal: Any) -> str:
    assert portal.get("/your-page").status_code == 200
    text: str = portal.page.text
    return text


def test_before_the_acknowledgement_it_says_who_writes_and_by_when(portal: Any, db: Any, keys: Any) -> None:
    opened = case_with_words(db, keys)
    opened.case.officer_id = named(db, "Priya Shah").id
    db.commit()
    sign_in(portal)
    text = page(portal)
    assert "Priya will write to you here by Wednesday 25 November. That is in 2 working days." in text
    assert "Shah" not in text


def test_then_who_looks_and_when_they_answer(portal: Any, db: Any, keys: Any) -> None:
    answering(db, case_with_words(db, keys))
    sign_in(portal)
    assert "Mo is looking into it. You should hear by Monday 7 December. That is in 10 working days." in page(portal)
    assert "Someone is looking" in portal.page.text


def test_a_day_that_a_bank_holiday_moved_says_so_s_40(portal: Any, db: Any, keys: Any) -> None:
    opened = case_with_words(db, keys)
    answering(db, opened)
    sign_in(portal)
    assert "bank holiday" not in page(portal)
    policies.add_holiday(db, date(2026, 12, 2), "A day of mourning", now=MONDAY)
    moving.recompute(db, MONDAY)
    db.commit()
    text = page(portal)
    assert "Tuesday 8 December" in text
    assert "This moved because of a bank holiday." in text


def test_a_deputy_stands_in_for_an_officer_who_is_away(portal: Any, db: Any, keys: Any) -> None:
    opened = case_with_words(db, keys)
    officer = named(db, "Priya Shah")
    officer.deputy_id, officer.away_until = named(db, "Tom Reed").id, "2026-11-30"
    opened.case.officer_id = officer.id
    db.commit()
    sign_in(portal)
    assert "Tom will write to you" in page(portal)


def test_the_first_page_holds_none_of_their_own_words(portal: Any, db: Any, keys: Any) -> None:
    opened = case_with_words(db, keys)
    add_points(db, opened, "POINT-CANARY")
    message = ThreadMessage(id=uuid.uuid4(), case_id=opened.case.id, at=MONDAY, from_staff_id=named(db, "Ann Lee").id)
    opened.keys.seal(ThreadMessage.body, message, "MESSAGE-CANARY")
    db.add(message)
    db.commit()
    sign_in(portal)
    html = portal.get("/your-page").get_data(as_text=True)
    assert STORY not in html
    assert "CANARY" not in html
    assert "You have 1 to read" in portal.page.text
    assert "POINT-CANARY" in portal.get("/your-page/points").get_data(as_text=True)
    assert "MESSAGE-CANARY" in portal.get("/your-page/messages").get_data(as_text=True)


def test_what_an_advocate_wrote_is_one_press_away_from_the_first_page_trk_07(portal: Any, db: Any, keys: Any) -> None:
    yes = {"advocate": {"advocate": "yes"}, "advocate_yes": {"shares": ["contact"], "start": "now"}}
    opened = case_with_words(db, keys, answers=yes)
    referral = db.scalars(select(Referral)).one()
    referrals.accept(
        db, opened.case, referral, "Ama", "ADVOCATE-CANARY", keys=keys.staff.ring, actor=SYSTEM, now=MONDAY
    )
    db.commit()
    sign_in(portal)
    assert "ADVOCATE-CANARY" not in portal.get("/your-page").get_data(as_text=True)
    assert "They wrote to you. Read it" in portal.page.text
    assert "ADVOCATE-CANARY" in portal.get("/your-page/4").get_data(as_text=True)


def test_titles_and_addresses_are_neutral(portal: Any, db: Any, keys: Any) -> None:
    case_with_words(db, keys)
    sign_in(portal)
    for path in ("", "/points", "/messages", "/letters", "/opened", "/reach", "/sent", "/6", "/5", "/words"):
        html = portal.get(f"/your-page{path}").get_data(as_text=True)
        title = html.partition("<title>")[2].partition("</title>")[0].lower()
        assert not any(word in title for word in ("complain", "abuse", "social")), title


def test_it_takes_few_queries(portal: Any, db: Any, keys: Any, sessions: Any) -> None:
    answering(db, case_with_words(db, keys))
    sign_in(portal)
    portal.get("/your-page")
    with counting(sessions.engine) as seen:
        portal.get("/your-page")
    assert len(seen) <= MOST_QUERIES, "\n".join(seen)


def test_late_says_so_by_itself_at_midnight_in_england(portal: Any, db: Any, keys: Any, clock: Any) -> None:
    answering(db, case_with_words(db, keys))
    clock.now = MONDAY.replace(month=12, day=7, hour=23, minute=50)
    sign_in(portal)
    assert "We are late" not in page(portal)
    clock.forward(minutes=11)
    text = page(portal)
    assert "We said we would answer by Monday 7 December. We have not. We are sorry." in text
    assert "Ask for the next step now" in text
    assert "Get an advocate" in text
    assert "0300 061 0614" in text
    assert not db.scalars(select(Message).where(Message.cause.like("late:%"))).all()  # no job was needed


def test_who_has_opened_it_by_role_and_day(portal: Any, db: Any, keys: Any) -> None:
    opened = case_with_words(db, keys)
    from models.audit import Actor

    priya = Actor(kind="staff", id=uuid.uuid4(), name="Priya Shah", roles=frozenset({Role.OFFICER}))
    for minutes in (0, 5):
        note(db, priya, "view", now=MONDAY + timedelta(minutes=minutes), object_kind="case", object_id=opened.case.id)
    note(db, priya, "denied", now=MONDAY + timedelta(days=1), object_kind="case", object_id=opened.case.id)
    db.commit()
    sign_in(portal)
    text = page(portal)
    assert text.count("Someone on the complaints team, Monday 23 November") == 1
    assert "Priya" not in portal.get("/your-page/opened").get_data(as_text=True)
    assert "24 November" not in text.partition("Who has opened")[2]


def test_what_they_sent_needs_the_words_again(portal: Any, db: Any, keys: Any) -> None:
    case_with_words(db, keys)
    sign_in(portal)
    assert STORY not in portal.get("/your-page/sent").get_data(as_text=True)
    wrong = portal.post("/your-page/sent", data={"secret_words": "not these"})
    assert wrong.status_code == 422
    assert STORY not in wrong.get_data(as_text=True)
    shown = portal.post("/your-page/sent", data={"secret_words": WORDS})
    assert shown.status_code == 200
    assert STORY in shown.get_data(as_text=True)


def test_points_agreed_corrected_and_missed(portal: Any, db: Any, keys: Any) -> None:
    opened = case_with_words(db, keys)
    add_points(db, opened, "Calls are not answered.", "My plan was changed.")
    sign_in(portal)
    portal.get("/your-page/points")
    assert portal.post("/your-page/points/agree", data={"number": "one"}).status_code == 400
    assert not db.scalars(select(Point).where(Point.agreed.is_(True))).all(), "no number is not all of them"
    portal.post("/your-page/points/agree", data={"number": "1"})
    assert db.scalars(select(Point).where(Point.number == 1)).one().agreed is True
    assert not db.scalars(select(CaseEvent).where(CaseEvent.event == Event.POINTS_AGREED)).all()
    empty = portal.post("/your-page/points/2", data={"text": " "})
    assert empty.status_code == 422
    portal.post("/your-page/points/2", data={"text": "It was changed twice."})
    portal.post("/your-page/points/missed", data={"text": "Also my bike."})
    changes = db.scalars(select(PointChange).order_by(PointChange.at, PointChange.point_id)).all()
    texts = {opened.keys.open(PointChange.text, change) for change in changes}
    assert texts == {"It was changed twice.", "Also my bike."}
    assert len(db.scalars(select(CaseEvent).where(CaseEvent.event == Event.POINTS_CORRECTED)).all()) == 2
    assert "Also my bike." in portal.get("/your-page/points").get_data(as_text=True)
    portal.post("/your-page/points/agree")
    assert db.scalars(select(CaseEvent).where(CaseEvent.event == Event.POINTS_AGREED)).one()
    assert portal.get("/your-page/points/9").status_code == 404


def test_messages_go_both_ways_and_are_read_by_saying_so(portal: Any, db: Any, keys: Any, clock: Any) -> None:
    opened = case_with_words(db, keys)
    ours = ThreadMessage(id=uuid.uuid4(), case_id=opened.case.id, at=MONDAY, from_staff_id=named(db, "Ann Lee").id)
    opened.keys.seal(ThreadMessage.body, ours, "How are you?")
    db.add(ours)
    db.commit()
    clock.forward(minutes=5)
    sign_in(portal)
    portal.get("/your-page/messages")
    assert db.get(ThreadMessage, ours.id).seen_at is None
    portal.post("/your-page/messages/read")
    db.expire_all()
    assert db.get(ThreadMessage, ours.id).seen_at is not None
    assert portal.post("/your-page/messages", data={"text": ""}).status_code == 422
    assert portal.post("/your-page/messages", data={"text": "I am <b>fine</b>."}).status_code == 303
    html = portal.get("/your-page/messages").get_data(as_text=True)
    assert "I am &lt;b&gt;fine&lt;/b&gt;." in html
    assert html.index("How are you?") < html.index("I am &lt;b")
    assert "Ann" in html
    assert "Lee" not in html
    part = portal.post("/your-page/messages", data={"text": "Me again."}, headers={"HX-Request": "true"})
    assert part.get_data(as_text=True).lstrip().startswith('<div id="part-thread"')
    assert len(db.scalars(select(CaseEvent).where(CaseEvent.event == Event.MESSAGE_FROM_PERSON)).all()) == 2


def test_a_message_that_cannot_be_opened_hides_only_itself(portal: Any, db: Any, keys: Any) -> None:
    opened = case_with_words(db, keys)
    for body in ("First.", "Second."):
        message = ThreadMessage(id=uuid.uuid4(), case_id=opened.case.id, at=MONDAY, from_staff_id=None)
        opened.keys.seal(ThreadMessage.body, message, body)
        db.add(message)
    db.flush()
    first, second = thread.messages_of(db, opened.case)
    first.body = second.body
    db.commit()
    sign_in(portal)
    html = portal.get("/your-page/messages").get_data(as_text=True)
    assert html.count("This cannot be shown.") == 1


def test_letters_are_read_on_a_page_and_marked_by_opening(portal: Any, db: Any, keys: Any) -> None:
    opened = case_with_words(db, keys)
    block = {"id": "a", "heading": "Hello", "paragraphs": ["We looked."], "list": ["One."], "locked": False}
    content = {"subject": "Your answer", "blocks": [block]}
    letter = release(db, opened.case, "thanks", content, event=None, actor=SYSTEM, now=MONDAY, keys=opened.keys)
    db.commit()
    sign_in(portal)
    assert "You have 1 to read" in page(portal)
    portal.get("/your-page/letters")
    answer = portal.post(f"/your-page/letters/{letter.id}")
    assert "We looked." in portal.get(answer.location).get_data(as_text=True)
    assert db.get(Letter, letter.id).seen_at is not None
    assert portal.get(f"/your-page/letters/{uuid.uuid4()}").status_code == 404
