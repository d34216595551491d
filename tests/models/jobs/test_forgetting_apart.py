"""Alerts and remarks of no case go when the council's period is over, and never without one (RET-01, RET-02)."""

import uuid
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from models.audit import SYSTEM
from models.cases import alerting
from models.cases.legal_holds import everything_held, still_needed
from models.cases.tallying import remark
from models.jobs.doctoring_retention import retention_stands
from models.jobs.forgetting_apart import forget_apart
from models.procedure.retention import Action, Kind, Period, Trigger, apart_ends_on, fault
from models.procedure.terms import Role, Safe
from models.tables import AccessLoose, LegalHold, RetentionPeriod, SafetyAlert, SiteRemark, WallEntry
from tests.conftest import MONDAY
from tests.making import make_case

YEAR = timedelta(days=366)


@pytest.fixture
def keepers(person):
    return person(Role.RECORDS, name="Mabel Stone"), person(Role.MANAGER, name="Hannah Cole")


@pytest.fixture
def decide(db, keepers):
    def made(kind, years=1, trigger="closed"):
        one, other = keepers
        db.add(RetentionPeriod(
            id=uuid.uuid4(), kind=kind, trigger=trigger, years=years, action="erase", authority="Schedule 4",
            asked_by=one.staff_id, asked_at=MONDAY, agreed_by=other.staff_id, agreed_at=MONDAY,
        ))  # fmt: skip
        db.commit()

    return made


@pytest.fixture
def alert(db, keys, keepers):
    """One that duty closed, with a wall of its own."""
    made = alerting.raise_alert(
        db, council="ashbourne", kind=Safe.NO, said="Hannah Cole hit me.", reach="", about_worker=True,
        worker="Hannah Cole", holder_id=None, case=None, keys=keys.public.ring, actor=SYSTEM, now=MONDAY,
    ).alert  # fmt: skip
    made.accepted_at = made.closed_at = MONDAY
    db.commit()
    assert db.scalar(select(func.count(WallEntry.id)).where(WallEntry.alert_id == made.id))
    return made


def here(db, table=SafetyAlert):
    return db.scalar(select(func.count()).select_from(table))


def hold(keys, by, **what):
    row = LegalHold(
        id=uuid.uuid4(), why="inquiry", placed_by=by.staff_id, placed_at=MONDAY, review_on=MONDAY.date(), **what
    )
    keys.staff.ring.seal_json(LegalHold.words, row, {})
    return row


def test_without_a_period_nothing_goes_in_a_hundred_years_and_the_doctor_says_so_ret_01(db, keys, alert):
    remark(db, "ashbourne", "It is slow.", keys=keys.public.ring, now=MONDAY)
    assert forget_apart(db, now=MONDAY + 101 * YEAR) == 0
    assert (here(db), here(db, SiteRemark)) == (1, 1)
    said = " ".join(words for _, words in retention_stands(db, now=MONDAY))
    assert "no period is set" in said


def test_the_doctor_names_the_kinds_of_no_case_that_have_none(db, decide):
    decide("statutory")
    said = " ".join(words for _, words in retention_stands(db, now=MONDAY))
    assert "Safety alerts that hang on no case" in said
    assert "What people wrote about this site" in said


def test_a_closed_alert_goes_with_its_walls_on_its_day_and_not_before_ret_01(db, alert, decide):
    decide("alert", years=6)
    assert forget_apart(db, now=MONDAY + 6 * YEAR - timedelta(days=10)) == 0
    assert forget_apart(db, now=MONDAY + 6 * YEAR) == 1
    assert forget_apart(db, now=MONDAY + 6 * YEAR) == 0
    assert (here(db), here(db, WallEntry)) == (0, 0)


@pytest.mark.parametrize("why", ["open", "hold", "asked"])
def test_an_alert_that_is_open_held_or_asked_for_stays_ret_02(db, alert, decide, keepers, keys, why, request):
    decide("alert")
    if why == "open":
        alert.closed_at = None
    elif why == "hold":
        db.add(hold(keys, keepers[0]))
    else:
        request.getfixturevalue("asked_for")(alert)
    db.commit()
    assert forget_apart(db, now=MONDAY + 50 * YEAR) == 0
    assert here(db) == 1


