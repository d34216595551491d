"""A care leaver's parent, partner, new step-parent and ex-partner: standing, consent, and no responsibility assumed.

S-25, E-10, E-14, E-20, E-21, E-36.
"""

import pytest
from sqlalchemy import select

from models.cases import judging
from models.cases.deciding import standing_of
from models.procedure.judgements import Judging
from models.procedure.standing import Standing
from models.procedure.terms import Clock, Procedure, Role, State
from models.tables import Letter
from tests.admin.test_who_complains import registered, running, triaged  # noqa: F401
from tests.conftest import MONDAY
from tests.models.cases.answered import one
from tests.models.cases.screened import TEXTS, answers

LATER = {"partner": "other", "new step-parent": "other", "ex-partner": "other", "half-brother": "relative"}


@pytest.fixture
def judge(db, keys, person):
    """Somebody of ours judged it; every question answered, and what the test is about said by it."""
    priya = one(person, Role.OFFICER, "Priya Shah")

    def decide(case, kind, ending, **said):
        ring = keys.staff.ring.with_case(case)
        given = answers(kind, ending, **said)
        judging.judge(db, case, kind, ending, given, review_on=None, actor=priya.actor, now=MONDAY, keys=ring)
        db.commit()

    return decide


def read(db, keys, case, kind):
    ring = keys.staff.ring.with_case(case)
    row = db.scalars(select(Letter).where(Letter.case_id == case.id, Letter.kind == kind)).one()
    return str(ring.open_json(Letter.body, row))


@pytest.mark.parametrize("said", LATER.values(), ids=LATER)
def test_no_responsibility_is_assumed_of_whoever_came_into_the_family_s_25_e_14(
    admin, db, keys, registered, triaged, judge, sign_in, said  # noqa: F811
):  # fmt: skip
    case = registered(standing=said, words="They never ring her back. She left care in May.")
    assert standing_of(case) is Standing.INTEREST, "neither a parent nor one with responsibility until it is shown"
    own = {"standing": "interest"}
    assert triaged(case, "statutory:own_right", **own) == 422
    assert "With this standing nobody complains in their own right" in admin.page.text
    assert triaged(case, "statutory:interest", **own) == 422
    assert "Judge this first: sufficient interest in the child" in admin.page.text
    judge(case, Judging.INTEREST, "not_enough")
    assert triaged(case, "statutory:interest", **own) == 422, "a no does not lead there"
    assert triaged(case, "refused:no_pr", responder="", **own, **TEXTS) == 303
    sign_in(Role.MANAGER, name="Hannah Cole")
    admin.get(f"/cases/{case.reference}/triage")
    assert admin.post(f"/cases/{case.reference}/triage/agree").status_code == 303
    db.expire_all()
    letter = read(db, keys, case, "refusal")
    for words in ("You do not have parental responsibility", "enough interest in the child", "Ombudsman"):
        assert words in letter


@pytest.mark.parametrize("said", LATER.values(), ids=LATER)
def test_with_enough_interest_they_are_heard_from_the_day_it_was_decided_s_25_k_11(
    admin, db, registered, triaged, judge, said  # noqa: F811
):  # fmt: skip
    case = registered(standing=said)
    judge(case, Judging.INTEREST, "enough")
    assert triaged(case, "statutory:interest", standing="interest") == 303
    assert (case.procedure, case.state) == (Procedure.STATUTORY, State.S1_OPEN)
    assert Clock.S1_RESPONSE in running(db, case)


def test_a_parent_who_speaks_for_a_grown_up_needs_that_persons_yes_s_25_e_20_e_21(
    admin, db, keys, registered, triaged, judge  # noqa: F811
):  # fmt: skip
    case = registered(
        journey="advocate", standing="", child_name="Ruth", words="My daughter is 19. Her adviser never rings her."
    )
    assert standing_of(case) is Standing.REPRESENTATIVE
    speaks = {"standing": "representative"}
    assert triaged(case, "statutory:own_right", **speaks) == 422, "it is hers, and not theirs"
    assert triaged(case, "statutory:on_behalf", **speaks) == 422
    assert "Judge this first: for a child: does the child want this?" in admin.page.text
    judge(case, Judging.BEHALF, "against")
    assert triaged(case, "statutory:on_behalf", **speaks) == 422, "she said no"
    judge(case, Judging.BEHALF, "content")
    assert triaged(case, "statutory:on_behalf", **speaks) == 303
    assert case.procedure is Procedure.STATUTORY


def test_a_parent_complains_of_right_and_is_asked_nothing_of_that_s_25_e_10(admin, db, registered, triaged):  # noqa: F811
    case = registered(standing="parent")
    assert standing_of(case) is Standing.PARENT
    assert triaged(case, "statutory:own_right", standing="parent") == 303


def test_whoever_is_none_of_them_has_the_corporate_procedure_and_not_nothing_s_25_e_12(
    admin, db, registered, triaged, judge  # noqa: F811
):  # fmt: skip
    case = registered(standing="other")
    judge(case, Judging.INTEREST, "not_enough")
    assert triaged(case, "corporate:not_standing", standing="outside") == 303
    assert case.state is State.C1_OPEN
