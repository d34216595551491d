"""Judging before a route is taken, with the verbs as the pages call them."""

from datetime import date

import pytest
from sqlalchemy import select

from models.cases import judging, proceedings, taking_again
from models.cases.deciding import PointGiven
from models.cases.recording import record
from models.cases.triaging import NotReady
from models.procedure.judgements import JUDGEMENTS, Judging, refusal_of
from models.procedure.lifecycle import NotAllowed
from models.procedure.standing import Standing
from models.procedure.terms import Clock, Event, Procedure, State
from models.tables import RunningClock, Task
from tests.models.cases.answered import at
from tests.models.cases.screened import TEXTS, Desk, answers, judged


def test_interest_is_judged_by_six_questions_before_the_statutory_route_and_starts_stage_1_e_15_k_11(
    desk: Desk,
) -> None:
    with pytest.raises(NotReady, match="sufficient interest"):
        desk.decides(Procedure.STATUTORY, "interest", standing=Standing.INTEREST)
    some = answers(Judging.INTEREST, "enough") | {"cared": ""}
    with pytest.raises(judging.Unanswered, match="care of the child"):
        judging.judge(desk.db, desk.case, Judging.INTEREST, "enough", some, **desk.by())
    judged(desk.db, desk.opened, Judging.INTEREST, "enough", actor=desk.officer, now=at(26, month=11))
    assert desk.decides(Procedure.STATUTORY, "interest", standing=Standing.INTEREST)
    assert desk.clock(Clock.S1_RESPONSE).started_on == date(2026, 11, 26)
    assert "10 December 2026" in desk.letter("acknowledgement_statutory")  # the day as it is counted now


def test_who_turns_out_to_have_standing_waited_for_no_decision_e_10_k_11(desk: Desk) -> None:
    desk.case.standing = "relative"
    judged(desk.db, desk.opened, Judging.INTEREST, "enough", actor=desk.officer, now=at(26, month=11))
    assert desk.clock(Clock.S1_RESPONSE).started_on == date(2026, 11, 26)
    assert desk.decides(Procedure.STATUTORY, "own_right", standing=Standing.RESPONSIBILITY)
    assert desk.clock(Clock.S1_RESPONSE).started_on == date(2026, 11, 23)
    assert "7 December 2026" in desk.letter("acknowledgement_statutory")


def test_a_child_who_is_to_be_told_of_the_decision_is_somebodys_task_e_14(desk: Desk) -> None:
    judged(desk.db, desk.opened, Judging.INTEREST, "not_enough", actor=desk.officer, tell_child="no")
    assert not desk.db.scalars(select(Task)).all()
    judged(desk.db, desk.opened, Judging.INTEREST, "not_enough", actor=desk.officer, tell_child="yes")
    task = desk.db.scalars(select(Task)).one()
    assert (task.case_id, task.kind) == (desk.case.id, "tell_child")


def test_a_partner_without_interest_is_told_so_in_writing_s_25_e_14(desk: Desk) -> None:
    judged(desk.db, desk.opened, Judging.INTEREST, "not_enough", actor=desk.officer)
    with pytest.raises(NotReady, match="does not lead here"):
        desk.decides(Procedure.STATUTORY, "interest", standing=Standing.INTEREST)
    refused = {"standing": Standing.INTEREST, "responder_id": None, **TEXTS}
    assert desk.decides(Procedure.REFUSED, "no_pr", desk.manager, **refused)
    assert "nothing more will be done" in desk.letter("refusal")
    assert desk.case.state is State.CLOSED


def test_who_acts_for_a_child_says_whether_the_child_wants_it_e_20(desk: Desk) -> None:
    acting = {"standing": Standing.REPRESENTATIVE}
    with pytest.raises(NotReady, match="does the child want this"):
        desk.decides(Procedure.STATUTORY, "on_behalf", **acting)
    with pytest.raises(judging.Unanswered, match="how the child was asked"):
        judged(desk.db, desk.opened, Judging.BEHALF, "content", actor=desk.officer, asked="not_asked")
    judged(desk.db, desk.opened, Judging.BEHALF, "not_asked", actor=desk.officer)
    assert desk.decides(Procedure.STATUTORY, "on_behalf", **acting)


