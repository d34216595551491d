"""What a case cost: hours, rate and travel of people from outside, in pence, for the case and for the year (S-20)."""

import uuid
from datetime import date

import pytest
from sqlalchemy import select

from models.cases import paying
from models.procedure.terms import Role
from models.register.upkeep import bring_up_to_date
from models.reports.building import build
from models.reports.layout import find
from models.reports.scope import Scope
from models.tables import Appointment, Outsider, Spend, WallEntry
from tests.admin.test_stage_two import HERE as STAGE_2
from tests.admin.test_stage_two import appoint, pool  # noqa: F401
from tests.models.cases.answered import at
from tests.portal.coming_back import REFERENCE
from tests.portal.test_statement import asked  # noqa: F401

HERE = f"/cases/{REFERENCE}/costs"
EIGHTH = {"on-day": "8", "on-month": "12", "on-year": "2026"}


@pytest.fixture
def ines(admin, db, asked, pool):  # noqa: F811
    """Ines Okafor investigates since 7 December, at £38.50 an hour."""
    row = db.scalars(select(Outsider).where(Outsider.name == "Ines Okafor")).one()
    row.hour_rate = 3850
    db.commit()
    appoint(admin, "investigator", "Ines Okafor", db, day=7)
    return db.scalars(select(Appointment).where(Appointment.outsider_id == row.id)).one()


def hours(ines, **change):
    typed = {"heading": "Investigating officers", "who": str(ines.id), "hours": "7:30", "travel": "12.40", **EIGHTH}
    return typed | change


def test_hours_at_the_rate_of_the_pool_and_travel_come_to_pence_s_20(admin, db, ines):
    assert admin.post(HERE, data=hours(ines)).status_code == 303
    row = db.scalars(select(Spend)).one()
    assert (row.minutes, row.rate, row.travel, row.pence) == (450, 3850, 1240, 450 * 3850 // 60 + 1240)
    admin.get(HERE)
    assert "Together £301.15" in admin.page.text
    assert "7.5 hours at £38.50 an hour, travel £12.40" in admin.page.text
    assert "£301.15" in admin.get(STAGE_2).text
    assert "Together £301.15 in 2026/27" in admin.get("/pool").text
    one = admin.get(f"/pool/{ines.outsider_id}").text
    assert REFERENCE in one
    assert "£301.15" in one


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"hours": "many"}, "Enter hours, like 7, 7.5 or 7:30"),
        ({"travel": "12,5x"}, "Enter an amount in pounds, like 45 or 45.50"),
        ({"hours": "", "travel": "", "other": ""}, "Enter hours, travel or another amount."),
        ({"heading": ""}, "Choose what it was paid for"),
        ({"who": ""}, "Enter what an hour costs"),
        ({"on-day": "6"}, "between the day Ines Okafor was appointed and today"),
        ({"on-day": "9"}, "The day must be today or earlier"),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_typed_is_lost(admin, db, ines, change, said):
    typed = hours(ines, other="3.07") | change
    answer = admin.post(HERE, data=typed)
    assert answer.status_code == 422
    assert said in admin.page.text
    for name in ("hours", "travel", "other", "on-day"):
        assert not typed[name] or f'value="{typed[name]}"' in answer.text
    assert db.scalars(select(Spend)).all() == []


def test_what_was_wrong_is_taken_back_once_and_both_stay(admin, db, ines):
    for _ in range(2):
        admin.post(HERE, data=hours(ines))
    first = db.scalars(select(Spend).order_by(Spend.line)).first()
    assert admin.post(f"{HERE}/{first.id}/back").status_code == 303
    assert sorted(db.scalars(select(Spend.pence))) == [-30115, 30115, 30115]
    left = paying.can_be_taken_back(db.scalars(select(Spend).order_by(Spend.line)).all())
    assert len(left) == 1
    for _ in range(2):  # two officers at once: the second hears that it was done
        admin.post(f"{HERE}/{left.copy().pop()}/back")
    assert sum(db.scalars(select(Spend.pence))) == 0


def test_reports_count_it_under_its_heading_in_its_year_5_6(admin, db, keys, ines):
    admin.post(HERE, data=hours(ines))
    bring_up_to_date(db)
    scope = Scope("Ashbourne County Council", paying.financial_year(date(2026, 12, 8)))
    report = build(db, keys.staff.ring, find("surrey"), scope, today=at(9).date())
    assert report.table("spend").row("Investigating officers").values[-1] == 301.15


def test_nothing_is_counted_of_a_case_behind_the_wall_az_04(admin, db, sign_in, ines):
    admin.post(HERE, data=hours(ines))
    walled = sign_in(Role.OFFICER, name="Omar Reid")
    row = WallEntry(id=uuid.uuid4(), case_id=ines.case_id, staff_id=walled.id, because="named", raised_at=at(8))
    db.add(row)
    db.commit()
    assert "Together £0.00" in admin.get("/pool").text
    assert REFERENCE not in admin.get(f"/pool/{ines.outsider_id}").text
    assert admin.get(HERE).status_code == 404
