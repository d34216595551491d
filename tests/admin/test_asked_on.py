"""The next stage asked for on a day before it was recorded: the law's days count from there (REG 19(4), K-27, K-54)."""

from datetime import date

import pytest
from sqlalchemy import select

from models.audit import SYSTEM
from models.cases import appointing, choosing, correcting
from models.cases.correcting import Fact
from models.cases.policies import holidays
from models.cases.recording import record
from models.procedure.lifecycle import NotAllowed
from models.procedure.terms import Clock, Event, Procedure, Role, State
from models.procedure.working_days import add_working_days
from models.register.upkeep import bring_up_to_date
from models.tables import Case, CaseEvent, Letter, Panel, RegisterLine, RunningClock
from tests.admin.panelling import at_stage_2
from tests.conftest import MONDAY
from tests.models.cases.answered import at
from tests.portal.coming_back import REFERENCE, case_with_words
from tests.portal.test_tracking import answering

HERE, CORRECT = f"/cases/{REFERENCE}/next", f"/cases/{REFERENCE}/correct"
FRIDAY, ON_MONDAY = date(2026, 11, 27), date(2026, 11, 30)


def came(when, how="letter", **more):
    return {
        "how": how, "on-day": str(when.day), "on-month": str(when.month), "on-year": str(when.year), "why": "Not fair.",
    } | more  # fmt: skip


def clock_of(db, which):
    return db.scalars(select(RunningClock).where(RunningClock.clock == which)).one()


@pytest.fixture
def answered(db, keys, clock, sign_in):
    """Stage 1 was answered on Monday 23 November; it is Monday a week later."""
    opened = case_with_words(db, keys)
    answering(db, opened)
    record(db, opened.case, Event.S1_ANSWERED, actor=SYSTEM, now=MONDAY)
    db.commit()
    clock.now = MONDAY.replace(day=30)
    sign_in(Role.OFFICER, name="Priya Shah")
    return opened


def test_a_letter_of_friday_opened_on_monday_counts_from_friday_k_27_k_30_k_32(admin, db, answered):
    admin.get(HERE)
    assert "On which day did it reach the council?" in admin.page.text
    assert 'value="30"' in admin.page.html, "today is filled in"
    assert "It could be asked for from Monday 23 November 2026 on" in admin.page.text
    assert admin.post(HERE, data=came(FRIDAY)).status_code == 303
    db.refresh(answered.case)
    assert answered.case.state is State.S2_REQUESTED
    asked = db.scalars(select(CaseEvent).where(CaseEvent.event == Event.S2_REQUESTED)).one()
    assert (asked.on, asked.reason) == (FRIDAY, "written")
    free = holidays(db)
    for which, days in ((Clock.S2_ACKNOWLEDGE, 2), (Clock.S2_APPOINT, 5), (Clock.S2_RESPONSE, 25)):
        clock = clock_of(db, which)
        assert (clock.started_on, clock.due_on) == (FRIDAY, add_working_days(FRIDAY, days, free)), which
    assert "from 27 November 2026" in admin.get(f"/cases/{REFERENCE}").text
    letter = appointing.words(db, answered.case, now=MONDAY.replace(day=30))
    assert "27 November 2026" in str(letter.content())


@pytest.mark.parametrize(
    ("when", "says"),
    [
        (date(2026, 11, 22), "It could be asked for from 23 November 2026 on"),
        (date(2026, 12, 1), "Choose today or an earlier day."),
    ],
)
def test_no_day_before_the_answer_and_none_that_lies_ahead(admin, db, answered, when, says):
    admin.get(HERE)
    assert admin.post(HERE, data=came(when)).status_code == 422
    assert says in admin.page.text
    assert "Not fair." in admin.page.html, "nothing typed is lost"
    db.refresh(answered.case)
    assert answered.case.state is State.S1_RESPONDED


def test_a_day_has_to_be_given(admin, db, answered):
    admin.get(HERE)
    assert admin.post(HERE, data={"how": "council", "why": "Not fair."}).status_code == 422
    assert "Enter the day on which it reached the council" in admin.page.text


def test_after_a_missed_day_it_counts_from_the_day_after_it_also_where_an_answer_came_since_k_15(db, keys):
    opened = case_with_words(db, keys)
    answering(db, opened)
    due = clock_of(db, Clock.S1_RESPONSE).due_on
    record(db, opened.case, Event.S1_ANSWERED, actor=SYSTEM, now=at(due.day + 3))
    told = {"points": (), "why": "", "keys": opened.keys, "actor": SYSTEM, "now": at(due.day + 4)}
    with pytest.raises(NotAllowed, match="could be asked for from 8 December 2026"):
        choosing.ask_next_stage(db, opened.case, on=due, **told)
    choosing.ask_next_stage(db, opened.case, on=date(2026, 12, 8), **told)
    assert clock_of(db, Clock.S2_RESPONSE).started_on == date(2026, 12, 8)


def test_the_corporate_one_is_acknowledged_from_that_day_k_80(db, keys):
    opened = case_with_words(db, keys)
    opened.case.procedure = Procedure.CORPORATE
    for event in (Event.ROUTED_CORPORATE, Event.ACKNOWLEDGED, Event.C1_ANSWERED):
        record(db, opened.case, event, actor=SYSTEM, now=MONDAY)
    now = MONDAY.replace(day=30)
    choosing.ask_next_stage(db, opened.case, points=(), why="", keys=opened.keys, actor=SYSTEM, now=now, on=FRIDAY)
    assert clock_of(db, Clock.C2_ACKNOWLEDGE).due_on == add_working_days(FRIDAY, 5, holidays(db))


