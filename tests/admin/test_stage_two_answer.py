"""Stage 2 to its end: more time by notice, the adjudication of each point, and both reports with the letter.

K-32 to K-35, K-40, K-50, K-82, X-02, X-03, X-08, X-15, S-10, S-11.
"""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from models.audit import SYSTEM
from models.cases import advocates, allocating, answer_release, answering, choosing, holding
from models.cases.recording import record
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Clock, Event, Procedure, Role, State
from models.register.upkeep import bring_up_to_date
from models.tables import (
    Action,
    Extension,
    Letter,
    Organisation,
    RegisterLine,
    RegisterPoint,
    RunningClock,
    StageTwoFinding,
)
from tests.models.cases.answered import at, full, one
from tests.models.cases.investigated import begun, reported
from tests.portal.coming_back import REFERENCE, case_with_words
from tests.portal.test_statement import asked, come_back  # noqa: F401
from tests.portal.test_tracking import add_points, page

HERE = f"/cases/{REFERENCE}/more-time"
NEW = {"announce-new_due-day": "10", "announce-new_due-month": "2", "announce-new_due-year": "2027",
       "announce-reason": "Somebody who must be heard is ill."}  # fmt: skip


@pytest.fixture
def to_decide(db, keys, asked, priya, clock):  # noqa: F811
    """Both final reports are here on 10 December."""
    case, ring = begun(db, keys, asked, priya.actor)
    reported(db, case, ring, priya.actor)
    clock.now = at(11)
    return case, ring


def running(db, clock):
    query = select(RunningClock).where(RunningClock.clock == clock, RunningClock.stopped_on.is_(None))
    return db.scalars(query.execution_options(populate_existing=True)).one_or_none()


def decide(db, case, ring, writer, checker, *, now=None, **change):
    """Written by one, checked by another, let go."""
    now = now or at(11)
    shown = answering.desk(db, case, writer.actor, ring, now=at(11))
    told = {"now": now, "keys": ring}
    typed = full(shown, writer.id, opening="It was thorough, and we agree with it.", **change)
    answering.save(db, case, typed, seen=shown.marks, actor=writer.actor, **told)
    answering.ask_for_check(db, case, actor=writer.actor, **told)
    answering.agree(db, case, actor=checker.actor, **told)
    letter = answer_release.let_go(db, case, actor=checker.actor, **told)
    db.commit()
    return letter


def test_more_time_at_stage_2_is_announced_with_a_reason_and_moves_both_clocks_k_33_k_34(
    admin, portal, db, keys, sign_in, asked, priya, clock  # noqa: F811
):  # fmt: skip
    case, _ = begun(db, keys, asked, priya.actor)
    clock.now = at(9)
    sign_in(account=priya.account)
    page_of = admin.get(HERE).text
    assert "the notice goes by" in page_of.casefold()
    assert "Ask them for more time" not in page_of, "nobody is asked at stage 2"
    late = NEW | {"announce-new_due-day": "1", "announce-new_due-month": "6"}
    assert admin.post(f"{HERE}/announce", data=late).status_code == 422
    assert "The latest date allowed is" in admin.page.text
    assert admin.post(f"{HERE}/announce", data=NEW).status_code == 303
    assert db.scalars(select(Letter).where(Letter.kind == "extension_stage2")).all() == [], "it waits for a manager"
    sign_in(Role.MANAGER, name="Hannah Cole")
    assert admin.post(f"{HERE}/agree").status_code == 303
    letter = db.scalars(select(Letter).where(Letter.kind == "extension_stage2")).one()
    assert letter.counted_on == at(9).date()
    due = date(2027, 2, 10)
    assert running(db, Clock.S2_RESPONSE).due_on == running(db, Clock.S2_PROCEDURE).due_on == due
    assert running(db, Clock.S2_RESPONSE).started_on == at(7).date()
    assert running(db, Clock.S2_DRAFT).due_on > date(2027, 1, 8)
    come_back(portal)
    assert "10 February" in page(portal)