def test_a_blanket_refusal_for_time_is_not_possible_x_06(desk: Desk) -> None:
    refusal = {"responder_id": None, **TEXTS}
    with pytest.raises(NotReady, match="more than a year ago"):
        desk.decides(Procedure.REFUSED, "out_of_time", desk.manager, **refusal)
    with pytest.raises(judging.Unanswered, match="What did you weigh".lower()):
        judged(desk.db, desk.opened, Judging.TIME, "refuse", actor=desk.manager, weighed="")
    with pytest.raises(judging.Unanswered, match="not out of time"):
        judged(desk.db, desk.opened, Judging.TIME, "refuse", actor=desk.manager, late="yes", fair="yes")
    judged(desk.db, desk.opened, Judging.TIME, "refuse", actor=desk.manager)
    assert desk.decides(Procedure.REFUSED, "out_of_time", desk.manager, **refusal)


def test_a_third_repeat_is_refused_only_where_nothing_is_new_s_33(desk: Desk) -> None:
    with pytest.raises(judging.Unanswered, match="nothing new"):
        judged(desk.db, desk.opened, Judging.SAME, "same", actor=desk.manager, new="unknown")
    judged(desk.db, desk.opened, Judging.SAME, "same", actor=desk.manager)
    assert desk.decides(Procedure.REFUSED, "considered", desk.manager, responder_id=None, **TEXTS)


def test_a_court_is_no_reason_by_itself_and_when_it_ends_the_invitation_goes_at_once_x_10(desk: Desk) -> None:
    with pytest.raises(judging.Unanswered, match="prejudice"):
        judged(desk.db, desk.opened, Judging.PROCEEDINGS, "all_waits", actor=desk.manager, prejudice="unknown")
    row = judged(desk.db, desk.opened, Judging.PROCEEDINGS, "all_waits", actor=desk.manager)
    assert desk.decides(Procedure.REFUSED, "court", desk.manager, responder_id=None, **TEXTS)
    with pytest.raises(NotAllowed, match="Only a complaints manager"):
        taking_again.take_up_again(desk.db, desk.case, how="Rang", **desk.by())
    with pytest.raises(NotAllowed, match="not before it was received"):
        proceedings.ended(desk.db, desk.case, row.id, date(2026, 11, 1), **desk.by(day=at(9)))
    proceedings.ended(desk.db, desk.case, row.id, date(2026, 12, 8), **desk.by(day=at(9)))
    assert "8 December 2027" in desk.letter("invitation")
    with pytest.raises(NotAllowed, match="already"):  # two people at once: one letter
        proceedings.ended(desk.db, desk.case, row.id, date(2026, 12, 8), **desk.by(day=at(9)))
    taking_again.take_up_again(desk.db, desk.case, how="Rang", **desk.by(day=at(10)))
    assert desk.case.state is State.RECEIVED
    started = select(RunningClock.started_on).where(
        RunningClock.case_id == desk.case.id, RunningClock.stopped_on.is_(None)
    )
    assert set(desk.db.scalars(started)) == {date(2026, 12, 10)}
    assert desk.decides(Procedure.STATUTORY, "own_right")


