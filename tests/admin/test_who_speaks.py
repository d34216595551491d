"""Who speaks for a child: the child is asked however it came, who works for us is looked at, and standing decides.

E-14, E-18, E-20, E-22, E-26: whatever reason is given beside a standing, what the standing asks for is judged first.
"""

import pytest

from models.procedure.judgements import Judging
from models.procedure.speaking import Speaks, needed_for, speaks_for
from models.procedure.standing import Standing
from models.procedure.terms import Channel, Journey, Procedure, Role, State
from tests.admin.test_triage import AT, REFERENCE, given
from tests.admin.test_who_complains import registered, triaged  # noqa: F401
from tests.conftest import MONDAY
from tests.making import make_case
from tests.models.cases.screened import answers

SPOKEN = {"journey": "advocate", "standing": "", "name": "Ade Bell", "age_band": "13_15", "advocate": "have_one"}
TO_CHILD = {"route": "statutory:on_behalf", "advocate": "has_one"}


@pytest.fixture
def responder(person):
    return person(Role.RESPONDER, name="Dana Reed")


def judge(admin, reference, kind, ending, **said):
    told = answers(kind, ending, **said) | {"ending": ending}
    return admin.post(f"/cases/{reference}/checks/{kind.value}", data=told)


def test_who_rings_for_a_child_is_decided_only_when_the_child_was_asked_e_20_e_22(
    admin, registered, triaged, db  # noqa: F811
):  # fmt: skip
    case = registered(**SPOKEN)
    here = admin.get(f"/cases/{case.reference}/triage").get_data(as_text=True)
    assert "Judge first:" in here
    assert 'id="judge-behalf"' in here
    assert triaged(case, "statutory:on_behalf", advocate="has_one") == 422
    assert "Judge this first: for a child: does the child want this?" in admin.page.text
    assert case.state is State.RECEIVED
    assert judge(admin, case.reference, Judging.BEHALF, "content", asked="seen").status_code == 303
    db.expire_all()
    assert triaged(case, "statutory:on_behalf", advocate="has_one") == 303
    assert case.state is State.S1_OPEN


@pytest.mark.parametrize(("told", "asked"), [("instructed", False), ("non_instructed", True)])
def test_an_advocate_whom_no_child_told_is_asked_more_in_their_own_form_too_e_20(
    admin, db, keys, sign_in, responder, told, asked
):
    answered = {"instructed": {"instructed": told}, "you": {"name": "Ade Bell", "conflict": "no"}}
    case = make_case(db, keys.staff.ring, now=MONDAY, reference=REFERENCE, journey=Journey.ADVOCATE,
                     answers=answered).case  # fmt: skip
    db.commit()
    sign_in(Role.OFFICER)
    decided = admin.post(AT, data=given(case, responder, **TO_CHILD))
    assert decided.status_code == (422 if asked else 303)


@pytest.mark.parametrize("said", ["yes", "not_sure"])
def test_an_advocate_who_may_work_for_those_it_is_about_is_decided_by_a_person_e_26(
    admin, db, keys, sign_in, responder, said
):
    answered = {"instructed": {"instructed": "instructed"}, "you": {"name": "Ade Bell", "conflict": said}}
    case = make_case(db, keys.staff.ring, now=MONDAY, reference=REFERENCE, journey=Journey.ADVOCATE,
                     answers=answered).case  # fmt: skip
    db.commit()
    sign_in(Role.OFFICER)
    admin.get(AT)
    assert "They say that they work, or may work, for the council" in admin.page.text
    assert admin.post(AT, data=given(case, responder, **TO_CHILD)).status_code == 422
    own = {"route": "statutory:child", "standing": "looked_after", "advocate": "offered"}
    assert admin.post(AT, data=given(case, responder, **own)).status_code == 422, "somebody decides it in any case"
    assert judge(admin, REFERENCE, Judging.BEHALF, "unsuitable").status_code == 303
    db.expire_all()
    admin.get(AT)
    assert "They say that they work" not in admin.page.text
    assert admin.post(AT, data=given(case, responder, **TO_CHILD)).status_code == 422
    assert "it may go on as the child's own" in admin.page.text
    assert admin.post(AT, data=given(case, responder, **own)).status_code == 303


@pytest.mark.parametrize("route", ["statutory:own_right", "statutory:child", "statutory:interest"])
def test_a_relative_passes_no_other_reason_without_the_six_questions_e_14_e_18(
    admin, db, registered, triaged, route  # noqa: F811
):  # fmt: skip
    case = registered(standing="relative")
    assert triaged(case, route, standing="interest") == 422
    assert "Judge this first: sufficient interest in the child" in admin.page.text
    assert judge(admin, case.reference, Judging.INTEREST, "enough").status_code == 303
    db.expire_all()
    if route == "statutory:own_right":
        assert triaged(case, route, standing="interest") == 422
        assert "With this standing nobody complains in their own right" in admin.page.text
    assert triaged(case, "statutory:interest", standing="interest") == 303


def test_who_says_they_act_on_the_wishes_of_a_child_is_asked_whatever_their_standing_e_20(
    admin, db, registered, triaged  # noqa: F811
):  # fmt: skip
    case = registered(standing="parent")
    assert triaged(case, "statutory:on_behalf", standing="parent") == 422
    assert "does the child want this" in admin.page.text
    assert triaged(case, "statutory:own_right", standing="parent") == 303, "for themselves they need no consent (E-10)"


def test_no_other_way_asks_for_it_and_a_child_who_writes_is_asked_nothing_of_the_kind():
    plain = {"online": True, "instructed": "", "conflict": ""}
    assert speaks_for(Journey.YOUNG_PERSON, **plain) is Speaks.NO
    assert speaks_for(Journey.PRAISE, **plain) is Speaks.NO
    assert needed_for(Procedure.CORPORATE, "not_standing", Standing.REPRESENTATIVE, Speaks.UNASKED) == []
    assert needed_for(Procedure.STATUTORY, "own_right", Standing.PARENT, Speaks.UNASKED) == []


@pytest.mark.parametrize("channel", [channel for channel in Channel if channel is not Channel.ONLINE])
def test_however_it_came_but_by_their_own_form_the_child_is_asked_e_20(channel, db, keys, admin, sign_in):
    make_case(db, keys.staff.ring, now=MONDAY, reference=REFERENCE, journey=Journey.ADVOCATE, channel=channel,
              answers={"instructed": {"instructed": "instructed"}})  # fmt: skip
    db.commit()
    sign_in(Role.OFFICER)
    assert 'id="judge-behalf"' in admin.get(AT).get_data(as_text=True)


def test_what_nobody_has_judged_is_not_suggested_as_decided_e_14(admin, db, registered):  # noqa: F811
    case = registered(standing="relative")
    here, label = f"/cases/{case.reference}/triage", "Sufficient interest in the child has been decided (E-14)"
    admin.get(here)
    page = " ".join(admin.page.text.split())
    assert f"{label} only once it is judged" in page
    assert f"{label} suggested" not in page
    assert judge(admin, case.reference, Judging.INTEREST, "enough").status_code == 303
    admin.get(here)
    assert f"{label} suggested" in " ".join(admin.page.text.split())
