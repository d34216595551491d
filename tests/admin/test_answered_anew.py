"""What waited for proceedings is taken up by itself; a stage that is begun anew is answered anew, and the old is kept.

K-73, K-25, K-27, X-12, rules 3.8.
"""

from datetime import date

import pytest
from sqlalchemy import select

from models.cases import answering, appointing, choosing, judging, proceedings, taking_again
from models.cases.earlier_round import set_aside
from models.cases.recording import record
from models.procedure.judgements import Judging
from models.procedure.terms import Event, Procedure, Role, State
from models.tables import Answer, Case, CaseLink, Letter, Point, RunningClock
from models.tables.screening import Judgement
from tests.admin.test_answer import typed
from tests.admin.test_triage import given as decided
from tests.models.cases.answered import at, one, routed
from tests.models.cases.screened import answers


def desk_of(db, case, ring, actor, now):
    return answering.desk(db, case, actor, ring, now=now)


def answer(admin, db, given, sign_in, manager, officer, now):
    """Written by the manager, checked by an officer, let go: on the pages."""
    case, ring = given
    here = f"/cases/{case.reference}/answer"
    sign_in(account=manager.account)
    desk = desk_of(db, case, ring, manager.actor, now)
    dates = {f"p{point.number}-a1-due-{unit}": value for point in desk.mine
             for unit, value in (("day", "18"), ("month", "1"), ("year", "2027"))}  # fmt: skip
    assert admin.post(here, data=typed(desk, manager.id, **dates)).status_code == 303
    assert admin.post(f"{here}/check").status_code == 303, admin.page.text
    sign_in(account=officer.account)
    assert admin.post(f"{here}/agree").status_code == 303
    sign_in(account=manager.account)
    assert admin.post(f"{here}/release").status_code == 303
    db.expire_all()


def waits_in_part(db, given, officer, clock):
    """A part of it waits for a court, and the rest goes on."""
    case, ring = given
    waits = answers(Judging.PROCEEDINGS, "part_waits") | {"ending": "part_waits"}
    judging.judge(db, case, Judging.PROCEEDINGS, "part_waits", waits, review_on=date(2026, 12, 14), keys=ring,
                  actor=officer.actor, now=clock.now)  # fmt: skip
    db.commit()


def ends(db, given, officer, clock, *more):
    """The court is done, and the case is closed; they want it looked into."""
    case, ring = given
    row = db.scalars(select(Judgement)).one()
    proceedings.ended(db, case, row.id, date(2026, 12, 1), actor=officer.actor, now=at(1), keys=ring)
    for event in (*more, Event.CLOSED):
        record(db, case, event, actor=officer.actor, now=at(2))
    db.commit()
    clock.now = at(9)


@pytest.fixture
def officer(person):
    return one(person, Role.OFFICER, "Olu Dean")


@pytest.fixture
def manager(person):
    return one(person, Role.RESPONDER, "Mo Reed")


@pytest.fixture
def case(db, keys, officer, manager):
    made, ring = routed(db, keys.staff.ring, officer.actor, answers={"wants": {"wants": ["sorry"]}})
    made.responder_id = manager.id
    db.commit()
    return made, ring


