"""At stage 2 the answer waits for both reports: the page says which is missing; nothing typed is lost (6.3, K-40)."""

import uuid
from datetime import UTC, datetime

import pytest

from models.audit import SYSTEM
from models.cases.recording import record
from models.procedure.terms import Event, Procedure, Role
from models.tables import Answer, Point
from tests.portal.coming_back import case_with_words

TYPED = "Nobody wrote down that the visit was moved, and nobody told the family of it."


def at_two(db, keys, clock, *, answered):
    """A case at stage 2 with nobody appointed yet. `answered`: stage 1 was, and not on this desk."""
    case = case_with_words(db, keys, now=datetime(2026, 9, 1, 10, tzinfo=UTC)).case
    case.procedure = Procedure.STATUTORY
    steps = {2: Event.ROUTED_STATUTORY, 3: Event.ACKNOWLEDGED, **({9: Event.S1_ANSWERED} if answered else {})}
    for day, event in {**steps, 10: Event.S2_REQUESTED}.items():
        record(db, case, event, actor=SYSTEM, now=datetime(2026, 9, day, 10, tzinfo=UTC))
    point = Point(id=uuid.uuid4(), case_id=case.id, number=1, procedure=Procedure.STATUTORY, revision=1)
    keys.staff.ring.with_case(case).seal(Point.text, point, "Nobody rang me back.")
    db.add(point)
    db.commit()
    clock.now = datetime(2026, 9, 14, 10, tzinfo=UTC)
    return case


@pytest.fixture
def officer(sign_in):
    return lambda: sign_in(Role.OFFICER)


def test_an_answered_stage_1_has_nothing_to_save_and_the_page_says_which_reports_are_missing_k_40(
    admin, db, keys, clock, officer
):
    case = at_two(db, keys, clock, answered=True)
    officer()
    at = f"/cases/{case.reference}/answer"
    admin.get(at)
    assert "Stage 1 was answered, so there is nothing to write until then." in admin.page.text
    assert "The report of the investigating officer: nobody is appointed yet." in admin.page.text
    assert "The report of the independent person: nobody is appointed yet." in admin.page.text
    assert f'href="/cases/{case.reference}/investigation"' in admin.page.html
    assert 'id="reply"' not in admin.page.html
    assert "Send for a check" not in admin.page.text
    refused = admin.post(at, data={"page": "1", "do": "save", "p1-found": TYPED})
    assert refused.status_code == 409
    assert "The answer at stage 2 is written here once both reports are in" in admin.page.text
    assert TYPED in admin.page.text, "a page left open from before loses nothing"
    assert not db.query(Answer).all()


def test_a_first_answer_that_is_late_is_still_owed_and_is_written_here_k_40_t58(admin, db, keys, clock, officer):
    case = at_two(db, keys, clock, answered=False)
    officer()
    at = f"/cases/{case.reference}/answer"
    admin.get(at)
    assert "What you see here is the answer at stage 1, which is still owed." in admin.page.text
    assert "nobody is appointed yet" in admin.page.text
    assert admin.post(at, data={"page": "1", "do": "save", "p1-found": TYPED}).status_code == 303
    admin.get(at)
    assert TYPED in admin.page.html
