"""What is put right there and then is a complaint where the person wants it, and is written down either way (E-06)."""

import pytest
from sqlalchemy import select

from models.cases import other_routes, reclassifying
from models.cases.other_routes import next_words
from models.procedure.lifecycle import NotAllowed
from models.procedure.routes import AT_ONCE, SETTLED
from models.procedure.screening import ROUTES, reason_of
from models.procedure.taken_up import STATUTORY, route_refused
from models.procedure.terms import Clock, Event, Procedure, State
from models.reading import measure
from models.tables import CaseEvent, Letter
from tests.admin.test_who_complains import registered, running, triaged  # noqa: F401
from tests.models.cases.screened import desk  # noqa: F401

AGREED = "The bus pass comes by post on Friday."
CHOSEN = {"standing": "parent", "passed_to": "Rosa Hart of Team 4", "responder": ""}


def read(db, keys, case):
    ring = keys.staff.ring.with_case(case)
    row = db.scalars(select(Letter).where(Letter.case_id == case.id)).one()
    return str(ring.open_json(Letter.body, row))


def test_what_was_agreed_is_written_to_them_and_stays_open_to_be_a_complaint_e_06(
    admin, db, keys, registered, triaged  # noqa: F811
):  # fmt: skip
    assert "Tell them how complaints work first" in admin.get("/register").text
    case = registered(words="The pass has not come.")
    assert triaged(case, "area:settled", **CHOSEN) == 422
    assert "Write what was agreed" in admin.page.text
    assert triaged(case, "area:settled", **CHOSEN, extra=AGREED) == 303
    assert (case.procedure, case.state) == (Procedure.AREA, State.ASIDE_OPEN)
    letter = read(db, keys, case)
    for words in ("We told you how our complaints procedure works", "you chose not to make it", AGREED, "Ombudsman",
                  "You can still make it a complaint, at any time", "Rosa Hart of Team 4"):  # fmt: skip
        assert words in letter, words
    assert Clock.ROUTE_ANSWER not in running(db, case), "no answer is awaited"
    assert not other_routes.what_is_owed(db, case)
    told = select(CaseEvent).where(CaseEvent.case_id == case.id, CaseEvent.event == Event.LOCAL_ANSWERED)
    assert keys.staff.ring.with_case(case).open(CaseEvent.details, db.scalars(told).one()) == AGREED


def test_who_wants_it_to_be_a_complaint_after_all_has_one_with_one_word_e_06(
    admin, db, registered, triaged  # noqa: F811
):  # fmt: skip
    case = registered()
    triaged(case, "area:settled", **CHOSEN, extra=AGREED)
    change = {"to": "statutory:own_right", "why": "You rang: it did not come.", "do": "send"}
    assert admin.post(f"/cases/{case.reference}/change", data=change).status_code == 303
    db.expire_all()
    assert case.state is State.S1_OPEN


def test_nothing_that_was_taken_up_is_settled_away_e_06_e_43(admin, db, desk, sign_in):  # noqa: F811
    desk.decides(Procedure.STATUTORY, "own_right")
    change = reclassifying.Change(Procedure.AREA, SETTLED, "They are content.", "Team 4")
    with pytest.raises(NotAllowed, match="Only what nobody has taken up"):
        reclassifying.propose(desk.db, desk.case, change, **desk.by())
    assert route_refused(STATUTORY, Procedure.AREA, SETTLED)
    assert not route_refused(STATUTORY, Procedure.AREA, "local")


def test_a_child_can_read_it_t_27():
    reason = reason_of(Procedure.AREA, SETTLED)
    assert reason in ROUTES[Procedure.AREA].reasons
    for words in (reason.child, next_words(Procedure.AREA, "Rosa", None, child=True, reason=SETTLED)):
        assert measure(words, ["Rosa"]).grade <= 5, words
        assert "{" not in words
    assert len(AT_ONCE) == 2
