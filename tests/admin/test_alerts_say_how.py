"""Duty opens no case: an alert has in it how to reach them, with all there is to mind (decisions 13, PRV-10, 2.7)."""

import pytest
from sqlalchemy import select

from models.cases import alerting, referrals
from models.cases.deciding import Decision, PointGiven
from models.cases.triaging import triage
from models.procedure.screening import ROUTES
from models.procedure.terms import Procedure, Role
from models.tables import Referral, SafetyAlert
from tests.conftest import MONDAY
from tests.making import make_case
from tests.models.cases.answered import one

MINDED = {
    "safe": {"safe": "not_sure"},
    "contact": {"ways": ["call", "trusted"]},
    "privacy": {"must_not_see": "My stepfather"},
    "contact_details": {
        "call_number": "07700 900123", "call_voicemail": "no", "call_if_other": "use_name", "call_use_name": "Aunt May",
        "call_when": ["after_school"], "text_number": "07700 900999", "trusted_name": "Miss Bell",
        "trusted_reach": "01632 960555", "trusted_tell": "That I rang",
    },
    "worker": {"worker": "", "ask_first": "ok", "must_not_know": ["carers"]},
}  # fmt: skip
SAYS = (
    "Sam", "Phone call: 07700 900123", "no voice message", "hide our number", "use the name they chose", "Aunt May",
    "best: after school", "Miss Bell", "01632 960555", "we may tell them: That I rang",
    "Must not see it: My stepfather", "Must not know: carers",
)  # fmt: skip


@pytest.fixture
def minded(db, keys):
    opened = make_case(db, keys.staff.ring, now=MONDAY, answers=MINDED)
    db.commit()
    return opened.case


def told(admin, db, sign_in, person):
    """What duty reads of the only alert, on its own page."""
    db.expire_all()
    duty = one(person, Role.DUTY, "Ola Reed")
    sign_in(account=duty.account)
    alert = db.scalars(select(SafetyAlert)).one()
    assert alert in alerting.alerts_for(db, duty.actor)
    assert admin.get(f"/alerts/{alert.id}").status_code == 200
    return admin.page.text


def test_an_officer_who_hears_that_they_are_not_safe_gives_duty_all_there_is_to_mind(
    admin, db, minded, sign_in, person
):
    sign_in(Role.OFFICER, name="Priya Shah")
    given = {"outcome": "not_safe", "said": "He is in the house."}
    assert admin.post(f"/cases/{minded.reference}/being-safe", data=given).status_code == 303
    text = told(admin, db, sign_in, person)
    for words in SAYS:
        assert words in text, words
    assert "07700 900999" not in text, "not ticked, so not safe"


def test_so_does_one_who_refers_it_at_triage(admin, db, keys, minded, sign_in, person, nadia):
    hannah = one(person, Role.MANAGER, "Hannah Teller")
    route = Procedure.STATUTORY
    decision = Decision(
        route=route, reason=ROUTES[route].reasons[0].id, points=(PointGiven("He hits me."),), safe="referred",
        safe_note="Ring at once.", responder_id=nadia.id, advocate="offered",
    )  # fmt: skip
    assert triage(db, minded, decision, actor=hannah.actor, keys=keys.staff.ring, now=MONDAY)
    db.commit()
    text = told(admin, db, sign_in, person)
    for words in ("Ring at once.", *SAYS):
        assert words in text, words


def test_a_provider_reads_who_must_not_see_it_where_they_were_told_how_to_reach_them(db, minded, keys):
    row = Referral(shares="contact topics", kind="advocate")
    assert referrals.shared(db, minded, row, keys.staff.ring).warned == ["Must not see it: My stepfather."]
    row.shares = "topics"
    assert referrals.shared(db, minded, row, keys.staff.ring).warned == []