def test_a_panel_asked_for_in_time_is_not_late_because_it_was_opened_late_k_50_k_54(admin, db, keys, clock, sign_in):
    opened = at_stage_2(db, keys, clock)  # answered on 2 November: twenty working days end on 30 November
    clock.now = at(2)
    sign_in(Role.OFFICER, name="Priya Shah")
    admin.get(HERE)
    assert admin.post(HERE, data=came(FRIDAY, "mail")).status_code == 303
    panel = db.scalars(select(Panel)).one()
    assert (panel.late, panel.asked_on) == (False, FRIDAY)
    assert clock_of(db, Clock.S3_PANEL).due_on == add_working_days(FRIDAY, 30, holidays(db))
    assert opened.case.id == panel.case_id


def test_a_mail_that_asks_for_it_leads_there_with_its_day_e_07(admin, written_to, came_for):
    page = came_for(written_to)
    admin.get(page)
    [link] = [one for one in admin.page.all("a") if one.get("id") == "next-stage"]
    admin.get(link["href"])
    assert 'value="27"' in admin.page.html
    assert [one["value"] for one in admin.page.all("input") if one.get("name") == "how" and "checked" in one] == [
        "mail"
    ]


@pytest.fixture
def came_for(db, came, clock, sign_in):
    def come(opened):
        opened.case.procedure = Procedure.STATUTORY
        for event in (Event.ROUTED_STATUTORY, Event.S1_ANSWERED):
            record(db, opened.case, event, actor=SYSTEM, now=MONDAY)
        db.commit()
        page, row = came(now=MONDAY.replace(day=27))
        row.case_id = opened.case.id
        db.commit()
        clock.now = MONDAY.replace(day=30)
        sign_in(Role.OFFICER, name="Priya Shah")
        return page

    return come


def test_the_day_is_put_right_with_its_clocks_its_figures_and_a_letter_g_07(admin, db, answered):
    admin.get(HERE)
    admin.post(HERE, data=came(ON_MONDAY))
    admin.post(f"/cases/{REFERENCE}/stage-2/acknowledge")
    admin.get(f"{CORRECT}?fact=asked_on")
    assert "They get a short letter that puts it right" in admin.page.text
    right = {key.replace("on-", "day-"): value for key, value in came(FRIDAY).items()} | {"fact": "asked_on"}
    assert admin.post(CORRECT, data=right | {"why": "It lay in a tray."}).status_code == 422
    assert "Write what they are told" in admin.page.text
    right |= {"why": "It lay in a tray.", "tell": "Your letter lay here over a weekend."}
    assert admin.post(CORRECT, data=right).status_code == 303
    db.expire_all()
    due = add_working_days(FRIDAY, 25, holidays(db))
    answer = clock_of(db, Clock.S2_RESPONSE)
    assert (answer.started_on, answer.due_on) == (FRIDAY, due)
    assert clock_of(db, Clock.S2_ACKNOWLEDGE).due_on == date(2026, 12, 1)
    assert clock_of(db, Clock.S1_RESPONSE).started_on == MONDAY.date()
    assert appointing.asked_on(db, answered.case) == FRIDAY
    letter = db.scalars(select(Letter).where(Letter.kind == "correction")).one()
    words = str(answered.keys.open_json(Letter.body, letter))
    assert "now: 27 November 2026. Before, it said: 30 November 2026" in words
    assert "You get our answer by 6 January 2027" in words
    assert due == date(2027, 1, 6)
    bring_up_to_date(db)
    line = db.scalars(select(RegisterLine)).one()
    assert (line.stage2_requested_on, line.stage2_started_on) == (FRIDAY, FRIDAY)


@pytest.mark.parametrize("when", [date(2026, 11, 20), date(2026, 12, 2)])
def test_it_is_not_put_before_the_answer_nor_after_it_was_recorded(admin, db, answered, when):
    admin.get(HERE)
    admin.post(HERE, data=came(FRIDAY))
    wrong = {key.replace("on-", "day-"): value for key, value in came(when).items()}
    admin.get(f"{CORRECT}?fact=asked_on")
    assert admin.post(CORRECT, data=wrong | {"fact": "asked_on", "why": "It lay there."}).status_code == 422
    assert clock_of(db, Clock.S2_RESPONSE).started_on == FRIDAY


def test_a_panel_marked_late_is_not_once_its_day_is_right_x_07(db, keys, clock, officer_of):
    opened = at_stage_2(db, keys, clock)
    told = {"keys": opened.keys, "actor": officer_of, "now": at(2)}
    choosing.ask_next_stage(db, opened.case, points=(), why="", **told)
    panel = db.scalars(select(Panel)).one()
    assert panel.late
    correcting.correct(db, opened.case, Fact.ASKED_ON, FRIDAY, why="It came on Friday.", **told)
    assert (panel.late, panel.asked_on) == (False, FRIDAY)
    assert clock_of(db, Clock.S3_PANEL).due_on == add_working_days(FRIDAY, 30, holidays(db))


def test_nothing_is_put_right_where_nobody_asked(admin, db, answered):
    admin.get(CORRECT)
    assert "The day the next stage was asked for" not in admin.page.text
    case = db.scalars(select(Case)).one()
    with pytest.raises(NotAllowed, match="No next stage was asked for"):
        correcting.correct(db, case, Fact.ASKED_ON, FRIDAY, why="It came.", actor=SYSTEM, now=at(1), keys=answered.keys)
