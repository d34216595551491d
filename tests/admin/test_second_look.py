"""The way out of X-01 works wherever it leads: a second person agrees, or the case goes the right way at its stage."""

import pytest
from sqlalchemy import select

from models.cases import asked, correcting, radar, reclassifying, second_look
from models.cases.correcting import Fact
from models.cases.finding import clocks_of, events_of
from models.cases.recording import record
from models.cases.releasing import letters_of
from models.procedure.lifecycle import NotAllowed, allowed
from models.procedure.terms import Clock, Event, Procedure, Role, State
from models.tables import CaseEvent
from models.tables.words import Letter
from tests.models.cases.answered import MONDAY, at, one, routed

STEPS = {
    State.C1_OPEN: (),
    State.C1_RESPONDED: (Event.C1_ANSWERED,),
    State.C2_REQUESTED: (Event.C1_ANSWERED, Event.C2_REQUESTED),
    State.C2_RESPONDED: (Event.C1_ANSWERED, Event.C2_REQUESTED, Event.C2_ACKNOWLEDGED, Event.C2_ANSWERED),
}
TODAY = at(4).date()


@pytest.fixture
def boss(person):
    return one(person, Role.MANAGER, "Ines Moore")


@pytest.fixture
def stands(db, keys, priya):
    """A young person's case that one officer made corporate, as it stands then."""

    def make(state):
        case, ring = routed(db, keys.staff.ring, priya.actor, procedure=Procedure.CORPORATE)
        case.standing, case.officer_id = "looked_after", priya.id
        for event in STEPS[state]:
            record(db, case, event, actor=priya.actor, now=MONDAY)
        assert case.state is state
        db.commit()
        return case, ring

    return make


def listed(db, actor):
    return radar.counts(db, actor, today=TODAY)["X-01"]


@pytest.mark.parametrize("state", STEPS)
def test_its_way_out_opens_where_it_is_listed_and_a_second_person_settles_it_there_x_01(
    admin, db, stands, priya, boss, clock, sign_in, state
):
    case, _ = stands(state)
    clock.now = at(4)
    page = f"/cases/{case.reference}/change"
    sign_in(account=priya.account)
    assert listed(db, priya.actor) == 1
    assert admin.get(page).status_code == 200, "not sent away"
    assert "A complaints manager who did not choose it can agree here." in admin.page.text
    assert 'id="propose"' in admin.page.html
    assert admin.post(f"{page}/right", data={"reasons": "It is."}).status_code in (403, 404)
    sign_in(account=boss.account)
    admin.get(page)
    assert admin.post(f"{page}/right", data={"reasons": ""}).status_code == 422
    assert "Say why the corporate procedure is the right one" in admin.page.text
    assert admin.post(f"{page}/right", data={"reasons": "It is about a leaflet."}).status_code == 303
    assert listed(db, priya.actor) == 0
    last = db.scalars(select(CaseEvent).where(CaseEvent.event == Event.CHECKED)).one()
    assert (last.reason, last.actor_id) == ("second_person", boss.id)
    assert "Nobody else has agreed to this procedure" not in (admin.get(page), admin.page.text)[1]


@pytest.mark.parametrize("state", STEPS)
def test_it_goes_the_right_way_from_each_of_them_and_is_listed_no_more_x_01(admin, db, stands, priya, sign_in, state):
    case, ring = stands(state)
    sign_in(account=priya.account)
    page = f"/cases/{case.reference}/change"
    admin.get(page)
    sent = {"to": "statutory:child", "why": "You are in our care.", "do": "preview"}
    admin.post(page, data=sent)
    assert "You are in our care." in admin.page.text
    assert admin.post(page, data=sent | {"do": "send"}).status_code == 303
    db.refresh(case)
    second = state in reclassifying.SECOND
    assert (case.procedure, case.state) == (Procedure.STATUTORY, State.S2_REQUESTED if second else State.S1_OPEN)
    assert listed(db, priya.actor) == 0
    row = next(one for one in letters_of(db, case) if one.kind == "reclassified")
    text = str(ring.open_json(Letter.body, row))
    assert ("two people from outside look at it" in text) is second
    assert ("A manager will look into it" in text) is not second


