"""Stage 2 waits for nobody’s page or room: signed, reported and answered on paper (K-31, K-36 to K-38, X-08)."""

import io
from datetime import date
from types import SimpleNamespace

import pytest
from sqlalchemy import delete, select

from models.cases import appointing, reporting
from models.files.store import Store
from models.procedure.independence import Part
from models.procedure.tasks import DRAFT_IN, REPORTS_IN
from models.procedure.terms import Clock, Role, State, Way
from models.tables import Case, CaseEvent, ComplaintStatement, Holder, Interview, Letter, RunningClock, SafeWay, Upload
from models.tables.message import Message
from models.tables.task import Task
from tests.files import pdf
from tests.models.cases.answered import at, who
from tests.models.cases.investigated import NAMES, begun, let_in, part_of, pool
from tests.portal.coming_back import REFERENCE
from tests.portal.test_statement import asked, come_back, offered, running  # noqa: F401

HERE, WORDS = f"/cases/{REFERENCE}/investigation", f"/cases/{REFERENCE}/statement"


def on(prefix, day, name="on"):
    return {f"{prefix}{name}-day": str(day), f"{prefix}{name}-month": "12", f"{prefix}{name}-year": "2026"}


def paper(prefix, words="The report"):
    return {f"{prefix}paper": (io.BytesIO(pdf(words=words)), "scan.pdf")}


@pytest.fixture
def office(admin, person, sign_in, tmp_path):
    admin.application.extensions["files"] = Store(tmp_path / "files")
    account = person(Role.OFFICER, name="Priya Shah")
    return SimpleNamespace(enter=lambda: sign_in(account=account), actor=who(account))


@pytest.fixture
def started(db, keys, asked, office, clock):  # noqa: F811
    clock.now = at(9)
    made = begun(db, keys, asked, office.actor)
    office.enter()
    return made


def documents(db):
    return [row.document for row in db.scalars(select(Upload).order_by(Upload.added_at, Upload.id))]


def test_the_scan_of_a_signed_statement_stands_with_the_signature_k_31(admin, db, office, asked):  # noqa: F811
    office.enter()
    offered(admin)
    said = {"signed-how": "paper", "signed-name": "Sam", **on("signed-", 8), **paper("signed-")}
    assert admin.post(f"{WORDS}/signed", data={**said, "signed-how": ""}).status_code == 422
    assert documents(db) == []
    assert admin.post(f"{WORDS}/signed", data={**said, **paper("signed-")}).status_code == 303
    assert documents(db) == ["signed_statement"]
    assert "on paper" in admin.get(WORDS).text


def test_who_will_not_sign_goes_on_in_their_own_words_with_what_was_tried_x_08(
    admin, portal, db, office, asked  # noqa: F811
):  # fmt: skip
    office.enter()
    offered(admin)
    why = {"own-why": "We rang three times and the advocate asked."}
    assert admin.post(f"{WORDS}/own-words", data=why).status_code == 422
    assert "Look at each point first" in admin.page.text
    assert why["own-why"] in admin.page.text
    assert admin.post(f"{WORDS}/own-words", data={"own-theirs": "yes"}).status_code == 422
    assert admin.post(f"{WORDS}/own-words", data={**why, "own-theirs": "yes"}).status_code == 303
    row = db.scalars(select(ComplaintStatement)).one()
    assert (row.state, row.signed_on, row.signature) == ("own_words", None, None)
    clocks = running(db, asked)
    assert Clock.S2_STATEMENT not in clocks
    assert {Clock.S2_PROCEDURE, Clock.S2_DRAFT} <= set(clocks)
    assert "They did not sign: it goes on in their own words." in admin.get(WORDS).text
    assert why["own-why"] in admin.get(f"/cases/{REFERENCE}/timeline").text
    assert admin.post(f"{WORDS}/own-words", data={**why, "own-theirs": "yes"}).status_code == 303, "once"
    come_back(portal)
    theirs = portal.get("/your-page/10").text
    assert "You did not sign this. That is fine." in theirs
    assert "You signed this" not in theirs
    offered(admin)
    assert "sign" in portal.get("/your-page/10").text, "a new version can still be signed"


def test_who_has_no_page_gets_the_statement_by_post_with_room_to_sign_k_31(
    admin, db, keys, office, asked  # noqa: F811
):  # fmt: skip
    db.execute(delete(SafeWay))
    holder = db.scalars(select(Holder)).one()
    db.add(SafeWay(case_id=asked.case.id, holder_id=holder.id, way=Way.POST, allowed=True, since=at(8)))
    db.commit()
    office.enter()
    offered(admin)
    letter = db.scalars(select(Letter).where(Letter.kind == "statement")).one()
    assert letter.way is Way.POST
    said = str(keys.staff.ring.with_case(db.get_one(Case, asked.case.id)).open_json(Letter.body, letter))
    for words in ("Nobody rings me back.", "My room is cold.", "Say sorry.", "Put your name here"):
        assert words in said
    assert REFERENCE in admin.get("/letters").text, "it waits with the others to be printed and posted"
    assert admin.post(f"{WORDS}/letter").status_code == 303, "and may be written once more"


