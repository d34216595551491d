"""Other proceedings as an officer judges them: anew, beside others, two at once, where nothing can wait (X-10)."""

import re

import pytest
from sqlalchemy import select

from models.audit import SYSTEM
from models.cases.recording import record
from models.procedure.judgements import Judging
from models.procedure.terms import Clock, Event, Role
from models.tables import RunningClock
from models.tables.screening import Judgement
from models.tables.words import Letter
from tests.models.cases.answered import at
from tests.models.cases.screened import answers
from tests.portal.coming_back import REFERENCE, case_with_words
from tests.portal.test_tracking import answering

LIST = f"/cases/{REFERENCE}/checks"
HERE = f"{LIST}/proceedings"


def typed(page, **more):
    hidden = {name: re.search(f'name="{name}" value="([^"]*)"', page.html)[1] for name in ("seen", "about")}
    day = {"review-day": "14", "review-month": "12", "review-year": "2026"}
    return {**answers(Judging.PROCEEDINGS, "all_waits"), "ending": "all_waits", **day, **hidden, **more}


@pytest.fixture
def opened(db, keys, sign_in):
    made = case_with_words(db, keys)
    answering(db, made)
    db.commit()
    sign_in(Role.OFFICER, name="Priya Shah")
    return made


def day_of(db):
    db.expire_all()
    return db.scalars(select(RunningClock).where(RunningClock.clock == Clock.S1_RESPONSE)).one().due_on


def kinds(db):
    return list(db.scalars(select(Letter.kind)))


def test_the_same_is_judged_anew_and_its_days_wait_once_k_42(admin, db, opened):
    admin.get(HERE)
    assert admin.post(HERE, data=typed(admin.page)).status_code == 303
    due = day_of(db)
    admin.get(LIST)
    assert "Our days wait from Monday 23 November 2026" in admin.page.text
    [link] = [one["href"] for one in admin.page.all("a") if one.get("id") == "anew-1"]
    admin.get(link)
    assert "You judge these anew: Family Court" in admin.page.text
    assert 'value="14"' in admin.page.html
    assert admin.post(HERE, data=typed(admin.page, named="Family Court, York")).status_code == 303
    assert day_of(db) == due
    rows = db.scalars(select(Judgement).order_by(Judgement.replaced_on.is_(None))).all()
    assert [bool(row.replaced_on) for row in rows] == [True, False]
    admin.get(LIST)
    assert "Judged anew on Monday 23 November 2026" in admin.page.text
    assert len([one for one in admin.page.all("button") if one.get("id") == "ended"]) == 1


def test_others_beside_them_begin_with_an_empty_page_and_count_once(admin, db, opened):
    admin.get(HERE)
    admin.post(HERE, data=typed(admin.page))
    due = day_of(db)
    admin.get(HERE)
    assert "It waits for Family Court already." in admin.page.text
    assert "Judge Family Court anew" in admin.page.text
    assert 'value="14"' not in admin.page.html
    assert admin.post(HERE, data=typed(admin.page, named="The police")).status_code == 303
    assert day_of(db) == due
    assert kinds(db).count("on_hold") == 2


def test_two_officers_at_once_are_told_and_nothing_typed_is_lost_r4(admin, db, opened):
    admin.get(HERE)
    mine = typed(admin.page)
    assert admin.post(HERE, data=mine).status_code == 303
    due = day_of(db)
    assert admin.post(HERE, data=mine | {"named": "The Crown Court"}).status_code == 409
    assert "Somebody judged this after you opened the page." in admin.page.text
    assert "The Crown Court" in admin.page.html
    assert day_of(db) == due
    assert kinds(db).count("on_hold") == 1


@pytest.mark.parametrize("event", [Event.S1_ANSWERED, Event.WITHDRAWN])
def test_where_nothing_is_looked_into_the_page_says_so_and_nobody_is_written_to(admin, db, opened, event):
    admin.get(HERE)
    mine = typed(admin.page)
    record(db, opened.case, event, actor=SYSTEM, now=at(1).replace(month=11, day=23))
    db.commit()
    admin.get(HERE)
    assert "Nothing of this case is being looked into now" in admin.page.text
    assert not [one for one in admin.page.all("button") if one.get("id") == "judge"]
    assert admin.post(HERE, data=mine).status_code == 409
    assert "Nothing of this case is being looked into now" in admin.page.text
    assert "on_hold" not in kinds(db)
