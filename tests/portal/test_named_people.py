"""Whoever is named, in whatever box, does not open it: the wall stands from the moment of sending (AZ-04, T40)."""

import pytest
from sqlalchemy import select

from models.procedure.terms import Role
from models.tables import WallEntry
from portal.journeys import PATHS


def at(question, door="your-voice"):
    return f"/{door}/{PATHS[door].number(question)}"


@pytest.fixture
def dana(db, person):
    found = person(Role.RESPONDER, name="Dana Poole")
    db.commit()
    return found


def walled(db):
    db.expire_all()
    return {entry.staff_id for entry in db.scalars(select(WallEntry).where(WallEntry.case_id.is_not(None)))}


def test_about_my_social_worker_and_named_only_to_be_found_by_they_cannot_open_it_2_4(portal, db, dana):
    portal.post(at("about"), data={"topics": ["social_worker"]})
    portal.post(at("worker"), data={"worker": ""})
    portal.post(at("who"), data={"social_worker": "Dana Poole"})
    portal.post("/your-voice/check")
    assert walled(db) == {dana.staff_id}


def test_a_social_worker_it_is_not_about_is_not_kept_out_2_4(portal, db, dana):
    portal.post(at("about"), data={"topics": ["school"]})
    portal.post(at("who"), data={"social_worker": "Dana Poole"})
    portal.post("/your-voice/check")
    assert walled(db) == set()


def test_who_helped_and_is_the_one_it_is_about_cannot_open_it_when_the_child_goes_on_alone_2_9(portal, db, dana):
    helped = {"name": "Dana", "relation": "social_worker", "about_them": "yes"}
    assert portal.post(at("helping"), data=helped).location == "/helping/2"
    portal.post("/helping/2")
    portal.post(at("tell"), data={"story": "She shouts."})
    portal.get("/your-voice/check")
    assert "Dana" not in portal.page.text
    portal.post("/your-voice/check")
    assert walled(db) == {dana.staff_id}


def test_a_helper_it_is_not_about_is_not_kept_out_2_9(portal, db, dana):
    portal.post(at("helping"), data={"name": "Dana", "relation": "teacher", "about_them": "no"})
    portal.post(at("tell"), data={"story": "They shout at home."})
    portal.post("/your-voice/check")
    assert walled(db) == set()


def test_a_whole_name_in_a_childs_story_is_kept_out_before_anybody_reads_it_2_4(portal, db, dana):
    portal.post(at("tell"), data={"story": "It is Dana  Poole. She shouts."})
    portal.post("/your-voice/check")
    assert walled(db) == {dana.staff_id}


def test_a_first_name_in_a_story_keeps_nobody_out_2_4(portal, db, dana):
    portal.post(at("tell"), data={"story": "My friend Dana has a dog."})
    portal.post("/your-voice/check")
    assert walled(db) == set()


@pytest.mark.parametrize(("door", "question"), [("your-say", "points"), ("for-someone", "points")])
def test_who_an_adult_says_was_involved_cannot_open_it_az_04(portal, db, dana, door, question):
    portal.post(at(question, door), data={"account": "", "rows-0-what": "Shouted.", "rows-0-who": "dana poole"})
    portal.post(f"/{door}/check")
    assert walled(db) == {dana.staff_id}


def test_a_partner_who_works_here_and_must_not_know_cannot_open_it_p13(portal, db, dana):
    portal.post(at("points", "your-say"), data={"account": "Nobody rang.", "rows-0-what": ""})
    portal.post(at("you", "your-say"), data={"must_not_see": "My ex, Dana Poole"})
    portal.post("/your-say/check")
    assert walled(db) == {dana.staff_id}
