"""Who complains, as it changes what follows: an adult, nobody, the same person again, two of a family, two councils.

S-27, S-31, S-32, S-33, S-37, S-38, S-43.
"""

from datetime import date

import pytest
from sqlalchemy import select

from models.cases.policies import add_policy
from models.jobs.outbox import By, send_pending
from models.policy import shipped_data
from models.procedure.judgements import Judging
from models.procedure.terms import Clock, Procedure, Role, State
from models.register.upkeep import bring_up_to_date
from models.tables import Case, Letter, Message, RegisterLine, RunningClock, SafetyAlert
from tests.admin.test_register import FORM
from tests.conftest import MONDAY
from tests.models.cases.screened import TEXTS, Desk, answers, desk, judged  # noqa: F401

ADULT = {"journey": "parent", "standing": "parent", "on-day": "23", "at": "", "name": "Jo Marsh", "age_band": ""}


@pytest.fixture
def registered(admin, db, sign_in):
    """Written down on the page of registering; `admin` is then an officer's browser."""
    sign_in(Role.OFFICER, name="Priya Shah")

    def keep(**told):
        before = set(db.scalars(select(Case.id)))
        assert admin.post("/register", data=FORM | ADULT | told).status_code == 303
        return db.scalars(select(Case).where(Case.id.not_in(before))).one()

    return keep


@pytest.fixture
def triaged(admin, db, person):
    answering = person(Role.RESPONDER, name="Dana Reed")

    def decide(case, route, **more):
        chosen = {"version": str(case.version), "safe": "safe", "route": route, "point": ["It was unkind."],
                  "home": [""], "left_out": [""], "responder": str(answering.staff_id), "do": "send"}  # fmt: skip
        status = admin.post(f"/cases/{case.reference}/triage", data=chosen | more).status_code
        db.expire_all()
        return status

    return decide


def running(db, case):
    query = select(RunningClock).where(RunningClock.case_id == case.id, RunningClock.stopped_on.is_(None))
    return {clock.clock: clock.due_on for clock in db.scalars(query)}


def test_an_adult_about_their_own_treatment_is_answered_under_the_corporate_procedure_s_27_e_12(
    admin, db, registered, triaged
):  # fmt: skip
    case = registered(standing="own_treatment", give_words="")
    assert triaged(case, "corporate:own_treatment") == 303
    assert (case.procedure, case.state) == (Procedure.CORPORATE, State.C1_OPEN), "no second person is needed for that"
    bring_up_to_date(db)
    assert db.scalars(select(RegisterLine.procedure)).one() == "corporate"


def test_who_gives_no_name_is_warned_heard_and_kept_safe_and_counted_as_unknown_s_31_k_94(
    admin, db, registered, triaged, clock, sign_in
):
    assert "without a name or any way to reach them nobody can answer" in admin.get("/register").text
    case = registered(name="", standing="", words="He hits the little one.")
    assert case.anonymous
    here = admin.get(f"/cases/{case.reference}").text
    assert "Nobody can be answered: look at the substance, and at safety first" in here
    assert (
        triaged(case, "corporate:not_standing", standing="outside", safe="referred", safe_note="A child is hit.") == 303
    )
    assert case.responder_id is not None, "the manager is told, and looks into it"
    assert "Goes to nobody: they left no name" in admin.get(f"/cases/{case.reference}/letters").text
    assert db.scalars(select(SafetyAlert.case_id)).one() == case.id
    assert not {Clock.C1_RESPONSE, Clock.S1_RESPONSE, Clock.ACKNOWLEDGE} & running(db, case).keys()
    bring_up_to_date(db)
    line = db.scalars(select(RegisterLine)).one()
    assert (line.received_from, line.legal_status) == ("Unknown", None)
    clock.now = MONDAY.replace(month=12, day=14)
    sign_in(Role.OFFICER)
    assert "Nobody wrote" not in admin.get("/queue").text, "nobody can be written to"
    assert case.reference not in admin.get("/radar/X-12").text