def test_two_people_begin_without_a_signature_and_read_that_there_is_none_x_08(
    admin, db, keys, office, asked, sign_in  # noqa: F811
):  # fmt: skip
    people = pool(db, keys.staff.ring, office.actor)
    for part, name in NAMES.items():
        appointing.appoint(db, asked.case, part, people[name].id, on=at(8).date(), actor=office.actor, now=at(8))
    db.commit()
    office.enter()
    offered(admin)
    admin.post(f"{WORDS}/own-words", data={"own-why": "They do not want to.", "own-theirs": "yes"})
    db.expire_all()
    assert db.get_one(Case, asked.case.id).state is State.S2_INVESTIGATING
    sign_in(account=let_in(db, keys, asked.case, Part.INVESTIGATOR, office.actor, now=at(8)))
    assert "They did not sign it. It is in their own words" in admin.get(f"/room/{REFERENCE}").text


def test_reports_and_an_answer_that_came_by_post_are_recorded_with_the_paper_k_36_to_k_38(
    admin, db, keys, office, started, clock
):
    case, ring = started
    case.officer_id = office.actor.id
    db.commit()
    spoken = {"spoken-name": "Mo Reed", "spoken-kind": "staff", "spoken-role": "Manager", **on("spoken-", 9)}
    assert admin.post(f"{HERE}/interviews", data=spoken).status_code == 303
    came = {"came-investigator-kind": "draft", **on("came-investigator-", 9)}
    assert admin.post(f"{HERE}/reports/investigator", data=came).status_code == 422
    assert "Choose the file with the document" in admin.page.text
    assert admin.post(f"{HERE}/reports/investigator", data={**came, **paper("came-investigator-")}).status_code == 303
    tasks = select(Task.kind).order_by(Task.opened_at)
    assert db.scalars(tasks).all() == [DRAFT_IN], "told as when it comes by the room"
    assert db.scalars(select(Message.cause).where(Message.cause.startswith("report-in:"))).all()
    clock.now = at(10)
    office.enter()
    talk = db.scalars(select(Interview)).one()
    facts = f"{HERE}/interviews/{talk.id}"
    admin.post(f"{facts}/send", data={f"send-{talk.id}-passage": "Nobody rang.", f"send-{talk.id}-how": "paper"})
    final = {"came-investigator-kind": "final", **on("came-investigator-", 10)}
    assert admin.post(f"{HERE}/reports/investigator", data={**final, **paper("came-investigator-")}).status_code == 422
    assert "still has time to answer" in admin.page.text
    said = {f"facts-{talk.id}-answer": "Nothing", **on(f"facts-{talk.id}-", 10), **paper(f"facts-{talk.id}-")}
    assert admin.post(f"{facts}/answer", data=said).status_code == 303
    assert admin.post(f"{HERE}/reports/investigator", data={**final, **paper("came-investigator-")}).status_code == 303
    mine, told = part_of(db, case, Part.INDEPENDENT), {"keys": ring, "actor": office.actor, "now": at(10)}
    reporting.save(db, case, mine, reporting.Body("Begun, not handed in."), version=0, **told)
    db.commit()
    last = {"came-independent-kind": "final", **on("came-independent-", 10), **paper("came-independent-", "Fair")}
    assert admin.post(f"{HERE}/reports/independent", data=last).status_code == 303
    assert "A draft of the independent person was left in their room" in admin.get(HERE).text
    assert "Begun, not handed in." not in admin.page.text, "its writer alone reads it"
    [left] = reporting.left_words(db, case, Part.INDEPENDENT, ring)
    assert left.body.text == "Begun, not handed in."
    db.expire_all()
    assert db.get_one(Case, case.id).state is State.S2_ADJUDICATION
    assert sorted(documents(db)) == ["facts_answer", "independent_report", *["investigator_report"] * 2]
    assert set(reporting.finals(db, case, ring)) == {Part.INVESTIGATOR, Part.INDEPENDENT}
    assert db.scalars(tasks).all() == [DRAFT_IN, REPORTS_IN]
    assert "report_on_paper" in db.scalars(select(CaseEvent.reason)).all()
    draft = db.scalars(select(RunningClock).where(RunningClock.clock == Clock.S2_DRAFT)).one()
    assert draft.stopped_on == date(2026, 12, 9), "on the day it came"
    kept = {row.document: row for row in db.scalars(select(Upload))}
    assert kept["independent_report"].about is not None, "it goes to the person with the answer"
    assert kept["facts_answer"].about is None


def test_a_report_in_the_wrong_state_or_before_their_appointment_is_refused_with_a_sentence(
    admin, db, office, started
):  # fmt: skip
    early = {"came-independent-kind": "final", **on("came-independent-", 9), **paper("came-independent-")}
    assert admin.post(f"{HERE}/reports/independent", data=early).status_code == 422
    assert "follows the investigating officer’s final one" in admin.page.text
    before = {"came-investigator-kind": "draft", **on("came-investigator-", 1), **paper("came-investigator-")}
    assert admin.post(f"{HERE}/reports/investigator", data=before).status_code == 422
    assert "not before they were appointed" in admin.page.text
    assert documents(db) == []
    assert admin.post(f"{HERE}/reports/chair", data=on("came-chair-", 9)).status_code == 404
