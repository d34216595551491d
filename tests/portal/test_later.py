"""Saving, coming back, leaving: how long answers that were not sent are kept, and when they are gone (2.8, T44)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.jobs import lapsing
from models.tables import Draft, Holder
from tests.conftest import MONDAY
from tests.portal.test_check import CHECK, LATER, SENT, cases, number, shown_words


def test_saved_answers_have_words_live_four_weeks_and_are_sent_under_them(drafted, db, clock):
    answer = drafted.post(LATER)
    assert answer.location == LATER
    drafted.get(LATER)
    reference = db.scalars(select(Holder)).one().reference
    assert reference in drafted.page.text
    assert "Monday 21 December" in drafted.page.text
    words = shown_words(drafted)

    drafted.post(LATER)
    drafted.get(LATER)
    assert shown_words(drafted) == words

    drafted.post(CHECK)
    drafted.get(SENT)
    assert cases(db)[0].reference == reference
    assert "secret-words" not in drafted.page.html


@pytest.mark.parametrize(("saved", "days"), [(True, 28), (False, 1)])
def test_answers_that_were_not_sent_are_deleted_t44(drafted, db, clock, saved, days):
    if saved:
        drafted.post(LATER)
    lapsing.forget_expired(db, now=MONDAY + timedelta(days=days, minutes=-1))
    assert len(db.scalars(select(Draft)).all()) == 1
    lapsing.forget_expired(db, now=MONDAY + timedelta(days=days, minutes=1))
    lapsing.forget_expired(db, now=MONDAY + timedelta(days=days, minutes=2))
    assert [db.scalars(select(table)).all() for table in (Draft, Holder)] == [[], []]


def test_saving_nothing_leads_to_the_start(portal):
    assert portal.get(LATER).location == "/"
    assert portal.post(LATER).status_code == 303


def test_leaving_ends_the_draft(drafted, db):
    drafted.get("/leave")
    drafted.get(number("about"))
    assert "checked" not in drafted.page.html