def test_notice_after_the_day_has_passed_leaves_stage_2_late_g_03_x_02(admin, db, keys, sign_in, asked, priya, clock):  # noqa: F811
    begun(db, keys, asked, priya.actor)
    clock.now = at(20, month=1).replace(year=2027)
    sign_in(Role.MANAGER, name="Hannah Cole")
    assert admin.post(f"{HERE}/announce", data=NEW).status_code == 303
    assert db.scalars(select(Extension)).one().notice_in_time is False
    assert running(db, Clock.S2_RESPONSE).due_on < clock.now.date()


def test_near_day_20_the_case_says_that_a_notice_is_due_x_02(admin, db, keys, sign_in, asked, priya, clock):  # noqa: F811
    begun(db, keys, asked, priya.actor)
    sign_in(account=priya.account)
    said = "If stage 2 needs more time, the notice goes by"
    assert said not in admin.get(f"/cases/{REFERENCE}/stage-2").text
    clock.now = at(4, month=1).replace(year=2027)
    sign_in(account=priya.account)
    assert said in admin.get(f"/cases/{REFERENCE}/stage-2").text


def test_each_point_of_the_statement_is_decided_and_both_reports_go_with_the_letter_k_40_s_10(
    admin, portal, db, keys, sign_in, to_decide, priya, nadia, clock
):
    case, ring = to_decide
    allocating.give(db, case, nadia.id, actor=priya.actor, now=at(11))
    db.commit()
    sign_in(account=nadia.account)
    assert REFERENCE in admin.get("/my-cases").text
    here = admin.get(f"/cases/{REFERENCE}/answer").text
    assert "Report of the investigating officer" in here
    assert "The notes." in here, "begun from what the investigation looked at"
    assert admin.post(f"/cases/{REFERENCE}/answer/check").status_code == 422
    assert "Say first what you think of the investigation" in admin.page.text
    decide(db, case, ring, nadia, priya)
    assert case.state is State.S2_RESPONDED
    assert running(db, Clock.S2_RESPONSE) is running(db, Clock.S2_PROCEDURE) is running(db, Clock.S2_ADJUDICATE) is None
    assert [(row.number, row.finding.value) for row in db.scalars(select(StageTwoFinding))] == [
        (1, "upheld"),
        (2, "upheld"),
    ]
    assert {row.stage for row in db.scalars(select(Action))} == {2}
    bring_up_to_date(db)
    counted = select(RegisterPoint.stage, RegisterPoint.finding).where(RegisterPoint.stage == 2)
    assert db.execute(counted).all() == [(2, "Upheld"), (2, "Upheld")]
    assert db.scalars(select(RegisterLine.stage2_outcome)).one() == "Upheld"
    letter = db.scalars(select(Letter).where(Letter.kind == "answer_stage2")).one()
    come_back(portal)
    shown = portal.get(f"/your-page/letters/{letter.id}").get_data(as_text=True)
    for words in ("What Ines Okafor wrote", "It was fair.", "You can ask for a panel.", "We think you are right"):
        assert words in shown
    assert shown.count("Recommendation: Ring back.") == 2, "each point has its own"


def test_an_upheld_point_without_remedy_keeps_the_answer_from_going_x_15(db, to_decide, priya, nadia):
    case, ring = to_decide
    allocating.give(db, case, nadia.id, actor=priya.actor, now=at(11))
    shown = answering.desk(db, case, nadia.actor, ring, now=at(11))
    reply = full(shown, nadia.id, opening="It was thorough.")
    bare = {number: replace(block, actions=()) for number, block in reply.blocks.items()}
    answering.save(db, case, replace(reply, blocks=bare), seen=shown.marks, actor=nadia.actor, now=at(11), keys=ring)
    with pytest.raises(answering.NotReady) as lacking:
        answering.ask_for_check(db, case, actor=nadia.actor, now=at(11), keys=ring)
    assert any("say what you will do" in gap.words for gap in lacking.value.gaps)


