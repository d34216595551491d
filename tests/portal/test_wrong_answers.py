"""A wrong answer to any question: said at the top and at the box in the same words, and nothing typed is lost (T14)."""

import html
import re

import pytest

from models.web.council import Council
from portal.journeys import PATHS
from tests.browser_rules import Page

BLAMES = re.compile(r"\b(please|sorry|valid|invalid|oops)\b", re.IGNORECASE)
WRONG = "nosuchanswer " * 4_000  # too long for any box, and nothing that was offered
LONG_NAME = "Bath & North East Somerset"
LEADING = {  # what has to be answered before, so that the questions behind it are asked
    "about": {"topics": ["social_worker"]},
    "contact": {"ways": ["text", "call", "email"]},
    "courts": {"courts": ["family", "criminal"]},
    "when": {"last": "longer"},
}
QUESTIONS = [
    (door, number, step.id)
    for door, path in PATHS.items()
    for number, step in enumerate(path.steps, 1)
    if step.form is not None
]


def summary(page: Page) -> str:
    return page.html.split('class="govuk-error-summary"')[1].split("</ul>")[0]


def given_to(form, portal, address):
    """Every box with what it does not take. A page that only an answer leads to is known by its form alone."""
    if portal.get(address).status_code != 200:
        return dict.fromkeys(form.kinds, WRONG)
    tags = ("input", "textarea", "select")
    fields = [one for tag, one in portal.page.tags if tag in tags and "name" in one and one["name"] != "go"]
    return {one["name"]: WRONG for one in fields if one.get("type") not in ("hidden", "submit", "file")}


@pytest.mark.parametrize(
    ("door", "number", "question"), QUESTIONS, ids=[f"{door}-{step}" for door, _, step in QUESTIONS]
)
def test_every_question_explains_a_wrong_answer_and_loses_nothing_t13_t14(portal, monkeypatch, door, number, question):
    monkeypatch.setattr(Council, "short", LONG_NAME)
    for before, step in enumerate(PATHS[door].steps[: number - 1], 1):
        if step.id in LEADING:
            portal.post(f"/{door}/{before}", data=LEADING[step.id])
    form = PATHS[door].steps[number - 1].form
    given = given_to(form, portal, f"/{door}/{number}")
    if not given:
        pytest.skip("nothing is typed or picked here")
    answer = portal.post(f"/{door}/{number}", data=given)
    assert answer.status_code == 422, question
    page = portal.page
    assert page.text.startswith("Error: ")
    assert len(" ".join(html.unescape(page.html.split("<title>")[1].split("</title>")[0]).split())) <= 60
    top = summary(page)
    assert "There is a problem" in page.text
    said = re.findall(r'<a href="#([^"]+)">(.*?)</a>', top, re.DOTALL)
    assert said
    for place, words in said:
        assert page.html.count(words) >= 2, f"{words!r} stands at the top alone"
        assert f'id="{place}"' in page.html
        assert not BLAMES.search(words), words
    for tag, one in page.tags:
        if tag == "input" and one.get("type") in ("text", "email", "tel") and one.get("name") in given:
            assert one["value"].strip() == WRONG.strip(), f"{one['name']} was emptied"
    boxes = [one["name"] for one in page.all("textarea") if one.get("name") in given]
    assert page.html.count(WRONG.strip()) >= len(boxes)
