"""Asking someone to come: one page, a day by which they come, and staff who mark it done (experience 2.9)."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from models.cases.policies import add_policy
from models.policy import shipped_data
from models.procedure.terms import Clock, Event, Role
from models.tables import Case, CaseEvent, RunningClock
from portal.journeys import PATHS
from tests.portal.coming_back import REFERENCE, WORDS, case_with_words

YOURS = PATHS["your-voice"]
HERE = f"/your-voice/{YOURS.number('visit')}"
ASKED = {"name": "Kai", "where": "The youth club", "when": "Fridays after 4", "others": "Mrs Bell"}


def clock(db):
    return db.scalars(select(RunningClock).where(RunningClock.clock == Clock.VISIT)).one()


@pytest.fixture
def asked(portal, db):
    portal.get("/")
    assert HERE in {link["href"] for link in portal.page.all("a")}
    portal.get(HERE)
    portal.post(HERE, data=ASKED)
    portal.get("/your-voice/check")
    return portal


def test_one_page_is_enough_and_the_check_shows_nothing_else(asked, db):
    assert "The youth club" in asked.page.text
    assert "You skipped this" not in asked.page.text
    asked.post("/your-voice/check")
    asked.get("/your-voice/sent")
    assert "By Thursday 26 November someone from our team comes to see you." in asked.page.text
    assert clock(db).due_on.isoformat() == "2026-11-26"


def test_where_to_find_somebody_is_needed_and_nothing_typed_is_lost_t14(portal):
    answer = portal.post(HERE, data={**ASKED, "where": ""})
    assert answer.status_code == 422
    assert "Tell us where we can meet you" in portal.page.text
    assert 'value="Mrs Bell"' in portal.page.html


def test_where_they_are_is_in_the_file_and_not_on_the_page_that_words_open(asked, db, keys):
    asked.post("/your-voice/check")
    event = db.scalars(select(CaseEvent).where(CaseEvent.event == Event.VISIT_ASKED)).one()
    assert b"youth club" not in bytes(event.details)
    asked.get("/your-page/sent")
    assert "youth club" not in asked.page.text


def test_staff_see_the_visit_and_mark_it_done_with_who_else_was_there(asked, admin, db, sign_in):
    asked.post("/your-voice/check")
    reference = db.scalars(select(Case)).one().reference
    sign_in(Role.OFFICER)
    admin.get(f"/cases/{reference}")
    assert "They asked to be seen, by 26 November 2026" in admin.page.text
    admin.get("/visits")
    assert f"/cases/{reference}/visit" in {link["href"] for link in admin.page.all("a")}
    admin.get(f"/cases/{reference}/visit")
    assert "Who else is there: Mrs Bell" in admin.page.text
    done = {"outcome": "seen", "on-day": "23", "on-month": "11", "on-year": "2026", "said": "She wants to move."}
    assert admin.post(f"/cases/{reference}/visit", data=done).status_code == 422
    assert "Say who else was there, or who could see you" in admin.page.text
    assert admin.post(f"/cases/{reference}/visit", data={**done, "others": "Mrs Bell"}).status_code == 303
    assert clock(db).stopped_on is not None
    admin.get(f"/cases/{reference}/timeline")
    assert "we saw them" in admin.page.text


def test_having_gone_in_vain_leaves_the_visit_owed(asked, admin, db, sign_in):
    asked.post("/your-voice/check")
    reference = db.scalars(select(Case)).one().reference
    sign_in(Role.OFFICER)
    tried = {"outcome": "tried", "on-day": "23", "on-month": "11", "on-year": "2026"}
    assert admin.post(f"/cases/{reference}/visit", data=tried).status_code == 303
    assert clock(db).stopped_on is None
    assert admin.post(f"/cases/{reference}/visit", data={**tried, "outcome": "declined"}).status_code == 303
    assert clock(db).stopped_on is not None
    admin.get(f"/cases/{reference}/visit")
    assert "Nobody waits for a visit." in admin.page.text


def test_it_can_be_asked_from_ones_own_page_too(portal, db, keys):
    case_with_words(db, keys)
    portal.post("/come-back", data={"reference": REFERENCE, "secret_words": WORDS})
    portal.get("/your-page")
    assert "/your-page/12" in {link["href"] for link in portal.page.all("a")}
    assert portal.post("/your-page/12", data={"name": "Kai", "when": "Now"}).status_code == 422
    assert portal.post("/your-page/12", data=ASKED).status_code == 303
    assert clock(db).stopped_on is None
    portal.get("/your-page/12")
    assert "You asked us to come by" in portal.page.text


def test_who_reads_pictures_asks_to_be_seen_in_pictures_2_9(portal, db):
    portal.get("/?mode=pictures")
    portal.get("/")
    [there] = [link["href"] for link in portal.page.all("a") if link.get("id") == "visit"]
    assert there.startswith("/pictures/")
    portal.get(there)
    assert "We come by Thursday 26 November" in portal.page.text
    assert portal.post(there, data={**ASKED, "where": ""}).status_code == 422
    assert portal.post(there, data=ASKED).location == "/pictures/check"
    portal.post("/pictures/check")
    assert clock(db).due_on.isoformat() == "2026-11-26"


def test_a_second_council_has_a_public_site_of_its_own_over_one_team_and_one_register_s_43(portal, db, monkeypatch):
    add_policy(db, "telford", date(2024, 4, 1), shipped_data("telford", date(2024, 4, 1)))
    db.commit()
    app = portal.application
    monkeypatch.setitem(app.config, "HEARD", replace(app.config["HEARD"], council="telford"))
    monkeypatch.delitem(app.extensions, "council", raising=False)
    assert "Telford" in portal.get("/").text
    portal.get(HERE)
    portal.post(HERE, data=ASKED)
    portal.get("/your-voice/check")
    portal.post("/your-voice/check")
    assert db.scalars(select(Case.council)).one() == "telford"
    app.extensions.pop("council", None)