def test_what_was_refused_or_dealt_with_beside_the_stages_may_be_taken_up_again_by_a_manager_3_8(desk: Desk) -> None:
    judged(desk.db, desk.opened, Judging.SAME, "same", actor=desk.manager)
    assert desk.decides(Procedure.REFUSED, "considered", desk.manager, responder_id=None, **TEXTS)
    assert desk.case.state is State.CLOSED
    with pytest.raises(NotAllowed, match="Only a complaints manager"):
        taking_again.take_up_again(desk.db, desk.case, how="The Ombudsman wrote", **desk.by(day=at(9)))
    by_manager = {**desk.by(day=at(9)), "actor": desk.manager}
    taking_again.take_up_again(desk.db, desk.case, how="The Ombudsman wrote", **by_manager)
    assert desk.case.state is State.RECEIVED
    assert desk.decides(Procedure.STATUTORY, "own_right")
    record(desk.db, desk.case, Event.S1_ANSWERED, actor=desk.officer, now=at(11))
    record(desk.db, desk.case, Event.CLOSED, actor=desk.officer, now=at(12))
    with pytest.raises(NotAllowed, match="the next stage is next"):  # what has an answer goes on instead
        taking_again.take_up_again(desk.db, desk.case, how="Rang", **{**by_manager, "now": at(13)})


def test_what_was_stopped_taken_up_again_and_answered_goes_on_to_its_next_stage_3_8(desk: Desk) -> None:
    assert desk.decides(Procedure.STATUTORY, "own_right")
    for day, event in ((7, Event.WITHDRAWN), (8, Event.CLOSED)):
        record(desk.db, desk.case, event, actor=desk.officer, now=at(day))
    taking_again.take_up_again(desk.db, desk.case, how="Rang", **{**desk.by(day=at(9)), "actor": desk.manager})
    assert desk.decides(Procedure.STATUTORY, "own_right")
    for day, event in ((11, Event.S1_ANSWERED), (14, Event.CLOSED)):
        record(desk.db, desk.case, event, actor=desk.officer, now=at(day))
    assert taking_again.again(desk.db, desk.case) is None


def test_a_court_order_that_cannot_be_changed_leaves_the_separable_parts_s_12_e_30(desk: Desk) -> None:
    order = PointGiven("The contact order", left_out="The order of March says so.", ground="court_decided")
    assert desk.decides(Procedure.STATUTORY, "own_right", points=(PointGiven("Nobody explained it."), order))
    letter = desk.letter("acknowledgement_statutory")
    for words in ("Nobody explained it.", "only a court can change", "The order of March says so.", "Ombudsman"):
        assert words in letter


def test_a_part_is_left_out_on_a_ground_of_the_list_with_its_words_and_what_was_judged_for_it_e_30_e_44(
    desk: Desk,
) -> None:
    def left(**given: str) -> tuple[PointGiven, ...]:
        return PointGiven("Nobody explained it."), PointGiven("The report", **given)

    for given, missing in (
        ({"left_out": "We would rather not."}, "Choose why this is left out: The report"),
        ({"left_out": "As said.", "ground": "upheld"}, "Choose why this is left out: The report"),
        ({"ground": "proceedings"}, "Name the proceedings, as the person will read it: The report"),
        ({"left_out": "The hearing in May.", "ground": "proceedings"}, "Judge it first: proceedings at the same time"),
    ):
        with pytest.raises(NotReady, match=missing):
            desk.decides(Procedure.STATUTORY, "own_right", points=left(**given))
    judged(desk.db, desk.opened, Judging.PROCEEDINGS, "part_waits", actor=desk.officer)
    because = {"left_out": "It is the hearing in May.", "ground": "proceedings"}
    assert desk.decides(Procedure.STATUTORY, "own_right", points=left(**because))
    letter = desk.letter("acknowledgement_statutory")
    for words in ("might prejudice proceedings", "send it to us again when they have ended", "the hearing in May"):
        assert words in letter


def test_a_part_may_be_out_of_time_or_the_same_while_the_rest_is_taken_k_71_e_33(desk: Desk) -> None:
    with pytest.raises(judging.Unanswered, match="no part is out of time"):
        judged(desk.db, desk.opened, Judging.TIME, "part", actor=desk.manager, late="yes", fair="yes")
    with pytest.raises(judging.Unanswered, match="all stages considered it"):
        judged(desk.db, desk.opened, Judging.SAME, "partly", actor=desk.manager)
    judged(desk.db, desk.opened, Judging.TIME, "part", actor=desk.manager)
    judged(desk.db, desk.opened, Judging.SAME, "partly", actor=desk.manager, all_stages="yes")
    points = (
        PointGiven("Nobody rings."),
        PointGiven("The flat of 2019", left_out="Those who were there have gone.", ground="out_of_time"),
        PointGiven("The bill", left_out="In HV-1, in May.", ground="considered"),
    )
    assert desk.decides(Procedure.STATUTORY, "own_right", points=points)
    letter = desk.letter("acknowledgement_statutory")
    assert "more than one year before you complained" in letter
    assert "the same is not considered twice" in letter


