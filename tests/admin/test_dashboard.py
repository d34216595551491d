"""What needs somebody today, in four statements, with a list behind each number (experience 6.5, AZ-04)."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from models.cases.dashboard import behind, board
from models.cases.recording import record
from models.cases.walls import wall_off
from models.procedure.terms import Advocate, Channel, Clock, Event, Journey, Procedure, Role, State
from models.register.upkeep import bring_up_to_date
from models.tables import RunningClock, Staff
from tests.conftest import MONDAY
from tests.counting import counting
from tests.making import make_case

TODAY = MONDAY.date()


@pytest.fixture
def late_case(db, keys):
    """A case whose acknowledgement was due the day before yesterday."""
    case = make_case(db, keys.staff.ring, now=MONDAY).case
    clock = db.scalars(
        select(RunningClock).where(RunningClock.case_id == case.id, RunningClock.clock == Clock.ACKNOWLEDGE)
    ).one()
    clock.due_on = case.next_due_on = TODAY - timedelta(days=2)
    db.commit()
    return case


def test_the_numbers_lead_to_their_cases(admin, sign_in, late_case):
    sign_in(Role.MANAGER)
    page = admin.get("/today").text
    assert re.search(r'id="acknowledge" href="/today/cases/acknowledge">1</a>', page)
    assert late_case.reference in page
    assert late_case.reference in admin.get("/today/cases/acknowledge").text
    assert late_case.reference in admin.get("/today/cases/nobody").text
    assert late_case.reference in admin.get(f"/today/cases/{late_case.next_due_on}").text
    assert "There is none now" in admin.get("/today/cases/stage-2").text
    assert admin.get("/today/cases/anything").status_code == 404


def test_every_officer_stands_on_it_with_their_numbers_however_many_they_are_6_5(admin, sign_in, db, keys, person):
    names = [f"Ada {chr(65 + number)}nders" for number in range(10)]
    for name in names:
        make_case(db, keys.staff.ring, now=MONDAY).case.officer_id = person(Role.OFFICER, name=name).staff_id
    db.commit()
    sign_in(Role.MANAGER)
    admin.get("/today")
    assert [name for name in names if f"of {name}" not in admin.page.text] == []
    assert "2 more" in admin.page.text


def test_it_brings_itself_up_to_date_without_the_page(admin, sign_in, late_case):
    sign_in(Role.MANAGER)
    part = admin.get("/today", headers={"HX-Request": "true"}).text
    assert part.lstrip().startswith('<div id="part-board"')
    assert "X-Heard-Background" in part


def test_counting_takes_four_statements_however_many_cases(db, keys, person, late_case):
    from tests.models.cases.answered import who

    ama = who(person(Role.MANAGER))
    for _ in range(4):
        make_case(db, keys.staff.ring, now=MONDAY)
    db.commit()
    with counting(db.get_bind()) as few:
        found = board(db, ama, now=MONDAY)
    assert len(few) <= 4
    assert (found.late["acknowledge"], found.received, found.young.number) == (1, 5, 5)
    assert sum(one.open for one in found.load) == 5


def test_a_case_behind_the_wall_is_in_no_number_az_04(admin, sign_in, late_case, db):
    me = sign_in(Role.MANAGER)
    wall_off(db, [db.get_one(Staff, me.id)], (), now=MONDAY, case=late_case, confirmed=True)
    db.commit()
    page = admin.get("/today").text
    assert late_case.reference not in page
    assert 'id="acknowledge"' not in page
    assert late_case.reference not in admin.get("/today/cases/acknowledge").text


def test_young_people_this_quarter_how_they_came_and_what_became_of_them_6_5(db, keys, person):
    from tests.models.cases.answered import who

    ama = who(person(Role.MANAGER))
    first, second = (
        make_case(db, keys.staff.ring, now=MONDAY, channel=way).case for way in (Channel.ONLINE, Channel.PHONE)
    )
    make_case(db, keys.staff.ring, now=MONDAY, journey=Journey.PARENT, young_person=False)
    for case, event, days in ((first, Event.MESSAGE_FROM_STAFF, 1), (second, Event.MESSAGE_FROM_STAFF, 2)):
        record(db, case, event, actor=ama, now=MONDAY + timedelta(days=days))
    record(db, first, Event.GOT_WORSE, actor=ama, now=MONDAY + timedelta(days=3))
    for event in (Event.ADVOCATE_REFERRED, Event.ADVOCATE_APPOINTED):
        record(db, first, event, actor=ama, now=MONDAY)
    first.advocate, second.advocate = Advocate.HAVE_ONE, Advocate.HAVE_ONE
    db.commit()
    young = board(db, ama, now=MONDAY + timedelta(days=3)).young
    assert (young.number, young.worse, young.heard, young.mean) == (2, 1, 2, 1.5)
    assert (young.wanted, young.met) == (2, 1), "one has their own; one has only been told a name"
    assert young.ways == {Channel.ONLINE: 1, Channel.PHONE: 1}
    today = (MONDAY + timedelta(days=3)).date()
    numbers = {"": 2, "_phone": 1, "_worse": 1, "_heard": 2, "_met": 1}
    for of, cases in (*((f"young{name}", number) for name, number in numbers.items()), ("received", 3)):
        assert len(db.scalars(behind(of, today=today)).all()) == cases, of


def test_late_is_the_same_number_wherever_it_stands_d_03(admin, sign_in, late_case, db, keys):
    """The queue, the day's page, the figures and the list of a report agree, and so does each case's own row."""
    sign_in(Role.MANAGER)
    answer = make_case(db, keys.staff.ring, now=MONDAY).case
    clock = db.scalars(
        select(RunningClock).where(RunningClock.case_id == answer.id, RunningClock.clock == Clock.S1_RESPONSE)
    ).one()
    answer.procedure, answer.state = Procedure.STATUTORY, State.S1_OPEN
    clock.due_on = answer.next_due_on = TODAY - timedelta(days=1)
    db.commit()
    while bring_up_to_date(db):
        db.commit()
    page = admin.get("/today").text
    assert 'id="stage-1" href="/today/cases/stage-1">1</a>' in page
    assert re.search(r'href="/today/cases/late_nobody">2<', page)
    assert re.search(r'id="late" href="[^"]+">2</a>', admin.get("/figures").text)
    assert admin.get("/queue?show=late").text.count("heard-row__title") == 2
    days = "from=2026-10-01&to=2026-12-31"
    listed = admin.get(f"/reports/lists?layout=managers&authority=Ashbourne+County+Council&{days}&list=late").text
    assert "1 in the list" in listed
    assert answer.reference in listed
    assert late_case.reference not in listed


def test_today_and_the_figures_count_late_alike_and_each_number_opens_exactly_that_many_d_03_6_5(
    admin, sign_in, late_case, db, keys
):
    """At stage 1 an advocate is late on one and the answer on another: late in any way two, the answer one."""
    sign_in(Role.MANAGER)
    for clock in (Clock.S1_RESPONSE, Clock.ADVOCATE_CONTACT):
        case = make_case(db, keys.staff.ring, now=MONDAY).case
        case.procedure, case.state = Procedure.STATUTORY, State.S1_OPEN
        running = db.scalars(select(RunningClock).where(RunningClock.case_id == case.id)).all()
        running[0].clock, running[0].due_on = clock, TODAY - timedelta(days=1)
        case.next_due_on = TODAY - timedelta(days=1)
        for other in running[1:]:
            other.stopped_on = TODAY
    db.commit()
    today, figures = admin.get("/today").text, admin.get("/figures").text
    for name, words, many in (
        ("late", "Late in any way", 3),
        ("acknowledge", "Not acknowledged in time", 1),
        ("stage-1", "Stage 1 answer late", 1),
        ("advocate", "Advocate contact late", 1),
    ):
        assert re.search(rf'href="/today/cases/{name}">{many}<', today), name
        here = "late" if name == "late" else f"late-{name}"
        href, said = re.search(rf'id="{here}" href="([^"]+)">(\d+)<', figures).groups()
        assert int(said) == many, name
        assert words in today
        assert words in figures
        for address in (f"/today/cases/{name}", href.replace("&amp;", "&")):
            assert admin.get(address).text.count("heard-row__title") == many, address
    assert "<h1>Late in any way</h1>" in admin.get("/today/cases/late").text
    rows = admin.get("/figures").text.split('id="stages"')[1]
    assert re.search(r'data-label="Late in any way"><a[^>]*figures_late_s1_open">2<', rows)
