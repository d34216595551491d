"""The queue: its fixed order, its filters, its pages, and that it costs the same however long it is."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases import queue
from models.cases.queue_lines import left_words
from models.cases.queue_narrow import Narrow
from models.cases.queue_parts import Place, Show
from models.procedure.terms import Clock, Journey, Role
from models.tables.case import Case
from tests.conftest import MONDAY, Locks
from tests.counting import counting
from tests.making import make_case


@pytest.fixture
def actor(person: Callable[..., Any]) -> Actor:
    account = person(Role.OFFICER)
    return Actor(kind="staff", id=account.staff_id, name="Priya", roles=frozenset({Role.OFFICER}))


@pytest.fixture
def add(db: Session, keys: Locks) -> Callable[..., Case]:
    def make(**change: Any) -> Case:
        return make_case(db, keys.staff.ring, now=MONDAY, **change).case

    return make


def references(page: queue.Page) -> list[str]:
    return [row.case.reference for row in page.rows]


def test_the_order_is_safety_then_freeze_then_young_then_time(
    db: Session, actor: Actor, add: Callable[..., Case]
) -> None:
    far, soon = MONDAY.date() + timedelta(days=30), MONDAY.date() + timedelta(days=3)
    add(reference="P-LATE", journey=Journey.PARENT, next_due_on=date(2026, 11, 1))
    add(reference="Y-LATER", next_due_on=date(2026, 12, 9))
    add(reference="Y-SOON", next_due_on=date(2026, 11, 24))
    add(reference="P-FREEZE", journey=Journey.PARENT, freeze_on=soon)
    add(reference="Y-FREEZE-FAR", freeze_on=far, next_due_on=date(2026, 12, 20))
    add(reference="P-SAFETY", journey=Journey.PARENT, safety_waiting=True)
    add(reference="P-TALK", journey=Journey.PARENT, next_clock=Clock.SAFETY_TALK, freeze_on=soon)
    assert references(queue.page(db, actor, now=MONDAY)) == [
        "P-SAFETY", "P-TALK", "P-FREEZE", "Y-SOON", "Y-LATER", "Y-FREEZE-FAR", "P-LATE",
    ]  # fmt: skip


def test_each_case_knows_its_place(db: Session, actor: Actor, add: Callable[..., Case]) -> None:
    add(safety_waiting=True)
    add(next_clock=Clock.SAFETY_TALK)
    add(freeze_on=MONDAY.date())
    add()
    add(journey=Journey.PARENT)
    places = [row.place for row in queue.page(db, actor, now=MONDAY).rows]
    assert places == [Place.SAFETY, Place.TALK, Place.FREEZE, Place.YOUNG, Place.REST]


def test_pages_follow_on_and_miss_nobody(db: Session, actor: Actor, add: Callable[..., Case]) -> None:
    for number in range(4):
        add(safety_waiting=True)
        add(next_clock=Clock.SAFETY_TALK)
        add(freeze_on=MONDAY.date())
        add(next_due_on=date(2026, 12, number + 1))
        add(journey=Journey.PARENT)
    whole = references(queue.page(db, actor, now=MONDAY, size=50))
    paged: list[str] = []
    after = None
    for _ in range(20):
        page = queue.page(db, actor, now=MONDAY, after=after, size=3)
        paged += references(page)
        if page.next is None:
            break
        after = queue.read_after(page.next)
    assert paged == whole
    assert len(whole) == 20


def test_closed_cases_have_their_own_list_the_newest_first(db: Session, actor: Actor, add: Callable[..., Case]) -> None:
    for number in (1, 3, 2):
        case = add(reference=f"CLOSED-{number}")
        case.state, case.closed_on = "closed", date(2026, 11, number)
    db.flush()
    first = queue.page(db, actor, now=MONDAY, show=Show.CLOSED, size=2)
    assert references(first) == ["CLOSED-3", "CLOSED-2"]
    rest = queue.page(db, actor, now=MONDAY, show=Show.CLOSED, after=queue.read_after(first.next), size=2)
    assert references(rest) == ["CLOSED-1"]
    assert not queue.page(db, actor, now=MONDAY).rows


@pytest.mark.parametrize(
    ("show", "change"),
    [
        (Show.SAFETY, {"safety_waiting": True}),
        (Show.SAFETY, {"next_clock": Clock.SAFETY_TALK}),
        (Show.FREEZE, {"freeze_on": date(2027, 1, 4)}),
        (Show.SOON, {"next_due_on": date(2026, 11, 24)}),
        (Show.LATE, {"next_due_on": date(2026, 11, 20)}),
        (Show.PERSON, {"waiting_on": "person"}),
        (Show.SERVICE, {"waiting_on": "service"}),
    ],
)
def test_a_filter_shows_its_own(
    db: Session, actor: Actor, add: Callable[..., Case], show: Show, change: dict[str, Any]
) -> None:
    add(next_due_on=date(2027, 3, 1))
    add(**{"reference": "THIS-ONE", "next_due_on": date(2027, 3, 1), **change})
    assert references(queue.page(db, actor, now=MONDAY, show=show)) == ["THIS-ONE"]


def test_counts_are_of_what_one_may_see_and_capped(
    db: Session, actor: Actor, add: Callable[..., Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        add()
    monkeypatch.setattr(queue, "MOST", 2)
    counts = queue.top(db, actor, now=MONDAY).counts
    assert queue.counted(counts[Show.NEW]) == "2+"
    nobody = Actor(kind="staff", id=actor.id, roles=frozenset({Role.DIRECTOR}))
    assert queue.top(db, nobody, now=MONDAY).counts[Show.NEW] == 0


def test_nonsense_in_the_address_begins_at_the_beginning() -> None:
    assert queue.read_after("3_never_x") is None
    assert queue.read_after("") is None
    assert queue.read_after(f"1_0001-01-01T00:00:00+14:00_{'0' * 32}") is None
    naive = queue.read_after(f"1_2026-11-02T09:00:00_{'0' * 32}")
    assert naive is not None
    assert naive.key.endswith("+00:00"), "the database is asked about a time with its zone"


def test_the_queue_costs_the_same_for_one_row_and_for_twenty_five(
    db: Session, actor: Actor, add: Callable[..., Case]
) -> None:
    add()
    db.commit()
    with counting(db.get_bind()) as one:
        queue.page(db, actor, now=MONDAY)
    for _ in range(24):
        add()
    db.commit()
    with counting(db.get_bind()) as many:
        assert len(queue.page(db, actor, now=MONDAY).rows) == 25
    assert len(one) == len(many) == 1


def test_no_part_of_the_queue_reads_the_whole_table(db: Session, actor: Actor, add: Callable[..., Case]) -> None:
    add()
    db.commit()
    with counting(db.get_bind()) as seen:
        queue.page(db, actor, now=MONDAY)
    if db.get_bind().dialect.name != "sqlite":
        pytest.skip("plans of a nearly empty table say nothing on PostgreSQL")
    parameters = dict.fromkeys(range(seen[0].count("?")), None)
    plan = db.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {seen[0]}", tuple(parameters.values()))
    lines = [str(row[-1]) for row in plan]
    assert not [
        line for line in lines if line.startswith("SCAN case") and not re.search("ix_case_(safety|talk)", line)
    ], "\n".join(lines)
    for index in ("ix_case_safety", "ix_case_talk", "ix_case_freeze", "ix_case_queue"):
        assert any(index in line for line in lines), "\n".join(lines)


def test_it_is_narrowed_by_officer_and_by_the_day_they_came(
    db: Session, actor: Actor, person: Callable[..., Any], add: Callable[..., Case]
) -> None:
    other = person(Role.OFFICER, name="Nadia Khan").staff_id
    add(reference="MINE", officer_id=actor.id, received_on=date(2026, 11, 2))
    add(reference="HERS", officer_id=other, received_on=date(2026, 11, 5))
    add(reference="FREE", received_on=date(2026, 11, 9))

    def shown(**by: Any) -> list[str]:
        narrow = Narrow(**by)
        assert queue.top(db, actor, now=MONDAY, narrow=narrow).counts[Show.NEW] == len(
            found := sorted(references(queue.page(db, actor, now=MONDAY, show=Show.NEW, narrow=narrow)))
        )
        return found

    assert shown(officer=other) == ["HERS"]
    assert shown(nobody=True) == ["FREE"]
    assert shown(since=date(2026, 11, 5)) == ["FREE", "HERS"]
    assert shown(since=date(2026, 11, 3), until=date(2026, 11, 5)) == ["HERS"]
    assert shown(officer=actor.id, until=date(2026, 11, 1)) == []


def test_whose_cases_one_may_ask_for_are_those_of_the_team_and_of_whoever_left_with_some(
    db: Session, actor: Actor, person: Callable[..., Any], add: Callable[..., Case]
) -> None:
    person(Role.RESPONDER, name="Rob Reed")
    person(Role.MANAGER, name="Nadia Khan")
    left = person(Role.DIRECTOR, name="Lena Moss").staff_id
    add(officer_id=left)
    names = [name for _id, name in queue.top(db, actor, now=MONDAY).officers]
    assert {"Nadia Khan", "Lena Moss"} <= set(names)
    assert "Rob Reed" not in names
    assert len(names) == 3


def test_nothing_is_later_at_the_weekend_than_on_friday_d_01_d_03() -> None:
    due = date(2026, 11, 27)  # a Friday
    said = {day: left_words(due, date(2026, 11, day), {}) for day in (27, 28, 29, 30)}
    less = "late by less than a working day"
    assert said == {27: "due today", 28: less, 29: less, 30: "late by 1 working day"}
    week = [left_words(date(2026, 11, 18), date(2026, 11, day), {}) for day in (27, 28, 29)]
    assert week == ["late by 7 working days"] * 3