@pytest.mark.parametrize(("ending", "ground"), [("against", "childs_view"), ("unsuitable", "unsuitable")])
def test_who_may_not_speak_for_a_child_is_told_in_writing_that_nothing_more_is_done_e_21_e_20(
    desk: Desk, ending: str, ground: str
) -> None:
    with pytest.raises(NotReady, match="Judge this first: for a child"):
        desk.decides(Procedure.REFUSED, ground, desk.manager, responder_id=None, **TEXTS)
    judged(desk.db, desk.opened, Judging.BEHALF, ending, actor=desk.manager)
    assert refusal_of(judging.endings(desk.db, desk.case)) == ground
    assert desk.decides(Procedure.REFUSED, ground, desk.manager, responder_id=None, **{**TEXTS, "again": ""})
    letter = desk.letter("refusal")
    for words in ("on behalf of a child", "Nothing more will be done", "You can still complain", "Ombudsman"):
        assert words in letter
    assert desk.case.state is State.CLOSED


def test_disciplinary_matters_wait_by_themselves_and_the_rest_goes_on_s_32_k_42(desk: Desk) -> None:
    desk.decides(Procedure.STATUTORY, "own_right")
    due = desk.clock(Clock.S1_RESPONSE).due_on
    judged(
        desk.db, desk.opened, Judging.PROCEEDINGS, "part_waits", actor=desk.officer, sort="disciplinary",
        goes_on="How you were told",
    )  # fmt: skip
    letter = desk.letter("on_hold")
    for words in ("14 December", "How you were told", "Ombudsman"):
        assert words in letter
    assert desk.clock(Clock.S1_RESPONSE).due_on == due
    assert desk.case.state is State.S1_OPEN


@pytest.mark.parametrize("sort", ["disciplinary", "protection", "harassment", "criminal"])
def test_each_ground_of_the_list_of_what_may_wait_is_there_by_itself_e_31(desk: Desk, sort: str) -> None:
    sorts = dict(next(ask for ask in JUDGEMENTS[Judging.PROCEEDINGS].asks if ask.code == "sort").choices)
    assert "Harassment" in sorts["harassment"]
    desk.decides(Procedure.STATUTORY, "own_right")
    judged(desk.db, desk.opened, Judging.PROCEEDINGS, "part_waits", actor=desk.officer, sort=sort, goes_on="The rest")
    letter = desk.letter("on_hold")
    assert ("What comes of it for a member of staff" in letter) is (sort == "disciplinary")
    assert "The rest" in letter


def test_other_proceedings_suspend_all_days_until_they_end_and_the_old_days_stay_readable_k_42(desk: Desk) -> None:
    desk.decides(Procedure.STATUTORY, "own_right")
    row = judged(desk.db, desk.opened, Judging.PROCEEDINGS, "all_waits", actor=desk.manager)
    assert desk.clock(Clock.S1_RESPONSE).due_on == date(2026, 12, 30)  # fifteen working days later
    proceedings.ended(desk.db, desk.case, row.id, date(2026, 12, 7), **desk.by(day=at(8)))
    assert desk.clock(Clock.S1_RESPONSE).due_on == date(2026, 12, 21)
    assert (desk.clock(Clock.S1_RESPONSE).started_on, desk.clock(Clock.S1_RESPONSE).waited) == (date(2026, 11, 23), 10)
    assert "21 December" in desk.letter("restarted")