@pytest.mark.parametrize("child", [True, False])
def test_what_happens_to_a_member_of_staff_is_never_told_s_32(db, desk, child):  # noqa: F811
    desk.case.young_person = child
    desk.decides(Procedure.STATUTORY, "child" if child else "own_right")
    said = {"review": date(2026, 12, 14), "actor": desk.officer, "sort": "disciplinary", "goes_on": "How you were told"}
    judged(db, desk.opened, Judging.PROCEEDINGS, "part_waits", **said)
    letter = desk.letter("on_hold")
    assert ("We are not allowed to tell you" if child else "we cannot tell you") in letter
    assert "How you were told" in letter
    judged(db, desk.opened, Judging.PROCEEDINGS, "part_waits", **{**said, "sort": "court"})
    assert "tell you what happens to a worker" not in str(
        [desk.opened.keys.open_json(Letter.body, row) for row in db.scalars(select(Letter)) if row.kind == "on_hold"][
            1:
        ]
    )


def test_a_third_time_the_others_are_in_view_and_only_the_same_and_nothing_new_is_refused_s_33_x_03(
    admin, db, sessions, keys, registered, triaged, sign_in
):
    mail = {"ways": "email", "email": "jo@example.org", "proposed": "yes"}
    registered(**mail)
    registered(**mail)
    third = registered(**mail)
    sessions.configure(info={"chain": keys.chain("worker")})
    send_pending(sessions, keys.worker, keys.index, By(lambda mail: None), now=MONDAY)
    assert "2 other cases from the same e-mail or phone" in admin.get(f"/cases/{third.reference}/people").text
    sign_in(Role.MANAGER)
    refusal = {"standing": "parent", "responder": "", **TEXTS}
    assert triaged(third, "refused:considered", **refusal) == 422
    assert "Judge this first" in admin.page.text
    here = f"/cases/{third.reference}/checks/same"
    told = answers(Judging.SAME, "same", earlier="HV-1, HV-2") | {"ending": "same"}
    assert admin.post(here, data={**told, "new": "yes"}).status_code == 422, "what is new is looked at"
    assert admin.post(here, data=told).status_code == 303
    db.expire_all()
    assert triaged(third, "refused:considered", **refusal) == 303
    assert third.procedure is Procedure.REFUSED


def test_one_team_serves_two_councils_each_with_its_own_letters_and_figures_s_43(admin, db, keys, registered, triaged):
    assert "Which council is it about?" not in admin.get("/register").text, "nobody is asked where there is one"
    add_policy(db, "telford", date(2024, 4, 1), shipped_data("telford", date(2024, 4, 1)))
    db.commit()
    assert "Which council is it about?" in admin.get("/register").text
    ours, theirs = registered(), registered(authority="telford")
    assert (ours.council, theirs.council) == ("ashbourne", "telford")
    for case in (ours, theirs):
        assert triaged(case, "statutory:own_right", standing="parent") == 303
        assert case.reference in admin.get("/queue?show=all").text, "one team sees both"
        rows = db.scalars(select(Letter).where(Letter.case_id == case.id))
        letters = " ".join(str(keys.staff.ring.with_case(case).open_json(Letter.body, row)) for row in rows)
        assert ("Telford" in letters, "Ashbourne" in letters) == (case is theirs, case is ours)
    bring_up_to_date(db)
    authorities = dict(tuple(row) for row in db.execute(select(RegisterLine.reference, RegisterLine.authority)))
    assert authorities == {ours.reference: "Ashbourne County Council", theirs.reference: "Telford & Wrekin Council"}


def test_a_child_of_another_council_who_is_not_safe_reaches_duty_at_once_s_43_e_41(admin, db, registered, person):
    add_policy(db, "telford", date(2024, 4, 1), shipped_data("telford", date(2024, 4, 1)))
    person(Role.DUTY, name="Ola Reed")
    db.commit()
    case = registered(authority="telford", journey="young_person", age_band="13_15", safe="no")
    assert case.safety_waiting
    assert db.scalars(select(SafetyAlert.case_id)).one() == case.id
    assert db.scalars(select(Message).where(Message.kind == "alert")).all(), "duty is told at once"
    assert "Nobody has accepted the alert" in admin.get(f"/cases/{case.reference}/triage").text