def test_each_recommendation_is_accepted_or_refused_with_its_reason_and_what_is_accepted_is_promised_x_15(
    admin, portal, db, to_decide, priya, nadia, sign_in
):
    case, ring = to_decide
    allocating.give(db, case, nadia.id, actor=priya.actor, now=at(11))
    db.commit()
    sign_in(account=nadia.account)
    page_of = admin.get(f"/cases/{REFERENCE}/answer").text
    assert "What the investigating officer recommends" in page_of
    assert "Ring back." in page_of
    told = {"actor": nadia.actor, "now": at(11), "keys": ring}

    def lacking(**change):
        shown = answering.desk(db, case, nadia.actor, ring, now=at(11))
        reply = full(shown, nadia.id, opening="It was thorough.")
        blocks = {number: replace(block, **change) for number, block in reply.blocks.items()}
        answering.save(db, case, replace(reply, blocks=blocks), seen=shown.marks, **told)
        with pytest.raises(answering.NotReady) as found:
            answering.ask_for_check(db, case, **told)
        return " ".join(gap.words for gap in found.value.gaps)

    assert "say whether the recommendation is accepted." in lacking(taken="")
    assert "give the reason for not accepting all of the recommendation." in lacking(taken="refused")
    assert "the recommendation is accepted, so say what will be done" in lacking(
        taken="accepted", finding="not_upheld", actions=()
    )
    shown = answering.desk(db, case, nadia.actor, ring, now=at(11))
    blocks = {
        number: replace(block, taken="refused", taken_why="Nobody is there to ring.") if number.endswith("2") else block
        for number, block in full(shown, nadia.id).blocks.items()
    }
    decide(db, case, ring, nadia, priya, blocks=blocks)
    assert len(db.scalars(select(Action).where(Action.stage == 2)).all()) == 2, "each with an owner and a day"
    letter = db.scalars(select(Letter).where(Letter.kind == "answer_stage2")).one()
    come_back(portal)
    shown_to_them = portal.get(f"/your-page/letters/{letter.id}").text
    for words in (
        "They asked us to do this: Ring back.",
        "Yes, we will.",
        "We will not do this. Nobody is there to ring.",
    ):
        assert words in shown_to_them


def test_nobody_answers_before_both_reports_are_here_k_40(admin, sign_in, db, keys, asked, priya, nadia, clock):  # noqa: F811
    case, ring = begun(db, keys, asked, priya.actor)
    allocating.give(db, case, nadia.id, actor=priya.actor, now=at(9))
    shown = answering.desk(db, case, priya.actor, ring, now=at(11))
    assert shown.event is Event.S1_ANSWERED, "only the first answer, which may still be owed"
    with pytest.raises(NotAllowed):
        record(db, case, Event.S2_ANSWERED, actor=priya.actor, now=at(9))
    db.commit()
    clock.now = at(9)
    sign_in(account=priya.account)
    assert "Stage 2 is answered here once both reports are in" in admin.get(f"/cases/{REFERENCE}/answer").text
    assert "The answer at stage 1 to" in admin.page.text


def test_the_advocate_gets_the_letter_and_the_reports_only_if_the_child_lets_them_e_28(
    admin, db, keys, sign_in, to_decide, priya, nadia, person
):
    case, ring = to_decide
    allocating.give(db, case, nadia.id, actor=priya.actor, now=at(11))
    letter = decide(db, case, ring, nadia, priya)
    ade = person(Role.ADVOCATE, name="Ade Bell")
    place = Organisation(name="Alongside", kind="advocacy")
    db.add(place)
    db.flush()
    ade.staff.organisation_id = place.id
    told = {"how": "call", "name": "Sam Lee", "keys": ring, "actor": SYSTEM, "now": at(11)}
    access = advocates.give(db, case, ade.staff_id, copies=["letters"], **told)
    db.commit()
    sign_in(account=ade)
    assert "It was fair." not in admin.get(f"/children/{REFERENCE}/letters/{letter.id}").text
    assert "The child keeps what went with it." in admin.page.text
    access.copies = "letters reports"
    db.commit()
    assert "It was fair." in admin.get(f"/children/{REFERENCE}/letters/{letter.id}").text


