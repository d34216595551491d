"""Saved answers open in two browsers: sent in one, the other says so and shows the way back (R2, experience 2.8)."""

import pytest
from sqlalchemy import func, select

from models.tables import Case, Draft, Holder
from tests.browser_rules import Browser
from tests.portal.test_check import CHECK, LATER, SENT, number, shown_words

SAID = "This is sent already"


@pytest.fixture
def two(drafted, db):
    """The browser that saved, and another one that came back with the words."""
    drafted.post(f"{LATER}?c=1")
    drafted.get(LATER)
    reference = db.scalars(select(Holder.reference)).one()
    other = Browser(drafted.application, db)
    answer = other.post("/come-back", data={"reference": reference, "secret_words": " ".join(shown_words(drafted))})
    assert answer.location == CHECK
    return drafted, other


@pytest.mark.parametrize("sender", [0, 1])
def test_send_in_the_second_browser_says_that_it_is_sent_and_how_to_come_back(two, db, sender):
    first, second = two[sender], two[1 - sender]
    second.get(CHECK)
    instance = {"instance": next(i["value"] for i in second.page.all("input") if i.get("name") == "instance")}
    assert first.post(CHECK, data=instance).location == SENT
    for answer in (
        second.post(CHECK, data=instance),
        second.get(CHECK),
        second.get(LATER),
        second.get(number("about")),
    ):
        assert answer.status_code in (200, 409)
        assert SAID in second.page.text
        assert "/come-back" in {given["href"] for given in second.page.all("a")}
        assert db.scalars(select(Case.reference)).one() in second.page.text
    assert first.get(SENT).status_code == 200


def test_what_is_typed_after_it_was_sent_is_shown_and_begins_nothing_by_itself(two, db):
    first, second = two
    second.get(number("tell"))
    first.post(CHECK)
    answer = second.post(number("tell"), data={"story": "And they took my bike."})
    assert answer.status_code == 409
    assert "And they took my bike." in second.page.text
    assert db.scalar(select(func.count()).select_from(Draft)) == 0
    assert second.post("/your-voice/new").location == number("safe")
    assert second.post(number("about"), data={"topics": ["home"]}).status_code == 303
    second.get(CHECK)
    assert SAID not in second.page.text
