"""From any page to an advocate in two presses, and to the numbers in none (T55, T56), before a complaint too (E-25)."""

import re
from typing import Any

import pytest
from sqlalchemy import select

from models.procedure.terms import Journey
from models.tables import Case, Draft, Holder, Referral
from tests.conftest import MONDAY
from tests.portal.coming_back import case_with_words
from tests.portal.test_tracking import sign_in

PAGES = ["/", "/how-it-works", "/help", "/privacy", "/accessibility", "/come-back", "/now/1", "/now/2",
         "/your-voice/1", "/your-voice/3"]  # fmt: skip
MINE = ["/your-page", "/your-page/messages", "/your-page/letters", "/your-page/6", "/your-page/reach"]


def drawn(portal: Any, path: str) -> str:
    return str(portal.get(path, follow_redirects=True).get_data(as_text=True))


@pytest.mark.parametrize("path", PAGES)
def test_any_page_leads_to_asking_for_an_advocate_t55(portal: Any, path: str) -> None:
    html = drawn(portal, path)
    link = re.search(r'id="on-your-side" href="([^"]+)"', html)
    assert link
    side = drawn(portal, link[1])
    me = re.search(r'href="([^"]+)" id="side-me"', side)  # where the page cannot know who reads it
    assert bool(me) == ("/your-voice" not in path)
    assert "Do you want an advocate?" in (drawn(portal, me[1]) if me else side)


@pytest.mark.parametrize(
    ("path", "said"), [("/your-say/2", "Can we offer the child an advocate?"), ("/for-someone/2", "0808 808 1001")]
)
def test_a_grown_up_is_not_led_into_the_childs_questions_t55(portal: Any, path: str, said: str) -> None:
    """What a parent can do for the child and for themselves, each one press further; a helper whom to ring."""
    html = drawn(portal, path)
    side = drawn(portal, re.search(r'id="on-your-side" href="([^"]+)"', html)[1])
    assert "An advocate for the child" in side
    assert "Do you want an advocate?" not in side
    on = re.search(r'id="side-child" href="([^"]+)"', side)
    assert said in (drawn(portal, on[1]) if on else side)


def test_so_does_every_page_of_ones_own_t55(portal: Any, db: Any, keys: Any) -> None:
    case_with_words(db, keys)
    sign_in(portal)
    for path in MINE:
        link = re.search(r'id="on-your-side" href="([^"]+)"', drawn(portal, path))
        assert link
        assert "Yes, get me an advocate" in drawn(portal, link[1])


@pytest.mark.parametrize("path", PAGES)
def test_the_numbers_are_on_every_page_t56(portal: Any, path: str) -> None:
    html = drawn(portal, path)
    assert 'href="tel:999"' in html
    assert 'href="tel:08001111"' in html
    assert "01632 9601" in html  # the safety team's own


def test_an_advocate_can_be_asked_for_before_there_is_any_complaint_e_25(portal: Any, db: Any) -> None:
    where = portal.get("/on-your-side?c=1").location
    answer = portal.post(where, data={"advocate": "yes"})
    portal.post(answer.location, data={"shares": ["contact"], "start": "now"})
    sent = portal.post("/your-voice/check")
    assert (sent.status_code, sent.location) == (303, "/your-voice/sent"), sent.location
    case = db.scalars(select(Case)).one()
    assert db.scalars(select(Referral.shares).where(Referral.case_id == case.id)).one() == "contact"
    assert case.received_at == MONDAY


def test_asking_in_the_middle_of_other_questions_leaves_no_answer_behind(portal: Any, db: Any) -> None:
    portal.get("/your-say/3")
    portal.post("/your-say/3", data={"standing": "parent"})
    assert portal.get("/on-your-side").location == "/on-your-side/2"
    assert 'href="/your-say/' in drawn(portal, "/on-your-side/2")
    assert len(db.scalars(select(Holder)).all()) == 1


def test_who_began_a_thank_you_can_ask_for_an_advocate_too_t55(portal: Any, db: Any) -> None:
    assert portal.post("/thanks/1", data={"kind": "good", "story": "Mo is kind."}).status_code == 303
    assert db.scalars(select(Draft)).one().journey == Journey.PRAISE
    assert 'id="side-me"' in drawn(portal, "/on-your-side")
    assert "Do you want an advocate?" in drawn(portal, "/on-your-side?c=1")