def test_the_days_of_stage_2_count_from_the_day_they_asked_and_nothing_corporate_runs_on_x_01_k_27(db, stands, priya):
    case, ring = stands(State.C2_REQUESTED)
    change = reclassifying.Change(Procedure.STATUTORY, "child", "You are in our care.")
    by = {"actor": priya.actor, "now": at(4), "keys": ring}
    assert reclassifying.propose(db, case, change, **by)
    runs = {one.clock: one for one in clocks_of(db, case) if one.stopped_on is None}
    assert runs[Clock.S2_RESPONSE].started_on == MONDAY.date()
    assert not {Clock.C2_ACKNOWLEDGE, Clock.C2_RESPONSE, Clock.S1_RESPONSE} & set(runs)
    assert Clock.S2_ACKNOWLEDGE in runs, "the letter that says who looks at it and by when is owed"
    assert Event.S2_APPOINTED in allowed(case.state)


def test_what_was_answered_at_the_corporate_stage_2_begins_stage_2_today_and_goes_nowhere_else(db, stands, priya):
    case, ring = stands(State.C2_RESPONDED)
    assert reclassifying.targets(case) == [Procedure.STATUTORY]
    by = {"actor": priya.actor, "now": at(4), "keys": ring}
    less = reclassifying.Change(Procedure.CONCERN, "quick_action", "Quick.")
    with pytest.raises(NotAllowed, match="cannot be"):
        reclassifying.propose(db, case, less, **by)
    reclassifying.propose(db, case, reclassifying.Change(Procedure.STATUTORY, "child", "In care."), **by)
    begun = next(one for one in events_of(db, case) if one.event is Event.S2_REQUESTED)
    assert begun.on == TODAY
    runs = {one.clock for one in clocks_of(db, case) if one.stopped_on is None}
    assert Clock.S2_RESPONSE in runs


def test_stage_1_that_answered_as_corporate_is_answered_and_no_cancelled_clock_was_missed_x_01_k_15(db, stands, priya):
    case, ring = stands(State.C2_REQUESTED)
    by = {"actor": priya.actor, "now": at(14), "keys": ring}
    reclassifying.propose(db, case, reclassifying.Change(Procedure.STATUTORY, "child", "In care."), **by)
    clocks = clocks_of(db, case)
    assert any(one.clock is Clock.S1_RESPONSE and one.cancelled for one in clocks)
    assert asked.answer_clock(case, clocks).clock is Clock.C1_RESPONSE
    assert asked.first_day(db, case, of=asked.newest(db, case)[0]) == MONDAY.date(), "the day of our answer"
    correcting.correct(db, case, Fact.ASKED_ON, MONDAY.date(), why="It lay here.", tell="It is an earlier day.", **by)


def test_what_is_over_or_stopped_is_not_listed_and_nobody_agrees_alone_x_01(db, stands, priya, boss):
    case, ring = stands(State.C1_RESPONDED)
    told = {"actor": priya.actor, "now": at(4), "keys": ring}
    with pytest.raises(NotAllowed, match="did not decide this"):
        second_look.agree(db, case, "It is.", **told)
    for event in (Event.WITHDRAWN, Event.REINSTATED):
        record(db, case, event, actor=priya.actor, now=at(4))
        assert listed(db, priya.actor) == (event is Event.REINSTATED)
    record(db, case, Event.CLOSED, actor=priya.actor, now=at(4))
    assert listed(db, priya.actor) == 0
    with pytest.raises(NotAllowed, match="looked at it already"):
        second_look.agree(db, case, "It is.", **told | {"actor": boss.actor})
