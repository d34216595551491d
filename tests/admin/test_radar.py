"""The fault radar: each check finds the case that has its fault, and none that has not (rules 7)."""

from datetime import date, timedelta

import pytest

from models.cases import corresponding, radar, tasks, walling
from models.cases.recording import record
from models.procedure.faults import FAULTS
from models.procedure.ombudsman import INVESTIGATION, PREMATURE
from models.procedure.terms import Clock, Event, Role
from models.tables import Pause
from tests.admin.radar_faults import (
    PAST,
    SHOWS,
    TODAY,
    action,
    asked_late,
    checked_answer,
    late,
    one_investigates,
    referred,
    refused_for_a_court,
    remedy,
    silent,
    told_otherwise,
)
from tests.conftest import MONDAY
from tests.models.cases.answered import routed, who


@pytest.fixture
def priya(person):
    account = person(Role.OFFICER, name="Priya Shah")
    return account, who(account)


@pytest.fixture
def case(db, keys, priya):
    """A case in good order: decided today, acknowledged, with an officer."""
    account, actor = priya
    found, ring = routed(db, keys.staff.ring, actor)
    found.officer_id = account.staff_id
    record(db, found, Event.ACKNOWLEDGED, actor=actor, now=MONDAY)
    db.commit()
    return found, ring


@pytest.mark.parametrize(
    ("why", "days", "many"), [("exams", 1, 0), ("exams", 0, 0), ("exams", -1, 1), ("not_reached", 1, 1)]
)
def test_who_asked_us_to_wait_is_not_counted_as_kept_in_the_dark_x_12_s_05(
    db, keys, case, priya, why, days, many
) -> None:
    found, ring = case[0], case[1]
    silent(db, found, ring, priya[1])
    until = TODAY + timedelta(days=days)
    db.add(Pause(case_id=found.id, why=why, began_on=TODAY - timedelta(days=15), until_on=until, how="page"))
    db.commit()
    assert radar.counts(db, priya[1], today=TODAY)["X-12"] == many


def test_a_case_in_good_order_shows_no_fault(db, case, priya) -> None:
    assert {fault: number for fault, number in radar.counts(db, priya[1], today=TODAY).items() if number} == {}


@pytest.mark.parametrize(
    ("fault", "made"),
    [
        ("X-04", referred(agreed=True, status=INVESTIGATION)),
        ("X-07", asked_late(days=3)),
        ("X-07", asked_late(days=40, answer="taken")),
    ],
)
def test_what_is_lawful_is_no_fault_x_04_x_07(db, case, priya, fault, made) -> None:
    made(db, *case, priya[1])
    db.commit()
    assert radar.counts(db, priya[1], today=TODAY)[fault] == 0


def test_sent_back_by_the_ombudsman_the_panel_is_owed_x_04(db, case, priya) -> None:
    referred(agreed=True, status=PREMATURE)(db, *case, priya[1])
    db.commit()
    assert radar.counts(db, priya[1], today=TODAY)["X-04"] == 1


def test_once_they_were_written_to_what_they_have_is_right_again_x_11(db, case, priya) -> None:
    told_otherwise(db, *case, priya[1])
    db.commit()
    assert radar.counts(db, priya[1], today=TODAY)["X-11"] == 1
    corresponding.send_message(db, case[0], "Your day is the 4th.", actor=priya[1], keys=case[1], now=MONDAY)
    assert radar.counts(db, priya[1], today=TODAY)["X-11"] == 0


@pytest.mark.parametrize("fault", SHOWS)
def test_each_check_finds_its_fault_and_leads_to_the_way_out(admin, db, case, priya, sign_in, person, fault) -> None:
    row, ring = case
    SHOWS[fault](db, row, ring, priya[1])
    db.commit()
    assert radar.counts(db, priya[1], today=TODAY)[fault] == 1
    sign_in(account=person(Role.OFFICER, name="Zoe Marsh"))
    admin.get("/radar")
    assert FAULTS[fault].title in admin.page.text
    admin.get(f"/radar/{fault}")
    assert row.reference in admin.page.text
    assert FAULTS[fault].way_out in admin.page.text
    way = admin.page.html.split('id="out-1"')[1].split('href="')[1].split('"')[0]
    assert admin.get(way, follow_redirects=True).status_code == 200


def test_a_check_of_the_facts_that_is_late_is_a_day_of_stage_2_x_02(admin, db, case, priya, person, sign_in) -> None:
    late(Clock.S2_FACT_CHECK)(db, *case, priya[1])
    db.commit()
    sign_in(account=person(Role.OFFICER, name="Zoe Marsh"))
    admin.get("/radar/X-02")
    assert case[0].reference in admin.page.text
    assert "appointed, drafted, facts checked, reported or answered" in admin.page.text


def test_every_fault_of_the_rules_has_a_check(db) -> None:
    assert set(radar.checks(TODAY, frozenset())) == set(FAULTS) == {*SHOWS}


def test_the_wall_keeps_its_cases_out_of_the_numbers_az_03(db, case, priya, person) -> None:
    row, ring = case
    action(db, row, ring, priya[1])
    zoe = who(person(Role.OFFICER, name="Zoe Marsh"))
    walling.step_aside(db, row, actor=zoe, now=MONDAY)
    db.commit()
    assert radar.counts(db, priya[1], today=TODAY)["X-09"] == 1
    assert set(radar.counts(db, zoe, today=TODAY).values()) == {0}


def test_an_address_that_is_none_of_ours_is_missing(admin, officer) -> None:
    for fault in ("X-99", "%27", "x-01"):
        assert admin.get(f"/radar/{fault}").status_code == 404


def test_a_task_is_no_fault(db, keys, case, priya) -> None:
    tasks.open_task(db, case[0], actor=priya[1], now=MONDAY, due_on=date(2026, 11, 24))
    assert radar.counts(db, priya[1], today=TODAY + timedelta(days=30))["X-09"] == 0


@pytest.mark.parametrize(
    ("fault", "made"),
    [
        ("X-01", checked_answer),
        ("X-09", remedy(state="recommended", due_on=PAST)),
        ("X-09", remedy(state="done", done_on=PAST, prove_by=PAST)),
        ("X-10", refused_for_a_court),
        ("X-16", one_investigates),
    ],
)
def test_what_is_easily_overlooked_is_found_too(db, case, priya, fault, made) -> None:
    made(db, *case, priya[1])
    db.commit()
    assert radar.counts(db, priya[1], today=TODAY)[fault] == 1