def test_what_waited_is_a_case_of_its_own_and_nothing_answered_is_dropped_e_43_k_73(
    admin, db, case, sign_in, manager, officer, clock
):
    made, ring = case
    waits_in_part(db, case, officer, clock)
    answer(admin, db, case, sign_in, manager, officer, clock.now)
    words = ring.open_json(Answer.body, db.scalars(select(Answer)).one())
    ends(db, case, officer, clock)
    sign_in(account=officer.account)
    here = f"/cases/{made.reference}"
    assert "What was answered stays as it is" in admin.get(f"{here}/checks").text
    assert admin.post(f"{here}/checks/take-up", data={"again-how": "She rang"}).status_code == 303
    db.expire_all()
    assert (made.state, made.procedure) == (State.CLOSED, Procedure.STATUTORY)
    assert choosing.next_stage(db, made, now=at(9)), "the way to stage 2 stays open (K-25)"
    assert [point.dropped for point in db.scalars(select(Point).where(Point.case_id == made.id))] == [False]
    [row] = db.scalars(select(Answer)).all()
    assert (row.stage, ring.open_json(Answer.body, row)) == ("s1", words)
    part = db.scalars(select(Case).where(Case.part_of_id == made.id)).one()
    assert (part.state, part.received_on) == (State.RECEIVED, date(2026, 12, 9))
    assert "The report" in admin.get(f"/cases/{part.reference}/triage").get_data(as_text=True)
    assert db.scalars(select(CaseLink.why).where(CaseLink.other_id == part.id)).one() == "split"
    assert "It is looked into after all" not in admin.get(f"{here}/checks").text, "once"
    assert admin.post(f"{here}/checks/take-up", data={"again-how": "She rang"}).status_code == 409


def test_it_goes_on_by_itself_also_while_the_rest_is_at_stage_2(admin, db, case, sign_in, manager, officer, clock):
    made, ring = case
    waits_in_part(db, case, officer, clock)
    for event in (Event.S1_ANSWERED, Event.S2_REQUESTED):
        record(db, made, event, actor=officer.actor, now=clock.now)
    row = db.scalars(select(Judgement)).one()
    proceedings.ended(db, made, row.id, clock.now.date(), actor=officer.actor, now=clock.now, keys=ring)
    told = {"actor": officer.actor, "now": clock.now, "keys": ring}
    part = taking_again.take_up_again(db, made, how="She rang", **told)
    assert (part.part_of_id, made.state) == (made.id, State.S2_REQUESTED)


def test_what_was_answered_and_stopped_since_is_not_decided_anew_3_8(db, case, officer, clock):
    made, _ = case
    for event in (Event.S1_ANSWERED, Event.WITHDRAWN, Event.CLOSED):
        record(db, made, event, actor=officer.actor, now=clock.now)
    assert taking_again.again(db, made) is None
    assert choosing.next_stage(db, made, now=clock.now)


def test_what_was_not_answered_is_decided_anew_once_they_ended_k_73(db, case, officer, clock):
    made, _ = case
    waits_in_part(db, case, officer, clock)
    ends(db, case, officer, clock, Event.WITHDRAWN)
    assert taking_again.again(db, made) is taking_again.Again.ENDED
    taken = taking_again.take_up_again(db, made, how="She rang", actor=officer.actor, now=at(9), keys=case[1])
    assert (taken.id, made.state, made.procedure) == (made.id, State.RECEIVED, None)
    for event in (Event.ROUTED_STATUTORY, Event.S1_ANSWERED, Event.CLOSED):
        made.procedure = Procedure.STATUTORY
        record(db, made, event, actor=officer.actor, now=at(10))
    assert taking_again.again(db, made) is None, "what was taken up once is not taken up by every later closing"


def anew(db, given, officer):
    """Answered, closed and begun anew."""
    made, ring = given
    for event in (Event.CLOSED, Event.RESUBMITTED):
        record(db, made, event, actor=officer.actor, now=at(9), details="The Ombudsman", keys=ring)
    set_aside(db, made)
    for point in db.scalars(select(Point).where(Point.case_id == made.id)):
        point.dropped, point.number = True, point.number + 1000
    made.procedure = None
    db.commit()


