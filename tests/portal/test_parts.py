"""Points that went another way have a line of their own on the page of the person, and a notice when late (E-56)."""

from datetime import UTC, datetime
from typing import Any

from models.audit import Actor
from models.cases import splitting
from models.cases.deciding import Decision, PointGiven
from models.cases.finding import clocks_of, points_of
from models.cases.proposing import kept_of
from models.cases.recording import record
from models.cases.triaging import triage
from models.jobs.late import tell_people
from models.procedure.standing import Standing
from models.procedure.terms import Clock, Event, Journey, Procedure, Role
from models.tables import Message
from tests.conftest import MONDAY
from tests.models.cases.answered import who
from tests.portal.coming_back import REFERENCE, WORDS, case_with_words

MAIL = {"contact": {"ways": ["email"]}, "contact_details": {"email": "jo@example.com"}}


def split(db: Any, keys: Any, person: Any) -> Any:
    """One point is looked at as a corporate complaint; the other stays."""
    opened = case_with_words(db, keys, journey=Journey.PARENT, answers=MAIL)
    by: Actor = who(person(Role.OFFICER, name="Priya Shah"))
    given = {"safe": "safe", "standing": Standing.PARENT, "responder_id": who(person(Role.RESPONDER)).id}
    points = (PointGiven("He was moved."), PointGiven("The lift is broken."))
    decision = Decision(route=Procedure.STATUTORY, reason="own_right", points=points, **given)
    triage(db, opened.case, decision, actor=by, keys=keys.staff.ring, now=MONDAY)
    ids = [point.id for point in points_of(db, opened.case)]
    part = splitting.split(
        db, opened.case, ids[1:], Procedure.CORPORATE, actor=by, now=MONDAY, keys=opened.keys
    )  # fmt: skip
    assert kept_of(db, part, keys.staff.ring.with_case(part))
    part.procedure = Procedure.CORPORATE
    record(db, part, Event.ROUTED_CORPORATE, actor=by, now=MONDAY)
    record(db, part, Event.ACKNOWLEDGED, actor=by, now=MONDAY)
    record(db, opened.case, Event.S1_ANSWERED, actor=by, now=MONDAY)
    db.commit()
    return part


def test_a_part_has_its_own_line_is_late_by_itself_and_they_are_told_e_56_x_13(
    portal: Any, db: Any, keys: Any, person: Any, clock: Any
) -> None:
    part = split(db, keys, person)
    portal.post("/come-back", data={"reference": REFERENCE, "secret_words": WORDS})
    page = portal.get("/your-page").text
    line = page.partition("A part of it goes another way.")[2]
    assert "December" in line[:300], "its own day"
    assert "We are late" not in page
    clock.now = datetime(2027, 2, 1, 10, tzinfo=UTC)
    portal.post("/come-back", data={"reference": REFERENCE, "secret_words": WORDS})
    late = portal.get("/your-page").text.partition("A part of it goes another way.")[2]
    assert "We are late" in late
    tell_people(db, now=clock.now)
    told = [row for row in db.query(Message) if row.cause.startswith("late:")]
    assert {row.case_id for row in told} == {part.part_of_id}, "by the safe way of the first"
    due = next(one for one in clocks_of(db, part) if one.clock is Clock.C1_RESPONSE)
    assert any(str(due.id) in row.cause for row in told)
