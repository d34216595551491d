"""An MP who waits longer reads until when, and the clock of the answer keeps that day (K-85, TW 13.3, 13.4)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from models.cases import dropping, holding, other_routes
from models.cases.releasing import letters_of
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Clock, Procedure
from models.tables.words import REPLACED
from tests.conftest import MONDAY
from tests.models.cases.screened import Desk


def holds(desk: Desk, by: date | None, day: datetime = MONDAY) -> None:
    other_routes.take(
        desk.db, desk.case, "holding_sent", "We ask her first.", on=day.date(), by=by, **desk.by(day=day)
    )  # fmt: skip


def test_a_holding_letter_states_a_day_and_the_clock_of_the_answer_keeps_it_k_85(desk: Desk) -> None:
    desk.decides(Procedure.MP, "mp", responder_id=None, passed_to="The head of service")
    due = desk.clock(Clock.MP_RESPONSE).due_on
    with pytest.raises(NotAllowed, match="Enter the day"):
        holds(desk, None)
    for early in (due, MONDAY.date()):
        with pytest.raises(NotAllowed, match="Choose a later day than 7 December 2026"):
            holds(desk, early)
    holds(desk, date(2026, 12, 18))
    assert "You should have the answer by Friday 18 December 2026" in desk.letter("holding")
    assert desk.clock(Clock.MP_RESPONSE).due_on == date(2026, 12, 18)
    assert desk.case.next_due_on <= date(2026, 12, 18)
    assert desk.clock(Clock.MP_RESPONSE).extended_to == date(2026, 12, 18)
    holds(desk, date(2026, 12, 23))
    assert desk.clock(Clock.MP_RESPONSE).due_on == date(2026, 12, 23), "before that day passes, they hear again"


def test_a_holding_letter_that_goes_after_the_day_leaves_the_answer_late_k_85_g_03(desk: Desk) -> None:
    desk.decides(Procedure.MP, "mp", responder_id=None, passed_to="The head of service")
    late = datetime(2026, 12, 9, 10, tzinfo=UTC)
    with pytest.raises(NotAllowed, match="Choose a later day than 9 December 2026"):
        holds(desk, date(2026, 12, 9), late)
    holds(desk, date(2026, 12, 18), late)
    assert desk.clock(Clock.MP_RESPONSE).due_on == date(2026, 12, 7)


def test_a_holding_letter_that_is_not_sent_after_all_moves_nothing_k_85(desk: Desk) -> None:
    desk.decides(Procedure.MP, "mp", responder_id=None, passed_to="The head of service")
    holding.hold_for(desk.db, 10, by=desk.officer, now=MONDAY)
    holds(desk, date(2026, 12, 18))
    assert desk.clock(Clock.MP_RESPONSE).due_on == date(2026, 12, 7), "it has not left"
    row = next(one for one in letters_of(desk.db, desk.case) if one.kind == "holding")
    holding.call_back(desk.db, desk.case, row, **desk.by())
    dropping.undo(desk.db, desk.case, row, actor=desk.officer, now=MONDAY)
    row.state = REPLACED
    holds(desk, date(2026, 12, 14))
    holding.leave_due(desk.db, now=MONDAY + timedelta(minutes=11))
    assert desk.clock(Clock.MP_RESPONSE).due_on == date(2026, 12, 14), "not the day of the letter nobody had"
