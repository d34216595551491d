"""What a council publishes and what its letters say come from the same policy: neither can be wrong alone (X-11)."""

from datetime import date
from typing import Any

from models.cases.policies import add_policy, forget
from models.policy import shipped_data
from models.procedure.terms import Clock, Procedure
from tests.models.cases.screened import Desk, desk  # noqa: F401 - a fixture


def test_the_page_and_the_letter_change_with_the_policy_and_say_the_same_x_11(
    portal: Any, db: Any, keys: Any, person: Any, request: Any
) -> None:
    before = portal.get("/how-it-works").get_data(as_text=True)
    assert "10 working days: by Monday 7 December" in before
    body = shipped_data("ashbourne", date(2026, 4, 1))
    body["since"] = "2026-11-01"
    body["effective"] = {**body.get("effective", {}), "s1": 8}
    add_policy(db, "ashbourne", date(2026, 11, 1), body)
    db.commit()
    forget()  # a site remembers the policy for half a minute
    after = portal.get("/how-it-works").get_data(as_text=True)
    given: Desk = request.getfixturevalue("desk")
    given.decides(Procedure.STATUTORY, "own_right")
    clock = given.clock(Clock.S1_RESPONSE)
    assert (clock.length, clock.due_on) == (8, date(2026, 12, 3))
    for said in (after, given.letter("acknowledgement_statutory")):
        assert "Thursday 3 December" in said
        assert "Monday 7 December" not in said
    assert "8 working days" in after
