"""What people who tried the site stumbled over, and what stands there now (experience 2.3, 2.4b, 5.2, 5.3)."""

from typing import Any

from sqlalchemy import select

from models.procedure.terms import Advocate
from models.tables import Referral
from tests.portal.coming_back import REFERENCE, WORDS, case_with_words
from tests.portal.test_check import CHECK, number


def sign_in(portal: Any) -> None:
    portal.post("/come-back", data={"reference": REFERENCE, "secret_words": WORDS})


def test_what_is_read_back_is_called_by_its_question_once_y13(portal: Any) -> None:
    portal.post(number("helping"), data={"name": "Mo", "relation": "friend", "about_them": "no", "talks": "yes"})
    portal.post(number("tell"), data={"story": "He cries each time.", "whose": "child"})
    portal.get(CHECK)
    assert portal.page.html.count("Tell us what happened") == 2  # its heading, and what "Change" reads out beside it


def test_who_has_an_advocate_or_waits_for_one_can_always_ask_2_4b(portal: Any, db: Any, keys: Any) -> None:
    opened = case_with_words(db, keys)
    sign_in(portal)
    portal.post("/your-page/4", data={"shares": ["contact"], "start": "wait"})
    portal.get("/your-page/4")
    assert "You asked for one on Monday 23 November. You can ask again." in portal.page.text
    portal.post("/your-page/4", data={"shares": ["contact", "topics"]})  # and says nothing of waiting this time
    assert db.scalars(select(Referral)).one().shares == "contact topics"
    db.refresh(opened.case)
    assert opened.case.wait_for_advocate
    opened.case.advocate = Advocate.HAVE_ONE
    db.commit()
    portal.get("/your-page")
    assert "can-advocate" in {link.get("id") for link in portal.page.all("a")}
    portal.get("/your-page/4")
    assert "You have an advocate. You can ask for a new one." in portal.page.text
