"""A message to a child that is hard to read does not leave by one press: each hard word is named with an easier one."""

import pytest
from sqlalchemy import func, select

from models.tables import ThreadMessage
from tests.conftest import MONDAY
from tests.making import make_case

HARD = "Pursuant to the procedure we will commence an assessment and communicate the determination to you."
EASY = "We will look at it. We write to you on Monday."


@pytest.fixture
def page(db, keys, officer):
    case = make_case(db, keys.staff.ring, now=MONDAY).case
    db.commit()
    return f"/cases/{case.reference}/messages"


def sent(db):
    db.rollback()
    return db.scalar(select(func.count(ThreadMessage.id)))


def test_what_is_hard_is_asked_about_once_more_and_its_words_are_named(admin, db, page):
    assert admin.post(page, data={"body": HARD, "do": "send"}).status_code == 200
    assert sent(db) == 0
    assert "Not sent yet" in admin.page.text
    assert "“pursuant”: write “under”." in admin.page.text
    assert HARD in admin.page.html, "nothing typed is lost"
    given = next(one["value"] for one in admin.page.all("input") if one.get("name") == "asked_of")
    assert admin.post(page, data={"body": HARD + " Always.", "do": "anyway", "asked_of": given}).status_code == 200
    assert sent(db) == 0, "another text is another question"
    assert admin.post(page, data={"body": HARD, "do": "anyway", "asked_of": given}).status_code == 303
    assert sent(db) == 1


def test_what_is_easy_goes_at_once_and_a_look_asks_nothing(admin, db, page):
    admin.post(page, data={"body": HARD, "do": "preview"})
    assert "Not sent yet" not in admin.page.text
    assert "Send it as it is" not in admin.page.text
    assert admin.post(page, data={"body": EASY, "do": "send"}).status_code == 303
    assert sent(db) == 1
