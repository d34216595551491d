"""A hold ends, a case is destroyed, addresses are printed: only with a code less than five minutes old (AUTH-13)."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from models.cases import holding, keeping, legal_holds
from models.procedure.terms import Role
from models.tables import LegalHold, RetentionDecision, StaffSession
from tests.admin.test_outgoing import on_paper
from tests.admin.test_records import agree_to_the_period, case, seven_years
from tests.conftest import MONDAY
from tests.models.cases.answered import who

__all__ = ["agree_to_the_period", "case", "on_paper", "seven_years"]


@pytest.fixture
def she(mabel):
    """Mabel as she acts, read before anything is forgotten."""
    return who(mabel)


@pytest.fixture
def six_minutes_ago(db):
    """The code of whoever is signed in is too old."""

    def make(now):
        db.execute(update(StaffSession).values(factor_at=now - timedelta(minutes=6)))
        db.commit()

    return make


def test_a_hold_is_lifted_with_a_fresh_code(admin, db, keys, clock, sign_in, she, hannah, case, six_minutes_ago):
    by = {"actor": she, "now": MONDAY, "keys": keys.staff.ring}
    hold = legal_holds.place(db, case, "court", "A claim.", (MONDAY + timedelta(days=9)).date(), **by)
    legal_holds.ask_to_lift(db, hold, "It is over.", **by)
    db.commit()
    sign_in(account=hannah)
    six_minutes_ago(clock.now)
    asked = admin.post(f"/records/holds/{hold.id}/lift")
    assert 'name="fresh_code"' in asked.text
    assert "It ends a legal hold" in asked.text
    db.expire_all()
    assert db.scalars(select(LegalHold.lifted_at)).one() is None
    sign_in(account=hannah)
    assert admin.post(f"/records/holds/{hold.id}/lift").status_code == 303
    db.expire_all()
    assert db.scalars(select(LegalHold.lifted_at)).one()


def test_an_erasure_is_agreed_to_with_a_fresh_code_and_refused_without(
    admin, db, keys, clock, sign_in, she, seven_years, case, hannah, six_minutes_ago
):
    keeping.decide(db, case, "erase", why="Over.", actor=she, now=clock.now, keys=keys.staff.ring)
    db.commit()
    sign_in(account=hannah)
    six_minutes_ago(clock.now)
    asked = admin.post(f"{seven_years}/settle", data={"do": "agree"})
    assert 'name="fresh_code"' in asked.text
    assert "It destroys this case for good." in asked.text
    db.expire_all()
    assert db.scalars(select(RetentionDecision.agreed_at)).one() is None
    assert admin.post(f"{seven_years}/settle", data={"do": "refuse"}).status_code == 303, "to keep it needs none"


def test_keeping_a_case_needs_no_fresh_code(
    admin, db, keys, clock, sign_in, she, seven_years, case, hannah, six_minutes_ago
):
    by = {"actor": she, "now": clock.now, "keys": keys.staff.ring}
    until = (clock.now + timedelta(days=300)).date()
    keeping.decide(db, case, "keep", why="A claim.", reason="claim", keep_until=until, **by)
    db.commit()
    sign_in(account=hannah)
    six_minutes_ago(clock.now)
    assert admin.post(f"{seven_years}/settle", data={"do": "agree"}).status_code == 303


def test_letters_with_addresses_are_printed_with_a_fresh_code(
    admin, db, clock, on_paper, sign_in, person, six_minutes_ago
):
    priya, made = on_paper
    for of, letter in made:
        holding.agree(db, of, letter, actor=who(person(Role.MANAGER)), now=MONDAY)
    db.commit()
    sign_in(account=priya)
    six_minutes_ago(clock.now)
    ids = [str(letter.id) for _, letter in made]
    asked = admin.post("/letters/batch", data={"print": "yes", "letter": ids})
    assert 'name="fresh_code"' in asked.text
    assert all(one in asked.text for one in ids), "what was chosen is not chosen twice"
    sign_in(account=priya)
    assert admin.post("/letters/batch", data={"print": "yes", "letter": ids}).data.startswith(b"%PDF")
