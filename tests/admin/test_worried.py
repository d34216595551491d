"""A1, E-20, E-41: whoever worries about a child who has not asked is heard as that, never as the child's own word."""

import re
import uuid

import pytest
from sqlalchemy import select

from models.cases.deciding import likely
from models.cases.judging import endings
from models.procedure.judgements import Judging
from models.procedure.speaking import Speaks, needed_for, speaks_for
from models.procedure.standing import Standing
from models.procedure.terms import Channel, Clock, Journey, Procedure, Role, Safe, State
from models.tables import AdvocateDraft, Case, CaseEvent, RunningClock, SafetyAlert
from tests.admin.test_filing_for_a_child import FILED
from tests.admin.test_triage import AT, REFERENCE, given
from tests.admin.test_who_speaks import TO_CHILD, judge
from tests.conftest import MONDAY
from tests.making import make_case

WORRIED = {"instructed": {"instructed": "worried"}, "you": {"name": "Ade Bell", "role": "teacher", "conflict": "no"}}


@pytest.fixture
def responder(person):
    return person(Role.RESPONDER, name="Dana Reed")


def sent(db, keys, answers, **more):
    case = make_case(db, keys.staff.ring, now=MONDAY, reference=REFERENCE, journey=Journey.ADVOCATE, answers=answers,
                     **more).case  # fmt: skip
    db.commit()
    return case


@pytest.mark.parametrize(
    ("told", "speaks"),
    [("instructed", Speaks.NO), ("writing", Speaks.NO), ("", Speaks.UNASKED), ("non_instructed", Speaks.UNASKED),
     ("worried", Speaks.WORRIED)],
)  # fmt: skip
def test_only_who_says_that_the_child_told_them_to_speaks_as_the_child_would_e_20(told, speaks):
    facts = {"instructed": told, "conflict": "no"}
    assert speaks_for(Journey.ADVOCATE, online=True, **facts) is speaks


def test_what_is_only_a_worry_is_no_complaint_of_the_childs_by_any_reason_e_20():
    for reason, standing in (("child", Standing.LOOKED_AFTER), ("on_behalf", Standing.REPRESENTATIVE)):
        asked = needed_for(Procedure.STATUTORY, reason, standing, Speaks.WORRIED)
        assert [kind for kind, _ in asked] == [Judging.BEHALF], reason
    asked = needed_for(Procedure.STATUTORY, "interest", Standing.INTEREST, Speaks.WORRIED)
    assert [kind for kind, _ in asked] == [Judging.INTEREST], "a relative complains in their own right (E-14)"
    assert needed_for(Procedure.PROFESSIONAL, "between_services", Standing.PROFESSIONAL, Speaks.WORRIED) == []


@pytest.mark.parametrize(
    ("role", "route"),
    [("teacher", Procedure.PROFESSIONAL), ("advocate", Procedure.PROFESSIONAL), ("family", Procedure.STATUTORY)],
)
def test_a_worry_goes_between_services_or_as_their_own_interest_a1(db, keys, role, route):
    case = sent(db, keys, {**WORRIED, "you": {"name": "Ade Bell", "role": role}})
    assert likely(case)[0] is route
    assert likely(case)[1].id in ("between_services", "interest")


def test_a_worry_is_seen_first_and_talked_about_the_same_day_a1(admin, db, keys, sign_in, responder):
    case = sent(db, keys, WORRIED)
    assert case.safe is Safe.NOT_SURE
    assert db.scalars(select(RunningClock).where(RunningClock.clock == Clock.SAFETY_TALK)).one().due_on == MONDAY.date()
    sign_in(Role.OFFICER)
    queue = admin.get("/queue").get_data(as_text=True)
    assert "Worried about a child who has not asked: is the child safe?" in queue
    assert "Here, because they are worried about a child and nobody has talked to them yet." in queue
    admin.get(f"/cases/{case.reference}")
    assert "They are worried about a child who has not asked to complain. Talk to them today" in admin.page.text
    admin.get(f"/cases/{case.reference}/being-safe")
    assert "No, but I am worried about something" in admin.page.text
    admin.get(AT)
    assert "Find out if the child is safe" in admin.page.text
    assert "The child has not asked for this." in admin.page.text


