"""What was typed stays through a wrong date, a press of Back and a change of mind; what is promised was agreed to."""

import pytest
from sqlalchemy import func, select

from models.tables import Draft, ThreadMessage
from portal.journeys import PATHS
from tests.portal.coming_back import REFERENCE, WORDS, case_with_words


def number(question, door="your-voice"):
    return f"/{door}/{PATHS[door].number(question)}"


def count(db, table):
    return db.scalar(select(func.count()).select_from(table))


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize("press", [{"add": "1"}, {"remove": "2"}])
def test_a_wrong_date_is_said_and_kept_when_a_row_is_added_or_removed(portal, htmx, press):
    typed = {"rows-0-name": "Kit", "rows-0-born-day": "31", "rows-0-born-month": "4", "rows-1-name": "Bo"}
    headers = {"HX-Request": "true"} if htmx else {}
    answer = portal.post(number("children", "your-say"), data={**typed, **press}, headers=headers)
    assert answer.status_code == 422
    assert "must include a year" in answer.text
    for kept in ('value="31"', 'value="4"', 'value="Kit"', 'value="Bo"'):
        assert kept in answer.text


def test_a_row_with_a_wrong_date_may_itself_be_removed(portal):
    typed = {"rows-0-name": "Kit", "rows-0-born-day": "31", "rows-1-name": "Bo"}
    answer = portal.post(number("children", "your-say"), data={**typed, "remove": "1"})
    assert answer.status_code == 303


def test_an_advocate_needs_to_know_how_to_find_them_or_it_is_not_now(portal):
    portal.post(number("advocate"), data={"advocate": "yes"})
    answer = portal.post(number("advocate_yes"), data={"shares": ["topics"], "wishes": "A woman"})
    assert answer.status_code == 422
    assert "Pick the first one, so they can find you. Or press Not now" in portal.page.text
    assert 'value="A woman"' in answer.text
    answer = portal.post(number("advocate_yes"), data={"go": "decline"})
    assert answer.location == f"{number('who')}?s=1"
    portal.get(number("advocate"))
    assert [given["value"] for given in portal.page.all("input") if "checked" in given] == ["not_now"]


def test_back_from_the_page_to_write_on_keeps_what_was_typed_without_any_script(portal):
    answer = portal.post(number("tell"), data={"story": "Half a sentence", "go": "back"})
    assert answer.status_code == 303
    portal.get(number("tell"))
    assert "Half a sentence" in portal.page.text
    back = next(given for given in portal.page.all("button") if given.get("id") == "back")
    assert (back["form"], back["name"], back["value"]) == ("question", "go", "back")


def test_back_from_an_empty_page_begins_nothing(portal, db):
    assert portal.post(number("tell"), data={"story": "", "go": "back"}).status_code == 303
    assert count(db, Draft) == 0


@pytest.mark.parametrize(("kind", "heading"), [("good", "What is good?"), ("idea", "What is your idea?")])
def test_thanks_ask_for_what_was_chosen_and_speak_of_no_social_worker(portal, kind, heading):
    portal.get(f"/thanks/1?kind={kind}")
    assert heading in portal.page.text
    assert "social worker" not in portal.page.text
    portal.post("/thanks/1", data={"kind": kind, "story": "Mo is kind."})
    portal.post("/thanks/check")
    portal.get("/thanks/sent")
    assert "social worker" not in portal.page.text
    assert "NYAS" not in portal.page.text


@pytest.mark.parametrize("door", ["your-say", "for-someone"])
def test_adults_may_save_and_come_back_from_the_first_question(portal, door):
    portal.get(f"/{door}/2")
    assert "Save and come back" in portal.page.text
    assert portal.post(f"/{door}/2", data={"go": "later"}).location == f"/{door}/later"


def test_the_safe_question_names_the_safety_team_among_its_readers(portal):
    portal.get(number("safe"))
    assert "our safety team can read it too" in portal.page.text


def test_an_idea_stays_an_idea_where_thanks_were_begun_before(portal):
    portal.post("/thanks/1", data={"kind": "good", "story": "Mo is kind."})
    portal.get("/thanks/1?kind=idea")
    assert "What is your idea?" in portal.page.text
    assert "Mo is kind." in portal.page.html
    assert [given["value"] for given in portal.page.all("input") if "checked" in given] == ["idea"]


def test_a_child_that_was_added_is_kept_when_back_is_pressed(portal):
    typed = {"rows-0-name": "Kit", "rows-1-name": "Bo", "go": "back"}
    assert portal.post(number("children", "your-say"), data=typed).status_code == 303
    portal.get(number("children", "your-say"))
    assert 'value="Kit"' in portal.page.html
    assert 'value="Bo"' in portal.page.html
    assert next(given for given in portal.page.all("button") if given.get("id") == "back")["form"] == "question"
    wrong = {**typed, "rows-0-born-day": "31"}
    assert portal.post(number("children", "your-say"), data=wrong).status_code == 422
    assert 'value="31"' in portal.page.html


@pytest.mark.parametrize(("door", "question"), [("your-say", "points"), ("thanks", "what")])
def test_what_has_to_be_answered_is_not_offered_to_be_skipped(portal, door, question):
    portal.get(number(question, door))
    assert "Skip this" not in portal.page.text


def test_a_message_that_comes_after_the_time_ran_out_is_shown_again_and_not_sent(portal, db, keys, clock):
    case_with_words(db, keys)
    portal.post("/come-back", data={"reference": REFERENCE, "secret_words": WORDS})
    portal.get("/your-page/messages")
    clock.forward(minutes=16)
    answer = portal.post("/your-page/messages", data={"text": "I waited all day for them."})
    assert answer.status_code == 401
    assert "I waited all day for them." in answer.text
    assert "It is not sent." in portal.page.text
    assert count(db, ThreadMessage) == 0


@pytest.mark.parametrize(
    "address", ["your-voice/14", "your-voice/8", "your-say/8", "your-say/17", "pictures/8", "now/1"]
)
def test_enter_in_a_box_goes_on_and_neither_back_nor_to_pictures(portal, address):
    """A browser presses the first button of the form that there is: it is one that says nothing else."""
    portal.get(f"/{address}")
    first = portal.page.all("button")[0]
    assert first["form"] == portal.page.all("form")[-1]["id"]
    assert "name" not in first
    assert "hidden" in first
