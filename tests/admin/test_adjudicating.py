"""Who decides at the statutory stage 2, how the officer hears that it is to be decided, and who is named beside it.

Rules 3.1, K-37, K-40, K-82, PRV-10.
"""

import uuid

import pytest
from sqlalchemy import select

from models.cases import allocating, answer_release, answering, reporting
from models.jobs.doctoring_people import adjudicators_stand
from models.procedure.independence import Part
from models.procedure.lifecycle import NotAllowed
from models.procedure.tasks import DRAFT_IN, REPORTS_IN
from models.procedure.terms import Role
from models.tables import Answer, Message, Staff
from models.tables.audit import AuditRow
from models.tables.task import Task
from tests.models.cases.answered import at, full, who
from tests.models.cases.investigated import begun, part_of, reported, whole
from tests.portal.coming_back import REFERENCE
from tests.portal.test_statement import asked  # noqa: F401

GIVE = f"/cases/{REFERENCE}/who-answers"


@pytest.fixture
def to_decide(db, keys, asked, priya, clock):  # noqa: F811
    case, ring = begun(db, keys, asked, priya.actor)
    reported(db, case, ring, priya.actor)
    case.responder_id = None
    db.commit()
    clock.now = at(11)
    return case, ring


def manager(person, db, name, *, senior):
    account = person(Role.RESPONDER, name=name)
    db.get_one(Staff, account.staff_id).senior = senior
    db.commit()
    return account


def test_a_director_assistant_director_or_strategic_lead_alone_decides_at_stage_2_k_40(
    admin, db, sign_in, priya, person, to_decide
):
    case, _ = to_decide
    team, lead = (manager(person, db, name, senior=name == "Ada Lead") for name in ("Tom Team", "Ada Lead"))
    assert [one.name for one in allocating.who_may_answer(db, case)] == ["Ada Lead"]
    sign_in(account=priya.account)
    page = admin.get(GIVE).text
    assert "It has to be a director, assistant director or strategic lead" in page
    assert "Ada Lead" in page
    assert "Tom Team" not in page
    assert admin.post(GIVE, data={"staff_id": str(team.staff_id)}).status_code == 422
    assert "Tom Team is not marked as a director, assistant director or strategic lead" in admin.page.text
    with pytest.raises(NotAllowed, match="Tom Team is not marked"):
        allocating.give(db, case, team.staff_id, actor=priya.actor, now=at(11))
    assert "Give it to a director" in admin.get(f"/cases/{REFERENCE}/stage-2").text
    assert admin.post(GIVE, data={"staff_id": str(lead.staff_id)}).status_code == 303
    assert "Ada Lead decides on each point" in admin.get(f"/cases/{REFERENCE}/stage-2").text
    sign_in(account=lead)
    assert REFERENCE in admin.get("/my-cases").text
    assert admin.get(f"/cases/{REFERENCE}/answer").status_code == 200


def test_without_anybody_marked_the_pages_and_the_doctor_say_how_k_40(admin, db, sign_in, priya, person, to_decide):
    team = manager(person, db, "Tom Team", senior=False)
    level, words = next(adjudicators_stand(db))
    assert level == "warning"
    assert "chooses Yes" in words
    sign_in(account=priya.account)
    for page in (GIVE, f"/cases/{REFERENCE}/stage-2"):
        assert "A system administrator marks them under People" in admin.get(page).text, page
    sign_in(Role.ADMINISTRATOR)
    said = {"name": "Tom Team", "job": "", "team": "", "manager": "", "organisation": "", "senior": "yes"}
    admin.post(f"/people/{team.staff_id}", data=said)
    assert "Decides at stage 2" in admin.page.text, "seen before it is kept"
    assert admin.post(f"/people/{team.staff_id}", data=said | {"confirm": "yes"}).status_code == 303
    row = db.scalars(select(AuditRow).where(AuditRow.action == "staff_changed")).one()
    assert row.reason == "Decides at stage 2"
    assert next(adjudicators_stand(db))[0] == "ok"


