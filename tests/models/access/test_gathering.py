"""Everything that a case holds is found, whichever table it lies in (SAR-03)."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import select

from models.access import gathering
from models.audit import note
from models.cases.corresponding import add_note, send_message
from models.procedure.terms import Role
from models.tables import Base, Case, Freeze, Interview, Judgement, Letter, Message, Task
from tests.conftest import MONDAY
from tests.models.cases.answered import routed, who


@pytest.fixture
def case(db, keys, person):
    officer = who(person(Role.OFFICER, name="Priya Shah"))
    made, ring = routed(db, keys.staff.ring, officer, points=tuple(f"Point seed-p{n}." for n in range(20)))
    for n in range(40):
        add_note(db, made, f"seed-n{n}.", actor=officer, keys=ring, now=MONDAY + timedelta(minutes=n))
    for n in range(40):
        send_message(db, made, f"seed-m{n}.", actor=officer, keys=ring, now=MONDAY + timedelta(minutes=n))
    note(db, officer, "view", now=MONDAY, object_kind="case", object_id=made.id)
    db.commit()
    return made, ring


def test_a_hundred_seeded_items_are_all_found_with_views_and_mail_log_sar_03(db, case):
    made, ring = case
    notice = Message(
        id=uuid.uuid4(), kind="notice", cause="x", case_id=made.id, state="sent", queued_at=MONDAY, due_at=MONDAY
    )
    db.add(notice)
    db.commit()
    found = gathering.everything(db, made, ring, lambda one: [])
    text = " ".join(line for one in found for line in one.texts)
    wanted = [f"seed-{kind}{n}." for kind, many in (("p", 20), ("n", 40), ("m", 40)) for n in range(many)]
    assert len(wanted) == 100
    assert [seed for seed in wanted if seed not in text] == []
    kinds = {one.kind for one in found}
    assert {"their_words", "confidential", "case_event", "audit", "message", "note", "point"} <= kinds
    assert "complaints officer" in next(one for one in found if one.kind == "audit").texts[0]


def test_a_table_that_nobody_thought_of_is_gathered_or_named_with_its_reason_sar_03():
    for mapper in Base.registry.mappers:
        kind = mapper.class_
        theirs = any(key.column.table is Case.__table__ for key in kind.__table__.foreign_keys)
        if theirs and any(prop.columns[0].info.get("lock") for prop in mapper.column_attrs):
            taken = gathering._owner(kind.__table__, []) is not None
            assert taken or kind.__tablename__ in gathering.NOT_PAPERS, kind.__tablename__
    for kind in (Letter, Interview, Judgement, Task, Freeze):
        assert kind.__tablename__ not in gathering.NOT_PAPERS


def test_what_cannot_be_opened_says_so_and_hides_nothing_else_sar_03(db, keys, case):
    made, _ = case
    found = gathering.everything(db, made, keys.staff.ring.with_case(made, "thread"), lambda one: [])
    assert all(one.closed for one in found if one.kind == "note")
    assert not any(one.closed for one in found if one.kind == "thread_message")
    assert db.scalars(select(Case.reference)).one()
