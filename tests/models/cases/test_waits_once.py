"""One span of waiting counts once, whatever waits over it; other proceedings hold every step (REG 8, K-42)."""

from datetime import date

import pytest
from sqlalchemy import select

from models.audit import SYSTEM
from models.cases import judging, pausing, proceedings, withdrawing
from models.cases.recording import record
from models.procedure.judgements import Judging
from models.procedure.lifecycle import NotAllowed
from models.procedure.pausing import SUSPENDED, Why
from models.procedure.terms import Clock, Event, Procedure, State
from models.tables import RunningClock
from models.tables.screening import Judgement
from models.tables.words import Letter
from tests.conftest import MONDAY
from tests.models.cases.answered import at
from tests.models.cases.screened import Desk, answers, desk, judged  # noqa: F401

DUE = date(2026, 12, 7)
THREE_WEEKS = date(2026, 12, 30)  # fifteen working days later: until 14 December


@pytest.fixture
def open_case(desk: Desk) -> Desk:  # noqa: F811
    desk.decides(Procedure.STATUTORY, "own_right")
    return desk


def waits(desk: Desk, until: date = date(2026, 12, 14), **more):  # noqa: F811
    given = answers(Judging.PROCEEDINGS, more.pop("ending", "all_waits"), named=more.pop("named", "Family Court"))
    ending, now = more.pop("as_", "all_waits"), more.pop("now", MONDAY)
    return judging.judge(
        desk.db, desk.case, Judging.PROCEEDINGS, ending, given, review_on=until, actor=desk.manager, now=now,
        keys=desk.opened.keys, **more,
    )  # fmt: skip


def due(desk: Desk, which: Clock = Clock.S1_RESPONSE) -> date:  # noqa: F811
    desk.db.flush()
    return desk.clock(which).due_on


def test_the_same_proceedings_judged_anew_move_nothing_twice_and_the_first_stays_readable(open_case: Desk) -> None:
    first = waits(open_case)
    assert due(open_case) == THREE_WEEKS
    second = waits(open_case, about=first.id, now=at(1), named="Family Court, room 2")
    assert due(open_case) == THREE_WEEKS
    assert (first.review_on, first.replaced_on, second.began_on) == (None, date(2026, 12, 1), MONDAY.date())
    assert [one.open for one in judging.judged(open_case.db, open_case.case, open_case.opened.keys)] == [True, False]
    with pytest.raises(NotAllowed, match="judged these proceedings anew"):
        proceedings.ended(open_case.db, open_case.case, first.id, date(2026, 12, 1), **open_case.by(day=at(1)))
    proceedings.ended(open_case.db, open_case.case, second.id, date(2026, 12, 7), **open_case.by(day=at(8)))
    assert due(open_case) == date(2026, 12, 21), "ten working days waited, in one span"


def test_two_proceedings_over_the_same_weeks_count_once_and_the_later_end_counts(open_case: Desk) -> None:
    court = waits(open_case)
    police = waits(open_case, date(2026, 12, 21), named="The police", now=at(1))
    assert due(open_case) == date(2027, 1, 7), "twenty working days, not thirty-four"
    proceedings.ended(open_case.db, open_case.case, court.id, date(2026, 12, 2), **open_case.by(day=at(2)))
    assert due(open_case) == date(2027, 1, 7), "it waits for the police still"
    assert "The police" in held(open_case)[-1]
    assert not [one for one in letters(open_case) if one.kind == "restarted"]
    proceedings.ended(open_case.db, open_case.case, police.id, date(2026, 12, 7), **open_case.by(day=at(8)))
    assert due(open_case) == date(2026, 12, 21)
    assert "They ended on" in open_case.letter("restarted")


def letters(desk: Desk) -> list[Letter]:  # noqa: F811
    return list(desk.db.scalars(select(Letter).where(Letter.case_id == desk.case.id).order_by(Letter.released_at)))


def held(desk: Desk) -> list[str]:  # noqa: F811
    """What each letter says that tells them it waits."""
    return [str(desk.opened.keys.open_json(Letter.body, one)) for one in letters(desk) if one.kind == "on_hold"]


def test_a_wait_that_the_person_asked_for_is_not_added_to_it(open_case: Desk) -> None:
    told = {"keys": open_case.opened.keys, "actor": open_case.officer, "how": "phone"}
    pausing.begin(open_case.db, open_case.case, Why.EXAMS, "", now=MONDAY, **told)
    assert due(open_case) == date(2026, 12, 21), "ten working days"
    row = waits(open_case)
    assert due(open_case) == THREE_WEEKS, "five more, and not fifteen"
    pausing.end(open_case.db, open_case.case, actor=told["actor"], now=at(1))
    assert due(open_case) == THREE_WEEKS, "the court goes on"
    proceedings.ended(open_case.db, open_case.case, row.id, date(2026, 12, 7), **open_case.by(day=at(8)))
    assert due(open_case) == date(2026, 12, 21)


def test_what_they_would_wait_is_shown_as_it_will_be_t_30(open_case: Desk) -> None:
    waits(open_case)
    exams = next(one for one in pausing.choices(open_case.db, open_case.case, now=MONDAY) if one.why is Why.EXAMS)
    assert (exams.was, exams.then) == (THREE_WEEKS, None), "those days wait already"


def test_what_stopped_over_the_same_days_is_not_added_either(open_case: Desk) -> None:
    waits(open_case)
    withdrawing.withdraw(open_case.db, open_case.case, how="phone", **open_case.by(day=at(1)))
    withdrawing.reinstate(open_case.db, open_case.case, **open_case.by(day=at(3)))
    assert due(open_case) == THREE_WEEKS


