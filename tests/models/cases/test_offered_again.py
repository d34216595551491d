"""Not now is never "declined": an advocate is offered again at every milestone (T60); what the manager counts."""

import pytest
from sqlalchemy import select

from models.audit import SYSTEM
from models.cases import advocacy, advocacy_figures
from models.cases.counting import counts
from models.cases.finding import clocks_of
from models.cases.policies import holidays
from models.cases.recording import record
from models.cases.theirs_to_answer import to_answer
from models.procedure.advocacy import MILESTONES
from models.procedure.terms import Advocate, Event, Procedure, Role, State
from models.tables import CaseEvent
from tests.conftest import MONDAY
from tests.making import make_case
from tests.models.cases.answered import who

BEFORE = {
    Event.ACKNOWLEDGED: (State.S1_OPEN, Procedure.STATUTORY),
    Event.S1_ANSWERED: (State.S1_OPEN, Procedure.STATUTORY),
    Event.CONFIRMATION_SENT: (State.S1_OPEN, Procedure.STATUTORY),
    Event.S2_REQUESTED: (State.S1_RESPONDED, Procedure.STATUTORY),
    Event.C1_ANSWERED: (State.C1_OPEN, Procedure.CORPORATE),
    Event.C2_REQUESTED: (State.C1_RESPONDED, Procedure.CORPORATE),
    Event.CONCERN_ANSWERED: (State.CONCERN_OPEN, Procedure.CONCERN),
    Event.S2_ANSWERED: (State.S2_ADJUDICATION, Procedure.STATUTORY),
    Event.C2_ANSWERED: (State.C2_REQUESTED, Procedure.CORPORATE),
    Event.S3_REQUESTED: (State.S2_RESPONDED, Procedure.STATUTORY),
    Event.S3_ANSWERED: (State.S3_REPORTED, Procedure.STATUTORY),
    Event.DATES_OFFERED: (State.S2_REQUESTED, Procedure.STATUTORY),
    Event.WORSE_ASKED: (State.S1_OPEN, Procedure.STATUTORY),
}


def asked_now(db, case):
    clocks, free = clocks_of(db, case), holidays(db)
    return to_answer(case, clocks, counts(db, case.id, now=MONDAY).newest, today=MONDAY.date(), free=free)


@pytest.mark.parametrize("event", MILESTONES)
@pytest.mark.parametrize("answer", ["not_now", None])
def test_not_now_is_asked_again_at_each_milestone_t60(db, keys, event, answer):
    answers = {"advocate": {"advocate": answer}} if answer else {}
    case = make_case(db, keys.public.ring, now=MONDAY, answers=answers).case
    assert not asked_now(db, case).offer
    case.state, case.procedure = BEFORE[event]
    record(db, case, event, actor=SYSTEM, now=MONDAY)
    assert asked_now(db, case).offer == MILESTONES[event]
    advocacy.not_now(db, case, actor=SYSTEM, now=MONDAY)
    assert not asked_now(db, case).offer
    assert case.advocate is Advocate.NOT_NOW


def test_who_has_an_advocate_or_is_an_adult_is_not_asked_again(db, keys):
    have = {"advocate": {"advocate": "have_one"}, "advocate_mine": {"name": "Ama"}}
    child = make_case(db, keys.public.ring, now=MONDAY, answers=have).case
    adult = make_case(db, keys.public.ring, now=MONDAY, young_person=False).case
    for case in (child, adult):
        case.state, case.procedure = State.S1_OPEN, Procedure.STATUTORY
        record(db, case, Event.ACKNOWLEDGED, actor=SYSTEM, now=MONDAY)
        assert not asked_now(db, case).offer
        again = select(CaseEvent).where(CaseEvent.case_id == case.id, CaseEvent.reason == "acknowledgement")
        assert not db.scalars(again).all()


def test_a_manager_reads_who_was_offered_one_and_who_wanted_it_when_offered_again(db, keys, person):
    manager = who(person(Role.MANAGER))
    cases = [
        make_case(db, keys.public.ring, now=MONDAY, answers={"advocate": {"advocate": "not_now"}}).case
        for _ in range(2)
    ]
    cases.append(make_case(db, keys.public.ring, now=MONDAY).case)  # the question was skipped
    for case in cases[:2]:
        case.state, case.procedure = State.S1_OPEN, Procedure.STATUTORY
        record(db, case, Event.ACKNOWLEDGED, actor=SYSTEM, now=MONDAY)
    record(db, cases[0], Event.ADVOCATE_WANTED, actor=SYSTEM, now=MONDAY)
    record(db, cases[0], Event.ADVOCATE_CONTACTED, actor=SYSTEM, now=MONDAY)
    rates = advocacy_figures.rates(db, manager, since=MONDAY.date(), today=MONDAY.date())
    assert [(rate.part, rate.whole) for rate in rates] == [(2, 3), (1, 2), (1, 1), (1, 2)]
    assert rates[0].percent == "67%"
