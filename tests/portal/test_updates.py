"""Something new at least every five working days: the person's own page says by when, and staff see who waits."""

from typing import Any

from models.audit import SYSTEM
from models.cases.recording import record
from models.cases.releasing import release
from models.procedure.terms import Event, Procedure, Role
from tests.conftest import MONDAY
from tests.making import make_case
from tests.models.cases.answered import at
from tests.portal.coming_back import case_with_words
from tests.portal.test_tracking import answering, page, sign_in


def test_the_page_says_by_when_they_hear_again_even_if_nothing_changed(
    portal: Any, db: Any, keys: Any, clock: Any
) -> None:
    answering(db, case_with_words(db, keys))
    sign_in(portal)
    assert "Next update" not in page(portal), "they heard from us today"
    clock.forward(days=1)
    sign_in(portal)
    assert "Nothing new yet. Mo is still looking into it. Next update by Monday 30 November." in page(portal)
    clock.forward(days=6)
    sign_in(portal)
    assert "Next update by Monday 7 December." in page(portal)
    clock.now = at(4)
    sign_in(portal)
    assert "Next update by Monday 7 December." in page(portal), "never past the day of the answer"


def test_nothing_is_promised_while_we_wait_at_their_wish_or_after_the_answer(
    portal: Any, db: Any, keys: Any, clock: Any
) -> None:
    opened = case_with_words(db, keys)
    answering(db, opened)
    clock.forward(days=1)
    sign_in(portal)
    portal.post("/your-page/7", data={"why": "records"})
    assert "Next update" not in page(portal)
    portal.post("/your-page/7/end", data={"then": "go"})
    record(db, opened.case, Event.S1_ANSWERED, actor=SYSTEM, now=clock.now)
    db.commit()
    clock.forward(days=1)
    sign_in(portal)
    assert "Next update" not in page(portal)


def test_who_has_just_asked_to_go_further_reads_who_writes_and_not_that_nothing_is_new(
    portal: Any, db: Any, keys: Any, clock: Any
) -> None:
    opened = case_with_words(db, keys)
    answering(db, opened)
    record(db, opened.case, Event.S1_ANSWERED, actor=SYSTEM, now=MONDAY)
    db.commit()
    clock.forward(days=1)
    sign_in(portal)
    portal.post("/your-page/next", data={"text": "It is not right."})
    assert "You asked for the next step. Someone on our team will write to you here by Thursday 26 November." in page(
        portal
    )
    assert "Nothing new yet" not in page(portal)
    clock.forward(days=7)
    sign_in(portal)
    assert "Nothing new yet" in page(portal), "the day to write has passed"


def test_the_queue_shows_whom_nobody_wrote_to_for_five_working_days(
    admin: Any, officer: Any, sign_in: Any, db: Any, keys: Any, clock: Any
) -> None:
    case = make_case(db, keys.staff.ring, now=MONDAY).case
    case.procedure = Procedure.STATUTORY
    record(db, case, Event.ROUTED_STATUTORY, actor=SYSTEM, now=MONDAY)
    record(db, case, Event.ACKNOWLEDGED, actor=SYSTEM, now=MONDAY)
    db.commit()
    admin.get("/queue")
    assert "Nobody wrote" not in admin.page.text
    clock.forward(days=7)
    sign_in(Role.OFFICER)
    admin.get("/queue")
    assert "Nobody wrote to them for 5 working days" in admin.page.text
    record(db, case, Event.MESSAGE_FROM_STAFF, actor=SYSTEM, now=clock.now)
    db.commit()
    admin.get("/queue")
    assert "Nobody wrote" not in admin.page.text


CALL_ONLY = {"contact": {"ways": ["call"]}, "contact_details": {"call_number": "01632 960411"}}
CONTENT: dict[str, object] = {
    "subject": "We have read it",
    "blocks": [{"id": "words", "heading": "", "paragraphs": ["Mo looks at it."], "list": [], "locked": False}],
}


def test_what_there_is_to_read_stands_first_and_nobody_will_write_what_lies_there_already_t30(
    portal: Any, db: Any, keys: Any
) -> None:
    opened = case_with_words(db, keys, answers=CALL_ONLY)
    told: dict[str, Any] = {"actor": SYSTEM, "now": MONDAY, "keys": opened.keys}
    release(db, opened.case, "acknowledgement_statutory", CONTENT, event=Event.ACKNOWLEDGED, **told)
    db.commit()
    sign_in(portal)
    shown = page(portal)
    assert "Where things are New letters to read: 1" in shown
    assert "will write to you here" not in shown
    assert next(a["href"] for a in portal.page.all("a") if a.get("id") == "read-1") == "/your-page/letters"


def test_nothing_is_called_new_while_something_is_unread_t30(portal: Any, db: Any, keys: Any, clock: Any) -> None:
    opened = case_with_words(db, keys)
    answering(db, opened)
    clock.forward(days=1)
    release(db, opened.case, "thanks", CONTENT, event=None, actor=SYSTEM, now=clock.now, keys=opened.keys)
    db.commit()
    sign_in(portal)
    shown = page(portal)
    assert "New letters to read: 1" in shown
    assert "Nothing new yet" not in shown
    assert "Next update by Monday 30 November." in shown
