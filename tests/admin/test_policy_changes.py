"""The council's figures change on screen: within the law, for new cases only, by two people (G-01, G-09, AZ-10)."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from models.cases import policies
from models.cases.recording import running_clocks
from models.policy.figures import ARRIVAL, CUT_OFF, FIGURES
from models.policy.model import DEFAULTS, KEYS, LEAST
from models.procedure.terms import Clock, Role
from models.tables import AuditRow, CouncilPolicy, PolicyChange
from tests.conftest import MONDAY
from tests.making import make_case

HERE = "/settings/policy/change"
DAY = {"since-day": "1", "since-month": "12", "since-year": "2026", "reason": "Our committee decided it."}


def boxes(page):
    """Every figure as the form shows it: typed, or chosen."""
    typed = dict(re.findall(r'name="([a-z0-9_]+)" type="text" inputmode="numeric" value="(\d+)"', page.html))
    lists = re.findall(r'<select [^>]*name="([a-z0-9_]+)".*?<option value="(\d+)" selected', page.html, re.DOTALL)
    return {**typed, **dict(lists)}


@pytest.fixture
def form(admin, sign_in):
    """`form(s1="8")`: every figure as the page shows it, and those that are to be different."""
    sign_in(Role.ADMINISTRATOR)

    def filled(**more):
        admin.get(HERE)
        return {**boxes(admin.page), **DAY, **more}

    return filled


@pytest.fixture
def asked(admin, db, form):
    sent = form(s1="8", **{"windows_s2": "25"})
    assert admin.post(HERE, data={**sent, "confirm": "yes"}).status_code == 303
    return db.scalars(select(PolicyChange)).one()


def test_every_figure_of_a_councils_file_has_its_box_and_its_rule(form) -> None:
    held = (KEYS.keys() | DEFAULTS.keys()) - LEAST.keys() | {"windows.s2", "windows.s3", ARRIVAL, CUT_OFF}
    assert set(FIGURES) == held, "none can be changed by file only"
    assert {key.replace(".", "_") for key in FIGURES} <= form().keys()
    assert all(row.rule and row.source for row in FIGURES.values())


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ({"s1": "11"}, "Answer at stage 1 (K-10) can be 10 working days at most. The law: regulation 14"),
        ({"s1_ext": "11"}, "More time at stage 1, at most (K-12) can be 10 working days at most."),
        ({"s2": "26"}, "A council may be quicker, never slower (G-01)."),
        ({"s2_max": "66"}, "The law: regulation 17"),
        ({"s3_panel": "31"}, "The review panel meets (K-54) can be 30 working days at most."),
        ({"s3_report": "6"}, "(K-56) can be 5 working days at most."),
        ({"s3_response": "16"}, "(K-57) can be 15 working days at most."),
        ({"windows_s3": "19"}, "People may be given more time than that, never less (G-02)."),
        ({"behaviour_review": "13"}, "(K-93) can be 12 months at most."),
        ({"s2_max": "20"}, "cannot come before its own answer is due"),
        ({"ack_s1": "0"}, "Acknowledge (K-03) cannot be less than 1 working day."),
        ({"ack_s1": "soon"}, "Enter a whole number"),
        ({"ack_s1": ""}, "Acknowledge (K-03): enter a whole number"),
        ({"learning": "999999999"}, "enter a number up to 250"),
        ({"cut_off": "960"}, "An hour holds only where what comes on a day that is not worked waits, too (D-06)."),
        ({"received_on_nonworking_day": "7"}, "Choose from the list"),
        ({"since-day": "23", "since-month": "11"}, "Choose a day from tomorrow on"),
        ({"since-year": "2025"}, "a case keeps the figures it began with (G-09)"),
        ({"reason": " "}, "Say why the figures change"),
        ({}, "Nothing would change"),
    ],
)
def test_what_the_law_does_not_allow_is_refused_with_its_rule_and_nothing_typed_is_lost_g_01(
    admin, db, form, figures, words
) -> None:
    sent = form(**figures)
    assert admin.post(HERE, data={**sent, "confirm": "yes"}).status_code == 422
    assert words in admin.page.text
    for name, typed in figures.items():
        assert typed.strip() in admin.page.html, name
    assert not db.scalars(select(PolicyChange)).all()


def test_the_preview_says_what_changes_for_whom_and_keeps_nothing_g_09(admin, db, keys, form) -> None:
    make_case(db, keys.public.ring, now=MONDAY)
    db.commit()
    sent = form(s1="8", corp_s1="12")
    assert admin.post(HERE, data=sent).status_code == 200
    text = admin.page.text
    assert "Answer at stage 1 ( K-10 ) 10 working days 8 working days Friday 11 December 2026, not Tuesday 15" in text
    assert "1 case that is open now keeps the figures it began with (G-09)." in text
    assert "12 working days is longer than the 10 working days of its source" in text
    assert "Our committee decided it." in text
    assert not db.scalars(select(PolicyChange)).all()
    assert admin.post(HERE, data={**sent, "back": "yes"}).status_code == 200
    assert 'name="s1" type="text" inputmode="numeric" value="8"' in admin.page.html


def test_nothing_changes_before_another_person_agrees_az_10(admin, db, keys, sign_in, asked) -> None:
    versions = len(db.scalars(select(CouncilPolicy).where(CouncilPolicy.council == "ashbourne")).all())
    page = f"/settings/policy/changes/{asked.id}"
    assert admin.post(f"{page}/agree").status_code == 422  # the same person twice
    assert "A different person has to agree" in admin.page.text
    before = make_case(db, keys.public.ring, now=MONDAY).case
    sign_in(Role.MANAGER)
    admin.get("/settings/policy")
    assert "A change waits for a second person" in admin.page.text
    admin.get(page)
    assert "Our committee decided it." in admin.page.text
    assert admin.post(f"{page}/agree").status_code == 303
    db.expire_all()
    rows = db.scalars(select(CouncilPolicy).where(CouncilPolicy.council == "ashbourne")).all()
    assert len(rows) == versions + 1
    policies.forget()
    assert policies.in_force(db, "ashbourne", date(2026, 11, 30)).lengths[Clock.S1_RESPONSE] == 10
    later = policies.in_force(db, "ashbourne", date(2026, 12, 1))
    assert (later.lengths[Clock.S1_RESPONSE], later.s2_window.length) == (8, 25)
    assert later.contacts.phone == "01632 960100"  # nothing else of the file changes
    after = make_case(db, keys.public.ring, now=MONDAY.replace(month=12, day=1)).case
    clocks = [clock for one in (before, after) for clock in running_clocks(db, one)]
    due = {clock.case_id: clock.due_on for clock in clocks if clock.clock is Clock.S1_RESPONSE}
    assert due == {before.id: date(2026, 12, 7), after.id: date(2026, 12, 11)}
    admin.get("/settings/policy")
    assert "10 working days before, 8 working days from then" in admin.page.text
    assert {"policy_asked", "policy_agreed"} <= set(db.scalars(select(AuditRow.action)))
    assert admin.post(f"{page}/agree").status_code == 422  # once is enough


def test_a_version_that_has_not_begun_is_taken_back_and_one_that_has_stays(admin, db, sign_in, clock, asked) -> None:
    page = f"/settings/policy/changes/{asked.id}"
    assert admin.post(f"{page}/take-back").status_code == 422
    sign_in(Role.MANAGER)
    admin.post(f"{page}/agree")
    clock.now = MONDAY.replace(month=12, day=1)
    sign_in(Role.MANAGER)
    assert admin.post(f"{page}/take-back").status_code == 422
    assert "Only a version that has not begun can be taken back" in admin.page.text
    clock.now = MONDAY
    sign_in(Role.MANAGER)
    assert admin.post(f"{page}/take-back").status_code == 303
    db.expire_all()
    assert not db.scalars(select(CouncilPolicy).where(CouncilPolicy.since == date(2026, 12, 1))).all()
    sign_in(Role.ADMINISTRATOR)
    admin.get(HERE)
    assert admin.post(HERE, data={**boxes(admin.page), **DAY, "s1": "9"}).status_code == 422
    assert "A version from that day was taken back" in admin.page.text


def test_who_asked_may_let_it_be_and_a_manager_may_say_no(admin, db, sign_in, asked) -> None:
    page = f"/settings/policy/changes/{asked.id}"
    assert admin.post(f"{page}/turn-down").status_code == 303
    db.expire_all()
    assert db.scalars(select(PolicyChange.answer)).one() == "dropped"
    sign_in(Role.MANAGER)
    assert admin.post(f"{page}/agree").status_code == 422
    assert "Somebody has answered this already" in admin.page.text


def test_two_versions_never_begin_on_one_day(admin, sign_in, asked, form) -> None:
    sign_in(Role.MANAGER)
    admin.post(f"/settings/policy/changes/{asked.id}/agree")
    sign_in(Role.ADMINISTRATOR)
    admin.get(HERE)
    assert admin.post(HERE, data={**boxes(admin.page), **DAY, "s1": "9"}).status_code == 422
    assert "A version begins on 1 December 2026 already" in admin.page.text


def test_the_day_of_arrival_and_the_hour_are_set_beside_the_rule_and_hold_for_who_comes_later_d_06(
    admin, db, keys, sign_in, form
) -> None:
    admin.get("/settings/policy")
    here = admin.page.text.partition("What comes on a day that is not worked is received on")[2]
    assert here.startswith(" ( D-06 ) The day it came Not a length Nothing No law and no guidance says it.")
    later = form(received_on_nonworking_day="1", cut_off="960")
    assert admin.post(HERE, data=later).status_code == 200
    assert "( D-06 ) The day it came The next working day It moves the day from which we count" in admin.page.text
    assert "( D-06 ) No hour: the whole day counts From 16:00" in admin.page.text
    assert "people hear a day later than if the day it came counted. No law and no guidance says it." in admin.page.text
    assert admin.post(HERE, data={**later, "confirm": "yes"}).status_code == 303
    change = db.scalars(select(PolicyChange)).one()
    sign_in(Role.MANAGER)
    assert admin.post(f"/settings/policy/changes/{change.id}/agree").status_code == 303
    policies.forget()
    saturday, late = MONDAY.replace(month=12, day=5), MONDAY.replace(month=12, day=8, hour=16)
    early = late.replace(hour=15)
    received = [make_case(db, keys.public.ring, now=now).case.received_on for now in (MONDAY, saturday, early, late)]
    assert received == [MONDAY.date(), date(2026, 12, 7), date(2026, 12, 8), date(2026, 12, 9)]
    admin.get("/settings/policy")
    assert "No hour: the whole day counts before, From 16:00 from then" in admin.page.text
    sign_in(Role.ADMINISTRATOR)
    back = {**form(cut_off="0", received_on_nonworking_day="0"), "since-day": "2", "confirm": "yes"}
    assert admin.post(HERE, data=back).status_code == 303
    change = db.scalars(select(PolicyChange).where(PolicyChange.answer == "asked")).one()
    sign_in(Role.MANAGER)
    assert admin.post(f"/settings/policy/changes/{change.id}/agree").status_code == 303
    policies.forget()
    assert policies.in_force(db, "ashbourne", date(2026, 12, 2)).cut_off is None
