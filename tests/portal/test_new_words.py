"""New words can be loaded again and are not lost by a double click or a lost answer (TRK-05, TRK-06, R2)."""

import re
from typing import Any

import pytest
from sqlalchemy import select

from models.procedure.terms import Journey
from models.tables import Visit
from tests.browser_rules import Browser
from tests.portal.coming_back import REFERENCE, WORDS, case_with_words

NEW = "/your-page/words/new"


def come_back(portal: Any, words: str = WORDS) -> Any:
    return portal.post("/come-back", data={"reference": REFERENCE, "secret_words": words})


def words_on(answer: Any) -> str:
    found = re.search(r'id="secret-words"[^>]*>([^<]+)<', answer.get_data(as_text=True))
    assert found
    return found[1]


@pytest.mark.parametrize("journey", [Journey.YOUNG_PERSON, Journey.PARENT])
def test_new_words_are_shown_again_when_the_page_is_loaded_again(
    portal: Any, db: Any, keys: Any, journey: Journey
) -> None:
    case_with_words(db, keys, journey=journey)
    come_back(portal)
    portal.get("/your-page/words")
    assert portal.post("/your-page/words", data={"secret_words": WORDS}).location == NEW
    first = words_on(portal.get(NEW))
    html = portal.get(NEW).get_data(as_text=True)
    assert first in html
    assert "Have you kept them?" in html
    assert "data-print" in html
    assert "data-copy" in html
    assert REFERENCE in html
    portal.get("/leave")
    assert come_back(portal).status_code == 422
    assert come_back(portal, first).location == "/your-page"
    assert portal.get(NEW).location == "/your-page/words"  # another visit opens nothing of it


def test_the_words_lie_sealed_in_the_visit_alone(portal: Any, db: Any, keys: Any) -> None:
    case_with_words(db, keys)
    come_back(portal)
    portal.get("/your-page/words")
    portal.post("/your-page/words", data={"secret_words": WORDS})
    made = words_on(portal.get(NEW))
    db.expire_all()
    for kept in db.scalars(select(Visit.receipt)):
        assert kept
        assert made.encode() not in bytes(kept)
    assert Browser(portal.application, db).get(NEW).location == "/come-back"


def test_a_second_press_of_the_same_form_changes_nothing(portal: Any, db: Any, keys: Any) -> None:
    case_with_words(db, keys)
    come_back(portal)
    page = portal.get("/your-page/words").get_data(as_text=True)
    of = re.search(r'name="of" value="([0-9a-f]+)"', page)
    assert of
    for _ in range(2):
        assert portal.post("/your-page/words", data={"of": of[1], "secret_words": WORDS}).location == NEW
        made = words_on(portal.get(NEW))
    portal.get("/leave")
    assert come_back(portal, made).location == "/your-page"


def test_without_new_words_there_is_nothing_to_show(portal: Any, db: Any, keys: Any) -> None:
    case_with_words(db, keys)
    come_back(portal)
    assert portal.get(NEW).location == "/your-page/words"


@pytest.mark.parametrize("what", ["", "/stop"])
@pytest.mark.parametrize("typed", ["", "river river river river river"])
def test_an_open_page_alone_neither_changes_nor_stops_the_words_trk_05(
    portal: Any, db: Any, keys: Any, what: str, typed: str
) -> None:
    case_with_words(db, keys)
    come_back(portal)
    portal.get("/your-page/words")
    answer = portal.post(f"/your-page/words{what}", data={"secret_words": typed})
    assert answer.status_code == 422
    assert "Those do not match" in answer.get_data(as_text=True)
    portal.get("/leave")
    assert come_back(portal).location == "/your-page"


def test_guessing_from_an_open_page_is_slowed_down_trk_03(portal: Any, db: Any, keys: Any) -> None:
    case_with_words(db, keys)
    come_back(portal)
    portal.get("/your-page/words")
    answers = [portal.post("/your-page/words", data={"secret_words": "no"}).status_code for _ in range(11)]
    assert answers[-1] == 429


def test_the_cookie_changes_with_the_words_and_the_old_one_shows_only_them_for_two_minutes_ses_02(
    portal: Any, db: Any, keys: Any, clock: Any
) -> None:
    case_with_words(db, keys)
    come_back(portal)
    portal.get("/your-page/words")
    old = Browser(portal.application, db)
    old.set_cookie("heard", portal.get_cookie("heard", domain=portal.host).value, domain=portal.host)
    portal.post("/your-page/words", data={"secret_words": WORDS})
    made = words_on(portal.get(NEW))
    assert old.get("/your-page").location == "/come-back"
    assert words_on(old.get(NEW)) == made
    clock.forward(minutes=2, seconds=1)
    assert old.get(NEW).location == "/come-back"
    assert portal.get("/your-page").status_code == 200


def test_leaving_ends_what_was_kept_for_a_second_click_prv_06(portal: Any, db: Any, keys: Any) -> None:
    case_with_words(db, keys)
    come_back(portal)
    portal.get("/your-page/words")
    portal.post("/your-page/words", data={"secret_words": WORDS})
    assert len(db.scalars(select(Visit.id)).all()) == 2
    portal.get("/leave")
    assert not db.scalars(select(Visit.id)).all()
