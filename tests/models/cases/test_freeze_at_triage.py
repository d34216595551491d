"""A change that must wait, decided with the rest of triage: as later, with its risk and who decided (2.9)."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from models.cases import freezing
from models.cases.triaging import NotReady
from models.procedure.terms import Event, Journey, Procedure, Role
from models.tables import Account, Message
from tests.conftest import MONDAY
from tests.making import make_case
from tests.models.cases.screened import Desk

SOON = {"soon": {"soon": "yes", "when": "week", "words": "I have to move"}}


def test_a_change_that_they_do_not_want_is_decided_with_its_risk_and_who_did_and_copied_to_managers_e_62_e_63(
    desk: Desk, person: Callable[..., Account]
) -> None:
    db, keys = desk.db, desk.keys
    desk.opened = make_case(db, keys.staff.ring, now=MONDAY, journey=Journey.PARENT, answers=SOON)
    decided = {"freeze": "not_frozen", "freeze_reason": "You have to move for now."}
    with pytest.raises(NotReady) as refused:
        desk.decides(Procedure.STATUTORY, "own_right", **decided)
    assert set(refused.value.fields) == {"freeze_risk", "freeze_wishes", "freeze_by"}
    manager = person(Role.MANAGER)
    decided |= {"freeze_risk": "The flat is unsafe.", "freeze_wishes": "To stay.", "freeze_by": "Ann Lee"}
    assert desk.decides(Procedure.STATUTORY, "own_right", **decided)
    assert desk.case.freeze_decided
    (kept,) = freezing.requests(db, desk.case, desk.opened.keys)
    assert [kept.said[name] for name in ("reason", "risk", "wishes", "by")] == [
        "You have to move for now.", "The flat is unsafe.", "To stay.", "Ann Lee",
    ]  # fmt: skip
    copied = db.scalars(select(Message).where(Message.cause == f"freeze-decided:{kept.row.id}:{manager.id}")).one()
    said = keys.worker.open_json(Message.work, copied)["body"]
    assert "goes ahead" in said
    assert "flat" not in said, "a mail says nothing of a person"
    assert Event.FREEZE_DECIDED in desk.events()
    assert "You have to move for now." in desk.letter("acknowledgement_statutory")