def test_upheld_at_stage_1_and_still_stage_2_is_theirs_s_11_x_03(db, keys):
    opened = case_with_words(db, keys)
    add_points(db, opened, "Nobody rings me back.")
    opened.case.procedure = Procedure.STATUTORY
    for event in (Event.ROUTED_STATUTORY, Event.S1_ANSWERED):
        record(db, opened.case, event, actor=SYSTEM, now=at(1))
    assert choosing.next_stage(db, opened.case, now=at(2)).open
    choosing.ask_next_stage(db, opened.case, points=(), why="", keys=opened.keys, actor=SYSTEM, now=at(2))
    assert opened.case.state is State.S2_REQUESTED


def test_the_corporate_stage_2_is_decided_by_somebody_else_with_its_own_letter_k_82(
    portal, db, keys, priya, nadia, person, clock
):
    opened = case_with_words(db, keys)
    add_points(db, opened, "Nobody rings me back.")
    case, first = opened.case, one(person, Role.RESPONDER, "Mo Reed")
    case.procedure = Procedure.CORPORATE
    for event in (Event.ROUTED_CORPORATE, Event.ACKNOWLEDGED):
        record(db, case, event, actor=SYSTEM, now=at(1))
    allocating.give(db, case, first.id, actor=priya.actor, now=at(1))
    record(db, case, Event.C1_ANSWERED, actor=SYSTEM, now=at(2))
    choosing.ask_next_stage(db, case, points=(), why="", keys=opened.keys, actor=SYSTEM, now=at(7))
    record(db, case, Event.C2_ACKNOWLEDGED, actor=SYSTEM, now=at(8))
    for point in answering.points_of(db, case):
        point.procedure = Procedure.CORPORATE
    with pytest.raises(NotAllowed, match="Somebody else has to decide"):
        allocating.give(db, case, first.id, actor=priya.actor, now=at(9))
    assert not answering.desk(db, case, first.actor, opened.keys, now=at(11)).frame
    allocating.give(db, case, nadia.id, actor=priya.actor, now=at(9))
    letter = decide(db, case, opened.keys, nadia, priya, now=at(9))
    assert case.state is State.C2_RESPONDED
    assert running(db, Clock.C2_RESPONSE) is None
    clock.now = at(9)
    come_back(portal)
    shown = portal.get(f"/your-page/letters/{letter.id}").get_data(as_text=True)
    assert "There is no next step with us" in shown
    assert choosing.next_stage(db, case, now=at(9)).why == "ombudsman"


def test_an_adjudication_called_back_is_decided_anew_with_nothing_left_of_the_first_k_40(db, to_decide, priya, nadia):
    case, ring = to_decide
    holding.hold_for(db, 5, by=priya.actor, now=at(11))
    allocating.give(db, case, nadia.id, actor=priya.actor, now=at(11))
    letter = decide(db, case, ring, nadia, priya)
    assert holding.call_back(db, case, letter, actor=priya.actor, now=at(11), keys=ring)
    assert db.scalars(select(StageTwoFinding)).all() == db.scalars(select(Action)).all() == []
    again = decide(db, case, ring, nadia, priya, apology="We are sorry that nobody rang.")
    assert "We are sorry that nobody rang." in str(ring.open_json(Letter.body, again))
    assert len(db.scalars(select(StageTwoFinding)).all()) == len(db.scalars(select(Action)).all()) == 2
