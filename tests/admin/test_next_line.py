"""The line “Next” above a case says what is true while a letter waits for its minutes (K-18)."""

from typing import Any

from models.cases import holding
from models.cases.recording import keep_next_due, running_clocks
from models.cases.releasing import release
from models.procedure.terms import Clock, Event, Role
from tests.models.cases.answered import MONDAY, routed
from tests.models.cases.test_holding import CONTENT


def test_a_letter_that_leaves_in_some_minutes_is_neither_done_nor_to_do_k_18(
    admin: Any, db: Any, keys: Any, sign_in: Any, clock: Any
) -> None:
    by = sign_in(Role.OFFICER)
    holding.hold_for(db, 5, by=by, now=MONDAY)
    case, ring = routed(db, keys.staff.ring, by)
    release(
        db, case, "acknowledgement_statutory", CONTENT, event=Event.ACKNOWLEDGED, actor=by, now=MONDAY, keys=ring
    )  # fmt: skip
    for one in running_clocks(db, case):
        if one.clock is not Clock.ACKNOWLEDGE:
            one.stopped_on = MONDAY.date()
    keep_next_due(db, case)
    db.commit()
    admin.get(f"/cases/{case.reference}")
    assert "Acknowledge: the letter leaves at 10:05am. Call it back if it is wrong" in admin.page.text
    clock.forward(minutes=6)
    holding.leave_due(db, now=clock.now)
    db.commit()
    admin.get(f"/cases/{case.reference}")
    assert "Call it back if it is wrong" not in admin.page.text