def test_two_officers_at_once_one_judgement(open_case: Desk) -> None:
    seen = proceedings.newest(open_case.db, open_case.case, Judging.PROCEEDINGS)
    waits(open_case, seen=seen)
    with pytest.raises(judging.JudgedMeanwhile):
        waits(open_case, seen=seen)
    assert len(open_case.db.scalars(select(Judgement)).all()) == 1
    assert due(open_case) == THREE_WEEKS


def test_looking_again_moves_it_on_and_tells_them_k_42(open_case: Desk) -> None:
    row = waits(open_case)
    proceedings.look_again(open_case.db, open_case.case, row.id, date(2026, 12, 18), **open_case.by(day=at(14)))
    assert due(open_case) == date(2027, 1, 6)
    assert "6 January 2027" in held(open_case)[-1]


def test_judged_again_that_nothing_waits_gives_the_days_back_with_a_letter(open_case: Desk) -> None:
    row = waits(open_case)
    given = answers(Judging.PROCEEDINGS, "goes_on")
    told = {"about": row.id, **open_case.by(open_case.manager, at(1))}
    judging.judge(open_case.db, open_case.case, Judging.PROCEEDINGS, "goes_on", given, **told)
    assert due(open_case) == date(2026, 12, 15), "six working days have waited"
    assert "it waits no longer" in open_case.letter("restarted")
    assert not proceedings.running(open_case.db, open_case.case)


@pytest.mark.parametrize("event", [Event.S1_ANSWERED, Event.WITHDRAWN])
def test_nothing_waits_where_nothing_is_looked_into_and_nobody_is_written_to_x_10(
    open_case: Desk, event: Event
) -> None:
    record(open_case.db, open_case.case, event, actor=SYSTEM, now=at(1))
    if event is Event.WITHDRAWN:
        record(open_case.db, open_case.case, Event.CLOSED, actor=SYSTEM, now=at(1))
    before = len(letters(open_case))
    with pytest.raises(NotAllowed, match="Nothing of this case is being looked into now"):
        waits(open_case, now=at(2))
    assert len(letters(open_case)) == before
    assert not open_case.db.scalars(select(Judgement)).all()


def test_the_letter_names_the_start_and_the_day_of_our_answer_k_42(open_case: Desk) -> None:
    waits(open_case)
    words = open_case.letter("on_hold")
    for said in (
        "Your complaint waits",
        "It waits from Monday 23 November 2026",
        "by Monday 7 December 2026",
        "30 December 2026",
    ):
        assert said in words


def test_where_a_part_waits_the_letter_says_that_the_day_stays(open_case: Desk) -> None:
    judged(
        open_case.db, open_case.opened, Judging.PROCEEDINGS, "part_waits", actor=open_case.manager, goes_on="The rest"
    )
    words = open_case.letter("on_hold")
    for said in ("Part of your complaint waits", "That day stays as it is: you hear from us by Monday 7 December 2026"):
        assert said in words
    assert due(open_case) == DUE


def clocks(desk: Desk) -> dict[Clock, RunningClock]:  # noqa: F811
    query = select(RunningClock).where(RunningClock.case_id == desk.case.id, RunningClock.stopped_on.is_(None))
    return {one.clock: one for one in desk.db.scalars(query)}


def test_every_step_of_stage_2_waits_and_what_begins_meanwhile_waits_too_reg_8(open_case: Desk) -> None:
    for event in (Event.S1_ANSWERED, Event.S2_REQUESTED, Event.STATEMENT_SIGNED):
        record(open_case.db, open_case.case, event, actor=SYSTEM, now=MONDAY)
    before = {which: one.due_on for which, one in clocks(open_case).items()}
    assert {Clock.S2_RESPONSE, Clock.S2_PROCEDURE, Clock.S2_DRAFT, Clock.S2_APPOINT} <= set(before)
    row = waits(open_case)
    for which, one in clocks(open_case).items():
        assert (one.due_on > before[which]) is (which in SUSPENDED), which
    for event in (Event.S2_APPOINTED, Event.S2_STARTED, Event.S2_DRAFTED, Event.FACT_CHECK_ASKED):
        record(open_case.db, open_case.case, event, actor=SYSTEM, now=at(1))
    assert clocks(open_case)[Clock.S2_FACT_CHECK].due_on == date(2026, 12, 21), "five from the day we look again"
    proceedings.ended(open_case.db, open_case.case, row.id, date(2026, 12, 2), **open_case.by(day=at(2)))
    assert clocks(open_case)[Clock.S2_FACT_CHECK].due_on == date(2026, 12, 9)
    assert clocks(open_case)[Clock.S2_RESPONSE].waited == 7


@pytest.mark.parametrize(("events", "which"), [((), Clock.S3_REPORT), ((Event.S3_REPORTED,), Clock.S3_RESPONSE)])
def test_it_waits_also_after_the_panel_met(open_case: Desk, events: tuple[Event, ...], which: Clock) -> None:
    asked = (Event.S1_ANSWERED, Event.S2_REQUESTED, Event.S2_ANSWERED, Event.S3_REQUESTED, Event.S3_HELD)
    for event in (*asked, *events):
        record(open_case.db, open_case.case, event, actor=SYSTEM, now=MONDAY)
    assert open_case.case.state in (State.S3_HELD, State.S3_REPORTED)
    before = due(open_case, which)
    waits(open_case)
    assert clocks(open_case)[which].waited == 15
    assert due(open_case, which) > before
