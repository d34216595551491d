"""Why an answer took longer: chosen on the case, counted by reports, and no change of what is late (4.15, K-20)."""

import uuid
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from models.cases.paying import financial_year
from models.procedure.terms import Role
from models.register.upkeep import bring_up_to_date
from models.reports.building import build
from models.reports.layout import find
from models.reports.scope import Scope
from models.tables import CouncilCode, RegisterLine
from tests.models.cases.answered import routed, who

LEAVE = "Key staff on leave"


@pytest.fixture
def case(db, keys, person, sign_in):
    account = person(Role.OFFICER, name="Priya Shah")
    case, _ = routed(db, keys.staff.ring, who(account))
    db.commit()
    sign_in(account=account)
    return case


def test_the_reason_is_kept_with_the_case_and_counted_and_late_stays_late_4_15_k_20(
    admin, db, keys, case, sign_in, clock
):
    clock.now = datetime(2027, 2, 1, 10, tzinfo=UTC)
    sign_in(Role.OFFICER)
    due = case.next_due_on
    assert admin.post(f"/cases/{case.reference}/more-time/why", data={"why-delay": LEAVE}).status_code == 303
    bring_up_to_date(db)
    assert db.scalars(select(RegisterLine.delay_reason)).one() == LEAVE
    db.refresh(case)
    assert case.next_due_on == due
    scope = Scope("Ashbourne County Council", financial_year(case.received_on))
    report = build(db, keys.staff.ring, find("surrey"), scope, today=clock.now.date())
    assert report.table("delays").row(LEAVE).values[0] == 1


def test_a_word_that_is_not_in_the_list_is_refused_and_one_that_was_put_away_stays(admin, db, case):
    where = f"/cases/{case.reference}/more-time"
    assert admin.post(f"{where}/why", data={"why-delay": "The moon"}).status_code == 422
    case.delay_reason = "An old word"
    db.add(
        CouncilCode(
            id=uuid.uuid4(),
            list="delay_reason",
            label="An old word",
            group=None,
            active=False,
            position=9,
            maps_to=None,
        )
    )
    db.commit()
    assert "An old word (not chosen any more)" in admin.get(where).text
    assert admin.post(f"{where}/why", data={"why-delay": ""}).status_code == 303
    db.refresh(case)
    assert case.delay_reason is None


def test_who_leads_reads_why_answers_took_longer_beside_how_many_were_in_time_4_15_s_08(
    admin, db, case, sign_in, clock
):
    admin.post(f"/cases/{case.reference}/more-time/why", data={"why-delay": LEAVE})
    bring_up_to_date(db)
    db.commit()
    clock.now = datetime(2027, 1, 11, 10, tzinfo=UTC)
    sign_in(Role.MANAGER)
    admin.get("/figures/quarter")
    here = admin.page.text.partition("Why answers took longer")[2].partition("Upheld, and taken further")[0]
    assert f"{LEAVE} 1" in " ".join(here.split())