def test_nobody_passes_it_on_without_duty_or_a_reason_e_41(admin, db, keys, sign_in, responder):
    case = sent(db, keys, WORRIED)
    sign_in(Role.OFFICER)
    between = {"route": "professional:between_services", "standing": "professional", "advocate": "offered"}
    assert admin.post(AT, data=given(case, responder, **between, safe="safe")).status_code == 422
    assert "Say how you know that the child is safe" in admin.page.text
    why = "I rang the school: she is there, and is well."
    assert admin.post(AT, data=given(case, responder, **between, safe="safe", safe_note=why)).status_code == 303
    db.expire_all()
    assert case.state is not State.RECEIVED
    admin.get(f"/cases/{case.reference}/timeline")
    assert why in admin.page.text
    assert db.scalars(select(SafetyAlert)).all() == []


def test_referred_it_is_an_alert_with_what_was_written_e_41(admin, db, keys, sign_in, responder):
    case = sent(db, keys, WORRIED)
    sign_in(Role.OFFICER)
    between = {"route": "professional:between_services", "standing": "professional", "advocate": "offered"}
    told = {"safe": "referred", "safe_note": "Bruises."}
    assert admin.post(AT, data=given(case, responder, **between, **told)).status_code == 303
    assert db.scalars(select(SafetyAlert)).one().case_id == case.id
    noted = db.scalars(select(CaseEvent).where(CaseEvent.reason == "safety_referred")).one()
    assert noted.details is None, "what duty is told stays with duty"


@pytest.mark.parametrize("told", ["worried", ""])
def test_it_runs_in_the_childs_name_only_once_somebody_has_judged_what_the_child_wants_e_20(
    admin, db, keys, sign_in, responder, told
):
    case = sent(db, keys, {**WORRIED, "instructed": {"instructed": told} if told else {}})
    sign_in(Role.OFFICER)
    as_child = {**TO_CHILD, "standing": "representative", "safe_note": "I saw her."}
    assert admin.post(AT, data=given(case, responder, **as_child)).status_code == 422
    assert "Judge this first: for a child: does the child want this?" in admin.page.text
    assert judge(admin, REFERENCE, Judging.BEHALF, "content", asked="seen").status_code == 303
    db.expire_all()
    assert endings(db, case)[Judging.BEHALF] == "content"
    assert admin.post(AT, data=given(case, responder, **as_child)).status_code == 303


def test_from_an_account_it_leads_to_dutys_number_and_box_a1_e_41(admin, sign_in, ade, db, keys, person):
    person(Role.DUTY, name="Ola Reed")
    sign_in(account=ade)
    assert 'href="/children/worried"' in admin.get("/children/new").text
    answer = admin.post("/children/new", data={**FILED, "instructed__instructed": "worried"})
    case = db.scalars(select(Case)).one()
    assert answer.location == f"/children/worried?about={case.reference}"
    html = admin.get(answer.location).text
    assert "01632 960101" in html, "the number of this hour"
    instance = re.search(r'name="instance" value="([^"]+)"', html)[1]
    told = {"about": case.reference, "instance": instance}
    assert admin.post("/children/worried", data=told).status_code == 422
    told |= {"said": "She has bruises.", "reach": "07700 900123"}
    for _ in range(2):
        assert admin.post("/children/worried", data=told).location == f"/children/{case.reference}"
    alert = db.scalars(select(SafetyAlert)).one()
    assert (alert.case_id, alert.kind) == (case.id, Safe.NOT_SURE)


def test_before_anything_is_filed_and_on_no_other_childs_case_the_box_stands_too_a1(admin, sign_in, ade, db, keys):
    sign_in(account=ade)
    kept = {**FILED, "instructed__instructed": "worried", "do": "later", "instance": str(uuid.uuid4())}
    assert admin.post("/children/new", data=kept).location == "/children/worried"
    assert db.scalars(select(AdvocateDraft)).all()
    assert admin.post("/children/worried", data={"said": "Bruises."}).location == "/children"
    assert db.scalars(select(SafetyAlert)).one().case_id is None
    other = sent(db, keys, WORRIED, channel=Channel.ONLINE)
    assert admin.get(f"/children/worried?about={other.reference}").status_code == 404
    assert admin.post("/children/worried", data={"said": "x", "about": other.reference}).status_code == 404