def test_a_stage_that_is_begun_anew_is_answered_anew_and_what_was_written_is_kept_3_8(
    admin, db, case, sign_in, manager, officer, clock
):
    answer(admin, db, case, sign_in, manager, officer, clock.now)
    made, ring = case
    first = db.scalars(select(Answer)).one()
    words = ring.open_json(Answer.body, first)
    anew(db, case, officer)
    clock.now = at(9)
    sign_in(account=officer.account)
    again = decided(made, manager.account, point=["The report was wrong."])
    assert admin.post(f"/cases/{made.reference}/triage", data=again).status_code == 303
    db.expire_all()
    assert not choosing.next_stage(db, made, now=at(20)), "its own ten days run from today"
    late = choosing.next_stage(db, made, now=at(20, month=1).replace(year=2027))
    assert (late.open, late.why) == (True, "late")
    assert desk_of(db, made, ring, manager.actor, clock.now).open
    answer(admin, db, case, sign_in, manager, officer, clock.now)
    assert made.state is State.S1_RESPONDED
    rows = db.scalars(select(Answer)).all()
    assert sorted(row.stage.partition("#")[0] for row in rows) == ["s1", "s1"]
    kept = db.get_one(Answer, first.id)
    assert ring.open_json(Answer.body, kept) == words, "what was written before is kept as it was"
    letters = [row.kind for row in db.scalars(select(Letter))]
    assert letters.count("answer_statutory") == 2


@pytest.mark.parametrize(("procedure", "asked", "answered", "kind"), [
    (Procedure.STATUTORY, Event.S2_REQUESTED, Event.S1_ANSWERED, "acknowledgement_stage2"),
    (Procedure.CORPORATE, Event.C2_REQUESTED, Event.C1_ANSWERED, "acknowledgement_corporate2"),
])  # fmt: skip
def test_a_second_request_for_the_second_stage_has_an_acknowledgement_of_its_own_k_27(
    admin, db, keys, sign_in, clock, officer, procedure, asked, answered, kind
):
    made, ring = routed(db, keys.staff.ring, officer.actor, procedure=procedure)
    second = {Event.S2_REQUESTED: Event.S2_ANSWERED, Event.C2_REQUESTED: Event.C2_ANSWERED}[asked]
    for event, day in ((answered, 1), (asked, 2)):
        record(db, made, event, actor=officer.actor, now=at(day))
    appointing.acknowledge(db, made, actor=officer.actor, now=at(2), keys=ring)
    for event, day in ((second, 3), (Event.CLOSED, 4), (Event.RESUBMITTED, 7)):
        record(db, made, event, actor=officer.actor, now=at(day))
    routes = {Procedure.STATUTORY: Event.ROUTED_STATUTORY, Procedure.CORPORATE: Event.ROUTED_CORPORATE}
    for event, day in ((routes[procedure], 7), (Event.ACKNOWLEDGED, 7), (answered, 8), (asked, 9)):
        record(db, made, event, actor=officer.actor, now=at(day))
    db.commit()
    clock.now = at(9)
    sign_in(account=officer.account)
    clock_of = select(RunningClock.clock).where(RunningClock.stopped_on.is_(None))
    before = set(db.scalars(clock_of))
    here = f"/cases/{made.reference}/stage-2"
    assert f'action="{here}/acknowledge"' in admin.get(here).get_data(as_text=True)
    assert admin.post(f"{here}/acknowledge").status_code == 303
    db.expire_all()
    assert [row.kind for row in db.scalars(select(Letter))].count(kind) == 2
    assert set(db.scalars(clock_of)) != before
    with pytest.raises(ValueError, match="has its letter already"):
        appointing.acknowledge(db, made, actor=officer.actor, now=at(9), keys=ring)


def test_a_corporate_second_stage_is_the_last_until_it_is_taken_up_again_x_12(db, keys, officer):
    made, _ = routed(db, keys.staff.ring, officer.actor, procedure=Procedure.CORPORATE)
    for event, day in ((Event.C1_ANSWERED, 1), (Event.C2_REQUESTED, 2), (Event.C2_ACKNOWLEDGED, 2),
                       (Event.C2_ANSWERED, 3), (Event.CLOSED, 4)):  # fmt: skip
        record(db, made, event, actor=officer.actor, now=at(day))
    assert not choosing.next_stage(db, made, now=at(7))
    for event, day in ((Event.RESUBMITTED, 8), (Event.ROUTED_CORPORATE, 8), (Event.ACKNOWLEDGED, 8),
                       (Event.C1_ANSWERED, 9)):  # fmt: skip
        record(db, made, event, actor=officer.actor, now=at(day))
    assert choosing.next_stage(db, made, now=at(10))
