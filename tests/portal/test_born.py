"""The day on which somebody was born is never one that is still to come (INP-08); a personal adviser is as easy to name
as a worker (experience 2.4)."""

import pytest

from models.cases.statement import Statement
from models.procedure.terms import Journey
from portal.journeys import PATHS
from tests.browser_rules import Browser
from tests.conftest import MONDAY
from tests.portal.test_check import number

SAYS = "A birthday can not be a day that is still to come. Check the year"


@pytest.mark.parametrize(
    ("door", "question", "name"),
    [("your-voice", "who", "born"), ("your-say", "children", "rows-0-born"), ("for-someone", "child", "born")],
)
def test_a_birthday_that_is_still_to_come_is_said_kindly_and_stays_inp_08(
    portal: Browser, door: str, question: str, name: str
) -> None:
    typed = {f"{name}-day": "3", f"{name}-month": "3", f"{name}-year": "2030"}
    assert portal.post(number(question, door), data=typed).status_code == 422
    assert portal.page
    assert SAYS in portal.page.text
    assert 'value="2030"' in portal.page.html
    assert portal.post(number(question, door), data={**typed, f"{name}-year": "2012"}).status_code == 303


@pytest.mark.parametrize("topics", [["money", "own_home"], ["own_home"], ["plan"], ["treated"]])
def test_who_a_worker_may_be_behind_can_be_named_whatever_it_is_about_2_4(topics: list[str]) -> None:
    path, answers = PATHS["your-voice"], {"about": {"topics": topics}}
    assert not path.steps[path.number("worker") - 1].skip(answers)


def test_a_personal_adviser_is_kept_out_by_name_and_asked_about_first_2_4() -> None:
    answers = {
        "about": {"topics": ["money", "own_home"]},
        "worker": {"worker": "Femi Balogun", "must_not_know": ["personal_adviser"]},
    }
    said = Statement.build(Journey.YOUNG_PERSON, answers, MONDAY.date())
    assert said.ask_first
    assert said.named_unaware
    assert said.kept_from == ["Femi Balogun"]
    nobody = Statement.build(
        Journey.YOUNG_PERSON, {**answers, "worker": {"worker": "", "must_not_know": []}}, MONDAY.date()
    )
    assert not nobody.ask_first, "about money, with nobody named, there is nobody to be asked about"


def test_who_sends_for_a_child_we_could_not_reach_is_told_before_and_after_a5(portal: Browser) -> None:
    portal.post(number("words", "for-someone"), data={"child_words": "He is not heard.", "notes": ""})
    portal.post(number("you", "for-someone"), data={"name": "Ama", "role": "advocate", "email": "ama@example.org"})
    portal.get("/for-someone/check")
    assert portal.page
    assert "You gave us no safe way to reach the child. You can still send this." in portal.page.text
    assert "You did not tell us the child's name." in portal.page.text
    assert "You gave us no way to reach you either." not in portal.page.text
    portal.post("/for-someone/check")
    portal.get("/for-someone/sent")
    assert "The child gets words of their own from us" not in portal.page.text
    assert "until you tell us a way" in portal.page.text