def test_what_nobody_senior_decides_on_does_not_go_k_40(admin, sign_in, db, priya, person, to_decide):
    checker = who(person(Role.MANAGER))
    case, ring = to_decide
    told = {"now": at(11), "keys": ring}
    shown = answering.desk(db, case, priya.actor, ring, now=at(11))
    typed = full(shown, priya.id, opening="It was thorough, and we agree with it.")
    answering.save(db, case, typed, seen=shown.marks, actor=priya.actor, **told)
    answering.ask_for_check(db, case, actor=priya.actor, **told)
    answering.agree(db, case, actor=checker, **told)
    with pytest.raises(NotAllowed, match="Nobody decides on stage 2 yet"):
        answer_release.let_go(db, case, actor=checker, **told)
    lead = manager(person, db, "Ada Lead", senior=True)
    allocating.give(db, case, lead.staff_id, actor=priya.actor, now=at(11))
    db.get_one(Staff, lead.staff_id).senior = False
    db.commit()
    sign_in(account=priya.account)
    assert "nobody who can sign in" in admin.get(f"/cases/{REFERENCE}/stage-2").text
    with pytest.raises(NotAllowed, match="nobody who can sign in"):
        answer_release.let_go(db, case, actor=checker, **told)
    db.get_one(Staff, lead.staff_id).senior = True
    answer_release.let_go(db, case, actor=checker, **told)


def test_one_person_decides_on_all_of_it_and_no_points_are_offered_k_40_k_82(
    admin, db, sign_in, priya, person, to_decide
):
    lead = manager(person, db, "Ada Lead", senior=True)
    sign_in(account=priya.account)
    assert "Which points?" not in admin.get(GIVE).text
    with pytest.raises(NotAllowed, match="One person decides on all of stage 2"):
        allocating.give(db, to_decide[0], lead.staff_id, actor=priya.actor, now=at(11), point_ids=[lead.id])


def test_each_report_that_comes_in_is_told_to_the_officer_and_opens_what_is_to_be_done_k_37_k_40(
    db, keys, priya, asked  # noqa: F811
):  # fmt: skip
    case, ring = begun(db, keys, asked, priya.actor)
    io = part_of(db, case, Part.INVESTIGATOR)
    allocating.name_officer(db, case, priya.id, actor=priya.actor, now=at(8))
    reporting.save(db, case, io, whole(), version=0, now=at(9), keys=ring, actor=priya.actor)
    reporting.hand_in(db, case, io, reporting.DRAFT, now=at(9), keys=ring, actor=priya.actor)
    tasks = select(Task).where(Task.case_id == case.id).order_by(Task.opened_at)
    assert [one.kind for one in db.scalars(tasks)] == [DRAFT_IN]
    mails = select(Message).where(Message.cause.startswith("report-in:"))
    assert len(db.scalars(mails).all()) == 1


def test_both_reports_open_the_task_to_give_it_to_a_senior_manager_k_40(db, to_decide):
    tasks = select(Task.kind).where(Task.case_id == to_decide[0].id)
    assert set(db.scalars(tasks)) == {DRAFT_IN, REPORTS_IN}
    mails = select(Message).where(Message.cause.startswith("report-in:"))
    assert db.scalars(mails).all() == [], "nobody is the officer and no manager signs in: there is nobody to tell"


def test_who_answered_at_stage_1_is_not_named_as_writing_at_stage_2_k_82(admin, db, sign_in, priya, person, to_decide):
    case, ring = to_decide
    first, other = (person(Role.OFFICER, name=name) for name in ("Paul First", "Zoe Marsh"))
    row = Answer(id=uuid.uuid4(), case_id=case.id, stage="s1", revision=1, written_by=first.staff_id, state="released")
    ring.seal_json(Answer.body, row, {})
    db.add(row)
    db.commit()
    for account in (first, other, priya.account):
        sign_in(account=account)
        admin.get(f"/cases/{REFERENCE}/answer")
    assert "Zoe Marsh opened" in admin.page.text
    assert "Paul First opened" not in admin.page.text


def test_the_day_of_a_panel_is_not_offered_at_stage_2_3_4(admin, db, sign_in, priya, asked, keys):  # noqa: F811
    begun(db, keys, asked, priya.actor)
    sign_in(account=priya.account)
    page = admin.get(f"/cases/{REFERENCE}/outside-letters").text
    assert "Their appointment" in page
    assert "The day of the panel" not in page
