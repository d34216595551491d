"""What was paid comes in once, also where the council's own heading is counted as another (S-20, 5.6)."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases import dated_choices, paying
from models.cases.paying import Bill
from models.db import Sessions
from models.jobs.taking_away import take_away
from models.procedure.terms import Journey, Role
from models.tables import Case, Spend
from tests.databases import MONDAY, Locks
from tests.making import make_case
from tests.models.cases.answered import who
from tests.models.register.registers import folder, rows
from tests.models.register.test_round_trip import KEYBOARD, bring, other, ours  # noqa: F401

OWN = "Stage 2 people"
COUNTED = "Investigating officers"
DAY = MONDAY.date()


@pytest.fixture
def paid(db: Session, ours: Sessions, keys: Locks, officer: Actor, person: Any) -> Case:  # noqa: F811
    """A case with two equal payments under a heading of the council's own, and one under what that counts as."""
    chief = who(person(Role.ADMINISTRATOR))
    counts(db, chief, COUNTED)
    case = make_case(db, keys.staff.ring, now=MONDAY, journey=Journey.PARENT).case
    for heading in (OWN, OWN, COUNTED):
        bill = Bill(heading, DAY, other=12_050)
        paying.pay(db, case, bill, headings=(OWN, COUNTED), actor=officer, now=MONDAY)
    db.commit()
    return case


def counts(db: Session, chief: Actor, heading: str, days: int = 0) -> None:
    value = {"active": True, "counts_as": heading}
    now = MONDAY + timedelta(days=days)
    dated_choices.choose(db, "list:spend", OWN, value, since=DAY + timedelta(days=days), by=chief, now=now)


def held(sessions: Sessions) -> list[tuple[str, int]]:
    with sessions.reading() as db:
        return sorted(tuple(row) for row in db.execute(select(Spend.heading, Spend.pence)))


def test_our_own_register_comes_back_and_no_payment_is_doubled(
    ours: Sessions,  # noqa: F811
    other: Sessions,  # noqa: F811
    keys: Locks,
    paid: Case,
    tmp_path: Path,
) -> None:
    before = held(ours)
    assert len(before) == 3
    take_away(ours, keys.staff.ring, tmp_path / "out", actor=KEYBOARD, now=MONDAY)
    assert (tmp_path / "out" / "spend.csv").read_text().count(COUNTED) == 3
    for _ in range(2):
        assert not bring(ours, keys, tmp_path / "out")
        assert held(ours) == before
    for _ in range(2):
        assert not bring(other, keys, tmp_path / "out")
        assert held(other) == [(COUNTED, 12_050)] * 3


def test_a_register_from_before_the_heading_was_counted_elsewhere_doubles_nothing_either(
    db: Session,
    ours: Sessions,  # noqa: F811
    keys: Locks,
    paid: Case,
    person: Any,
    tmp_path: Path,
) -> None:
    take_away(ours, keys.staff.ring, tmp_path / "out", actor=KEYBOARD, now=MONDAY)
    counts(db, who(person(Role.ADMINISTRATOR)), "Stage 3", days=1)
    db.commit()
    before = held(ours)
    assert not bring(ours, keys, tmp_path / "out")
    assert held(ours) == before


def test_one_more_of_the_same_is_one_more_and_can_be_paid_again_here(
    db: Session,
    ours: Sessions,  # noqa: F811
    keys: Locks,
    officer: Actor,
    paid: Case,
    tmp_path: Path,
) -> None:
    line = {"paid_on": DAY.isoformat(), "heading": COUNTED, "reference": paid.reference}
    db.rollback()
    more = folder(tmp_path / "in", spend=rows("spend.csv", *[line] * 4, line | {"amount": "1.00"}))
    for _ in range(2):
        assert not bring(ours, keys, more)
        assert sorted(pence for _, pence in held(ours)) == [100, *[12_050] * 4]
    case = db.get_one(Case, paid.id, populate_existing=True)
    for heading in (OWN, COUNTED):
        bill = Bill(heading, date(2026, 11, 23), other=12_050)
        paying.pay(db, case, bill, headings=(OWN, COUNTED), actor=officer, now=MONDAY)
    db.commit()
    assert len(held(ours)) == 7
