"""Asking for something to wait is ready-worded for who speaks for a child, and asked only with a yes (A4, E-61)."""

import pytest
from sqlalchemy import select

from models.procedure.terms import Journey
from models.tables import Case
from portal.journeys import PATHS
from tests.portal.test_check import number

SOON = number("soon", "for-someone")
READY = "We ask that this does not go ahead until the complaint has been looked at"


def sent(portal, db, given):
    portal.post(number("words", "for-someone"), data={"child_words": "I want to stay."})
    portal.post(SOON, data=given)
    portal.get("/for-someone/check")
    shown = portal.page.text
    portal.post("/for-someone/check")
    return shown, db.scalars(select(Case)).one()


def test_the_words_stand_in_the_box_with_their_place_in_the_guidance_a4(portal):
    assert PATHS["for-someone"].journey is Journey.ADVOCATE
    page = portal.get(SOON).get_data(as_text=True)
    assert f"{READY} (Getting the Best from Complaints, 6.5.2).</textarea>" in page


def test_with_a_yes_they_are_asked_for_as_they_stand_or_were_changed_e_61(portal, db):
    shown, case = sent(portal, db, {"soon": "yes", "words": f"{READY}. He moves on Friday."})
    assert "He moves on Friday." in shown
    assert case.freeze_on is not None


@pytest.mark.parametrize("soon", ["", "no", "unknown"])
def test_without_a_yes_words_that_nobody_touched_ask_for_nothing_e_61(portal, db, soon):
    ready = PATHS["for-someone"].words["soon"].said("ready")
    shown, case = sent(portal, db, {"soon": soon, "words": ready})
    assert READY not in shown
    assert case.freeze_on is None
