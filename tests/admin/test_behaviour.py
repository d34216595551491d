"""Unreasonable behaviour as the office works through it, step by step (rules 3.7)."""

from datetime import timedelta

import pytest

from models.procedure.terms import Role
from models.tables import Behaviour
from tests.models.cases.answered import MONDAY, routed, who

ENDS = MONDAY.date() + timedelta(days=100)


def day(name: str, when) -> dict[str, str]:
    return {f"{name}-day": str(when.day), f"{name}-month": str(when.month), f"{name}-year": str(when.year)}


WARN = {"warn-indicators": ["demands"], "warn-why": "You rang forty times.", "warn-ask": "Please ring once."}
MEET = {**day("meet-on", MONDAY), "meet-who": "Priya, chair", "meet-noted": "We agreed.", "meet-helps": "Nothing."}
DECIDE = {
    "decide-measures": ["named"], "decide-why": "It went on.", "decide-how": "Write to Mo.",
    **day("decide-ends", ENDS), **day("decide-review", ENDS),
}  # fmt: skip


@pytest.fixture
def case(db, keys, person, sign_in):
    priya = person(Role.OFFICER, name="Priya Shah")
    made, _ = routed(db, keys.staff.ring, who(priya))
    db.commit()
    sign_in(account=priya)
    return made


def test_every_step_comes_after_the_one_before_and_nothing_typed_is_lost(admin, db, case, sign_in) -> None:
    page = f"/cases/{case.reference}/behaviour"
    admin.get(page)
    assert admin.post(f"{page}/warn", data={"warn-why": "You rang forty times."}).status_code == 422
    assert "Choose what it is that they do" in admin.page.text
    assert "You rang forty times." in admin.page.html
    assert admin.post(f"{page}/warn", data=WARN).status_code == 303
    admin.get(page)
    assert admin.post(f"{page}/meeting", data={**MEET, **day("meet-on", MONDAY + timedelta(days=1))}).status_code == 422
    assert "from the day of the warning until today" in admin.page.text
    assert admin.post(f"{page}/meeting", data=MEET).status_code == 303
    admin.get(page)
    assert "A complaints manager decides." in admin.page.text
    assert admin.post(f"{page}/decide", data=DECIDE).status_code == 404
    sign_in(Role.MANAGER)
    admin.get(page)
    later = day("decide-ends", MONDAY + timedelta(days=400))
    assert admin.post(f"{page}/decide", data={**DECIDE, **later}).status_code == 422
    assert "no measure is without an end" in admin.page.text
    assert admin.post(f"{page}/decide", data=DECIDE).status_code == 303
    admin.get(f"/cases/{case.reference}")
    assert (
        "Routing of all contact through a named staff member, until 3 March 2027. The complaint goes on"
        in admin.page.text
    )


def test_every_measure_stands_in_one_list_so_that_like_is_treated_alike_x_17(admin, db, case, sign_in, clock) -> None:
    page = f"/cases/{case.reference}/behaviour"
    sign_in(Role.MANAGER, name="Hannah Cole")
    for step, typed in (("warn", WARN), ("meeting", MEET), ("decide", DECIDE)):
        assert admin.post(f"{page}/{step}", data=typed).status_code == 303
    admin.get("/behaviour")
    words = ("Routing of all contact", "Decided by Hannah Cole", "Look at it again by 3 March 2027", case.reference)
    assert all(one in admin.page.text for one in words)
    clock.now = MONDAY + timedelta(days=101)
    sign_in(Role.MANAGER)
    admin.get(page)
    assert "Its last day has passed" in admin.page.text
    again = {"again-what": "go_on", "again-why": "It helps."}
    assert admin.post(f"{page}/again", data=again).status_code == 422
    assert admin.post(f"{page}/again", data={**again, "again-what": "end"}).status_code == 303
    db.expire_all()
    assert db.query(Behaviour).one().ended_on == clock.now.date()