@pytest.fixture
def asked_for(db, keys, keepers):
    from models.access import loose, requests
    from models.audit import Actor
    from models.procedure.access import By

    def ask(alert):
        actor = Actor(kind="staff", id=keepers[0].staff_id, roles=frozenset({Role.RECORDS}))
        by = {"actor": actor, "now": MONDAY, "keys": keys.staff.ring}
        words = {"who": "Hannah Cole", "about": "", "known_as": "", "said": "All", "address": ""}
        row = requests.log(db, By.THEMSELVES, "letter", MONDAY.date(), words, asks_proof=False, index=keys.index, **by)
        read = requests.read(db, row, keys.staff.ring, now=MONDAY)
        loose.add(db, read, alert.id, "ashbourne", **by)
        assert here(db, AccessLoose) == 1

    return ask


def test_words_about_the_site_go_a_period_after_their_month_ret_01(db, keys, decide):
    remark(db, "ashbourne", "It is slow.", keys=keys.public.ring, now=MONDAY)
    decide("remark", years=2)
    assert forget_apart(db, now=MONDAY.replace(year=2028, month=11, day=30)) == 0
    assert forget_apart(db, now=MONDAY.replace(year=2028, month=12, day=2)) == 1
    assert here(db, SiteRemark) == 0


def test_a_child_of_unknown_age_may_have_been_born_on_the_day_of_the_alert():
    day, period = date(2026, 11, 23), Period(Trigger.EIGHTEEN, 7, Action.ERASE)
    assert apart_ends_on(Kind.ALERT, day, day, period) == date(2051, 11, 23)


def test_what_a_council_may_not_choose_for_them_is_said_in_words():
    assert fault(Period(Trigger.CLOSED, 6, Action.REVIEW), Kind.ALERT)
    assert fault(Period(Trigger.CONTACT, 6, Action.ERASE), Kind.ALERT)
    assert fault(Period(Trigger.EIGHTEEN, 6, Action.ERASE), Kind.REMARK)
    assert fault(Period(Trigger.EIGHTEEN, 6, Action.ERASE), Kind.ALERT) is None


def test_one_alert_that_is_held_stays_beyond_its_period_until_two_people_end_the_hold_ret_02(
    admin, db, keys, alert, decide, keepers, sign_in, person
):
    """A records officer holds it by its days, with a reason; who is named in it is not told that there is one."""
    decide("alert")
    mabel, hannah = keepers
    other = alerting.raise_alert(
        db, council="ashbourne", kind=Safe.NOT_SURE, said="I am cold.", reach="", about_worker=None, worker="",
        holder_id=None, case=None, keys=keys.public.ring, actor=SYSTEM, now=MONDAY,
    ).alert  # fmt: skip
    other.accepted_at = other.closed_at = MONDAY
    db.commit()
    held, gone = alert.id, other.id
    sign_in(account=hannah)
    admin.get("/records/holds")
    assert f'value="{gone}"' in admin.page.html
    assert f'value="{held}"' not in admin.page.html, "the wall stands between her and the alert that names her (AZ-04)"
    sign_in(account=mabel)
    admin.get("/records/holds")
    assert "I am cold" not in admin.page.text
    assert "not safe, closed" in admin.page.text
    review = {"alert-review-day": "1", "alert-review-month": "3", "alert-review-year": "2027"}
    given = {"alert-alert": str(held), "alert-why": "court", "alert-words": "A claim of 2026.", **review}
    assert admin.post("/records/holds/alert", data={**given, "alert-alert": ""}).status_code == 422
    assert "A claim of 2026." in admin.page.html, "nothing typed is lost"
    assert admin.post("/records/holds/alert", data=given).status_code == 303
    admin.get("/records/holds")
    assert "A safety alert that came" in admin.page.text
    assert forget_apart(db, now=MONDAY + 2 * YEAR) == 1
    db.commit()
    assert list(db.scalars(select(SafetyAlert.id))) == [held]
    row = db.scalars(select(LegalHold)).one()
    assert (row.alert_id, row.case_id) == (held, None)
    ama = person(Role.MANAGER, name="Ama Boateng")
    admin.post(f"/records/holds/{row.id}/ask", data={f"lift-{row.id}-words": "The claim is over."})
    sign_in(account=ama)
    admin.post(f"/records/holds/{row.id}/lift")
    db.expire_all()
    assert db.get_one(LegalHold, row.id).lifted_at
    assert forget_apart(db, now=MONDAY + 2 * YEAR) == 1


def test_a_hold_over_one_alert_holds_no_case_and_not_everything_ret_02(db, keys, alert, keepers):
    case = make_case(db, keys.staff.ring, now=MONDAY).case
    db.add(hold(keys, keepers[0], alert_id=alert.id))
    db.commit()
    assert not everything_held(db)
    assert "A legal hold stands over it." not in still_needed(db, case)
    alert.case_id = case.id
    db.commit()
    assert "A legal hold stands over it." in still_needed(db, case), "put on a case since, it keeps that case"
