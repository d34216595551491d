"""The audit chain names whatever was done to it behind our back (AUD-01 to AUD-05, T10)."""

import uuid

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from models.audit import SYSTEM, Actor, Chain, NoAudit, note, start
from models.jobs.anchoring import anchor
from models.jobs.verifying import verify, verify_content
from models.tables import AuditHead, AuditRow, Confidential
from tests.conftest import MONDAY
from tests.making import make_case

CHAIN = "auditor-test"


@pytest.fixture
def first(db, sessions):
    """A chain of its own with five rows; gives the first key, as the auditor has it."""
    chain = Chain(CHAIN, bytes(range(32)))
    key = start(db, chain)
    db.info["chain"] = chain
    for number in range(5):
        note(db, SYSTEM, f"did_{number}", now=MONDAY, object_id=uuid.uuid4())
        db.commit()
    return {CHAIN: key}


def faults(db, first, folder):
    db.expire_all()
    return [fault for fault in verify(db, first, folder) if fault.chain == CHAIN]


def behind_our_back(db, statement):
    """As somebody with the whole database and no key: the triggers are put aside first."""
    if db.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            db.execute(text(f"DROP TRIGGER audit_no_{verb}"))
    else:
        db.execute(text("ALTER TABLE audit DISABLE TRIGGER USER"))
    db.execute(text(statement))
    if db.get_bind().dialect.name != "sqlite":
        db.execute(text("ALTER TABLE audit ENABLE TRIGGER USER"))
    db.commit()


def test_a_chain_that_was_left_alone_holds_aud_04(db, first, tmp_path):
    assert faults(db, first, tmp_path) == []


@pytest.mark.parametrize(
    ("what", "statement", "row"),
    [
        ("edited", "UPDATE audit SET action = 'else' WHERE chain = '{c}' AND number = 3", 3),
        ("deleted from the middle", "DELETE FROM audit WHERE chain = '{c}' AND number = 2", 2),
        ("cut off at the end", "DELETE FROM audit WHERE chain = '{c}' AND number = 5", 5),
        ("reordered", "UPDATE audit SET number = 6 WHERE chain = '{c}' AND number = 1", 1),
        ("given another author", "UPDATE audit SET actor_kind = 'staff' WHERE chain = '{c}' AND number = 4", 4),
    ],
)
def test_whatever_was_changed_is_named_aud_04(db, first, tmp_path, what, statement, row):
    behind_our_back(db, statement.format(c=CHAIN))
    assert [fault.number for fault in faults(db, first, tmp_path)] == [row], what


def test_a_tail_cut_off_together_with_the_head_is_found_by_the_anchor_aud_05(db, first, tmp_path):
    third = db.scalars(select(AuditRow).where(AuditRow.chain == CHAIN, AuditRow.number == 3)).one().link
    anchor(db, tmp_path, now=MONDAY)
    behind_our_back(db, f"DELETE FROM audit WHERE chain = '{CHAIN}' AND number > 3")
    head = db.get_one(AuditHead, CHAIN)
    head.number, head.link = 3, third
    db.commit()
    assert "cut off" in str(faults(db, first, tmp_path)[0])


@pytest.mark.parametrize("verb", ["UPDATE audit SET action = 'x'", "DELETE FROM audit"])
def test_the_database_itself_refuses_change_aud_03(db, first, verb):
    with pytest.raises(DBAPIError):
        db.execute(text(verb))
    db.rollback()


def test_what_cannot_be_noted_is_not_done_aud_02(db):
    db.info["chain"] = None
    note(db, Actor(kind="staff"), "view", now=MONDAY)
    with pytest.raises(NoAudit):
        db.commit()


def test_a_sealed_text_put_back_to_what_it_was_is_found(db, keys):
    """The blob fits its place and opens, but it is not what was written last."""
    opened = make_case(db, keys.public.ring, now=MONDAY)
    db.commit()
    card = db.scalars(select(Confidential)).one()
    before = card.details
    opened.keys.seal_json(Confidential.details, card, {"contact": {"email": "other@home.example"}})
    note(db, SYSTEM, "changed", now=MONDAY)
    db.commit()
    assert verify_content(db) == []
    db.execute(Confidential.__table__.update().values(details=before))
    db.commit()
    assert [line.split(" ")[0] for line in verify_content(db)] == ["confidential.details"]
