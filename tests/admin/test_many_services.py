"""One complaint over several services, and one over two procedures: every point has its home, and one letter answers.

S-08, S-09, X-13, E-56, 4.15.
"""

import pytest
from sqlalchemy import select

from models.cases import allocating, splitting
from models.cases.deciding import PointGiven
from models.cases.finding import points_of
from models.procedure.terms import Clock, Procedure, Role, State
from models.register.upkeep import bring_up_to_date
from models.tables import Letter, RegisterLine
from models.tables.register import RegisterPoint
from tests.admin.test_stage_two_answer import decide
from tests.models.cases.answered import DUE, MONDAY, one
from tests.models.cases.screened import desk  # noqa: F401

SPANS = "Spans more than one team or service"
THREE = (
    PointGiven("The plan was late."),
    PointGiven("Respite stopped."),
    PointGiven("The nurse lost it.", Procedure.NHS_PART),
)


@pytest.fixture
def hannah(person):
    return one(person, Role.MANAGER, "Hannah Cole")


def test_each_point_has_its_service_and_one_lead_sends_one_letter_s_08_x_13(
    admin, db, keys, desk, priya, nadia, hannah, sign_in  # noqa: F811
):  # fmt: skip
    desk.decides(Procedure.STATUTORY, "own_right", points=THREE)
    first, second = points_of(db, desk.case)
    allocating.give(db, desk.case, nadia.id, actor=desk.officer, now=MONDAY, point_ids=[second.id])
    db.commit()
    sign_in(account=priya.account)
    here = f"/cases/{desk.case.reference}"
    for number, (row, service) in enumerate(((first, "Care Leavers"), (second, "Disabled Children's Team")), 1):
        kept = {f"n{number}-service": service, f"n{number}-nature": ""}
        assert admin.post(f"{here}/points/{row.id}/counts-as", data=kept).status_code == 303
    assert admin.post(f"{here}/more-time/why", data={"why-delay": SPANS}).status_code == 303
    sign_in(account=nadia.account)
    assert "Respite stopped." in admin.get(f"{here}/answer").text
    assert "The nurse lost it." not in admin.get(f"{here}/answer").text, "that part is the health service's"
    decide(db, desk.case, desk.opened.keys, priya, hannah, now=MONDAY)
    assert desk.case.state is State.S1_RESPONDED
    letters = [row.kind for row in db.scalars(select(Letter).where(Letter.case_id == desk.case.id))]
    assert letters.count("answer_statutory") == 1, letters
    bring_up_to_date(db)
    line = db.scalars(select(RegisterLine).where(RegisterLine.case_id == desk.case.id)).one()
    assert (line.service, line.delay_reason, line.stage1_responded_on) == ("Care Leavers", SPANS, MONDAY.date())
    services = ["Care Leavers", "Disabled Children's Team"]
    assert [point.service for point in points_of(db, desk.case)] == services
    counted = select(RegisterPoint.service).order_by(RegisterPoint.number)
    assert set(services) <= set(db.scalars(counted)), "each service is in the figures, not the first alone"


def test_two_procedures_in_one_case_are_answered_in_one_letter_by_the_earlier_day_s_09_e_56(
    admin, db, desk, priya, hannah, sign_in  # noqa: F811
):  # fmt: skip
    mixed = (PointGiven("The plan was late."), PointGiven("The car park is shut.", Procedure.CORPORATE))
    desk.decided_by_two(Procedure.STATUTORY, "own_right", hannah.actor, points=mixed)
    assert [row.procedure for row in points_of(db, desk.case)] == [Procedure.STATUTORY, Procedure.CORPORATE]
    assert desk.clock(Clock.S1_RESPONSE).due_on == DUE
    decide(db, desk.case, desk.opened.keys, priya, hannah, now=MONDAY)
    letter = desk.letter("answer_statutory")
    assert "The plan was late." in letter
    assert "The car park is shut." in letter


def test_split_off_each_procedure_has_its_own_clock_s_09_e_56(admin, db, desk, sign_in):  # noqa: F811
    desk.decides(Procedure.STATUTORY, "own_right")
    _, second = points_of(db, desk.case)
    part = splitting.split(db, desk.case, [second.id], Procedure.CORPORATE, **desk.by())
    db.commit()
    sign_in(Role.OFFICER)
    its_own = {
        "version": str(part.version), "safe": "safe", "route": "corporate:not_function", "standing": "parent",
        "point": ["Another thing."], "home": [""], "left_out": [""], "responder": str(desk.responder), "do": "send",
    }  # fmt: skip
    assert admin.post(f"/cases/{part.reference}/triage", data=its_own).status_code == 303
    sign_in(Role.MANAGER)
    assert admin.post(f"/cases/{part.reference}/triage/agree").status_code == 303
    db.expire_all()
    assert desk.clock(Clock.S1_RESPONSE).due_on == desk.clock(Clock.C1_RESPONSE, part).due_on == DUE
