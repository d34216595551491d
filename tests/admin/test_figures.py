"""Figures for who leads: how many and how quickly, and no way to a case for a director (M-01, M-03, AZ-04)."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from models.cases.figures import figures
from models.cases.walls import wall_off
from models.procedure.terms import Advocate, Clock, Journey, Procedure, Role, State
from models.procedure.working_days import add_working_days
from models.register.upkeep import bring_up_to_date
from models.reports.publishing import set_fewest
from models.tables import AuditRow, RunningClock, Staff
from tests.admin.test_duty import alert
from tests.conftest import MONDAY
from tests.counting import counting
from tests.making import make_case

TODAY = MONDAY.date()


@pytest.fixture
def add(db, keys):
    """`add(3, state=…)`: so many cases of that kind."""

    def cases(count=1, **change):
        made = [make_case(db, keys.staff.ring, now=MONDAY, **change).case for _ in range(count)]
        db.commit()
        return made

    return cases


@pytest.fixture
def answered(db, add):
    """A case answered after so many working days, its clock stopped today."""

    def after(days, *, clock=Clock.S1_RESPONSE, **change):
        (case,) = add(journey=Journey.PARENT, **change)
        query = select(RunningClock).where(RunningClock.case_id == case.id)
        found = {row.clock: row for row in db.scalars(query)}
        row = found.get(clock) or found[Clock.S1_RESPONSE]
        row.clock, row.started_on, row.stopped_on = clock, add_working_days(TODAY, -days, {}), TODAY
        db.commit()
        return case

    return after


def table(admin, name):
    """The rows of a table, each as text."""
    found = re.search(rf'<table[^>]*id="{name}">.*?</table>', admin.page.html, re.DOTALL)
    plain = re.sub(r'<span class="govuk-visually-hidden">.*?</span>', "", found[0])
    rows = re.findall(r"<tr class=.*?</tr>", plain.partition("<tbody>")[2], re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows]


def test_the_director_begins_at_the_figures(admin, sign_in):
    sign_in(Role.DIRECTOR)
    assert admin.get("/").headers["Location"] == "/figures"
    assert admin.get("/figures").status_code == 200
    assert 'aria-current="page">Figures' in admin.page.html


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.DIRECTOR, Role.MANAGER)])
def test_nobody_else_may_read_them_az_01(admin, sign_in, role):
    sign_in(role)
    assert admin.get("/figures").status_code == 404


def test_reading_them_is_in_the_audit_aud_01(admin, sign_in, db):
    sign_in(Role.DIRECTOR)
    admin.get("/figures")
    assert db.scalars(select(AuditRow).where(AuditRow.action == "figures")).one()


def test_open_cases_are_counted_by_stage_with_those_that_are_late(admin, sign_in, add):
    sign_in(Role.MANAGER)
    add(2)
    add(3, state=State.S1_OPEN, procedure=Procedure.STATUTORY, next_due_on=TODAY - timedelta(days=1))
    add(1, state=State.CLOSED, procedure=Procedure.STATUTORY, closed_on=TODAY)
    admin.get("/figures")
    assert table(admin, "stages") == ["Received: not decided, or waiting for a manager to agree 2 0", "Stage 1 3 3"]
    today = table(admin, "now")[1:]
    assert [today[0], *today[-2:]] == ["Late in any way 3", "Promised and not done 0", "Open 5"]
    assert "Stage 1 answer late 0" in today, "no clock of theirs is an answer's"


def test_received_and_closed_are_counted_by_the_month_it_happened_m_04(admin, sign_in, add):
    sign_in(Role.MANAGER)
    last = TODAY.replace(month=10, day=31)
    closed = {"state": State.CLOSED, "procedure": Procedure.STATUTORY}
    add(2)
    add(3, received_on=last)
    add(1, received_on=last - timedelta(days=40), closed_on=last, **closed)
    add(4, received_on=last.replace(year=2025), closed_on=TODAY, **closed)
    admin.get("/figures")
    assert table(admin, "months") == ["November 2026, so far 2 4", "October 2026 3 1"]


def test_answers_stand_in_bands_that_add_up_to_100_m_01_k_20(admin, sign_in, answered):
    sign_in(Role.MANAGER)
    for days in (3, 10, 11, 20, 21, 40):
        answered(days)
    answered(5, clock=Clock.C1_RESPONSE)
    admin.get("/figures")
    assert table(admin, "answered-1") == [
        "Within 10 working days 2 34%",
        "Over 10 and up to 20 2 33%",
        "Over 20 2 33%",
    ]
    assert "Answered: Statutory complaints, stage 1 (n = 6)" in admin.page.text
    assert table(admin, "answered-2")[0] == "Within 10 working days 1 100%"


def test_acknowledged_in_time_counts_this_quarter_and_no_clock_that_was_cancelled_m_04(admin, sign_in, add, db):
    sign_in(Role.MANAGER)
    add(4, journey=Journey.PARENT)
    rows = db.scalars(select(RunningClock).where(RunningClock.clock == Clock.ACKNOWLEDGE)).all()
    for row, stopped in zip(rows, (rows[0].due_on, rows[0].due_on + timedelta(days=1), TODAY, None), strict=True):
        row.stopped_on = stopped
    rows[2].cancelled = True
    db.commit()
    admin.get("/figures")
    assert table(admin, "acknowledged") == ["In time 1 50%", "Late 1 50%"]
    assert "Acknowledged (n = 2)" in admin.page.text


def test_a_share_of_nothing_is_not_a_number(admin, sign_in):
    sign_in(Role.MANAGER)
    admin.get("/figures")
    assert "No case is open." in admin.page.text
    assert table(admin, "acknowledged") == ["In time 0 –", "Late 0 –"]


@pytest.mark.parametrize(
    ("helped", "alone", "number", "advocate"),
    [
        (0, 3, "Fewer than 5", "Fewer than 5"),
        (2, 8, "10", "Fewer than 5"),
        (6, 6, "12", "6"),
        (7, 1, "8", "All but fewer than 5"),
    ],
)
def test_few_young_people_are_not_counted_out_for_a_director(admin, sign_in, add, helped, alone, number, advocate):
    sign_in(Role.DIRECTOR)
    add(helped, advocate=Advocate.HAVE_ONE)
    add(alone, advocate=Advocate.NOT_NOW)
    add(5, journey=Journey.PARENT, young_person=False)
    html = admin.get("/figures").get_data(as_text=True)
    assert re.search(r'id="young-number">([^<]*)<', html)[1] == number
    assert re.search(r'id="young-advocate">([^<]*)<', html)[1] == advocate
    hidden = [row for row in table(admin, "young") if "ewer than 5" in row.rpartition(")")[2]]
    assert all(row.endswith("Not shown") for row in hidden)


def test_the_manager_sees_the_numbers_themselves_and_goes_on_to_the_cases(admin, sign_in, add, db, keys):
    sign_in(Role.MANAGER)
    add(2, advocate=Advocate.HAVE_ONE)
    add(1, advocate=Advocate.NOT_NOW, next_due_on=TODAY - timedelta(days=1))
    alert(db, keys)
    html = admin.get("/figures").get_data(as_text=True)
    assert table(admin, "young") == [
        "Young people, of all received (n = 3) 3 100%",
        "With an advocate, of young people (n = 3) 2 67%",
    ]
    for name in ("alerts", "late", "open", "stage-1"):
        href = re.search(rf'id="{name}" href="([^"]+)"', html)[1]
        assert admin.get(href.replace("&amp;", "&")).status_code == 200, name
    admin.get("/queue?show=late")
    assert admin.page.html.count("heard-row__title") == 1


def test_the_number_of_those_received_and_the_list_behind_it_are_one_question_m_03(admin, sign_in, add):
    sign_in(Role.MANAGER)
    new, decided = add(1)[0], add(1, waiting_on="agree")[0]
    html = admin.get("/figures").get_data(as_text=True)
    href = re.search(r'id="stage-1" href="([^"]+)">2<', html)[1]
    listed = admin.get(href.replace("&amp;", "&")).get_data(as_text=True)
    assert new.reference in listed
    assert decided.reference in listed


def test_a_director_can_open_no_case_from_here(admin, sign_in, add, db, keys):
    sign_in(Role.DIRECTOR)
    (case,) = add()
    alert(db, keys)
    html = admin.get("/figures").get_data(as_text=True)
    assert table(admin, "now")[0] == "Safety alerts that nobody has accepted 1"
    assert case.reference not in html
    targets = {a.get("href") for a in admin.page.all("a")}
    targets = {target for target in targets if not target.startswith("/codes#")}
    assert targets <= {"#main", "/", "/figures", "/figures/quarter", "/reports", "/for-me", "/account"}


def test_what_is_behind_the_wall_is_in_no_number_az_04(db, sign_in, add, keys):
    me = sign_in(Role.DIRECTOR, name="Dana Poole")
    (case, _other) = add(2)
    wall_off(db, [db.get_one(Staff, me.id)], (), now=MONDAY, case=case, confirmed=True)
    db.commit()
    found = figures(db, me, now=MONDAY)
    assert (found.open, found.received, found.young.number) == (1, (1, 0), 1)


def test_seven_statements_at_most_however_many_cases_there_are(admin, sign_in, add, db):
    sign_in(Role.DIRECTOR)
    add(1)
    admin.get("/figures")
    with counting(db.get_bind()) as few:
        admin.get("/figures")
    add(30)
    with counting(db.get_bind()) as many:
        admin.get("/figures")
    assert len(few) == len(many) <= 7, many


def test_the_figures_bring_themselves_up_to_date_where_they_stand_6_6(admin, sign_in):
    sign_in(Role.DIRECTOR)
    admin.get("/figures")
    whole = admin.page
    assert [given["hx-trigger"] for given in whole.all("div") if given.get("id") == "part-figures"] == ["every 60s"]
    part = admin.get("/figures", headers={"HX-Request": "true"}).text
    assert part.lstrip().startswith('<div id="part-figures"')
    assert "<h1" not in part


def test_a_director_is_told_what_is_hidden_what_is_not_and_what_is_left_out_prv_13_az_04(admin, sign_in):
    """Said to everybody always, so that it tells nobody that something is kept from them."""
    sign_in(Role.DIRECTOR)
    admin.get("/figures")
    assert "A number below 5 is not shown, nor one that would give it away" in admin.page.text
    assert "Cases that are kept from you are not in your numbers, if there are any." in admin.page.text


def test_a_director_reads_no_small_number_of_a_stage_and_none_that_tells_of_one_az_07_prv_13(admin, sign_in, add):
    sign_in(Role.DIRECTOR)
    late = {"next_due_on": TODAY - timedelta(days=1), "procedure": Procedure.STATUTORY}
    add(7)
    add(6, state=State.S1_RESPONDED, procedure=Procedure.STATUTORY)
    add(3, state=State.S1_OPEN, **late)
    admin.get("/figures")
    assert table(admin, "stages") == [
        "Received: not decided, or waiting for a manager to agree 7 Not shown",
        "Stage 1 Not shown Not shown",
        "Stage 1 answered Not shown Not shown",
    ]
    assert table(admin, "now")[1:] == ["Late in any way Not shown", "Promised and not done 0", "Open 16"]
    assert table(admin, "months") == ["November 2026, so far 16 Not shown", "October 2026 Not shown Not shown"]


def test_stages_of_which_no_number_is_shown_stand_in_one_line_prv_13(admin, sign_in, add):
    sign_in(Role.DIRECTOR)
    add(7)
    few = (State.S1_OPEN, State.S1_EXTENDED, State.S1_RESPONDED, State.S2_REQUESTED)
    for state in few:
        add(1, state=state, procedure=Procedure.STATUTORY)
    admin.get("/figures")
    assert table(admin, "stages") == ["5 stages, not shown one by one Not shown Not shown"]
    assert (
        "Which stages these are Received: not decided, or waiting for a manager to agree Stage 1 Stage 1, more time"
        in admin.page.text
    )


def test_the_smallest_number_shown_is_the_councils_own(admin, sign_in, add, db):
    me = sign_in(Role.DIRECTOR)
    set_fewest(db, 10, by=me, now=MONDAY)
    add(8)
    db.commit()
    admin.get("/figures")
    assert re.search(r'id="young-number">\s*Fewer than 10', admin.page.html)
    assert "A number below 10 is not shown" in admin.page.text


def test_the_quarter_says_what_a_director_must_know_and_no_small_number_6_6(admin, sign_in, add, db):
    sign_in(Role.DIRECTOR)
    assert "Nothing has been counted yet" in admin.get("/figures/quarter").text
    add(7)
    add(3, journey=Journey.PARENT, young_person=False)
    while bring_up_to_date(db):
        db.commit()
    asked = "/figures/quarter?quarter=2026-10-01_2026-12-31"
    page = admin.get(asked).text
    for heading in ("How many", "In time", "What was found", "What changed because of complaints", "What stage 2 cost"):
        assert f">{heading}</h2>" in page
    assert "So far, to 23 November 2026" in page
    assert "no record" in page  # of the quarters before the register began
    assert "/reports/cases" not in page
    assert not [number for number in re.findall(r'__number">(\d+)</td>', page) if 0 < int(number) < 5]


def test_a_manager_goes_on_from_the_quarter_to_the_cases_6_6(admin, sign_in, add, db):
    sign_in(Role.MANAGER)
    add(7)
    while bring_up_to_date(db):
        db.commit()
    page = admin.get("/figures/quarter?quarter=2026-10-01_2026-12-31").text
    assert re.search(r'href="/reports/cases[^"]+">7</a>', page)
