"""The parent's way to the end: an early call by choice, equality in its place, how long it takes (P11, P17, T51)."""

from datetime import date

from sqlalchemy import select

from models.audit import SYSTEM
from models.cases import early_call
from models.cases.recording import record
from models.procedure.terms import Clock, Event, Journey, Procedure, Role
from models.tables import Case, CaseEvent, RunningClock, Tally
from portal.journeys import PATHS
from tests.conftest import MONDAY
from tests.portal.coming_back import REFERENCE, case_with_words

PATH = PATHS["your-say"]


def at(question):
    return f"/your-say/{PATH.number(question)}"


def answer(portal, question, go="", **said):
    portal.get(at(question))
    return portal.post(at(question), data={**said, "go": go})


def test_the_call_is_offered_by_a_date_and_the_complaint_goes_on_beside_it_p11(portal, db):
    answer(portal, "points", account="Nobody told me.")
    html = portal.get(at("talked")).get_data(as_text=True)
    assert "Would you like a manager to ring you by Thursday 26 November?" in html
    answer(portal, "talked", go="check", talked="yes", who="The duty worker", call="yes")
    assert "The duty worker" in portal.get("/your-say/check").get_data(as_text=True)
    portal.post("/your-say/check")
    case = db.scalars(select(Case)).one()
    running = {row.clock: row.due_on.isoformat() for row in db.scalars(select(RunningClock))}
    assert running[Clock.EARLY_CALL] == "2026-11-26"
    assert Clock.S1_RESPONSE in running
    assert db.scalars(select(CaseEvent).where(CaseEvent.event == Event.CALL_WANTED)).one().case_id == case.id
    assert "By Thursday 26 November a manager rings you, as you asked." in portal.get("/your-say/sent").get_data(
        as_text=True
    )


def test_number_and_words_come_first_and_the_questions_about_themselves_beside_them_p17(portal, db):
    answer(portal, "points", go="check", account="Nobody told me.")
    sent = portal.post("/your-say/check")
    assert sent.location.endswith("/your-say/sent")
    html = portal.get(sent.location).get_data(as_text=True)
    assert "Your secret words" in html
    assert "/your-say/about-you" in html
    assert "checked" not in portal.get("/your-say/about-you").get_data(as_text=True)
    counting = portal.post("/your-say/about-you", data={"ethnic": "asian", "gender": "not_said"})
    assert counting.location.endswith("/your-say/sent#about")
    html = portal.get("/your-say/sent").get_data(as_text=True)
    assert "Your secret words" in html
    assert "We have counted it" in html
    counted = {(row.question, row.answer): row.number for row in db.scalars(select(Tally))}
    assert counted[("ethnic", "asian")] == 1
    assert "case" not in Tally.__table__.columns


def test_one_point_and_no_files_takes_few_pages_and_actions_t51(portal):
    """Each page counts one, each control that is filled in and each press counts one."""
    said = {
        "before": {}, "urgent": {"danger": "no"}, "standing": {"standing": "parent"},
        "responsibility": {"responsibility": "yes"}, "children": {"rows-0-name": "Sam"},
        "child_view": {"knows": "agrees"}, "points": {"rows-0-what": "Nobody told me.", "rows-0-when": "May"},
    }  # fmt: skip
    pages, actions, where = 0, 0, at("before")
    while not where.endswith("/sent"):
        pages += 1
        portal.get(where)
        actions += 1
        number = where.partition("?")[0].rpartition("/")[2]
        question = PATH.steps[int(number) - 1].id if number.isdecimal() else "check"
        given = said.get(question, {})
        actions += len(given)
        go = "check" if question == "points" else ""
        where = portal.post(where, data={**given, "go": go}).location
    assert pages + 1 <= 20
    assert actions <= 60


def test_what_came_of_the_call_is_written_down_and_stops_nothing_else(admin, db, keys, sign_in):
    opened = case_with_words(db, keys, journey=Journey.PARENT, answers={"talked": {"call": "yes"}})
    sign_in(Role.OFFICER)
    assert "They asked that a manager rings by 26 November" in admin.get(f"/cases/{REFERENCE}").get_data(as_text=True)
    where = f"/cases/{REFERENCE}/call"
    assert admin.post(where, data={}).status_code == 422
    admin.post(where, data={"outcome": "no_answer"})
    assert early_call.owed_by(db, opened.case), "it is still owed"
    admin.post(where, data={"outcome": "put_right", "said": "She is content with the new date."})
    db.expire_all()
    assert early_call.owed_by(db, opened.case) is None
    running = db.scalars(select(RunningClock.clock).where(RunningClock.stopped_on.is_(None))).all()
    assert Clock.S1_RESPONSE in running, "only the person ends a complaint"


def test_what_a_call_put_right_is_owed_in_writing_within_days_k_08_k_17(admin, db, keys, sign_in):
    opened = case_with_words(db, keys, journey=Journey.PARENT, answers={"talked": {"call": "yes"}})
    opened.case.procedure = Procedure.STATUTORY
    record(db, opened.case, Event.ROUTED_STATUTORY, actor=SYSTEM, now=MONDAY)
    db.commit()
    sign_in(Role.OFFICER)
    admin.post(f"/cases/{REFERENCE}/call", data={"outcome": "put_right", "said": "She is content."})
    assert "What was agreed goes to them in writing" in admin.get(f"/cases/{REFERENCE}").text
    db.expire_all()
    due = {one.clock: one.due_on for one in db.scalars(select(RunningClock).where(RunningClock.stopped_on.is_(None)))}
    assert due[Clock.S1_CONFIRM] == date(2026, 11, 30)
    assert Clock.S1_RESPONSE in due


def test_the_question_what_the_children_know_names_each_of_them(portal):
    answer(portal, "children", **{"rows-0-name": "Jade"})
    assert "Does the child know?" in portal.get(at("child_view")).get_data(as_text=True)
    answer(portal, "children", **{"rows-0-name": "Jade", "rows-1-name": "Kai"})
    html = portal.get(at("child_view")).get_data(as_text=True)
    assert "Do they know about this? (Jade, Kai)" in html
    assert "If it is not the same for each of them, say so in the next box." in html
