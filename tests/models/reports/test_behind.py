"""Every number opens exactly the cases that it counts, for those who may see them (AZ-03, AZ-04)."""

import uuid
from datetime import date

import pytest
from sqlalchemy import select

from models.audit import Actor
from models.procedure.periods import Period
from models.procedure.terms import Role
from models.reports.behind import behind
from models.reports.building import build
from models.reports.layout import find, layouts
from models.reports.managing import chase, duty_detail, tracker, upheld_points
from models.reports.overdue import over_timescale
from models.reports.report import NO_RECORD
from models.reports.scope import Scope
from models.tables import Staff
from models.tables.register import RegisterLine
from models.tables.safety import WallEntry
from tests.databases import MONDAY
from tests.models.reports.test_staffordshire import COUNCIL, OMBUDSMAN, POINTS, YEAR, lines
from tests.models.reports.test_surrey import ACTIONS, SPEND

TODAY = date(2018, 4, 30)
APART = {"ombudsman", "spend"}  # may be of no case of ours


def actor(db, *roles: Role) -> Actor:
    staff = Staff(id=uuid.uuid4(), name=f"Somebody {uuid.uuid4().hex[:4]}", job="")
    db.add(staff)
    db.flush()
    return Actor(kind="staff", id=staff.id, name=staff.name, roles=frozenset(roles))


@pytest.fixture
def full(register) -> None:
    actions = [{**action, "reference": "S-3"} for action in ACTIONS]
    spend = [{**payment, "reference": payment["reference"] and "S-4"} for payment in SPEND]
    register(lines(), points=POINTS, ombudsman=OMBUDSMAN, actions=actions, spend=spend)


@pytest.mark.parametrize("name", list(layouts()))
def test_every_number_opens_as_many_cases_as_it_says(full, db, keys, name):
    manager = actor(db, Role.MANAGER)
    scope = Scope(COUNCIL, YEAR, actor=manager)
    report = build(db, keys.staff.ring, find(name), scope, today=TODAY)
    wrong = []
    for table, row, column, cell in report.cells():
        said = 0 if cell.value == NO_RECORD else cell.value if cell.n is None else cell.n
        opened = len(behind(db, manager, scope, *cell.cases, today=TODAY))
        if {one.rows for one in cell.cases} == {"cases"} and opened != said:
            wrong.append(f"{table.id} {table.rows[row].label} {table.columns[column]}: {opened} for {said}")
        if cell.is_something and cell.cases and APART.isdisjoint(one.rows for one in cell.cases) and not opened:
            wrong.append(f"{table.id} {table.rows[row].label} {table.columns[column]}: nothing for {said}")
    assert not wrong


def test_a_wall_keeps_a_case_out_of_the_figures_and_of_what_they_open_az_04(full, db, keys):
    kept = db.query(RegisterLine).filter_by(reference="S-4").one()
    behind_wall = actor(db, Role.OFFICER)
    db.add(WallEntry(case_id=kept.case_id, staff_id=behind_wall.id, because="named", raised_at=MONDAY))
    db.flush()
    scope = Scope(COUNCIL, YEAR, actor=behind_wall)
    total = build(db, None, find("staffordshire"), scope, today=TODAY, only={"s1-teams"}).table("s1-teams").row("Total")
    assert total.values == [0, 1, 1, 2, 4]
    opened = behind(db, behind_wall, scope, total.cells[-1].chosen, today=TODAY)
    assert "S-4" not in [case.reference for case in opened]
    assert len(opened) == 4


def test_who_sees_figures_only_opens_nothing_az_03(full, db, keys):
    director = actor(db, Role.DIRECTOR)
    scope = Scope(COUNCIL, YEAR, actor=director)
    total = build(db, None, find("staffordshire"), scope, today=TODAY, only={"s1-teams"}).table("s1-teams").row("Total")
    assert total.values[-1] == 5
    assert behind(db, director, scope, total.cells[-1].chosen, today=TODAY) == []


def test_a_point_opens_its_case_once(full, db, keys):
    manager = actor(db, Role.MANAGER)
    scope = Scope(COUNCIL, YEAR, actor=manager)
    findings = build(db, None, find("staffordshire"), scope, today=TODAY, only={"s2-findings"}).table("s2-findings")
    opened = behind(db, manager, scope, findings.row("Upheld").cells[2].chosen, today=TODAY)
    assert [case.reference for case in opened] == ["S-3"]


def test_the_lists_for_managers_q_07(full, db, keys):
    manager = actor(db, Role.MANAGER)
    scope = Scope(COUNCIL, YEAR)
    late = over_timescale(db, manager, scope, today=TODAY)
    assert [(one.reference, one.stage, one.beyond) for one in late] == [("S-3", 2, True), ("S-8", 1, True)]
    assert [one.reference for one in duty_detail(db, manager, scope)] == ["D-3", "D-2", "D-1"]
    lines_ = tracker(db, keys.staff.ring, manager, scope)
    assert [one.ombudsman_reference for one in lines_] == ["17 001 002", "17 001 001"]
    assert lines_[1].recommendation == "Pay £150."
    chased = {one.reference: one.missing for one in chase(db, manager, scope)}
    assert "Outcome sought" in chased["S-8"]
    director = actor(db, Role.DIRECTOR)
    assert not over_timescale(db, director, scope, today=TODAY)
    assert not chase(db, director, scope)


def test_an_age_is_not_asked_for_where_only_an_age_group_can_be_known_s_14(full, db):
    manager, scope = actor(db, Role.MANAGER), Scope(COUNCIL, YEAR)
    line = db.scalars(select(RegisterLine).where(RegisterLine.reference == "S-8")).one()
    line.young_person = True
    said = []
    for line.reference in ("S-8", "HV-7K3M-9QX2-4TB"):  # another system's; begun here, and known by it wherever it is
        db.flush()
        said.append({one.reference: one.missing for one in chase(db, manager, scope)}[line.reference])
    assert ["Age from the record" in missing for missing in said] == [True, False]


def test_upheld_points_are_listed_with_their_words_for_managers_only_q_07(register, db, keys):
    answered = {**lines()[2], "stage2_responded_on": "2017-08-01"}
    register([answered], points=[{**point, "text": f"Point {point['number']}"} for point in POINTS])
    manager, director = actor(db, Role.MANAGER), actor(db, Role.DIRECTOR)
    scope = Scope(COUNCIL, Period(date(2017, 7, 1), date(2017, 9, 30)))
    listed = upheld_points(db, keys.staff.ring, manager, scope)
    assert [(point.number, point.text) for point in listed] == [(1, "Point 1"), (2, "Point 2"), (3, "Point 3")]
    assert upheld_points(db, keys.staff.ring, director, scope) == []
