"""Who helps several children sends one after the other, each with words of its own (experience 4 A8, AZ-13)."""

from sqlalchemy import select

from models.tables import Case
from models.tables.case import CaseLink
from portal.journeys import PATHS

DOOR = "for-someone"


def at(question: str) -> str:
    return f"/{DOOR}/{PATHS[DOOR].number(question)}"


def send_first(portal):
    portal.post(at("you"), data={"name": "Ola Adeyemi", "email": "ola@example.org", "role": "advocate"})
    portal.post(at("words"), data={"child_words": "Kit wants to stay.", "notes": ""})
    portal.post(at("points"), data={"account": "", "rows-0-what": "The visits were cancelled."})
    portal.post(at("wants"), data={"wants": ["sorry"], "words": "Kit's bike back."})
    portal.post(at("child"), data={"name": "Kit Lee"})
    portal.post(f"/{DOOR}/check")
    portal.get(f"/{DOOR}/sent")


def send_next(portal, words: str):
    assert portal.post(f"/{DOOR}/another").location == f"/{DOOR}/2"
    portal.post(at("words"), data={"child_words": words, "notes": ""})
    portal.get(f"/{DOOR}/check")
    page = portal.page.text
    portal.post(f"/{DOOR}/check")
    portal.get(f"/{DOOR}/sent")
    return page


def test_what_is_the_same_is_there_and_each_childs_own_words_and_wishes_are_asked_again_a8(portal):
    send_first(portal)
    page = send_next(portal, "Ada wants her room back.")
    assert "Ola Adeyemi" in page
    assert "The visits were cancelled." in page
    for of_the_first in ("Kit", "sorry", "bike"):
        assert of_the_first not in page


def test_three_are_three_cases_that_only_staff_see_together_a8_az13(portal, db):
    send_first(portal)
    send_next(portal, "Ada wants her room back.")
    send_next(portal, "Bo wants to go home.")
    references = list(db.scalars(select(Case.reference)))
    pairs = {(row.case_id, row.other_id, row.why) for row in db.scalars(select(CaseLink))}
    assert len(references) == len(set(references)) == 3
    assert len({frozenset(pair[:2]) for pair in pairs}) == 3  # each with each of the others
    assert {pair[2] for pair in pairs} == {"sibling"}
    portal.get("/your-page")
    mine = [reference for reference in references if reference in portal.page.text]
    assert len(mine) == 1


def test_a_second_click_begins_no_second_form_and_from_nowhere_it_leads_to_the_start_r2(portal, db):
    assert portal.post(f"/{DOOR}/another").location == "/"
    send_first(portal)
    assert portal.post("/your-voice/another").location == "/"
    portal.post(f"/{DOOR}/another")
    assert portal.post(f"/{DOOR}/another").location == f"/{DOOR}/2"
    assert len(db.scalars(select(Case)).all()) == 1


def test_who_complains_about_themselves_is_not_offered_another(portal):
    portal.post(f"/your-voice/{PATHS['your-voice'].number('about')}", data={"topics": ["school"]})
    portal.post("/your-voice/check")
    portal.get("/your-voice/sent")
    assert 'id="another"' not in portal.page.text
