"""Somebody helps a child to write: whose words are whose, what the helper minds, and another door where it is about
them (experience 2.9)."""

import pytest
from sqlalchemy import select

from models.procedure.terms import Journey, Role
from models.tables import Case, TheirWords
from portal.journeys import PATHS
from portal.reading_back import read_back_sent
from tests.portal.coming_back import case_with_words

YOURS = PATHS["your-voice"]
HELPED = {"name": "Mrs Bell", "relation": "teacher", "about_them": "no", "talks": "words"}


def at(question):
    return f"/your-voice/{YOURS.number(question)}"


@pytest.fixture
def helped(portal):
    portal.get("/")
    assert at("helping") in {link["href"] for link in portal.page.all("a")}
    portal.get(at("helping"))
    assert portal.post(at("helping"), data=HELPED).location == "/helping/1"
    portal.get("/helping/1")
    assert "Do not promise" in portal.page.text
    return portal


def test_each_text_says_whose_words_it_is_and_staff_read_that_first(helped, admin, db, sign_in):
    helped.get(at("tell"))
    assert "Whose words are these?" in helped.page.text
    helped.post(at("tell"), data={"story": "He cries each time.", "whose": "helper"})
    helped.post(at("wants"), data={"words": "I want Nan.", "whose": "child"})
    helped.post("/your-voice/check")
    reference = db.scalars(select(Case)).one().reference
    sign_in(Role.OFFICER)
    admin.get(f"/cases/{reference}")
    assert "Somebody helped them to write: Mrs Bell, from school." in admin.page.text
    assert "The helper's words" in admin.page.text
    assert "The child's own wish" in admin.page.text


def test_a_child_alone_is_not_asked_whose_words_it_is(portal):
    portal.get(at("tell"))
    assert "Whose words" not in portal.page.text


def test_where_it_is_about_the_helper_there_is_another_door(portal):
    assert portal.post(at("helping"), data={**HELPED, "about_them": "yes"}).location == "/helping/2"
    portal.get("/helping/2")
    assert at("visit") in {link["href"] for link in portal.page.all("a")}
    assert portal.post("/helping/2").location == at("before")
    portal.get(at("tell"))
    assert "Whose words" not in portal.page.text


def test_a_child_without_words_is_not_written_for_by_whoever_it_is_about_2_9(portal):
    said = {**HELPED, "about_them": "yes", "talks": "no_words"}
    assert portal.post(at("helping"), data=said).location == "/helping/2"


@pytest.mark.parametrize(("relation", "topic"), [("social_worker", "social_worker"), ("carer", "carers")])
def test_a_worker_who_helps_to_complain_about_themselves_is_noticed_later_too(portal, relation, topic):
    portal.post(at("helping"), data={**HELPED, "relation": relation})
    assert portal.post(at("about"), data={"topics": ["school"]}).location != "/helping/2"
    assert portal.post(at("about"), data={"topics": [topic]}).location == "/helping/2"


def test_a_child_without_words_is_written_for_by_who_saw_it_and_marked_so(portal):
    there = portal.post(at("helping"), data={**HELPED, "talks": "no_words"}).location
    assert there == "/for-someone/2?instructed=non_instructed"
    portal.get(there)
    assert 'value="non_instructed" checked' in portal.page.html


def test_what_helps_them_stands_at_the_top_of_every_page_of_the_case(portal, admin, db, sign_in):
    portal.post(at("about"), data={"topics": ["school"]})
    given = {"needs": ["slow", "pictures"], "answer_by": ["meeting"], "who_talks": "known", "who_name": "Rosa"}
    portal.post(at("needs"), data=given)
    portal.post("/your-voice/check")
    reference = db.scalars(select(Case)).one().reference
    sign_in(Role.OFFICER)
    for page in ("", "/people", "/messages"):
        admin.get(f"/cases/{reference}{page}")
        for said in ("Go slow", "Use pictures", "The answer: Tell me when we meet", "That person: Rosa"):
            assert said in admin.page.text


def test_who_came_from_the_pictures_and_helps_goes_on_in_words_2_9(portal):
    portal.get("/?mode=pictures")
    portal.post(at("helping"), data=HELPED)
    portal.get("/helping/1")
    [on] = [link["href"] for link in portal.page.all("a") if link.get("id") == "go"]
    assert portal.get(on).location == at("before")
    assert portal.post(at("safe"), data={"safe": "no"}).location == "/now/1"
    portal.get("/now/2")
    assert at("about") in {link["href"] for link in portal.page.all("a")}


def test_what_helps_the_child_says_whose_words_it_is_too_and_staff_read_that_with_it_2_9(helped, admin, db, sign_in):
    helped.get(at("needs"))
    assert "Who says what helps?" in helped.page.text
    helped.post(at("tell"), data={"story": "He cries each time.", "whose": "child"})
    helped.post(at("needs"), data={"words": "He likes to draw.", "whose": "helper"})
    helped.post("/your-voice/check")
    sign_in(Role.OFFICER)
    admin.get(f"/cases/{db.scalars(select(Case)).one().reference}")
    assert "Also, in the helper's words: He likes to draw." in admin.page.text


def test_in_pictures_too_a_text_says_whose_words_it_is_and_the_check_shows_it_2_9(helped):
    pictures = PATHS["pictures"]
    tell = f"/pictures/{pictures.number('tell')}"
    helped.get(tell)
    assert "The helper's words" in helped.page.text
    assert "symbols/helper" in helped.page.html
    helped.post(tell, data={"story": "He cries.", "whose": "helper"})
    helped.get("/pictures/check")
    assert "The helper's words" in helped.page.text


def test_alone_nobody_is_asked_whose_words_it_is_in_pictures_or_of_what_helps(portal):
    for address in (at("needs"), f"/pictures/{PATHS['pictures'].number('tell')}"):
        portal.get(address)
        assert "Whose words" not in portal.page.text


def test_the_child_reads_what_was_sent_for_them_without_what_the_helper_saw_and_whom_they_named_2_9(db, keys):
    told = {"child_words": "I want to stay.", "notes": "Met Monday.", "best": "Kit Moss, her teacher"}
    opened = case_with_words(db, keys, journey=Journey.ADVOCATE, answers={"words": told})
    row = db.scalars(select(TheirWords)).one()

    def read(**how):
        lines = read_back_sent(opened.keys, row, Journey.ADVOCATE, **how)
        return [part.said for line in lines for part in line.parts]

    assert read(notes=False) == ["I want to stay."]
    assert read() == [*told.values()]
